"""签办与锁定的规矩: how this bureau signs, and after how long the window locks itself."""

from __future__ import annotations

from typing import Any

from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services import access
from ipdesk.services.acts import act as business_act
from ipdesk.services.acts import record as journal_record
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.rules import ALONE, IDLE, SECOND
from ipdesk.services.rules import Rules as Rules
from ipdesk.services.rules import rules as rules
from ipdesk.storage import settings

IDLE_RANGE = (1, 60)


def set_second_person(office: Office, actor: Actor, allowed: bool) -> Changes:
    actor.require(Role.ADMINISTRATOR)
    return _set(office, actor, SECOND, allowed)


def set_idle_minutes(office: Office, actor: Actor, minutes: int) -> Changes:
    """After how long without a key or the mouse the window locks itself."""
    actor.require(Role.ADMINISTRATOR)
    least, most = IDLE_RANGE
    if not least <= minutes <= most:
        raise UserError("idle-minutes-range", field="idle_minutes", least=least, most=most)
    return _set(office, actor, IDLE, minutes)


def allow_one_person(
    office: Office, actor: Actor, approver: int, reason: str, password: str = ""
) -> Changes:
    """Turn 单人办公 on: an administrator sets it and an approver agrees, by password if any."""
    actor.require(Role.ADMINISTRATOR)
    if not reason.strip():
        raise UserError("need-missing", field="reason", need="reason")
    if access.guarded(office):
        agreed = access.confirm_own(office, approver, password)
    else:
        agreed = access.seated(office, approver)
    agreed.require(Role.APPROVER)
    data = {"on": True, "administrator": actor.name, "approver": agreed.name}
    return _set(office, actor, ALONE, {**data, "reason": reason.strip()}, reason)


def forbid_one_person(office: Office, actor: Actor) -> Changes:
    actor.require(Role.ADMINISTRATOR)
    return _set(office, actor, ALONE, {"on": False})


def _set(office: Office, actor: Actor, name: str, new: Any, reason: str = "") -> Changes:
    with business_act(office) as db:
        old = settings.get(office.db, name)
        settings.put(db, name, new)
        data = {"setting": name, "old": old, "new": new}
        journal_record(office, actor, "set_signing", "setting", 0, data, reason.strip())
    return Changes.of("setting")

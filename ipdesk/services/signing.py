"""签办: a step taken by a second person beside, signed on paper, or by the one person there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ipdesk.domain.signing import Signing, Way, may_be_on_paper
from ipdesk.domain.stages import Role, move
from ipdesk.domain.text import bad_character
from ipdesk.errors import UserError
from ipdesk.services import access
from ipdesk.services.acts import act as business_act
from ipdesk.services.acts import record as journal_record
from ipdesk.services.decisions import take
from ipdesk.services.evidence import MOST_BYTES, kind_of
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import blobs, operators, settings

IDLE_MINUTES = 10
IDLE_RANGE = (1, 60)
_SECOND, _ALONE, _IDLE = "second_person", "one_person", "idle_minutes"


@dataclass(frozen=True, slots=True)
class Rules:
    """How this bureau signs and locks."""

    guarded: bool = False  # opens by password
    second_person: bool = True  # another may confirm with their password in this window
    one_person: bool = False  # 单人办公
    idle_minutes: int = IDLE_MINUTES

    @property
    def beside(self) -> bool:
        """A second person can be told from the first only by a password."""
        return self.guarded and self.second_person


@dataclass(frozen=True, slots=True)
class Paper:
    """A form signed by hand: by whom, in what office, when, and its scan."""

    signer: str
    title: str
    signed_on: date | None
    file_name: str
    scan: bytes


def rules(office: Office) -> Rules:
    return Rules(
        access.guarded(office),
        bool(settings.get(office.db, _SECOND, True)),
        bool((settings.get(office.db, _ALONE) or {}).get("on", False)),
        int(settings.get(office.db, _IDLE, IDLE_MINUTES)),
    )


def set_second_person(office: Office, actor: Actor, allowed: bool) -> Changes:
    actor.require(Role.ADMINISTRATOR)
    return _set(office, actor, _SECOND, allowed)


def set_idle_minutes(office: Office, actor: Actor, minutes: int) -> Changes:
    """After how long without a key or the mouse the window locks itself."""
    actor.require(Role.ADMINISTRATOR)
    least, most = IDLE_RANGE
    if not least <= minutes <= most:
        raise UserError("idle-minutes-range", field="idle_minutes", least=least, most=most)
    return _set(office, actor, _IDLE, minutes)


def allow_one_person(
    office: Office, actor: Actor, approver: int, reason: str, password: str = ""
) -> Changes:
    """Turn 单人办公 on: an administrator sets it and an approver agrees, by password if any."""
    actor.require(Role.ADMINISTRATOR)
    if not reason.strip():
        raise UserError("need-missing", field="reason", need="reason")
    if access.guarded(office):
        agreed = access.confirm(office, approver, password)
    else:
        agreed = access.seated(office, approver)
    agreed.require(Role.APPROVER)
    data = {"on": True, "administrator": actor.name, "approver": agreed.name}
    return _set(office, actor, _ALONE, {**data, "reason": reason.strip()}, reason)


def forbid_one_person(office: Office, actor: Actor) -> Changes:
    actor.require(Role.ADMINISTRATOR)
    return _set(office, actor, _ALONE, {"on": False})


def take_beside(
    office: Office,
    actor: Actor,
    person: int,
    password: str,
    claim_id: int,
    act: str,
    record: Mapping[str, object] | None = None,
    opinion: str = "",
) -> Changes:
    """A step by a second person, who confirms with their password in the window of the first."""
    if not rules(office).beside:
        raise UserError("second-person-off")
    if person == actor.id:
        raise UserError("second-person-same", field="person")
    second = access.confirm(office, person, password)
    signing = Signing(Way.BESIDE, actor.id, actor.name)
    return take(office, second, claim_id, act, record, opinion, signing)


def record_paper(
    office: Office,
    actor: Actor,
    paper: Paper,
    claim_id: int,
    act: str,
    record: Mapping[str, object] | None = None,
    opinion: str = "",
) -> Changes:
    """A step that was signed on paper, recorded by a clerk with the scan of the form."""
    actor.require(Role.CLERK)
    if not may_be_on_paper(move(act)):
        raise UserError("paper-not-here")
    signing = _on_paper(office, actor, paper)
    known = operators.by_name(office.db, signing.signer)
    person = actor
    if known is not None:
        if known.id == actor.id:
            raise UserError("paper-own", field="signer")
        person = access.seated(office, known.id)
        signing = replace(signing, signer="")
    return take(office, person, claim_id, act, record, opinion, signing)


def take_alone(
    office: Office,
    actor: Actor,
    reason: str,
    claim_id: int,
    act: str,
    record: Mapping[str, object] | None = None,
    opinion: str = "",
) -> Changes:
    """A second duty by the same person, with the reason that is printed on the form."""
    if not rules(office).one_person:
        raise UserError("override-not-allowed")
    if not reason.strip():
        raise UserError("need-missing", field="reason", need="reason")
    return take(
        office, actor, claim_id, act, record, opinion, Signing(override=reason.strip()[:500])
    )


def _on_paper(office: Office, actor: Actor, paper: Paper) -> Signing:
    signer, title = paper.signer.strip(), paper.title.strip()
    for field, text in (("signer", signer), ("title", title)):
        if not text or len(text) > 50 or bad_character(text) is not None:
            raise UserError("paper-name", field=field)
    if paper.signed_on is None or paper.signed_on > office.clock.now().date():
        raise UserError("paper-day", field="signed_on")
    if kind_of(paper.scan) not in ("pdf", "jpg", "png") or len(paper.scan) > MOST_BYTES:
        raise UserError("paper-scan", field="scan")
    scan = blobs.put(office.home.root, office.key, paper.scan)
    return Signing(Way.PAPER, actor.id, actor.name, signer, title, paper.signed_on, scan)


def read_scan(office: Office, sha256: str) -> bytes:
    """The scan of a signed form, checked against its hash."""
    return blobs.get(office.home.root, office.key, sha256)


def _set(office: Office, actor: Actor, name: str, new: Any, reason: str = "") -> Changes:
    with business_act(office) as db:
        old = settings.get(office.db, name)
        settings.put(db, name, new)
        data = {"setting": name, "old": old, "new": new}
        journal_record(office, actor, "set_signing", "setting", 0, data, reason.strip())
    return Changes.of("setting")

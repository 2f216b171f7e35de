"""签办: a step taken by a second person beside, signed on paper, or by the one person there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ipdesk.domain.signing import Signing, Way, may_be_on_paper
from ipdesk.domain.stages import Role, move
from ipdesk.domain.text import bad_character
from ipdesk.errors import UserError
from ipdesk.services import access
from ipdesk.services.decisions import take
from ipdesk.services.evidence import MOST_BYTES, kind_of
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.sign_rules import rules
from ipdesk.storage import blobs, operators


@dataclass(frozen=True, slots=True)
class Paper:
    """A form signed by hand: by whom, in what office, when, and its scan."""

    signer: str
    title: str
    signed_on: date | None
    file_name: str
    scan: bytes


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
    second = access.confirm_own(office, person, password)
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

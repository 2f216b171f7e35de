"""对照: what is shown of two claims or two applicants before somebody judges them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from ipdesk.domain.applicant import Applicant
from ipdesk.domain.masking import masked_card, masked_id, masked_phone
from ipdesk.domain.money import figures
from ipdesk.domain.registration import ApplicantForm, entered, tidied
from ipdesk.domain.side_by_side import SideBySide, pair_line
from ipdesk.services.applicants import applicant
from ipdesk.services.claim_reading import Reading, read_claim
from ipdesk.services.claims import ClaimFilter, claim_ids
from ipdesk.services.office import Office
from ipdesk.storage import casefile
from ipdesk.wording import Wording

_ITEMS = 8  # items of a claim that are written out
_APPLICANT = (
    "name",
    "former_names",
    "kind",
    "code",
    "town",
    "address",
    "legal_representative",
    "contact",
    "phone",
    "account_name",
    "account",
)


def claims_beside(office: Office, one: int, other: int) -> SideBySide:
    """Two claims: number, applicant, award, items, days, amounts, stage and evidence."""
    first, second = read_claim(office, one), read_claim(office, other)
    pair = (first.applicant, second.applicant)
    return _beside(office, "claim-beside", _claim(office, first), _claim(office, second), pair)


def applicants_beside(office: Office, one: int | ApplicantForm, other: int) -> SideBySide:
    """Two applicants of the register, or one as it is being typed beside another."""
    typed = isinstance(one, ApplicantForm)
    first = entered(tidied(one)) if isinstance(one, ApplicantForm) else applicant(office, one)
    pair = (first, applicant(office, other))
    left, right = (_applicant(office, each) for each in pair)
    made = _beside(office, "applicant-beside", left, right, pair)
    say = office.wording.text
    heading = say("page", "beside-typed" if typed else "beside-own")
    return SideBySide(heading, say("page", "beside-another"), made.lines)


def _beside(
    office: Office,
    section: str,
    left: Mapping[str, str],
    right: Mapping[str, str],
    pair: tuple[Applicant, Applicant],
) -> SideBySide:
    words = office.wording
    lines = tuple(
        pair_line(words.text(section, name), left[name], right[name], _covered(name, pair))
        for name in left
        if left[name] or right[name]
    )
    say = words.text
    return SideBySide(say("page", "beside-this"), say("page", "beside-other"), lines)


def _covered(name: str, pair: tuple[Applicant, Applicant]) -> tuple[str, str] | None:
    """The whole numbers behind masked ones: like heads and tails are not like numbers."""
    if name not in ("code", "phone", "account"):
        return None
    one, other = pair
    return getattr(one, name), getattr(other, name)


def _claim(office: Office, reading: Reading) -> dict[str, str]:
    claim, words = reading.claim, office.wording
    labels = {piece.id: piece.label for piece in reading.award.evidence}
    papers = dict.fromkeys(
        labels.get(each.evidence, each.evidence)
        for each in casefile.evidence(office.db, claim.id)
        if each.state == "valid"
    )
    subjects = [item.subject for item in reading.items if item.subject]
    return {
        "number": claim.number or words.label("stage", claim.stage),
        "applicant": reading.applicant.name,
        "award": f"{reading.policy.clause(reading.award.clause).number}{reading.award.label}",
        "subject": _listed(subjects, len(subjects), words),
        "facts": _facts(reading),
        "received_on": _day(claim.received_on),
        "fact_on": _day(claim.fact_on),
        "fund_year": str(claim.fund_year),
        "claimed": figures(claim.claimed_fen),
        "approved": _fen(claim.approved_fen),
        "paid": _fen(claim.paid_fen),
        "account": masked_card(reading.applicant.account),
        "stage": words.label("stage", claim.stage),
        "reason": claim.reason,
        "evidence": "、".join(papers),
    }


def _facts(reading: Reading) -> str:
    """The facts of a claim of one item; of several they would say nothing."""
    if len(reading.items) != 1:
        return ""
    typed = reading.items[0].typed
    told = [(fact.label, typed.get(fact.id)) for fact in reading.award.facts]
    return "\n".join(
        f"{label} {value}" for label, value in told if isinstance(value, str) and value
    )


def _listed(texts: Iterable[str], count: int, words: Wording) -> str:
    shown = list(texts)[:_ITEMS]
    rest = [words.text("page", "beside-more", {"count": count})] if count > len(shown) else []
    return "\n".join([*shown, *rest])


def _applicant(office: Office, one: Applicant) -> dict[str, str]:
    person = not one.kind.is_unit
    values = {name: getattr(one, name) for name in _APPLICANT}
    values["former_names"] = "、".join(one.former_names)
    values["kind"] = office.wording.label("kind", one.kind)
    values["code"] = masked_id(one.code) if person else one.code
    values["phone"] = masked_phone(one.phone)
    values["account"] = masked_card(one.account)
    filed = len(claim_ids(office, ClaimFilter(applicant=one.id))) if one.id else 0
    values["claims"] = (
        office.wording.text("page", "beside-claims", {"count": filed}) if filed else ""
    )
    return values


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _fen(fen: int | None) -> str:
    return "" if fen is None else figures(fen)

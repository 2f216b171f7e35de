"""申请表: what an applicant signs, filled in from a claim, or empty for the counter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ipdesk.domain.applicant import Applicant
from ipdesk.domain.letter import Table
from ipdesk.domain.money import capitals, figures
from ipdesk.domain.office_form import FormKind, Line, OfficeForm
from ipdesk.domain.policy import Award, Policy
from ipdesk.services.claim_reading import Reading
from ipdesk.services.form_content import facts_text
from ipdesk.services.office import Office
from ipdesk.wording import Wording

_EMPTY_ROWS = 3
_SIGN = 76.0

Pair = tuple[str, str]


def filled_application(office: Office, reading: Reading, bureau: str, day: date) -> OfficeForm:
    """The application of a claim as it is typed in now, to be read and signed."""
    claim, words = reading.claim, office.wording
    rows = [
        (
            str(record.ordinal),
            record.subject or reading.applicant.name,
            facts_text(office, reading.award, item.facts),
        )
        for record, item in zip(reading.items, reading.facts.items, strict=True)
    ]
    fen = claim.claimed_fen
    amount = (figures(fen), capitals(fen)) if fen else ("", "")
    received = f"{claim.received_on.isoformat()}" if claim.number and claim.received_on else ""
    return _application(
        words,
        bureau,
        day,
        reading.policy,
        reading.award,
        about=_about(words, reading.applicant),
        items=rows,
        amount=amount,
        office_use=(claim.number or "", received),
    )


def empty_application(
    wording: Wording, bureau: str, day: date, policy: Policy, award: Award
) -> OfficeForm:
    """The application of an award with room to write, for applicants to take home."""
    asked = "\n".join(f"{fact.label}：" for fact in award.facts if fact.required)
    rows = [(str(place), "", asked) for place in range(1, _EMPTY_ROWS + 1)]
    return _application(
        wording,
        bureau,
        day,
        policy,
        award,
        about=_about(wording, None),
        items=rows[:1] if award.single_item else rows,
        amount=("", ""),
        office_use=("", ""),
    )


def _about(wording: Wording, applicant: Applicant | None) -> Iterator[Line]:
    """Who asks, and to which account it is to be paid."""
    known = applicant

    def pair(key: str, text: str) -> Pair:
        return wording.text("application", key), text

    yield Line((pair("applicant", known.name if known else ""),))
    kind = wording.label("kind", known.kind) if known else ""
    yield Line((pair("code", known.code if known else ""), pair("kind", kind)))
    yield Line((pair("address", known.address if known else ""),))
    legal = known.legal_representative if known else ""
    yield Line((pair("legal", legal), pair("town", known.town if known else "")))
    yield Line(
        (
            pair("contact", known.contact if known else ""),
            pair("phone", known.phone if known else ""),
        )
    )
    name = (known.account_name or known.name) if known else ""
    yield Line((pair("account-name", name), pair("bank", known.bank if known else "")))
    yield Line((pair("account", known.account if known else ""),))


def _application(
    wording: Wording,
    bureau: str,
    day: date,
    policy: Policy,
    award: Award,
    *,
    about: Iterator[Line],
    items: Sequence[tuple[str, str, str]],
    amount: tuple[str, str],
    office_use: tuple[str, str],
) -> OfficeForm:
    def say(key: str, **values: object) -> str:
        return wording.text("application", key, values)

    clause = policy.clause(award.clause)
    number, facts = say("items").split("|")
    listed = Table((number, award.subject.label, facts), tuple(items), "cll", (0.08, 0.37, 0.55))
    evidence = tuple(
        (str(place), one.label, say("must" if one.required else "if-any"), say("box"))
        for place, one in enumerate(award.evidence, start=1)
    )
    papers = Table(tuple(say("papers").split("|")), evidence, "clcc", (0.08, 0.6, 0.14, 0.18))
    parts: tuple[Line | Table | str, ...] = (
        Line(((say("award"), award.label), (say("clause"), f"{clause.number}{clause.heading}"))),
        *about,
        say("listing"),
        listed,
        Line(((say("figures"), amount[0]), (say("capitals"), amount[1]))),
        say("materials"),
        papers,
        say("declaration"),
        Line(((say("signed"), ""), (say("signed-on"), say("date"))), _SIGN),
        Line(((say("number"), office_use[0]), (say("received"), office_use[1]))),
    )
    subtitle = say("subtitle", policy=policy.title, number=policy.document_number)
    return OfficeForm(FormKind.APPLICATION, say("title"), subtitle, bureau, day, parts)

"""收件回执 and 一次性告知单: what came over the counter and what is still missing, on one sheet."""

from __future__ import annotations

from collections.abc import Iterator

from ipdesk.domain.letter import Table
from ipdesk.domain.office_form import FormKind, Line, OfficeForm
from ipdesk.domain.stages import Stage
from ipdesk.services.bureaus import Bureau
from ipdesk.services.claim_reading import Reading
from ipdesk.services.claim_view import EvidenceView
from ipdesk.services.evidence_view import evidence_views
from ipdesk.services.letter_facts import day_text
from ipdesk.services.office import Office
from ipdesk.storage import casefile, operators

AT_COUNTER = (Stage.DRAFT, Stage.RECEIVED, Stage.RETURNED, Stage.ACCEPTED)
_SIGN = 76.0  # room in points
_CAME = (0.09, 0.53, 0.1, 0.1, 0.18)
_LACKS = (0.09, 0.46, 0.45)

Lack = tuple[str, str]  # what is missing, and what is asked of it


def lacking(office: Office, reading: Reading) -> tuple[Lack, ...]:
    """Everything that has to come still: papers that must be there, cells without an answer."""
    found = [
        (piece.label, piece.note)
        for piece in _pieces(office, reading)
        if piece.required and not piece.there
    ]
    return (*found, *_cells(office, reading))


def counter_form(office: Office, reading: Reading, house: Bureau) -> OfficeForm:
    """The sheet handed over: a receipt once the claim has a number, before that a notice."""
    claim, words = reading.claim, office.wording
    kind = FormKind.HANDED_IN if claim.number else FormKind.MISSING
    lacks = lacking(office, reading)
    parts: list[Line | Table | str] = [*_head(office, reading, house)]
    came = [piece for piece in _pieces(office, reading) if piece.there]
    parts.append(_say(office, "listing"))
    parts.append(_came(office, came) if came else _say(office, "nothing-came"))
    parts.append(_say(office, "lacking"))
    if lacks:
        rows = tuple((str(number), *lack) for number, lack in enumerate(lacks, start=1))
        parts.append(Table(_split(office, "lacking-head"), rows, "cll", _LACKS))
        parts.append(_say(office, "missing-received" if claim.number else "missing-note"))
    else:
        parts.append(_say(office, "nothing-lacks"))
    if claim.number:
        parts.append(_say(office, "handed-in-note"))
    date = _say(office, "date")
    signs = tuple((_say(office, key), date) for key in ("applicant-sign", "handler-sign"))
    parts.append(Line(signs, _SIGN))
    subtitle = _say(
        office, "subtitle", policy=reading.policy.title, number=reading.policy.document_number
    )
    title = words.text("office-form", kind)
    today = office.clock.now().date()
    return OfficeForm(kind, title, subtitle, house.name, today, tuple(parts))


def _head(office: Office, reading: Reading, house: Bureau) -> Iterator[Line]:
    claim = reading.claim
    handler = operators.get(office.db, claim.handler)
    clause = reading.policy.clause(reading.award.clause)
    day = day_text(claim.received_on) if claim.received_on else ""

    def pair(key: str, text: str) -> tuple[str, str]:
        return _say(office, key), text

    yield Line((pair("applicant", reading.applicant.name),))
    yield Line((pair("award", reading.award.label), pair("clause", clause.number)))
    if claim.number:
        yield Line((pair("number", claim.number), pair("received-on", day)))
    told = " ".join(part for part in (house.contact, house.phone) if part)
    yield Line((pair("handler", handler.name if handler else ""), pair("contact", told)))


def _came(office: Office, pieces: list[EvidenceView]) -> Table:
    rows = []
    for number, piece in enumerate(pieces, start=1):
        pages = piece.seen.pages if piece.seen else sum(one.pages for one in piece.standing)
        copies = piece.seen.copies if piece.seen else 1
        how = _say(office, "seen" if piece.seen else "scan")
        rows.append((str(number), piece.label, str(pages or ""), str(copies), how))
    return Table(_split(office, "listing-head"), tuple(rows), "clccc", _CAME)


def _cells(office: Office, reading: Reading) -> Iterator[Lack]:
    """Yield what is not filled in or cannot be read, item by item."""
    labels = {fact.id: fact.label for fact in reading.award.facts}
    subject, unit = reading.award.subject, reading.award.unit
    if not reading.items and not subject.derived:
        yield subject.label, ""
    for fault in reading.faults:
        name = labels.get(fault.fact.partition("[")[0], subject.label)
        item = _say(office, "item-lacks", ordinal=fault.ordinal, unit=unit)
        said = office.wording.text("fact", fault.code, fault.values)
        yield (name if reading.award.single_item else f"{item}：{name}"), said


def _pieces(office: Office, reading: Reading) -> tuple[EvidenceView, ...]:
    records = casefile.evidence(office.db, reading.claim.id)
    return evidence_views(office, reading, (), records)


def _say(office: Office, key: str, **values: object) -> str:
    return office.wording.text("counter", key, values)


def _split(office: Office, key: str) -> tuple[str, ...]:
    return tuple(_say(office, key).split("|"))

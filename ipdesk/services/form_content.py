"""What the 审批表 says of a claim: record, items, checks, 核算, readings and opinions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ipdesk.domain.approval_form import (
    ApprovalForm,
    FormCheck,
    FormItem,
    FormLine,
    FormReading,
    form_code,
)
from ipdesk.domain.checklist import CheckLine
from ipdesk.domain.fact_entry import show_fact
from ipdesk.domain.policy import Award, Fact, FactKind
from ipdesk.domain.stages import BEFORE_APPROVAL, Stage
from ipdesk.services.bureaus import bureau
from ipdesk.services.claim_reading import Reading
from ipdesk.services.form_opinions import form_opinions
from ipdesk.services.form_papers import form_papers
from ipdesk.services.likenesses import told_alike
from ipdesk.services.office import Office
from ipdesk.services.readings_used import readings_used
from ipdesk.services.snapshot import rendered
from ipdesk.storage import casefile, journal

HEAD = 12  # characters of the journal's head that are printed
_UNDECIDED = (Stage.DRAFT, *BEFORE_APPROVAL)

Rows = list[dict[str, object]]


def compose_form(office: Office, reading: Reading) -> ApprovalForm:
    """The form of a claim as it stands: what is decided as it was decided, else as it is now."""
    claim, policy, award, applicant = (
        reading.claim,
        reading.policy,
        reading.award,
        reading.applicant,
    )
    result = _result(office, reading)
    draft = claim.stage in _UNDECIDED
    lines = _lines(office, reading, result, draft)
    clause = policy.clause(award.clause)
    form = ApprovalForm(
        title=_say(office, "title"),
        bureau=bureau(office).name,
        number=claim.number,
        received_on=claim.received_on if claim.number else None,
        policy=_say(office, "policy", title=policy.title, number=policy.document_number),
        award=award.label,
        applicant=applicant.name,
        code=applicant.code,
        kind=office.wording.label("kind", applicant.kind),
        town=applicant.town,
        contact=applicant.contact,
        phone=applicant.phone,
        bank=applicant.bank,
        account_name=applicant.account_name,
        account=applicant.account,
        items=_say(office, "count", count=len(reading.items), unit=award.unit),
        claimed_fen=claim.claimed_fen,
        approved_fen=sum(line.amount_fen for line in lines),
        lines=lines,
        readings=tuple(
            FormReading(f"{view.id} {view.question}", view.value, view.basis)
            for view in readings_used(office, reading)
        ),
        opinions=form_opinions(office, reading),
        printed_on=office.clock.now().date(),
        draft=draft,
        clause=_say(office, "clause", number=clause.number, heading=clause.heading),
        quote=award.quote,
        subject_label=award.subject.label,
        listed=tuple(_items(office, reading, result)),
        checks=tuple(_check(office, line) for line in reading.lines),
        findings=(
            *_findings(office, result),
            # What was decided is printed as it was then.
            *(told_alike(office, reading) if draft else _kept_alike(result)),
            *_difference(office, reading, sum(line.amount_fen for line in lines)),
        ),
        papers=form_papers(office, reading),
    )
    if claim.number is None:
        return form
    seq, head = journal.head(office.db)
    return replace(
        form,
        check_code=form_code(form, claim.pack_sha256),
        journal_seq=seq,
        journal_head=head[:HEAD],
    )


def _say(office: Office, key: str, **values: object) -> str:
    return office.wording.text("approval-form", key, values)


def _result(office: Office, reading: Reading) -> Mapping[str, object] | None:
    """The assessment the decision was made on, as kept; before that what is computed now."""
    if reading.claim.stage not in _UNDECIDED:
        return casefile.last_assessment(office.db, reading.claim.id)
    if reading.assessment is None:
        return None
    return rendered(office, reading.policy, reading.assessment)


def _rows(result: Mapping[str, object] | None, name: str) -> Rows:
    rows = result.get(name) if result else None
    return rows if isinstance(rows, list) else []


def _kept_alike(result: Mapping[str, object] | None) -> list[str]:
    told = result.get("alike") if result else None
    return [str(sentence) for sentence in told] if isinstance(told, list) else []


def _difference(office: Office, reading: Reading, fen: int) -> tuple[str, ...]:
    """Why somebody who asked for one amount is to get another."""
    asked, reason = reading.claim.asked_fen, reading.claim.difference
    if asked is None or asked == fen or not reason:
        return ()
    return (_say(office, "difference", asked=asked, amount=fen, reason=reason.rstrip("。")),)


def _fen(row: Mapping[str, object]) -> int:
    return int(str(row["amount_fen"]))


def _lines(
    office: Office, reading: Reading, result: Mapping[str, object] | None, draft: bool
) -> tuple[FormLine, ...]:
    """The 核算 line by line; they add up to the amount approved, whatever came after."""
    lines = [
        FormLine(str(row["text"]), str(row["quote"]), _fen(row)) for row in _rows(result, "lines")
    ]
    if not lines:
        key = "not-computed" if result is None else "no-amount"
        lines.append(FormLine(_say(office, key), "", 0))
    if draft:
        return tuple(lines)
    short = (reading.claim.approved_fen or 0) - sum(line.amount_fen for line in lines)
    if short:
        lines.append(FormLine(_later(office, reading), "", short))
    return tuple(lines)


def _later(office: Office, reading: Reading) -> str:
    """Why the amount is not the one worked out: the claim ended, or was corrected."""
    claim = reading.claim
    if claim.approved_fen:
        return _say(office, "after-decision")
    stage = office.wording.label("stage", claim.stage)
    key = "ended" if claim.reason else "ended-plain"
    return _say(office, key, stage=stage, reason=claim.reason)


def _items(
    office: Office, reading: Reading, result: Mapping[str, object] | None
) -> Iterator[FormItem]:
    found = _rows(result, "items")
    for place, (record, item) in enumerate(zip(reading.items, reading.facts.items, strict=True)):
        outcome = found[place] if place < len(found) else None
        yield FormItem(
            number=str(record.ordinal),
            subject=record.subject or reading.applicant.name,
            facts=facts_text(office, reading.award, item.facts),
            verdict=office.wording.label("verdict", outcome["verdict"]) if outcome else "",
            amount_fen=_fen(outcome) if outcome else 0,
        )


def facts_text(office: Office, award: Award, values: Mapping[str, object]) -> str:
    """The facts of an item, one after the other; a table inside it line by line."""
    parts: list[str] = []
    tables: list[str] = []
    for fact in award.facts:
        value = values.get(fact.id)
        if isinstance(value, tuple):
            tables += _table(office, fact, value)
        elif _told(fact, value):
            parts.append(_fact(office, fact, value))
    return "\n".join(text for text in (_joined(office, parts), *tables) if text)


def _told(fact: Fact, value: object) -> bool:
    """Whether a fact was really filled in; what stands at its default says nothing new."""
    return value is not None and (fact.required or value != fact.default)


def _table(office: Office, fact: Fact, rows: Sequence[Mapping[str, object]]) -> Iterator[str]:
    """The columns that every row has, once; then each row with what else it has."""
    always = [column for column in fact.columns if column.required]
    labels = _joined(office, [column.label for column in always])
    yield _say(office, "table", label=fact.label, columns=labels)
    for row in rows:
        cells = [_shown(office, column, row.get(column.id)) for column in always]
        cells += [
            _fact(office, column, row[column.id])
            for column in fact.columns
            if not column.required and _told(column, row.get(column.id))
        ]
        yield _joined(office, cells)


def _joined(office: Office, parts: list[str]) -> str:
    return _say(office, "fact-join").join(parts)


def _fact(office: Office, fact: Fact, value: object) -> str:
    return _say(office, "fact", label=fact.label, value=_shown(office, fact, value))


def _shown(office: Office, fact: Fact, value: object) -> str:
    shown = show_fact(fact, value)
    return _say(office, "yuan", value=shown) if fact.kind is FactKind.MONEY else shown


def _check(office: Office, line: CheckLine) -> FormCheck:
    result = office.wording.label("checkstate", line.state)
    if line.note:
        result = _say(office, "result-note", result=result, note=line.note)
    hand = _say(office, "by-program") if line.automatic else ""
    if line.at is not None:
        hand = _say(office, "hand", name=line.operator, day=line.at)
    return FormCheck(line.check.label, line.check.quote, result, hand)


def _findings(office: Office, result: Mapping[str, object] | None) -> Iterator[str]:
    """What was found, the same of several items said once."""
    places: dict[str, list[int]] = {}
    for row in _rows(result, "findings"):
        places.setdefault(str(row["text"]), [])
    for ordinal, item in enumerate(_rows(result, "items"), start=1):
        for row in _rows(item, "findings"):
            places.setdefault(str(row["text"]), []).append(ordinal)
    alone = len(_rows(result, "items")) == 1
    for text, ordinals in places.items():
        if not ordinals or alone:
            yield text
        else:
            key = "one-item" if len(ordinals) == 1 else "some-items"
            yield _say(office, key, ordinal=ordinals[0], ordinals=_ranges(ordinals), text=text)


def _ranges(numbers: list[int]) -> tuple[str, ...]:
    """3, 4, 5, 9 as 3—5 and 9."""
    runs: list[list[int]] = []
    for number in dict.fromkeys(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return tuple(str(a) if a == b else f"{a}—{b}" for a, b in runs)

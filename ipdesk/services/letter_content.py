"""What a letter says: a claim's record, its kept assessment and a template put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ipdesk.domain.finding import Severity
from ipdesk.domain.letter import DECIDING, DocumentNumber, Letter, LetterKind, Table
from ipdesk.domain.letter_text import Filled, MissingFieldError, Template, check_code, filled
from ipdesk.domain.masking import masked_card
from ipdesk.domain.money import capitals, figures
from ipdesk.errors import UserError
from ipdesk.services.bureaus import Bureau, bureau
from ipdesk.services.claim_page import readings_used
from ipdesk.services.claim_reading import Reading
from ipdesk.services.letter_facts import later_values, missing_table
from ipdesk.services.letter_wording import wording_in_use
from ipdesk.services.office import Office
from ipdesk.services.paper_setup import paper_setup
from ipdesk.storage import casefile, journal

HEAD = 12  # characters of the journal's head that are printed


def compose(
    office: Office,
    reading: Reading,
    kind: LetterKind,
    day: date,
    *,
    number: DocumentNumber | None = None,
    worded: Template | None = None,
) -> Letter:
    """The letter of a claim with its number and the journal's present head; a draft without one.

    `worded` is a template that is being written, to be seen before it is published.

    UserError("letter-field-missing") names every field without a value.
    """
    house, setup = bureau(office), paper_setup(office)
    version, template = (0, worded) if worded else wording_in_use(office, kind)
    values = _values(office, reading, template, house) | later_values(office, reading, setup)
    if (
        number is None
    ):  # a 样稿 shows a line where something is still to come; a letter needs it all
        blank = office.wording.text("page", "blank")
        known = {name: text for name, text in values.items() if text.strip()}
        values = dict.fromkeys((*values, *template.fields), blank) | known
    title, addressee, body, remark = fill(
        office, template, values, tables_of(office, reading, template)
    )
    letter = Letter(
        kind=kind,
        issuer=house.name,
        number=number,
        title=title,
        addressee=addressee,
        body=body,
        attachments=(),
        signatory=house.name,
        issued_on=day,
        remark=remark,
        values=values,
        layout=setup.layout,
        wording=version,
    )
    if number is None:
        return letter
    seq, head = journal.head(office.db)
    return replace(
        letter,
        check_code=check_code(letter, reading.claim.pack_sha256),
        journal_seq=seq,
        journal_head=head[:HEAD],
    )


def fill(
    office: Office, template: Template, values: Mapping[str, str], tables: Mapping[str, Table]
) -> Filled:
    """A template with its fields filled; UserError names what has no value."""
    try:
        return filled(template, values, tables)
    except MissingFieldError as missing:
        names = [office.wording.text("letter-field", name) for name in missing.names]
        raise UserError("letter-field-missing", names=names) from missing


def tables_of(office: Office, reading: Reading, template: Template) -> dict[str, Table]:
    """Every table a template can ask for."""
    return {
        "lines": _line_table(office, reading, template),
        "findings": _finding_table(office, reading, template),
        "readings": _reading_table(office, reading, template),
        "missing": missing_table(office, reading, template),
    }


def _values(office: Office, reading: Reading, template: Template, house: Bureau) -> dict[str, str]:
    claim, policy, award, applicant = (
        reading.claim,
        reading.policy,
        reading.award,
        reading.applicant,
    )
    fen = claim.approved_fen
    if fen is None:
        fen = reading.assessment.amount_fen if reading.assessment else 0
    outcome = "objection_settled" if claim.objection else "no_objection"
    return {
        "applicant": applicant.name,
        "you": template.words["unit" if applicant.kind.is_unit else "person"],
        "award": award.label,
        "number": claim.number or "",
        "received_on": _day(claim.received_on),
        "published_on": _day(claim.published_on),
        "published_until": _day(claim.published_until),
        "publicity_result": template.words[outcome],
        "policy": policy.title,
        "policy_number": policy.document_number,
        "clause": policy.clause(award.clause).number,
        "quote": award.quote,
        "figures": figures(fen),
        "capitals": capitals(fen),
        "account_name": applicant.account_name,
        "bank": applicant.bank,
        "account": masked_card(applicant.account),
        "count": str(len(reading.items)),
        "unit": award.unit,
        "subject": claim.subject or applicant.name,
        "reason": _sentence(claim.reason),
        "contact": house.contact,
        "phone": house.phone,
        **_change_values(office, reading),
    }


def _change_values(office: Office, reading: Reading) -> dict[str, str]:
    """What a letter of 更正 or 撤销 tells: the decision it changes, why, and the money."""
    made = [one for one in reading.situation.corrections if one.state == "approved"]
    if not made:
        return {}
    change, claim, words = made[-1], reading.claim, office.wording
    told = [letter for letter in reading.letters if letter.kind in DECIDING]
    before = told[-1] if told else None
    balance = change.new_fen - (claim.paid_fen or 0)
    if not claim.paid_fen:
        code = "change-unpaid"
    else:
        code = "change-more" if balance > 0 else "change-back" if balance < 0 else "change-even"
    return {
        "before_number": before.document_number if before else claim.number or "",
        "before_on": _day(before.issued_on if before else claim.approved_on),
        "old_figures": figures(change.old_fen),
        "change_cause": words.label("cause", change.cause),
        "change_reason": _sentence(change.reason),
        "change_basis": change.basis or words.text("page", "no-basis"),
        "balance": words.text("page", code, {"fen": abs(balance)}),
    }


def _sentence(text: str) -> str:
    return text if not text or text[-1] in "。！？；" else f"{text}。"


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _kept(office: Office, reading: Reading) -> Mapping[str, object]:
    """The assessment the decision was made on; what is computed now only for drafts."""
    kept = casefile.last_assessment(office.db, reading.claim.id)
    if kept is not None:
        return kept
    return {"lines": [], "items": [], "findings": []}


def _line_table(office: Office, reading: Reading, template: Template) -> Table:
    lines = _rows_of(_kept(office, reading), "lines")
    rows = tuple(
        (str(number), str(line["text"]), figures(int(str(line["amount_fen"]))))
        for number, line in enumerate(lines, start=1)
    )
    total = sum(int(str(line["amount_fen"])) for line in lines)
    return Table(
        head=template.table_head,
        rows=rows,
        align="clr",
        widths=(0.1, 0.66, 0.24),
        total=("", template.table_total, figures(total)) if template.table_total else (),
    )


def _finding_table(office: Office, reading: Reading, template: Template) -> Table:
    """What was found about each item, and about the claim as a whole."""
    kept = _kept(office, reading)
    rows = []
    for item in _rows_of(kept, "items"):
        texts = _grounds(item)
        if texts:
            said = "；".join(text.rstrip("。") for text in texts)
            rows.append((str(item["subject"]) or reading.applicant.name, f"{said}。"))
    rows += [(reading.applicant.name, text) for text in _grounds(kept)]
    for line in reading.lines:
        if line.state == "unmet":
            rows.append((line.check.label, line.note))
    return Table(
        head=template.table_head,
        rows=tuple((str(number), *row) for number, row in enumerate(rows, start=1)),
        align="cll",
        widths=(0.1, 0.36, 0.54),
    )


def _grounds(found: Mapping[str, object]) -> list[str]:
    """What stood in the way; where nothing did, what was remarked. Hints are for the desk."""
    known = [one for one in _rows_of(found, "findings") if one["severity"] != Severity.INFO]
    blocking = [one for one in known if one["severity"] == Severity.BLOCK]
    return [str(one["text"]) for one in blocking or known]


def _reading_table(office: Office, reading: Reading, template: Template) -> Table:
    """The readings of the award's own clause, with what each rests on; late claims add theirs."""
    policy, received = reading.policy, reading.claim.received_on
    clauses = {reading.award.clause}
    if policy.valid_to and received and received > policy.valid_to:
        clauses.add(policy.validity_clause)
    named = {check.reading for check in reading.award.checks if check.reading}
    shown = {one.id for one in policy.open_points if one.clause in clauses and one.id in named}
    rows = tuple(
        (f"{view.id} {view.question}", view.value, view.basis)
        for view in readings_used(office, reading)
        if view.id in shown
    )
    words = template.words
    return Table(
        head=(words["reading"], words["choice"], words["basis"]),
        rows=rows,
        align="lll",
        widths=(0.44, 0.28, 0.28),
    )


def _rows_of(data: Mapping[str, object], name: str) -> list[dict[str, object]]:
    rows = data.get(name)
    return rows if isinstance(rows, list) else []

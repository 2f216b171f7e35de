"""表册: registers of applicants, works, targets and letters, as lines and as workbooks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ipdesk.domain.register_lines import (
    ApplicantLine,
    CopyLine,
    LetterLine,
    Register,
    WorkLine,
)
from ipdesk.services.exporting import finish, named, notes
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.target_lines import target_lines, task_lines
from ipdesk.storage import register_rows
from ipdesk.storage.claim_list import ClaimFilter

_WORK = "work"  # the kind of number that a registered work has


@dataclass(frozen=True, slots=True)
class WrittenRegister:
    """A register that was written."""

    path: Path
    rows: int
    changes: Changes


def export_register(
    office: Office,
    actor: Actor,
    which: Register,
    path: Path,
    *,
    recipient: str,
    year: int | None = None,
    masked: bool = True,
) -> WrittenRegister:
    """Write a register; `year` is the fund year of works, and the year letters went out."""
    from ipdesk.documents.xlsx.registers import register_workbook

    named(recipient)
    parts = register_lines(office, which, year)
    digest = _digest(parts)
    title = office.wording.text("ledger", f"title-{which}")
    said = notes(office, actor, title, masked, digest, ClaimFilter(fund_year=year))
    data = register_workbook(str(which), parts, said, office.wording)
    values = {
        "listing": str(which),
        "year": year,
        "rows": len(parts[0]),
        "digest": digest,
        "masked": masked,
        "recipient": named(recipient),
    }
    changes = finish(office, actor, "export_register", path, data, values)
    return WrittenRegister(path, len(parts[0]), changes)


def register_lines(
    office: Office, which: Register, year: int | None = None
) -> tuple[Sequence[Any], ...]:
    """The lines of a register, sheet by sheet, numbers in full."""
    if which is Register.REGISTER:
        return (_applicants(office),)
    if which is Register.WORKS:
        return (_works(office, year),)
    if which is Register.TARGETS:
        return (target_lines(office, year), task_lines(office, year))
    return (_letters(office, year), _copies(office, year))


def letter_years(office: Office) -> tuple[int, ...]:
    """Years in which letters went out, newest first."""
    return register_rows.letter_years(office.db)


def _digest(parts: tuple[Sequence[Any], ...]) -> str:
    text = json.dumps(
        [[asdict(line) for line in lines] for lines in parts],
        ensure_ascii=False,
        default=lambda value: value.isoformat(),
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _applicants(office: Office) -> tuple[ApplicantLine, ...]:
    words = office.wording
    return tuple(
        ApplicantLine(
            name=row[1],
            kind=words.label("kind", row[2]),
            code=row[3],
            local=words.text("ledger", "local-yes" if row[4] else "local-no"),
            town=row[5],
            address=row[6],
            representative=row[7],
            contact=row[8],
            phone=row[9],
            bank=row[10],
            account_name=row[11],
            account=row[12],
            former="、".join(json.loads(row[13])),
            registered_on=datetime.fromisoformat(row[14]).date(),
            received=row[16],
            approved=row[17],
            refused=row[18],
            approved_fen=row[19],
            paid_fen=row[20],
            note=row[15],
        )
        for row in register_rows.applicants(office.db)
    )


def _works(office: Office, year: int | None) -> tuple[WorkLine, ...]:
    words, found = office.wording, []
    for policy in office.award_policies:
        awards = [key for key, one in policy.awards.items() if one.subject.number == _WORK]
        if not awards:
            continue
        for row in register_rows.works(office.db, policy.id, awards, year):
            found.append(
                WorkLine(
                    number=row[0],
                    received_on=_day(row[1]),
                    applicant=row[2],
                    kind=words.label("kind", row[3]),
                    code=row[4],
                    town=row[5],
                    award=policy.awards[row[6]].label,
                    ordinal=row[7],
                    work=row[8],
                    registered_on=_day(row[9]),
                    verdict=words.label("verdict", row[10]) if row[10] else "",
                    amount_fen=row[11],
                    stage=words.label("stage", row[12]),
                    document_number=row[13],
                )
            )
    return tuple(found)


def _letters(office: Office, year: int | None) -> tuple[LetterLine, ...]:
    """Every number as it was used; the place for numbers that were voided or reserved."""
    words = office.wording
    return tuple(
        LetterLine(
            document_number=row[0],
            kind=words.label("letter", row[1]),
            issued_on=date.fromisoformat(row[2]),
            applicant=row[3],
            number=row[4],
            award=office.policy(row[5]).awards[row[6]].label,
            amount_fen=row[7],
            issued_by=row[8],
            check_code=row[9],
            prints=row[10],
            saves=row[11],
            first_print=f"{datetime.fromisoformat(row[12]):%Y-%m-%d %H:%M}" if row[12] else "",
            state=words.text("ledger", "letter-valid"),
        )
        for row in register_rows.letters(office.db, year)
    )


def _copies(office: Office, year: int | None) -> tuple[CopyLine, ...]:
    return tuple(
        CopyLine(
            datetime.fromisoformat(row[0]),
            row[1],
            row[2],
            office.wording.label("copied", row[3]),
            row[4],
            row[5],
            row[6],
        )
        for row in register_rows.copies(office.db, year)
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

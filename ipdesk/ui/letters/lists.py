"""The two lists of 文书: letters that were issued, and decided claims still without one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from ipdesk.domain.money import figures
from ipdesk.domain.record import LetterRecord
from ipdesk.domain.stages import Stage
from ipdesk.services import claims, letters
from ipdesk.services.claims import ClaimFilter, ClaimRow
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Column, EmptyState
from ipdesk.ui.widgets.record_table import Query, RecordTable

# What the lists and the register of numbers are made of.
TABLES = frozenset(
    ("claim", "claim_step", "letter", "letter_copy", "applicant", "payment", "setting")
) | {"number_range", "number_void"}
_AT_ONCE = 500  # ids asked of the store in one go


def issued_table(bench: Bench) -> RecordTable:
    """The register of letters, newest first."""
    words = bench.wording
    columns = (
        Column("文号", lambda r: r.document_number, width=190),
        Column("日期", lambda r: r.issued_on.isoformat(), width=98),
        # The claim's number stands behind the name where there is room for it.
        Column(
            "申报主体",
            lambda r: r.applicant,
            width=120,
            stretch=True,
            note=lambda r: r.claim_number,
        ),
        Column("受理编号", lambda r: r.claim_number, width=118, hidden=True),
        Column("金额（元）", _issued_amount, align="right", width=108),
        Column("核验码", lambda r: r.check_code, width=142, hidden=True),
        Column("打印", lambda r: f"{r.printed} 次" if r.printed else "—", align="right", width=62),
        Column("文种", lambda r: words.label("letter", r.kind), width=130, hidden=True),
        Column("签发人", lambda r: r.operator, width=84, hidden=True),
    )
    empty = EmptyState(
        "file-text",
        "这里还没有签发的文书",
        "申报批准或不予批准之后，在“待签发”里逐份预览、签发；签发的文书都留在这里。",
    )
    return RecordTable(bench, "letters", columns, _issued_ids, _issued_rows, empty)


def waiting_table(bench: Bench, award: Callable[[ClaimRow], str]) -> RecordTable:
    """Decided claims whose letter has not been issued."""
    words = bench.wording
    columns = (
        Column("受理编号", lambda r: r.number, sort="number", width=122),
        Column("申报主体", lambda r: r.applicant, sort="applicant", width=120, stretch=True),
        Column("事项", award, sort="award", width=150, stretch=True),
        Column("金额（元）", _claim_amount, sort="amount", align="right", width=112),
        Column("决定", partial(_decision, words), width=106, tone=_tone),
    )
    empty = EmptyState(
        "file-check", "没有待签发的文书", "已作出决定的申报都已签发文书。新的决定作出后会列在这里。"
    )
    return RecordTable(bench, "letters-waiting", columns, waiting_ids, _claim_rows, empty)


def waiting_ids(office: Any, query: Query) -> list[int]:
    """Claims that owe their applicant a letter, oldest first."""
    chosen = ClaimFilter(text=query.text, letter_due=True)
    return list(claims.claim_ids(office, chosen, query.sort or "id", query.descending))


def counts(office: Any) -> dict[str, int]:
    """How many stand in each list."""
    return {"issued": len(letters.letter_ids(office)), "waiting": len(waiting_ids(office, Query()))}


def _issued_ids(office: Any, query: Query) -> Sequence[int]:
    ids = letters.letter_ids(office)
    if not query.text:
        return ids
    rows = letters.letter_rows(office, ids)
    return [number for number in ids if number in rows and _matches(rows[number], query.text)]


def _matches(letter: LetterRecord, text: str) -> bool:
    where = (letter.document_number, letter.applicant, letter.claim_number, letter.check_code)
    return all(any(word in part for part in where) for word in text.upper().split())


def _issued_rows(office: Any, ids: Sequence[int]) -> Sequence[LetterRecord]:
    found = letters.letter_rows(office, ids)
    return [found[number] for number in ids if number in found]


def _claim_rows(office: Any, ids: Sequence[int]) -> Sequence[ClaimRow]:
    found = claims.claim_rows(office, ids)
    return [found[number] for number in ids if number in found]


def _issued_amount(letter: LetterRecord) -> str:
    return figures(letter.amount_fen) if letter.amount_fen else "—"


def _claim_amount(claim: ClaimRow) -> str:
    return figures(claim.amount_fen) if claim.amount_fen else "—"


def _decision(words: Any, claim: ClaimRow) -> str:
    return str(words.label("stage", claim.stage))


def _tone(claim: ClaimRow) -> str:
    return "done" if claim.stage is Stage.APPROVED else "fault"

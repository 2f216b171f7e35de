"""The two lists of 文书: letters that were issued, and decided claims still without one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from ipdesk.domain.listing import Arrangement, Kind
from ipdesk.domain.money import figures
from ipdesk.domain.record import LetterRecord
from ipdesk.domain.stages import Stage
from ipdesk.services import claims, letters, lists
from ipdesk.services.claims import ClaimFilter, ClaimRow
from ipdesk.services.lists import Shown
from ipdesk.ui.bench import Bench
from ipdesk.ui.row_columns import award_key, award_words
from ipdesk.ui.widgets import Column, EmptyState
from ipdesk.ui.widgets.base import Slot
from ipdesk.ui.widgets.list_desk import ListDesk, ListTools
from ipdesk.ui.widgets.list_source import Query, StoreSource
from ipdesk.ui.widgets.record_table import RecordTable
from ipdesk.ui.widgets.view_desk import Above

# What the lists and the register of numbers are made of.
TABLES = frozenset(
    ("claim", "claim_step", "letter", "letter_copy", "applicant", "payment", "setting")
) | {"number_range", "number_void"}


def issued_table(bench: Bench, above: Above, to_waiting: Slot) -> RecordTable:
    """The register of letters, newest first."""
    words = bench.wording
    columns = (
        Column("文号", lambda r: r.document_number, sort="document", width=190,
               groups=False),
        Column("日期", lambda r: r.issued_on.isoformat(), sort="issued_on", kind=Kind.DAY,
               value=lambda r: r.issued_on, width=98),
        # The claim's number stands behind the name where there is room for it.
        Column("申报主体", lambda r: r.applicant, sort="applicant", width=120, stretch=True,
               note=lambda r: r.claim_number),
        Column("受理编号", lambda r: r.claim_number, sort="number", width=118, hidden=True,
               groups=False),
        Column("金额（元）", _issued_amount, sort="amount", kind=Kind.MONEY, align="right",
               value=lambda r: r.amount_fen, width=108),
        Column("核验码", lambda r: r.check_code, sort="check_code", width=142, hidden=True,
               groups=False),
        Column("打印", lambda r: f"{r.printed} 次" if r.printed else "—", sort="printed",
               kind=Kind.COUNT, value=lambda r: r.printed, align="right", width=62),
        Column("文种", lambda r: words.label("letter", r.kind), sort="kind", kind=Kind.CHOICE,
               value=lambda r: str(r.kind),
               words=partial(words.label, "letter"), width=130, hidden=True),
        Column("签发人", lambda r: r.operator, sort="operator", kind=Kind.CHOICE, width=84,
               hidden=True),
    )  # fmt: skip
    empty = EmptyState(
        "file-text",
        "这里还没有签发的文书",
        "申报批准或不予批准之后，在“待签发”里逐份预览、签发；签发的文书都留在这里。",
        "看待签发的",
        to_waiting,
    )
    keys = [one.id for one in columns]
    source = StoreSource(_issued, _issued_rows, keys, ("", True))
    table = RecordTable(bench, "letters", columns, source, None, empty)
    ListDesk(table, ListTools("文书·已签发", (("amount", "金额"),), above))
    return table


def waiting_table(bench: Bench, above: Above) -> RecordTable:
    """Decided claims whose letter has not been issued."""
    words = bench.wording
    columns = (
        Column("受理编号", lambda r: r.number, sort="number", width=122, groups=False),
        Column("申报主体", lambda r: r.applicant, sort="applicant", width=120, stretch=True),
        Column("事项", lambda r: award_words(bench, award_key(r)), sort="award",
               kind=Kind.CHOICE, words=partial(award_words, bench), value=award_key,
               width=150, stretch=True),
        Column("金额（元）", _claim_amount, sort="amount", kind=Kind.MONEY, align="right",
               value=lambda r: r.amount_fen, width=112),
        Column("决定", partial(_decision, words), sort="stage", kind=Kind.CHOICE,
               value=lambda r: str(r.stage),
               words=partial(words.label, "stage"), width=106, tone=_tone),
    )  # fmt: skip
    empty = EmptyState(
        "file-check", "没有待签发的文书", "已作出决定的申报都已签发文书。新的决定作出后会列在这里。"
    )
    keys = [one.id for one in columns]
    source = StoreSource(_waiting, _claim_rows, keys, ("id", False))
    table = RecordTable(bench, "letters-waiting", columns, source, None, empty)
    ListDesk(table, ListTools("文书·待签发", (("amount", "金额"),), above))
    return table


def waiting_ids(office: Any, query: Query) -> list[int]:
    """Claims that owe their applicant a letter, oldest first."""
    chosen = ClaimFilter(text=query.text, letter_due=True)
    return list(claims.claim_ids(office, chosen, query.sort or "id", query.descending))


def counts(office: Any) -> dict[str, int]:
    """How many stand in each list."""
    every = Arrangement()
    parts = {"issued": _issued(office, Query()), "waiting": _waiting(office, Query())}
    return {name: lists.sums(office, shown, every).count for name, shown in parts.items()}


def _issued(office: Any, query: Query) -> Shown:
    return lists.of_letters(office, query.text)


def _waiting(office: Any, query: Query) -> Shown:
    return lists.of_claims(office, ClaimFilter(text=query.text, letter_due=True))


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

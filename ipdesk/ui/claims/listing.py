"""The list of claims with quick filters, and a preview beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ipdesk.domain.listing import Kind
from ipdesk.domain.money import figures
from ipdesk.domain.rounds import Round
from ipdesk.domain.stages import Role, Stage
from ipdesk.services import claims, lists, rounds
from ipdesk.services.claims import ClaimFilter, ClaimRow
from ipdesk.services.lists import Shown
from ipdesk.ui import reading, theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.claims.beside import UNDECIDED
from ipdesk.ui.claims.peek import ClaimPeek
from ipdesk.ui.claims.together import TogetherButton
from ipdesk.ui.claims.tones import due_text, due_tone
from ipdesk.ui.permit import ANYBODY, Permit
from ipdesk.ui.row_columns import award_key, award_words, stage_tone
from ipdesk.ui.widgets import (
    Card,
    ChoiceField,
    Column,
    EmptyState,
    column,
    label,
    quiet,
    row,
)
from ipdesk.ui.widgets.base import clearable
from ipdesk.ui.widgets.list_above import Controls
from ipdesk.ui.widgets.list_desk import ListDesk, ListTools
from ipdesk.ui.widgets.list_source import StoreSource
from ipdesk.ui.widgets.record_table import Query, RecordTable
from ipdesk.ui.widgets.row_menu import RowAct
from ipdesk.ui.widgets.segments import Segments
from ipdesk.ui.widgets.wrapping import Wrapping

_PAUSE_MS = 120
_SCOPES = (("all", "全部"), ("mine", "待我办"), ("drafts", "草稿"))
_ROOM_FOR_PEEK = 980
# What each role has to do with a claim: "待我办".
MINE = {
    Role.CLERK: (
        Stage.DRAFT,
        Stage.RECEIVED,
        Stage.RETURNED,
        Stage.ACCEPTED,
        Stage.INSPECTION,
        Stage.SIGNED,
        Stage.COMMITTEE,
        Stage.PUBLISHED,
        Stage.REVOKED,
    ),
    Role.REVIEWER: (Stage.EXAMINED, Stage.OBJECTION),
    Role.APPROVER: (Stage.REVIEWED, Stage.UNOBJECTED),
    Role.PAYER: (Stage.APPROVED, Stage.RECOVERY),
}


class ClaimList(QWidget):
    """Quick filters above, the list below."""

    def __init__(self, bench: Bench, begin: Callable[[], object]) -> None:
        super().__init__()
        self._bench = bench
        words = bench.wording
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("编号、申报主体、标的号码、文号的任意一段")
        clearable(self.filter)
        self.filter.setAccessibleName("查找申报")
        self.stage = ChoiceField(
            [(stage, words.label("stage", stage)) for stage in Stage], empty="全部环节"
        )
        self.stage.setAccessibleName("环节")
        self.round = ChoiceField([], empty="全部批次")
        self.round.setAccessibleName("申报批次")
        self.round.hide()
        self._round = 0  # to be chosen once the rounds have been read
        self.count = label("", "muted")
        self.scopes = Segments(_SCOPES)
        empty = EmptyState(
            "clipboard-list",
            "这里还没有申报",
            "申报主体交来材料时新建一件：选主体、说带来了什么，事项和该交的材料会自己出来。",
            "新建申报",
            begin,
        )
        Permit(bench, ANYBODY, empty.button)
        columns = self._columns()
        keys = [one.id for one in columns if one.id]
        source = StoreSource(self._shown, _rows, keys, ("id", True))
        self.table = RecordTable(bench, "claims", columns, source, None, empty)
        self.table.choices = frozenset({"stages", "round"})
        sums = (("approved", "核定"), ("paid", "已付"))
        above = Controls(
            self._apply, text=self.filter, scope=self.scopes, stage=self.stage, round=self.round
        )
        tools = ListTools("申报办理", sums, above)
        self.desk = ListDesk(self.table, tools)
        self.table.row_acts = self._row_acts
        self.table.counted.connect(self._counted)
        self.together = TogetherButton(bench, self.table.selected_ids)
        self.table.view.selectionModel().selectionChanged.connect(lambda *_: self._selected())
        self.peek = ClaimPeek(bench, self._open_current)
        self.table.chosen.connect(self.peek.show_row)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._apply)
        self.filter.textChanged.connect(lambda _: self._timer.start())
        self.stage.edited.connect(self._apply)
        self.round.edited.connect(self._apply)
        self.scopes.chosen.connect(lambda _: self._apply())
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the list comes first."""
        super().resizeEvent(event)
        self.peek.setVisible(self.width() >= theme.current().px(_ROOM_FOR_PEEK))
        self.peek.fit(self.width())

    def _row_acts(self) -> list[RowAct]:
        """Of one claim what leads on from it; of several the step they wait for."""
        shown = self.table.current()
        if len(self.table.selected_ids()) > 1:
            return self.together.row_acts()
        begins = self._bench.may(Role.CLERK)
        go, who = self._bench.go, shown.applicant_id
        new = [RowAct("为该主体新建申报", lambda: go("claims", ("new", who)))]
        look = RowAct("看申报主体", lambda: go("applicants", who))
        return [*(new if begins else ()), look, *self.together.row_acts()[-1:]]

    def _open_current(self) -> None:
        shown = self.table.current()
        if shown is not None:
            self.table.opened.emit(shown)

    def _lay_out(self) -> None:
        card = Card(padding=0)
        card.body.addWidget(self.table)
        taking_in = quiet("导入…", lambda: self._bench.go("imports", "claims"), icon="upload")
        tools = (self.together.button, taking_in)
        head = Wrapping(label("申报办理", "title"), self.count, *tools, gap=12, right=tools)
        filters = Wrapping(self.scopes, self.filter, self.round, self.stage, wide=self.filter)
        both = row(gap=12)
        both.addWidget(card, 1)
        both.addWidget(self.peek)
        whole = column(head, filters, gap=10)
        whole.addLayout(both, 1)
        self.setLayout(whole)

    def _columns(self) -> tuple[Column, ...]:
        words = self._bench.wording
        day, day_kind = reading.show_date, Kind.DAY
        return (
            Column("编号", lambda r: r.number or "草稿", sort="number", width=124, groups=False,
                   value=lambda r: r.number),
            Column("收件日期", lambda r: day(r.received_on), sort="received_on", width=104,
                   kind=day_kind, value=lambda r: r.received_on, hidden=True, spare=1),
            Column("申报主体", lambda r: r.applicant, sort="applicant", width=150, stretch=3),
            Column("镇街", lambda r: r.town, sort="town", kind=Kind.CHOICE, width=96, hidden=True),
            Column("事项", lambda r: award_words(self._bench, award_key(r)), sort="award",
                   kind=Kind.CHOICE, words=partial(award_words, self._bench), width=120,
                   value=award_key, stretch=2),
            Column("金额（元）", _amount, sort="amount", kind=Kind.MONEY, align="right", width=112,
                   value=lambda r: r.amount_fen),
            Column("预算", lambda r: "超预算" if r.over_budget else "", width=84, rare=True,
                   tone=lambda r: "attention" if r.over_budget else ""),
            Column("环节", lambda r: words.label("stage", r.stage), sort="stage", width=108,
                   kind=Kind.CHOICE, words=partial(words.label, "stage"),
                   value=lambda r: str(r.stage), tone=lambda r: stage_tone(r.stage)),
            Column("期限", lambda r: due_text(r, self._bench.today()), sort="due_on",
                   width=122, kind=day_kind, value=lambda r: r.due_on,
                   tone=lambda r: due_tone(r, self._bench.today())),
            Column("件数", lambda r: str(r.item_count), sort="count", kind=Kind.COUNT,
                   value=lambda r: r.item_count, align="right", width=60, hidden=True, spare=3),
            Column("标的", lambda r: r.subject, sort="subject", width=180, hidden=True, spare=4),
            Column("资金年度", lambda r: str(r.fund_year), sort="fund_year", kind=Kind.CHOICE,
                   value=lambda r: r.fund_year,
                   width=88, hidden=True),
            Column("文号", lambda r: r.document_number, sort="document", width=170, hidden=True,
                   groups=False),
            Column("经办", lambda r: r.handler, sort="handler", kind=Kind.CHOICE, width=84,
                   hidden=True, spare=2),
        )  # fmt: skip

    def ids(self) -> Sequence[int]:
        """The claims listed, in order, for going from one to the next."""
        return self.table.listed.ids

    def refresh(self) -> None:
        self._bench.jobs.run(rounds.rounds, self._take_rounds, None, key="claims/rounds")
        self.table.reload()

    def show_round(self, number: int) -> None:
        """Only what came in one 申报批次."""
        self._round = number
        self._bench.jobs.run(rounds.rounds, self._take_rounds, None, key="claims/rounds")

    def _take_rounds(self, known: Sequence[Round]) -> None:
        """The filter is there where rounds are."""
        self.round.setVisible(bool(known))
        self.round.set_choices([(one.id, one.name) for one in known])
        if self._round:
            wanted, self._round = self._round, 0
            self.round.set_value(wanted if wanted in {one.id for one in known} else None)
            self.filter.clear()
            self.stage.set_value(None)
            self.scopes.choose("all")
        if self.round.value() != self.table.query.filters.get("round"):
            self._apply()

    def _apply(self) -> None:
        stages: tuple[Stage, ...] = ()
        scope = self.scopes.value()
        if scope == "mine" and self._bench.has_actor:
            stages = tuple(s for role in self._bench.actor.roles for s in MINE.get(role, ()))
        elif scope == "drafts":
            stages = (Stage.DRAFT,)
        chosen = self.stage.value()
        if chosen:
            stages = (chosen,)
        filters = {"stages": stages, "round": self.round.value() or None}
        query = self.table.query
        self.table.query = replace(query, text=self.filter.text().strip(), filters=filters)
        self.table.reload()

    @staticmethod
    def _shown(office: Any, query: Query) -> Shown:
        chosen = ClaimFilter(
            text=query.text,
            stages=tuple(query.filters.get("stages", ())),
            intake=query.filters.get("round"),
        )
        return lists.of_claims(office, chosen)

    def _counted(self, count: int) -> None:
        self.count.setText(f"{count:,} 件" if count else "")
        self._selected()

    def _selected(self) -> None:
        self.together.show_count(len(self.table.selected_ids()))


def _amount(shown: ClaimRow) -> str:
    if shown.stage in UNDECIDED or (shown.stage is Stage.DRAFT and not shown.amount_fen):
        return "—"
    return figures(shown.amount_fen) if shown.amount_fen is not None else "待定"


def _rows(office: Any, ids: Sequence[int]) -> Sequence[ClaimRow]:
    found = claims.claim_rows(office, ids)
    return [found[number] for number in ids if number in found]

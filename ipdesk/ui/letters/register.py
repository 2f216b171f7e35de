"""文书登记簿 on the screen: every number of a year; set some aside, spoil one, print all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ipdesk.domain.listing import Kind
from ipdesk.domain.money import figures
from ipdesk.domain.number_register import NumberState, RegisterRow
from ipdesk.domain.numbering import Numbering, Shared
from ipdesk.services import number_register, numbers
from ipdesk.services.bureaus import bureau
from ipdesk.services.number_register import PrintedRegister
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.letters.number_sheets import RangeSheet, VoidSheet
from ipdesk.ui.permit import KEEPERS, SPOILERS, Permit
from ipdesk.ui.widgets import (
    Card,
    ChoiceField,
    Column,
    EmptyState,
    column,
    ghost,
    label,
    quiet,
    row,
)
from ipdesk.ui.widgets.list_above import Controls
from ipdesk.ui.widgets.list_desk import ListDesk, ListTools
from ipdesk.ui.widgets.list_source import Query, RecordsSource
from ipdesk.ui.widgets.paper_sheet import PaperSheet
from ipdesk.ui.widgets.record_table import RecordTable
from ipdesk.ui.widgets.row_menu import pressed

_TONES = {NumberState.ISSUED: "", NumberState.VOID: "fault", NumberState.ASIDE: "attention"}


class NumberRegister(QWidget):
    """The numbers of one year under what can be done with them."""

    closed = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._numbering = Numbering()
        self._own_mark = ""
        self._shown = 0  # the year of the rows, on the store's thread
        self.year = ChoiceField()
        self.year.setAccessibleName("登记簿年度")
        self.year.edited.connect(self._choose_year)
        self.aside = quiet("登记预留号段…", self.reserve)
        self.give_back = quiet("退回号段", self.release)
        self.void = quiet("作废文号…", self.spoil)
        Permit(bench, KEEPERS, self.aside, self.give_back)
        Permit(bench, SPOILERS, self.void)
        self.print_button = quiet("打印登记簿", self.print, icon="printer")
        self.table = self._make_table()
        self.table.row_acts = lambda: pressed(
            (self.aside, ""), (self.give_back, ""), (self.void, ""), (self.print_button, "")
        )
        self.table.chosen.connect(lambda _: self._offer())
        back = ghost("chevron-left", "返回文书（Esc）", self.closed.emit)
        head = row(back, label("文书登记簿", "title"), self.year, None, gap=10)
        for button in (self.aside, self.give_back, self.void, self.print_button):
            head.addWidget(button)
        card = Card(padding=0)
        card.body.addWidget(self.table)
        whole = column(head, gap=10)
        whole.addWidget(card, 1)
        self.setLayout(whole)
        bench.actor_changed.connect(lambda _: self._offer())

    def refresh(self) -> None:
        self._bench.jobs.run(_about, self._show, None, key="letters/register")

    def reserve(self) -> None:
        """Ask for a range, and write it down."""
        self._bench.messages.run(RangeSheet(self._bench, self._numbering.mark, self._year()))

    def release(self) -> None:
        """Give the range under the cursor back."""
        chosen = self.table.current()
        if chosen is not None and chosen.range:
            work = (self._bench.actor, chosen.range)
            self._bench.jobs.run(numbers.release_numbers, self._done, None, *work)

    def spoil(self) -> None:
        """Ask for a number and the reason, and use it up."""
        marks = list(dict.fromkeys((self._numbering.mark, self._own_mark)))
        known = [one for one in marks if one]
        self._bench.messages.run(VoidSheet(self._bench, known, self._year()))

    def print(self) -> None:
        run = self._bench.jobs.run
        run(number_register.preview_register, self._show_paper, None, self._year())

    def _make_table(self) -> RecordTable:
        words = self._bench.wording

        def state(line: RegisterRow) -> str:
            return line.kind or words.label("number-state", line.state)

        columns = (
            Column("文号", lambda r: r.number, key="number", width=230),
            Column("日期", lambda r: r.day.isoformat(), sort="day", kind=Kind.DAY,
                   value=lambda r: r.day, width=98),
            Column("文种", state, sort="state", kind=Kind.CHOICE, width=150,
                   tone=lambda r: _TONES[r.state]),
            Column("受文对象", lambda r: r.to, sort="to", width=160, stretch=True),
            Column("金额（元）", _amount, sort="amount", kind=Kind.MONEY, align="right",
                   value=lambda r: r.amount_fen or None, width=112),
            Column("经手人", lambda r: r.hand, sort="hand", kind=Kind.CHOICE, width=84),
            Column("打印存档", lambda r: f"{r.copies} 次" if r.copies else "", sort="copies",
                   kind=Kind.COUNT, value=lambda r: r.copies, width=84),
            Column("受理编号、说明", lambda r: r.note, sort="note", width=150, stretch=True),
        )  # fmt: skip
        self.empty = EmptyState(
            "file-text",
            "这一年还没有文号",
            "签发的文书、作废和预留的文号都列在这里。",
            "看上一年的",
            self._go_back_a_year,
        )
        source = RecordsSource(self._lines, columns, ("amount",))
        table = RecordTable(self._bench, "number-register", columns, source, None, self.empty)
        above = Controls(self._choose_year, ("year",), year=self.year)
        ListDesk(table, ListTools("文书登记簿", (("amount", "金额"),), above))
        return table

    @staticmethod
    def _lines(office: Any, query: Query) -> Sequence[RegisterRow]:
        return number_register.register_rows(office, int(str(query.filters.get("year", 0))))

    def _year(self) -> int:
        return int(self.year.value() or self._bench.today().year)

    def _show(self, answer: tuple[list[int], Numbering, str]) -> None:
        years, self._numbering, self._own_mark = answer
        self.year.set_choices([(year, f"{year}年") for year in years])
        if self.year.value() is None:
            self.year.set_value(years[0])
        self._choose_year()

    def _go_back_a_year(self) -> None:
        before = [year for year in self.year.values() if year < self._year()]
        if before:
            self.year.set_value(max(before))
            self._choose_year()

    def _choose_year(self) -> None:
        self.empty.button.setVisible(self._year() > min(self.year.values(), default=0))
        self.table.set_filter(year=self._year())
        self._offer()

    def _offer(self) -> None:
        shared = self._numbering.shared is not Shared.NONE
        chosen = self.table.current()
        self.aside.setVisible(shared)
        self.give_back.setVisible(shared and chosen is not None and bool(chosen.range))

    def _done(self, changes: Changes) -> None:
        self._bench.announce(changes)
        self._bench.say("登记簿已更新")

    def _show_paper(self, paper: PrintedRegister) -> None:
        sheet = PaperSheet(
            self._bench,
            paper.name,
            paper.pdf,
            kind="number-register",
            save=partial(self._save, paper),
            printed=partial(self._log, paper),
            given_to=paper.given_to,
        )
        self._bench.messages.run(sheet)

    def _save(self, paper: PrintedRegister, path: Path, recipient: str) -> None:
        done = partial(self._told, f"已另存：{path}", file=path)
        work = (self._bench.actor, paper, path, recipient)
        self._bench.jobs.run(number_register.save_register, done, None, *work)

    def _log(self, paper: PrintedRegister, copies: int, recipient: str) -> None:
        done = partial(self._told, f"已送打印：{paper.name}，{copies} 份")
        work = (self._bench.actor, paper, "print", copies, recipient)
        self._bench.jobs.run(number_register.log_register, done, None, *work)

    def _told(self, said: str, changes: Changes, file: Path | None = None) -> None:
        self._bench.announce(changes)
        self._bench.say(said, file)


def _about(office: Any) -> tuple[list[int], Numbering, str]:
    return (
        number_register.register_years(office),
        numbers.numbering(office),
        bureau(office).letter_mark,
    )


def _amount(line: RegisterRow) -> str:
    return figures(line.amount_fen) if line.amount_fen else ""

"""节假日表: one year at a time, as the notice of the State Council tells it."""

from __future__ import annotations

from typing import Any

from ipdesk.services import calendar
from ipdesk.services.calendar import SpecialDay
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.keeping import Keeping
from ipdesk.ui.permit import KEEPERS, Permit
from ipdesk.ui.settings.holiday_text import UnreadLineError, read, written
from ipdesk.ui.widgets import Card, ChoiceField, Form, NoteField, Notice, primary, row
from ipdesk.ui.widgets.base import footnote


class HolidaysCard(Card):
    """Days off and weekends worked of a year; the year after the last one asks to be entered."""

    def __init__(self, bench: Bench) -> None:
        super().__init__("节假日表", "工作日按它推算：公示期、补正期限、办理时限", padding=24)
        self._bench = bench
        self._found: tuple[SpecialDay, ...] = ()
        self.year = ChoiceField()
        self.year.setAccessibleName("年份")
        self.year.edited.connect(self._change_year)
        self.missing = Notice("", "attention")
        self.form = Form()
        off = NoteField("一行一段，如：10-01 至 10-08 国庆节", 6)
        worked = NoteField("一行一天，如：09-28 国庆节", 3)
        self.form.add("off", "放假", off, required=True)
        self.form.add("worked", "调休上班", worked)
        self.save = primary("保存这一年", self._save)
        Permit(bench, KEEPERS, self.form, self.save)
        self.form.changed.connect(lambda _: self.save.setEnabled(True))
        self.body.addLayout(row(self.year, None))
        self.body.addWidget(self.missing)
        self.keeping = Keeping(bench, "holidays", self).follow(self.form)
        self.keeping.given_up.connect(lambda: self.save.setEnabled(False))
        self.body.addWidget(self.keeping.line)
        self.body.addWidget(self.form)
        said = "平常的周六、周日不用写。改动以后，在办申报的期限重新推算；已经开始的公示不变。"
        self.body.addLayout(footnote(said, self.save))

    def refresh(self) -> None:
        if not self.save.isEnabled() or not self._found:
            self._bench.jobs.run(calendar.table_years, self._take_years)

    def _take_years(self, years: tuple[int, ...]) -> None:
        chosen = self.year.value()
        offered = (*years, years[-1] + 1)
        captions = [
            (year, f"{year} 年" if year in years else f"{year} 年（待录入）")
            for year in reversed(offered)
        ]
        self.year.set_choices(captions)
        this = self._bench.today().year
        self.year.set_value(chosen or (this if this in offered else offered[-1]))
        late = this + 1 > years[-1] and self._bench.today().month >= 11
        said = f"节假日表只到 {years[-1]} 年。{this + 1} 年的放假安排公布后，请在这里录入。"
        self.missing.tell(said if late else "", "attention")
        self._read()

    def _change_year(self) -> None:
        self.keeping.flush()
        self._read()

    def _read(self) -> None:
        year = self.year.value()
        if year is not None:
            self._bench.jobs.run(calendar.special_days, self._show, None, year, key="holidays")

    def _show(self, days: tuple[SpecialDay, ...]) -> None:
        self._found = days
        self.form.fill({"off": written(days, False), "worked": written(days, True)})
        self.form.clear_notes()
        self.save.setEnabled(False)
        self.keeping.watch(self.year.value())

    def _save(self) -> None:
        if not self.form.check_filled():
            return
        year, days = self.year.value(), []
        for name, working, usual in (("off", False, "放假"), ("worked", True, "调休上班")):
            try:
                days += read(str(self.form[name].value() or ""), year, working, usual)
            except UnreadLineError as error:
                said = f"看不懂这一行：{error}。写成 10-01 至 10-08 国庆节。"
                self.form.fault(name, said)
                return
        work: tuple[Any, ...] = (self._bench.actor, year, tuple(days))
        self._bench.jobs.run(calendar.set_year, self._saved, self._refused, *work)

    def _saved(self, changes: Changes) -> None:
        self.save.setEnabled(False)
        self.keeping.done()
        self._bench.announce(changes)
        self._bench.say(f"{self.year.value()} 年的节假日表已保存")
        self.refresh()

    def _refused(self, error: Exception) -> None:
        self.form.fault("worked", self._bench.messages.text_of(error))

"""公示名单: the list as it would be posted, from when to when and where, and its paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtGui import QGuiApplication

from ipdesk.domain.money import figures
from ipdesk.services import publicity_paper
from ipdesk.services.batching import Candidate
from ipdesk.services.publicity_paper import Span
from ipdesk.ui import icons
from ipdesk.ui.batch_sheet import MONEY, NAME_AND_AWARD
from ipdesk.ui.bench import Bench
from ipdesk.ui.publicity.public_paper import PublicPaper
from ipdesk.ui.widgets import Column, DateField, Form, LineField, label, link, row
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.short_table import ShortTable

_WIDTH = 1000


class PublicList(Sheet):
    """公示名单: name, award and amount, and nothing else of anybody."""

    def __init__(self, bench: Bench, title: str, candidates: Sequence[Candidate]) -> None:
        super().__init__(bench.messages.window, title, "看公示、打印…", "关闭")
        self._bench = bench
        self._until: date | None = None  # as it was worked out: what is typed stays
        self.setMinimumWidth(_WIDTH)
        self.candidates = tuple(candidates)
        self.paper = PublicPaper(bench, self)
        places = {c.id: str(number) for number, c in enumerate(candidates, start=1)}
        number = Column("序号", lambda c: places[c.id], width=64, rank=lambda c: int(places[c.id]))
        self.columns = (number, *NAME_AND_AWARD, MONEY)
        self.table = ShortTable(bench, "public-list", self.columns, candidates)
        total = sum(c.amount_fen for c in candidates)
        self.total = label(f"共 {len(candidates)} 件，合计 {figures(total)} 元", "strong")
        self.form = Form(columns=2)
        self.form.add("starts_on", "开始日期", DateField(), required=True)
        self.form.add("until", "截止日期", DateField(), required=True)
        self.form.add("channel", "张贴在", LineField("如：单位公告栏、政府网站", 60), wide=True)
        self.form["starts_on"].changed.connect(self._count_on)
        icons.put(self.yes, "printer", "on_accent")
        self.body.addWidget(label("只列名称、事项和金额，不含证件号、电话和账号。", "small"))
        self.body.addWidget(self.table)
        self.body.addLayout(row(self.total, None, link("复制名单", self.copy)))
        self.body.addWidget(self.form)
        ids = [one.id for one in self.candidates]
        bench.jobs.run(publicity_paper.usual_span, self._fill, None, ids, key="publicity/span")

    def accept(self) -> None:
        """The paper is looked at from here; the list stays until it is closed."""
        self.preview()

    def preview(self) -> None:
        """The paper with the days that stand here."""
        if not self.form.check_filled():
            return
        values = self.form.values()
        if values["until"] < values["starts_on"]:
            self.form.fault("until", "截止日期早于开始日期")
            return
        channel = str(values["channel"] or "")
        if channel:
            self._bench.settings.setValue("usual/channel", channel)
        ids = [one.id for one in self.candidates]
        self.paper.begin(ids, values["starts_on"], values["until"], channel)

    def copy(self) -> None:
        """Put the list on the clipboard as a block for Excel or Word."""
        titles = "\t".join(column.title for column in self.columns)
        lines = [titles, *("\t".join(c.text(one) for c in self.columns) for one in self.candidates)]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._bench.say(f"已复制 {len(self.candidates)} 件，可粘贴到表格或文档")

    def _fill(self, span: Span) -> None:
        usual = self._bench.settings.value("usual/channel", "")
        self._until = span.until
        self.form.fill(
            {
                "starts_on": span.starts_on,
                "until": span.until,
                "channel": span.channel or usual or None,
            }
        )

    def _count_on(self) -> None:
        """Another first day has another last one, unless that was written by hand."""
        day = self.form["starts_on"].value()
        if isinstance(day, date) and self.form["until"].value() == self._until:
            run, end = self._bench.jobs.run, publicity_paper.publicity_end
            run(end, self._show_end, self._no_end, day, key="publicity/span")

    def _show_end(self, until: date) -> None:
        self._until = until
        self.form["until"].set_value(until)

    def _no_end(self, error: Exception) -> None:
        self.form.fault("starts_on", self._bench.messages.text_of(error))

"""The days of reporting, and who reports what."""

from __future__ import annotations

from ipdesk.domain.measure import Period
from ipdesk.domain.reporting import Subject
from ipdesk.services.targets import reporting
from ipdesk.ui.act_sheet import ActSheet, Work
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import CountField, LineField, label


class DaysSheet(ActSheet):
    """工作日 from the end of a period to the day its report is due."""

    def __init__(self, bench: Bench, known: dict[Period, int]) -> None:
        super().__init__(bench, "报送期限", "保存", "报送期限已保存")
        said = "一期结束后多少个工作日内报送。改了以后，没有报的按新的期限计，已报的不变。"
        self.body.insertWidget(0, label(said, "muted", wrap=True))
        names = {Period.QUARTER: "季度", Period.HALF_YEAR: "半年", Period.YEAR: "年度"}
        for period, days in known.items():
            caption = f"{names[period]}（工作日）"
            self.form.add(str(period), caption, CountField(), required=True).set_value(days)

    def work(self) -> Work:
        new = {Period(name): int(value) for name, value in self.form.values().items()}
        actor = self._bench.actor
        return lambda office: reporting.set_report_days(office, actor, new)


class MoveSheet(ActSheet):
    """Another department reports a figure from now on."""

    def __init__(self, bench: Bench, pack: str, subject: Subject) -> None:
        super().__init__(bench, "改报送单位", "保存", "报送单位已改")
        self._pack, self._subject = pack, subject
        said = f"“{subject.name}”由哪个单位报送。空着就按政策写的单位。"
        self.body.insertWidget(0, label(said, "muted", wrap=True))
        self.form.add("department", "报送单位", LineField()).set_value(subject.department.name)

    def work(self) -> Work:
        actor, pack, subject = self._bench.actor, self._pack, self._subject.id
        name = str(self.value("department"))
        return lambda office: reporting.move_subject(office, actor, pack, subject, name)

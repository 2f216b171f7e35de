"""Who owes what: the line above 填报, before a period ends and after."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QWidget

from ipdesk.domain.measure import Period
from ipdesk.domain.reporting import Report, ReportState
from ipdesk.domain.span import Span
from ipdesk.services.office import Office
from ipdesk.services.targets import reporting
from ipdesk.services.targets.common import span_text
from ipdesk.services.targets.reporting import Reminder
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import KEEPERS, Permit
from ipdesk.ui.targets.entry_sheets import DaysSheet
from ipdesk.ui.targets.scope import Scope
from ipdesk.ui.widgets import Notice, link, row
from ipdesk.wording import Wording

_AROUND = 80  # the sign of the notice and the room between


@dataclass(frozen=True, slots=True)
class Owed:
    """What has not come in of periods that ended, and the periods that end soon."""

    late: tuple[Report, ...]
    coming: tuple[Reminder, ...]


def what_is_owed(office: Office, pack: str, department: str) -> Owed:
    """For the line above the sheet: whom to ask for what."""
    coming = tuple(
        one
        for one in reporting.reminders(office)
        if one.pack == pack
        and department in ("", one.department)
        and one.state is ReportState.COMING
    )
    return Owed(reporting.owed(office, pack, department), coming)


def owed_text(wording: Wording, found: Owed) -> str:
    """What is owed in a line or two: how much, of which periods, since when; what is to come."""
    said = []
    if found.late:
        spans: dict[Span, int] = {}
        for report in found.late:
            spans[report.span] = spans.get(report.span, 0) + 1
        ordered = sorted(spans.items(), key=lambda each: each[0].ends_on)
        parts = [f"{span_text(wording, span)} {count} 项" for span, count in ordered]
        whose = len({report.department for report in found.late})
        due = min((report.due_on for report in found.late if report.due_on), default=None)
        until = f"，最早 {due:%m月%d日}到期" if due else ""
        said.append(f"{whose} 个单位没有报：{'、'.join(parts)}{until}")
    days = sorted({one.span.ends_on for one in found.coming})
    for day in days:
        count = sum(one.count for one in found.coming if one.span.ends_on == day)
        said.append(f"{day:%m月%d日}结束的报送期要报 {count} 项")
    return "；".join(said)


def owed_brief(found: Owed) -> str:
    """The same for a narrow window, in a line: how much is late, and since when."""
    whose = len({report.department for report in found.late})
    due = min((report.due_on for report in found.late if report.due_on), default=None)
    until = f"，最早 {due:%m月%d日}到期" if due else ""
    return f"{whose} 个单位没有报：共 {len(found.late)} 项{until}"


def owed_block(wording: Wording, found: Owed) -> str:
    """The same line by line, to be pasted into a table or a message."""
    lines = ["报送单位\t报送期\t指标\t到期日"]
    lines += [
        f"{one.department}\t{span_text(wording, one.span)}\t{one.subject.name}\t{one.due_on or ''}"
        for one in found.late
    ]
    return "\n".join(lines)


class OwedBar(QWidget):
    """Says it, hands it on as a list, and lets the days of reporting be set."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._bench = bench
        self._owed: Owed | None = None
        self.notice = Notice("")
        self.copy = link("复制催报清单", self._copy)
        self.days = link("报送期限…", self._set_days)
        Permit(bench, KEEPERS, self.days)
        line = row(gap=10)
        line.addWidget(self.notice, 1)
        line.addWidget(self.copy)
        line.addWidget(self.days)
        self.setLayout(line)

    def show_scope(self, scope: Scope) -> None:
        args = (scope.pack, scope.department)
        self._bench.jobs.run(what_is_owed, self._tell, None, *args, key="targets/owed")

    def _tell(self, found: Owed) -> None:
        self._owed = found
        self.copy.setVisible(bool(found.late))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What would be several lines is said in one; the tip has it in full."""
        found = self._owed
        if found is None:
            return
        text = owed_text(self._bench.wording, found) or "到期的都报了。"
        beside = self.copy.sizeHint().width() + self.days.sizeHint().width() + _AROUND
        long = self.fontMetrics().horizontalAdvance(text) > self.width() - beside
        tone = "attention" if found.late else "accent" if found.coming else "done"
        self.notice.tell(owed_brief(found) if long and found.late else text, tone)
        self.notice.setToolTip(text if long else "")

    def _copy(self) -> None:
        if self._owed is not None:
            QGuiApplication.clipboard().setText(owed_block(self._bench.wording, self._owed))
            self._bench.say(f"已复制 {len(self._owed.late)} 行，可粘贴到表格或通知")

    def _set_days(self) -> None:
        def ask(known: dict[Period, int]) -> None:
            self._bench.messages.run(DaysSheet(self._bench, known))

        self._bench.jobs.run(reporting.report_days, ask)

"""填报表 to be sent out, the days of reporting, and who reports what."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from ipdesk.domain.measure import Period
from ipdesk.domain.reporting import Subject
from ipdesk.domain.span import Part, Span
from ipdesk.errors import UserError
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.targets import reporting, sheets
from ipdesk.services.targets.common import span_text
from ipdesk.services.targets.sheets import SentForm
from ipdesk.ui.bench import Bench
from ipdesk.ui.targets.act_sheet import ActSheet, Work
from ipdesk.ui.targets.scope import Scope
from ipdesk.ui.widgets import ChoiceField, CountField, LineField, label
from ipdesk.ui.widgets.ask import Sheet

_KINDS = "Excel 工作簿 (*.xlsx)"
_FOLDER = "folders/reports"
_SHOWN = 6


class SendSheet(Sheet):
    """To whom, and of which period; to every department at once into a folder."""

    def __init__(
        self,
        bench: Bench,
        scope: Scope,
        departments: Sequence[str],
        sent: Sequence[SentForm],
    ) -> None:
        super().__init__(bench.messages.window, "发出填报表", "选择位置并保存")
        self.setMinimumWidth(560)
        self.to = ChoiceField([(name, name) for name in departments], empty="每个单位一份")
        self.to.setAccessibleName("填报单位")
        self.to.set_value(scope.department or None)
        words = bench.wording
        parts = (Part.Q1, Part.Q2, Part.Q3, Part.Q4)
        choices = [(part, span_text(words, Span(scope.year, part))) for part in parts]
        self.part = ChoiceField(choices)
        self.part.setAccessibleName("报送期")
        self.part.set_value(_usual(bench, scope.year))
        said = "表里是这个单位到这一期末要报的指标，季度、半年、全年一并列出。"
        self.body.addWidget(label(said, "muted", wrap=True))
        for caption, field in (("填报单位", self.to), ("到哪一期末", self.part)):
            self.body.addWidget(label(caption, "field"))
            self.body.addWidget(field)
        if sent:
            self.body.addWidget(label("最近发出的", "field"))
        for one in sent[:_SHOWN]:
            when = f"{one.at:%Y-%m-%d %H:%M} {one.operator}"
            told = f"{one.department}　{span_text(words, one.span)}　{one.lines} 项　{when}"
            self.body.addWidget(label(told, "small", wrap=True))


def send(bench: Bench, scope: Scope, departments: Sequence[str], sent: Sequence[SentForm]) -> None:
    """Ask for whom and where to, then write the forms."""
    sheet = SendSheet(bench, scope, departments, sent)
    if not bench.messages.run(sheet):
        return
    span = Span(scope.year, sheet.part.value())
    to = sheet.to.value()
    if to is None:
        folder = bench.messages.folder("填报表放在哪个文件夹")
        if folder is not None:
            work = partial(_send_all, pack=scope.pack, to=departments, span=span, folder=folder)
            bench.jobs.run(work, partial(_told, bench), None, bench.actor)
        return
    bench.jobs.run(
        sheets.form_preview, partial(_ask_where, bench, scope), None, scope.pack, to, span
    )


def _ask_where(bench: Bench, scope: Scope, preview: sheets.FormPreview) -> None:
    folder = str(bench.settings.value(_FOLDER, "") or "")
    name = preview.file_name
    suggested = str(Path(folder) / name) if folder and Path(folder).is_dir() else name
    path = bench.messages.save_file("保存填报表", suggested, _KINDS)
    if path is None:
        return
    path = path if path.suffix else path.with_suffix(".xlsx")
    bench.settings.setValue(_FOLDER, str(path.parent))

    def work(office: Office, actor: Actor) -> tuple[Changes, int]:
        made = sheets.send_form(office, actor, scope.pack, preview.department, preview.span, path)
        return made, 1

    bench.jobs.run(work, partial(_told, bench), None, bench.actor)


def _send_all(
    office: Office, actor: Actor, *, pack: str, to: Sequence[str], span: Span, folder: Path
) -> tuple[Changes, int]:
    """A form for each department that owes something at the end of the span."""
    names = [name for name in sheets.owing(office, pack, span) if name in to]
    if not names:
        raise UserError("form-nothing-owed", department="", span=span_text(office.wording, span))
    made = [
        sheets.send_form(
            office, actor, pack, name, span, folder / sheets.form_name(office, name, span)
        )
        for name in names
    ]
    return made[-1], len(made)


def _told(bench: Bench, done: tuple[Changes, int]) -> None:
    bench.announce(done[0])
    bench.say(f"填报表已保存 {done[1]} 份")


def _usual(bench: Bench, year: int) -> Part:
    """The period that ended last, or the first one."""
    today = bench.today()
    ended = [
        part for part in (Part.Q1, Part.Q2, Part.Q3, Part.Q4) if Span(year, part).ends_on < today
    ]
    return ended[-1] if ended else Part.Q1


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

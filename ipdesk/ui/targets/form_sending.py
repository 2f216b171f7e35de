"""填报表 sent out: to one department, or to each into a folder, with progress and a stop."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Signal

from ipdesk.domain.span import Part, Span
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.targets import sheets
from ipdesk.services.targets.common import span_text
from ipdesk.services.targets.sheets import FormsSent, SentForm
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.targets.scope import Scope
from ipdesk.ui.widgets import ChoiceField, label
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.progress import ProgressSheet

_KINDS = "Excel 工作簿 (*.xlsx)"
_FOLDER = "folders/reports"
_SHOWN = 6
_QUARTERS = (Part.Q1, Part.Q2, Part.Q3, Part.Q4)


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
        theme.current().hold(self, least=560)
        self.to = ChoiceField([(name, name) for name in departments], empty="每个单位一份")
        self.to.setAccessibleName("填报单位")
        self.to.set_value(scope.department or None)
        words = bench.wording
        choices = [(part, span_text(words, Span(scope.year, part))) for part in _QUARTERS]
        self.part = ChoiceField(choices)
        self.part.setAccessibleName("报送期")
        self.part.set_value(_usual(bench, scope.year))
        said = "表里是到这一期末要报的指标，季度、半年、全年一并列出；没有办完的任务在第二张表。"
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


class Sending(QObject):
    """Asks for whom and where to, then has the forms written."""

    stepped = Signal(int, int)

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._stop = Event()
        self.sheet: ProgressSheet | None = None

    def begin(self, scope: Scope) -> None:
        ask = partial(self._ask, scope)
        self._bench.jobs.run(_known, ask, None, scope.pack, scope.year)

    def _ask(self, scope: Scope, known: tuple[tuple[str, ...], tuple[SentForm, ...]]) -> None:
        sheet = SendSheet(self._bench, scope, *known)
        if not self._bench.messages.run(sheet):
            return
        span = Span(scope.year, sheet.part.value())
        to = sheet.to.value()
        if to is None:
            folder = self._bench.messages.folder("填报表放在哪个文件夹")
            if folder is not None:
                self._send_all(scope.pack, known[0], span, folder)
            return
        run, ask = self._bench.jobs.run, partial(self._ask_where, scope)
        run(sheets.form_preview, ask, None, scope.pack, to, span)

    def _ask_where(self, scope: Scope, preview: sheets.FormPreview) -> None:
        bench = self._bench
        folder = str(bench.settings.value(_FOLDER, "") or "")
        name = preview.file_name
        suggested = str(Path(folder) / name) if folder and Path(folder).is_dir() else name
        path = bench.messages.save_file("保存填报表", suggested, _KINDS)
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(".xlsx")
        bench.settings.setValue(_FOLDER, str(path.parent))
        work = (bench.actor, scope.pack, preview.department, preview.span, path)
        bench.jobs.run(sheets.send_form, self._one_sent, None, *work)

    def _one_sent(self, changes: Changes) -> None:
        self._bench.announce(changes)
        self._bench.say("填报表已保存 1 份")

    def _send_all(self, pack: str, to: Sequence[str], span: Span, folder: Path) -> None:
        bench = self._bench
        self._stop.clear()
        self.sheet = ProgressSheet(bench.messages.window, "正在写填报表", len(to))
        self.sheet.rejected.connect(self._stop.set)
        self.stepped.connect(self.sheet.show_step)
        self.sheet.open()
        work = partial(_send_all, pack=pack, to=to, span=span, folder=folder, tell=self._tell)
        failed = partial(self._finish, None)
        bench.jobs.run(work, partial(self._finish, folder), failed, bench.actor)

    def _tell(self, done: int, whole: int) -> bool:
        """Called on the store's thread."""
        self.stepped.emit(done, whole)
        return not self._stop.is_set()

    def _finish(self, folder: Path | None, result: Any) -> None:
        if self.sheet is not None:
            self.stepped.disconnect(self.sheet.show_step)
            self.sheet.close()
            self.sheet = None
        if isinstance(result, FormsSent):
            self._bench.announce(result.changes)
            left = f"，停止时还有 {result.left} 份没有写" if result.left else ""
            self._bench.say(f"填报表已保存 {result.made} 份{left}")
        else:
            self._bench.messages.complain(result)


def _known(office: Office, pack: str, year: int) -> tuple[tuple[str, ...], tuple[SentForm, ...]]:
    return sheets.form_departments(office, pack, year), sheets.sent_forms(office, pack)


def _send_all(
    office: Office,
    actor: Actor,
    *,
    pack: str,
    to: Sequence[str],
    span: Span,
    folder: Path,
    tell: sheets.Progress,
) -> FormsSent:
    return sheets.send_forms(office, actor, pack, to, span, folder, tell)


def _usual(bench: Bench, year: int) -> Part:
    """The period that ended last, or the first one."""
    today = bench.today()
    ended = [part for part in _QUARTERS if Span(year, part).ends_on < today]
    return ended[-1] if ended else Part.Q1

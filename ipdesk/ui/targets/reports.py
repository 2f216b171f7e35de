"""报表: what a year came to, looked at before it goes out, and the year closed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ipdesk.services.exporting import Exported
from ipdesk.services.office import Actor, Office
from ipdesk.services.targets import exports
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.targets.closing import YearsCard
from ipdesk.ui.targets.scope import Scope
from ipdesk.ui.widgets import Card, Form, LineField, column, label, primary, quiet, row
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.beside import scrolled
from ipdesk.ui.widgets.paper_view import PaperView
from ipdesk.ui.widgets.printing import Printing
from ipdesk.ui.widgets.segments import Segments
from ipdesk.ui.widgets.split import Split
from ipdesk.ui.widgets.wrapping import Wrapping

_FOLDER, _RECIPIENT = "folders/ledgers", "usual/recipient"
_LEAST_SIDE = 320
_KINDS = {"xlsx": "Excel 工作簿 (*.xlsx)", "pdf": "PDF 文件 (*.pdf)"}
ATTAINED, ANNEX = "attained", "annex"
_ABOUT = {
    ATTAINED: (
        "指标完成情况、任务台账、部门报送情况；Excel 里另有重点指标的图。"
        "文件没有写明数目的只记增长、持平、下降，不计百分比。"
    ),
    ANNEX: "附在年度工作总结后面：当年奖补资金兑现情况和目标完成情况放在一起。",
}


class ReportsView(QWidget):
    """The papers of a year at the right, what can be done with them and the years at the left."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._scope: Scope | None = None
        self._asked: tuple[str, int, bool] | None = None  # the paper that is shown or on its way
        self._printing = Printing(bench, self)
        self.which = Segments(((ATTAINED, "年度完成情况"), (ANNEX, "年度工作总结附表")))
        self.about = label("", "muted", wrap=True)
        self.paper = PaperView(bench)
        self.years = YearsCard(bench)
        self.xlsx_button = primary("导出 Excel…", partial(self.export, "xlsx"), hint="Ctrl+E")
        self.pdf_button = quiet("导出 PDF…", partial(self.export, "pdf"), icon="download")
        self.print_button = quiet("打印", self.print, icon="printer")
        self._lay_out()
        self.which.chosen.connect(lambda _: self._ask())

    def show_scope(self, scope: Scope) -> None:
        self._scope = scope
        self._ask()
        self.years.show_pack(scope.pack)

    def export(self, ending: str) -> None:
        """Ask for whom it is and where it goes, then have it written."""
        if self._scope is not None:
            names = (self._scope.pack, self._scope.year, self._annex)
            begin = partial(self._begin, ending)
            self._bench.jobs.run(exports.suggested_name, begin, None, *names)

    def print(self) -> None:
        if self.paper.pdf and self._scope is not None:
            name = f"{self._scope.year}年{self._caption}"
            done = partial(self._printed, self._scope, self.paper.pdf)
            self._printing.print(name, "report", self.paper.pdf, done)

    @property
    def _annex(self) -> bool:
        return self.which.value() == ANNEX

    @property
    def _caption(self) -> str:
        return "年度工作总结附表" if self._annex else "年度完成情况"

    def _ask(self) -> None:
        scope = self._scope
        if scope is None or not self._bench.has_actor:
            return
        self.about.setText(_ABOUT[self.which.value()])
        asked = (scope.pack, scope.year, self._annex)
        if asked != self._asked:
            self._asked = asked
            self.paper.expect()
        args = (self._bench.actor, scope.pack, scope.year, self._annex)
        run = self._bench.jobs.run
        run(exports.report_pdf, self.paper.show_pdf, None, *args, key="targets/paper")

    def _begin(self, ending: str, name: str) -> None:
        scope, settings, messages = self._scope, self._bench.settings, self._bench.messages
        assert scope is not None
        usual = str(settings.value(_RECIPIENT, "") or "")
        sheet = RecipientSheet(self, f"{scope.year}年{self._caption}", usual)
        if not messages.run(sheet):
            return
        folder = str(settings.value(_FOLDER, "") or "")
        file = f"{name}.{ending}"
        suggested = str(Path(folder) / file) if folder and Path(folder).is_dir() else file
        path = messages.save_file(f"导出{self._caption}", suggested, _KINDS[ending])
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(f".{ending}")
        settings.setValue(_RECIPIENT, sheet.recipient)
        settings.setValue(_FOLDER, str(path.parent))
        work = partial(_export, scope=scope, path=path, to=sheet.recipient, annex=self._annex)
        self._offer(False)
        self._bench.jobs.run(work, self._written, self._failed, self._bench.actor)

    def _written(self, done: Exported) -> None:
        self._offer(True)
        self._bench.announce(done.changes)
        self._bench.say(f"已导出到 {done.path.name}", done.path)

    def _failed(self, error: Exception) -> None:
        self._offer(True)
        self._bench.messages.complain(error)

    def _printed(self, scope: Scope, pdf: bytes, copies: int) -> None:
        work = (self._bench.actor, scope.pack, scope.year, pdf, copies)
        said = f"已送打印 {copies} 份"
        self._bench.jobs.run(exports.log_report, lambda _: self._bench.say(said), None, *work)

    def _offer(self, may: bool) -> None:
        for button in (self.xlsx_button, self.pdf_button):
            button.setEnabled(may)

    def _lay_out(self) -> None:
        going = Card("导出", padding=16)
        going.body.addWidget(self.about)
        going.body.addWidget(Wrapping(self.xlsx_button, self.pdf_button, self.print_button))
        side = scrolled(column(going, self.years, None, gap=12, margins=(0, 0, 6, 2)))
        side.setMinimumWidth(theme.current().px(_LEAST_SIDE))
        split = Split(side, self.paper, shares=(424, 710), grows=(0, 1))
        page = column(row(self.which, None), gap=8)
        page.addWidget(split, 1)
        self.setLayout(page)


class RecipientSheet(Sheet):
    """For whom a report is; nothing of persons is in it."""

    def __init__(self, parent: QWidget, said: str, recipient: str) -> None:
        super().__init__(parent, "导出报表", "选择位置并导出")
        theme.current().hold(self, least=520)
        self.form = Form()
        field = self.form.add(
            "recipient", "交给谁", LineField("如：市政府办、本局存档"), required=True
        )
        field.set_value(recipient)
        self.body.addWidget(label(said, "muted", wrap=True))
        self.body.addWidget(self.form)
        self.body.addWidget(label("导出的时间、内容和接收人都记入操作记录。", "small", wrap=True))
        (self.yes if recipient else field.editor).setFocus()

    @property
    def recipient(self) -> str:
        return str(self.form["recipient"].value() or "")

    def accept(self) -> None:
        if self.form.check_filled():
            super().accept()


def _export(
    office: Office, actor: Actor, *, scope: Scope, path: Path, to: str, annex: bool
) -> Exported:
    return exports.export_report(
        office, actor, scope.pack, scope.year, path, recipient=to, annex=annex
    )

"""The lists of a batch as files: 公示名单 for posting, 拨付明细 for finance."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ipdesk.domain.batch import Batch, BatchKind
from ipdesk.domain.money import figures
from ipdesk.services import batch_files
from ipdesk.services.batch_files import Written
from ipdesk.ui.bench import Bench
from ipdesk.ui.publicity.batch_columns import number_of
from ipdesk.ui.widgets import Form, LineField, label
from ipdesk.ui.widgets.ask import Sheet

_KINDS = "Excel 工作簿 (*.xlsx)"


class BatchFiles(QObject):
    """Asks where a list goes and for whom, and writes it."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench

    def ask(self, found: Batch) -> None:
        """One list: to be posted without any number of a person, or for finance with them."""
        bench = self._bench
        recipient = ""
        posted = found.kind is BatchKind.PUBLICITY
        title = "公示名单" if posted else "拨付明细"
        if not posted:
            sheet = _ForFinance(bench)
            if not bench.messages.run(sheet):
                return
            recipient = sheet.recipient
        name = f"{title}-{number_of(bench, found)}.xlsx"
        path = bench.messages.save_file(title, name, _KINDS)
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(".xlsx")
        work = (bench.actor, found.id, path, recipient)
        bench.jobs.run(batch_files.export_batch, self._written, None, *work)

    def _written(self, done: Written) -> None:
        self._bench.announce(done.changes)
        said = f"已导出 {done.rows} 件，合计 {figures(done.fen)} 元：{done.path.name}"
        self._bench.say(said)


class _ForFinance(Sheet):
    """Full account numbers leave the office: for whom."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.messages.window, "拨付明细", "选择位置并导出")
        self.form = Form()
        field = self.form.add("recipient", "交给谁", LineField("如：局财务室"), required=True)
        field.set_value(bench.settings.value("usual/finance", "") or None)
        self._bench = bench
        said = "明细里有完整的账号，请只交给写明的接收人。导出的时间和接收人记入操作记录。"
        self.body.addWidget(self.form)
        self.body.addWidget(label(said, "small", wrap=True))

    @property
    def recipient(self) -> str:
        return str(self.form["recipient"].value() or "")

    def accept(self) -> None:
        if self.form.check_filled():
            self._bench.settings.setValue("usual/finance", self.recipient)
            super().accept()

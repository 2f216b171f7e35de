"""The lists of a batch as files: 公示名单 for posting, 拨付明细 for finance."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QRadioButton

from ipdesk.domain.batch import Batch, BatchKind
from ipdesk.domain.money import figures
from ipdesk.services import batch_files
from ipdesk.services.batch_files import Written
from ipdesk.ui.bench import Bench
from ipdesk.ui.publicity.batch_columns import number_of
from ipdesk.ui.widgets import Form, LineField, label
from ipdesk.ui.widgets.ask import Sheet

_KINDS = "Excel 工作簿 (*.xlsx)"
_PAYMENT = f"{_KINDS};;PDF 文件 (*.pdf)"  # finance signs on paper


class BatchFiles(QObject):
    """Asks where a list goes and for whom, and writes it."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench

    def ask(self, found: Batch) -> None:
        """One list: to be posted without any number of a person, or for finance with them."""
        bench = self._bench
        posted = found.kind is BatchKind.PUBLICITY
        title = "公示名单" if posted else "拨付明细"
        sheet = _ForWhom(bench, title, posted)
        if not bench.messages.run(sheet):
            return
        name = f"{title}-{number_of(bench, found)}.xlsx"
        path = bench.messages.save_file(title, name, _KINDS if posted else _PAYMENT)
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(".xlsx")
        write = partial(batch_files.export_batch, masked=sheet.masked)
        work = (bench.actor, found.id, path, sheet.recipient)
        bench.jobs.run(write, self._written, None, *work)

    def _written(self, done: Written) -> None:
        self._bench.announce(done.changes)
        said = f"已导出 {done.rows} 件，合计 {figures(done.fen)} 元：{done.path.name}"
        self._bench.say(said, done.path)


class _ForWhom(Sheet):
    """Who gets the list; the accounts in it are covered unless finance needs them."""

    def __init__(self, bench: Bench, title: str, posted: bool) -> None:
        super().__init__(bench.messages.window, title, "选择位置并导出")
        self._bench = bench
        self._posted = posted
        self._usual = "usual/posted" if posted else "usual/finance"
        self.form = Form()
        hint = "如：局公示栏、市政府网站" if posted else "如：局财务室"
        field = self.form.add("recipient", "交给谁", LineField(hint), required=True)
        field.set_value(bench.settings.value(self._usual, "") or None)
        self.covered = QRadioButton("遮盖：账号只显示前 6 位和后 4 位")
        self.full = QRadioButton("完整：交财务拨付时使用")
        self.covered.setChecked(True)
        self.body.addWidget(self.form)
        for choice in (self.covered, self.full):
            self.body.addWidget(choice)
            choice.setVisible(not posted)
        said = "名单里没有任何号码。" if posted else "完整的账号请只交给写明的接收人。"
        said += "导出的时间和接收人记入操作记录。"
        self.body.addWidget(label(said, "small", wrap=True))

    @property
    def recipient(self) -> str:
        return str(self.form["recipient"].value() or "")

    @property
    def masked(self) -> bool:
        return not self._posted and self.covered.isChecked()

    def accept(self) -> None:
        if self.form.check_filled():
            self._bench.settings.setValue(self._usual, self.recipient)
            super().accept()

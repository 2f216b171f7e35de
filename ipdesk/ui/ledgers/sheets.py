"""What is asked before a ledger leaves the office, and before a budget is set."""

from __future__ import annotations

from PySide6.QtWidgets import QRadioButton, QWidget

from ipdesk.domain.ledger import Budget
from ipdesk.services.ledgers import LONGEST_SOURCE
from ipdesk.ui import theme
from ipdesk.ui.widgets import Form, LineField, MoneyField, Notice, column, label
from ipdesk.ui.widgets.ask import Sheet


class ExportSheet(Sheet):
    """For whom, and whether numbers of persons are covered."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        said: str,
        recipient: str,
        numbers: str = "证件号",
    ) -> None:
        """`numbers` names what of persons is in the file; empty: nothing is."""
        super().__init__(parent, title, "选择位置并导出")
        theme.current().hold(self, least=560)
        self._numbers = numbers
        self.form = Form()
        field = self.form.add(
            "recipient", "交给谁", LineField("如：市财政局、本局存档"), required=True
        )
        field.set_value(recipient)
        self.covered = QRadioButton(f"遮盖：{numbers}只显示开头和后 4 位")
        self.full = QRadioButton("完整：交财政拨付或归档时使用")
        self.covered.setChecked(True)
        self.warning = Notice()
        self.full.toggled.connect(self._warn)
        self.body.addWidget(label(said, "muted", wrap=True))
        self.body.addWidget(self.form)
        self.covering = QWidget()
        self.covering.setProperty("kind", "clear")
        self.covering.setLayout(
            column(label("个人号码", "muted"), self.covered, self.full, self.warning, gap=4)
        )
        self.covering.setVisible(bool(numbers))
        self.body.addWidget(self.covering)
        self.body.addWidget(label("导出的时间、范围和接收人都记入操作记录。", "small"))
        self.body.addStretch(1)
        (self.yes if recipient else field.editor).setFocus()
        self._warn(self.full.isChecked())

    @property
    def masked(self) -> bool:
        return not self._numbers or self.covered.isChecked()

    @property
    def recipient(self) -> str:
        return str(self.form["recipient"].value() or "")

    def accept(self) -> None:
        if self.form.check_filled():
            super().accept()

    def _warn(self, full: bool) -> None:
        said = f"文件里有完整的{self._numbers}，请只交给写明的接收人。"
        self.warning.tell(said if full else "", "attention")


class BudgetSheet(Sheet):
    """The year's budget in 元 or 万元."""

    def __init__(self, parent: QWidget | None, budget: Budget) -> None:
        super().__init__(parent, f"{budget.year} 年预算", "保存")
        self.form = Form()
        self.form.add("fen", "专项资金预算（元）", MoneyField("如 1200000 或 120万"), required=True)
        if budget.budget_fen:
            self.form["fen"].set_value(budget.budget_fen)
        self.form.add("source", "资金来源", LineField("如 市级财政专项资金", LONGEST_SOURCE))
        self.form["source"].set_value(budget.source)
        self.form["fen"].editor.setFocus()
        self.body.addWidget(self.form)
        said = "原来的数额和修改的人会留在操作记录里。超过预算的申报照常受理，按收件先后标明。"
        self.body.addWidget(label(said, "small", wrap=True))

    def fen(self) -> int:
        return int(self.form["fen"].value() or 0)

    def source(self) -> str:
        """Where the money comes from, as the ledger shall name it."""
        return str(self.form["source"].value() or "")

    def accept(self) -> None:
        if self.form.check_filled():
            super().accept()

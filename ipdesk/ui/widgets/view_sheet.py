"""Asks what a view of a list shall be called."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QWidget

from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.base import label
from ipdesk.ui.widgets.editors import LineField

LONGEST = 20


class ViewSheet(Sheet):
    """A name; one that is taken is said to be replaced."""

    def __init__(self, parent: QWidget | None, taken: Collection[str]) -> None:
        super().__init__(parent, "存为视图", "保存")
        self._taken = taken
        says = "记下现在的列、列宽、顺序、筛选和分组，只有本操作员看得到。"
        self.body.addWidget(label(says, "muted", wrap=True))
        self.field = LineField("如：本季待拨付", LONGEST)
        self.field.setAccessibleName("视图名称")
        self.field.textChanged.connect(lambda _: self._check())
        self.note = label("", "small", "attention", wrap=True)
        self.body.addWidget(self.field)
        self.body.addWidget(self.note)
        self.field.setFocus()
        self._check()

    @property
    def name(self) -> str:
        return str(self.field.value())

    def _check(self) -> None:
        self.yes.setEnabled(bool(self.name))
        self.note.setText("已有同名视图，保存后替换它。" if self.name in self._taken else "")

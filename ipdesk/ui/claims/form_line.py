"""同一申请表：… the other claims of the form, to walk between them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from ipdesk.services.same_form import SameForm, Sibling
from ipdesk.ui import theme
from ipdesk.ui.widgets import clear, label, link, row

_HIGH = 22
_SHOWN = 4  # side by side; the rest is counted


class FormLine(QFrame):
    """One quiet line over the columns; it is there only where a form asks for several."""

    chosen = Signal(int)  # the claim to go to

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        self._form: SameForm | None = None
        self._line = row(gap=14, margins=(18, 0, 18, 0))
        self.setLayout(self._line)
        self.hide()

    def show_form(self, form: SameForm | None) -> None:
        if form == self._form:
            return
        self._form = form
        clear(self._line)
        self.setVisible(form is not None)
        if form is None:
            return
        name = f"同一申请表 {form.number}" if form.number else "同一申请表"
        self._line.addWidget(label(f"{name}：", "field"))
        for one in form.siblings[:_SHOWN]:
            button = link(_said(one), partial(self.chosen.emit, one.id))
            # As high as its words: the columns below need the room.
            button.setFixedHeight(theme.current().px(_HIGH))
            button.setToolTip(f"打开{one.award}（{one.stage}）")
            self._line.addWidget(button)
        if len(form.siblings) > _SHOWN:
            self._line.addWidget(label(f"等 {len(form.siblings)} 件", "muted"))
        self._line.addStretch(1)


def _said(one: Sibling) -> str:
    state = "草稿，还没有填" if one.draft and one.empty else one.stage
    return " ".join(part for part in (one.number, f"{one.award}（{state}）") if part)

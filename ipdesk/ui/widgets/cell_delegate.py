"""How the cells of an item grid are drawn and typed into."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ipdesk.domain.policy import FactKind
from ipdesk.ui import theme
from ipdesk.ui.widgets.grid_column import GridColumn
from ipdesk.ui.widgets.grid_model import TONE_ROLE, GridModel
from ipdesk.ui.widgets.letter_pick import LetterPick
from ipdesk.ui.widgets.surfaces import SIGNS

Index = QModelIndex | QPersistentModelIndex
_AROUND = 44  # what a list has beside its words
_ON = {
    Qt.Key.Key_Tab: QAbstractItemDelegate.EndEditHint.EditNextItem,
    Qt.Key.Key_Backtab: QAbstractItemDelegate.EndEditHint.EditPreviousItem,
}


_AT_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class CellDelegate(QStyledItemDelegate):
    """Draws cells with their notes and opens the editor of the column's kind."""

    typing = Signal()  # a key in a cell that is still open

    def _column(self, index: Index) -> GridColumn:
        return cast(GridModel, index.model()).columns[index.column()]

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        column = self._column(index)
        choices = column.choices
        if column.kind is FactKind.FLAG:
            choices = ((True, "是"), (False, "否"))
        if choices:
            box = QComboBox(parent)
            for value, caption in choices:
                box.addItem(caption, value)
            box.setProperty("kind", "cell")
            LetterPick(box).follow_list()
            box.view().installEventFilter(self)
            box.activated.connect(lambda _: self._commit(box))
            return box
        line = QLineEdit(parent)
        line.setProperty("kind", "cell")
        line.setAccessibleName(column.label)
        line.textEdited.connect(lambda _: self.typing.emit())
        return line

    def _commit(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        # The list of choices had the keyboard; Tab goes on from the cell.
        cast(QWidget, self.parent()).setFocus(Qt.FocusReason.OtherFocusReason)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = index.data(int(Qt.ItemDataRole.EditRole)) or ""
        if isinstance(editor, QComboBox):
            # An empty cell has no answer yet: passing through it must not give the first one.
            editor.setCurrentIndex(editor.findText(text))
            words = editor.view().fontMetrics()
            widest = max(words.horizontalAdvance(editor.itemText(n)) for n in range(editor.count()))
            editor.view().setMinimumWidth(widest + theme.current().px(_AROUND))
            editor.showPopup()
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            # A note that comes to the cell meanwhile does not undo what is being typed.
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        if isinstance(editor, QComboBox):
            if editor.currentIndex() >= 0:
                model.setData(index, editor.currentData())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def _take_listed(self, listed: QAbstractItemView, hint: Any) -> bool:
        """Tab takes the choice that is marked in the open list and goes on, as in a spreadsheet."""
        grid = cast(QAbstractItemView, self.parent())
        boxes = grid.viewport().findChildren(QComboBox)
        box = next((box for box in boxes if box.view() is listed), None)
        if box is None:
            return False
        box.setCurrentIndex(listed.currentIndex().row())
        self.commitData.emit(box)
        self.closeEditor.emit(box, hint)  # and with it its list
        return True

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        key = cast(QKeyEvent, event).key() if event.type() == QEvent.Type.KeyPress else None
        if isinstance(editor, QAbstractItemView):
            hint = _ON.get(Qt.Key(key)) if key is not None else None
            return hint is not None and self._take_listed(editor, hint)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(editor, QLineEdit):
            self.commitData.emit(editor)
            hint = QAbstractItemDelegate.EndEditHint.SubmitModelCache
            self.closeEditor.emit(editor, hint)
            return True
        return super().eventFilter(editor, event)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, option.fontMetrics.height() + 13)  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme.current()
        place: QRect = option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        tone = index.data(TONE_ROLE)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, look.colour("selection"))
        elif tone:
            painter.fillRect(place, look.colour(f"{tone}_soft"))
        painter.setPen(look.colour("line"))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        painter.drawLine(place.topRight(), place.bottomRight())
        if tone:
            # A corner, so that the colour of the ground is not the only sign.
            corner = QPointF(place.right(), place.top())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(tone))
            painter.drawPolygon(QPolygonF([corner, corner - QPointF(8, 0), corner + QPointF(0, 8)]))
        painter.setFont(look.font("table"))
        painter.setPen(look.colour("text"))
        inner = place.adjusted(8, 0, -8, 0)
        if sign := SIGNS.get(tone or "", ""):
            # Odd and refused have the same corner: the sign tells one from the other.
            painter.setPen(look.colour(tone))
            painter.drawText(inner.adjusted(0, 0, 2, 0), _AT_RIGHT, sign)
            painter.setPen(look.colour("text"))
            inner.adjust(0, 0, -painter.fontMetrics().horizontalAdvance(sign) - 3, 0)
        text = index.data(int(Qt.ItemDataRole.DisplayRole))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, index.data(int(Qt.ItemDataRole.TextAlignmentRole)), shown)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(look.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(0, 0, -1, -1))
            painter.drawRect(place.adjusted(1, 1, -2, -2))
        painter.restore()

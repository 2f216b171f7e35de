"""标的: the item grid, the rows inside an item, and the dates around them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit

from ipdesk.domain.finding import Severity
from ipdesk.domain.policy import Award, FactKind
from ipdesk.domain.record import ClaimRecord
from ipdesk.services.claim_view import OUT_OF_ROUND, ClaimView
from ipdesk.services.claims import ClaimForm, ItemForm, item_records
from ipdesk.ui.claims.item_columns import (
    SUBJECT,
    cell_text,
    fact_column,
    grid_columns,
    grid_height,
    intake_form,
    size_intake,
)
from ipdesk.ui.keeping import text_in
from ipdesk.ui.widgets import (
    Card,
    ItemGrid,
    label,
    link,
)

# In sight at the least, typed and only read; more share the room with the evidence.
_ROWS_TYPED, _ROWS_READ, _ROWS_MOST = 5, 4, 24
_ANY = (1 << 24) - 1  # no most


class ItemsCard(Card):
    """The items of a claim as a spreadsheet; `edited` comes with every change."""

    edited = Signal()
    typing = Signal()  # a key in a cell that is still open
    table_asked = Signal()  # rows are to be read from a file

    def __init__(self, award: Award) -> None:
        self._facts = {fact.id: fact for fact in award.facts}
        self._tables = tuple(fact for fact in award.facts if fact.kind is FactKind.ROWS)
        self.from_table = link("从表格加入…", lambda: self.table_asked.emit())
        super().__init__("标的", tools=(self.from_table,), padding=0)
        self.head.setContentsMargins(14, 12, 14, 8)
        self.award = award
        self.intake = intake_form()
        most = 1 if award.single_item or award.subject.derived else None
        columns = grid_columns(award)
        self.grid = ItemGrid(columns, rows_most=most)
        self.grid.setAccessibleName("标的")
        self.grid.edited.connect(self._edited)
        self.grid.typing.connect(self.typing)
        self.grid.row_chosen.connect(self._show_inner)
        self.inner_caption = label("", "field")
        self.inner = ItemGrid(tuple(fact_column(c) for t in self._tables for c in t.columns))
        self.inner.edited.connect(self._inner_edited)
        self.inner.typing.connect(self.typing)
        self._row = 0
        self._filling = False
        self._writable = False
        self.intake.setContentsMargins(14, 0, 14, 4)
        self.body.setSpacing(4)
        self.body.addWidget(self.intake)
        self.body.addWidget(self.grid, 1)
        if self._tables:
            self.inner_caption.setContentsMargins(14, 2, 14, 0)
            self.body.addWidget(self.inner_caption)
            self.body.addWidget(self.inner, 1)
        self.intake.changed.connect(lambda _: self._edited())
        self._alone = bool(most)
        self._whole = False

    def be_whole(self, whole: bool) -> None:
        """Whether all rows are seen at once: the column around it scrolls."""
        if whole is not self._whole:
            self._whole = whole
            self._measure()

    def spared(self) -> int:
        """How much lower it could be if its rows scrolled."""
        if self._tables:
            return 0
        return self.grid.minimumHeight() - grid_height(self.grid, self._seen())

    def _seen(self, *, whole: bool = False) -> int:
        """How many rows are in sight, however low the window is."""
        most = _ROWS_MOST if whole else _ROWS_TYPED if self._writable else _ROWS_READ
        return max(1, min(self.grid.grid.rowCount(), most))

    @property
    def weight(self) -> int:
        """How much of the column it wants beside the evidence."""
        return 1 if self._single() and not self._tables else 4

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            size_intake(self.intake)
            self._measure()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._measure()

    def _measure(self) -> None:
        """Enough rows stay in sight, whatever else stands in the column."""
        if self._tables:
            # The contract itself is one short row; the room is for the rows inside it.
            self.grid.setFixedHeight(grid_height(self.grid, 1 if self._alone else 2))
            self.inner.setMinimumHeight(grid_height(self.inner, 3))
            return
        # As many rows as there are, and one to go on typing; what is left is for the evidence.
        rows = self.grid.grid.rowCount()
        self.grid.setMinimumHeight(grid_height(self.grid, self._seen(whole=self._whole)))
        few = rows <= _ROWS_MOST
        most = grid_height(self.grid, rows)
        self.grid.setMaximumHeight(most if few else _ANY)
        lines = self.layout()
        assert lines is not None
        lines.activate()  # what it says until then is of the height before
        around = self.minimumSizeHint().height() - self.grid.minimumHeight()
        self.setMaximumHeight(around + most if few else _ANY)

    def show_view(self, view: ClaimView, writable: bool, keep: bool = False) -> None:
        """Fill the grid from the record, and undo starts anew.

        With `keep` a grid that already says what the record says is left alone: the cursor
        stays in its cell, and Ctrl+Z goes back across what was saved meanwhile.
        """
        if keep and writable == self._writable and self._stands(view):
            self.show_notes(view)
            return
        self._writable = writable
        self._filling = True
        claim = view.claim
        self.intake.fill(
            {
                "received_on": claim.received_on,
                "fund_year": claim.fund_year,
                "basis_document": claim.basis_document,
                "note": claim.note,
                "asked_fen": claim.asked_fen,
                "difference": claim.difference,
            }
        )
        self.intake.setEnabled(writable)
        late = self._late(view)
        self.intake.setVisible(writable or late or _said(claim))
        rows = [{SUBJECT: item.subject, **item.typed} for item in view.items]
        if self.award.subject.derived and not rows:
            rows = [{}]
        self.grid.set_rows(rows)
        self.grid.set_read_only(not writable)
        self.inner.set_read_only(not writable)
        self._row = min(self._row, max(len(rows) - 1, 0))
        self._fill_inner()
        self._filling = False
        self.show_notes(view)

    def show_notes(self, view: ClaimView) -> None:
        """What is odd in which cell, and how many there are."""
        self.intake["basis_document"].setVisible(
            bool(view.claim.basis_document) or self._late(view)
        )
        wanted = self._writable and _out_of_round(view)
        self.intake["note"].setVisible(bool(view.claim.note) or wanted)
        self.intake["asked_fen"].setVisible(self._writable or view.claim.asked_fen is not None)
        self.intake["difference"].setVisible(bool(view.claim.difference) or _differs(view))
        count = f"{len(view.items)} {self.award.unit}"
        pasting = (
            " · 可从 Excel 粘贴" if view.editable and self._writable and not self._single() else ""
        )
        self.set_note("" if self.award.subject.derived else count + pasting)
        self.from_table.setVisible(bool(pasting))
        notes: dict[tuple[int, str], tuple[str, str]] = {}
        inner: dict[tuple[int, str], tuple[str, str]] = {}
        first = self.grid.grid.columns[0].id if self.grid.grid.columns else SUBJECT
        for item in view.items:
            number = item.ordinal - 1
            serious = [note for note in item.notes if note.severity is not Severity.INFO]
            if serious:
                blocked = any(note.severity is Severity.BLOCK for note in serious)
                text = "\n".join(note.text for note in serious)
                notes[number, first] = (text, "fault" if blocked else "attention")
            for place, text in item.problems.items():
                fact, _, column_id = place.partition("].")
                if column_id and number == self._row:
                    line = int(fact.rpartition("[")[2]) - 1
                    inner[line, column_id] = (text, "attention")
                elif not column_id:
                    notes[number, place] = (text, "attention")
        self.grid.set_notes(notes)
        self.inner.set_notes(inner)
        self._measure()

    def form(self, view: ClaimView) -> ClaimForm:
        """What stands in the card, as the service takes it."""
        values = self.intake.values()
        return ClaimForm(
            received_on=values["received_on"] or view.claim.received_on,
            fund_year=values["fund_year"] or view.claim.fund_year,
            copies=view.claim.copies,
            basis_document=values["basis_document"] or "",
            note=values["note"] or "",
            items=tuple(self._item(row) for row in self._rows_as_typed()) or self._only(),
            asked_fen=values["asked_fen"] if isinstance(values["asked_fen"], int) else None,
            difference=values["difference"] or "",
        )

    def unread(self) -> str:
        """What is typed around the items and can be read as no day, year or amount: as text."""
        fields = self.intake.fields.items()
        left = {name: text_in(each.editor) for name, each in fields if each.editor.unread()}
        return json.dumps(left, ensure_ascii=False) if left else ""

    def put_unread(self, text: str) -> None:
        """It stands there again, marked: nothing typed is gone because it cannot be read."""
        kept = json.loads(text) if text else {}
        for name, field in self.intake.fields.items():
            if name in kept:
                field.set_value(kept[name])
                field.note(field.missing(), "fault")
            elif field.editor.unread():
                field.set_value(None)

    def put_back(self, items: Sequence[ItemForm]) -> None:
        """What was typed here before stands here again, as if it were typed."""
        self.grid.set_rows([{SUBJECT: item.subject, **item.typed} for item in items])
        self._row = 0
        self._fill_inner()
        self._edited()

    def _rows_as_typed(self) -> Sequence[Mapping[str, Any]]:
        rows = self.grid.rows_as_typed()
        if self._tables and self._row < len(rows):
            inner = {self._tables[0].id: self.inner.rows_as_typed()}
            rows = [*rows[: self._row], {**rows[self._row], **inner}, *rows[self._row + 1 :]]
        return rows

    def jump(self, view: ClaimView, *, adding: bool = True) -> None:
        """Go to the first cell that still wants something, else to where one more is added."""
        for item in view.items:
            for place in item.problems:
                if "[" not in place and place in {c.id for c in self.grid.grid.columns}:
                    self.grid.jump(item.ordinal - 1, place)
                    return
        if self._tables and view.items:
            self.inner.setFocus()
            self.inner.jump(0, self.inner.grid.columns[0].id)
        elif self.grid.grid.columns:
            self.grid.jump(len(view.items) if adding else 0, self.grid.grid.columns[0].id)

    def wanting(self, view: ClaimView) -> bool:
        """Whether a cell still waits to be filled."""
        return not view.items or any(item.problems for item in view.items)

    def finish_typing(self) -> None:
        """Take over what stands in a cell that is still open."""
        for grid in (self.grid, self.inner):
            editor = grid.viewport().findChild(QLineEdit)
            if isinstance(editor, QLineEdit) and editor.isVisible():
                grid.commitData(editor)

    def _stands(self, view: ClaimView) -> bool:
        """Whether grid and fields say what the record says."""
        form = self.form(view)
        claim = view.claim
        stored = [(item.subject, dict(item.typed)) for item in view.items]
        typed = [(item.subject, dict(item.typed)) for item in item_records(self.award, form.items)]
        names = ("received_on", "fund_year", "basis_document", "note", "asked_fen", "difference")
        return typed == stored and all(getattr(form, n) == getattr(claim, n) for n in names)

    def _only(self) -> tuple[ItemForm, ...]:
        return (ItemForm("", {}),) if self.award.subject.derived else ()

    def _single(self) -> bool:
        return self.award.single_item or self.award.subject.derived

    def _late(self, view: ClaimView) -> bool:
        day = self.intake["received_on"].value()
        return view.policy.valid_to is not None and day is not None and day > view.policy.valid_to

    def _item(self, shown: Mapping[str, Any]) -> ItemForm:
        typed: dict[str, object] = {}
        for fact in self.award.facts:
            value = shown.get(fact.id)
            if fact.kind is FactKind.ROWS:
                typed[fact.id] = [
                    {each.id: cell_text(each, line.get(each.id)) for each in fact.columns}
                    for line in value or ()
                ]
            else:
                typed[fact.id] = cell_text(fact, value)
        return ItemForm(str(shown.get(SUBJECT) or ""), typed)

    def _edited(self) -> None:
        if not self._filling:
            self._fill_inner_if_moved()
            self._measure()
            self.edited.emit()

    def _show_inner(self, number: int) -> None:
        if self._tables and number >= 0 and number != self._row:
            self._row = number
            self._fill_inner()

    def _fill_inner_if_moved(self) -> None:
        if self._tables and self._row >= len(self.grid.rows()):
            self._row = max(len(self.grid.rows()) - 1, 0)
            self._fill_inner()

    def _fill_inner(self) -> None:
        if not self._tables:
            return
        rows = self.grid.rows()
        here: Sequence[Mapping[str, Any]] = ()
        if self._row < len(rows):
            here = rows[self._row].get(self._tables[0].id) or ()
        filling, self._filling = self._filling, True
        self.inner.set_rows(here)
        self._filling = filling
        which = "" if self._single() else f"第 {self._row + 1} {self.award.unit} · "
        self.inner_caption.setText(which + self._tables[0].label)

    def _inner_edited(self) -> None:
        """The rows of the table inside are kept in the row of the item they belong to."""
        if self._filling:
            return
        rows = self.grid.rows()
        there = rows[self._row : self._row + 1]
        new = {**(there[0] if there else {}), self._tables[0].id: self.inner.rows()}
        self._filling = True
        self.grid.grid.splice(min(self._row, len(rows)), len(there), [new])
        # Steps taken before would bring back an item without these rows.
        self.grid.undo_stack.clear()
        self._filling = False
        self.edited.emit()


def _said(claim: ClaimRecord) -> bool:
    """Whether something stands here besides the days, to be read when it is not written."""
    told = (claim.basis_document, claim.note, claim.difference)
    return any(told) or claim.asked_fen is not None


def _differs(view: ClaimView) -> bool:
    asked = view.claim.asked_fen
    return asked is not None and bool(view.verdict) and asked != view.amount_fen


def _out_of_round(view: ClaimView) -> bool:
    return any(note.code == OUT_OF_ROUND for note in view.notes)

"""The two small forms of the register: numbers set aside, and a number that is spoilt."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ipdesk.ui.widgets import ChoiceField, CountField, Form, LineField, label
from ipdesk.ui.widgets.ask import Sheet


class RangeSheet(Sheet):
    """起号 and 止号 as the keeper of the bureau's register gave them."""

    def __init__(self, parent: QWidget | None, mark: str, year: int) -> None:
        super().__init__(parent, "登记预留号段", "登记")
        self.body.addWidget(label("照办公室在发文登记簿上给出的号段填写。", "muted", wrap=True))
        self.form = Form()
        self.form.add("mark", "发文代字", LineField(), required=True)
        self.form.add("year", "年度", CountField(short=True), required=True)
        self.form.add("first", "起号", CountField(short=True), required=True)
        self.form.add("last", "止号", CountField(short=True), required=True)
        self.form.add("note", "谁给的号", LineField())
        self.form.fill({"mark": mark, "year": year})
        self.body.addWidget(self.form)

    def accept(self) -> None:
        if self.form.check_filled():
            super().accept()

    def given(self) -> tuple[str, int, int, int, str]:
        known = self.form.values()
        note = str(known["note"] or "").strip()
        mark = str(known["mark"] or "").strip()
        return mark, int(known["year"]), int(known["first"]), int(known["last"]), note


class VoidSheet(Sheet):
    """A number that is used up without a letter, and why."""

    def __init__(self, parent: QWidget | None, marks: Sequence[str], year: int) -> None:
        super().__init__(parent, "作废文号", "作废")
        said = (
            "作废的文号留在登记簿上，不能再用，也不能恢复。已签发的文书有误的，请办理更正或撤销。"
        )
        self.body.addWidget(label(said, "muted", wrap=True))
        self.form = Form()
        self.form.add("mark", "发文代字", ChoiceField([(mark, mark) for mark in marks]))
        self.form.add("year", "年度", CountField(short=True), required=True)
        self.form.add("number", "号", CountField(short=True), required=True)
        self.form.add("reason", "原因", LineField(), required=True)
        self.form.fill({"mark": marks[0] if marks else None, "year": year})
        self.body.addWidget(self.form)

    def accept(self) -> None:
        if self.form.check_filled():
            super().accept()

    def given(self) -> tuple[str, int, int, str]:
        known = self.form.values()
        reason = str(known["reason"] or "").strip()
        return str(known["mark"]), int(known["year"]), int(known["number"]), reason

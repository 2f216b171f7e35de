"""The two small forms of the register: numbers set aside, and a number that is spoilt."""

from __future__ import annotations

from collections.abc import Sequence

from ipdesk.domain.letter import DocumentNumber
from ipdesk.services import numbers
from ipdesk.ui.act_sheet import ActSheet, Work
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import ChoiceField, CountField, LineField, label

_TOLD = "登记簿已更新"


class RangeSheet(ActSheet):
    """起号 and 止号 as the keeper of the bureau's register gave them."""

    def __init__(self, bench: Bench, mark: str, year: int) -> None:
        super().__init__(bench, "登记预留号段", "登记", _TOLD)
        self.body.insertWidget(
            0, label("照办公室在发文登记簿上给出的号段填写。", "muted", wrap=True)
        )
        self.form.add("mark", "发文代字", LineField(), required=True)
        self.form.add("year", "年度", CountField(short=True), required=True)
        self.form.add("first", "起号", CountField(short=True), required=True)
        self.form.add("last", "止号", CountField(short=True), required=True)
        self.form.add("note", "谁给的号", LineField())
        self.form.fill({"mark": mark, "year": year})

    def work(self) -> Work:
        known, actor = self.form.values(), self._bench.actor
        note = str(known["note"] or "").strip()
        mark = str(known["mark"] or "").strip()
        year, first, last = (int(known[name]) for name in ("year", "first", "last"))
        return lambda office: numbers.reserve_numbers(office, actor, mark, year, first, last, note)


class VoidSheet(ActSheet):
    """A number that is used up without a letter, and why."""

    def __init__(self, bench: Bench, marks: Sequence[str], year: int) -> None:
        super().__init__(bench, "作废文号", "作废", _TOLD)
        said = (
            "作废的文号留在登记簿上，不能再用，也不能恢复。已签发的文书有误的，请办理更正或撤销。"
        )
        self.body.insertWidget(0, label(said, "muted", wrap=True))
        self.form.add("mark", "发文代字", ChoiceField([(mark, mark) for mark in marks]))
        self.form.add("year", "年度", CountField(short=True), required=True)
        self.form.add("number", "号", CountField(short=True), required=True)
        self.form.add("reason", "原因", LineField(), required=True)
        self.form.fill({"mark": marks[0] if marks else None, "year": year})

    def work(self) -> Work:
        known, actor = self.form.values(), self._bench.actor
        reason = str(known["reason"] or "").strip()
        number = DocumentNumber(str(known["mark"]), int(known["year"]), int(known["number"]))
        return lambda office: numbers.void_number(office, actor, number, reason)

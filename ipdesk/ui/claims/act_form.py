"""What must be recorded with an act: a small form in the place of the next step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal

from ipdesk.services.claim_view import ClaimView, Offer
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import (
    Card,
    CountField,
    DateField,
    Form,
    LineField,
    MoneyField,
    NoteField,
    clear,
    label,
    primary,
    quiet,
    row,
)

_DATES = ("received_on", "due_on", "met_on", "starts_on", "paid_on")
_MONEY = ("decided_fen", "paid_fen")
_LONG = ("reason", "missing", "content", "finding")
# Acts of judgement carry an opinion; what an office usually writes stands there to begin with.
OPINIONS = {
    "review": "情况属实，同意初审意见。",
    "sign": "同意。",
    "approve": "同意批准。",
    "refer": "同意转办。",
}
_RESULTS = {
    "receive": "登记后取得受理编号，开始占用额度",
    "decline": "申报就此终结",
    "withdraw": "申报就此终结，额度退回",
    "void": "申报就此终结，额度退回",
    "refuse": "作出不予批准的决定，之后签发决定书",
    "approve": "作出批准的决定，之后内容不能再改",
    "publish": "公示 5 个工作日（张贴次日起算）",
    "pay": "登记后不能修改",
}


def quick(offer: Offer) -> bool:
    """Whether an act needs nothing recorded and can be taken with one press."""
    return not offer.needs and offer.act not in OPINIONS


class ActForm(Card):
    """Fields for one act, then 确定; the answer is a record as the service takes it."""

    confirmed = Signal(str, object, str)  # act, record, opinion
    cancelled = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__(padding=14)
        self._bench = bench
        self._act = ""
        self.form = Form()
        self.result = label("", "small", wrap=True)
        self.yes = primary("确定", self._confirm)
        self.no = quiet("取消", self.cancelled.emit)

    def begin(self, view: ClaimView, offer: Offer) -> None:
        """Ask for what `offer` needs, with what is usual filled in."""
        self._act = offer.act
        self.set_title(offer.label)
        clear(self.body)
        self.form = Form()
        words, settings = self._bench.wording, self._bench.settings
        defaults = _defaults(view, self._bench.today())
        for need in offer.needs:
            field = self.form.add(need, words.text("need", need), _editor(need), required=True)
            field.set_value(defaults.get(need, settings.value(f"usual/{need}", "")) or None)
        if offer.act in OPINIONS:
            opinion = self.form.add("opinion", "意见", NoteField())
            opinion.set_value(OPINIONS[offer.act])
        self.result = label(_RESULTS.get(offer.act, ""), "small", wrap=True)
        self.result.setVisible(bool(self.result.text()))
        self.yes = primary(offer.label, self._confirm)
        self.no = quiet("取消", self.cancelled.emit)
        self.body.addWidget(self.form)
        self.body.addWidget(self.result)
        self.body.addLayout(row(None, self.no, self.yes))
        first = next(iter(self.form.fields.values()), None)
        if first is not None:
            first.editor.setFocus()

    def fault(self, field: str, text: str) -> bool:
        """Show what the service refused at its field; False when it is about something else."""
        return self.form.fault(field, text)

    def _confirm(self) -> None:
        if not self.form.check_filled():
            return
        values: dict[str, Any] = self.form.values()
        opinion = str(values.pop("opinion", "") or "")
        for need in ("channel", "delivery", "result"):
            if values.get(need):
                self._bench.settings.setValue(f"usual/{need}", values[need])
        self.confirmed.emit(self._act, values, opinion)


def _editor(need: str) -> Any:
    makers: Mapping[str, Callable[[], Any]] = {"copies": CountField}
    if need in makers:
        return makers[need]()
    if need in _DATES:
        return DateField()
    if need in _MONEY:
        return MoneyField()
    return NoteField() if need in _LONG else LineField()


def _defaults(view: ClaimView, today: date) -> dict[str, Any]:
    claim = view.claim
    return {
        "received_on": min(claim.received_on or today, today),
        "copies": claim.copies,
        "met_on": today,
        "starts_on": today,
        "paid_on": today,
        "paid_fen": claim.approved_fen,
        "result": "公示期间未收到异议",
    }

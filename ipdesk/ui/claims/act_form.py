"""What must be recorded with an act: a small form in the place of the next step."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit

from ipdesk.domain.money import figures
from ipdesk.domain.record import Change, CorrectionRecord, PaymentRecord
from ipdesk.domain.stages import DECLINED
from ipdesk.services import consequences, corrections
from ipdesk.services.claim_view import ClaimView, Offer
from ipdesk.services.claims import ItemForm, item_records
from ipdesk.ui.bench import Bench
from ipdesk.ui.claims.consequence import ConsequenceNote
from ipdesk.ui.claims.form_room import FormRoom
from ipdesk.ui.keeping import Keeping, Text
from ipdesk.ui.publicity_end import PublicityEnd
from ipdesk.ui.widgets import (
    Card,
    ChoiceField,
    CountField,
    DateField,
    Form,
    LineField,
    MoneyField,
    NoteField,
    NumberLine,
    clear,
    label,
    primary,
    quiet,
    row,
)

_HINTS = {"channel": "如 政府网站、公告栏"}
_DATES = (
    "received_on",
    "due_on",
    "met_on",
    "starts_on",
    "paid_on",
    "inspect_by",
    "inspected_on",
    "bounced_on",
    "recovered_on",
)
_MONEY = ("decided_fen", "paid_fen", "recovered_fen")
_LONG = ("reason", "missing", "content", "finding", "inspection")
# What may be recorded with an act besides what must be.
_OPTIONAL = {"propose_change": ("basis",)}
PROPOSE = "propose_change"
PUBLISH = "publish"
_RELEASING = ("decline", "withdraw", "void", "refuse")
_APPROVES_CHANGE = ("correct", "revoke")
# Acts of judgement carry an opinion; what an office usually writes stands there to begin with.
OPINIONS = {
    "review": "情况属实，同意初审意见。",
    "sign": "同意。",
    "approve": "同意批准。",
    "refer": "同意转办。",
    "correct": "同意更正。",
    "revoke": "同意撤销。",
}
_RESULTS = {
    "receive": "登记后取得受理编号，开始占用额度",
    "decline": "申报就此终结",
    "withdraw": "申报就此终结，额度退回",
    "void": "申报就此终结，额度退回",
    "refuse": "作出不予批准的决定，之后签发决定书",
    "approve": "作出批准的决定，之后内容不能再改",
    "publish": "张贴次日起算，截止日期按工作日历和“办理规则”里的公示天数推算",
    "pay": "登记后不能修改；少于待拨金额时记为部分拨付，余额以后再拨",
    "bounce": "退票的一笔退回待拨付，改正账户后重新拨付",
    "propose_change": "由审批人批准后生效，并制发新文号的文书，原文书保留",
    "drop_change": "原决定不变",
    "correct": "批准后制发更正通知书，原通知书保留",
    "revoke": "批准后制发撤销决定书，额度退回",
    "recover": "登记后不能修改",
    "remit": "尚未收回的部分不再追回",
    "inspect": "核查期间不能复核",
}


def quick(offer: Offer) -> bool:
    """Whether an act needs nothing recorded and can be taken with one press."""
    return not offer.needs and offer.act not in OPINIONS


class ActForm(Card):
    """Fields for one act, then 确定; the answer is a record as the service takes it."""

    confirmed = Signal(str, object, str)  # act, record, opinion
    cancelled = Signal()
    correcting = Signal(bool)  # whether the items are to be typed anew
    items_kept = Signal(object)  # items typed anew before the program was ended

    def __init__(self, bench: Bench) -> None:
        super().__init__(padding=14)
        self._bench = bench
        self._act = ""
        self.form = Form()
        self.result = label("", "small", wrap=True)
        self.yes = primary("确定", self.confirm)
        self.no = quiet("取消", self.cancelled.emit)
        self.note = ConsequenceNote()
        self._view: ClaimView | None = None
        self._items: tuple[ItemForm, ...] | None = None
        self.keeping: Keeping | None = None

    @property
    def act(self) -> str:
        return self._act

    def begin(self, view: ClaimView, offer: Offer) -> None:
        """Ask for what `offer` needs, with what is usual filled in."""
        self._act, self._view, self._items = offer.act, view, None
        self.set_title(offer.label)
        clear(self.body)
        self.form = Form()
        words, settings = self._bench.wording, self._bench.settings
        defaults = _defaults(view, self._bench.today())
        optional = _OPTIONAL.get(offer.act, ())
        for need in (*offer.needs, *optional):
            editor = self._chooser(need, view) or _editor(need)
            must = need not in optional
            field = self.form.add(need, words.text("need", need), editor, required=must)
            field.set_value(defaults.get(need, settings.value(f"usual/{need}", "")) or None)
        if offer.act in OPINIONS:
            note = NoteField()
            self.form.add("opinion", "意见", note).set_value(OPINIONS[offer.act])
            note.moveCursor(QTextCursor.MoveOperation.End)  # one adds to the usual words
        self.result = label(_result(view, offer.act), "small", wrap=True)
        self.yes = primary(offer.label, self.confirm)
        self.no = quiet("取消", self._cancel)
        self.note = ConsequenceNote()
        self.keeping = Keeping(self._bench, f"act-{offer.act}", self.form).follow(self.form)
        if offer.act == PROPOSE:
            items = {"items": ("标的", self._items_as_text, self._put_items)}
            self.keeping.follow_slots(items)
        room = FormRoom(offer.label)
        for part in (self.keeping.line, self.form, self.note, self.result):
            room.lines.addWidget(part)
        self.body.addWidget(room, 1)
        self.result.setVisible(bool(self.result.text()))  # once it has a place to be seen in
        self.body.addLayout(row(None, self.no, self.yes))
        for line in self.form.findChildren(QLineEdit):
            line.returnPressed.connect(self.confirm)
        first = next(iter(self.form.fields.values()), None)
        if first is not None:
            first.editor.setFocus()
        self._foresee(view, offer.act)
        self.keeping.watch(view.claim.id)

    def forget(self) -> None:
        """The act was taken, or given up: nothing typed here is offered back."""
        if self.keeping is not None:
            self.keeping.done()

    def _cancel(self) -> None:
        self.forget()
        self.cancelled.emit()

    def typing(self, items: tuple[ItemForm, ...]) -> None:
        """A key in the items: kept at once, worked out when the typing rests."""
        self._items = items
        if self.keeping is not None:
            self.keeping.edited()

    def _items_as_text(self) -> str:
        """What was typed anew; "" while the items stand as they were decided."""
        if self._view is None or self._items is None:
            return ""
        now = [(item.subject, dict(item.typed)) for item in self._items]
        there = [(item.subject, dict(item.typed)) for item in self._view.items]
        award = self._view.award
        same = there == [(r.subject, dict(r.typed)) for r in item_records(award, self._items)]
        return "" if same else json.dumps(now, ensure_ascii=False)

    def _put_items(self, text: Text) -> None:
        rows = json.loads(str(text)) if text else []
        self._items = tuple(ItemForm(subject, typed) for subject, typed in rows) or None
        self.items_kept.emit(self._items)

    def retyped(self, items: tuple[ItemForm, ...]) -> None:
        """The items stand so now: what the correction would come to is worked out anew."""
        self._items = items
        self._look_ahead()

    def _chooser(self, need: str, view: ClaimView) -> ChoiceField | None:
        """Fields with a fixed list of answers."""
        words = self._bench.wording
        if need == "change":
            changes = [Change.REVOKE] if view.claim.stage in DECLINED else list(Change)
            chooser = ChoiceField([(str(one), words.label("change", one)) for one in changes])
            chooser.edited.connect(self._change_chosen)
            return chooser
        if need == "cause":
            causes = [(one, words.label("cause", one)) for one in corrections.CAUSES]
            return ChoiceField(causes, empty="请选择")
        if need == "payment":
            return ChoiceField([(one.id, _paid_text(one)) for one in standing_payments(view)])
        return None

    def _change_chosen(self) -> None:
        self._items = None
        self.correcting.emit(self.form["change"].value() == Change.CORRECT)
        self._look_ahead()

    def _foresee(self, view: ClaimView, act: str) -> None:
        """Say at once what confirming would do to this claim and to others."""
        if act in _RELEASING:
            work = (consequences.if_released, self._show_released, None, view.claim.id)
            self._bench.jobs.run(*work, key="consequences")
        elif act in _APPROVES_CHANGE:
            waiting = [one for one in view.corrections if one.state == "proposed"]
            if waiting:
                self.note.say(_proposal_text(self._bench, waiting[-1]), waiting[-1].others)
        elif act == PROPOSE:
            self._change_chosen()
        elif act == PUBLISH:
            day = self.form["starts_on"]
            PublicityEnd(self._bench, day, self.result, (view.claim.id,))

    def _look_ahead(self) -> None:
        if self._view is None or self._act != PROPOSE:
            return
        change = Change(self.form["change"].value())
        work = (self._view.claim.id, change, self._items)
        self._bench.jobs.run(
            corrections.outlook, self._show_outlook, self._no_outlook, *work, key="consequences"
        )

    def _show_released(self, others: Any) -> None:
        if self._act in _RELEASING:
            self.note.say("", others)

    def _show_outlook(self, seen: corrections.Outlook) -> None:
        if self._act != PROPOSE:
            return
        said = f"核定金额 {figures(seen.old_fen)} → {figures(seen.new_fen)} 元"
        if self.form["change"].value() == Change.CORRECT and self._items is None:
            said = "请在左侧改正有差错的标的，这里随即显示更正后的金额。"
        self.note.say(said, seen.others, "其他申报的核算不受影响。")

    def _no_outlook(self, error: Exception) -> None:
        if self._act == PROPOSE:
            self.note.say(self._bench.messages.text_of(error))

    def fault(self, field: str, text: str) -> bool:
        """Show what the service refused at its field; False when it is about something else."""
        return self.form.fault(field, text)

    def confirm(self) -> None:
        """Take the act, as the filled button does; what is not filled in is shown."""
        if not self.form.check_filled():
            return
        values: dict[str, Any] = self.form.values()
        opinion = str(values.pop("opinion", "") or "")
        if self._act == PROPOSE and self._items is not None:
            values["items"] = self._items
        for need in ("channel", "delivery", "result"):
            if values.get(need):
                self._bench.settings.setValue(f"usual/{need}", values[need])
        self.confirmed.emit(self._act, values, opinion)


def _result(view: ClaimView, act: str) -> str:
    """What confirming comes to, besides what is recorded."""
    form = view.same_form
    if act == "receive" and form is not None and form.drafts:
        named = "、".join(one.award for one in form.drafts)
        return f"连同同一申请表的{named}一起收件，共 {len(form.drafts) + 1} 件，一个收件号"
    return _RESULTS.get(act, "")


def _editor(need: str) -> Any:
    makers: Mapping[str, Callable[[], Any]] = {"copies": CountField, "voucher": NumberLine}
    if need in makers:
        return makers[need]()
    if need in _DATES:
        return DateField()
    if need in _MONEY:
        return MoneyField()
    return NoteField() if need in _LONG else LineField(_HINTS.get(need, ""))


def _defaults(view: ClaimView, today: date) -> dict[str, Any]:
    claim, paid = view.claim, standing_payments(view)
    return {
        "payment": paid[0].id if len(paid) == 1 else None,
        "received_on": min(claim.received_on or today, today),
        "copies": claim.copies,
        "met_on": today,
        "starts_on": today,
        "paid_on": today,
        "paid_fen": claim.due_fen,
        "inspect_by": today,
        "inspected_on": today,
        "bounced_on": today,
        "recovered_on": today,
        "recovered_fen": claim.outstanding_fen,
        "change": str(Change.REVOKE if claim.stage in DECLINED else Change.CORRECT),
        "result": "公示期间未收到异议",
    }


def standing_payments(view: ClaimView) -> list[PaymentRecord]:
    """What was paid and has not come back, the newest first."""
    back = {one.refers for one in view.payments if one.kind == "bounced"}
    paid = [one for one in view.payments if one.kind == "paid" and one.id not in back]
    return paid[::-1]


def _paid_text(payment: PaymentRecord) -> str:
    return f"{payment.paid_on.isoformat()}　{figures(payment.fen)} 元　{payment.voucher}"


def _proposal_text(bench: Bench, waiting: CorrectionRecord) -> str:
    words = bench.wording
    basis = f"依据：{waiting.basis}。" if waiting.basis else ""
    return (
        f"{waiting.proposed_by}于 {waiting.proposed_at:%Y-%m-%d} 提出"
        f"{words.label('change', waiting.change)}（{words.label('cause', waiting.cause)}）："
        f"{waiting.reason.rstrip('。')}。{basis}"
        f"核定金额 {figures(waiting.old_fen)} → {figures(waiting.new_fen)} 元"
    )

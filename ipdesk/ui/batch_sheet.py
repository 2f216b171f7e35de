"""One act for several claims: what is recorded once for all, a line for each, one confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from ipdesk.domain.money import figures
from ipdesk.domain.stages import move
from ipdesk.services.batching import Candidate, Outcome
from ipdesk.ui.bench import Bench
from ipdesk.ui.keeping import Keeping, keep_in_sheet
from ipdesk.ui.publicity_end import PublicityEnd
from ipdesk.ui.widgets import Column, CountField, DateField, Form, LineField, NoteField, label
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.short_table import ShortTable

_WIDTH = 1000
_WIDER = 1180  # with a column of reasons
NAME_AND_AWARD = (
    Column("申报主体", lambda c: c.applicant, width=220, stretch=3),
    Column("事项", lambda c: c.award, width=270, stretch=2),
)
MONEY = Column(
    "金额（元）",
    lambda c: figures(c.amount_fen),
    align="right",
    width=124,
    rank=lambda c: c.amount_fen,
)
_HINTS = {"channel": "如：单位公告栏、政府网站"}
_NOTES = {
    "publish": "张贴次日起算，结束日期按工作日历推算；这些申报列为一个公示批次。",
    "unobject": "期满后的申报转给审批人批准。",
}
_USUAL = {"result": "公示期间未收到异议", "copies": 1}
_DAYS = ("starts_on", "received_on")
# Acts with an opinion that is printed on the 审批表.
_SPOKEN = ("review", "sign", "approve")
_NAME = "batch_name"


class BatchSheet(Sheet):
    """The pre-check: who can, who cannot and why, and what they come to."""

    def __init__(
        self, bench: Bench, act: str, candidates: Sequence[Candidate], today: date
    ) -> None:
        words = bench.wording
        self.act = act
        self.able = tuple(c for c in candidates if c.able)
        name = words.label("act", act)
        yes = f"{name} {len(self.able)} 件" if self.able else name
        super().__init__(bench.messages.window, name, yes)
        self._bench = bench
        self.end: PublicityEnd | None = None
        self.setMinimumWidth(_WIDTH if len(self.able) == len(candidates) else _WIDER)
        self.form = self._make_form(today)
        self.summary = label(said_of(candidates), "" if self.able else "muted", wrap=True)
        self.table = precheck_table(bench, candidates, NAME_AND_AWARD)
        if self.able and self.form.fields:
            self.body.addWidget(self.form)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.table)
        self.note = label(_NOTES.get(act, ""), "small", wrap=True)
        self.body.addWidget(self.note)
        if act == "publish":
            able = [candidate.id for candidate in self.able]
            self.end = PublicityEnd(bench, self.form["starts_on"], self.note, able)
        self._jump()
        self.keeping = keep_in_sheet(bench, self, f"batch-{act}", self.form)
        self.yes.setEnabled(bool(self.able))
        if not self.able:
            self.yes.setToolTip("所选的申报现在都不能办")

    def record(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        values = self.form.values()
        return {need: values[need] for need in move(self.act).needs if need in values}

    @property
    def opinion(self) -> str:
        return str(self.form.values().get("opinion") or "")

    @property
    def name(self) -> str:
        """What the batch is called, where one is made."""
        return str(self.form.values().get(_NAME) or "")

    def accept(self) -> None:
        if not self.form.check_filled():
            return
        if self.end is not None and self.end.fault:
            self.form.fault("starts_on", self.end.fault)
            return
        for need in ("channel", "result"):
            if need in self.form.fields:
                self._bench.settings.setValue(f"usual/{need}", self.form[need].value())
        super().accept()

    def _jump(self) -> None:
        """Begin in the first field that must be filled and is still empty."""
        fields = self.form.fields.values()
        first = next((field for field in fields if field.required and not field.value()), None)
        if first is not None and self.able:
            first.editor.setFocus()
        else:
            self.yes.setFocus()

    def _make_form(self, today: date) -> Form:
        form = Form(columns=2)
        for need in move(self.act).needs:
            if need == "checklist":
                continue
            day = need in _DAYS
            plain = CountField() if need == "copies" else LineField(_HINTS.get(need, ""))
            field = form.add(
                need, self._bench.wording.text("need", need), DateField() if day else plain,
                required=True,
            )  # fmt: skip
            usual = self._bench.settings.value(f"usual/{need}", _USUAL.get(need, ""))
            field.set_value(today if day else usual or None)
        if self.act == "publish":
            form.add(_NAME, "批次名称", LineField("可不填，如：第一季度", 60))
        if self.act in _SPOKEN:
            form.add("opinion", "意见", NoteField("可不填；写了就印在每件的审批表上", 2), wide=True)
        return form


def said_of(candidates: Sequence[Candidate]) -> str:
    """How many can and what they come to, how many cannot."""
    able = [c for c in candidates if c.able]
    unable = len(candidates) - len(able)
    if not able:
        return f"所选 {unable} 件现在都不能办，原因见下表。"
    said = f"可办 {len(able)} 件，合计 {figures(sum(c.amount_fen for c in able))} 元"
    return said + (f"；不能办 {unable} 件，原因见下表，这次不会动它们" if unable else "")


def precheck_table(
    bench: Bench, candidates: Sequence[Candidate], shown: Sequence[Column]
) -> ShortTable:
    """Every claim with its verdict, those that cannot first."""
    verdict = Column("可否", _verdict, width=84, tone=lambda c: "done" if c.able else "fault")
    number = Column("受理编号", lambda c: c.number or "草稿", width=116)
    unable = any(not c.able for c in candidates)
    reason = (Column("原因", lambda c: c.reason, width=290, stretch=2),) if unable else ()
    columns = (verdict, number, *shown, MONEY, *reason)
    able_last = sorted(candidates, key=lambda candidate: candidate.able)
    return ShortTable(bench, "precheck", columns, able_last)


def tell_outcome(bench: Bench, name: str, outcome: Outcome, keeping: Keeping | None = None) -> None:
    """Say what was done; what was refused meanwhile is named with its reason.

    What was typed for it is let go of once something came of it.
    """
    if keeping is not None and outcome.done:
        keeping.done()
    said = f"{name}：{len(outcome.done)} 件，合计 {figures(outcome.fen)} 元"
    if not outcome.refused:
        bench.say(said)
        return
    first, count = outcome.refused[0], len(outcome.refused)
    more = f"等 {count} 件" if count > 1 else ""
    start = f"{said}；" if outcome.done else ""
    bench.messages.warn(f"{start}{first.number}{more}没有办：{first.reason}")


def _verdict(candidate: Candidate) -> str:
    return "可以" if candidate.able else "不能"

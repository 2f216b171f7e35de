"""One round: name, notice, days and awards; what it shares with others is said as one types."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from ipdesk.domain.rounds import Overlap, Round, overlaps
from ipdesk.errors import UserError
from ipdesk.services import rounds
from ipdesk.services.office import Changes
from ipdesk.services.rounds import RoundState
from ipdesk.ui.bench import Bench
from ipdesk.ui.keeping import Keeping
from ipdesk.ui.permit import KEEPERS, Permit
from ipdesk.ui.settings.round_awards import AwardsPicker
from ipdesk.ui.widgets import (
    Card,
    ChoiceField,
    DateField,
    Form,
    LineField,
    Notice,
    label,
    link,
    primary,
    quiet,
    row,
)

_NAMED = 3  # shared awards that are named; the rest is counted


class RoundEditor(Card):
    """What is typed is kept by 保存 alone; a round that claims came in is never taken away."""

    kept = Signal(object)  # Changes
    given_up = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__(padding=20)
        self._bench = bench
        self._state: RoundState | None = None
        self._known: tuple[RoundState, ...] = ()
        self._id = 0
        self._filling = False
        self.typed = False
        self.form = Form(columns=2)
        self.form.add("name", "批次名称", LineField("如：2024年第一批", 60), required=True)
        self.form.add("notice", "申报通知", LineField("通知的名称或文号", 80))
        self.form.add("opens_on", "开始日期", DateField(), required=True)
        self.form.add("closes_on", "截止日期", DateField(), required=True)
        self.policy = ChoiceField()
        self.policy.setAccessibleName("政策")
        self.awards = AwardsPicker()
        self.notice = Notice("")
        self.fault = label("", "note", "fault", wrap=True)
        self.save = primary("保存", self.keep)
        self.drop = link("删除这个批次", self._drop)
        self.back = quiet("放弃修改", self.give_up)
        Permit(bench, KEEPERS, self.form, self.awards, self.save, self.drop)
        self.form.changed.connect(lambda _: self._edited())
        self.policy.edited.connect(self._policy_chosen)
        self.awards.edited.connect(self._edited)
        self._of = label("政策", "field")
        self.keeping = Keeping(bench, "round", self).follow(self.form)
        self.keeping.follow_slots({"awards": ("收哪些事项", self._ticked, self._tick)})
        self.keeping.given_up.connect(lambda: self._offer(False))
        self.body.addWidget(self.keeping.line)
        self.body.addWidget(self.form)
        self.body.addLayout(row(self._of, self.policy, None))
        self.body.addWidget(self.awards, 1)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.fault)
        self.body.addLayout(row(self.drop, None, self.back, self.save))

    def show_state(self, state: RoundState | None, known: Sequence[RoundState]) -> None:
        """A round as it stands; None begins a new one."""
        self._state, self._known = state, tuple(known)
        self._filling = True
        self._offer_policies(state)
        one = state.round if state else None
        self._id = one.id if one else 0
        self.set_title(one.name if one else "新建申报批次")
        self.form.clear_notes()
        self.form.fill(
            {
                "name": one.name if one else "",
                "notice": one.notice if one else "",
                "opens_on": one.opens_on if one else self._bench.today(),
                "closes_on": one.closes_on if one else None,
            }
        )
        self._show_policy()
        self.awards.fill(one.awards if one else ())
        self._filling = False
        self._offer(False)
        self._tell()
        self.keeping.watch(self._id or "new")

    def _ticked(self) -> str:
        return " ".join(self.awards.awards())

    def _tick(self, text: str | bool) -> None:
        self.awards.fill(tuple(str(text).split()))
        self._edited()

    def wanted(self) -> Round | None:
        """The round as it stands in the form; None while its days cannot be read."""
        values = self.form.values()
        opens, closes = values["opens_on"], values["closes_on"]
        if not isinstance(opens, date) or not isinstance(closes, date):
            return None
        name, notice = str(values["name"] or ""), str(values["notice"] or "")
        pack = str(self.policy.value() or "")
        return Round(pack, name, notice, opens, closes, self.awards.awards(), self._id)

    def keep(self) -> None:
        """Hand what is typed to the office; what is wrong is said at its field."""
        self.fault.hide()
        if not self.form.check_filled():
            return
        wanted = self.wanted()
        if self.awards.missing():
            self._refuse("请至少勾选一项事项，或者选“全部事项”。")
            self.awards.search.setFocus()
        elif wanted is not None:
            work = (self._bench.actor, wanted)
            self._bench.jobs.run(rounds.keep_round, self._kept, self._refused, *work)

    def give_up(self) -> None:
        """Show the round again as it is on file."""
        self._offer(False)
        self.keeping.done()
        self.given_up.emit()

    def _offer_policies(self, state: RoundState | None) -> None:
        paying = [policy for policy in self._bench.policies if policy.awards]
        choices = [(policy.id, policy.document_number or policy.title) for policy in paying]
        if state is not None and state.round.pack not in {pack for pack, _ in choices}:
            choices.append((state.round.pack, state.round.pack))
        self.policy.set_choices(choices)
        if state is not None:
            self.policy.set_value(state.round.pack)
        # Claims came in under one policy: theirs stays the round's.
        self.policy.setEnabled(not (state and state.claims))
        for part in (self._of, self.policy):
            part.setVisible(len(choices) > 1)

    def _show_policy(self) -> None:
        pack = self.policy.value()
        found = next((one for one in self._bench.policies if one.id == pack), None)
        self.awards.show_policy(found)

    def _policy_chosen(self) -> None:
        self._filling = True
        self._show_policy()
        self.awards.fill(())
        self._filling = False
        self._edited()

    def _edited(self) -> None:
        if not self._filling:
            self._offer(True)
            self.keeping.edited()
            self.fault.hide()
            self._tell()

    def _offer(self, typed: bool) -> None:
        self.typed = typed
        self.save.setEnabled(typed)
        self.back.setVisible(typed)
        self.drop.setVisible(
            self._bench.may(*KEEPERS) and self._state is not None and not self._state.claims
        )
        self.fault.setVisible(False)

    def _tell(self) -> None:
        """What the days and awards mean beside other rounds, and for what came in already."""
        wanted = self.wanted()
        said = []
        if wanted is not None and wanted.closes_on < wanted.opens_on:
            self.form["closes_on"].note("截止日期早于开始日期", "attention")
        elif wanted is not None:
            self.form["closes_on"].clear_note()
            others = [one.round for one in self._known]
            said += [self._told(one, wanted) for one in overlaps(others, wanted)]
        used, tone = self._used(wanted)
        if said:
            tone = "attention"
        self.notice.tell("\n".join([*said, used] if used else said), tone)

    def _used(self, wanted: Round | None) -> tuple[str, str]:
        if self._state is None or not self._state.claims:
            return "", "accent"
        count = len(self._state.claims)
        left = self._state.left_out(wanted) if wanted is not None else 0
        if left:
            return (
                f"已有 {count} 件在这个批次收件，其中 {left} 件的收件日期或事项不在改动后的范围里；"
                "它们仍归这个批次。",
                "attention",
            )
        return f"已有 {count} 件在这个批次收件，改动日期和事项不影响它们。", "accent"

    def _told(self, found: Overlap, wanted: Round) -> str:
        first = min((found.other, wanted), key=lambda one: (one.closes_on, one.id or _LATER))
        name = first.name or "本批次"
        labels = self.awards.labels(found.awards)
        shared = "、".join(labels[:_NAMED]) + (
            f"等 {len(labels)} 项" if len(labels) > _NAMED else ""
        )
        days = f"{found.first.isoformat()} 至 {found.last.isoformat()}"
        return (
            f"与“{found.other.name}”在 {days} 重叠：{shared or '全部事项'}。"
            f"这几天收件的归先截止的“{name}”。"
        )

    def _drop(self) -> None:
        if self._state is None:
            return
        name = self._state.round.name
        said = f"“{name}”还没有申报收件，删除后不再提醒。删除会记入操作记录。"
        if self._bench.messages.ask("删除申报批次？", said, yes="删除", no="留着", danger=True):
            work = (self._bench.actor, self._state.id)
            self._bench.jobs.run(rounds.drop_round, self._dropped, self._refused, *work)

    def _kept(self, changes: Changes) -> None:
        self._offer(False)
        self.keeping.done()
        self._bench.say("申报批次已保存")
        self.kept.emit(changes)

    def _dropped(self, changes: Changes) -> None:
        self._offer(False)
        self.keeping.done()
        self._bench.say("申报批次已删除")
        self.kept.emit(changes)

    def _refused(self, error: Exception) -> None:
        text = self._bench.messages.text_of(error)
        if isinstance(error, UserError) and not self.form.fault(error.field, text):
            self._refuse(text)
        elif not isinstance(error, UserError):
            self._bench.messages.complain(error)

    def _refuse(self, text: str) -> None:
        self.fault.setText(f"× {text}")
        self.fault.show()


_LATER = 1 << 62  # a new round has no number yet: it comes after those on file

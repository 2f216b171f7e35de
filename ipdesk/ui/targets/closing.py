"""年度关账: which years are closed, by whom, and how one is opened again."""

from __future__ import annotations

from functools import partial

from ipdesk.domain.stages import Role
from ipdesk.services.targets import closing
from ipdesk.services.targets.closing import YearState
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Card, Chip, clear, column, label, link, row, rule


class YearsCard(Card):
    """Every year of a policy, the latest first, with what can be done about it."""

    def __init__(self, bench: Bench) -> None:
        super().__init__("年度关账", padding=16)
        self._bench = bench
        self._pack = ""
        self.states: tuple[YearState, ...] = ()
        said = (
            "关账后这一年的数、说法和报表都定下来，以后导出的内容不变；"
            "没有办完的议定事项和自定任务转入下年。"
        )
        self._lines = column(gap=8)
        self.body.addWidget(label(said, "muted", wrap=True))
        self.body.addLayout(self._lines)
        self.body.addStretch(1)

    def show_pack(self, pack: str) -> None:
        self._pack = pack
        self._bench.jobs.run(closing.years, self._take, None, pack, key="targets/years")

    def close_year(self, state: YearState) -> None:
        """Ask once more, naming what is still missing."""
        missing = len(state.missing)
        said = f"{state.year}年的填报、完成情况和任务都定下来，不能再改。"
        if missing:
            whose = "、".join(dict.fromkeys(one.department for one in state.missing))
            said += f"\n还有 {missing} 个数没有报（{whose}），关账后记为缺报。"
        if self._bench.messages.ask(f"{state.year}年关账？", said, "关账"):
            self._run(closing.close_year, f"{state.year}年已关账", state.year)

    def propose(self, state: YearState) -> None:
        said = "审批人同意后，这一年才能再改；关账时的内容仍然保留。"
        why = self._bench.messages.reason(f"申请重开{state.year}年", said, "申请")
        if why:
            told = "已申请，等审批人决定"
            self._run(closing.propose_reopening, told, state.year, why)

    def decide(self, state: YearState, agree: bool) -> None:
        """审批 agrees or not; alone in the office a reason is asked for."""
        wish = state.wish
        if wish is None:
            return
        alone = ""
        if agree and wish.proposer == self._bench.actor.id and self._bench.rules.one_person:
            asked = "申请和同意是同一人，写明单人办理的理由。"
            alone = self._bench.messages.reason("单人办理", asked, "同意重开") or ""
            if not alone:
                return
        elif agree and not self._bench.messages.ask(
            f"同意重开{state.year}年？", f"申请理由：{wish.reason}", "同意重开"
        ):
            return
        told = f"{state.year}年已重开" if agree else "已不同意重开"
        self._run(closing.decide_reopening, told, state.year, agree, alone)

    def _run(self, act: object, told: str, *args: object) -> None:
        bench = self._bench

        def done(changes: object) -> None:
            bench.announce(changes)  # type: ignore[arg-type]  # what every act returns
            bench.say(told)

        bench.jobs.run(act, done, None, bench.actor, self._pack, *args)  # type: ignore[arg-type]

    def _take(self, states: tuple[YearState, ...]) -> None:
        self.states = states
        clear(self._lines)
        for number, state in enumerate(states):
            if number:
                self._lines.addWidget(rule())
            self._add(state)

    def _add(self, state: YearState) -> None:
        chip = Chip("已关账", "done") if state.closing else Chip("未关账", "quiet")
        if state.wish is not None:
            chip = Chip("申请重开", "attention")
        head = row(label(f"{state.year}年", "strong"), chip, None, gap=10)
        for text, slot in self._acts(state):
            button = link(text, slot)
            button.setAccessibleName(f"{state.year}年{text}")
            head.addWidget(button)
        self._lines.addLayout(head)
        said = _about(state)
        if said:
            self._lines.addWidget(label(said, "small", wrap=True, select=True))

    def _acts(self, state: YearState) -> list[tuple[str, partial[None]]]:
        bench = self._bench
        if bench.read_only or not bench.has_actor:
            return []
        roles = set(bench.actor.roles)
        acts = []
        if state.may_close and roles & {Role.REVIEWER, Role.APPROVER}:
            acts.append(("关账…", partial(self.close_year, state)))
        if state.closing is not None and state.wish is None and Role.REVIEWER in roles:
            acts.append(("申请重开…", partial(self.propose, state)))
        if state.wish is not None and Role.APPROVER in roles:
            acts.append(("不同意", partial(self.decide, state, False)))
            acts.append(("同意重开…", partial(self.decide, state, True)))
        return acts


def _about(state: YearState) -> str:
    if state.wish is not None:
        wish = state.wish
        return f"{wish.proposed_by} {wish.at:%Y-%m-%d} 申请重开：{wish.reason}"
    if state.closing is not None:
        closed = state.closing
        return f"{closed.closed_by} {closed.at:%Y-%m-%d %H:%M}，校验 {closed.digest[:12]}"
    said = [state.obstacle] if state.obstacle else ["可以关账，由复核人或审批人办"]
    if state.missing:
        said.append(f"还缺 {len(state.missing)} 个填报数")
    return "；".join(said)

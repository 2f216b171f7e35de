"""What a part of 目标任务 shows: a policy, a year, one department or all of them."""

from __future__ import annotations

from dataclasses import dataclass

from ipdesk.domain.attainment import Light
from ipdesk.domain.stages import Role
from ipdesk.domain.task_record import Alarm, TaskState
from ipdesk.ui.bench import Bench

LIGHT_TONES = {
    Light.GOOD: "done",
    Light.ATTENTION: "attention",
    Light.FAULT: "fault",
    Light.NONE: "quiet",
}
STATE_TONES = {
    TaskState.WAITING: "quiet",
    TaskState.UNDERWAY: "accent",
    TaskState.DONE: "done",
    TaskState.PAUSED: "attention",
}
ALARM_TONES = {Alarm.OVERDUE: "fault", Alarm.AT_RISK: "attention"}


@dataclass(frozen=True, slots=True)
class Scope:
    """Chosen in the head of the place and the same for all its parts."""

    pack: str
    year: int
    department: str = ""
    closed: bool = False


def may_enter(bench: Bench) -> bool:
    """Whether who sits here enters figures, records and progress."""
    return not bench.read_only and bench.has_actor and Role.CLERK in bench.actor.roles


def frozen_text(scope: Scope, may: bool) -> str:
    """Why nothing can be entered here; "" where it can."""
    if scope.closed:
        return f"{scope.year}年已经关账，只能查看；要改的，先在“报表”里申请重开。"
    return "" if may else "只能查看：填报由经办人做。"

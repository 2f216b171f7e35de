"""任务办理: who does what by when, how far it is, and what was noted on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from ipdesk.domain.observation import NO_FILE, Attached

RISK_DAYS: Final = 30  # before it is due
SILENT_DAYS: Final = 90  # without a word of progress


class TaskState(StrEnum):
    """How far a task is."""

    WAITING = "waiting"  # 未开始
    UNDERWAY = "underway"  # 进行中
    DONE = "done"  # 已完成
    PAUSED = "paused"  # 暂缓, with a reason


OPEN: Final = (TaskState.WAITING, TaskState.UNDERWAY)


class Alarm(StrEnum):
    """What a task calls for."""

    NONE = ""
    OVERDUE = "overdue"
    AT_RISK = "at-risk"


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """One task in one year; `id` 0: a row of the policy that nobody has touched yet."""

    id: int
    pack: str
    row: str  # of the policy; "": from a meeting or the office's own
    year: int
    title: str
    department: str
    due_on: date | None
    owner: int | None = None
    owner_name: str = ""
    state: TaskState = TaskState.WAITING
    reason: str = ""  # why it is paused
    done_on: date | None = None
    meeting: int | None = None
    carried_from: int | None = None
    moved_on: date | None = None  # the day of its last progress

    def alarm(self, today: date) -> Alarm:
        """Overdue, or due soon and not begun, or silent for long."""
        if self.state not in OPEN or self.due_on is None:
            return Alarm.NONE
        if self.due_on < today:
            return Alarm.OVERDUE
        near = self.due_on - today <= timedelta(days=RISK_DAYS)
        silent = self.moved_on is not None and today - self.moved_on > timedelta(days=SILENT_DAYS)
        waiting = self.state is TaskState.WAITING
        return Alarm.AT_RISK if near and (waiting or silent) else Alarm.NONE


@dataclass(frozen=True, slots=True)
class Progress:
    """One line of the log of a task."""

    id: int
    task: int
    on: date
    text: str
    state: TaskState
    reason: str
    operator: str
    at: datetime
    file: Attached = NO_FILE

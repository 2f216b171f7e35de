"""上手 on the first screen: steps that lead to their place and tick themselves as they are done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from ipdesk.ui import icons
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Card, clear, column, label, link, row
from ipdesk.ui.widgets.base import tab_through

if TYPE_CHECKING:
    from ipdesk.services.first_steps import Progress
    from ipdesk.services.office import Office

_SINCE, _HIDDEN = "guide/since", "guide/hidden"
# What each step says, and where it is done; in the order of services/first_steps.py.
_SAYS: dict[str, tuple[str, str, object]] = {
    "register": ("登记一个申报主体", "applicants", "new"),
    "receive": ("新建一件申报，登记收件", "claims", "new"),
    "check": ("受理以后，核对清单按 1 2 3 4 作答", "claims", None),
    "examine": ("提交复核", "claims", None),
    "approve": ("左下角换人：复核、审签、公示、批准", "claims", None),
    "letter": ("签发批准通知书", "notices", None),
    "ledger": ("导出台账", "ledgers", None),
}


class FirstSteps(Card):
    """Seen in the sample bureau, and whenever it is asked for, until it is put away."""

    def __init__(self, bench: Bench) -> None:
        away = link("不再显示", self.put_away)
        super().__init__("上手", "约十分钟", tools=(away,))
        self._away = away
        self._bench = bench
        self._asked = False
        self.steps: dict[str, QPushButton] = {}
        self._lines = column(gap=2)
        self.body.addLayout(self._lines)
        self.hide()

    def refresh(self) -> None:
        """Ask the journal how far things have come."""
        since = int(str(self._bench.settings.value(_SINCE, -1)))
        self._bench.jobs.later(_progress, self.show_progress, None, since, key="first-steps")

    def ask_for(self) -> None:
        """From the menu: begin anew."""
        self._bench.settings.setValue(_HIDDEN, False)
        self._bench.settings.setValue(_SINCE, -1)
        self._asked = True
        self.refresh()

    def put_away(self) -> None:
        self._bench.settings.setValue(_HIDDEN, True)
        self.hide()

    def show_progress(self, found: Progress) -> None:
        """Tick what is done."""
        self._bench.settings.setValue(_SINCE, found.since)
        hidden = str(self._bench.settings.value(_HIDDEN, "false")).lower() == "true"
        self.setVisible((found.sample or self._asked) and not hidden)
        self.set_note("都做过了" if found.complete else f"{len(found.done)} / {len(_SAYS)} 步")
        clear(self._lines)
        self.steps = {}
        for number, step in enumerate(_SAYS, start=1):
            self._lines.addLayout(self._line(number, step, step in found.done))
        tab_through(self._away, *self.steps.values())

    def _line(self, number: int, step: str, done: bool) -> QHBoxLayout:
        says, place, target = _SAYS[step]
        sign = label()
        name, tone = ("circle-check", "done") if done else ("circle-dashed", "muted")
        icons.show(sign, name, tone)
        button = link(f"{number}. {says}", partial(self._bench.go, place, target))
        button.setAccessibleName(f"第{number}步 {says}：{'已完成' if done else '还没有做'}")
        self.steps[step] = button
        return row(sign, button, None, gap=8)


def _progress(office: Office, since: int) -> Progress:
    from ipdesk.services.first_steps import progress  # most days nobody looks at it

    return progress(office, since)

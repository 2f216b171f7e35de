"""申报指南 and 材料清单 beside the policy: previewed, then printed or saved for the counter."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from ipdesk.domain.policy import Award, Policy
from ipdesk.services import guides
from ipdesk.services.guides import Handout
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import link, quiet
from ipdesk.ui.widgets.paper_sheet import PaperSheet

GUIDE, MATERIALS, TASKS = "申报指南…", "材料清单…", "任务清单…"
APPLICATION = "空白申请表…"


class Handouts(QObject):
    """Makes the papers of what is shown: the policy, or one award."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self.policy: Policy | None = None
        self.guide_button = quiet(GUIDE, self.guide, icon="book-open")
        self.materials_button = quiet(MATERIALS, self.materials, icon="clipboard-list")

    def show_policy(self, policy: Policy) -> None:
        """The whole policy: one that pays nothing has a list of tasks and no evidence."""
        self.policy = policy
        pays = bool(policy.awards)
        self.guide_button.setText(GUIDE if pays else TASKS)
        tip = "全部奖补事项的申报指南，带目录" if pays else "本政策没有奖补事项，这里是目标任务清单"
        self.guide_button.setToolTip(tip)
        self.materials_button.setVisible(pays)

    def award_links(self, award: Award) -> tuple[QPushButton, ...]:
        """The papers of one award."""
        return (
            link(APPLICATION, partial(self.application, award.id)),
            link(GUIDE, partial(self.guide, "", award.id)),
            link(MATERIALS, partial(self.materials, "", award.id)),
        )

    def actions_of(self) -> list[QAction]:
        """The acts for the menu and the list under F1."""
        made = []
        for caption, slot in (("打印申报指南", self.guide), ("打印申报材料清单", self.materials)):
            action = QAction(caption, self)
            action.triggered.connect(lambda _=False, slot=slot: slot())
            made.append(action)
        return made

    def guide(self, clause: str = "", award: str = "") -> None:
        if self.policy is not None:
            work = (self.policy.id, clause, award)
            self._bench.jobs.run(guides.guide, self._show, None, *work, key="handouts")

    def materials(self, clause: str = "", award: str = "") -> None:
        if self.policy is not None:
            work = (self.policy.id, clause, award)
            self._bench.jobs.run(guides.materials, self._show, None, *work, key="handouts")

    def application(self, award: str) -> None:
        """The empty form, to be filled in by hand."""
        if self.policy is not None:
            work = (self.policy.id, award)
            self._bench.jobs.run(guides.application, self._show, None, *work, key="handouts")

    def _show(self, handout: Handout) -> None:
        sheet = PaperSheet(
            self._bench,
            handout.title,
            handout.pdf,
            kind="handout",
            save=partial(self._save, handout),
            printed=partial(self._printed, handout),
        )
        self._bench.messages.run(sheet)

    def _save(self, handout: Handout, path: Path, _: str) -> None:
        self._bench.jobs.run(guides.save_handout, self._saved, None, handout, path)

    def _saved(self, path: Path) -> None:
        self._bench.say(f"已另存：{path}", path)

    def _printed(self, handout: Handout, copies: int, _: str) -> None:
        self._bench.say(f"已送打印：{handout.title}，{copies} 份")

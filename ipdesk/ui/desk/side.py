"""Beside the work of the day: the policies near their end, the backups, the targets at risk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from ipdesk.ui.bench import Bench
from ipdesk.ui.navigation import backup_words
from ipdesk.ui.widgets import Card, Chip, clear, column, label, link, row

if TYPE_CHECKING:
    from ipdesk.services.backups import BackupState
    from ipdesk.services.office import Office
    from ipdesk.services.overview import PolicyNote
    from ipdesk.services.target_risks import TargetRisk


class CareCard(Card):
    """Whether the data are safe and the targets on their way; a click leads there."""

    def __init__(self, bench: Bench) -> None:
        super().__init__("备份和目标")
        self._bench = bench
        self.backup = Chip()
        self.backup_says = label("", "small", wrap=True)
        to_backups = link("备份", lambda: bench.go("settings", "备份"))
        to_backups.setAccessibleName("打开备份设置")
        self._targets = column(gap=8)
        self.body.addLayout(row(self.backup, None, to_backups))
        self.body.addWidget(self.backup_says)
        self.body.addLayout(self._targets)

    def refresh(self) -> None:
        self._bench.jobs.later(_target_risks, self.show_targets, key="desk-targets")

    def show_backup(self, state: BackupState, today: date) -> None:
        """When the last copy was made; what is amiss stands in words."""
        text, tone = backup_words(state, today)
        quiet = tone == "quiet"
        self.backup.show_state("已备份" if quiet else "备份要处理", "done" if quiet else tone)
        self.backup_says.setText(text.strip("! ").removesuffix(" ✓"))

    def show_targets(self, found: Sequence[TargetRisk]) -> None:
        clear(self._targets)
        for one in found:
            chip = Chip()
            if one.behind:
                chip.show_state(f"{one.behind} 项没有达到或逾期", "fault")
            elif one.pressing:
                chip.show_state(f"{one.pressing} 项有风险", "attention")
            else:
                chip.show_state("没有风险", "done")
            there = link("看板", partial(self._bench.go, "targets", "board"))
            there.setAccessibleName(f"打开{one.name}的看板")
            more = f"{one.name} · {one.year} 年"
            if one.behind and one.pressing:
                more += f" · 另有 {one.pressing} 项有风险"
            self._targets.addLayout(row(chip, None, there))
            self._targets.addWidget(label(more, "small", wrap=True))


class ValidityCard(Card):
    """政策有效期: what is in force, what ends soon, what has ended."""

    def __init__(self) -> None:
        super().__init__("政策有效期")
        self.lines = column(gap=10)
        self.body.addLayout(self.lines)

    def show_policies(self, policies: Sequence[PolicyNote]) -> None:
        clear(self.lines)
        for policy in policies:
            chip = Chip()
            until = f"有效期至 {policy.valid_to.isoformat()}" if policy.valid_to else "长期有效"
            if policy.expired:
                chip.show_state("已到期", "fault")
                says = f"{until}；期内的事实仍可补办，须登记依据文件"
            elif policy.near:
                chip.show_state(f"还有 {policy.days_left} 天", "attention")
                says = f"{until}；请提前准备延续或新的政策文件"
            else:
                chip.show_state("有效", "done")
                says = until
            name = label(policy.document_number)
            name.setToolTip(policy.title)
            self.lines.addLayout(row(chip, name, None))
            self.lines.addWidget(label(says, "small", wrap=True))


def _target_risks(office: Office) -> tuple[TargetRisk, ...]:
    from ipdesk.services.target_risks import target_risks  # every target is worked out for it

    return target_risks(office)

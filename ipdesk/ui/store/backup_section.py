"""设置 → 备份: how the backups stand, the second place, and going back to one of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ipdesk.domain.stages import Role
from ipdesk.services import backups, restoring, verification
from ipdesk.services.backups import BackupState
from ipdesk.services.office import Changes, Office
from ipdesk.services.restoring import BackupRow
from ipdesk.services.stopping import GoesOn, checked, teller
from ipdesk.services.verification import Verified
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import ANYBODY, AUDITOR_LOOKS, KEEPERS, WRITES, Permit
from ipdesk.ui.widgets import Card, Column, EmptyState, Notice, column, label, primary, quiet, row
from ipdesk.ui.widgets.record_table import Query, RecordTable
from ipdesk.ui.widgets.row_menu import pressed
from ipdesk.ui.widgets.working import Working

_MOST_FAULTS = 8
_VERIFIED = "数据文件、操作记录、文书、材料、各项合计，逐项核对。停止的话什么都不改动。"
_FEWEST, _MOST_SEEN = 4, 9  # lines of the list in sight
_EMPTY = 200  # pixels for letters of the usual size: where nothing is listed yet


class _Row:
    """A backup with its number in the list."""

    def __init__(self, number: int, backup: BackupRow, problem: str) -> None:
        self.id = number
        self.backup = backup
        self.problem = problem


def _state(one: _Row) -> str:
    if one.problem:
        return one.problem
    return "刚核对，完好" if one.backup.checked else "做时已核对"


_COLUMNS = (
    Column("备份时间", lambda one: f"{one.backup.at:%Y-%m-%d %H:%M}", width=148),
    Column("位置", lambda one: "第二处" if one.backup.elsewhere else "本机", width=76),
    Column("申报", lambda one: f"{one.backup.claims:,}", width=72, align="right"),
    Column("操作记录到", lambda one: f"第 {one.backup.seq:,} 条", width=118, align="right"),
    Column("大小", lambda one: f"{one.backup.size / 1048576:.1f} MB", width=88, align="right"),
    Column(
        "核对",
        _state,
        width=140,
        stretch=1,
        tone=lambda one: "fault" if one.problem else "done",
    ),
)


class BackupSection(QWidget):
    """Three clicks back: a row, 恢复…, and the button of the sheet that says what would change."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._rows: tuple[_Row, ...] = ()
        self.state = Notice("", "done")
        self.now = primary("立即备份", self._back_up)
        self.verify = quiet("核对全部数据", self._verify)
        self.verdict = Notice("")
        first = Card("备份", "每 30 分钟和退出时自动做，做完逐页核对", padding=20)
        first.body.addWidget(self.state)
        first.body.addLayout(row(self.now, self.verify, None))
        first.body.addWidget(self.verdict)
        self.place = label("", wrap=True, select=True)
        self.place_says = Notice("", "attention")
        self.choose = quiet("选择文件夹…", self._choose, icon="folder-open")
        self.drop = quiet("不用第二处", self._drop)
        second = Card("第二备份位置", "U盘、移动硬盘或另一块磁盘", padding=20)
        second.body.addWidget(self.place)
        second.body.addWidget(self.place_says)
        second.body.addLayout(row(self.choose, self.drop, None))
        empty = EmptyState("inbox", "还没有备份", "办过一步之后，30 分钟内自动做第一份。")
        self.table = RecordTable(bench, "backups", _COLUMNS, self._ids, self._load, empty)
        self._fit_rows()
        theme.current().changed.connect(self._fit_rows)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _: self._restore())
        self.table.opens_by = "恢复…"
        self.table.row_acts = lambda: pressed((self.check, ""))
        self.restore = quiet("恢复…", self._restore)
        self.check = quiet("逐页核对这一份", self._check)
        # A store that did not pass is restored all the same, so this is barred by itself.
        self.restore.setProperty(WRITES, True)
        Permit(bench, ANYBODY, self.now)
        Permit(bench, KEEPERS, self.choose, self.drop)
        self.restore.setEnabled(False)
        self.check.setEnabled(False)
        kept = Card(
            "已有的备份", "两天内全留，再留 12 天每天、10 周每周、9 个月每月一份", padding=20
        )
        kept.body.addWidget(self.table)
        kept.body.addLayout(row(self.restore, self.check, None))
        self.setLayout(column(first, second, kept, None, gap=12))

    def refresh(self) -> None:
        self._bench.jobs.run(backups.state, self._show, key="backups/state")
        self._bench.jobs.run(_rows, self._listed, key="backups/rows")

    def _show(self, state: BackupState) -> None:
        text, tone = _stand(state, self._bench.wording.text)
        self.state.tell(text, tone)
        self.place.setText(state.second or "没有设。建议设一处：电脑坏了，数据还在。")
        self.place_says.tell(*_second(state, self._bench.rules.guarded))
        self.drop.setVisible(bool(state.second))

    def _listed(self, found: tuple[BackupRow, ...]) -> None:
        said = self._bench.wording.text
        self._rows = tuple(
            _Row(number, one, said("backup-problem", one.problem) if one.problem else "")
            for number, one in enumerate(found, start=1)
        )
        self._fit_rows()
        self.table.reload()

    def _fit_rows(self) -> None:
        """As high as its lines; many are scrolled in."""
        lines = min(max(len(self._rows), _FEWEST), _MOST_SEEN)
        high = (lines + 1) * (self.table.view.cells.row_height + 4)
        self.table.setFixedHeight(high if self._rows else theme.current().px(_EMPTY))

    def _ids(self, office: Any, query: Query) -> Sequence[int]:
        return range(1, len(self._rows) + 1)

    def _load(self, office: Any, ids: Sequence[int]) -> Sequence[_Row]:
        return [self._rows[number - 1] for number in ids if number <= len(self._rows)]

    def _chosen(self, one: _Row | None) -> None:
        usable = one is not None and not one.problem
        auditor = Role.AUDITOR in self._bench.actor.roles
        self.restore.setEnabled(usable)
        self.restore.bar(AUDITOR_LOOKS if auditor else "")
        self.check.setEnabled(one is not None)

    def _restore(self) -> None:
        one = self.table.current()
        if one is not None and self.restore.isEnabled():
            self._bench.restore_asked.emit(one.backup)

    def _check(self) -> None:
        one = self.table.current()
        if one is not None:
            self._bench.jobs.run(restoring.check_backup, self._checked, None, one.backup)

    def _checked(self, found: BackupRow) -> None:
        self._listed(
            tuple(found if one.backup.path == found.path else one.backup for one in self._rows)
        )
        if found.good:
            self._bench.say("这份备份每一页都完好")

    def _back_up(self) -> None:
        self.now.setEnabled(False)
        working = Working(self._bench, "立即备份", "已复制 {done}／{whole} 页，随后逐页核对。")
        working.keeps = True
        working.ended.connect(lambda: self.now.setEnabled(True))
        working.run(_back_up_now, self._made, self._failed)

    def _made(self, changes: Changes | None) -> None:
        self._bench.say("已备份，逐页核对过")
        if changes is not None:
            self._bench.announce(changes)
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self._bench.messages.complain(error)
        self.refresh()

    def _choose(self) -> None:
        place: Path | None = self._bench.messages.folder("选择第二备份位置")
        if place is not None:
            self._set(place)

    def _drop(self) -> None:
        text = "以后的备份只做在本机；已经拷过去的不会删除。"
        if self._bench.messages.ask("不用第二备份位置", text, "不用"):
            self._set(None)

    def _set(self, place: Path | None) -> None:
        work = (self._bench.actor, place)
        self._bench.jobs.run(backups.set_second, self._placed, self._failed, *work)

    def _placed(self, changes: Changes) -> None:
        self._bench.say("第二备份位置已保存")
        self._bench.announce(changes)
        self.refresh()

    def _verify(self) -> None:
        self.verify.setEnabled(False)
        self.verdict.tell("")
        working = Working(self._bench, "核对数据", begun=_VERIFIED)
        working.ended.connect(lambda: self.verify.setEnabled(True))
        working.run(checked, self._verified, self._not_verified, verification.verify)

    def _verified(self, found: Verified) -> None:
        if found.sound:
            claims, papers = (found.counts.get(name, 0) for name in ("claim", "letter"))
            self.verdict.tell(
                f"核对通过：操作记录 {found.journal_seq:,} 条，末条校验 {found.journal_head[:12]}；"
                f"申报 {claims:,} 件，文书 {papers:,} 份。",
                "done",
            )
            return
        said = self._bench.wording.text
        lines = [said("verify", code, values) for code, values in found.faults[:_MOST_FAULTS]]
        more = f"\n等共 {len(found.faults)} 处" if len(found.faults) > _MOST_FAULTS else ""
        self.verdict.tell("\n".join(lines) + more, "fault")

    def _not_verified(self, error: Exception) -> None:
        self.verdict.tell(self._bench.messages.text_of(error), "fault")


def _rows(office: Office) -> tuple[BackupRow, ...]:
    return restoring.backup_rows(office)


def _back_up_now(office: Office, goes_on: GoesOn) -> Changes | None:
    return backups.back_up(office, asked=True, tell=teller(goes_on))


def _stand(state: BackupState, said: Any) -> tuple[str, str]:
    if state.restored is not None:
        came = f"{state.restored:%Y-%m-%d %H:%M}"
        return f"数据恢复自 {came} 的备份，之后还没有备份，30 分钟内自动做第一份。", "attention"
    if state.last is None:
        return "还没有备份。", "attention"
    when = f"{state.last:%Y-%m-%d %H:%M}"
    if state.problem:
        why = said("backup-problem", state.problem)
        return f"上一次没有做成（{why}）；最近一份是 {when}。数据没有改动。", "attention"
    if state.late:
        return f"最近一份是 {when}，之后一天多的办理还没有备份，请点“立即备份”。", "attention"
    rest = "之后又办过事，30 分钟内自动备份。" if state.changed else "之后没有新的办理。"
    return f"最近一份 {when}，已核对。{rest}", "done"


def _second(state: BackupState, guarded: bool) -> tuple[str, str]:
    if not state.second:
        return "", "done"
    if state.second_problem:
        if state.second_last is None:
            return "第二备份位置现在用不上，接上后自动补。", "attention"
        return (
            f"第二备份位置现在用不上（拷到 {state.second_last:%m-%d %H:%M}），接上后自动补。",
            "attention",
        )
    if state.second_same_disk:
        return (
            "这个文件夹和数据在同一块磁盘上：磁盘坏了，两份都没有。建议换到U盘或另一块磁盘。",
            "attention",
        )
    if not guarded:
        return (
            "没有启用密码登录时，打开备份要用本机数据文件夹里的 ipdesk.key。请把它另存一份，"
            "和这里的备份分开保管；或启用密码登录，备份就能凭密码打开。",
            "attention",
        )
    return (
        f"已拷到 {state.second_last:%m-%d %H:%M}，核对一致。" if state.second_last else "",
        "done",
    )

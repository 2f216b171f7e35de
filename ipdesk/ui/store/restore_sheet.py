"""恢复: what is wrong, which backup is proposed, what would be lost, and one button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ipdesk.services.journal_words import Told
from ipdesk.services.restoring import BackupRow, Loss
from ipdesk.services.start_check import Fault
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Column, Notice, label, set_property
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.short_table import ShortTable

_LOST = (
    Column("时间", lambda told: f"{told.at:%m-%d %H:%M}", width=104, rank=lambda told: told.at),
    Column("操作员", lambda told: told.by, width=84),
    Column("操作", lambda told: told.act, width=150),
    Column("对象", lambda told: told.subject, width=220, stretch=1),
)
_MOST_FAULTS = 5


class RestoreSheet(Sheet):
    """Asked before the switch; the button of the danger is never the default."""

    def __init__(
        self,
        bench: Bench,
        row: BackupRow,
        loss: Loss | None,
        lost: Sequence[Told],
        faults: Sequence[Fault] = (),
    ) -> None:
        title = "数据核对没有通过" if faults else "恢复到这份备份"
        super().__init__(
            bench.messages.window, title, "恢复到这份备份", "先只查看" if faults else "取消"
        )
        set_property(self.yes, "kind", "primary" if faults else "danger")
        self.yes.setDefault(bool(faults))
        add = self.body.addWidget
        if faults:
            add(Notice(_faults(faults), "fault"))
        add(label(_what(row), wrap=True))
        self.after = label(_after(loss), wrap=True)
        add(self.after)
        if loss is not None and loss.foreign:
            add(Notice("这份备份不是现有数据的早先状态，可能属于另一次恢复之后。", "attention"))
        if loss is not None and loss.letters:
            add(Notice(_letters(loss.letters), "attention"))
        if lost:
            self.table = ShortTable(bench, "lost-acts", _LOST, lost)
            theme.current().hold(self.table, least=620)
            add(self.table)
        add(label("现有数据不会删除，改名保存在数据文件夹里。", "small", wrap=True))


class NoBackupSheet(Sheet):
    """The check has failed and there is no backup that passes."""

    def __init__(self, parent: QWidget | None, faults: Sequence[Fault]) -> None:
        super().__init__(parent, "数据核对没有通过", "知道了")
        self.no.hide()
        self.body.addWidget(Notice(_faults(faults), "fault"))
        says = (
            "没有找到通过检查的备份。数据现在只能查看，没有改动。"
            "如果在U盘或移动硬盘上有备份，请接上后在“设置—备份”里选第二备份位置；"
            "否则请保留整个数据文件夹，联系维护人员。"
        )
        self.body.addWidget(label(says, wrap=True))


def _faults(faults: Sequence[Fault]) -> str:
    lines = [f"· {fault.text}" for fault in faults[:_MOST_FAULTS]]
    if len(faults) > _MOST_FAULTS:
        lines.append(f"· 等共 {len(faults)} 处")
    return "\n".join(("现在只能查看，不能办理；没有丢弃任何内容。", *lines))


def _what(row: BackupRow) -> str:
    where = "第二备份位置" if row.elsewhere else "本机"
    last = f"，最后一步 {row.last_at:%Y-%m-%d %H:%M} 由{row.last_by}办理" if row.last_at else ""
    checked = "，已逐页核对" if row.checked else ""
    return (
        f"备份：{row.at:%Y-%m-%d %H:%M}（{where}），申报 {row.claims:,} 件，"
        f"文书 {row.letters:,} 份，操作记录到第 {row.seq:,} 条{last}{checked}。"
    )


def _after(loss: Loss | None) -> str:
    if loss is None or not loss.known:
        return "现有数据读不出来，无法列出备份之后办过什么。"
    if not loss.count:
        return "备份之后没有新的办理，恢复不会丢失任何一步。"
    return f"备份之后的 {loss.count:,} 步会没有，须重新办理："


def _letters(numbers: Sequence[str]) -> str:
    shown = "、".join(numbers[:6]) + ("等" if len(numbers) > 6 else "")
    return (
        f"其中已制发 {len(numbers)} 份文书（{shown}）。恢复后这些文号会再次使用，"
        "请先把已发出的纸质文书收回或另行登记。"
    )

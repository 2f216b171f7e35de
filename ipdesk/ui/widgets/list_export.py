"""Hands a list on as a workbook: its columns, its rows and their order as they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ipdesk.domain.listing import Kind, Listed
from ipdesk.services import list_export
from ipdesk.services.list_export import Handed, Sheaf
from ipdesk.services.office import Actor
from ipdesk.services.stopping import GoesOn, teller
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.base import label
from ipdesk.ui.widgets.block import cell
from ipdesk.ui.widgets.editors import LineField
from ipdesk.ui.widgets.list_source import ListSource
from ipdesk.ui.widgets.paged_model import Column
from ipdesk.ui.widgets.record_table import RecordTable
from ipdesk.ui.widgets.working import Working

_RECIPIENT, _FOLDER = "usual/recipient", "folders/ledgers"
_AT_ONCE = 2_000  # records read between two tellings
_SAID = "已读出 {done}／{whole} 行。停止的话不会留下半个文件。"
_TYPED = (Kind.DAY, Kind.MONEY, Kind.COUNT)


class ListExportSheet(Sheet):
    """To whom the list goes, and what will be in it."""

    def __init__(self, parent: QWidget | None, title: str, said: str, recipient: str) -> None:
        super().__init__(parent, f"导出{title}", "选择位置并导出")
        self.body.addWidget(label(said, "muted", wrap=True))
        self.recipient = LineField("交给谁，如：市财政局、本局存档")
        self.recipient.setAccessibleName("接收人")
        self.recipient.set_value(recipient)
        self.recipient.textChanged.connect(lambda text: self.yes.setEnabled(bool(text.strip())))
        self.yes.setEnabled(bool(recipient))
        self.body.addWidget(self.recipient)
        says = "个人号码与屏幕上一样遮盖；导出的时间、范围和接收人都记入操作记录。"
        self.body.addWidget(label(says, "small", wrap=True))


def export_list(table: RecordTable, title: str, said: Sequence[str], count: int) -> None:
    """Ask, then write the list in the background."""
    bench, listed = table.bench, table.listed
    if not len(listed.ids):
        bench.say("列表里没有内容，没有可导出的。")
        return
    columns = [table.model.columns[number] for number in table.shown_columns()]
    filters = "；".join(said) or "全部"
    about = f"{title}，{count:,} 行，{len(columns)} 列，顺序与屏幕一致。范围：{filters}"
    usual = str(bench.settings.value(_RECIPIENT, "") or "")
    sheet = ListExportSheet(bench.messages.window, title, about, usual)
    if not bench.messages.run(sheet) or not sheet.recipient.value():
        return
    path = _path(bench, title)
    if path is None:
        return
    recipient = str(sheet.recipient.value())
    bench.settings.setValue(_RECIPIENT, recipient)
    work = (bench.actor, table.source, listed, columns, Sheaf(title, filters), path, recipient)
    working = Working(
        bench, f"导出{title}", "已读出 {done}／{whole} 行。停止的话不会留下半个文件。"
    )
    working.keeps = True
    working.run(_write, partial(_told, bench), bench.messages.complain, *work)


def _path(bench: Bench, title: str) -> Path | None:
    name = f"{title}-{bench.today().isoformat()}.xlsx"
    folder = str(bench.settings.value(_FOLDER, "") or "")
    suggested = str(Path(folder) / name) if folder and Path(folder).is_dir() else name
    path = bench.messages.save_file(f"导出{title}", suggested, "Excel 工作簿 (*.xlsx)")
    if path is None:
        return None
    bench.settings.setValue(_FOLDER, str(path.parent))
    return path if path.suffix else path.with_suffix(".xlsx")


def _write(
    office: Any,
    actor: Actor,
    source: ListSource,
    listed: Listed,
    columns: Sequence[Column],
    sheaf: Sheaf,
    path: Path,
    recipient: str,
    goes_on: GoesOn,
) -> Handed:
    ids, part = list(listed.ids), listed
    while part.rest is not None:  # a long list that is still coming
        part = source.more(office, part.rest)
        ids.extend(part.ids)
    tell, lines = teller(goes_on), []
    for start in range(0, len(ids), _AT_ONCE):
        tell(start, len(ids))
        part_ids = ids[start : start + _AT_ONCE]
        records = {record.id: record for record in source.load(office, part_ids)}
        lines += [
            [_value(column, records[number]) for column in columns]
            for number in part_ids
            if number in records
        ]
    heads = [(column.title, str(column.kind)) for column in columns]
    return list_export.export_list(office, actor, sheaf, heads, lines, path, recipient)


def _value(column: Column, record: Any) -> Any:
    if column.kind in _TYPED and column.value is not None:
        return column.value(record)
    return cell(column, record)


def _told(bench: Bench, done: Handed) -> None:
    bench.announce(done.changes)
    bench.say(f"已导出 {done.rows:,} 行：{done.path.name}", done.path)

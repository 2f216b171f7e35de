"""What is let fall on the window, or pasted where nothing takes it: to where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, cast

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ipdesk.ui.bench import Bench
from ipdesk.ui.page import Page
from ipdesk.ui.permit import TAKERS

TABLES = (".xlsx", ".xls", ".csv", ".tsv")
TEXTS = (".docx", ".txt", ".md")
SCANS = (".pdf", ".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".ofd")
STORE = ".db"
PARCEL = ".ippack"
_PLACES = "申报主体、申报办理、公示与拨付、台账报表或目标任务"
_FITS = {
    **dict.fromkeys(
        TABLES, f"表格可拖到{_PLACES}上，先核对再导入；也可拖到打开的申报上，作标的明细"
    ),
    **dict.fromkeys(TEXTS, "政策文本可拖到“政策”上起草；佐证材料可拖到打开的申报的材料上"),
    **dict.fromkeys(SCANS, "佐证材料可拖到打开的申报的材料上；政策文本（PDF）可拖到“政策”上起草"),
    STORE: "备份文件（ipdesk-….db）可拖到“设置”上，先看会变什么，再恢复",
    PARCEL: "政策包可由管理员拖到“政策”上，核对后启用",
}
_NO_PLACE = "这种文件没有用得上的地方；表格、扫描件、政策文本和备份可以拖进来"
_LEAST_CELLS = 2


class Arrival(NamedTuple):
    """A table for an import: the place's kind, or all that names an open claim; file or block."""

    kind: Any
    path: Path | None = None
    block: str = ""


class Arrivals(QObject):
    """Listens to the window, whose inner parts have had their turn by then."""

    def __init__(self, bench: Bench, window: QWidget, shown: Callable[[], object]) -> None:
        super().__init__(window)
        self._bench = bench
        self._shown = shown
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            return self._drop(cast(QDropEvent, event))
        if event.type() == QEvent.Type.KeyPress:
            key = cast(QKeyEvent, event)
            if key.matches(QKeySequence.StandardKey.Paste) and self._bench.has_actor:
                self.paste()
                return True
        return super().eventFilter(watched, event)

    def paste(self) -> None:
        """A block of cells goes through the dry run of an import, as a file would."""
        data = QGuiApplication.clipboard().mimeData()
        block, wanted = data.text(), self._table_wanted()
        lines = [line for line in block.splitlines() if line.strip()]
        cells = max((line.count("\t") + 1 for line in lines), default=0)
        if paths := _files(data):
            self.take(paths)
        elif cells < _LEAST_CELLS:
            self._bench.say(
                "剪贴板里没有表格。从 Excel 复制一块（连表头），可粘贴到列表里先核对再导入"
            )
        elif wanted is None:
            self._bench.say(f"这里不能粘贴表格；{_PLACES}的列表里可以，先核对再导入")
        elif self._may():
            self._bench.go("imports", Arrival(wanted, block=block))

    def take(self, paths: Sequence[Path]) -> None:
        """Files that nothing inside the page has taken."""
        ending = paths[0].suffix.lower()
        wanted = self._table_wanted() if ending in TABLES and len(paths) == 1 else None
        if wanted is not None:
            if self._may():
                self._bench.go("imports", Arrival(wanted, paths[0]))
        elif ending == STORE and self._restores():
            self._ask_restore(paths[0])
        elif ending in TABLES and len(paths) > 1:
            self._bench.say("一次只能导入一个表格")
        else:
            self._bench.say(_FITS.get(ending, _NO_PLACE))

    def _drop(self, event: QDropEvent) -> bool:
        paths = _files(event.mimeData())
        if not paths or not self._bench.has_actor:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.take(paths)
        return True

    def _table_wanted(self) -> object:
        page = self._shown()
        return page.takes_table() if isinstance(page, Page) else None

    def _restores(self) -> bool:
        page = self._shown()
        return isinstance(page, Page) and page.takes_backups

    def _may(self) -> bool:
        if not self._bench.may(*TAKERS):
            self._bench.say("导入由经办人或财务办理，请更换操作员（Ctrl+Shift+O）")
            return False
        return True

    def _ask_restore(self, path: Path) -> None:
        from ipdesk.services import restoring

        found = partial(self._found_backups, path)
        self._bench.jobs.run(restoring.backup_rows, found)

    def _found_backups(self, path: Path, rows: Sequence[Any]) -> None:
        row = next((one for one in rows if one.path.name == path.name), None)
        if row is not None:
            self._bench.restore_asked.emit(row)
        else:
            self._bench.say("这份备份不在本单位的备份位置里；别处的备份在首页“从备份恢复”里打开")


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]

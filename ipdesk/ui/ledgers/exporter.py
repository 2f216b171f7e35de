"""Asks for whom a workbook is and where it goes, then has it written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from ipdesk.services.office import Actor, Office
from ipdesk.services.stopping import stoppable
from ipdesk.ui.bench import Bench
from ipdesk.ui.ledgers.sheets import ExportSheet
from ipdesk.ui.widgets.working import Working

KINDS = "Excel 工作簿 (*.xlsx)"
FOLDER, RECIPIENT = "folders/ledgers", "usual/recipient"
Write = Callable[[Office, Actor, "Wanted"], Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was answered before a file leaves the office."""

    path: Path
    masked: bool
    recipient: str


class Exporter(QObject):
    """One export after the other; `busy` while one is being written."""

    busy = Signal(bool)

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench

    def begin(
        self,
        title: str,
        said: str,
        name: str,
        write: Write,
        told: Callable[[Any], str],
        numbers: str = "证件号",
    ) -> None:
        """Ask, write through `write`, and say what `told` makes of it."""
        wanted = self._ask(title, said, name, numbers)
        if wanted is None:
            return

        def work(office: Office, actor: Actor) -> Any:
            return write(office, actor, wanted)

        def written(done: Any) -> None:
            self._bench.announce(done.changes)
            self._bench.say(told(done), wanted.path)

        self.busy.emit(True)
        working = Working(self._bench, title, begun=f"{said}。写好以前可以停止，不会留下半个文件。")
        working.keeps = True
        working.ended.connect(lambda: self.busy.emit(False))
        working.run(stoppable, written, self._bench.messages.complain, work, self._bench.actor)

    def _ask(self, title: str, said: str, name: str, numbers: str) -> Wanted | None:
        settings, messages = self._bench.settings, self._bench.messages
        usual = str(settings.value(RECIPIENT, "") or "")
        sheet = ExportSheet(messages.window, title, said, usual, numbers)
        if not messages.run(sheet):
            return None
        folder = str(settings.value(FOLDER, "") or "")
        suggested = str(Path(folder) / name) if folder and Path(folder).is_dir() else name
        path = messages.save_file(title, suggested, KINDS)
        if path is None:
            return None
        path = path if path.suffix else path.with_suffix(".xlsx")
        settings.setValue(RECIPIENT, sheet.recipient)
        settings.setValue(FOLDER, str(path.parent))
        return Wanted(path, sheet.masked, sheet.recipient)

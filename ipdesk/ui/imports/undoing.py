"""Taking a whole import back: one question that names how many rows go."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ipdesk.domain.stages import move
from ipdesk.services.imports import taking
from ipdesk.services.imports.taking import Batch
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.ui.bench import Bench


class Undoing(QObject):
    """Asks, takes the import back, and tells the pages; `undone` comes last."""

    undone = Signal()

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench

    def begin(self, batch: Batch) -> None:
        self.ask(batch.id, batch.kind, batch.file_name, batch.added)

    def ask(self, number: int, kind: str, file: str, added: int) -> None:
        bench = self._bench
        if kind == "claims" and not bench.may(move("void").role):
            needed = bench.wording.label("role", move("void").role)
            bench.messages.warn(f"撤销批量申报要办理“作废”，须由{needed}办理。")
            return
        called = bench.wording.label("import-kind", kind)
        text = f"将撤销第 {number} 次导入（{called}，{file}，新增 {added:,} 行）。"
        if kind == "claims":
            text += "已收件的申报不能删除，会办理为“作废”并保留编号。"
        if bench.messages.ask("撤销整次导入", text, "撤销导入", danger=True):
            self._take_back(number)

    def _take_back(self, number: int) -> None:
        def undo(office: Office, actor: Actor) -> Changes:
            return taking.undo_import(office, actor, number)

        self._bench.jobs.run(undo, self._taken_back, None, self._bench.actor)

    def _taken_back(self, changes: Changes) -> None:
        self._bench.announce(changes)
        self._bench.say("整次导入已撤销")
        self.undone.emit()

"""The batches of a kind at the left, the claims of the one chosen at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ipdesk.domain.batch import Batch, BatchKind, BatchLine, LineState
from ipdesk.domain.money import figures
from ipdesk.domain.stages import Stage
from ipdesk.services import batches, batching, payment_batches
from ipdesk.services.batching import Candidate, Outcome
from ipdesk.ui.batch_sheet import BatchSheet, tell_outcome
from ipdesk.ui.bench import Bench
from ipdesk.ui.dossier_desk import DossierDesk
from ipdesk.ui.keeping import Keeping
from ipdesk.ui.permit import CLERKS, PAYERS, TAKERS, Permit
from ipdesk.ui.publicity.batch_columns import batch_columns, line_columns, number_of
from ipdesk.ui.publicity.batch_files import BatchFiles
from ipdesk.ui.publicity.public_paper import PublicPaper
from ipdesk.ui.publicity.sheets import AnswerSheet
from ipdesk.ui.widgets import Card, EmptyState, column, ghost, label, quiet, row
from ipdesk.ui.widgets.record_table import Query, RecordTable
from ipdesk.ui.widgets.split import Split

_EMPTY = {
    BatchKind.PUBLICITY: (
        "还没有公示批次",
        "在“待公示”里选几件开始公示，就列为一个批次。",
        "到待公示",
    ),
    BatchKind.PAYMENT: (
        "还没有拨付批次",
        "在“待拨付”里选几件编成批次，交财务拨付，再登记结果。",
        "到待拨付",
    ),
}
_ROLES = {
    "unobject": CLERKS,
    "drop": TAKERS,
    "returned": PAYERS,
    "paid": PAYERS,
}


class BatchesView(QWidget):
    """Every batch as it was made, and what became of its lines."""

    claims_asked = Signal()  # to where a batch begins

    def __init__(self, bench: Bench, kind: BatchKind) -> None:
        super().__init__()
        self._bench = bench
        self.kind = kind
        self.batch: Batch | None = None
        self._read: dict[int, BatchLine] = {}  # touched on the store's thread alone
        title, text, way = _EMPTY[kind]
        empty = EmptyState("inbox", title, text, way, self.claims_asked.emit)
        self.table = RecordTable(
            bench, f"batches-{kind}", batch_columns(bench, kind), self._ids, _rows, empty
        )
        self.lines = RecordTable(
            bench, f"batch-lines-{kind}", line_columns(bench, kind), self._line_ids, self._lines
        )
        self.files = BatchFiles(bench, self)
        self.dossier = DossierDesk(bench, self)
        self.paper = PublicPaper(bench, self)
        self.history = ghost("history", "这个批次的历史（Ctrl+Shift+H）", self._show_history)
        self.title = label("", "heading")
        self.about = label("", "muted")
        self._answers = self._buttons()
        for name in self._answers.keys() & _ROLES.keys():
            Permit(bench, _ROLES[name], self._answers[name])
        self._lay_out()
        self.table.chosen.connect(self._show)
        self.lines.opened.connect(lambda line: bench.go("claims", line.id))
        self.lines.chosen.connect(lambda _: self._offer())
        self.lines.view.selectionModel().selectionChanged.connect(lambda *_: self._offer())

    def reload(self) -> None:
        self.table.reload()
        if self.batch is not None:
            self.lines.reload()

    def choose(self, number: int) -> None:
        """Show one batch."""
        self.table.choose(number)

    def chosen_lines(self, *states: LineState) -> list[BatchLine]:
        """The lines selected that stand so."""
        model = self.lines.model
        found = [model.record(model.row_of(number)) for number in self.lines.selected_ids()]
        return [line for line in found if line is not None and line.state in states]

    def _buttons(self) -> dict[str, Any]:
        if self.kind is BatchKind.PUBLICITY:
            return {
                "paper": quiet("看公示、打印…", self._show_paper, icon="printer"),
                "list": quiet("公示名单…", self._make_list, icon="file-spreadsheet"),
                "dossier": quiet("卷宗…", self._make_dossier, icon="folder-open"),
                "unobject": quiet("公示期满…", self._end, icon="circle-check"),
            }
        return {
            "list": quiet("拨付明细…", self._make_list, icon="file-spreadsheet"),
            "dossier": quiet("卷宗…", self._make_dossier, icon="folder-open"),
            "drop": quiet("移出…", self._drop),
            "returned": quiet("退票…", self._returned),
            "paid": quiet("已拨付…", self._paid, icon="banknote"),
        }

    def _lay_out(self) -> None:
        left, right = Card(padding=0), Card(padding=0)
        self._beside = right
        left.body.addWidget(self.table)
        head = column(
            row(self.title, self.about, None, self.history),
            row(*self._answers.values(), None),
            gap=6,
            margins=(14, 8, 12, 8),
        )
        right.body.addLayout(head)
        right.body.addWidget(self.lines, 1)
        split = Split()
        split.setHandleWidth(12)
        split.addWidget(left)
        split.addWidget(right)
        split.setStretchFactor(1, 1)
        split.setSizes([384, 776])
        left.setMinimumWidth(360)
        right.setMinimumWidth(520)
        right.hide()  # until there is a batch
        whole = row(gap=0)
        whole.addWidget(split, 1)
        self.setLayout(whole)

    def _show(self, found: Batch | None) -> None:
        self.batch = found
        self._beside.setVisible(found is not None)
        if found is None:
            self.title.setText("")
            self.about.setText("")
            return
        self.title.setText(number_of(self._bench, found))
        self.about.setText(f"{found.claims} 件，{figures(found.fen)} 元 · {found.operator}编")
        self.lines.set_filter(batch=found.id)
        self._offer()

    def _offer(self) -> None:
        """A button is enabled where the lines selected can take it, else it says why not."""
        if self.kind is BatchKind.PUBLICITY:
            open_lines = self.batch.open if self.batch else 0
            self._answers["unobject"].setEnabled(open_lines > 0)
            return
        waiting = bool(self.chosen_lines(LineState.WAITING))
        sent = bool(self.chosen_lines(LineState.WAITING, LineState.PAID))
        for name, on in (("drop", waiting), ("paid", waiting), ("returned", sent)):
            self._answers[name].setEnabled(on)
            self._answers[name].setToolTip("" if on else "先选一件或几件还没有结果的")

    def _make_list(self) -> None:
        if self.batch is not None:
            self.files.ask(self.batch)

    def _make_dossier(self) -> None:
        if self.batch is not None:
            self.dossier.begin_batch(self.batch.id, number_of(self._bench, self.batch))

    def _show_paper(self) -> None:
        """The 公示 of the batch with the days and the place it was published with."""
        found = self.batch
        lines = [self.lines.model.record(n) for n in range(self.lines.model.rowCount())]
        ids = [line.id for line in lines if line is not None]
        if found is not None and ids:
            until = found.ends_on or found.starts_on
            self.paper.begin(ids, found.starts_on, until, found.channel)

    def _show_history(self) -> None:
        if self.batch is not None:
            name = number_of(self._bench, self.batch)
            self._bench.tell_history("batch", self.batch.id, name)

    def _end(self) -> None:
        """公示期满 for the whole batch; those with an open objection are told and left."""
        found = [self.lines.model.record(n) for n in range(self.lines.model.rowCount())]
        ids = [line.id for line in found if line is not None and line.stage is Stage.PUBLISHED]
        run = self._bench.jobs.run
        if ids:
            run(batching.look_over, self._confirm_end, None, self._bench.actor, ids, "unobject")

    def _confirm_end(self, candidates: tuple[Candidate, ...]) -> None:
        sheet = BatchSheet(self._bench, "unobject", candidates, self._bench.today())
        if self._bench.messages.run(sheet) and sheet.able:
            ids = [one.id for one in sheet.able]
            work = (self._bench.actor, ids, "unobject", sheet.record())
            done = partial(self._done, "公示期满", sheet.keeping)
            self._bench.jobs.run(batching.take_all, done, None, *work)

    def _paid(self) -> None:
        self._answer("登记已拨付", False, LineState.WAITING)

    def _returned(self) -> None:
        self._answer("登记退票", True, LineState.WAITING, LineState.PAID)

    def _answer(self, name: str, returned: bool, *states: LineState) -> None:
        lines = self.chosen_lines(*states)
        if not lines or self.batch is None:
            return
        said = f"所选 {len(lines)} 件，合计 {figures(sum(line.fen for line in lines))} 元。"
        said += "退回的钱重新列为待拨付。" if returned else "登记后不能修改。"
        sheet = AnswerSheet(self._bench, name, said, returned, self._bench.today())
        if not self._bench.messages.run(sheet) or not sheet.text:
            return
        act = payment_batches.record_returned if returned else payment_batches.record_paid
        ids = [line.id for line in lines]
        work = (self._bench.actor, self.batch.id, ids, sheet.day, sheet.text)
        self._bench.jobs.run(act, partial(self._done, name, sheet.keeping), None, *work)

    def _drop(self) -> None:
        lines = self.chosen_lines(LineState.WAITING)
        if not lines or self.batch is None:
            return
        asked = f"移出 {len(lines)} 件，它们回到“待拨付”，可以再编入别的批次。请写明原因。"
        reason = self._bench.messages.reason("移出批次", asked, "移出")
        if reason:
            work = (self._bench.actor, self.batch.id, [line.id for line in lines], reason)
            done = partial(self._done, "移出批次", None)
            self._bench.jobs.run(payment_batches.drop_lines, done, None, *work)

    def _done(self, name: str, keeping: Keeping | None, outcome: Outcome) -> None:
        self._bench.announce(outcome.changes)
        tell_outcome(self._bench, name, outcome, keeping)

    def _ids(self, office: Any, query: Query) -> Sequence[int]:
        return [found.id for found in batches.batches(office, self.kind)]

    def _line_ids(self, office: Any, query: Query) -> Sequence[int]:
        number = query.filters.get("batch")
        self._read = {line.id: line for line in batches.batch_lines(office, number or 0)}
        return list(self._read)

    def _lines(self, office: Any, ids: Sequence[int]) -> Sequence[BatchLine]:
        return [self._read[number] for number in ids if number in self._read]


def _rows(office: Any, ids: Sequence[int]) -> Sequence[Batch]:
    return [batches.batch(office, number) for number in ids]

"""The beginning of an import: what it is, which file, and what was imported before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ipdesk.domain.listing import Kind
from ipdesk.domain.policy import Policy
from ipdesk.services.imports.kinds import import_kind
from ipdesk.services.imports.taking import Batch, Context
from ipdesk.ui import icons
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import (
    Card,
    ChoiceField,
    Column,
    EmptyState,
    column,
    label,
    primary,
    quiet,
    row,
)
from ipdesk.ui.widgets.fixed_list import FixedList
from ipdesk.ui.widgets.list_desk import ListTools
from ipdesk.ui.widgets.room import OneShown
from ipdesk.ui.widgets.wrapping import Wrapping

OFFERED = ("history", "applicants", "claims", "listed", "payments", "figures", "roster")
SENT_OUT = ("figures",)  # their sheets are written elsewhere, each with its own stamp
ENDINGS = (".xlsx", ".xls", ".csv", ".txt", ".tsv")


class DropBox(QFrame):
    """Where a file is let fall, or chosen with the button."""

    chosen = Signal(Path)
    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "tile")
        self.setAcceptDrops(True)
        sign = QLabel()
        icons.show(sign, "upload", "faint", 30)
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = primary("选择文件…", self.asked.emit, icon="folder-open")
        said = "把表格拖到这里，或选择文件（xlsx、xls、csv）；从 Excel 复制的行按 Ctrl+V 粘贴"
        hint = label(said, "muted", wrap=True)
        hint.setToolTip("不超过 20 MB、10 万行")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner = column(sign, hint, row(None, self.button, None), gap=8)
        inner.setContentsMargins(16, 16, 16, 16)
        self.setLayout(inner)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.button.isEnabled() and _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.chosen.emit(path)


class StartPart(QWidget):
    """Kind, policy and award, the file; below it every import so far."""

    file_asked = Signal()
    file_chosen = Signal(Path)
    template_asked = Signal()
    undo_asked = Signal(object)
    rows_asked = Signal(object)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        words = bench.wording
        self.kind = ChoiceField([(kind, words.label("import-kind", kind)) for kind in OFFERED])
        self.kind.setAccessibleName("导入什么")
        self.pack = ChoiceField()
        self.pack.setAccessibleName("政策")
        self.award = ChoiceField()
        self.award.setAccessibleName("奖补事项")
        self.about = label("", "muted", wrap=True)
        self.drop = DropBox()
        self.template = quiet("保存模板…", self.template_asked.emit, icon="file-spreadsheet")
        self.undo = quiet("撤销所选的导入", self._ask_undo, icon="circle-x")
        self.look = quiet("查看并更正…", self._ask_rows, icon="eye")
        self.past = FixedList(
            bench, "imports", "以前的导入", self._columns(), ListTools("以前的导入")
        )
        self.past.chosen.connect(self._chosen)
        self._claim: Context | None = None
        self._claim_title = ""
        self.kind.edited.connect(self._show_kind)
        self.pack.edited.connect(self._name_awards)
        self.drop.asked.connect(self.file_asked)
        self.drop.chosen.connect(self.file_chosen)
        choosing = Card()
        fields = (self.kind, self.pack, self.award)
        choices = Wrapping(*fields, self.template, gap=10, wide=self.award, right=(self.template,))
        choosing.body.addWidget(choices)
        choosing.body.addWidget(self.about)
        choosing.body.addWidget(self.drop)
        below = Card("以前的导入", tools=(self.look, self.undo))
        below.body.addWidget(self._listed(), 1)
        whole = column(choosing, gap=12)
        whole.addWidget(below, 1)
        self.setLayout(whole)
        self.name_packs()
        self._chosen(None)

    def begin(self, kind: str, context: Context | None = None, title: str = "") -> None:
        """Offer one kind of import, for an open claim with its award already known."""
        self._claim, self._claim_title = (context, title) if kind == "items" else (None, "")
        if kind in OFFERED:
            self.kind.set_value(kind)
        self._show_kind()

    @property
    def chosen_kind(self) -> str:
        return "items" if self._claim is not None else str(self.kind.value())

    @property
    def context(self) -> Context:
        if self._claim is not None:
            return self._claim
        kind = self.chosen_kind
        made = Context()
        if kind in ("history", "claims"):
            made = replace(made, pack=str(self.pack.value() or ""))
        if kind == "claims":
            made = replace(made, award=str(self.award.value() or ""))
        return made

    def name_packs(self) -> None:
        paying = [policy for policy in self._bench.policies if policy.awards]
        self.pack.set_choices([(p.id, p.document_number or p.title) for p in paying])
        self._name_awards()
        self._show_kind()

    def show_past(self, batches: Sequence[Batch]) -> None:
        self.past.show_records(batches)
        self._below.setCurrentIndex(0 if batches else 1)
        self.undo.setVisible(bool(batches))

    def _listed(self) -> QWidget:
        """The imports so far, or where they will stand."""
        holder = QWidget()
        holder.setProperty("kind", "clear")
        self._below = OneShown(holder)
        self._below.addWidget(self.past)
        said = "每次导入记一行：哪个文件、新增几行、由谁导入；导错了可以整次撤销。"
        self._below.addWidget(EmptyState("inbox", "还没有导入过", said))
        return holder

    def _policy(self) -> Policy | None:
        known = self._bench.policies
        return next((policy for policy in known if policy.id == self.pack.value()), None)

    def _name_awards(self) -> None:
        policy = self._policy()
        awards = policy.awards.values() if policy else ()
        self.award.set_choices([(a.id, f"{a.id}　{a.label}") for a in awards if not a.referral])

    def _show_kind(self) -> None:
        kind = self.chosen_kind
        about = import_kind(self._bench.wording, kind).about
        self.about.setText(f"{self._claim_title}　{about}" if self._claim_title else about)
        for part in (self.kind, self.pack, self.award):
            part.setEnabled(self._claim is None)
        self.kind.setVisible(self._claim is None)
        self.pack.setVisible(kind in ("history", "claims") and self.pack.count() > 1)
        self.award.setVisible(kind == "claims")
        self.template.setVisible(kind not in SENT_OUT)

    def _columns(self) -> tuple[Column, ...]:
        words = self._bench.wording
        return (
            Column("次", lambda b: str(b.id), align="right", width=52, kind=Kind.COUNT,
                   value=lambda b: b.id),
            Column("时间", lambda b: f"{b.at:%Y-%m-%d %H:%M}", width=140, kind=Kind.DAY,
                   value=lambda b: b.at.date(), rank=lambda b: b.at),
            Column("导入", lambda b: words.label("import-kind", b.kind), width=96,
                   kind=Kind.CHOICE),
            Column("文件", _file, width=240, stretch=1),
            Column("新增行", lambda b: f"{b.added:,}", align="right", width=80, kind=Kind.COUNT,
                   value=lambda b: b.added),
            Column("未导入", _left_out, align="right", width=80, kind=Kind.COUNT,
                   value=lambda b: b.left_out),
            Column("操作员", lambda b: b.operator, width=90, kind=Kind.CHOICE),
            Column("状态", _state, width=210, tone=lambda b: "quiet" if b.undone_at else "done"),
        )  # fmt: skip

    def _chosen(self, batch: Batch | None) -> None:
        able = batch is not None and batch.undone_at is None
        self.undo.setEnabled(able)
        self.look.setVisible(able and batch is not None and batch.kind == "history")
        self.undo.setToolTip("" if able else "选一次还没有撤销的导入")

    def _ask_rows(self) -> None:
        batch = self.past.current()
        if batch is not None:
            self.rows_asked.emit(batch)

    def _ask_undo(self) -> None:
        batch = self.past.current()
        if batch is not None:
            self.undo_asked.emit(batch)


def _file(batch: Batch) -> str:
    pasted = batch.file_name == batch.sheet
    return batch.file_name if pasted else f"{batch.file_name} · {batch.sheet}"


def _left_out(batch: Batch) -> str:
    return f"{batch.left_out:,}" if batch.left_out else ""


def _state(batch: Batch) -> str:
    if batch.undone_at is None:
        return "有效"
    return f"{batch.undone_by} {batch.undone_at:%m-%d %H:%M} 撤销"


def _dropped(event: QDropEvent) -> Path | None:
    """The one table among what is dragged."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    tables = [path for path in paths if path.suffix.lower() in ENDINGS]
    return tables[0] if len(tables) == 1 else None

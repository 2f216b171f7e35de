"""Left column: who applies, and the evidence that came with the claim."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from ipdesk.domain import masking
from ipdesk.domain.applicant import Applicant
from ipdesk.services import evidence
from ipdesk.services.claim_view import ClaimView, EvidenceView, QuotaView
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.ui import icons
from ipdesk.ui.bench import Bench
from ipdesk.ui.claims.alike import AlikeLine
from ipdesk.ui.claims.beside import NOTHING, open_sum, quota_line, quota_text
from ipdesk.ui.widgets import Card, Chip, clear, column, ghost, label, row

_FILES = "扫描件 (*.pdf *.jpg *.jpeg *.png *.xlsx *.docx)"


class ApplicantCard(Card):
    """The applicant in a few short lines; long numbers are covered until asked for."""

    amend_asked = Signal(object)

    def __init__(self, bench: Bench) -> None:
        self._eye = ghost("eye", "显示完整号码", self._toggle)
        edit = ghost("pencil", "查看、修改申报主体资料", self._amend)
        super().__init__("申报主体", tools=(self._eye, edit))
        self._bench = bench
        self._applicant: Applicant | None = None
        self._quotas: tuple[QuotaView, ...] = ()
        self._revealed = False
        self._brief = False
        self._lines = 0
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self.alike = AlikeLine(bench)
        self.body.addWidget(self.alike)

    def show_view(self, view: ClaimView) -> None:
        self.alike.show_view(view)
        if self._applicant is None or self._applicant.id != view.applicant.id:
            self._revealed = False
        elif (self._applicant, self._quotas) == (view.applicant, view.quotas):
            return
        self._applicant = view.applicant
        self._quotas = view.quotas
        # Where the items hold tables of their own the room is theirs; 核算 has the quota too.
        self._brief = any(fact.columns for fact in view.award.facts) or (open_sum(view) == NOTHING)
        self._draw()

    def _draw(self) -> None:
        clear(self._grid)
        self._lines = 0
        one = self._applicant
        assert one is not None  # drawn only after show_view
        kind = self._bench.wording.label("kind", one.kind)
        self.set_note(" · ".join(part for part in (kind, one.town) if part))
        person = not one.kind.is_unit
        covered = person and not self._revealed
        self._eye.setToolTip("遮住号码" if self._revealed else "显示完整号码")
        icons.put(self._eye, "eye-off" if self._revealed else "eye", "muted")
        code = masking.masked_id(one.code) if covered else one.code
        self._line("证件号" if person else "信用代码", code or "未填")
        known = (("联系人", one.contact), ("电话", one.phone), ("地址", one.address))
        self.setToolTip("\n".join(f"{name} {text}" for name, text in known if text))
        self._account(one)
        for quota in () if self._brief else self._quotas[:2]:
            line = self._line("额度", quota_line(quota))
            line.setToolTip(quota_text(quota))

    def _account(self, one: Applicant) -> None:
        account = one.account if self._revealed else masking.masked_card(one.account)
        ready = bool(one.account) and one.account_name == one.name
        state = Chip("户名一致" if ready else "账户待补", "done" if ready else "attention")
        if not one.account:
            self._line("收款账户", "未填", state)
            return
        self._line("收款账户", account, state)
        if one.bank:
            self._line("开户行", one.bank)

    def _line(self, caption: str, text: str, beside: QWidget | None = None) -> QLabel:
        number, self._lines = self._lines, self._lines + 1
        shown = label(text, wrap=True, select=True)
        self._grid.addWidget(label(caption, "field"), number, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(shown, number, 1, 1, 1 if beside else 2)
        if beside is not None:
            self._grid.addWidget(beside, number, 2, Qt.AlignmentFlag.AlignTop)
        return shown

    def _toggle(self) -> None:
        self._revealed = not self._revealed
        self._draw()

    def _amend(self) -> None:
        if self._applicant is not None:
            self.amend_asked.emit(self._applicant.id)


class EvidenceCard(Card):
    """Each kind of evidence with what is on file; files may be dropped on it."""

    seen = Signal(str)  # evidence id: 原件已核对
    attached = Signal(str, object)  # evidence id, paths
    taken = Signal(str, int)  # evidence id, paper of the applicant on file

    def __init__(self, bench: Bench) -> None:
        super().__init__("佐证材料", padding=0)
        self.head.setContentsMargins(14, 12, 14, 6)
        self._bench = bench
        self._pieces: tuple[EvidenceView, ...] = ()
        self._writable = False
        self._drawn: object = None
        self._inside = QWidget()
        self._inside.setProperty("kind", "clear")
        self._lines = column(gap=0)
        self._inside.setLayout(self._lines)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._inside)
        scroll.setMinimumHeight(40)
        self.body.addWidget(scroll)
        self.setAcceptDrops(True)

    def show_view(self, view: ClaimView, writable: bool) -> None:
        wanted = (view.claim.id, view.evidence, writable)
        if wanted == self._drawn:
            return
        self._drawn = wanted
        self._pieces = view.evidence
        self._writable = writable
        there = sum(1 for piece in view.evidence if piece.records)
        self.set_note(
            f"{there} / {len(view.evidence)} 份 · 可拖入文件" if writable else f"{there} 份"
        )
        clear(self._lines)
        for piece in view.evidence:
            self._lines.addWidget(self._line(piece))
        self._lines.addStretch(1)

    def _line(self, piece: EvidenceView) -> QWidget:
        line = QFrame()
        line.setProperty("kind", "check")
        name = label(piece.label, wrap=True)
        name.setToolTip(piece.note)
        inner = row(gap=6, margins=(11, 4, 10, 4))
        inner.addWidget(name, 1)
        papers = sum(1 for record in piece.records if record.form == "paper")
        files = [record for record in piece.records if record.form == "file"]
        if papers:
            inner.addWidget(Chip("已核原件", "done"))
        if files:
            chip = Chip(f"{len(files)} 个文件", "done")
            chip.setToolTip("\n".join(record.file_name for record in files))
            inner.addWidget(chip)
        if not piece.records and not self._writable:
            inner.addWidget(label("无" if piece.required else "—", "small"))
        if self._writable:
            if not papers:
                tip = f"原件已核对：{piece.label}"
                inner.addWidget(ghost("check", tip, lambda: self.seen.emit(piece.id)))
            usable = [one for one in piece.on_file if not one.ended]
            if usable and not piece.records:
                tip = f"用档案中的{usable[0].label}"
                number = usable[0].document.id
                inner.addWidget(
                    ghost("folder-open", tip, lambda: self.taken.emit(piece.id, number))
                )
            elif piece.on_file and not piece.records:
                ended = label(f"档案中的{piece.on_file[0].label}已过期", "small", "attention")
                inner.addWidget(ended)
            tip = f"附文件：{piece.label}"
            inner.addWidget(ghost("paperclip", tip, lambda: self._choose(piece.id)))
        line.setLayout(inner)
        return line

    def _choose(self, evidence_id: str) -> None:
        paths = self._bench.messages.open_files("选择扫描件", _FILES)
        if paths:
            self.attached.emit(evidence_id, paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._writable and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Files go to the line they are dropped on, or to the first kind that has none yet."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        place = self._inside.mapFrom(self, event.position().toPoint())
        target = next(
            (
                piece
                for piece, line in zip(self._pieces, self._line_widgets(), strict=False)
                if line.geometry().contains(place)
            ),
            None,
        )
        if target is None:
            missing = [piece for piece in self._pieces if not piece.records]
            target = next(iter(missing or self._pieces), None)
        if paths and target is not None:
            self.attached.emit(target.id, paths)
        event.acceptProposedAction()

    def _line_widgets(self) -> list[QWidget]:
        found = []
        for number in range(self._lines.count()):
            item = self._lines.itemAt(number)
            widget = item.widget() if item is not None else None
            if isinstance(widget, QWidget) and not isinstance(widget, QLabel):
                found.append(widget)
        return found


def attach_all(
    office: Office, actor: Actor, claim_id: int, evidence_id: str, paths: Sequence[Path]
) -> Changes:
    """Attach files one by one; each is kept before the next is read."""
    changes = Changes.of("claim_evidence", ids=(claim_id,))
    for path in paths:
        data = path.read_bytes()
        changes = evidence.attach_file(office, actor, claim_id, evidence_id, path.name, data)
    return changes

"""佐证材料 in the left column: one line for each kind, with what lies there and how it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMimeData,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPixmap,
)
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ipdesk.domain.record import EvidenceRecord
from ipdesk.services.claim_view import ClaimView, EvidenceView
from ipdesk.services.evidence_files import Incoming, scan_order
from ipdesk.services.evidence_view import SIGNED
from ipdesk.ui import icons
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Card, Chip, clear, column, ghost, label, link, row, set_property
from ipdesk.ui.widgets.base import tab_through
from ipdesk.ui.widgets.fitting import Fitting, bring_into_sight

FILES = "扫描件 (*.pdf *.jpg *.jpeg *.png *.xlsx *.docx)"
THUMB = QSize(26, 34)
_LEAST = 84  # pixels of its lines that are seen in a low window
_ICONS = {"xlsx": "file-spreadsheet", "jpg": "image", "png": "image"}
_FAULTS = {"file-missing": "缺失", "file-damaged": "损坏"}


class Look(NamedTuple):
    """What reading a kept file has shown: a fault, or what its first page looks like."""

    fault: str = ""
    thumb: QImage | None = None


class EvidenceLine(QFrame):
    """One kind of evidence; Space or Enter opens what lies there, Ctrl+V puts more."""

    opened = Signal(str)
    pasted = Signal(str)
    stepped = Signal(int)

    def __init__(self, piece: EvidenceView, parts: Sequence[QWidget]) -> None:
        super().__init__()
        self.piece = piece
        self._said = _said_of(piece)
        self.chip = Chip(*self._said)
        self.setProperty("kind", "check")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.picture = QLabel()
        self.picture.setFixedSize(THUMB + QSize(2, 2))  # and its edge
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        newest = shown_first(piece)
        name = label(piece.label, wrap=True)
        if piece.files:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            kind = newest.kind if newest else ""
            icons.show(self.picture, _ICONS.get(kind, "file-text"), "muted", 18)
        told = "、".join(record.file_name for record in piece.files)
        self.setToolTip("\n".join(text for text in (piece.note, told) if text))
        inner = row(gap=6, margins=(11, 3, 8, 3))
        inner.addWidget(self.picture)
        inner.addWidget(name, 1)
        for part in (*parts[:1], self.chip, *parts[1:]) if piece.seen else (self.chip, *parts):
            inner.addWidget(part)
        self.picture.setVisible(bool(piece.files))
        self.setLayout(inner)
        said = "已附文件" if piece.standing else "未附文件"
        self.setAccessibleName(f"{piece.label}：{said}")

    def show_look(self, looks: dict[str, Look]) -> None:
        """The first page of what counts, or what is wrong with any of it."""
        broken = {looks[one.sha256].fault for one in self.piece.files if one.sha256 in looks}
        fault = next((code for code in _FAULTS if code in broken), "")
        self.chip.show_state(*((_FAULTS[fault], "fault") if fault else self._said))
        newest = shown_first(self.piece)
        look = looks.get(newest.sha256) if newest is not None else None
        if look is not None and look.thumb is not None and not look.thumb.isNull():
            icons.stop_showing(self.picture)
            set_property(self.picture, "kind", "thumb")
            self.picture.setPixmap(QPixmap.fromImage(look.thumb))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(self.piece.id)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.piece.id)
        elif event.key() in keys and not event.modifiers():
            self.stepped.emit(keys[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.opened.emit(self.piece.id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        set_property(self, "current", True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        set_property(self, "current", False)
        super().focusOutEvent(event)


class EvidenceCard(Card):
    """Each kind of evidence with what is on file; files may be dropped on it or pasted."""

    seen = Signal(str)  # evidence id: 原件已核对; "" for all of them
    attached = Signal(str, object)  # evidence id, Incoming files
    taken = Signal(str, int)  # evidence id, paper of the applicant on file
    opened = Signal(str)  # evidence id whose files are to be shown

    def __init__(self, bench: Bench) -> None:
        self._all = link("核对原件…", lambda: self.seen.emit(""))
        self._all.setToolTip("逐项填写原件页数、份数，一次登记（Ctrl+Shift+E）")
        self._other = ghost("plus", "附其他材料（清单以外）", lambda: self._choose("other"))
        super().__init__("佐证材料", padding=0, tools=(self._all, self._other))
        self.head.setContentsMargins(14, 8, 8, 4)
        self._bench = bench
        self._pieces: tuple[EvidenceView, ...] = ()
        self._addable = self._writable = False
        self._drawn: object = None
        self._looks: dict[str, Look] = {}
        self.lines: list[EvidenceLine] = []
        self._inside = QWidget()
        self._inside.setProperty("kind", "clear")
        self._lines = column(gap=0)
        self._inside.setLayout(self._lines)
        self.area = Fitting("佐证材料各行", self._inside, least=_LEAST)
        self.body.addWidget(self.area)
        self.setAcceptDrops(True)

    def show_view(self, view: ClaimView, writable: bool, addable: bool) -> None:
        """`writable`: with the clerk still; `addable`: more may be put on file."""
        wanted = (view.claim.id, view.papers, writable, addable)
        if wanted == self._drawn:
            return
        self._drawn = wanted
        self._pieces, self._writable, self._addable = view.papers, writable, addable
        asked = [piece for piece in view.evidence if piece.id != "other"]
        there = sum(1 for piece in asked if piece.there)
        self.set_note(f"{there} / {len(asked)} 项")
        self.setToolTip("可拖入文件，或选中一行按 Ctrl+V 粘贴" if addable else "")
        self._all.setVisible(writable)
        self._other.setVisible(addable)
        held = next((line.piece.id for line in self.lines if line.hasFocus()), "")
        clear(self._lines)
        self.lines = [self._line(piece) for piece in view.papers]
        for line in self.lines:
            self._lines.addWidget(line)
            line.show_look(self._looks)
            if line.piece.id == held:
                line.setFocus(Qt.FocusReason.OtherFocusReason)
                # Where it stands is known when the lines have been laid out.
                QTimer.singleShot(0, line, partial(bring_into_sight, line))
        self._lines.addStretch(1)
        tab_through(self._other, self.area)

    @property
    def writable(self) -> bool:
        """Whether what lies on the counter can still be noted."""
        return self._writable

    def show_looks(self, looks: dict[str, Look]) -> None:
        self._looks = looks
        for line in self.lines:
            line.show_look(looks)

    def _line(self, piece: EvidenceView) -> EvidenceLine:
        parts: list[QWidget] = []
        if piece.seen is not None:
            parts.append(_seen_chip(piece.seen))
        if not piece.there and not self._writable:
            parts.append(label("无" if piece.required else "—", "small"))
        line = EvidenceLine(piece, [*parts, *self._tools(piece)])
        line.opened.connect(self._open)
        line.pasted.connect(self.paste)
        line.stepped.connect(self._step)
        return line

    def _tools(self, piece: EvidenceView) -> list[QWidget]:
        tools: list[QWidget] = []
        if piece.id == SIGNED:
            return tools

        def tool(icon: str, tip: str, slot: Callable[[], object]) -> None:
            tools.append(ghost(icon, tip, slot))

        if self._writable and piece.seen is None:
            # An empty box: a tick would say that it is done already.
            tool("square", f"原件已核对：{piece.label}", lambda: self.seen.emit(piece.id))
        usable = [one for one in piece.on_file if not one.ended]
        if self._writable and usable and not piece.records:
            number = usable[0].document.id
            tip = f"用档案中的{usable[0].label}"
            tool("folder-open", tip, lambda: self.taken.emit(piece.id, number))
        elif self._writable and piece.on_file and not piece.records:
            tools.append(label(f"档案中的{piece.on_file[0].label}已过期", "small", "attention"))
        if self._addable:
            tool("paperclip", f"附文件：{piece.label}", lambda: self._choose(piece.id))
        return tools

    def _open(self, evidence_id: str) -> None:
        piece = next(one for one in self._pieces if one.id == evidence_id)
        if piece.files:
            self.opened.emit(evidence_id)

    def _step(self, by: int) -> None:
        place = next((n for n, line in enumerate(self.lines) if line.hasFocus()), 0) + by
        if 0 <= place < len(self.lines):
            self.lines[place].setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_sight(self.lines[place])

    def _choose(self, evidence_id: str) -> None:
        paths = self._bench.messages.open_files("选择扫描件", FILES)
        if paths:
            self.attached.emit(evidence_id, incoming(paths))

    def paste(self, evidence_id: str) -> None:
        """A list of files, or a picture, from the clipboard."""
        if not self._addable or evidence_id == SIGNED:
            return
        files = clipped(QGuiApplication.clipboard().mimeData(), self._bench)
        if files:
            self.attached.emit(evidence_id, files)
        else:
            self._bench.messages.warn("剪贴板里没有文件或图片。请先复制扫描件，再按 Ctrl+V。")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        mime = event.mimeData()
        if self._addable and (mime.hasUrls() or mime.hasImage()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._light(self._target(event.position().toPoint()))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Files go to the line they are dropped on, or to the first kind that has none yet."""
        target = self._target(event.position().toPoint())
        self._light(None)
        files = clipped(event.mimeData(), self._bench)
        if files and target is not None:
            self.attached.emit(target.piece.id, files)
        event.acceptProposedAction()

    def _target(self, place: QPoint) -> EvidenceLine | None:
        inside = self._inside.mapFrom(self, place)
        lines = [line for line in self.lines if line.piece.id != SIGNED]
        for line in lines:
            if line.geometry().contains(inside):
                return line
        missing = [line for line in lines if not line.piece.there]
        return next(iter(missing or lines), None)

    def _light(self, target: EvidenceLine | None) -> None:
        for line in self.lines:
            set_property(line, "current", line is target)


def shown_first(piece: EvidenceView) -> EvidenceRecord | None:
    """The newest file that counts; without one, the newest there is."""
    return next(reversed(piece.standing or piece.files), None)


def _said_of(piece: EvidenceView) -> tuple[str, str]:
    """What lies there, as text and tone of a chip."""
    if not piece.files:
        return "", "quiet"
    count = len(piece.standing)
    if not count:
        return "已驳回", "attention"
    fresh = any(one.id in piece.fresh for one in piece.standing)
    late = all(one.supplement for one in piece.standing)
    told = "归档补充" if late else "补正" if fresh else "文件"
    return f"{told} {count}", "accent" if late or fresh else "done"


def _seen_chip(seen: EvidenceRecord) -> Chip:
    chip = Chip(f"原件 {seen.pages} 页", "done")
    copies = f"、{seen.copies} 份" if seen.copies != 1 else ""
    chip.setToolTip(f"原件已核对：{seen.pages} 页{copies}，{seen.operator} {seen.at:%Y-%m-%d}")
    return chip


def incoming(paths: Sequence[Path]) -> list[Incoming]:
    return [Incoming(path.name, path) for path in scan_order(paths)]


def local_paths(mime: QMimeData) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [path for path in paths if path.is_file()]


def clipped(mime: QMimeData, bench: Bench) -> list[Incoming]:
    """Copied files, or a picture as a PNG."""
    paths = local_paths(mime)
    if paths or not mime.hasImage():
        return incoming(paths)
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # Its stub asks for bytes, which the call itself refuses.
    QImage(mime.imageData()).save(buffer, "PNG")  # type: ignore[call-overload]
    data = bytes(held.data())
    return [Incoming(f"粘贴的图片 {bench.today():%Y-%m-%d}.png", data=data)] if data else []

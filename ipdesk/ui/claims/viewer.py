"""看材料: a piece of evidence beside the checklist, so that figures are read off while typing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QStackedLayout, QWidget

from ipdesk.domain.record import EvidenceRecord
from ipdesk.errors import StorageError
from ipdesk.services.claim_view import ClaimView, EvidenceView
from ipdesk.services.evidence import OTHER, versions
from ipdesk.services.evidence_files import Vault
from ipdesk.services.evidence_view import SIGNED
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import (
    Card,
    Chip,
    EmptyState,
    Notice,
    clear,
    column,
    ghost,
    label,
    link,
    row,
)
from ipdesk.ui.widgets.scan_view import ScanView

STATES = {
    "valid": ("有效", "done"),
    "rejected": ("已驳回", "fault"),
    "replaced": ("已替换", "quiet"),
}
SHOWN = ("pdf", "jpg", "png", "scan")  # scan: signed by hand, a PDF or a picture


class Viewer(Card):
    """One file at a time; what can be done with it stands in the menu beside its name."""

    closed = Signal()
    acted = Signal(str, object, str)  # act, record, evidence id where one is chosen
    shown = Signal(object)  # the record in sight

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.place = label("", "small")
        self._more = ghost("ellipsis", "驳回、换新版本、移到别处、另存副本", self._menu)
        super().__init__(
            "材料",
            padding=0,
            gives_way=True,
            tools=(
                ghost("chevron-left", "上一份（Alt+↑）", lambda: self.step(-1)),
                self.place,
                ghost("chevron-right", "下一份（Alt+↓）", lambda: self.step(1)),
                self._more,
                ghost("x", "收起（Esc）", lambda: self.closed.emit()),
            ),
        )
        self.head.setContentsMargins(14, 8, 8, 2)
        self.state = Chip()
        self.about = label("", "small", select=True)
        self.said = Notice()
        self.mend = link("重新附上这份文件…", lambda: self._act("mend"))
        self.older = row(gap=10)
        self.scan = ScanView(bench)
        self.page = label("", "small")
        self.scale = label("100%", "small")
        self.view: ClaimView | None = None
        self.record: EvidenceRecord | None = None
        self._vault: Vault | None = None
        self._writable = self._addable = False
        self._job = 0
        self._lay_out()
        self.scan.paged.connect(self._paged)
        self.scan.zoomed.connect(lambda percent: self.scale.setText(f"{percent}%"))
        self.scan.stepped.connect(self.step)
        self.scan.failed.connect(self._lost)

    def _lay_out(self) -> None:
        tools = row(
            self.page,
            None,
            ghost("minus", "缩小（-，Ctrl+滚轮）", lambda: self.scan.step_zoom(-1)),
            self.scale,
            ghost("plus", "放大（+，Ctrl+滚轮）", lambda: self.scan.step_zoom(1)),
            link("适合宽度", lambda: self.scan.set_zoom(100)),
            ghost("rotate-cw", "向右转 90°（R）", self.scan.turn),
            gap=2,
        )
        self._tools = QWidget()
        self._tools.setProperty("kind", "clear")
        self._tools.setLayout(tools)
        top = column(row(self.state, self.about, None, gap=8), gap=4, margins=(14, 0, 12, 4))
        top.addLayout(self.older)
        top.addWidget(self.said)
        top.addLayout(row(self.mend, None))
        top.addWidget(self._tools)
        self.closed_file = EmptyState(
            "file-spreadsheet", "", "", "另存副本…", lambda: self._act("copy")
        )
        self._nothing = QWidget()
        place = QWidget()
        self._places = QStackedLayout(place)  # without a parent its first part is a window
        for part in (self.scan, self.closed_file, self._nothing):
            self._places.addWidget(part)
        self.body.addLayout(top)
        self.body.addWidget(place, 1)

    def open_with(self, vault: Vault) -> None:
        self._vault = vault

    def show_view(self, view: ClaimView, writable: bool, addable: bool) -> None:
        """The claim was read again: the same file stays, its state may be another."""
        same = self.view is not None and self.view.claim.id == view.claim.id
        self.view, self._writable, self._addable = view, writable, addable
        if not same:
            self.record = None
        if self.record is not None and not self.isHidden():
            known = {one.id: one for one in self._files()}
            now = known.get(self.record.id)
            if now is not None and now.state == "replaced" and self.record.valid:
                now = versions(tuple(self._files()), now)[-1]
            if now is None:
                self.closed.emit()
            else:
                self.show_record(now)

    def show_record(self, record: EvidenceRecord) -> None:
        """Show a file; its bytes are read and drawn beside the window's thread."""
        fresh = self.record is None or self.record.sha256 != record.sha256
        self.record = record
        self._tell()
        self.shown.emit(record)
        if not fresh:
            return
        self._job += 1
        self.scan.show_scan("", b"")
        self._broken("")
        self._tools.setVisible(record.kind in SHOWN)
        self._places.setCurrentWidget(self.scan if record.kind in SHOWN else self.closed_file)
        if record.kind not in SHOWN:
            self.closed_file.tell(record.file_name, f"{_size(record.size)}，程序里不打开这种文件")
        if self._vault is not None:
            aside = self._bench.jobs.aside
            aside(_read, self._take, self._lost, self._job, self._vault, record.sha256)

    def read_again(self) -> None:
        """After the file was put right."""
        record, self.record = self.record, None
        if record is not None:
            self.show_record(record)

    def step(self, by: int) -> None:
        """The next file of the claim, from kind to kind; older versions stand in their own row."""
        line = [one for one in self._files() if one.state != "replaced"]
        place = next((n for n, one in enumerate(line) if one.id == self._id()), None)
        if line and place is None:
            self.show_record(line[0])
        elif place is not None and 0 <= place + by < len(line):
            self.show_record(line[place + by])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _files(self) -> list[EvidenceRecord]:
        return [one for piece in self._kinds() for one in piece.files]

    def _kinds(self) -> tuple[EvidenceView, ...]:
        return self.view.papers if self.view is not None else ()

    def _id(self) -> int:
        return self.record.id if self.record is not None else 0

    def _tell(self) -> None:
        one = self.record
        assert one is not None  # told only of a record in sight
        kind = next(piece for piece in self._kinds() if piece.id == one.evidence)
        line = [each for each in self._files() if each.state != "replaced"]
        place = next((n for n, each in enumerate(line, 1) if each.id == one.id), 0)
        self.place.setText(f"{place} / {len(line)}" if place else f"旧 / {len(line)}")
        self.set_title(kind.label)
        self.setToolTip("")
        text, tone = STATES[one.state]
        if one.valid and one.id in kind.fresh:
            text = "有效 · 补正后"
        if one.supplement:
            text = f"归档补充 · {text}"
        self.state.show_state(text, tone)
        pages = f" · {one.pages} 页" if one.pages else ""
        self.about.setText(f"{_short(one.file_name)}{pages} · {one.operator} {one.at:%m-%d}")
        self.about.setToolTip(
            f"{one.file_name}\n{_size(one.size)}{pages}\n"
            f"{one.operator} {one.at:%Y-%m-%d %H:%M} 附\nSHA-256 {one.sha256}"
        )
        self.said.tell(*self._warning(one))
        self._tell_versions(one)

    def _warning(self, one: EvidenceRecord) -> tuple[str, str]:
        if one.state == "rejected":
            return f"已驳回：{one.reason}", "fault"
        if one.active:
            words = self._bench.wording
            named = "、".join(words.label("evidence", name) for name in one.active)
            return f"这个 PDF 里有{named}。这里只画页面、不运行；另存后打开要当心。", "attention"
        return "", "accent"

    def _tell_versions(self, one: EvidenceRecord) -> None:
        clear(self.older)
        line = versions(tuple(self._files()), one)
        if len(line) < 2:
            return
        self.older.addWidget(label("版本", "small"))
        for number, each in enumerate(line, start=1):
            text = f"第 {number} 版 {each.at:%m-%d} {STATES[each.state][0]}"
            if each.id == one.id:
                self.older.addWidget(label(text, "strong"))
            else:
                self.older.addWidget(link(text, partial(self.show_record, each)))
        self.older.addStretch(1)

    def _take(self, answer: tuple[int, bytes]) -> None:
        job, data = answer
        if job == self._job and self.record is not None and self.record.kind in SHOWN:
            self.scan.show_scan(drawn_as(self.record.kind, data), data)

    def _lost(self, error: Exception) -> None:
        """Damaged, missing, or not to be drawn: said in its place; the record stays."""
        if not isinstance(error, StorageError):
            self.said.tell(self._bench.messages.text_of(error), "attention")
            return
        told = {
            "file-missing": "文件不见了，登记的内容没有改动。",
            "file-damaged": "文件已损坏（内容与登记的不一致），没有打开。登记的内容没有改动。",
        }
        text = told.get(error.code, self._bench.messages.text_of(error))
        signed = self.record is not None and self.record.id < 0
        way = "请从备份取回" if signed else "请从备份取回，或重新附上"
        self._broken(f"{text}{way}；原记录保留。")

    def _broken(self, text: str) -> None:
        if text:
            self.said.tell(text, "fault")
            self._places.setCurrentWidget(self._nothing)
            self._tools.hide()
        own = self.record is not None and self.record.id > 0
        self.mend.setVisible(bool(text) and self._addable and own)

    def _paged(self, page: int, count: int) -> None:
        self.page.setText(f"第 {page} / {count} 页" if count else "")

    def _act(self, name: str, evidence_id: str = "") -> None:
        if self.record is not None:
            self.acted.emit(name, self.record, evidence_id)

    def _menu(self) -> None:
        self.menu().popup(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def menu(self) -> QMenu:
        """What can be done with the file in sight."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        one = self.record

        def add(text: str, slot: Callable[[], object], on: bool = True) -> None:
            menu.addAction(text, slot).setEnabled(on)

        change = (
            one is not None and one.id > 0 and (self._writable or one.supplement) and self._addable
        )
        newest = one is not None and versions(tuple(self._files()), one)[-1].id == one.id
        add("换新版本…", lambda: self._act("replace"), change and newest)
        if one is not None and one.state == "rejected":
            add("恢复为有效", lambda: self._act("restore"), change and newest)
        else:
            valid = one is not None and one.valid
            add("驳回…", lambda: self._act("reject"), change and valid)
        move = menu.addMenu("移到")
        move.setEnabled(change)
        for kind in self._kinds():
            if one is not None and kind.id not in (one.evidence, SIGNED):
                move.addAction(kind.label, partial(self._act, "move", kind.id))
        if all(kind.id != OTHER for kind in self._kinds()):
            move.addAction("其他材料", lambda: self._act("move", OTHER))
        menu.addSeparator()
        add("另存副本…", lambda: self._act("copy"))
        return menu


def _read(job: int, vault: Vault, sha256: str) -> tuple[int, bytes]:
    return job, vault.read(sha256)


def drawn_as(kind: str, data: bytes) -> str:
    """How a kept file is drawn; a scan of a signed form is told by its bytes."""
    pdf = kind == "pdf" or (kind == "scan" and data.startswith(b"%PDF"))
    return "pdf" if pdf else "picture"


def _short(name: str) -> str:
    return name if len(name) <= 22 else f"{name[:12]}…{name[-8:]}"


def _size(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, size // 1024)} KB"

"""What the clerk does with the evidence of a claim: from the card and from the viewer beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QSize, Qt, Signal

from ipdesk.domain.record import EvidenceRecord
from ipdesk.errors import StorageError
from ipdesk.services import applicant_documents, applications, evidence, evidence_files
from ipdesk.services.claim_view import CheckView, ClaimView
from ipdesk.services.evidence_files import Incoming, Taken, Vault
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.claims.evidence_card import FILES, THUMB, EvidenceCard, Look, incoming, shown_first
from ipdesk.ui.claims.seen_sheet import SeenSheet
from ipdesk.ui.claims.viewer import SHOWN, Viewer, drawn_as
from ipdesk.ui.widgets.ask import SameNameDialog
from ipdesk.ui.widgets.scan_view import draw_image


class EvidenceDesk(QObject):
    """Card and viewer, and the acts between them; every act is a service's."""

    sided = Signal(bool)  # the viewer is wanted beside the checklist, or no more

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self.card = EvidenceCard(bench)
        self.viewer = Viewer(bench)
        self.viewer.hide()
        self.view: ClaimView | None = None
        self._vault: Vault | None = None
        self._looks: dict[str, Look] = {}
        self._looking = False
        self._line = ""  # of the checklist, last worked on
        self.card.seen.connect(self._see)
        self.card.attached.connect(self._attach)
        self.card.taken.connect(self._take)
        self.card.opened.connect(self.open_kind)
        self.viewer.closed.connect(self.close)
        self.viewer.acted.connect(self._act)

    def show_view(self, view: ClaimView, writable: bool, clerk: bool) -> None:
        """`writable`: the set may still be changed; a clerk may add whenever."""
        if self.view is not None and self.view.claim.id != view.claim.id:
            self._looks = {}
            self.close()
        self.view = view
        self.card.show_view(view, writable, clerk)
        self.viewer.show_view(view, writable, clerk)
        self._look_on()

    def open_kind(self, evidence_id: str) -> None:
        """Show the newest file of a kind beside the checklist."""
        kinds = self.view.papers if self.view is not None else ()
        piece = next((one for one in kinds if one.id == evidence_id), None)
        newest = shown_first(piece) if piece is not None else None
        if newest is not None:
            self._open(newest)
        elif piece is not None:
            self._bench.messages.warn(f"“{piece.label}”还没有附文件。")

    def toggle(self) -> None:
        """Open at the first file there is, or put the viewer away."""
        if not self.viewer.isHidden():
            self.close()
            return
        kinds = self.view.papers if self.view is not None else ()
        first = next((one for kind in kinds for one in (kind.standing or kind.files)), None)
        if first is not None:
            self._open(first)
        else:
            self._bench.messages.warn("这件申报还没有附文件。")

    def see_all(self) -> None:
        """原件已核对 of all kinds at once, while the claim is still with the clerk."""
        if self.card.writable:
            self._see("")

    def follow(self, check: CheckView | None) -> None:
        """The line of the checklist that is worked on brings its papers into sight."""
        before, self._line = self._line, check.id if check is not None else ""
        if check is None or self.view is None or self.viewer.isHidden() or check.id == before:
            return
        now = self.viewer.record
        if now is not None and now.evidence in check.pieces:
            return
        for kind in self.view.evidence:
            newest = shown_first(kind)
            if kind.id in check.pieces and newest is not None:
                self.viewer.show_record(newest)
                return

    def close(self) -> None:
        if not self.viewer.isHidden():
            self.viewer.hide()
            self.viewer.record = None
            self.sided.emit(False)

    def _open(self, record: EvidenceRecord) -> None:
        if self._vault is None:
            self._bench.jobs.run(evidence_files.vault, lambda v: self._open_with(v, record))
            return
        if self.viewer.isHidden():
            self.viewer.show()
            self.sided.emit(True)
        self.viewer.show_record(record)

    def _open_with(self, vault: Vault, record: EvidenceRecord) -> None:
        self._have(vault)
        self._open(record)

    def _have(self, vault: Vault) -> None:
        self._vault = vault
        self.viewer.open_with(vault)

    def _look_on(self) -> None:
        """Read the files one by one beside the window: whole or not, and what they look like."""
        if self._looking or self.view is None:
            return
        files = [one for kind in self.view.papers for one in kind.files]
        left = next((one for one in files if one.sha256 not in self._looks), None)
        self.card.show_looks(self._looks)
        if left is None:
            return
        self._looking = True
        if self._vault is None:
            self._bench.jobs.run(evidence_files.vault, self._begin_looking)
        else:
            ratio = self.card.devicePixelRatioF()
            self._bench.jobs.aside(_look, self._looked, None, self._vault, left, ratio)

    def _begin_looking(self, vault: Vault) -> None:
        self._have(vault)
        self._looking = False
        self._look_on()

    def _looked(self, answer: tuple[str, Look]) -> None:
        self._looking = False
        self._looks[answer[0]] = answer[1]
        self._look_on()

    def _run(self, work: Callable[..., Changes], said: str, *more: object) -> None:
        if self.view is not None:
            self._bench.jobs.run(
                work,
                lambda changes: self._told(said, changes),
                None,
                self._bench.actor,
                self.view.claim.id,
                *more,
            )

    def _told(self, said: str, changes: Changes) -> None:
        self._bench.say(said)
        self._bench.announce(changes)

    def _see(self, evidence_id: str) -> None:
        if self.view is None:
            return
        pieces = [one for one in self.view.evidence if evidence_id in ("", one.id)]
        sheet = SeenSheet(self._bench.messages.window, pieces, self.view.same_form)
        if self._bench.messages.run(sheet) and (papers := sheet.papers()):
            see = applications.see_papers_once if sheet.for_all else evidence.see_papers
            self._run(see, f"已登记核对原件 {len(papers)} 项", papers)

    def _take(self, evidence_id: str, document: int) -> None:
        self._run(applicant_documents.take_document, "已取用档案中的材料", evidence_id, document)

    def _attach(self, evidence_id: str, files: Sequence[Incoming]) -> None:
        if self.view is None:
            return
        kind = next((one for one in self.view.evidence if one.id == evidence_id), None)
        older = None
        if kind is not None and len(files) == 1 and files[0].path is not None:
            older = next((one for one in kind.standing if one.file_name == files[0].name), None)
        if older is not None:
            sheet = self._asked(older)
            if sheet is not None and not self._bench.messages.run(sheet):
                return
            older = None if sheet is None or sheet.another else older
        self._put(evidence_id, files, older.id if older else None)

    def _asked(self, older: EvidenceRecord) -> SameNameDialog | None:
        """The question what becomes of the older file; None where it can only stay."""
        assert self.view is not None  # asked only of a claim in sight
        if not evidence.may_change(self.view.claim, older):
            return None
        said = f"“{older.file_name}”已经附过（{older.at:%m-%d}）。新的这份是替换它，还是另外一份？"
        return SameNameDialog(self._bench.messages.window, said)

    def _put(self, evidence_id: str, files: Sequence[Incoming], older: int | None) -> None:
        if self.view is not None:
            work = (self._bench.actor, self.view.claim.id, evidence_id, tuple(files), older)
            self._bench.jobs.run(evidence_files.attach_files, self._attached, None, *work)

    def _attached(self, taken: Taken) -> None:
        words = self._bench.messages
        if taken.kept:
            self._told(f"已加密保存 {len(taken.kept)} 个文件", taken.changes)
            # What was damaged may be whole again.
            self._looks = {sha: look for sha, look in self._looks.items() if not look.fault}
        if len(taken.refused) == 1:
            words.warn(words.text_of(taken.refused[0]))
        elif taken.refused:
            said = "\n".join(words.text_of(error) for error in taken.refused)
            words.tell(f"{len(taken.refused)} 个没有附上，{len(taken.kept)} 个已保存", said)
        elif taken.active:
            named = "、".join(taken.active)
            words.warn(f"“{named}”里有会自行运行的内容。这里只画页面、不运行；另存后打开要当心。")

    def _act(self, name: str, record: EvidenceRecord, evidence_id: str) -> None:
        messages = self._bench.messages
        if name == "reject":
            prompt = f"“{record.file_name}”为什么不能用？文件仍保留。"
            reason = messages.reason("驳回材料", prompt, "驳回")
            if reason:
                self._run(evidence.reject_evidence, "已驳回，文件保留", record.id, reason)
        elif name == "restore":
            self._run(evidence.restore_evidence, "已恢复为有效", record.id)
        elif name == "move":
            self._run(evidence.move_evidence, "已移到另一栏", record.id, evidence_id)
        elif name == "replace" and (paths := messages.open_files("选择新版本", FILES)):
            self._put(record.evidence, incoming(paths[:1]), record.id)
        elif name == "mend" and (paths := messages.open_files("重新附上", FILES)):
            self._run_mend(record, incoming(paths[:1])[0])
        elif name == "copy":
            ending = "pdf" if record.kind == "scan" else record.kind
            path = messages.save_file("另存副本", record.file_name, f"文件 (*.{ending})")
            if path is not None and record.id < 0:
                said = f"副本已存到 {path.name}"
                self._run(evidence_files.save_scan, said, record.sha256, path)
            elif path is not None:
                self._run(evidence_files.save_copy, f"副本已存到 {path.name}", record.id, path)

    def _run_mend(self, record: EvidenceRecord, file: Incoming) -> None:
        def done(changes: Changes) -> None:
            self._looks.pop(record.sha256, None)
            self._told("已重新附上，原记录保留", changes)
            self.viewer.read_again()
            self._look_on()

        work = (self._bench.actor, self.view.claim.id if self.view else 0, record.id, file)
        self._bench.jobs.run(evidence_files.mend_file, done, None, *work)


def _look(vault: Vault, record: EvidenceRecord, ratio: float) -> tuple[str, Look]:
    try:
        data = vault.read(record.sha256)
    except StorageError as error:
        return record.sha256, Look(error.code)
    if record.kind not in SHOWN or (not record.pages and record.kind != "scan"):
        return record.sha256, Look()
    wanted = QSize(round(THUMB.width() * ratio), round(THUMB.height() * ratio))
    thumb = draw_image(drawn_as(record.kind, data), data, 0, wanted)
    if thumb.height() > wanted.height() or thumb.width() > wanted.width():
        thumb = thumb.scaled(
            wanted, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    thumb.setDevicePixelRatio(ratio)
    return record.sha256, Look("", thumb)

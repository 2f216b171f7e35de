"""卷宗: asks for whom and where, then has the folder or zip of a claim or a batch written."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QProgressBar, QRadioButton, QWidget

from ipdesk.domain.money import figures
from ipdesk.services import dossiers
from ipdesk.services.claim_view import ClaimView
from ipdesk.services.dossiers import WrittenDossier
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Form, LineField, Notice, label
from ipdesk.ui.widgets.ask import Sheet

_FOLDER, _RECIPIENT = "folders/dossiers", "usual/dossier"
CAPTION = "导出卷宗…"
_ZIP = "压缩包 (*.zip)"


class DossierSheet(Sheet):
    """Who gets it, and whether it is one file or a folder."""

    def __init__(self, parent: QWidget | None, name: str, recipient: str) -> None:
        super().__init__(parent, "导出卷宗", "选择位置并导出")
        self.setMinimumWidth(560)
        says = (
            f"{name}：卷内目录、申报内容、核对清单、审批表和核算表、文书、佐证材料、操作记录，"
            "附校验清单。不用本程序也能打开和核对。"
        )
        self.body.addWidget(label(says, "muted", wrap=True))
        self.form = Form()
        hint = LineField("如：本局档案室、市审计局")
        field = self.form.add("recipient", "交给谁", hint, required=True)
        field.set_value(recipient or None)
        self.body.addWidget(self.form)
        self.zipped = QRadioButton("一个压缩包（zip）")
        self.folder = QRadioButton("一个文件夹")
        self.zipped.setChecked(True)
        self.body.addWidget(self.zipped)
        self.body.addWidget(self.folder)
        said = "卷宗里有完整的证件号、电话和账号，请只交给写明的接收人。"
        self.body.addWidget(Notice(said, "attention"))
        self.body.addWidget(label("导出的时间、文件数和接收人记入操作记录。", "small"))

    @property
    def recipient(self) -> str:
        return str(self.form["recipient"].value() or "")

    def accept(self) -> None:
        if self.form.check_filled():
            super().accept()


class ProgressSheet(Sheet):
    """How far a batch has come, and the way to stop it."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "正在导出卷宗", "", "停止")
        self.yes.hide()
        self.bar = QProgressBar()
        self.said = label("", "muted")
        self.body.addWidget(self.bar)
        self.body.addWidget(self.said)

    def show_step(self, done: int, whole: int) -> None:
        self.bar.setMaximum(whole)
        self.bar.setValue(done)
        self.said.setText(f"已办 {done}／{whole} 件")


class DossierDesk(QObject):
    """One dossier after the other, on the store's thread."""

    stepped = Signal(int, int)

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._stop = Event()
        self.sheet: ProgressSheet | None = None

    def offer(self, menu: QMenu, view: ClaimView | None) -> None:
        """Put the act into the menu of a claim that was received."""
        if view is not None and view.claim.number is not None:
            menu.addAction(CAPTION, partial(self.begin, view.claim.id))

    def begin(self, claim_id: int) -> None:
        """The dossier of one claim."""
        done = partial(self._named, claim_id)
        self._bench.jobs.run(dossiers.dossier_name, done, None, claim_id, key="dossier")

    def begin_batch(self, batch: int, name: str) -> None:
        """The dossiers of a batch, each in its folder."""
        answer = self._ask(f"卷宗 {name}")
        if answer is None:
            return
        path, recipient = answer
        self._stop.clear()
        self.sheet = ProgressSheet(self._bench.messages.window)
        self.sheet.rejected.connect(self._stop.set)
        self.stepped.connect(self.sheet.show_step)
        self.sheet.open()
        work = (self._bench.actor, batch, path, recipient, self._tell)
        self._bench.jobs.run(dossiers.export_batch_dossier, self._batched, self._failed, *work)

    def _named(self, claim_id: int, name: str) -> None:
        answer = self._ask(name)
        if answer is not None:
            work = (self._bench.actor, claim_id, *answer)
            self._bench.jobs.run(dossiers.export_dossier, self._written, None, *work)

    def _ask(self, name: str) -> tuple[Path, str] | None:
        settings, messages = self._bench.settings, self._bench.messages
        sheet = DossierSheet(messages.window, name, str(settings.value(_RECIPIENT, "") or ""))
        if not messages.run(sheet):
            return None
        if sheet.zipped.isChecked():
            kept = str(settings.value(_FOLDER, "") or "")
            suggested = str(Path(kept) / f"{name}.zip") if kept and Path(kept).is_dir() else name
            path = messages.save_file("导出卷宗", suggested, _ZIP)
            if path is not None and path.suffix.lower() != ".zip":
                path = path.with_name(f"{path.name}.zip")
        else:
            folder = messages.folder("卷宗存到哪个文件夹")
            path = folder / name if folder is not None else None
        if path is None:
            return None
        settings.setValue(_FOLDER, str(path.parent))
        settings.setValue(_RECIPIENT, sheet.recipient)
        return path, sheet.recipient

    def _tell(self, done: int, whole: int) -> bool:
        """Called on the store's thread."""
        self.stepped.emit(done, whole)
        return not self._stop.is_set()

    def _batched(self, done: WrittenDossier) -> None:
        self._put_away()
        self._written(done)

    def _failed(self, error: Exception) -> None:
        self._put_away()
        self._bench.messages.complain(error)

    def _put_away(self) -> None:
        if self.sheet is not None:
            self.stepped.disconnect(self.sheet.show_step)
            self.sheet.close()
            self.sheet = None

    def _written(self, done: WrittenDossier) -> None:
        if done.stopped:
            self._bench.say("已停止，没有留下文件")
            return
        self._bench.announce(done.changes)
        self._bench.say(
            f"已导出卷宗 {done.claims} 件、{done.files} 个文件，"
            f"核定 {figures(done.amount_fen)} 元：{done.path.name}",
            done.path,
        )

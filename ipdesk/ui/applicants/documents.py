"""档案材料: the papers of an applicant with their last day; added, opened, replaced, voided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout

from ipdesk.domain.applicant_document import ApplicantDocument, DocumentKind, DocumentState
from ipdesk.errors import UserError
from ipdesk.services import applicant_documents
from ipdesk.services.applicant_documents import EXPIRY_NOTICE_DAYS, DocumentForm
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import CLERKS, Permit
from ipdesk.ui.widgets import (
    Card,
    Chip,
    ChoiceField,
    DateField,
    Form,
    LineField,
    clear,
    column,
    ghost,
    label,
    primary,
    quiet,
    row,
)

_FILES = "扫描件 (*.pdf *.jpg *.jpeg *.png *.xlsx *.docx)"


class DocumentsCard(Card):
    """One line a paper; what has ended or ends soon says so."""

    def __init__(self, bench: Bench) -> None:
        self.add_button = quiet("添加材料", self._add, icon="plus")
        super().__init__("档案材料", tools=(self.add_button,))
        self._bench = bench
        Permit(bench, CLERKS, self.add_button)
        self._number = 0
        self._lines = column(gap=6)
        self.body.addLayout(self._lines)

    def show_documents(self, number: int, documents: Sequence[ApplicantDocument]) -> None:
        self._number = number
        used = [one for one in documents if one.state is DocumentState.VALID]
        rest = len(documents) - len(used)
        self.set_note(f"另有 {rest} 份已替换或作废" if rest else "")
        clear(self._lines)
        if not used:
            said = "营业执照、身份证等添加一次，以后每件申报一点就能取用，快到期会提醒。"
            self._lines.addWidget(label(said, "muted", wrap=True))
        for one in used:
            self._lines.addLayout(self._line(one))

    def _line(self, one: ApplicantDocument) -> QHBoxLayout:
        name = self._bench.wording.label("document", one.kind)
        about = "　".join(part for part in (one.number, one.file_name or "原件已核对") if part)
        line = row(label(name, "strong"), gap=8)
        line.addWidget(label(about, "small", wrap=True), 1)
        line.addWidget(Chip(*validity(one, self._bench.today())))
        if one.sha256:
            line.addWidget(ghost("download", f"另存{name}", lambda: self._save(one)))
        renew = ghost("pencil", f"换新的{name}", lambda: self._replace(one))
        void = ghost("circle-x", f"作废{name}", lambda: self._void(one))
        Permit(self._bench, CLERKS, renew, void)
        line.addWidget(renew)
        line.addWidget(void)
        return line

    def _add(self) -> None:
        self._bench.messages.run(DocumentSheet(self._bench, self._number))

    def _replace(self, one: ApplicantDocument) -> None:
        self._bench.messages.run(DocumentSheet(self._bench, self._number, one))

    def _void(self, one: ApplicantDocument) -> None:
        name = self._bench.wording.label("document", one.kind)
        reason = self._bench.messages.reason(
            f"作废{name}？", "这份材料仍留在档案里，不再用于申报。", "作废"
        )
        if reason:
            work = (self._bench.actor, one.id, reason)
            run = self._bench.jobs.run
            run(applicant_documents.void_document, self._bench.announce, None, *work)

    def _save(self, one: ApplicantDocument) -> None:
        path = self._bench.messages.save_file("另存材料", one.file_name, "所有文件 (*)")
        if path is not None:
            save = applicant_documents.save_document
            done = partial(self._saved, path)
            self._bench.jobs.run(save, done, None, self._bench.actor, one.id, path)

    def _saved(self, path: Path, changes: Changes) -> None:
        self._bench.announce(changes)
        self._bench.say(f"已另存：{path}", path)


def validity(one: ApplicantDocument, today: date) -> tuple[str, str]:
    """How long a paper holds, in words and tone."""
    left = one.days_left(today)
    if left is None or one.valid_to is None:
        return "长期", "quiet"
    if left < 0:
        return f"{one.valid_to} 已过期", "fault"
    if left <= EXPIRY_NOTICE_DAYS:
        return f"{one.valid_to} 到期，剩 {left} 天", "attention"
    return f"至 {one.valid_to}", "done"


class DocumentSheet(QDialog):
    """Adds a paper, or puts a new one in the place of another."""

    def __init__(self, bench: Bench, number: int, old: ApplicantDocument | None = None) -> None:
        super().__init__(bench.messages.window)
        self._bench, self._number, self._old = bench, number, old
        self._path: Path | None = None
        self.setProperty("kind", "sheet")
        title = "添加档案材料" if old is None else "换新的材料"
        self.setWindowTitle(title)
        kinds = [(kind, bench.wording.label("document", kind)) for kind in DocumentKind]
        self.form = Form()
        self.form.add("kind", "材料", ChoiceField(kinds), required=True)
        self.form.add("number", "证件号码", LineField())
        self.form.add("valid_from", "有效期起", DateField())
        self.form.add("valid_to", "有效期止", DateField(), help="长期有效的不填")
        self.form.add("note", "说明", LineField())
        self.file = label("没有附文件：登记为原件已核对", "small", wrap=True)
        choose = quiet("选择扫描件…", self._choose, icon="paperclip")
        self.yes = primary("保存", self._confirm)
        whole = column(label(title, "title"), self.form, gap=14, margins=(24, 18, 24, 18))
        chosen = row(choose, gap=10)
        chosen.addWidget(self.file, 1)
        whole.addLayout(chosen)
        whole.addLayout(row(None, quiet("取消", self.reject), self.yes))
        self.setLayout(whole)
        self.setMinimumWidth(480)
        if old is not None:
            self.form.fill({"kind": old.kind, "number": old.number})

    def take_file(self, path: Path) -> None:
        self._path = path
        self.file.setText(path.name)

    def _choose(self) -> None:
        paths = self._bench.messages.open_files("选择扫描件", _FILES)
        if paths:
            self.take_file(paths[0])

    def _confirm(self) -> None:
        if not self.form.check_filled():
            return
        self.yes.setEnabled(False)
        replaces = self._old.id if self._old is not None else None
        work = (self._bench.actor, self._number, self.form.values(), self._path, replaces)
        self._bench.jobs.run(_put, self._done, self._refused, *work)

    def _done(self, changes: Changes) -> None:
        self._bench.announce(changes)
        self._bench.say("材料已存入档案")
        self.accept()

    def _refused(self, error: Exception) -> None:
        self.yes.setEnabled(True)
        text = self._bench.messages.text_of(error)
        if not (isinstance(error, UserError) and self.form.fault(error.field, text)):
            self._bench.messages.complain(error)


def _put(
    office: Office,
    actor: Actor,
    number: int,
    values: dict[str, object],
    path: Path | None,
    replaces: int | None,
) -> Changes:
    form = DocumentForm(
        **values,  # type: ignore[arg-type]  # the fields of the sheet are those of the form
        file_name=path.name if path else "",
        data=path.read_bytes() if path else b"",
    )
    return applicant_documents.file_document(office, actor, number, form, replaces)

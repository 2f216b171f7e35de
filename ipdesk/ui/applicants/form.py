"""Registering or amending an applicant; numbers are checked as they are typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ipdesk.domain.applicant import Applicant, ApplicantKind
from ipdesk.domain.finding import Severity
from ipdesk.domain.likeness import Likeness
from ipdesk.domain.names import folded
from ipdesk.domain.registration import renamed
from ipdesk.errors import UserError
from ipdesk.services import applicants
from ipdesk.services.alike_applicants import AlikeApplicant, alike_applicants
from ipdesk.services.applicants import ApplicantForm, FieldNote, Registered, form_of
from ipdesk.services.office import Changes
from ipdesk.ui.applicants.alike import AlikeApplicantSheet
from ipdesk.ui.applicants.names import read_names, show_names
from ipdesk.ui.bench import Bench
from ipdesk.ui.keeping import Keeping
from ipdesk.ui.permit import CLERKS, Permit
from ipdesk.ui.widgets import (
    Card,
    ChoiceField,
    DateField,
    FlagField,
    Form,
    LineField,
    NoteField,
    NumberLine,
    ghost,
    label,
    primary,
    quiet,
    row,
)
from ipdesk.ui.widgets.form_page import form_page

_PAUSE_MS = 200
_CODE_LENGTH = 18  # of a credit code and of an identity card
_BLANK = ApplicantForm(ApplicantKind.ENTERPRISE)


class ApplicantFormPage(QWidget):
    """The form over the whole page."""

    closed = Signal()
    saved = Signal(int)
    open_asked = Signal(int)  # an applicant that turned out to be the same

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._number = 0
        self._asked: tuple[ApplicantForm, int] | None = None
        self._before = _BLANK
        self._alike: tuple[AlikeApplicant, ...] = ()
        self._apart: tuple[int, ...] = ()  # said to be other ones, with the reason
        self._why = ""
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.check)
        self.heading = label("", "title")
        self.form = Form(columns=2)
        self.form.walks = True
        self._make_fields()
        self.form.changed.connect(self._edited)
        self.keeping = Keeping(bench, "applicant", self).follow(self.form)
        self.save_button = primary("保存", self.save, hint="Ctrl+S")
        self.save_button.setShortcut("Ctrl+S")
        Permit(bench, CLERKS, self.save_button)
        back = ghost("chevron-left", "返回列表（Esc）", self.leave)
        escape = QAction("返回列表", self)
        escape.setShortcut("Esc")
        escape.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.triggered.connect(lambda _=False: self.leave())
        self.addAction(escape)
        same = QAction("户名同名称，联系人同法定代表人", self)
        same.setShortcut("Ctrl+D")
        same.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        same.triggered.connect(lambda _=False: self._same_name())
        self.addAction(same)
        card = Card(padding=24)
        card.body.addWidget(self.keeping.line)
        card.body.addWidget(self.form)
        head = row(back, self.heading, None)
        foot = row(None, quiet("取消", self.leave), self.save_button)
        self.setLayout(form_page("登记内容", head, card, foot))

    @property
    def newcomer(self) -> bool:
        """Somebody is being registered, not amended."""
        return not self._number

    def begin(self, applicant: Applicant | None) -> None:
        """Show an empty form, or one filled with what stands in the register."""
        self._timer.stop()
        self._asked = None
        self._number = applicant.id if applicant is not None else 0
        self._before = form_of(applicant) if applicant is not None else _BLANK
        self.heading.setText(f"修改：{applicant.name}" if applicant else "登记申报主体")
        values = asdict(self._before)
        former = show_names(self._before.former_names, self._before.former_until)
        values["former_names"] = former
        self.form.fill(values)
        self._kind_changed()
        self.form.fill({"renaming": True, "renamed_on": None})
        self._name_changed()
        self._alike, self._apart, self._why = (), (), ""
        self.form["code_exception"].setVisible(bool(self._before.code_exception))
        self.form.clear_notes()
        self.form["name"].editor.setFocus()
        self.keeping.watch(self._number or "new")
        if applicant is not None:
            self.check()

    def suggest_name(self, name: str) -> None:
        """A name that was typed elsewhere; the cursor goes on behind it."""
        if name:
            self.form.fill({"name": name})
            self.form["kind"].editor.setFocus()
            self.check()

    def values(self) -> ApplicantForm:
        typed: dict[str, Any] = self.form.values()
        typed["former_names"], typed["former_until"] = read_names(typed["former_names"])
        renaming, until = typed.pop("renaming"), typed.pop("renamed_on")
        form = ApplicantForm(**typed)
        # A wrong character put right is no former name: whoever amends says which it is.
        shown = self._number and self.form["renaming"].isVisibleTo(self.form)
        return renamed(form, self._before.name, until) if renaming and shown else form

    def check(self) -> None:
        """Ask what is to be said about the form as it stands."""
        self._asked = (self.values(), self._number)
        self._bench.jobs.run(
            applicants.check_applicant, self._answered, None, *self._asked, key="applicant-form"
        )

    def _answered(self, notes: Sequence[FieldNote]) -> None:
        # Typed on, saved or closed since then: the answer is about words no longer here.
        if self._asked == (self.values(), self._number):
            self.show_notes(notes)

    def show_notes(self, notes: Sequence[FieldNote]) -> None:
        """Put every note under its field; what is not started yet is left alone."""
        # A number half typed asks for nothing yet: a field that comes and goes catches the Tab.
        whole = len("".join(str(self.form["code"].value() or "").split())) >= _CODE_LENGTH
        asks_reason = whole and any(note.reason for note in notes)
        self.form["code_exception"].setVisible(asks_reason)
        for field in self.form.fields.values():
            field.clear_note()
        for note in notes:
            field_of = self.form.fields.get(note.field)
            if field_of is None or (not field_of.value() and not self._number):
                continue
            tone = "fault" if note.severity is Severity.BLOCK else "attention"
            field_of.note(self._bench.wording.text("message", note.code, note.values), tone)

    def save(self) -> None:
        """Hand the form to the register."""
        self.save_button.setEnabled(False)
        form, actor = self.values(), self._bench.actor
        run = self._bench.jobs.run
        if self._number:
            run(applicants.amend_applicant, self._amended, self._refused, actor, self._number, form)
        else:
            run(alike_applicants, self._compare, self._refused, form)

    def _compare(self, alike: Sequence[AlikeApplicant]) -> None:
        """Before an applicant is entered, those it could be mistaken for are looked at."""
        form = self.values()
        doubtful = [one for one in alike if one.by_name or Likeness.ACCOUNT in one.kinds]
        doubtful = [one for one in doubtful if Likeness.CODE not in one.kinds]
        known = {one.applicant.id for one in doubtful} <= set(self._apart)
        if doubtful and form.name.strip() and not known:
            sheet = AlikeApplicantSheet(self._bench, 0, doubtful, form)
            sheet.open_asked.connect(self._same_as)
            if not self._bench.messages.run(sheet):
                self.save_button.setEnabled(True)
                return
            self._apart = tuple(one.applicant.id for one in doubtful)
            self._why = sheet.reason.value() or "登记时核对，不是同一主体"
        work = (self._bench.actor, form, self._apart, self._why)
        run = self._bench.jobs.run
        run(applicants.register_applicant, self._registered, self._refused, *work)

    def _same_as(self, number: int) -> None:
        self._before = self.values()  # what was typed is given up for the record that is there
        self.keeping.done()
        self.open_asked.emit(number)

    def leave(self) -> None:
        if self.may_leave():
            self.closed.emit()

    def may_leave(self) -> bool:
        """Ask before typed work is thrown away."""
        if self.values() == self._before:
            return True
        leaves = self._bench.messages.leaves(
            "刚才填写的内容还没有保存。", save=self.save if self.save_button.isEnabled() else None
        )
        if leaves:
            self._before = self.values()
            self.keeping.done()
        return leaves

    def _make_fields(self) -> None:
        words = self._bench.wording
        kinds = [(kind, words.label("kind", kind)) for kind in ApplicantKind]
        add = self.form.add
        add("name", "名称", LineField("与营业执照、证书或身份证一致"), required=True)
        add("kind", "类别", ChoiceField(kinds), required=True)
        add("code", "信用代码", LineField("18 位，可带空格", 30))
        add("local", "", FlagField("在本市登记、户籍、居住证或社保"))
        add(
            "code_exception",
            "代码说明",
            LineField("代码校验不通过、确认无误仍要保留的原因"),
            wide=True,
        )
        add("town", "镇街", LineField())
        # At the right: a person has none, and its line then ends early instead of having a hole.
        add("legal_representative", "法定代表人", LineField())
        add("address", "地址", LineField(), wide=True)
        add("contact", "联系人", LineField("同法定代表人的按 Ctrl+D"))
        add("phone", "电话", NumberLine())
        add("bank", "开户行", LineField("写到支行"))
        add("account_name", "户名", LineField("与名称一致（Ctrl+D 取名称）"))
        add("account", "账号", LineField("", 50))
        add("former_names", "曾用名", LineField("多个用顿号隔开，可写作 旧名（至 2021-05-01）"))
        add("renaming", "更名", FlagField("原名称记入曾用名（更正错字的不勾）"))
        add("renamed_on", "更名日期", DateField())
        add("note", "备注", NoteField(lines=2), wide=True)

    def _edited(self, name: str) -> None:
        if name == "kind":
            self._kind_changed()
        self._name_changed()
        self._timer.start()

    def _name_changed(self) -> None:
        """Ask for the former name only where the name of a known applicant is another one."""
        now = folded(self.form["name"].value())
        other = bool(self._number and now and now != folded(self._before.name))
        for name in ("renaming", "renamed_on"):
            self.form[name].setVisible(other)

    def _kind_changed(self) -> None:
        unit = self._unit()
        self.form["code"].set_caption("信用代码" if unit else "身份证号")
        self.form["legal_representative"].setVisible(unit)
        whose = "法定代表人" if unit else "本人"
        cast(LineField, self.form["contact"].editor).setPlaceholderText(f"同{whose}的按 Ctrl+D")

    def _unit(self) -> bool:
        kind = self.form["kind"].value()
        return kind is None or bool(kind.is_unit)

    def _same_name(self) -> None:
        """What stands in the form already need not be typed twice: the contact, the account."""
        if self.form["contact"].editor.hasFocus():
            person = "legal_representative" if self._unit() else "name"
            self.form.fill({"contact": self.form[person].value()})
            self.form.changed.emit("contact")
            return
        self.form.fill({"account_name": self.form["name"].value()})
        self.check()

    def _registered(self, done: Registered) -> None:
        self._finish(done.id, done.changes, "已登记")

    def _amended(self, changes: Changes) -> None:
        self._finish(self._number, changes, "已保存修改")

    def _finish(self, number: int, changes: Changes, said: str) -> None:
        self.save_button.setEnabled(True)
        self._timer.stop()
        self._asked = None
        self._before = self.values()
        self.keeping.done()
        self._bench.announce(changes)
        self._bench.say(f"{said}：{self._before.name.strip()}")
        self.saved.emit(number)

    def _refused(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, UserError) and error.code == "amend-needs-reason":
            self._ask_reason()
            return
        text = self._bench.messages.text_of(error)
        if isinstance(error, UserError):
            self.form["code_exception"].setVisible(
                self.form["code_exception"].isVisible() or error.field == "code"
            )
            if self.form.fault(error.field, text):
                return
        self._bench.messages.complain(error)

    def _ask_reason(self) -> None:
        reason = self._bench.messages.reason(
            "为什么修改？",
            "原来登记的内容被改动时，理由会和改动前后的内容一起留在操作记录里。",
            "保存",
        )
        if reason:
            self._bench.jobs.run(
                applicants.amend_applicant,
                self._amended,
                self._refused,
                self._bench.actor,
                self._number,
                self.values(),
                reason,
            )

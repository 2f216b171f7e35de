"""The place 拟稿: the open drafts, and the editor of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ipdesk.domain.policy import Policy
from ipdesk.domain.policy_difference import PolicyDifference
from ipdesk.services import policy_drafts
from ipdesk.services.impact import Impacts
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.pack_compare import succession_lines
from ipdesk.services.policy_drafts import DraftCheck, KeptRow
from ipdesk.ui.bench import Bench
from ipdesk.ui.drafting.editor import DraftEditor
from ipdesk.ui.drafting.listing import DraftList
from ipdesk.ui.drafting.naming import NamingSheet
from ipdesk.ui.drafting.reading_file import KINDS, FileReading
from ipdesk.ui.page import Page
from ipdesk.ui.permit import DRAFTERS, Permit
from ipdesk.ui.terms.activating import ActivationSheet, Files
from ipdesk.ui.terms.comparing import CompareSheet
from ipdesk.ui.terms.rebasing import Rebasing
from ipdesk.ui.widgets.room import OneShown
from ipdesk.ui.worn import BY_PARTS

NEW = "new"
_PARCEL = "政策包文件 (*.ippack)"
# Single letters work where nothing is typed: in the text and in the list.
_LETTERS = (
    ("编辑所选条目", "E", "edit"),
    ("拆成两条", "S", "split"),
    ("与另一条合并", "J", "join"),
    ("注销，写明理由", "X", "write_off"),
    ("用选中的文字新建条目", "N", "add"),
    ("撤销上一步", "U", "undo"),
    ("取消确认或注销", "R", "reopen"),
    ("本条有把握的一并确认", "A", "confirm_clause"),
)


class DraftingPage(Page):
    """`open` takes the id of a draft, "new" to choose a file, or the path of one."""

    title: ClassVar[str] = "拟稿"
    tables: ClassVar[frozenset[str]] = frozenset(("policy_draft", "policy_pack"))

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.setProperty(BY_PARTS, True)
        self.listing = DraftList(bench)
        self.editor = DraftEditor(bench)
        self.reading: FileReading | None = None
        self._rebasing = Rebasing(bench)
        self._stack = OneShown(self)
        for part in (self.listing, self.editor):
            self._stack.addWidget(part)
        self._connect()
        self._add_actions()
        bench.actor_changed.connect(lambda _: self.refresh())

    def _connect(self) -> None:
        self.listing.opened.connect(self.show_draft)
        self.listing.closed.connect(lambda: self.bench.go("policies"))
        self.listing.box.asked.connect(self.choose_file)
        self.listing.box.chosen.connect(self.read_file)
        editor = self.editor
        editor.closed.connect(self.show_list)
        editor.remaining.finishing.connect(self._activate)
        editor.head.comparing.connect(self._compare)
        editor.head.exporting.connect(self._export)
        editor.head.naming.connect(self._name)
        editor.head.dropping.connect(self._drop)

    def refresh(self) -> None:
        self.bench.jobs.run(policy_drafts.kept_drafts, self._list, None, key="drafting/list")
        if self._stack.currentWidget() is self.editor:
            self.editor.reread()

    def open(self, target: object) -> None:
        if target == NEW:
            self.show_list()
            self.choose_file()
        elif isinstance(target, Path):
            self.show_list()
            self.read_file(target)
        elif isinstance(target, int):
            self.show_draft(target)

    def standing(self) -> object:
        draft = self.editor.state.draft
        return draft if draft and self._stack.currentWidget() is self.editor else None

    def come_back(self, target: object) -> None:
        """A draft that is worked at still; it may have been put in use or given up."""
        if isinstance(target, int):
            there = partial(self._open_if_there, target)
            self.bench.jobs.run(policy_drafts.kept_drafts, there, None, key="drafting/back")

    def _open_if_there(self, number: int, drafts: tuple[KeptRow, ...]) -> None:
        if number in {row.id for row in drafts} and self._stack.currentWidget() is self.listing:
            self.show_draft(number)

    def under(self) -> str:
        return "policies"

    def may_leave(self) -> bool:
        """What was typed is kept on the way out."""
        self.editor.finish()
        return True

    def show_list(self) -> None:
        self.editor.finish()
        self._stack.setCurrentWidget(self.listing)
        self.roomy.emit(False)
        self.refresh()

    def show_draft(self, draft: int) -> None:
        self._stack.setCurrentWidget(self.editor)
        self.roomy.emit(True)
        self.editor.show_draft(draft)
        self.stood.emit()

    def choose_file(self) -> None:
        """Ask for the text of a policy, and read it."""
        if not self.bench.may(*DRAFTERS):
            return
        found = self.bench.messages.open_files("选择公布的政策文本", KINDS)
        if found:
            self.read_file(found[0])

    def read_file(self, path: Path) -> None:
        if self.bench.may(*DRAFTERS):
            self.reading = FileReading(self.bench, self.show_draft)
            self.reading.begin(path)

    def page_actions(self) -> Sequence[QAction]:
        return [*self.actions(), *self.editor.columns.actions()]

    def _list(self, drafts: tuple[KeptRow, ...]) -> None:
        self.listing.show_drafts(drafts)

    def _add_actions(self) -> None:
        editor = self.editor
        choosing = self._add(self, "从文件新建", "Ctrl+O", self.choose_file)
        Permit(self.bench, DRAFTERS, choosing)
        self._add(self, "返回拟稿列表", "Alt+Left", self._leave_editor)
        self._add(self, "确认此条，到下一条", "Ctrl+Return", self._in_editor(editor.take_next))
        self._add(self, "下一条", "Ctrl+PgDown", self._in_editor(partial(editor.step, 1)))
        self._add(self, "上一条", "Ctrl+PgUp", self._in_editor(partial(editor.step, -1)))
        enter = self._add(editor.columns, "确认此条，到下一条", "Return", editor.take_next)
        enter.setShortcuts([QKeySequence("Return"), QKeySequence("Enter")])
        for caption, keys, act in _LETTERS:
            self._add(editor.columns, caption, keys, getattr(editor.steps, act))

    def _in_editor(self, act: Callable[[], object]) -> Callable[[], object]:
        return lambda: act() if self._stack.currentWidget() is self.editor else None

    def _leave_editor(self) -> None:
        if self._stack.currentWidget() is self.editor:
            self.show_list()
        else:
            self.bench.go("policies")

    def _add(self, place: QWidget, caption: str, keys: str, slot: Callable[[], object]) -> QAction:
        action = QAction(caption, place)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False: slot())
        place.addAction(action)
        return action

    def _name(self) -> None:
        page = self.editor.page
        if page is None:
            return
        sheet = NamingSheet(self.bench, page)
        if self.bench.messages.run(sheet):
            values = sheet.form.values()
            work = (self.bench.actor, page.id, values["title"], values["pack"], values["replaces"])
            self.bench.jobs.run(policy_drafts.rename_draft, self.bench.announce, None, *work)

    def _drop(self) -> None:
        page = self.editor.page
        if page is None:
            return
        prompt = "拟稿放弃以后不再列出；已经启用的政策不受影响。写明为什么放弃。"
        reason = self.bench.messages.reason("放弃这份拟稿", prompt, "放弃")
        if reason is not None:
            work = (self.bench.actor, page.id, reason)
            self.bench.jobs.run(policy_drafts.drop_draft, self._dropped, None, *work)

    def _dropped(self, changes: Changes) -> None:
        self.show_list()
        self.bench.announce(changes)
        self.bench.say("拟稿已放弃")

    def _export(self) -> None:
        page = self.editor.page
        if page is None:
            return
        path = self.bench.messages.save_file("导出政策包", f"{page.pack}.ippack", _PARCEL)
        if path is not None:
            path = path if path.suffix else path.with_suffix(".ippack")
            done = partial(self._exported, path)
            self.bench.jobs.run(policy_drafts.export_draft, done, None, page.id, path)

    def _exported(self, path: Path, sha256: str) -> None:
        self.bench.say(f"已导出：{path.name}，校验码 {sha256[:12]}", path)

    def _compare(self) -> None:
        page = self.editor.page
        if page is not None:
            self.editor.finish()
            work = policy_drafts.difference_with_predecessor
            self.bench.jobs.run(work, self._compared, None, page.id)

    def _compared(self, found: PolicyDifference | None) -> None:
        page = self.editor.page
        if found is None or page is None:
            self.bench.messages.warn("还不能比较：先选好接续的政策，并处理完列出的问题。")
            return
        old = next((one for one in self.bench.policies if one.id == page.replaces), None)
        check = self.editor.state.checker.result
        new = check.policy if check is not None else None
        carried = succession_lines(old, new, self.bench.wording) if old and new else ()
        sheet = CompareSheet(self.bench, page.replaces_title, page.title, found, carried)
        self.bench.messages.run(sheet)

    def _activate(self, check: DraftCheck) -> None:
        page = self.editor.page
        if page is None:
            return
        sheet = ActivationSheet(self.bench, self._activated, partial(_activate, page.id))
        sheet.look_at(check.files, page.title, own=True)
        self.bench.messages.run(sheet)

    def _activated(self, policy: Policy, impacts: Impacts) -> None:
        self.bench.say(f"《{policy.title}》已启用，版本 {policy.sha256[:12]}")
        self.show_list()
        self.bench.go("policies", (policy.id, policy.clauses[0].id))
        if impacts.open_count:
            self._rebasing.offer(policy.id)


def _activate(
    draft: int,
    office: Office,
    actor: Actor,
    _files: Files,
    reviewer: str,
    reviewed_on: date | None,
) -> Changes:
    """As the sheet calls it; the draft's own files are written anew by the service."""
    return policy_drafts.activate_draft(office, actor, draft, reviewer, reviewed_on)

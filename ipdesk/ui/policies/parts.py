"""The parts of 政策: 原文, 口径, 称号, 条款状态 and 核对, with search and activation above."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property, partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QWidget

from ipdesk.domain.policy import Policy, Reading
from ipdesk.domain.stages import Role
from ipdesk.services.clause_statuses import ClauseRow
from ipdesk.services.policy_drafts import KeptRow
from ipdesk.ui.bench import Bench
from ipdesk.ui.late import ahead, made, nothing, stand
from ipdesk.ui.permit import DRAFTERS, Permit
from ipdesk.ui.policies.checking import CheckingView
from ipdesk.ui.policies.elsewhere import Elsewhere
from ipdesk.ui.policies.reviewing import ReviewMark
from ipdesk.ui.policies.searching import TextSearch
from ipdesk.ui.store.history_sheet import History
from ipdesk.ui.terms.activating import Activating
from ipdesk.ui.terms.clauses import ClausesView
from ipdesk.ui.terms.names import NamesView, takes_names
from ipdesk.ui.terms.readings import ReadingsView
from ipdesk.ui.widgets import Notice, column, link, quiet
from ipdesk.ui.widgets.room import Pages
from ipdesk.ui.widgets.segments import Segments
from ipdesk.ui.widgets.wrapping import Wrapping
from ipdesk.ui.worn import BY_PARTS

# What each part is called here.
_PART = {
    "text": "text",
    "readings": "readings",
    "names": "names",
    "clauses": "clauses",
    "check": "checking",
}
SOON = 180  # days before the end from which a policy is shown as expiring


def validity_state(policy: Policy, today: date) -> tuple[str, str]:
    """The validity in words and its tone."""
    first, last = policy.valid_from, policy.valid_to
    if first is not None and today < first:
        return f"{first.isoformat()} 起施行", "attention"
    if last is None:
        return "有效", "done"
    left = (last - today).days
    if left < 0:
        return f"{last.isoformat()} 已到期", "fault"
    if left <= SOON:
        return f"还有 {left} 天到期", "attention"
    return f"有效至 {last.isoformat()}", "done"


def validity_span(policy: Policy) -> str:
    """From when to when facts count, as the policy says."""
    first = policy.valid_from.isoformat() if policy.valid_from else "印发之日"
    return f"{first} 至 {policy.valid_to or '另行通知'}"


def validity_advice(policy: Policy, today: date) -> str:
    """What an expired or expiring policy means for the work of today; "" otherwise."""
    last = policy.valid_to
    if last is None or (left := (last - today).days) > SOON:
        return ""
    if left >= 0:
        return f"本政策 {last} 到期（还有 {left} 天）。接续的政策发布后，点“从文件新建”起草。"
    return (
        f"本政策已于 {last} 到期。有效期内发生的事项仍可办理；到期以后收件的须登记受理依据文件。"
        "有接续政策的，点“从文件新建”起草。"
    )


class PolicyParts(QWidget):
    """`text` is the reader inside `body`, the part that shows clauses and awards.

    `finding` is the line above the text, where the search goes.
    """

    wanted = Signal(str, str)  # a clause and words to show in the text
    read = Signal()  # more of what the bureau has settled is at hand

    def __init__(
        self, bench: Bench, body: QWidget, text: QTextBrowser, finding: QHBoxLayout
    ) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.setProperty(BY_PARTS, True)
        self._bench = bench
        self._policy: Policy | None = None
        self.segments = Segments(
            [
                ("text", "原文"),
                ("readings", "口径"),
                ("names", "称号"),
                ("clauses", "条款状态"),
                ("check", "核对"),
            ]
        )
        self.review = ReviewMark(bench)
        self.search = TextSearch(text)
        self.elsewhere = Elsewhere(self._go)
        self.search.searched.connect(lambda words: self.elsewhere.search(self._policy, words))
        finding.addWidget(self.search, 1)
        finding.addWidget(self.elsewhere.button)
        self.activating = Activating(bench)
        self.new = quiet("启用新版本…", self.activating.begin, icon="file-check")
        self.new.setToolTip("选一个政策包，核对、看影响名单，再启用")
        self.start = QAction("启用政策新版本", self)
        self.start.triggered.connect(self.activating.begin)
        self.permit = Permit(bench, (Role.ADMINISTRATOR,), self.new, self.start)
        self.draft = quiet("从文件新建…", self.begin_draft, icon="plus")
        self.draft.setToolTip("从公布的政策全文起草一份政策包")
        self.begin = QAction("从文件新建政策", self)
        self.begin.triggered.connect(self.begin_draft)
        Permit(bench, DRAFTERS, self.draft, self.begin)
        self.drafts = link("", partial(bench.go, "drafting"))
        self.drafts.hide()
        self.history = quiet("历史", self.tell_history, icon="history")
        self.history.setToolTip("谁什么时候启用了哪个版本，口径、条款状态、称号的改动")
        self._history = History(bench, self)
        self.advice = Notice()
        self.text = body
        self._stack = Pages()
        self._stack.addWidget(body)
        self.segments.chosen.connect(self._show_part)
        new = (self.drafts, self.draft, self.new)
        right = (self.history, *new)
        tools = Wrapping(self.segments, self.review, *right, gap=10, right=right)
        whole = column(tools, self.advice, gap=10)
        whole.addWidget(self._stack, 1)
        self.setLayout(whole)

    @cached_property
    def readings(self) -> ReadingsView:
        view = stand(self._bench, self._stack, "policies/readings", ReadingsView(self._bench))
        view.read.connect(self.read)
        return view

    @cached_property
    def clauses(self) -> ClausesView:
        view = stand(self._bench, self._stack, "policies/clauses", ClausesView(self._bench))
        view.read.connect(self.read)
        return view

    @cached_property
    def names(self) -> NamesView:
        view = stand(self._bench, self._stack, "policies/names", NamesView(self._bench))
        if self._policy is not None and takes_names(self._policy):
            view.show_policy(self._policy)
        return view

    @cached_property
    def checking(self) -> CheckingView:
        view = stand(self._bench, self._stack, "policies/check", CheckingView(self._bench))
        view.wanted.connect(self._go)
        return view

    def tell_history(self) -> None:
        """Everything that was settled about the policy shown."""
        policy = self._policy
        if policy is not None:
            self._history.begin_policy(policy.id, policy.document_number or policy.title)

    def actions_of(self) -> list[QAction]:
        """The acts for the menu and the list under F1."""
        made = [self.search.action()]
        for name, caption, keys in (
            ("text", "看政策原文", "Alt+1"),
            ("readings", "看口径", "Alt+2"),
            ("names", "看称号的写法", "Alt+3"),
            ("clauses", "看条款状态", "Alt+4"),
            ("check", "核对政策包", "Alt+5"),
        ):
            action = QAction(caption, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, part=name: self.segments.choose(part))
            made.append(action)
        return [*made, self.begin, self.start]

    def shorten(self, on: bool) -> None:
        """Where there is little room, the buttons say less."""
        self.review.shorten(on)
        self.draft.setText("新建…" if on else "从文件新建…")
        self.new.setText("启用…" if on else "启用新版本…")

    def begin_draft(self) -> None:
        """From the published text: the drafts take over."""
        self._bench.go("drafting", "new")

    def show_drafts(self, drafts: Sequence[KeptRow]) -> None:
        """How many drafts are open, as the way to them."""
        self.drafts.setText(f"拟稿 {len(drafts)}")
        self.drafts.setVisible(bool(drafts))

    def show_policy(self, policy: Policy) -> None:
        self._policy = policy
        self.advice.tell(validity_advice(policy, self._bench.today()), "attention")
        self.review.show_policy(policy)
        for part in ("readings", "clauses"):
            self._settle(part)
        if self.segments.offer("names", takes_names(policy)) and made(self, "names"):
            self.names.show_policy(policy)
        self._show_part(self.segments.value())

    def in_use(self, point: Reading) -> Reading:
        """An open point as the bureau has decided it, once that is read."""
        return self.readings.in_use(point) if made(self, "readings") else point

    def row_of(self, clause: str) -> ClauseRow | None:
        """How a clause stands, once that is read."""
        return self.clauses.row_of(clause) if made(self, "clauses") else None

    def _settle(self, part: str) -> None:
        """Each is made in its own turn: the text is there before what is settled about it."""
        if made(self, part):
            self._show_settled(part)
        else:
            ahead(self._bench, self, part)
            follow = partial(self._show_settled, part)
            self._bench.jobs.later(nothing, follow, key=f"policies/{part}")

    def _show_settled(self, part: str, _: object = None) -> None:
        view = self.readings if part == "readings" else self.clauses
        if self._policy is not None:
            view.show_policy(self._policy)

    def show_part(self, name: str) -> None:
        self.segments.choose(name)

    def _show_part(self, name: str) -> None:
        self._stack.setCurrentWidget(getattr(self, _PART[name]))
        self.elsewhere.search(self._policy, self.search.field.text())
        if self._policy is None:
            return
        if name == "check":
            self.checking.show_policy(self._policy)

    def _go(self, clause: str, words: str) -> None:
        self.segments.choose("text")
        self.wanted.emit(clause, words)

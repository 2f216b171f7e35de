"""政策: clauses at the left, the full text in the middle, awards and readings at the right."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from ipdesk.domain.policy import Award, Clause, ClauseStatus, Policy
from ipdesk.services.policy_drafts import kept_drafts
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.page import Page
from ipdesk.ui.policies.beside import award_card, reading_card, status_card
from ipdesk.ui.policies.dropping import Dropping
from ipdesk.ui.policies.handouts import Handouts
from ipdesk.ui.policies.parts import (
    PolicyParts,
    validity_advice,
    validity_span,
    validity_state,
)
from ipdesk.ui.policies.row_card import row_card
from ipdesk.ui.terms.clauses import status_text
from ipdesk.ui.widgets import (
    Card,
    Chip,
    ChoiceField,
    EmptyState,
    Notice,
    clear,
    column,
    label,
    row,
)
from ipdesk.ui.widgets.clause_text import ClauseText
from ipdesk.ui.widgets.plain_list import PlainList
from ipdesk.ui.widgets.split import Split
from ipdesk.ui.widgets.wrapping import Wrapping

REPLACED = "现用版本里没有这句话：它出自换下的版本，点“历次版本”看当时的全文"
_CLAUSE = int(Qt.ItemDataRole.UserRole)


class PoliciesPage(Page):
    """The policies in use, to read and to look up."""

    title: ClassVar[str] = "政策"
    tables: ClassVar[frozenset[str]] = frozenset(
        ("policy_pack", "policy_draft", "reading", "clause_status", "title_name", "setting")
    )

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.policy: Policy | None = None
        self.picker = ChoiceField()
        self.picker.setAccessibleName("政策文件")
        self.picker.edited.connect(self._picked)
        self.validity = Chip()
        self.issuer = label("", "muted")
        self.issuer.setParent(self)  # shown and hidden before its row stands
        self.clauses = PlainList("条款")
        self.clauses.currentItemChanged.connect(lambda item, _: self._chosen(item))
        self.text = ClauseText()
        self.beside = column(gap=10)
        self.empty = EmptyState(
            "book-open",
            "还没有启用政策",
            "启用政策包之后，原文、奖补、目标任务和口径都在这里。"
            "政策公布了、还没有政策包的，从公布的文件新建。",
            "从文件新建…",
            lambda: bench.go("drafting", "new"),
        )
        self._ready = False  # its parts stand
        self._told: object = None  # what the cards beside say of what is settled
        self.finding = row(gap=10)
        self._body = self._columns()
        self.handouts = Handouts(bench, self)
        right = (self.handouts.guide_button, self.handouts.materials_button)
        told = (label("政策", "title"), self.picker, self.validity, self.issuer)
        head = Wrapping(*told, *right, gap=12, right=right)
        self.parts = PolicyParts(bench, self._body, self.text, self.finding)
        self._ready = True
        self.parts.wanted.connect(self._go)
        self.parts.read.connect(self._show_again)
        self.addActions([*self.parts.actions_of(), *self.handouts.actions_of()])
        whole = column(head, gap=10, margins=(18, 14, 18, 16))
        whole.addWidget(self.empty, 1)
        whole.addWidget(self.parts, 1)
        self.setLayout(whole)
        bench.policies_changed.connect(self.refresh)
        Dropping(bench, self, self.parts.activating.begin)

    def refresh(self) -> None:
        self.bench.jobs.run(kept_drafts, self.parts.show_drafts, None, key="policies/drafts")
        policies = self.bench.policies
        named = [(policy.id, policy.document_number or policy.title) for policy in policies]
        self.picker.set_choices(named)
        self.empty.setVisible(not policies)
        self.parts.setVisible(bool(policies))
        if policies:
            kept = next((p for p in policies if self.policy and p.id == self.policy.id), None)
            self.show_policy(kept or policies[0])

    def open(self, target: object) -> None:
        """Show a clause: (pack id, clause id) or (pack id, clause id, words to mark); a part."""
        if isinstance(target, tuple):
            pack, clause, *mark = target
            policy = next((p for p in self.bench.policies if p.id == pack), None)
            if policy is not None:
                self.parts.show_part("text")
                self.show_policy(policy, clause, *mark)
        elif isinstance(target, str) and target in self.parts.segments.buttons:
            self.parts.show_part(target)

    def standing(self) -> object:
        item = self.clauses.currentItem()
        part = self.parts.segments.value()
        if self.policy is None or item is None or part != "text":
            return part
        return self.policy.id, item.data(_CLAUSE)

    def show_policy(self, policy: Policy, clause_id: str = "", mark: str = "") -> None:
        """Show a policy, at its first clause unless told otherwise."""
        if self.policy is not policy:
            self.policy = policy
            self.picker.set_value(policy.id)
            self._head(policy)
            self._fill(policy)
            self.handouts.show_policy(policy)
        self.parts.show_policy(policy)
        wanted = clause_id or (policy.clauses[0].id if policy.clauses else "")
        self._choose(wanted)
        if mark:
            self.text.show_clause(policy, wanted, mark)
            if "".join(mark.split()) not in "".join(policy.source.split()):
                self.bench.say(REPLACED)

    def _choose(self, clause_id: str) -> None:
        for number in range(self.clauses.count()):
            item = self.clauses.item(number)
            if item.data(_CLAUSE) == clause_id:
                self.clauses.setCurrentItem(item)
                break

    def _picked(self) -> None:
        pack = self.picker.value()
        self.show_policy(next(p for p in self.bench.policies if p.id == pack))

    def _head(self, policy: Policy) -> None:
        today = self.bench.today()
        told = validity_advice(policy, today)  # stands above the parts: it is said once
        self.validity.show_state(*(("",) if told else validity_state(policy, today)))
        self.issuer.setText(f"{validity_span(policy)}　{policy.issuer}")
        self.issuer.setToolTip(policy.title)
        self.picker.setToolTip(policy.title)

    def _fill(self, policy: Policy) -> None:
        self.clauses.blockSignals(True)
        self.clauses.clear()
        chapter = ""
        for clause in policy.clauses:
            named = f"{clause.number}{clause.heading}"
            if clause.chapter not in ("", chapter, named):
                chapter = clause.chapter
                head = QListWidgetItem(chapter)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                self.clauses.addItem(head)
            item = QListWidgetItem(named)
            item.setData(_CLAUSE, clause.id)
            item.setToolTip(_holds(policy, clause))
            self.clauses.addItem(item)
        self.clauses.blockSignals(False)
        self.clauses.setCurrentRow(-1)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is None or self.policy is None:
            return
        clause = self.policy.clause(item.data(_CLAUSE))
        self.text.show_clause(self.policy, clause.id)
        self._show_beside(self.policy, clause)

    def _show_again(self) -> None:
        self._tell_standing()
        item = self.clauses.currentItem()
        if item is not None and self.policy is not None and item.data(_CLAUSE):
            clause = self.policy.clause(item.data(_CLAUSE))
            if self._settled(self.policy, clause) != self._told:
                self._show_beside(self.policy, clause)

    def _show_beside(self, policy: Policy, clause: Clause) -> None:
        self._told = self._settled(policy, clause)
        clear(self.beside)
        self.beside.addWidget(label(f"{clause.number}{clause.heading}", "heading", wrap=True))
        entry = self.parts.row_of(clause.id)
        if entry is not None and clause.awards:
            words = self.bench.wording
            self.beside.addWidget(status_card(words, entry, lambda: self._set_status(clause.id)))
        if clause.notice:
            said = self.bench.wording.text("finding", clause.notice)
            self.beside.addWidget(Notice(said, "attention"))
        readings = [r for r in policy.open_points if r.clause == clause.id]
        for award in clause.awards:
            papers = self.handouts.award_links(award)
            self.beside.addWidget(award_card(award, self._mark, papers, self._notice(award)))
        rows = policy.rows_of(clause.id)
        for each in rows:
            self.beside.addWidget(row_card(policy, each, self._mark))
        for reading in readings:
            self.beside.addWidget(reading_card(self.parts.in_use(reading)))
        if not (clause.awards or rows or readings):
            self.beside.addWidget(label("本条不涉及奖补事项、目标任务和口径。", "muted", wrap=True))
        self.beside.addStretch(1)

    def _settled(self, policy: Policy, clause: Clause) -> object:
        """What the bureau has settled about a clause: the cards are made anew when it is other."""
        points = [self.parts.in_use(r) for r in policy.open_points if r.clause == clause.id]
        return policy.id, policy.sha256, clause.id, self.parts.row_of(clause.id), points

    def _notice(self, award: Award) -> str:
        return self.bench.wording.text("finding", award.notice) if award.notice else ""

    def _tell_standing(self) -> None:
        """A clause that a later document stopped or adjusted says so in the list."""
        policy, words = self.policy, self.bench.wording
        for number in range(self.clauses.count() if policy is not None else 0):
            item = self.clauses.item(number)
            entry = self.parts.row_of(item.data(_CLAUSE) or "")
            if policy is None or entry is None:
                continue
            named = f"{entry.clause.number}{entry.clause.heading}"
            kept = entry.standing.status is ClauseStatus.IN_FORCE
            item.setText(named if kept else f"{named}〔{status_text(words, entry)}〕")

    def _set_status(self, clause_id: str) -> None:
        self.parts.show_part("clauses")
        self.parts.clauses.choose(clause_id)

    def _go(self, clause_id: str, words: str) -> None:
        if clause_id:
            self._choose(clause_id)
        if words:
            self._mark(clause_id, words)

    def _mark(self, clause_id: str, quote: str) -> None:
        if self.policy is not None:
            self.text.show_clause(self.policy, clause_id, quote)

    def _columns(self) -> Split:
        left = Card(padding=6)
        left.body.addWidget(self.clauses)
        middle = Card(padding=18)
        middle.body.addLayout(self.finding)
        middle.body.addWidget(self.text, 1)
        holder = QWidget()
        holder.setProperty("kind", "page")
        holder.setLayout(self.beside)
        # As high as its cards are at this width, not as at the least width.
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.beside.setContentsMargins(2, 2, 6, 2)
        area = QScrollArea()
        area.setAccessibleName("旁边的说明")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(holder)
        split = Split()
        split.setHandleWidth(12)
        for part, least in ((left, 220), (middle, 340), (area, 300)):
            part.setMinimumWidth(least)
            split.addWidget(part)
        split.setStretchFactor(1, 1)
        split.setSizes([300, 500, 346])
        self._area = area
        self._follow_zoom()
        theme.current().changed.connect(self._follow_zoom)
        return split

    def _follow_zoom(self) -> None:
        """The cards beside the text never get narrower than their row of links."""
        self._area.setMinimumWidth(theme.current().px(300))
        self.picker.setMinimumWidth(theme.current().px(230))
        self._fit_head()

    def _fit_head(self) -> None:
        """Where there is little room, the chip alone tells of the validity."""
        wide = self.width() >= theme.current().px(1060)
        self.issuer.setVisible(wide)
        if self._ready:
            self.parts.shorten(not wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()


def _holds(policy: Policy, clause: Clause) -> str:
    """How much there is beside a clause."""
    if clause.awards:
        return f"{len(clause.awards)} 个奖补事项"
    rows = len(policy.rows_of(clause.id))
    return f"{rows} 项目标任务" if rows else "不涉及奖补金额"

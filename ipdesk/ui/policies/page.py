"""政策: clauses at the left, the full text in the middle, awards and readings at the right."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QResizeEvent

from ipdesk.domain.policy import Award, Clause, ClauseStatus, Policy
from ipdesk.services.policy_drafts import kept_drafts
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.late import nothing
from ipdesk.ui.page import Page
from ipdesk.ui.policies.beside import award_card, reading_card, status_card
from ipdesk.ui.policies.columns import PolicyColumns
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
from ipdesk.ui.widgets.wrapping import Wrapping
from ipdesk.ui.worn import BY_PARTS

REPLACED = "现用版本里没有这句话：它出自换下的版本，点“历次版本”看当时的全文"
_AROUND = 18  # of the page, left and right


class PoliciesPage(Page):
    """The policies in use, to read and to look up."""

    title: ClassVar[str] = "政策"
    tables: ClassVar[frozenset[str]] = frozenset(
        ("policy_pack", "policy_draft", "reading", "clause_status", "title_name", "setting")
    )

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self.setProperty(BY_PARTS, True)
        self.policy: Policy | None = None
        self.picker = ChoiceField()
        self.picker.setAccessibleName("政策文件")
        self.picker.edited.connect(self._picked)
        self.validity = Chip()
        self.issuer = label("", "muted")
        self.issuer.setParent(self)  # shown and hidden before its row stands
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
        self._opening = False  # its first policy is being shown
        self._told: object = None  # what the cards beside say of what is settled
        self.finding = row(gap=10)
        self._body = PolicyColumns(self.finding, self.text, self.beside)
        self._body.chosen.connect(self._chosen)
        self.clauses = self._body.clauses
        self.handouts = Handouts(bench, self)
        right = (self.handouts.guide_button, self.handouts.materials_button)
        told = (label("政策", "title"), self.picker, self.validity, self.issuer)
        head = Wrapping(*told, *right, gap=12, right=right)
        self.parts = PolicyParts(bench, self._body, self.text, self.finding)
        self._ready = True
        self.parts.wanted.connect(self._go)
        self.parts.read.connect(self._show_again)
        self.addActions([*self.parts.actions_of(), *self.handouts.actions_of()])
        whole = column(head, gap=10, margins=(_AROUND, 14, _AROUND, 16))
        whole.addWidget(self.empty, 1)
        whole.addWidget(self.parts, 1)
        self.setLayout(whole)
        bench.policies_changed.connect(self.refresh)
        self._follow_zoom()
        theme.current().changed.connect(self._follow_zoom)
        Dropping(bench, self, self.parts.activating.begin)

    def refresh(self) -> None:
        self.bench.jobs.run(kept_drafts, self.parts.show_drafts, None, key="policies/drafts")
        policies = self.bench.policies
        named = [(policy.id, policy.document_number or policy.title) for policy in policies]
        self.picker.set_choices(named)
        self.empty.setVisible(not policies)
        self.parts.setVisible(bool(policies))
        if policies and self.policy is None:
            # The place is seen first, then the text with its clauses comes into it.
            self.bench.jobs.run(nothing, lambda _: self._show_first(), key="policies/first")
        elif policies:
            kept = next((p for p in policies if self.policy and p.id == self.policy.id), None)
            self.show_policy(kept or policies[0])

    def _show_first(self) -> None:
        if self.policy is None and self.bench.policies:
            self._come_to(self.bench.policies[0])

    def _come_to(self, policy: Policy, clause_id: str = "", mark: str = "") -> None:
        """Arrive at a clause: its text at once, the cards beside it in a turn of their own."""
        self._opening = True
        self.show_policy(policy, clause_id, mark)
        self._opening = False
        self.bench.jobs.run(nothing, lambda _: self._show_again(), key="policies/cards")

    def open(self, target: object) -> None:
        """Show a clause: (pack id, clause id) or (pack id, clause id, words to mark); a part."""
        if isinstance(target, tuple):
            pack, clause, *mark = target
            policy = next((p for p in self.bench.policies if p.id == pack), None)
            if policy is not None:
                self.parts.show_part("text")
                self._come_to(policy, clause, *mark)
        elif isinstance(target, str) and target in self.parts.segments.buttons:
            self.parts.show_part(target)

    def standing(self) -> object:
        clause, part = self._body.shown(), self.parts.segments.value()
        if self.policy is None or not clause or part != "text":
            return part
        return self.policy.id, clause

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
        self._body.choose(wanted)
        if mark:
            self.text.show_clause(policy, wanted, mark)
            if "".join(mark.split()) not in "".join(policy.source.split()):
                self.bench.say(REPLACED)

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
        lines: list[tuple[str, str, str]] = []
        chapter = ""
        for clause in policy.clauses:
            named = f"{clause.number}{clause.heading}"
            if clause.chapter not in ("", chapter, named):
                chapter = clause.chapter
                lines.append(("", chapter, ""))
            lines.append((clause.id, named, _holds(policy, clause)))
        self._body.show_clauses(lines)

    def _chosen(self, clause_id: str) -> None:
        if self.policy is not None:
            self.text.show_clause(self.policy, clause_id)
            if not self._opening:
                self._show_beside(self.policy, self.policy.clause(clause_id))

    def _show_again(self) -> None:
        self._tell_standing()
        if self.policy is not None and self._body.shown():
            clause = self.policy.clause(self._body.shown())
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
        words = self.bench.wording
        for clause in self.policy.clauses if self.policy is not None else ():
            entry = self.parts.row_of(clause.id)
            if entry is not None:
                named = f"{clause.number}{clause.heading}"
                kept = entry.standing.status is ClauseStatus.IN_FORCE
                said = named if kept else f"{named}〔{status_text(words, entry)}〕"
                self._body.rename(clause.id, said)

    def _set_status(self, clause_id: str) -> None:
        self.parts.show_part("clauses")
        self.parts.clauses.choose(clause_id)

    def _go(self, clause_id: str, words: str) -> None:
        if clause_id:
            self._body.choose(clause_id)
        if words:
            self._mark(clause_id, words)

    def _mark(self, clause_id: str, quote: str) -> None:
        if self.policy is not None:
            self.text.show_clause(self.policy, clause_id, quote)

    def _follow_zoom(self) -> None:
        self.picker.setMinimumWidth(theme.current().px(230))
        self._fit_head()

    def _fit_head(self) -> None:
        """Where there is little room, the chip alone tells of the validity."""
        wide = self.width() >= theme.current().px(1060)
        self.issuer.setVisible(wide)
        if self._ready:
            self.parts.shorten(not wide)
            self._body.fit_room(self.width() - 2 * _AROUND)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()


def _holds(policy: Policy, clause: Clause) -> str:
    """How much there is beside a clause."""
    if clause.awards:
        return f"{len(clause.awards)} 个奖补事项"
    rows = len(policy.rows_of(clause.id))
    return f"{rows} 项目标任务" if rows else "不涉及奖补金额"

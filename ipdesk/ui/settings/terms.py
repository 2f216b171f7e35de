"""政策口径: readings, names of titles and clause statuses, as the bureau has decided them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ipdesk.domain.policy import Policy
from ipdesk.ui.bench import Bench
from ipdesk.ui.terms.clauses import ClausesView
from ipdesk.ui.terms.names import NamesView, takes_names
from ipdesk.ui.terms.readings import ReadingsView
from ipdesk.ui.widgets import ChoiceField, EmptyState, column, label, row
from ipdesk.ui.widgets.room import Pages
from ipdesk.ui.widgets.segments import Segments


class TermsSection(QWidget):
    """The same editors as in 政策, for the policy chosen on top."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._bench = bench
        self.policy: Policy | None = None
        self.picker = ChoiceField()
        self.picker.setAccessibleName("政策文件")
        self.picker.edited.connect(self._picked)
        self.parts = Segments([("readings", "口径"), ("names", "称号"), ("clauses", "条款状态")])
        self.parts.chosen.connect(self._show_part)
        self.readings = ReadingsView(bench)
        self.names = NamesView(bench)
        self.clauses = ClausesView(bench)
        self._stack = Pages()
        self._views = {"readings": self.readings, "names": self.names, "clauses": self.clauses}
        for view in self._views.values():
            self._stack.addWidget(view)
        self.empty = EmptyState("book-open", "还没有启用政策", "启用政策包之后，口径在这里设定。")
        head = row(label("政策口径", "heading"), self.picker, self.parts, None, gap=12)
        whole = column(head, gap=10)
        whole.addWidget(self.empty, 1)
        whole.addWidget(self._stack, 1)
        self.setLayout(whole)
        bench.policies_changed.connect(self.refresh)

    def refresh(self) -> None:
        policies = self._bench.policies
        self.picker.set_choices([(one.id, one.document_number or one.title) for one in policies])
        self.empty.setVisible(not policies)
        self._stack.setVisible(bool(policies))
        if policies:
            kept = self.policy.id if self.policy else ""
            self._show(next((one for one in policies if one.id == kept), policies[0]))

    def choose(self, pack: str) -> None:
        """Show another policy."""
        self._show(next(one for one in self._bench.policies if one.id == pack))

    def _picked(self) -> None:
        self.choose(self.picker.value())

    def _show(self, policy: Policy) -> None:
        self.policy = policy
        self.picker.set_value(policy.id)
        self.picker.setToolTip(policy.title)
        self.readings.show_policy(policy)
        self.clauses.show_policy(policy)
        if self.parts.offer("names", takes_names(policy)):
            self.names.show_policy(policy)

    def _show_part(self, name: str) -> None:
        self._stack.setCurrentWidget(self._views[name])

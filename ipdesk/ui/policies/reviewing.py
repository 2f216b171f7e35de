"""复核: who stands for a version of a policy, plain to see beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ipdesk.domain.policy import Policy
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services import activation
from ipdesk.services.activation import Version
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import Permit
from ipdesk.ui.policies.versions import VersionsSheet
from ipdesk.ui.widgets import Chip, DateField, Form, LineField, label, link, row
from ipdesk.ui.widgets.ask import Sheet


class ReviewSheet(Sheet):
    """Name and day of the review."""

    def __init__(self, bench: Bench, policy: Policy) -> None:
        super().__init__(bench.messages.window, "登记政策复核", "登记")
        self.form = Form()
        self.form.add("reviewer", "复核人", LineField("逐条核对过原文的人", 50), required=True)
        self.form.add("reviewed_on", "复核日期", DateField(), required=True)
        self.form.fill({"reviewed_on": bench.today()})
        said = f"{policy.title}\n版本 {policy.sha256[:12]}"
        self.body.addWidget(label(said, "muted", wrap=True))
        self.body.addWidget(self.form)
        self.body.addWidget(label("复核人对照原文逐条看过金额、数量、期限和口径。", "small"))

    def accept(self) -> None:
        if self.form.check_filled():
            super().accept()


class ReviewMark(QWidget):
    """A chip with the reviewer, or 未复核 and the act to enter one."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._bench = bench
        self._policy: Policy | None = None
        self._told = ""
        self._short = False
        self.chip = Chip()
        self.enter = link("登记复核", self.ask)
        self.permit = Permit(bench, (Role.ADMINISTRATOR, Role.REVIEWER), self.enter)
        self.others = link("历次版本", self.show_versions)
        self.others.setToolTip("看这份政策用过的每个版本和它的全文")
        self.setLayout(row(self.chip, self.enter, self.others, gap=6))

    def show_policy(self, policy: Policy) -> None:
        self._policy = policy
        run = self._bench.jobs.run
        run(activation.versions, self._show, None, key="policies/versions")

    def shorten(self, on: bool) -> None:
        """Where there is little room, the name and the day go into the tip."""
        if on != self._short:
            self._short = on
            self._tell()

    def _tell(self) -> None:
        if self._told:
            self.chip.show_state("已复核" if self._short else self._told, "done")
        else:
            self.chip.show_state("未复核", "attention")
        self.chip.setToolTip(self._told)

    def show_versions(self) -> None:
        """Every version there was, to read."""
        if self._policy is not None:
            self._bench.messages.run(VersionsSheet(self._bench, self._policy))

    def ask(self) -> None:
        policy = self._policy
        if policy is None:
            return
        sheet = ReviewSheet(self._bench, policy)
        if self._bench.messages.run(sheet):
            values = sheet.form.values()
            self._bench.jobs.run(
                activation.record_review,
                self._done,
                self._refused,
                self._bench.actor,
                policy.sha256,
                values["reviewer"],
                values["reviewed_on"],
            )

    def _show(self, versions: Sequence[Version]) -> None:
        policy = self._policy
        found = next((v for v in versions if policy and v.sha256 == policy.sha256), None)
        count = sum(version.pack == found.pack for version in versions) if found else 0
        self.others.setText(f"历次版本 {count}")
        self.others.setVisible(count > 1)
        if found is None:
            return
        self._told = f"{found.reviewer} 于 {found.reviewed_on} 复核" if found.reviewer else ""
        self._tell()
        self.enter.setText("重新登记" if found.reviewer else "登记复核")

    def _done(self, changes: Changes) -> None:
        self._bench.announce(changes)
        self._bench.say("已登记复核")

    def _refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._bench.messages.warn(self._bench.messages.text_of(error))
        else:
            self._bench.messages.complain(error)

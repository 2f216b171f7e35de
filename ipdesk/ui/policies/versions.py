"""历次版本: every version of a policy on file, what it was decided under, and its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ipdesk.domain.policy import Policy
from ipdesk.services import activation
from ipdesk.services.activation import Version
from ipdesk.services.office import Office
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Card, Column, label
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.clause_text import ClauseText
from ipdesk.ui.widgets.fixed_list import FixedList


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version as the list shows it."""

    id: int
    version: Version


def _review(line: VersionLine) -> str:
    version = line.version
    return f"{version.reviewer} {version.reviewed_on}" if version.reviewer else "未复核"


COLUMNS = (
    Column("版本", lambda v: v.version.sha256[:12], width=120),
    Column(
        "状态",
        lambda v: "现用" if v.version.in_use else "已换下",
        width=84,
        tone=lambda v: "done" if v.version.in_use else "quiet",
    ),
    Column("启用时间", lambda v: f"{v.version.activated_at:%Y-%m-%d %H:%M}", width=150),
    Column("复核", _review, width=160, stretch=2),
    Column(
        "依据它的申报",
        lambda v: f"{v.version.claims} 件",
        width=110,
        align="right",
        rank=lambda v: v.version.claims,
    ),
)


class VersionsSheet(Sheet):
    """The versions above, the text of the one under the cursor below."""

    def __init__(self, bench: Bench, policy: Policy) -> None:
        super().__init__(bench.messages.window, f"历次版本：{policy.document_number}", "关闭")
        self.no.hide()
        self.setMinimumSize(960, 660)
        self._bench = bench
        self._pack = policy.id
        self.list = FixedList(bench, "versions", "历次版本", COLUMNS)
        self.list.setMaximumHeight(self.list.fontMetrics().height() * 9)
        self.text = ClauseText()
        self.said = label("", "muted", wrap=True)
        self.list.chosen.connect(self._chosen)
        card = Card(padding=0)
        card.body.addWidget(self.list)
        about = "换下的版本一直保存：依据它决定的申报，仍按它的条款和金额解释。"
        self.body.addWidget(label(about, "muted", wrap=True))
        self.body.addWidget(card)
        self.body.addWidget(self.said)
        self.body.addWidget(self.text, 1)
        bench.jobs.run(activation.versions, self._show)

    def _show(self, versions: Sequence[Version]) -> None:
        own = [one for one in versions if one.pack == self._pack]
        own.sort(key=lambda one: one.activated_at, reverse=True)
        self.list.show_records([VersionLine(n, one) for n, one in enumerate(own, start=1)])

    def _chosen(self, line: VersionLine | None) -> None:
        if line is not None:
            self.said.setText(f"版本 {line.version.sha256[:12]} 的全文")
            key = "policies/version-text"
            self._bench.jobs.run(_text, self.text.show_policy, None, line.version.sha256, key=key)


def _text(office: Office, sha256: str) -> Policy:
    return office.policies(sha256)

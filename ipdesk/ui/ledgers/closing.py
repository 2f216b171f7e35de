"""封账: whether the year is closed, who closed it, and the way to close it or open it again."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ipdesk.domain.money import figures
from ipdesk.domain.stages import Role
from ipdesk.services import year_closing
from ipdesk.services.office import Changes
from ipdesk.services.year_closing import Closed, YearState
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import Permit
from ipdesk.ui.widgets import Chip, label, link, row
from ipdesk.ui.widgets.ask import Sheet


class CloseSheet(Sheet):
    """What is closed, what is carried over, and what that means afterwards."""

    def __init__(self, parent: QWidget | None, state: YearState) -> None:
        super().__init__(parent, f"{state.year} 年度封账", "封账")
        theme.current().hold(self, least=560)
        sums = (
            f"{state.claims:,} 件，核定 {figures(state.approved_fen)} 元，"
            f"实付 {figures(state.paid_fen)} 元。"
        )
        self.body.addWidget(label(sums, "strong", wrap=True))
        for said in _told(state):
            self.body.addWidget(label(said, wrap=True))
        after = (
            "封账后，年度报表以此刻的内容为准，每次导出内容和摘要都相同；"
            "以后的更正、补拨、追回列入办理当年的“以前年度调整”。"
        )
        self.body.addWidget(label(after, "small", wrap=True))


def _told(state: YearState) -> list[str]:
    found = []
    if state.undecided:
        found.append(f"{state.undecided} 件还没有作出决定，可以继续办理，结果列入办结当年。")
    if state.unpaid:
        found.append(f"{state.unpaid} 件已批准但还没有拨付或追回完毕，以后的收付列入办理当年。")
    if state.drafts:
        found.append(f"{state.drafts} 份草稿没有收件，不在账内；收件前须改为未封账的资金年度。")
    return found or ["没有结转的申报。"]


class ClosingLine(QWidget):
    """One quiet line below the year's money."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.setProperty("kind", "clear")
        self.state: YearState | None = None
        self.chip = Chip()
        self.said = label("", "muted", wrap=True)
        self.button = link("封账…", self.act)
        Permit(bench, (Role.APPROVER,), self.button)
        line = row(self.chip, self.said, self.button, gap=8)
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_year(self, pack: str, year: int) -> None:
        run = self._bench.jobs.run
        run(year_closing.year_state, self._show, None, pack, year, key="ledger/closing")

    def act(self) -> None:
        """Close the year, or open it again with a reason."""
        state = self.state
        if state is None or not self.button.isEnabled():
            return
        run, messages, actor = self._bench.jobs.run, self._bench.messages, self._bench.actor
        if state.closing is not None:
            asked = "撤销封账后，年度报表重新按现状编制；原来封账的内容仍然保留。请写明原因。"
            reason = messages.reason("撤销封账", asked, "撤销封账")
            if reason:
                work = (actor, state.pack, state.year, reason)
                run(year_closing.reopen_year, self._reopened, None, *work)
        elif messages.run(CloseSheet(messages.window, state)):
            run(year_closing.close_year, self._closed, None, actor, state.pack, state.year)

    def _closed(self, done: Closed) -> None:
        self._bench.announce(done.changes)
        kept = done.closing
        self._bench.say(
            f"{kept.year} 年度已封账：{kept.claims:,} 件，核定 {figures(kept.approved_fen)} 元，"
            f"摘要 {kept.digest[:12]}"
        )

    def _reopened(self, changes: Changes) -> None:
        self._bench.announce(changes)
        if self.state is not None:
            self._bench.say(f"{self.state.year} 年度已撤销封账")

    def _show(self, state: YearState) -> None:
        self.state = state
        kept = state.closing
        if kept is not None:
            self.chip.show_state("已封账", "done")
            self.said.setText(
                f"{kept.at:%Y-%m-%d} 由{kept.operator}封账，核定 {figures(kept.approved_fen)} 元，"
                f"摘要 {kept.digest[:12]}"
            )
            self.said.setToolTip(kept.digest)
        else:
            self.chip.show_state("未封账", "quiet")
            again = len(state.earlier)
            self.said.setText(f"曾封账 {again} 次，已撤销" if again else "年度结束、账目核对后封账")
            self.said.setToolTip("")
        self._offer()

    def _offer(self) -> None:
        state = self.state
        if state is None:
            return
        self.button.setText("撤销封账…" if state.closing else "封账…")
        reason = ""
        if state.closing is None and state.reason:
            reason = self._bench.wording.text("message", state.reason, {"year": state.year})
        self.button.setEnabled(not reason)
        self.button.setToolTip(reason)

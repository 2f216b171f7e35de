"""One applicant on one page: the register, the money, the papers, who it could be mistaken for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ipdesk.services import applicant_view, merging
from ipdesk.services.alike_applicants import AlikeApplicant
from ipdesk.services.applicant_view import ApplicantView, MergedRecord
from ipdesk.ui import theme
from ipdesk.ui.applicants.alike import AlikeApplicantSheet, AlikeCard
from ipdesk.ui.applicants.documents import DocumentsCard
from ipdesk.ui.applicants.merging import MergeSheet
from ipdesk.ui.applicants.money import MoneyCard
from ipdesk.ui.applicants.preview import ApplicantPreview
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Notice, column, ghost, label, quiet, row
from ipdesk.ui.widgets.fitting import Fitting
from ipdesk.ui.widgets.split import Split


class ApplicantSheet(QWidget):
    """What the register holds at the left; money, papers and likenesses at the right."""

    closed = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.view: ApplicantView | None = None
        self.heading = label("", "title")
        self.notice = Notice()
        self.about = ApplicantPreview(bench.wording)
        self.about.name.hide()  # it stands above the page
        self.money = MoneyCard(bench)
        self.documents = DocumentsCard(bench)
        self.alike = AlikeCard(bench)
        self.alike.looked_at.connect(self._look)
        self.alike.part_asked.connect(self._part)
        right = QWidget()
        right.setProperty("kind", "page")
        right.setLayout(column(self.money, self.documents, self.alike, None, gap=12))
        area = Fitting("资金、材料和相近主体", right)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        split = Split()
        split.setHandleWidth(12)
        split.addWidget(self.about)
        split.addWidget(area)
        split.setStretchFactor(1, 1)
        self._split = split
        self._follow_zoom()
        theme.current().changed.connect(self._follow_zoom)
        back = ghost("chevron-left", "返回列表（Esc）", self.closed.emit)
        self.history = quiet("历史", self._show_history, icon="history")
        self.history.setToolTip("这个主体从登记起的操作记录（Ctrl+Shift+H）")
        head = row(back, self.heading, None, self.history)
        whole = column(head, self.notice, gap=12)
        whole.setContentsMargins(18, 14, 18, 16)
        whole.addWidget(split, 1)
        self.setLayout(whole)

    def _follow_zoom(self) -> None:
        self.about.setMaximumWidth(theme.current().px(340))
        self._split.setSizes([theme.current().px(330), theme.current().px(810)])

    def show_number(self, number: int) -> None:
        self._bench.jobs.run(
            applicant_view.view_applicant, self._show, None, number, key="applicant-sheet"
        )

    def reread(self) -> None:
        if self.view is not None:
            self.show_number(self.view.applicant.id)

    def _show(self, view: ApplicantView) -> None:
        self.view = view
        one = view.applicant
        self.heading.setText(one.name)
        moved = "要找的一户已并入这里，以下是并入后的资料。" if view.asked != one.id else ""
        self.notice.tell(moved, "accent")
        self.about.show_applicant(one)
        self.money.show_page(one.id, view.page)
        self.documents.show_documents(one.id, view.documents)
        self.alike.show_alike(view.alike, view.merged)

    def _show_history(self) -> None:
        if self.view is not None:
            one = self.view.applicant
            self._bench.tell_history("applicant", one.id, one.name)

    def _look(self, one: AlikeApplicant) -> None:
        if self.view is None:
            return
        rest = [each for each in self.view.alike if each is not one]
        sheet = AlikeApplicantSheet(self._bench, self.view.applicant.id, (one, *rest))
        sheet.merge_asked.connect(self.merge_with)
        self._bench.messages.run(sheet)

    def merge_with(self, other: int) -> None:
        """Offer to make this applicant and another one record."""
        view = self.view
        if view is None:
            return
        name = next((each.applicant.name for each in view.alike if each.applicant.id == other), "")
        pair = ((view.applicant.id, view.applicant.name), (other, name))
        sheet = MergeSheet(self._bench, *pair)
        sheet.merged.connect(self.show_number)
        self._bench.messages.run(sheet)

    def _part(self, record: MergedRecord) -> None:
        reason = self._bench.messages.reason(
            f"撤回并入：{record.name}？",
            "两户会恢复成并入前的样子。并入之后办过的事不能这样撤回。",
            "撤回并入",
        )
        if reason:
            work = (self._bench.actor, record.merge.id, reason)
            self._bench.jobs.run(merging.undo_merge, self._bench.announce, None, *work)

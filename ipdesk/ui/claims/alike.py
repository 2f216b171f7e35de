"""疑似重复 on the claim page: one line that counts, and the sheet in which each is judged."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QWidget

from ipdesk.domain.likeness import LikenessVerdict
from ipdesk.domain.money import figures
from ipdesk.domain.side_by_side import SideBySide
from ipdesk.services import likenesses, side_by_side
from ipdesk.services.claim_view import ClaimView
from ipdesk.services.likenesses import Alike, AlikeClaim
from ipdesk.services.office import Changes
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import JUDGES, Permit
from ipdesk.ui.widgets import (
    Chip,
    ChoiceField,
    NoteField,
    Notice,
    column,
    label,
    link,
    primary,
    quiet,
    row,
    set_property,
)
from ipdesk.ui.widgets.elided import Elided
from ipdesk.ui.widgets.side_by_side import BesideView

_WIDE, _HIGH = 940, 720
_WHICH = 420  # pixels: the number and most of a name


class AlikeLine(QFrame):
    """疑似重复 N in the card of the applicant; nothing is shown where there is nothing."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        self._bench = bench
        self._view: ClaimView | None = None
        self.chip = Chip()
        self.said = Elided("", "muted")
        set_property(self.said, "role", "small")
        self.look = link("对照查看", self.open)
        line = row(self.chip, gap=8)
        line.addWidget(self.said, 1)
        line.addWidget(self.look)
        self.setLayout(line)
        self.setVisible(False)

    def show_view(self, view: ClaimView) -> None:
        self._view = view
        alike = view.alike
        self.setVisible(bool(alike.claims or alike.before))
        self.look.setVisible(bool(alike.claims))
        self.chip.show_state(*_state(alike))
        self.said.setText(_said(alike))
        self.setToolTip("\n".join((*(_whole(one) for one in alike.claims), *_before(alike))))

    def open(self) -> None:
        if self._view is not None and self._view.alike.claims:
            self._bench.messages.run(AlikeSheet(self._bench, self._view))


def _state(alike: Alike) -> tuple[str, str]:
    if alike.open:
        return f"疑似重复 {alike.open}", "attention"
    judged = sum(1 for one in alike.claims if one.judgement)
    if judged:
        return f"重复已核对 {judged}", "done"
    return f"相关申报 {len(alike.claims) or len(alike.before)}", "quiet"


def _said(alike: Alike) -> str:
    """The first one in a few words; the rest is behind the link and in the tip."""
    if alike.claims:
        first = alike.claims[0]
        return f"{first.row.number or '草稿'} {first.row.applicant}"
    return next(iter(_before(alike)), "")


def _whole(one: AlikeClaim) -> str:
    end = f"；{one.judged}：{one.judgement.reason}" if one.judgement else ""
    return f"{one.row.number or '草稿'} {one.row.applicant}：{'；'.join(one.words)}{end}"


def _before(alike: Alike) -> tuple[str, ...]:
    return tuple(
        f"{past.fund_year} 年已发放（历史导入）：{past.applicant} {past.subject}"
        f" {figures(past.amount_fen)} 元"
        for past in alike.before
    )


class AlikeSheet(QDialog):
    """This claim beside another one, with 不是重复 and 是重复 and the reason for either."""

    def __init__(self, bench: Bench, view: ClaimView) -> None:
        super().__init__(bench.messages.window)
        self._bench = bench
        self._claim = view.claim.id
        self._alike = view.alike
        self.setProperty("kind", "sheet")
        self.setWindowTitle("疑似重复")
        self.which = ChoiceField()
        self.which.setAccessibleName("对照哪一件")
        self.which.setMinimumWidth(theme.current().px(_WHICH))
        self.which.edited.connect(self._show)
        self.words = Notice()
        self.judged = Notice()
        self.pair = BesideView()
        self.reason = NoteField("为什么是，为什么不是。两件申报上都会留下这个结论和理由", lines=2)
        self.reason.setAccessibleName("理由")
        self.other = quiet("打开对方", self._open_other)
        self.close_button = quiet("关闭", self.reject)
        self.same = quiet("是重复", lambda: self._judge(LikenessVerdict.SAME))
        self.different = primary("不是重复", lambda: self._judge(LikenessVerdict.DIFFERENT))
        Permit(bench, JUDGES, self.same, self.different)
        head = row(label("疑似重复", "title"), None, label("对照", "muted"), self.which)
        whole = column(head, self.words, self.judged, gap=12, margins=(24, 18, 24, 18))
        whole.addWidget(self.pair, 1)
        whole.addWidget(self.reason)
        buttons = row(self.other, None, self.close_button, self.same, self.different)
        whole.addLayout(buttons)
        self.setLayout(whole)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.different.click)
        self._fit()
        self._offer()

    def current(self) -> AlikeClaim | None:
        chosen = self.which.value()
        return next((one for one in self._alike.claims if one.row.id == chosen), None)

    def _offer(self, keep: int | None = None) -> None:
        choices = [(one.row.id, _caption(one)) for one in self._alike.claims]
        self.which.set_choices(choices)
        first = next((one.row.id for one in self._alike.claims if one.open), None)
        self.which.set_value(keep or first or choices[0][0])
        self._show()

    def _show(self) -> None:
        one = self.current()
        if one is None:
            return
        self.words.tell("；".join(one.words), "attention" if one.open else "accent")
        said = ""
        if one.judgement is not None:
            when = one.judgement.at.date()
            said = f"{one.judged}：{one.judgement.reason}（{one.judgement.operator} {when}）"
        self.judged.tell(said, "done")
        self.reason.set_value(one.judgement.reason if one.judgement else "")
        work = (self._claim, one.row.id)
        self._bench.jobs.run(side_by_side.claims_beside, self._shown, None, *work, key="beside")

    def _shown(self, pair: SideBySide) -> None:
        self.pair.show_pair(pair)

    def _judge(self, verdict: LikenessVerdict) -> None:
        one = self.current()
        if one is None:
            return
        if not self.reason.value():
            self.words.tell("请先写明理由：两件申报上都会留下这个结论。", "fault")
            self.reason.setFocus()
            return
        pair = (self._claim, one.row.id)
        work = (self._bench.actor, pair, verdict, self.reason.value())
        self._bench.jobs.run(likenesses.judge_claims, self._judged, self._refused, *work)

    def _judged(self, changes: Changes) -> None:
        self._bench.announce(changes)
        self._bench.say("结论已记在两件申报上")
        self._bench.jobs.run(likenesses.alike_of, self._again, None, self._claim, key="alike")

    def _again(self, alike: Alike) -> None:
        """On to the next one that waits; with none left the sheet has done its work."""
        self._alike = alike
        if alike.open:
            self._offer()
        else:
            self.accept()

    def _refused(self, error: Exception) -> None:
        self.words.tell(self._bench.messages.text_of(error), "fault")

    def _open_other(self) -> None:
        one = self.current()
        if one is not None:
            self.accept()
            self._bench.go("claims", one.row.id)

    def _fit(self) -> None:
        behind: QWidget | None = self._bench.messages.window
        wide, high = _WIDE, _HIGH
        if behind is not None:
            wide, high = min(wide, behind.width() - 60), min(high, behind.height() - 60)
        self.resize(wide, high)


def _caption(one: AlikeClaim) -> str:
    mark = "" if one.open else "（已核对）" if one.judgement else "（仅提示）"
    return f"{one.row.number or '草稿'} {one.row.applicant}{mark}"

"""The right column: the clause in the full text, the calculation under it, the next step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ipdesk.domain.finding import Severity
from ipdesk.domain.money import figures
from ipdesk.domain.stages import Stage
from ipdesk.services.checklists import OPEN_STAGES
from ipdesk.services.claim_view import CheckView, ClaimView, LineView, QuotaView
from ipdesk.ui import theme
from ipdesk.ui.widgets import AmountLabel, Card, Chip, clear, column, label, link, row, rule
from ipdesk.ui.widgets.clause_text import ClauseText
from ipdesk.ui.widgets.fitting import Fitting
from ipdesk.wording import Wording

_TONES = {Severity.WARNING: "attention", Severity.BLOCK: "fault", Severity.INFO: ""}
_SHORT, _LINES = 110, 190  # pixels: two lines of the clause, and five
_MARKS = {Severity.WARNING: "! ", Severity.BLOCK: "× ", Severity.INFO: ""}


class ClauseCard(Card):
    """条款原文, scrolled to the words of the current check and lighting them."""

    def __init__(self, open_text: object) -> None:
        self.more = link("打开全文", open_text)  # type: ignore[arg-type]
        super().__init__("条款原文", tools=(self.more,))
        self.text = ClauseText()
        self.body.addWidget(self.text, 1)
        self._shown: object = None
        self.be_short(False)
        theme.current().changed.connect(self._follow_zoom)

    def be_short(self, short: bool) -> None:
        """A few lines of the clause stay in sight, whatever stands below it."""
        self._short = short
        self._follow_zoom()

    def _follow_zoom(self) -> None:
        self.setMinimumHeight(theme.current().px(_SHORT if self._short else _LINES))

    def show_check(self, view: ClaimView, check: CheckView | None) -> None:
        self.set_note(view.policy.document_number)
        mark = check.quote if check is not None and check.quote else view.award.quote
        clause = view.clause.id
        if check is not None and check.quote:
            clause = next(
                (c.id for c in view.policy.clauses if c.number == check.clause), view.clause.id
            )
        # Only a change of place scrolls: what the clerk is reading stays where it is.
        wanted = (view.policy.sha256, clause, mark)
        if wanted != self._shown:
            self._shown = wanted
            self.text.show_clause(view.policy, clause, mark)


class SumCard(Card):
    """核算: each line with its words, the total in figures and 大写, what is odd below."""

    def __init__(self, wording: Wording) -> None:
        self.standing = Chip()
        super().__init__("核算", tools=(self.standing,))
        self._wording = wording
        self._inside = QWidget()
        self._inside.setProperty("kind", "clear")
        self._lines = column(gap=5)
        self._inside.setLayout(self._lines)
        self._scroll = Fitting("核算各行", self._inside, tall=True)
        self.total = AmountLabel(0, "display", unit=True)
        self.caption = label("拟核定金额", "strong")
        self.capitals = label("", "small", wrap=True)
        self.capitals.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(rule())
        self.body.addLayout(row(self.caption, None, self.total))
        self.body.addWidget(self.capitals)

    def hasHeightForWidth(self) -> bool:
        return False  # what a layout asks for then could not give way to what stands below

    def sizeHint(self) -> QSize:
        lines = self.layout()
        assert lines is not None
        whole = lines.totalSizeHint()
        if lines.hasHeightForWidth():
            whole.setHeight(lines.totalHeightForWidth(self.width()))
        return whole

    def minimumSizeHint(self) -> QSize:
        lines = self.layout()
        assert lines is not None
        spare = 0
        if not self._scroll.isHidden():
            spare = self._scroll.sizeHint().height() - self._scroll.minimumSizeHint().height()
        return QSize(lines.totalMinimumSize().width(), self.sizeHint().height() - spare)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def be_short(self, short: bool) -> None:
        """Give up the lines, not the total, while an act is being recorded below."""
        self._scroll.setVisible(not short)
        policy = QSizePolicy.Policy.Maximum if short else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Preferred, policy)

    def show_view(self, view: ClaimView) -> None:
        caption, standing, tone = _standing(view, self._wording)
        waits = open_sum(view)
        # What the items would come to is no word on a claim that was refused.
        silent = waits == NOTHING or end_of(view) in _REFUSED
        self.set_note("" if silent else view.verdict_label)
        self.standing.show_state(standing, tone)
        self.caption.setText(caption)
        amount_tone = tone if tone in ("done", "fault") else ""
        self.total.show_amount(None if waits else view.amount_fen, amount_tone, missing=waits)
        self.capitals.setText("" if waits else view.capitals)
        self.capitals.setVisible(not waits)
        clear(self._lines)
        for line in view.lines:
            self._add_line(line)
        for said in asked_text(view):
            self._lines.addWidget(label(said, "small", wrap=True))
        if not view.verdict:
            said = f"填好标的，这里逐行列出金额和依据。条款写明：{view.award.as_written}"
            self._lines.addWidget(label(said, "small", wrap=True))
        if view.ceiling_fen is not None:
            said = f"条款上限 {figures(view.ceiling_fen)} 元，金额由集体审议确定"
            self._lines.addWidget(label(said, "small", wrap=True))
        for quota in () if waits == NOTHING else view.quotas:
            self._lines.addWidget(label(quota_text(quota), "small", wrap=True))
        for said, severity in _notes(view):
            text = label(_MARKS[severity] + said, "small", _TONES[severity], wrap=True)
            self._lines.addWidget(text)
        for said in money_moved(view, self._wording):
            self._lines.addWidget(label(said, "small", wrap=True, select=True))
        self._lines.addStretch(1)

    def _add_line(self, line: LineView) -> None:
        text = label(line.text, wrap=True)
        text.setToolTip(line.quote)
        entry = row(gap=10)
        entry.addWidget(text, 1)
        entry.addWidget(AmountLabel(line.amount_fen), 0, Qt.AlignmentFlag.AlignTop)
        self._lines.addLayout(entry)


_OPEN = {"": "待填写", "needs_decision": "待审议", "needs_document": "待补文件"}
_REFUSED = (Stage.REFUSED, Stage.NOT_ACCEPTED)
NOTHING = "未核定"
# Ended before anything was decided: what was worked out on the way is no amount of the claim.
UNDECIDED = (Stage.NOT_ACCEPTED, Stage.WITHDRAWN, Stage.VOID, Stage.REFERRED)
_LEFT = (Stage.WITHDRAWN, Stage.VOID, Stage.REFERRED)


def _standing(view: ClaimView, wording: Wording) -> tuple[str, str, str]:
    """Caption of the total, and how it stands: what is only proposed never looks approved."""
    claim = view.claim
    end = end_of(view)
    if end in _REFUSED:
        return "核定金额", wording.label("stage", end), "fault"
    if end in _LEFT:
        return "核定金额", wording.label("stage", end), "quiet"
    if end is Stage.REVOKED:
        return "核定金额", wording.label("stage", end), "fault"
    if claim.stage is Stage.RECOVERY and not claim.outstanding_fen:
        return "核定金额", "追回已办结", "done"
    if claim.stage is Stage.RECOVERY:
        return "核定金额", f"待追回 {figures(claim.outstanding_fen)} 元", "attention"
    if claim.paid_fen and claim.due_fen:
        return (
            "核定金额",
            f"已拨付 {figures(claim.paid_fen)}，待拨 {figures(claim.due_fen)}",
            "accent",
        )
    if claim.paid_fen:
        day = f" {claim.paid_on:%m-%d}" if claim.paid_on else ""
        return "核定金额", f"已拨付{day}", "done"
    if claim.approved_fen is not None:
        day = f" {claim.approved_on:%m-%d}" if claim.approved_on else ""
        return "核定金额", f"已批准{day}", "done"
    return "拟核定金额", "试算" if claim.stage in OPEN_STAGES else "尚未批准", "quiet"


def money_moved(view: ClaimView, wording: Wording) -> list[str]:
    """Corrections and movements of money, in the order they happened."""
    said = []
    for one in view.corrections:
        change = wording.label("change", one.change)
        amounts = f"{figures(one.old_fen)} → {figures(one.new_fen)}"
        day = one.decided_at or one.proposed_at
        what = {"approved": f"{change}批准", "dropped": f"{change}未获同意"}
        said.append(f"{day:%Y-%m-%d} {what.get(one.state, f'提出{change}')}：{amounts} 元")
    several = len(view.payments) > 1 or view.claim.due_fen > 0
    for moved in view.payments if several else ():
        kind = wording.label("movement", moved.kind)
        note = f"（{moved.note}）" if moved.note else ""
        said.append(f"{moved.paid_on} {kind} {figures(moved.fen)} 元　{moved.voucher}{note}")
    return said


def asked_text(view: ClaimView) -> list[str]:
    """What was asked for, where it is not what the items come to."""
    asked, reason = view.claim.asked_fen, view.claim.difference
    if asked is None or not view.verdict or asked == view.amount_fen:
        return []
    return [f"申请 {figures(asked)} 元" + (f"；差额原因：{reason}" if reason else "")]


def end_of(view: ClaimView) -> Stage:
    """How a claim came out, seen through 归档."""
    if view.claim.stage is not Stage.ARCHIVED:
        return view.claim.stage
    return view.steps[-1].source if view.steps else Stage.ARCHIVED


def open_sum(view: ClaimView) -> str:
    """What stands in the place of an amount that cannot be worked out yet, "" when it can."""
    if view.claim.approved_fen is not None:
        return ""
    return NOTHING if end_of(view) in UNDECIDED else _OPEN.get(view.verdict, "")


def total_caption(view: ClaimView) -> tuple[str, str]:
    """How the amount is called, and what stands in its place while it is open."""
    decided = view.claim.approved_fen is not None or end_of(view) in UNDECIDED
    return "核定金额" if decided else "拟核定金额", open_sum(view)


def quota_text(quota: QuotaView) -> str:
    """What the year's cap has left: 已 63，本件 37，剩 0 件."""
    left = quota.most - quota.used_before - quota.used_here
    if quota.money:
        parts = (quota.used_before, quota.used_here, left)
        before, here, rest = (figures(part) for part in parts)
        return (
            f"{quota.year} 年度上限 {figures(quota.most)} 元：已用 {before}，本件 {here}，剩 {rest}"
        )
    return (
        f"{quota.year} 年度上限 {quota.most} 件：已 {quota.used_before}，"
        f"本件 {quota.used_here}，剩 {left} 件"
    )


def quota_line(quota: QuotaView) -> str:
    """The same in one short line: 2024 年度 已 63，本件 37，剩 0 件."""
    left = quota.most - quota.used_before - quota.used_here
    if quota.money:
        used = _short(quota.used_before + quota.used_here)
        return f"{quota.year} 年度 连本件已 {used}，剩 {_short(left)} 元"
    used = f"已 {quota.used_before}，本件 {quota.used_here}"
    return f"{quota.year} 年度 {used}，剩 {left} 件"


def _short(fen: int) -> str:
    return figures(fen).removesuffix(".00")


def spans(numbers: Sequence[int]) -> str:
    """What runs on is said from and to: 3、15–44."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    return "、".join("–".join(str(end) for end in run) for run in runs)


def _notes(view: ClaimView) -> list[tuple[str, Severity]]:
    """What was found, the claim first, then item by item, each sentence once."""
    said: dict[str, Severity] = {note.text: note.severity for note in view.notes}
    if view.alike.open:
        said[f"疑似重复 {view.alike.open} 件尚未核对"] = Severity.WARNING
    of_items: dict[tuple[str, Severity], list[int]] = {}
    for item in view.items:
        for note in item.notes:
            of_items.setdefault((note.text, note.severity), []).append(item.ordinal)
    for (text, severity), numbers in of_items.items():
        prefix = f"第 {spans(numbers)} 件：" if len(view.items) > 1 else ""
        said.setdefault(prefix + text, severity)
    return sorted(said.items(), key=lambda entry: list(_TONES).index(entry[1]))

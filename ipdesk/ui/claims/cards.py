"""Left column: who applies."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ipdesk.domain import masking
from ipdesk.domain.applicant import Applicant
from ipdesk.services.claim_view import ClaimView, QuotaView
from ipdesk.ui import icons
from ipdesk.ui.bench import Bench
from ipdesk.ui.claims.alike import AlikeLine
from ipdesk.ui.claims.beside import NOTHING, open_sum, quota_line, quota_text
from ipdesk.ui.widgets import Card, Chip, clear, ghost, label


class ApplicantCard(Card):
    """The applicant in a few short lines; long numbers are covered until asked for."""

    amend_asked = Signal(object)

    def __init__(self, bench: Bench) -> None:
        self._eye = ghost("eye", "显示完整号码", self._toggle)
        edit = ghost("pencil", "查看、修改申报主体资料", self._amend)
        super().__init__("申报主体", tools=(self._eye, edit))
        self._bench = bench
        self._applicant: Applicant | None = None
        self._quotas: tuple[QuotaView, ...] = ()
        self._revealed = False
        self._brief = False
        self._lines = 0
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self.alike = AlikeLine(bench)
        self.body.addWidget(self.alike)

    def show_view(self, view: ClaimView) -> None:
        self.alike.show_view(view)
        if self._applicant is None or self._applicant.id != view.applicant.id:
            self._revealed = False
        elif (self._applicant, self._quotas) == (view.applicant, view.quotas):
            return
        self._applicant = view.applicant
        self._quotas = view.quotas
        # Where the items hold tables of their own the room is theirs; 核算 has the quota too.
        self._brief = any(fact.columns for fact in view.award.facts) or (open_sum(view) == NOTHING)
        self._draw()

    def _draw(self) -> None:
        clear(self._grid)
        self._lines = 0
        one = self._applicant
        assert one is not None  # drawn only after show_view
        kind = self._bench.wording.label("kind", one.kind)
        self.set_note(" · ".join(part for part in (kind, one.town) if part))
        person = not one.kind.is_unit
        covered = person and not self._revealed
        self._eye.setToolTip("遮住号码" if self._revealed else "显示完整号码")
        icons.put(self._eye, "eye-off" if self._revealed else "eye", "muted")
        code = masking.masked_id(one.code) if covered else one.code
        self._line("证件号" if person else "信用代码", code or "未填")
        known = (("联系人", one.contact), ("电话", one.phone), ("地址", one.address))
        self.setToolTip("\n".join(f"{name} {text}" for name, text in known if text))
        self._account(one)
        for quota in () if self._brief else self._quotas[:2]:
            line = self._line("额度", quota_line(quota))
            line.setToolTip(quota_text(quota))

    def _account(self, one: Applicant) -> None:
        account = one.account if self._revealed else masking.masked_card(one.account)
        ready = bool(one.account) and one.account_name == one.name
        state = Chip("户名一致" if ready else "账户待补", "done" if ready else "attention")
        if not one.account:
            self._line("收款账户", "未填", state)
            return
        self._line("收款账户", account, state)
        if one.bank:
            self._line("开户行", one.bank)

    def _line(self, caption: str, text: str, beside: QWidget | None = None) -> QLabel:
        number, self._lines = self._lines, self._lines + 1
        shown = label(text, wrap=True, select=True)
        self._grid.addWidget(label(caption, "field"), number, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(shown, number, 1, 1, 1 if beside else 2)
        if beside is not None:
            self._grid.addWidget(beside, number, 2, Qt.AlignmentFlag.AlignTop)
        return shown

    def _toggle(self) -> None:
        self._revealed = not self._revealed
        self._draw()

    def _amend(self) -> None:
        if self._applicant is not None:
            self.amend_asked.emit(self._applicant.id)

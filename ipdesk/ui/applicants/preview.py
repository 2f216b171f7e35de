"""The preview beside the list: one applicant, with its numbers masked until asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ipdesk.domain import masking
from ipdesk.domain.applicant import Applicant
from ipdesk.ui.applicants.names import show_names
from ipdesk.ui.widgets import (
    Card,
    Chip,
    EmptyState,
    Notice,
    clear,
    column,
    ghost,
    label,
    link,
    primary,
    quiet,
    row,
)
from ipdesk.ui.widgets.fitting import Fitting
from ipdesk.wording import Wording


class ApplicantPreview(Card):
    """What the register holds about one applicant."""

    amend_asked = Signal(object)
    claim_asked = Signal(object)
    open_asked = Signal(object)

    def __init__(self, wording: Wording, opens: bool = False, below: QWidget | None = None) -> None:
        super().__init__()
        self._wording = wording
        self._applicant: Applicant | None = None
        self._plain = False
        self.name = label("", "title", wrap=True, select=True)
        self.kind = Chip("", "accent", sign=False)
        self.local = Chip()
        self.notice = Notice("", "attention")
        self.eye = ghost("eye", "显示完整号码", self._toggle)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnStretch(1, 1)
        self._full = QWidget()
        self._full.setProperty("kind", "clear")
        inner = column(self.name, row(self.kind, self.local, None, self.eye), gap=10)
        inner.addWidget(self.notice)
        inner.addSpacing(4)
        inner.addLayout(self._grid)
        if below is not None:
            inner.addWidget(below)
        inner.addStretch(1)
        new = quiet if opens else primary  # beside the list that has the filled one
        self.claim = new("为其新建申报", lambda: self.claim_asked.emit(self._applicant))
        self.amend = quiet(
            "修改", lambda: self.amend_asked.emit(self._applicant), icon="pencil", hint="F2"
        )
        self.look = link("打开这一户", lambda: self.open_asked.emit(self._applicant))
        inside = QWidget()
        inside.setProperty("kind", "clear")
        inside.setLayout(inner)
        whole = column(gap=10)
        whole.addWidget(Fitting("登记内容", inside), 1)
        whole.addLayout(row(self.claim, self.amend, self.look, None))
        self._full.setLayout(whole)
        self.look.setVisible(opens)  # within its parent: shown alone it would be a window
        self._none = EmptyState("user-round", "选一个申报主体", "这里显示它的登记信息。")
        self.body.addWidget(self._none, 1)
        self.body.addWidget(self._full, 1)
        self.show_applicant(None)

    def show_applicant(self, applicant: Applicant | None) -> None:
        if applicant is None or self._applicant is None or applicant.id != self._applicant.id:
            self._plain = False
        self._applicant = applicant
        self._none.setVisible(applicant is None)
        self._full.setVisible(applicant is not None)
        if applicant is not None:
            self._fill(applicant)

    def _fill(self, applicant: Applicant) -> None:
        self.name.setText(applicant.name)
        self.kind.show_state(self._wording.label("kind", applicant.kind), "accent")
        local = ("本市", "done") if applicant.local else ("非本市", "attention")
        self.local.show_state(*local)
        said = f"代码校验未通过，说明：{applicant.code_exception}"
        self.notice.tell(said if applicant.code_exception else "", "attention")
        clear(self._grid)
        for number, (caption, text) in enumerate(self._lines(applicant)):
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(label(caption, "muted"), number, 0, top)
            self._grid.addWidget(label(text or "—", wrap=True, select=True), number, 1)

    def _lines(self, applicant: Applicant) -> list[tuple[str, str]]:
        unit = applicant.kind.is_unit
        code, account, phone = applicant.code, applicant.account, applicant.phone
        if not self._plain:
            # The credit code of a unit is public; what belongs to a person is not.
            code = code if unit else masking.masked_id(code)
            account, phone = masking.masked_card(account), masking.masked_phone(phone)
        lines = [
            ("信用代码" if unit else "身份证号", code),
            ("镇街", applicant.town),
            ("地址", applicant.address),
            ("法定代表人", applicant.legal_representative),
            ("联系人", "　".join(part for part in (applicant.contact, phone) if part)),
            ("开户行", applicant.bank),
            ("户名", applicant.account_name),
            ("账号", account),
            ("曾用名", show_names(applicant.former_names, applicant.former_until)),
            ("备注", applicant.note),
        ]
        always = ("信用代码", "身份证号", "镇街", "联系人", "账号")
        return [line for line in lines if line[1] or line[0] in always]

    def _toggle(self) -> None:
        self._plain = not self._plain
        if self._applicant is not None:
            self._fill(self._applicant)

"""核验: a paper that somebody brings, looked up by its code or its number."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from ipdesk.domain.money import figures
from ipdesk.services import forms, paper_check
from ipdesk.services.forms import FormCopy
from ipdesk.services.paper_check import PaperCheck
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Notice, quiet
from ipdesk.ui.widgets.base import clearable


class Verifying(QObject):
    """The field for the code, its button and the verdict; the page puts them where they stand."""

    known = Signal(int)  # the letter it was found to be
    unknown = Signal()

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self.code = QLineEdit()
        self.code.setPlaceholderText("纸面上的核验码或文号")
        clearable(self.code)
        self.code.setAccessibleName("核验码")
        theme.current().hold(self.code, fixed=210)
        self.button = quiet("核验", self.begin, icon="shield-check")
        self.verdict = Notice("")
        self.code.returnPressed.connect(self.begin)
        self.code.textChanged.connect(lambda text: None if text else self.verdict.tell(""))

    def begin(self) -> None:
        """Look the code of a paper up."""
        code = self.code.text().strip()
        if not code:
            self.verdict.tell("")
            return
        run, done = self._bench.jobs.run, partial(self._checked, code)
        run(paper_check.check, done, None, code, key="letters/check")

    def _checked(self, code: str, found: PaperCheck | None) -> None:
        if found is None:
            done = partial(self._checked_form, code)
            self._bench.jobs.run(forms.find_form, done, None, code, key="letters/check")
            return
        letter = found.letter
        self.known.emit(letter.id)
        about = (
            f"{letter.document_number}，{letter.applicant}（{letter.claim_number}），"
            f"金额 {figures(letter.amount_fen)} 元，{letter.issued_on.isoformat()} 签发"
        )
        if not found.agrees:
            self.verdict.tell(
                f"本单位签发过：{about}。但存档与签发时的校验不符，不能作为依据；"
                "请到“设置—备份”核对全部数据。",
                "fault",
            )
            return
        later = f"之后又发过 {'、'.join(found.newer)}。" if found.newer else ""
        self.verdict.tell(
            f"核验一致：{about}，存档与签发时一字不差。{later}请与右边的存档原样对照。",
            "attention" if later else "done",
        )

    def _checked_form(self, code: str, form: FormCopy | None) -> None:
        """A form is not kept; the journal knows each copy, and the claim what stands today."""
        if form is None:
            self.unknown.emit()
            self.verdict.tell(
                f"没有签发过核验码为“{code}”的文书。请对照纸面逐字再输一遍；"
                "仍查不到的，不是本单位签发的文书。",
                "fault",
            )
            return
        self.verdict.tell(
            f"核验一致：{form.claim_number} 的审批表，金额 {figures(form.amount_fen)} 元，"
            f"{form.at:%Y-%m-%d %H:%M} 由{form.operator}打印或另存。请与申报页面对照。",
            "done",
        )

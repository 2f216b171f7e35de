"""设置 → 文书: format, 全打 or 套打 with its offset and a test page, and where money returns to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import QWidget

from ipdesk.domain.letter import Layout
from ipdesk.services import paper_setup
from ipdesk.services.office import Changes
from ipdesk.services.paper_setup import MOST_OFFSET, PaperSetup
from ipdesk.ui.bench import Bench
from ipdesk.ui.keeping import Keeping
from ipdesk.ui.permit import KEEPERS, Permit
from ipdesk.ui.reading import plain
from ipdesk.ui.widgets import Card, ChoiceField, Form, LineField, column, primary, quiet, row
from ipdesk.ui.widgets.editors import ReadField
from ipdesk.ui.widgets.paper_view import PaperView
from ipdesk.ui.widgets.printing import Printing
from ipdesk.ui.widgets.split import Split

_FORMATS = (
    (False, "信函格式（红色双线）"),
    (True, "公文格式（有版记）"),
)
_HEADS = ((False, "全打，红头一起打印"), (True, "套打，用印好的红头纸"))


def _tenths(text: str) -> int | None:
    """2.5 毫米 as 25; None when it cannot be read or is too much."""
    bare = plain(text).removesuffix("毫米").removesuffix("mm").strip()
    try:
        tenths = Decimal(bare) * 10
    except InvalidOperation:
        return None
    whole = int(tenths) if tenths.is_finite() and tenths == int(tenths) else None
    return whole if whole is not None and abs(whole) <= MOST_OFFSET else None


class MillimetreField(ReadField):
    """A distance in millimetres with one decimal, kept in tenths."""

    def __init__(self) -> None:
        super().__init__(_tenths, lambda n: "" if n is None else f"{n / 10:g}", "0", right=True)


class PaperSection(QWidget):
    """What is chosen at the left, a page in it at the right."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._known: PaperSetup | None = None
        self._printing = Printing(bench, self)
        self.form = Form()
        add = self.form.add
        add("general", "格式", ChoiceField(_FORMATS))
        add("blank_head", "红头", ChoiceField(_HEADS))
        add("right", "向右移（毫米）", MillimetreField(), help="套打时整页的偏移，左移填负数")
        add("down", "向下移（毫米）", MillimetreField(), help="套打时整页的偏移，上移填负数")
        add("refund_account", "退款账户", LineField(), help="户名、开户行、账号，印在追回通知书上")
        self.save = primary("保存", self._save)
        Permit(bench, KEEPERS, self.save)
        self.trial = quiet("打印测试页", self._print_trial, icon="printer")
        self.paper = PaperView(bench)
        card = Card("文书版式", "已经发出的文书不会改变", padding=20)
        self.keeping = Keeping(bench, "paper", self).follow(self.form)
        card.body.addWidget(self.keeping.line)
        card.body.addWidget(self.form)
        card.body.addLayout(row(self.trial, None, self.save))
        card.body.addStretch(1)
        shown = Card(padding=12)
        shown.body.addWidget(self.paper, 1)
        self.setLayout(column(Split(card, shown, shares=(430, 522), grows=(0, 1))))
        self.form.changed.connect(lambda _: self._edited())

    def refresh(self) -> None:
        self._bench.jobs.run(paper_setup.paper_setup, self._show)

    def setup(self) -> PaperSetup:
        """What is on the screen."""
        given = self.form.values()
        layout = Layout(
            general=bool(given["general"]),
            blank_head=bool(given["blank_head"]),
            right=given["right"] or 0,
            down=given["down"] or 0,
        )
        account = str(given["refund_account"] or "").strip()
        return replace(self._known or PaperSetup(), layout=layout, refund_account=account)

    def _show(self, setup: PaperSetup) -> None:
        if self.save.isEnabled() and self._known is not None:
            return  # what is being chosen is not overwritten by what another act changed
        self._known = setup
        layout = setup.layout
        values = {"general": layout.general, "blank_head": layout.blank_head}
        offset = {"right": layout.right, "down": layout.down}
        self.form.fill({**values, **offset, "refund_account": setup.refund_account})
        self.save.setEnabled(False)
        self._preview()
        self.keeping.watch()

    def _edited(self) -> None:
        self.save.setEnabled(self.setup() != self._known)
        self._preview()

    def _preview(self) -> None:
        blank = self.setup().layout.blank_head
        for name in ("right", "down"):
            self.form[name].setEnabled(blank)
        self.trial.setEnabled(blank)
        run = self._bench.jobs.run
        run(paper_setup.sample_letter, self.paper.show_pdf, None, self.setup(), key="paper/sample")

    def _print_trial(self) -> None:
        self._bench.jobs.run(paper_setup.trial_page, self._trial, None, self.setup())

    def _trial(self, pdf: bytes) -> None:
        said = "测试页已送打印"
        self._printing.print("套打测试页", "letter-approval", pdf, lambda _: self._bench.say(said))

    def _save(self) -> None:
        if not self.form.check_filled():
            return
        work = (self._bench.actor, self.setup())
        self._bench.jobs.run(paper_setup.set_paper, self._saved, None, *work)

    def _saved(self, changes: Changes) -> None:
        self._known = self.setup()
        self.save.setEnabled(False)
        self.keeping.done()
        self._bench.announce(changes)
        self._bench.say("文书版式已保存，今后的文书按此打印")

"""设置 → 文号: counted by the program itself, or taken from the bureau's 发文登记簿."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ipdesk.domain.numbering import Numbering, Shared
from ipdesk.services import numbers
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.keeping import Keeping
from ipdesk.ui.permit import ADMINISTRATORS, Permit
from ipdesk.ui.widgets import Card, ChoiceField, Form, LineField, column, label, link, primary, row

_WHICH = (
    (Shared.NONE, "全部由本程序编号（不跳号）"),
    (Shared.DECIDING, "批准、不予批准等决定用单位发文登记簿的文号"),
    (Shared.ALL, "全部文书用单位发文登记簿的文号"),
)


class NumberSection(QWidget):
    """Which letters take numbers from where."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._known: Numbering | None = None
        self.form = Form()
        self.form.add("shared", "文号来源", ChoiceField(_WHICH))
        mark_help = "发文登记簿上的代字，例如“乐市监”；要与本程序自己的代字不同"
        self.form.add("mark", "登记簿代字", LineField(), help=mark_help)
        self.save = primary("保存", self._save)
        Permit(bench, ADMINISTRATORS, self.form, self.save)
        said = (
            "用发文登记簿的文号时，先把办公室预留的号段登记到“文书 → 登记簿”，签发时从小到大取用；"
            "没有预留的，签发时填写办公室给的文号。用过和作废的文号不能再用。"
        )
        card = Card("文号", "已经发出的文书不会改变", padding=20)
        self.keeping = Keeping(bench, "numbers", self).follow(self.form)
        card.body.addWidget(self.keeping.line)
        card.body.addWidget(self.form)
        card.body.addWidget(label(said, "muted", wrap=True))
        to_register = link("打开登记簿", lambda: bench.go("notices", "register"))
        card.body.addLayout(row(to_register, None, self.save))
        self.setLayout(column(card, None, gap=0))
        self.form.changed.connect(lambda _: self._edited())

    def refresh(self) -> None:
        self._bench.jobs.run(numbers.numbering, self._show)

    def wanted(self) -> Numbering:
        """What is on the screen."""
        given = self.form.values()
        mark = str(given["mark"] or "").strip()
        return Numbering(given["shared"] or Shared.NONE, mark)

    def _show(self, known: Numbering) -> None:
        if self.save.isEnabled() and self._known is not None:
            return  # what is being chosen is not overwritten by what another act changed
        self._known = known
        self.form.fill({"shared": known.shared, "mark": known.mark})
        self._edited()
        self.keeping.watch()

    def _edited(self) -> None:
        wanted = self.wanted()
        self.form["mark"].setEnabled(wanted.shared is not Shared.NONE)
        self.save.setEnabled(wanted != self._known)

    def _save(self) -> None:
        work = (self._bench.actor, self.wanted())
        self._bench.jobs.run(numbers.set_numbering, self._saved, self._refused, *work)

    def _saved(self, changes: Changes) -> None:
        self._known = self.wanted()
        self.save.setEnabled(False)
        self.keeping.done()
        self._bench.announce(changes)
        self._bench.say("文号来源已保存")

    def _refused(self, error: Exception) -> None:
        self.form.fault("mark", self._bench.messages.text_of(error))

"""The letter head and numbering of the bureau."""

from __future__ import annotations

from dataclasses import asdict, replace

from ipdesk.errors import UserError
from ipdesk.services import bureaus
from ipdesk.services.bureaus import Bureau
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.keeping import Keeping
from ipdesk.ui.permit import KEEPERS, Permit
from ipdesk.ui.widgets import Card, Form, LineField, NumberLine, label, primary, row


class BureauSection(Card):
    """What the bureau prints of itself; issued letters keep what they were issued with."""

    def __init__(self, bench: Bench) -> None:
        super().__init__("单位", "已经发出的文书不会改变", padding=24)
        self._bench = bench
        self._bureau: Bureau | None = None
        self.form = Form()
        add = self.form.add
        add("name", "单位全称", LineField(), required=True, help="文书的红头和落款")
        add("short_name", "单位简称", LineField())
        add("letter_mark", "发文代字", LineField(), required=True, help="文号的前段")
        add("claim_prefix", "申报编号前缀", NumberLine(), required=True)
        add("contact", "联系人", LineField())
        add("phone", "联系电话", NumberLine())
        self.sample = label("这是样例单位，数据供练习。", "small")
        self.save = primary("保存", self._save)
        Permit(bench, KEEPERS, self.form, self.save)
        self.form.changed.connect(lambda _: self.save.setEnabled(True))
        self.keeping = Keeping(bench, "bureau", self).follow(self.form)
        self.keeping.given_up.connect(lambda: self.save.setEnabled(False))
        self.body.addWidget(self.keeping.line)
        self.body.addWidget(self.form)
        self.body.addLayout(row(self.sample, None, self.save))

    def refresh(self) -> None:
        self._bench.jobs.run(bureaus.bureau, self._show)

    def _show(self, bureau: Bureau) -> None:
        # What is being typed is not overwritten by what another act changed.
        if self.save.isEnabled() and self._bureau is not None:
            return
        self._bureau = bureau
        self.form.fill(asdict(bureau))
        self.sample.setVisible(bureau.sample)
        self.save.setEnabled(False)
        self.keeping.watch()

    def _save(self) -> None:
        if self._bureau is None or not self.form.check_filled():
            return
        new = replace(self._bureau, **self.form.values())
        run = self._bench.jobs.run
        run(bureaus.change_bureau, self._saved, self._refused, self._bench.actor, new)

    def _saved(self, changes: Changes) -> None:
        self.save.setEnabled(False)
        self.keeping.done()
        self._bench.announce(changes)
        self._bench.say("单位信息已保存")

    def _refused(self, error: Exception) -> None:
        text = self._bench.messages.text_of(error)
        if not (isinstance(error, UserError) and self.form.fault(error.field, text)):
            self._bench.messages.complain(error)

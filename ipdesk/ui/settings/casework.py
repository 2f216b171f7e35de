"""办理规则: how long stages and 公示 take, 集体审议 before or after it, when reports are due."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ipdesk.domain.measure import Period
from ipdesk.domain.stages import Stage
from ipdesk.errors import UserError
from ipdesk.services import bureaus, time_limits
from ipdesk.services.office import Actor, Changes
from ipdesk.services.targets import reporting
from ipdesk.ui.bench import Bench
from ipdesk.ui.keeping import Keeping
from ipdesk.ui.permit import ADMINISTRATORS, KEEPERS, Permit
from ipdesk.ui.settings.holidays import HolidaysCard
from ipdesk.ui.widgets import Card, ChoiceField, CountField, Form, column, primary, row
from ipdesk.ui.widgets.base import footnote

_ORDERS = ((False, "公示前：先集体审议，再公示"), (True, "公示后：公示期满，再集体审议"))
# What is to be done within the limit of a stage, as the office calls it.
_CAPTIONS = {
    Stage.RECEIVED: "受理",
    Stage.RETURNED: "补正",
    Stage.ACCEPTED: "初审",
    Stage.EXAMINED: "复核",
    Stage.REVIEWED: "审签",
    Stage.UNOBJECTED: "批准",
    Stage.APPROVED: "拨付",
}
_PERIODS = {Period.QUARTER: "季度数", Period.HALF_YEAR: "半年数", Period.YEAR: "年度数"}


class CaseworkSection(QWidget):
    """What the administrator sets for the casework of the whole office."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._bench = bench
        self.publicity = Form()
        self.publicity.add(
            "days", "公示天数", CountField(short=True), required=True, help="工作日，张贴次日起算"
        )
        self.publicity.add("last", "集体审议", ChoiceField(_ORDERS), required=True)
        self.limits = Form(columns=3)
        for stage, caption in _CAPTIONS.items():
            self.limits.add(str(stage), caption, CountField(short=True), required=True)
        self.reports = Form(columns=3)
        for period, caption in _PERIODS.items():
            self.reports.add(str(period), caption, CountField(short=True), required=True)
        self.holidays = HolidaysCard(bench)
        self.keeping: dict[str, Keeping] = {}
        self.keep = {
            "publicity": primary("保存", self._keep_publicity),
            "limits": primary("保存", self._keep_limits),
            "reports": primary("保存", self._keep_reports),
        }
        for name, form, who in (
            ("publicity", self.publicity, ADMINISTRATORS),
            ("limits", self.limits, ADMINISTRATORS),
            ("reports", self.reports, KEEPERS),
        ):
            Permit(bench, who, form, self.keep[name])
            form.changed.connect(partial(self._typed, name))
            kept = self.keeping[name] = Keeping(bench, name, self).follow(form)
            kept.given_up.connect(partial(self.keep[name].setEnabled, False))
        cards = (self._publicity_card(), self._limits_card(), self._reports_card())
        self.setLayout(column(*cards, self.holidays, gap=12))

    def refresh(self) -> None:
        self._bench.jobs.run(_read, self._show)
        self.holidays.refresh()

    def _publicity_card(self) -> Card:
        card = Card("公示和集体审议", "只用于以后开始的公示", padding=24)
        card.body.addWidget(self.keeping["publicity"].line)
        card.body.addWidget(self.publicity)
        card.body.addLayout(row(None, self.keep["publicity"]))
        return card

    def _limits_card(self) -> Card:
        card = Card("办理时限", "每个环节几个工作日内办完；0 表示不设时限", padding=24)
        card.body.addWidget(self.keeping["limits"].line)
        card.body.addWidget(self.limits)
        said = "期限写在申报的环节和列表里，过期的标红。补正按通知书上写的期限算。"
        card.body.addLayout(footnote(said, self.keep["limits"]))
        return card

    def _reports_card(self) -> Card:
        card = Card("报送期限", "目标任务的数，一期结束后几个工作日内报", padding=24)
        card.body.addWidget(self.keeping["reports"].line)
        card.body.addWidget(self.reports)
        said = "改了以后，没有报的按新的期限计，已报的按时、迟报不变。"
        card.body.addLayout(footnote(said, self.keep["reports"]))
        return card

    def _typed(self, name: str, _field: str) -> None:
        self.keep[name].setEnabled(True)

    def _show(self, found: tuple[int, bool, dict[Stage, int], dict[Period, int]]) -> None:
        days, last, limits, reports = found
        shown = (
            ("publicity", self.publicity, {"days": days, "last": last}),
            ("limits", self.limits, {str(stage): each for stage, each in limits.items()}),
            ("reports", self.reports, {str(period): each for period, each in reports.items()}),
        )
        for name, form, values in shown:
            # What is being typed is not overwritten by what another act changed.
            if self.keep[name].isEnabled() and any(f.value() for f in form.fields.values()):
                continue
            form.fill(values)
            self.keep[name].setEnabled(False)
            self.keeping[name].watch()

    def _keep_publicity(self) -> None:
        if self.publicity.check_filled():
            values = self.publicity.values()
            work = (self._bench.actor, values["days"], bool(values["last"]))
            done = partial(self._saved, "publicity")
            self._bench.jobs.run(
                _set_publicity, done, partial(self._refused, self.publicity), *work
            )

    def _keep_limits(self) -> None:
        if self.limits.check_filled():
            new = {Stage(name): days for name, days in self.limits.values().items()}
            done, refused = partial(self._saved, "limits"), partial(self._refused, self.limits)
            run = self._bench.jobs.run
            run(time_limits.set_time_limits, done, refused, self._bench.actor, new)

    def _keep_reports(self) -> None:
        if self.reports.check_filled():
            new = {Period(name): int(days) for name, days in self.reports.values().items()}
            done, refused = partial(self._saved, "reports"), partial(self._refused, self.reports)
            run = self._bench.jobs.run
            run(reporting.set_report_days, done, refused, self._bench.actor, new)

    def _saved(self, name: str, changes: Changes) -> None:
        self.keep[name].setEnabled(False)
        self.keeping[name].done()
        self._bench.announce(changes)
        self._bench.say("办理规则已保存")

    def _refused(self, form: Form, error: Exception) -> None:
        text = self._bench.messages.text_of(error)
        if not (isinstance(error, UserError) and form.fault(error.field, text)):
            self._bench.messages.complain(error)


def _read(office: Any) -> tuple[int, bool, dict[Stage, int], dict[Period, int]]:
    limits, reports = time_limits.time_limits(office), reporting.report_days(office)
    return bureaus.publicity_days(office), bureaus.committee_last(office), limits, reports


def _set_publicity(office: Any, actor: Actor, days: int, last: bool) -> Changes:
    changes = Changes.of()
    if days != bureaus.publicity_days(office):
        changes = bureaus.set_publicity_days(office, actor, days)
    if last != bureaus.committee_last(office):
        changes = bureaus.set_committee_order(office, actor, last=last)
    return changes

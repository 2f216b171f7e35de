"""The list of applicants with its filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from ipdesk.domain import masking
from ipdesk.domain.applicant import Applicant, ApplicantKind
from ipdesk.domain.listing import Kind
from ipdesk.services import applicants, lists
from ipdesk.services.applicants import ApplicantFilter
from ipdesk.services.lists import Shown
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import CLERKS, Permit
from ipdesk.ui.widgets import (
    Card,
    ChoiceField,
    Column,
    EmptyState,
    column,
    label,
    primary,
    quiet,
    row,
)
from ipdesk.ui.widgets.base import clearable
from ipdesk.ui.widgets.list_above import Controls
from ipdesk.ui.widgets.list_desk import ListDesk, ListTools
from ipdesk.ui.widgets.list_source import StoreSource
from ipdesk.ui.widgets.record_table import Query, RecordTable

_PAUSE_MS = 120


class ApplicantList(QWidget):
    """Search, kind and 镇街; the list, in its card, stands where the page puts it."""

    def __init__(self, bench: Bench, register: Callable[[], object]) -> None:
        super().__init__()
        self._bench = bench
        words = bench.wording
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("名称、曾用名、代码的任意一段")
        clearable(self.filter)
        self.filter.setAccessibleName("查找申报主体")
        self.kind = ChoiceField(
            [(kind, words.label("kind", kind)) for kind in ApplicantKind], empty="全部类别"
        )
        self.kind.setAccessibleName("类别")
        self.town = ChoiceField(empty="全部镇街")
        self.town.setAccessibleName("镇街")
        theme.current().hold(self.town, least=120)
        self.count = label("", "muted")
        empty = EmptyState(
            "building-2",
            "这里还没有申报主体",
            "企业、单位或个人第一次来申报时登记一次，以后各件申报、审批表和文书都用这里的信息。",
            "登记申报主体",
            register,
        )
        columns = (
            Column("名称", lambda a: a.name, sort="name", width=220, stretch=1, groups=False,
                   note=lambda a: "、".join(f"曾用名 {name}" for name in a.former_names)),
            Column("类别", lambda a: words.label("kind", a.kind), sort="kind", kind=Kind.CHOICE,
                   value=lambda a: str(a.kind),
                   words=partial(words.label, "kind"), width=142, spare=2),
            Column("代码／证件号", _code, sort="code", value=lambda a: a.code, width=190,
                   groups=False),
            Column("镇街", lambda a: a.town, sort="town", kind=Kind.CHOICE, width=110, spare=1),
            Column("联系人", lambda a: a.contact, sort="contact", width=90, hidden=True, spare=1),
            Column("电话", lambda a: masking.masked_phone(a.phone), width=130, hidden=True,
                   spare=2),
            Column("开户行", lambda a: a.bank, sort="bank", width=180, hidden=True, spare=3),
        )  # fmt: skip
        source = StoreSource(_shown, _rows, [one.id for one in columns if one.id])
        self.table = RecordTable(bench, "applicants", columns, source, None, empty)
        self.table.choices = frozenset({"kind", "town"})
        above = Controls(self._apply, text=self.filter, kind=self.kind, town=self.town)
        tools = ListTools("申报主体", above=above)
        self.desk = ListDesk(self.table, tools)
        self.table.counted.connect(self._counted)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._apply)
        self.filter.textEdited.connect(lambda _: self._timer.start())
        self.filter.textChanged.connect(lambda text: None if text else self._timer.start())
        self.kind.edited.connect(self._apply)
        self.town.edited.connect(self._apply)
        self.card = Card(padding=0)  # for the page: the preview stands beside it
        self.card.body.addWidget(self.table)
        new = primary("登记申报主体", register, icon="plus", hint="Ctrl+Shift+N")
        Permit(bench, CLERKS, new, empty.button)
        taking_in = quiet("导入…", lambda: bench.go("imports", "applicants"), icon="upload")
        head = row(label("申报主体", "title"), self.count, None, taking_in, new, gap=12)
        filters = row(self.filter, self.kind, self.town)
        filters.setStretch(0, 1)
        self.setLayout(column(head, filters, gap=10))

    def refresh(self) -> None:
        self._bench.jobs.run(applicants.towns, self._take_towns)
        self.table.reload()

    def clear_filters(self) -> None:
        """Show everybody, so that a certain applicant can be shown."""
        self.filter.clear()
        self.kind.setCurrentIndex(0)
        self.town.setCurrentIndex(0)
        self._apply()
        if self.table.query.narrowed or self.table.query.group:
            self.desk.free_all()

    def _apply(self) -> None:
        filters = {"kind": self.kind.value(), "town": self.town.value() or ""}
        query, text = self.table.query, self.filter.text().strip()
        self.table.query = replace(query, text=text, filters=filters)
        self.table.reload()

    def _take_towns(self, towns: Sequence[str]) -> None:
        self.town.set_choices([(town, town) for town in towns if town])

    def _counted(self, count: int) -> None:
        self.count.setText(f"{count:,} 个" if count else "")


def _code(applicant: Applicant) -> str:
    """The code as a list shows it: that of a person covered in the middle."""
    if not applicant.code:
        return "未填"
    return applicant.code if applicant.kind.is_unit else masking.masked_id(applicant.code)


def _shown(office: Any, query: Query) -> Shown:
    wanted = ApplicantFilter(
        kind=query.filters.get("kind"), town=query.filters.get("town", ""), text=query.text
    )
    return lists.of_applicants(office, wanted)


def _rows(office: Any, ids: Sequence[int]) -> Sequence[Applicant]:
    return applicants.applicants_by_ids(office, ids)

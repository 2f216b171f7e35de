"""新建单位: the bureau's name, how it numbers, and the people who will work here."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ipdesk.domain.operator import unfit
from ipdesk.domain.stages import Role
from ipdesk.services.bureaus import Bureau, BureauForm, Colleague
from ipdesk.ui import theme
from ipdesk.ui.widgets import (
    Card,
    FlagField,
    Form,
    LineField,
    Notice,
    NumberLine,
    label,
    primary,
    quiet,
    row,
)

ROLES = (
    (Role.CLERK, "经办"),
    (Role.REVIEWER, "复核"),
    (Role.APPROVER, "审批"),
    (Role.PAYER, "财务"),
    (Role.ADMINISTRATOR, "管理"),
)
# Whom a claim waits for on its way.
ROLE_NAMES = {
    Role.CLERK: "经办人",
    Role.REVIEWER: "复核人",
    Role.APPROVER: "审批人",
    Role.PAYER: "财务",
}
# Three people cover every duty: whoever handles a claim neither reviews nor approves it.
_USUAL = (
    (Role.CLERK, Role.ADMINISTRATOR),
    (Role.REVIEWER, Role.PAYER),
    (Role.APPROVER,),
)
_REFUSALS = {
    "operator-needs-role": "每个人至少选一个角色",
    "operator-administrator-approves": "管理员不能兼审批人",
}

_WIDE = 640  # pixels for letters of the usual size: at 200 % it fits a small window still
_EXAMPLES = {"letter_mark": "某市监知奖", "claim_prefix": "LC"}
_MARKED, _NUMBERED = "文号写作 {}〔年份〕1号", "申报编号写作 {}-2026-0001"


class PeopleForm(QWidget):
    """Name and roles of each operator."""

    edited = Signal()
    entered = Signal()  # Enter in the last name

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "clear")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(8)
        self.names: list[LineField] = []
        self.roles: list[dict[Role, FlagField]] = []
        for number, usual in enumerate(_USUAL):
            name = LineField("姓名", 50)
            name.setAccessibleName(f"第 {number + 1} 人姓名")
            grid.addWidget(name, number, 0)
            boxes = {}
            for place, (role, caption) in enumerate(ROLES, start=1):
                box = FlagField(caption)
                box.setAccessibleName(f"第 {number + 1} 人：{caption}")
                box.set_value(role in usual)
                grid.addWidget(box, number, place)
                box.edited.connect(self.edited)
                boxes[role] = box
            name.returnPressed.connect(partial(self._on, number))
            name.edited.connect(self.edited)
            self.names.append(name)
            self.roles.append(boxes)
        grid.setColumnStretch(0, 1)

    def _on(self, number: int) -> None:
        """Enter goes from name to name; past the last one to what follows."""
        if number + 1 < len(self.names):
            self.names[number + 1].setFocus()
        else:
            self.entered.emit()

    def people(self) -> tuple[Colleague, ...]:
        """Everybody with a name; an empty line is nobody."""
        return tuple(
            Colleague(name.value(), tuple(role for role, box in boxes.items() if box.value()))
            for name, boxes in zip(self.names, self.roles, strict=True)
            if name.value()
        )

    def vacant(self) -> str:
        """The roles that nobody has yet: without them a claim stops on its way."""
        held = {role for person in self.people() for role in person.roles}
        named = [ROLE_NAMES[role] for role, _ in ROLES if role not in held and role in ROLE_NAMES]
        return f"还没有{'、'.join(named)}，办到那一步时在设置的“操作员”里添加" if named else ""

    def refusal(self) -> str:
        """Why these people cannot work like that, '' when they can."""
        people = self.people()
        if not people:
            return "请至少填写一名操作员"
        for person in people:
            code = unfit(person.roles)
            if code is not None:
                return f"{person.name}：{_REFUSALS.get(code, code)}"
        return ""


class FoundingForm(Card):
    """The whole form of 新建单位."""

    back = Signal()
    founded = Signal()

    def __init__(self) -> None:
        super().__init__("新建单位", "以后都可以在“设置”里改", padding=28)
        theme.current().hold(self, fixed=_WIDE)
        self.fields = Form()
        self.fields.walks = True
        add = self.fields.add
        add("name", "单位全称", LineField("如 某某市市场监督管理局"), required=True,
            help="文书的红头和落款用这个名称")  # fmt: skip
        add("short_name", "单位简称", LineField("如 某某市市监局", 40))
        add("letter_mark", "发文代字", LineField("如 某市监知奖", 20), required=True,
            help=_MARKED.format(_EXAMPLES["letter_mark"]))  # fmt: skip
        add("claim_prefix", "申报编号前缀", NumberLine("如 LC", 10), required=True,
            help=_NUMBERED.format(_EXAMPLES["claim_prefix"]))  # fmt: skip
        for field, said in (("letter_mark", _MARKED), ("claim_prefix", _NUMBERED)):
            self.fields[field].changed.connect(partial(self._follow, field, said))
        add("contact", "联系人", LineField("印在文书附注里"))
        add("phone", "联系电话", NumberLine())
        self.people = PeopleForm()
        self.people_note = Notice("", "fault")
        self.body.addWidget(self.fields)
        self.body.addSpacing(8)
        self.body.addWidget(label("操作员", "heading"))
        says = "同一件申报的初审、复核、审批须由不同的人办。管理员不能兼审批人。"
        self.body.addWidget(label(says, "small", wrap=True))
        self.body.addWidget(self.people)
        self.body.addWidget(self.people_note)
        self.submit = primary("建立单位", self._submit)
        self.people.edited.connect(self._people_changed)
        self.people.entered.connect(self._people_entered)
        self.body.addSpacing(8)
        self.body.addLayout(row(quiet("返回", self.back.emit), None, self.submit))

    def start(self) -> None:
        self.fields["name"].editor.setFocus()

    def form(self) -> BureauForm:
        values = self.fields.values()
        values["short_name"] = values["short_name"] or values["name"]
        return BureauForm(Bureau(**values), self.people.people())

    def fault(self, field: str, text: str) -> bool:
        """Show an error of the service at its field."""
        if field == "operators":
            self.people_note.tell(text, "fault")
            return True
        return self.fields.fault(field, text)

    def _follow(self, field: str, said: str) -> None:
        """The example is one's own once something is typed."""
        typed = str(self.fields[field].value() or "")
        self.fields[field].set_help(said.format(typed or _EXAMPLES[field]))

    def _people_entered(self) -> None:
        self._tell_people()
        self.submit.setFocus()

    def _people_changed(self) -> None:
        if self.people_note.isVisibleTo(self):  # said of what stood here before
            self._tell_people()

    def _tell_people(self) -> None:
        refusal = self.people.refusal()
        self.people_note.tell(refusal or self.people.vacant(), "fault" if refusal else "attention")

    def _submit(self) -> None:
        self._tell_people()
        if self.fields.check_filled() and not self.people.refusal():
            self.founded.emit()

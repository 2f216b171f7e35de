"""表册: the lists that are handed on by themselves, each with what it is made of."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ipdesk.domain.batch import Batch, BatchKind
from ipdesk.domain.money import figures
from ipdesk.domain.register_lines import Register
from ipdesk.services import batch_files, batches, registers
from ipdesk.services.batch_files import Written
from ipdesk.services.office import Actor, Office
from ipdesk.services.registers import WrittenRegister
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.ledgers.details import batch_text
from ipdesk.ui.ledgers.exporter import Exporter, Wanted
from ipdesk.ui.widgets import Card, ChoiceField, column, label, quiet, row, rule

_ABOUT = {
    BatchKind.PUBLICITY: (
        "公示表",
        "一个公示批次的主体、事项和金额，张贴或上网用，没有任何个人号码。",
    ),
    BatchKind.PAYMENT: (
        "拨付明细表",
        "一个拨付批次的户名、账号和金额，交财政拨付；与核定金额不符的不导出。",
    ),
    Register.REGISTER: (
        "申报主体名册",
        "全部申报主体的登记内容、收款账户，以及各自的受理、核定和实付。",
    ),
    Register.WORKS: ("作品登记明细", "逐件列出申报的作品登记号、登记日期、核对结果和金额。"),
    Register.TARGETS: ("目标完成情况", "各政策的指标和任务：目标值、时限、责任单位。"),
    Register.LETTERS: ("文书登记簿", "全部文号和文种，附每次打印、另存的登记。"),
}
_NUMBERS: dict[BatchKind | Register, str] = {
    BatchKind.PAYMENT: "账号",
    Register.REGISTER: "证件号、电话和账号",
    Register.WORKS: "证件号",
}
_ICONS: dict[BatchKind | Register, str] = {
    BatchKind.PUBLICITY: "megaphone",
    BatchKind.PAYMENT: "banknote",
}
_OF_YEAR = (Register.WORKS, Register.TARGETS, Register.LETTERS)


class RegistersView(Card):
    """A line for each list: its name, what it holds, which part of it, and the button."""

    def __init__(self, bench: Bench, exporter: Exporter) -> None:
        super().__init__(padding=0)
        self._bench = bench
        self._exporter = exporter
        self.year: int | None = None
        self.batches: dict[BatchKind, ChoiceField] = {}
        self.buttons: dict[str, QPushButton] = {}
        self._scopes: dict[Register, Any] = {}
        self.body.setSpacing(0)
        for kind in BatchKind:
            field = ChoiceField(empty="选一个批次")
            field.setAccessibleName(f"{_ABOUT[kind][0]}的批次")
            theme.current().hold(field, least=230)
            field.edited.connect(self._offer)
            self.batches[kind] = field
            self._add_line(kind, field, partial(self.export_batch, kind))
        for which in Register:
            said = label("", "muted")
            self._scopes[which] = said
            self._add_line(which, said, partial(self.export_register, which))
        exporter.busy.connect(lambda _: self._offer())
        self.show_year(None)

    def reload(self) -> None:
        """The batches as they are now."""
        for kind in BatchKind:
            done = partial(self._take_batches, kind)
            self._bench.jobs.run(batches.batches, done, None, kind, key=f"registers/{kind}")

    def show_year(self, year: int | None) -> None:
        self.year = year
        for which, said in self._scopes.items():
            of_year = which in _OF_YEAR and year is not None
            said.setText(f"{year} 年" if of_year else "全部")
        self._offer()

    def export_batch(self, kind: BatchKind) -> None:
        """The list of the batch chosen."""
        number = self.batches[kind].value()
        if number is None:
            return
        title, shown = _ABOUT[kind][0], self.batches[kind].currentText()

        def write(office: Office, actor: Actor, wanted: Wanted) -> Written:
            return batch_files.export_batch(
                office, actor, number, wanted.path, wanted.recipient, masked=wanted.masked
            )

        def told(done: Written) -> str:
            return f"已导出 {done.rows} 件，合计 {figures(done.fen)} 元：{done.path.name}"

        name = f"{title}-{shown.split()[0]}.xlsx"
        numbers = _NUMBERS.get(kind, "")
        self._exporter.begin(title, f"批次：{shown}", name, write, told, numbers)

    def export_register(self, which: Register) -> None:
        title = _ABOUT[which][0]
        year = self.year if which in _OF_YEAR else None

        def write(office: Office, actor: Actor, wanted: Wanted) -> WrittenRegister:
            return registers.export_register(
                office,
                actor,
                which,
                wanted.path,
                recipient=wanted.recipient,
                year=year,
                masked=wanted.masked,
            )

        def told(done: WrittenRegister) -> str:
            return f"已导出{title} {done.rows:,} 行：{done.path.name}"

        name = f"{title}-{year}.xlsx" if year else f"{title}.xlsx"
        said = f"范围：{f'{year} 年' if year else '全部'}"
        self._exporter.begin(title, said, name, write, told, _NUMBERS.get(which, ""))

    def _add_line(
        self, what: BatchKind | Register, scope: QWidget, slot: Callable[..., Any]
    ) -> None:
        title, about = _ABOUT[what]
        name = label(title, "strong")
        theme.current().hold(name, fixed=132)
        said = label(about, "muted", wrap=True)
        said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        button = quiet("导出…", slot, icon=_ICONS.get(what, "file-spreadsheet"))
        button.setAccessibleName(f"导出{title}")
        self.buttons[str(what)] = button
        if self.body.count():
            self.body.addWidget(rule())
        line: QHBoxLayout = row(name, gap=12, margins=(16, 10, 14, 10))
        line.addWidget(said, 1)
        line.addWidget(scope)
        line.addWidget(button)
        self.body.addLayout(column(line))

    def _take_batches(self, kind: BatchKind, found: tuple[Batch, ...]) -> None:
        field = self.batches[kind]
        field.set_choices([(one.id, batch_text(self._bench, one)) for one in found])
        if field.value() is None and found:
            field.set_value(found[0].id)  # the newest
        self._offer()

    def _offer(self) -> None:
        for kind, field in self.batches.items():
            if str(kind) in self.buttons:
                chosen = field.value() is not None
                self.buttons[str(kind)].setEnabled(chosen)
                self.buttons[str(kind)].setToolTip("" if chosen else "先选一个批次")

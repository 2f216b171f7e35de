"""打印机: which printer takes each kind of paper on this PC, and how many copies."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QGridLayout

from ipdesk.domain.letter import LetterKind
from ipdesk.domain.office_form import FormKind
from ipdesk.ui import theme
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import Card, ChoiceField, CountField, clear, label
from ipdesk.ui.widgets.printing import MOST_COPIES, copies_key, printer_key

_OTHERS = {
    "form": "审批表和核算表",
    "letter-batch": "成批文书",
    "publicity": "公示",
    "handout": "申报指南、材料清单、一户一页",
    "number-register": "文书登记簿",
    "year-paper": "年度文书",
    "report": "目标任务报表",
}


class PrinterSection(Card):
    """Proposed when that kind is printed next; what was chosen last is remembered here too."""

    def __init__(self, bench: Bench) -> None:
        super().__init__("打印机", "按文书种类记住，只影响这台电脑", padding=24)
        self._bench = bench
        self.printers: dict[str, ChoiceField] = {}
        self.copies: dict[str, CountField] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        says = "打印时照这里预选，还可以在打印窗口里改；改了就记到这里。"
        self.body.addWidget(label(says, "small", wrap=True))
        self.body.addLayout(self._grid)

    def refresh(self) -> None:
        """Show what is remembered, and the printers there are now."""
        clear(self._grid)
        for number, text in enumerate(("文书", "打印机", "份数")):
            self._grid.addWidget(label(text, "small"), 0, number)
        there = [(name, name) for name in QPrinterInfo.availablePrinterNames()]
        for number, (kind, caption) in enumerate(self._kinds(), start=1):
            self._add(number, kind, caption, there)

    def _add(self, number: int, kind: str, caption: str, there: list[tuple[str, str]]) -> None:
        settings = self._bench.settings
        known = str(settings.value(printer_key(kind), "") or "")
        gone = [] if not known or (known, known) in there else [(known, f"{known}（现在没有）")]
        printer = ChoiceField([*there, *gone], empty="系统默认")
        printer.set_value(known or None)
        printer.setAccessibleName(f"{caption}：打印机")
        printer.edited.connect(lambda: self._keep(kind))
        copies = CountField()
        copies.set_value(int(str(settings.value(copies_key(kind), 1) or 1)))
        copies.setAccessibleName(f"{caption}：份数")
        theme.current().hold(copies, fixed=72)
        copies.edited.connect(lambda: self._keep(kind))
        self.printers[kind], self.copies[kind] = printer, copies
        for place, part in enumerate((label(caption), printer, copies)):
            self._grid.addWidget(part, number, place)

    def _keep(self, kind: str) -> None:
        settings = self._bench.settings
        settings.setValue(printer_key(kind), self.printers[kind].value() or "")
        count = self.copies[kind].value()
        if isinstance(count, int) and 1 <= count <= MOST_COPIES:
            settings.setValue(copies_key(kind), count)

    def _kinds(self) -> Iterator[tuple[str, str]]:
        words = self._bench.wording
        for letter in LetterKind:
            if letter is not LetterKind.PUBLICITY:
                yield f"letter-{letter}", words.label("letter", letter)
        for form in FormKind:
            if form is not FormKind.APPROVAL:
                yield f"form-{form}", words.text("office-form", form)
        yield from _OTHERS.items()

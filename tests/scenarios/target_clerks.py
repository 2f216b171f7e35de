"""Three people who enter the figures of 英德 at one window, by turns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from ipdesk.app import make_window
from ipdesk.domain.span import Part, Span
from ipdesk.paths import resources
from ipdesk.services import bureaus
from ipdesk.services.targets.entry_lines import EntryLine
from ipdesk.ui.imports.page import ImportsPage
from ipdesk.ui.targets.entry import EntryView
from ipdesk.ui.targets.entry_grid import VALUE
from ipdesk.ui.targets.form_sending import SendSheet
from ipdesk.ui.targets.page import TargetsPage
from ipdesk.ui.targets.reports import RecipientSheet
from ipdesk.ui.window import MainWindow
from ipdesk.wording import Wording
from tests.services.casework import Desk, new_desk
from tests.services.targets_at_hand import Targets
from tests.ui.recorded import RecordedMessages

FIGURES = Path(__file__).parents[1] / "data" / "targets" / "yingde-2022-2027.toml"
BUREAU = "市场监管局（知识产权局）"
PERCENT = re.compile(r"%|％|百分之|\d分之")
QUARTERS = (Part.Q1, Part.Q2, Part.Q3, Part.Q4)
_VALUE_COLUMN = 7  # of the form
Told = dict[str, dict[str, list[str]]]


class Answers(RecordedMessages):
    """Agrees to every sheet; a sheet to be filled in is filled in first."""

    part: Part = Part.Q4

    def run(self, dialog: QDialog) -> bool:
        super().run(dialog)
        if isinstance(dialog, SendSheet):
            dialog.to.set_value(BUREAU)
            dialog.part.set_value(self.part)
        elif isinstance(dialog, RecipientSheet):
            dialog.form.fill({"recipient": "市政府办"})
        return True


class Clerks:
    """Three people at one window, by turns."""

    def __init__(self, window: MainWindow, messages: Answers, desk: Desk, qtbot: QtBot) -> None:
        self.window, self.messages, self.desk, self.qtbot = window, messages, desk, qtbot
        self.told: Told = tomllib.loads(FIGURES.read_text("utf-8"))
        self.late: list[tuple[str, Span]] = []

    @property
    def page(self) -> TargetsPage:
        found = self.window.pages["targets"]
        assert isinstance(found, TargetsPage)
        return found

    @property
    def entry(self) -> EntryView:
        return self.page.entry

    def settle(self) -> None:
        def quiet() -> bool:
            QApplication.processEvents()
            return self.window.bench.jobs.pending == 0

        for _ in range(3):
            self.qtbot.waitUntil(quiet, timeout=120_000)

    def sit(self, name: str) -> None:
        self.window._seat(next(one.id for one in self.window.operators if one.name == name))
        self.settle()

    def go(self, day: date, year: int, part: str) -> None:
        """On a day, at a part of the place, with a year chosen in its head."""
        self.desk.clock.go_to(day)
        self.window.go("targets", part)
        self.settle()
        if self.page.year.value() != year:
            self.page.year.set_value(year)
            self.page._choose_scope()
            self.settle()

    def value(self, line: EntryLine) -> str:
        """What the departments tell of a line; empty where it is told by no figure of its own."""
        subject, span = line.subject, line.span
        if subject.steps:
            return "" if span.part is not Part.Y else "验收" if span.year == 2027 else "筹建"
        values = self.told.get(subject.id, {}).get(str(span.year), [])
        parts = {1: (Part.Y,), 2: (Part.H1, Part.H2), 4: QUARTERS}.get(len(values), ())
        return values[parts.index(span.part)] if span.part in parts else ""

    def paste(self, part: Part, without: Sequence[tuple[str, Span]] = ()) -> None:
        """The column of a period, copied from a spreadsheet, and saved."""
        view = self.entry
        view.period.set_value(part)
        view._show()
        lines = view.grid.lines
        if not lines:
            return
        stands = [str(row[VALUE] or "") for row in view.grid.rows()]
        keys = [(line.subject.id, line.span) for line in lines]
        cells = [
            old or ("" if key in without else self.value(line))
            for key, line, old in zip(keys, lines, stands, strict=True)
        ]
        QGuiApplication.clipboard().setText("\n".join(cells))
        view.grid.jump(0, VALUE)
        view.grid.paste()
        if view.typed:
            view.save()
        self.settle()
        assert view.typed == 0, (
            self.messages.complaints,
            view.reported_on.value(),
            self.window.bench.today(),
        )

    def type(self, subject: str, span: Span, text: str) -> None:
        """One figure by its keys, saved with Ctrl+S."""
        view = self.entry
        view.period.set_value(None)
        view._show()
        view.grid.jump(view.grid.row_of((subject, span)), VALUE)
        QTest.keyClicks(view.grid, text[:1])
        editor = view.grid.viewport().findChild(QLineEdit)
        assert isinstance(editor, QLineEdit)
        QTest.keyClicks(editor, text[1:])
        QTest.keyClick(editor, Qt.Key.Key_Return)
        view.save()
        self.settle()

    def form(self, span: Span, folder: Path) -> None:
        """What the bureau owes goes out as a form, is filled in, and comes back."""
        path = folder / f"{span}.xlsx"
        self.messages.chosen_file, self.messages.part = path, span.part
        self.entry.send()
        self.settle()
        lines = {line.subject.name: line for line in self.entry._lines if line.span == span}
        book = load_workbook(path)
        sheet = book["填报表"]
        for number in range(5, sheet.max_row + 1):
            line = lines.get(str(sheet.cell(number, 2).value))
            if line is not None and not sheet.cell(number, 6).value:
                sheet.cell(number, _VALUE_COLUMN).value = self.value(line)
        book.save(path)
        self.entry.read_back()
        self.settle()
        page = self.window.pages["imports"]
        assert isinstance(page, ImportsPage)
        page.read_file(path)
        self.settle()
        page.take()
        self.settle()
        assert "已导入" in page.done.text()
        self.window.go("targets", "entry")
        self.settle()

    def close(self, year: int) -> None:
        years = self.page.reports.years
        years.close_year(next(state for state in years.states if state.year == year))
        self.settle()

    def ask(self, work: object, *arguments: object) -> object:
        answers: list[object] = []
        self.window.bench.jobs.run(work, answers.append, None, *arguments)  # type: ignore[arg-type]
        self.settle()
        return answers[0]

    def verdicts(self) -> dict[str, str]:
        board = self.page.board.board
        assert board is not None
        return {row.id: row.verdict_text for row in board.rows}


def at_the_window(qtbot: QtBot, folder: Path) -> Iterator[Clerks]:
    """The window of a bureau that has 英德 in use, in the first February of its years."""
    desk = new_desk(folder / "home")
    targets = Targets(desk)
    targets.go_to("2023-02-01")
    targets.holidays(2027, 2028)
    bureaus.close(desk.office)
    messages = Answers(Wording.load(resources() / "wording"))
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    window = make_window(application, desk.office.home, messages, desk.clock)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.opening.open()
    qtbot.waitUntil(lambda: window.place == "desk", timeout=120_000)
    made = Clerks(window, messages, desk, qtbot)
    made.sit(desk.clerk.name)
    yield made
    window.close()


def baseline(clerks: Clerks) -> None:
    clerks.go(date(2023, 2, 1), 2022, "entry")
    clerks.paste(Part.Y)


def closed(clerks: Clerks, year: int) -> None:
    """In the spring after, by the reviewer."""
    clerks.sit(clerks.desk.reviewer.name)
    clerks.go(date(year + 1, 3, 20), year, "reports")
    clerks.close(year)
    assert f"{year}年已关账" in clerks.messages.said
    clerks.sit(clerks.desk.clerk.name)


def percentages(data: bytes) -> list[str]:
    """Cells with a percentage; every other cell is read for one in words."""
    found = []
    for sheet in load_workbook(BytesIO(data)):
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.value is not None and cell.number_format.endswith("%"):
                    found.append(str(cells[1].value))
                else:
                    assert not PERCENT.search(str(cell.value)), (sheet.title, cell.value)
    return found


def exported(clerks: Clerks, year: int, folder: Path) -> None:
    clerks.go(date(year + 1, 3, 20), year, "reports")
    for which in ("attained", "annex"):
        clerks.page.reports.which.choose(which)
        for ending in ("xlsx", "pdf"):
            path = folder / f"{year}-{which}.{ending}"
            clerks.messages.chosen_file = path
            clerks.page.reports.export(ending)
            clerks.settle()
        assert path.read_bytes().startswith(b"%PDF")
        data = path.with_suffix(".xlsx").read_bytes()
        assert sorted(percentages(data)) == ["3-8c", "3-9a"]

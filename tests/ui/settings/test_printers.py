from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from ipdesk.ui.bench import Bench
from ipdesk.ui.jobs import Jobs
from ipdesk.ui.settings.printers import PrinterSection
from ipdesk.wording import Wording
from tests.ui.recorded import RecordedMessages


def test_each_kind_of_paper_has_a_printer_and_copies_of_its_own(
    qtbot: QtBot, wording: Wording, tmp_path: Path
) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("printers/letter-approval", "红头纸盘")
    settings.setValue("copies/letter-approval", 3)
    jobs = Jobs()
    section = PrinterSection(Bench(jobs, RecordedMessages(wording), wording, settings))
    qtbot.addWidget(section)
    section.refresh()
    assert section.printers["letter-approval"].value() == "红头纸盘"
    assert section.copies["letter-approval"].value() == 3
    assert section.printers["form-handed-in"].value() is None

    section.copies["form-handed-in"].set_value(2)
    section.copies["form-handed-in"].edited.emit()

    assert int(str(settings.value("copies/form-handed-in"))) == 2
    assert int(str(settings.value("copies/letter-approval"))) == 3
    jobs.close()

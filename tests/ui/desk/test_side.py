from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ipdesk.services.backups import BackupState
from ipdesk.services.diagnosis import Part
from ipdesk.services.first_steps import Progress
from ipdesk.services.target_risks import TargetRisk
from ipdesk.ui.bench import Bench
from ipdesk.ui.desk.first_steps import FirstSteps
from ipdesk.ui.desk.side import CareCard
from ipdesk.ui.jobs import Jobs
from ipdesk.ui.settings.about import AboutSection
from ipdesk.ui.widgets import Chip
from ipdesk.wording import Wording
from tests.ui.recorded import RecordedMessages


@pytest.fixture
def bench(qtbot: QtBot, wording: Wording, tmp_path: Path) -> Iterator[Bench]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    jobs = Jobs()
    yield Bench(jobs, RecordedMessages(wording), wording, settings)
    jobs.close()


def test_steps_tick_themselves_and_can_be_put_away(qtbot: QtBot, bench: Bench) -> None:
    card = FirstSteps(bench)
    qtbot.addWidget(card)
    gone: list[tuple[str, object]] = []
    bench.gone.connect(lambda place, target: gone.append((place, target)))

    card.show_progress(Progress(4, frozenset({"register"}), sample=True))
    assert card.isVisibleTo(None)
    assert card.steps["register"].accessibleName().endswith("已完成")
    assert card.steps["letter"].accessibleName().endswith("还没有做")
    card.steps["letter"].click()
    assert gone == [("notices", None)]

    card.put_away()
    card.show_progress(Progress(4, frozenset(), sample=True))
    assert not card.isVisibleTo(None)


def test_in_a_bureau_at_work_the_steps_stay_away(qtbot: QtBot, bench: Bench) -> None:
    card = FirstSteps(bench)
    qtbot.addWidget(card)
    card.show_progress(Progress(4, frozenset(), sample=False))
    assert not card.isVisibleTo(None)


def test_backups_and_targets_at_risk_are_said_in_words(qtbot: QtBot, bench: Bench) -> None:
    card = CareCard(bench)
    qtbot.addWidget(card)
    at = datetime(2024, 5, 6, 9, 30)
    card.show_backup(BackupState(at, False, False, "", "", None, ""), date(2024, 5, 6))
    card.show_targets([TargetRisk("yingde-2023", "英府办函〔2024〕18号", 2024, 3, 2, 9)])

    chips = [chip.accessibleName() for chip in card.findChildren(Chip)]
    assert chips == ["已备份", "3 项没有达到或逾期"]
    said = [label.text() for label in card.findChildren(QLabel)]
    assert "上次备份 今天 09:30" in said
    assert "英府办函〔2024〕18号 · 2024 年 · 另有 2 项有风险" in said


def test_a_check_of_every_part_is_shown_and_copied_as_text(qtbot: QtBot, bench: Bench) -> None:
    section = AboutSection(bench)
    qtbot.addWidget(section)
    section.show_parts([Part("doctor-fonts", "齐全", True), Part("doctor-files", "缺 1 个", False)])
    section.copy_text()

    text = QGuiApplication.clipboard().text()
    assert "正常　字体：齐全" in text
    assert "异常　材料文件：缺 1 个" in text

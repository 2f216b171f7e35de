from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings

from ipdesk.paths import Home
from ipdesk.ui.bench import Bench
from ipdesk.ui.jobs import Jobs
from ipdesk.ui.practice import Practice, command
from ipdesk.wording import Wording
from tests.ui.recorded import RecordedMessages


def test_the_sample_is_tried_in_a_folder_of_its_own_beside_the_bureau(
    wording: Wording, tmp_path: Path
) -> None:
    started: list[list[str]] = []

    def start(program: str, words: Sequence[str]) -> tuple[bool, int]:
        started.append([program, *words])
        return program != "", 1

    jobs, messages = Jobs(), RecordedMessages(wording)
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    bench = Bench(jobs, messages, wording, settings)
    Practice(bench, Home(tmp_path / "bureau"), start).open()
    assert [words[-1] for words in started] == [str(tmp_path / "bureau-practice")]
    assert "不进本单位的数据" in messages.said[-1]
    Practice(bench, Home(tmp_path / "bureau-practice"), start).open()
    assert len(started) == 1
    jobs.close()


def test_the_second_window_is_this_very_program(tmp_path: Path) -> None:
    told = [*command(Home(tmp_path / "x"))[:-2], "--version"]
    assert "ipdesk" in subprocess.run(told, capture_output=True, text=True, check=True).stdout

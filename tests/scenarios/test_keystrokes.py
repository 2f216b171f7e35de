from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ipdesk.paths import Home
from tests.keystrokes import WANTED_SECONDS, by_spreadsheet, by_window, keys_of, table


def test_chinese_is_counted_by_its_pinyin_and_what_chooses_it() -> None:
    assert keys_of("2024") == 4
    assert keys_of("专利") == len("zhuan") + len("li") + 1
    assert keys_of("发明专利金奖") == len("faming") + len("zhuanli") + len("jinjiang") + 2


@pytest.mark.long
def test_a_claim_is_taken_in_by_keys_alone_within_a_minute_and_a_half(
    qapp: QApplication, tmp_path: Path
) -> None:
    window, spreadsheet = by_window(Home(tmp_path / "bureau")), by_spreadsheet()
    print(table(window, spreadsheet))

    assert window.seconds <= WANTED_SECONDS
    assert window.keys * 3 < spreadsheet.keys

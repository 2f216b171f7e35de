from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from ipdesk.paths import Home
from ipdesk.ui.store.history_sheet import HistorySheet
from tests.conftest import SampleFolder
from tests.ui.store.test_restore import home, opened

__all__ = ["home", "opened"]


def test_the_history_of_a_claim_lists_its_acts_in_words(
    opened: Callable[..., SimpleNamespace], home: Home, sample: SampleFolder
) -> None:
    seen = opened(yes=True)
    seen.window.acts.history.begin("claim", 1, "LC-2024-0001")
    seen.settle()
    sheet = seen.messages.dialogs[-1]
    assert isinstance(sheet, HistorySheet)
    assert sheet.heading.text() == "历史　LC-2024-0001"


def test_the_journal_is_shown_filtered_and_checked(
    opened: Callable[..., SimpleNamespace],
) -> None:
    seen = opened()
    seen.window.go("settings", "操作记录")
    seen.settle()
    section = seen.window.pages["settings"].journal
    whole = section.table.model.rowCount()
    section.search.setText("LC-2024-0001")
    section._apply()
    seen.settle()
    assert section.table.model.rowCount() != whole
    section.check.click()
    seen.settle()
    assert section.verdict.text().startswith("校验链完整")
    section.printed.setText("0123456789ab")
    section.hold.click()
    seen.settle()
    assert section.verdict.text().startswith("操作记录里没有校验为")

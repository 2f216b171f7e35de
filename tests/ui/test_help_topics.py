from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

import ipdesk.ui
from ipdesk.paths import resources
from ipdesk.ui.help import PAGES, HelpSheet
from ipdesk.ui.help_topics import TOPICS, topic_of
from ipdesk.ui.widgets.view_sheet import ViewSheet

HELP = resources() / "help"


def every_dialog(of: type[QDialog] = QDialog) -> Iterator[str]:
    for kind in of.__subclasses__():
        if kind.__module__.startswith("ipdesk.ui."):
            yield f"{kind.__module__.removeprefix('ipdesk.ui.')}.{kind.__name__}"
        yield from every_dialog(kind)


def headings(page: str) -> set[str]:
    text = (HELP / f"{page}.md").read_text("utf-8")
    return set(re.findall(r"^##+ (.+)$", text, re.MULTILINE))


def test_every_dialog_has_its_part_of_the_help() -> None:
    for _, name, _ in pkgutil.walk_packages(ipdesk.ui.__path__, "ipdesk.ui."):
        importlib.import_module(name)
    assert set(every_dialog()) == set(TOPICS)


def test_every_part_that_is_named_is_there() -> None:
    named = [topic.partition("#") for topic in TOPICS.values() if topic]
    assert {page for page, _, _ in named} <= {name for name, _ in PAGES}
    assert [f"{page}#{part}" for page, _, part in named if part not in ("", *headings(page))] == []


def test_the_help_of_a_dialog_opens_at_its_heading(qtbot: QtBot) -> None:
    dialog = ViewSheet(None, ())
    qtbot.addWidget(dialog)
    page, heading = topic_of(dialog)
    sheet = HelpSheet(None, HELP, page, (heading,))
    qtbot.addWidget(sheet)
    sheet.show()

    qtbot.waitUntil(lambda: sheet.text.textCursor().block().text() == "视图")
    assert sheet.text.verticalScrollBar().value() > 0
    assert sheet.pages.currentItem().text() == "列表和搜索"


@pytest.mark.parametrize(
    ("page", "about", "stands_at"),
    [
        ("applicants", "登记申报主体", "登记"),
        ("applicants", "修改", "修改和更名"),
        ("applicants", "LC-2024-0001", "申报主体"),
        ("publicity", "公示批次", "批次"),
        ("publicity", "待拨付", "拨付"),
        ("settings", "文书", "文书"),
        ("notices", "文书登记簿", "登记簿"),
    ],
)
def test_the_part_in_front_opens_its_heading_or_the_top_of_the_page(
    qtbot: QtBot, page: str, about: str, stands_at: str
) -> None:
    sheet = HelpSheet(None, HELP, page, (about,))
    qtbot.addWidget(sheet)
    sheet._go_to_part()
    assert sheet.text.textCursor().block().text() == stands_at


def test_the_words_of_everyday_are_found(qtbot: QtBot) -> None:
    sheet = HelpSheet(None, HELP, "desk")
    qtbot.addWidget(sheet)
    said = "盖章 年底 密码忘了 导出 密码 退回 打印 台账 备份 忘记密码 撤销 换电脑 "
    said += "退票 额度 导入 乱码 打不开 改错 填错 恢复 复制"
    missing = []
    for word in said.split():
        sheet.search.setText(word)
        if not sheet.contents.count():
            missing.append(word)
    assert missing == []

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.stages import Role
from ipdesk.paths import Home
from ipdesk.services import applicants
from ipdesk.services.office import Actor, Changes
from ipdesk.ui import theme
from ipdesk.ui.keys_sheet import KeysSheet
from ipdesk.ui.navigation import PLACES

Opener = Callable[[], SimpleNamespace]


def test_an_empty_folder_shows_the_three_ways_to_begin(desk: Opener) -> None:
    start = desk().window.start
    assert start.stack.currentWidget() is start.choices
    assert [start.new_button.text(), start.sample_button.text(), start.open_button.text()] == [
        "新建单位",
        "建立样例",
        "选择文件夹",
    ]


def test_building_the_sample_is_stopped_and_leaves_nothing(qtbot: QtBot, desk: Opener) -> None:
    opened = desk()
    start, home = opened.window.start, opened.window.opening.home
    start.try_sample()
    assert start.stop_button.hasFocus() or start.stop_button.isVisible()
    qtbot.keyClick(start, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: start.stack.currentWidget() is start.choices, timeout=30_000)
    assert start.notice.text() == "已停止，样例单位没有建立，文件夹里没有留下它的数据。"
    assert not home.database.exists()


def test_a_founded_bureau_opens_at_the_desk(founded: Home, desk: Opener) -> None:
    opened = desk()
    assert opened.window.place == "desk"
    assert opened.bench.actor.name == "陈晓岚"
    assert opened.window.windowTitle() == "工作台 — 知识产权奖补工作台"


def test_the_navigation_has_the_eight_places_and_settings(founded: Home, desk: Opener) -> None:
    items = desk().window.navigation.items
    assert list(items) == [place.id for place in PLACES] + ["settings"]
    assert len(PLACES) == 8


def test_places_are_reached_by_keyboard(qtbot: QtBot, founded: Home, desk: Opener) -> None:
    opened = desk()
    # As the platform sends it: to the window, which looks for the shortcut.
    keys = opened.window.windowHandle()
    keys.requestActivate()
    qtbot.waitUntil(opened.window.isActiveWindow)
    qtbot.keyClick(keys, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert opened.window.place == "applicants"
    qtbot.keyClick(keys, Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    assert opened.window.place == "policies"


def test_no_part_of_a_page_is_shown_as_a_window_of_its_own(founded: Home, desk: Opener) -> None:
    opened = desk()
    shown: list[str] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            appears = event.type() is QEvent.Type.Show and isinstance(watched, QWidget)
            if appears and watched.isWindow():  # type: ignore[attr-defined]
                shown.append(type(watched).__name__)
            return False

    watch = Watch()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(watch)
    for place in ("applicants", "claims", "publicity", "notices", "policies", "settings"):
        opened.window.go(place)
        opened.settle()
    application.removeEventFilter(watch)
    assert shown == []


def test_pages_are_made_when_first_visited(founded: Home, desk: Opener) -> None:
    window = desk().window
    assert list(window.pages) == ["desk"]
    window.go("policies")
    assert list(window.pages) == ["desk", "policies"]


def test_the_search_finds_an_applicant_and_opens_it(
    qtbot: QtBot, founded: Home, desk: Opener
) -> None:
    opened = desk()
    form = applicants.ApplicantForm(
        ApplicantKind.ENTERPRISE, "乐昌市金岭机械有限公司", code_exception="待核"
    )
    opened.bench.jobs.run(applicants.register_applicant, None, None, opened.bench.actor, form)
    opened.settle()
    box = opened.window.search
    box.edit.setFocus()
    qtbot.keyClicks(box.edit, "jljx")
    qtbot.waitUntil(lambda: box.hits_shown)
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    opened.settle()
    page = opened.window.pages["applicants"]
    assert opened.window.place == "applicants"
    assert page.listing.table.current().name == "乐昌市金岭机械有限公司"


def test_what_was_opened_last_is_offered_before_a_letter_is_typed(
    qtbot: QtBot, founded: Home, desk: Opener
) -> None:
    opened = desk()
    form = applicants.ApplicantForm(
        ApplicantKind.ENTERPRISE, "乐昌市金岭机械有限公司", code_exception="待核"
    )
    opened.bench.jobs.run(applicants.register_applicant, None, None, opened.bench.actor, form)
    opened.window.finding.seen("applicant", 1)
    box = opened.window.search
    box.edit.setFocus()
    qtbot.keyClick(box.edit, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: box.hits_shown)
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    assert opened.window.place == "applicants"


def test_an_act_is_found_by_a_piece_of_its_name(qtbot: QtBot, founded: Home, desk: Opener) -> None:
    opened = desk()
    box = opened.window.search
    box.edit.setFocus()
    box.edit.setText("设置")
    box.asked.emit("设置")
    qtbot.waitUntil(lambda: box.hits_shown)
    qtbot.keyClick(box.edit, Qt.Key.Key_Return)
    assert opened.window.place == "settings"


def test_an_act_called_so_stands_before_one_that_has_it_in_a_longer_word(
    qtbot: QtBot, founded: Home, desk: Opener
) -> None:
    box = desk().window.search
    box.edit.setFocus()
    box.edit.setText("字号")
    box.asked.emit("字号")
    qtbot.waitUntil(lambda: box.hits_shown)
    offered = [hit.title for hit in box._popup._hits.values()]
    assert offered == ["设置：外观", "设置：文号"]


def test_a_page_out_of_sight_refreshes_when_it_is_seen(founded: Home, desk: Opener) -> None:
    opened = desk()
    window = opened.window
    window.go("applicants")
    opened.settle()
    page = window.pages["applicants"]
    read: list[int] = []
    page.refresh = lambda: read.append(1)  # type: ignore[method-assign]
    window.go("desk")
    opened.bench.announce(Changes.of("applicant"))
    assert read == []
    window.go("applicants")
    assert read == [1]
    opened.bench.announce(Changes.of("budget"))
    assert read == [1]


def test_another_operator_takes_the_seat(founded: Home, desk: Opener) -> None:
    opened = desk()
    opened.window.navigation.operator_asked.emit(2)
    assert opened.bench.actor.name == "黄志强"
    assert opened.messages.said == ["现在由黄志强操作"]
    opened.window.close()
    assert desk().bench.actor.name == "黄志强"


def test_f1_lists_every_act_with_its_place_in_the_menu(founded: Home, desk: Opener) -> None:
    opened = desk()
    opened.window.acts.show_keys()
    sheet = opened.messages.dialogs[-1]
    assert isinstance(sheet, KeysSheet)
    names = [line.text for line in opened.window.actions_of.named()]
    assert {"新建申报", "搜索", "更换操作员", "申报主体"} <= set(names)


def test_no_shortcut_is_used_twice(founded: Home, desk: Opener) -> None:
    opened = desk()
    for place in ("applicants", "policies", "settings"):
        opened.window.go(place)
    used: dict[str, str] = {}
    for action in opened.window.findChildren(QAction):
        keys = action.shortcut().toString()
        if keys and keys != "Esc":
            assert keys not in used, (keys, action.text(), used[keys])
            used[keys] = action.text()


def test_the_look_is_changed_and_remembered(founded: Home, desk: Opener) -> None:
    opened = desk()
    opened.window.acts.set_look("dark", 150)
    assert theme.current().colours.text == "#E6EBF0"
    assert QApplication.font().pointSizeF() == 18.0
    assert opened.bench.settings.value("look/scheme") == "dark"
    assert int(str(opened.bench.settings.value("look/zoom"))) == 150


def test_every_button_has_a_name_for_the_screen_reader(founded: Home, desk: Opener) -> None:
    opened = desk()
    for place in ("applicants", "policies", "settings", "desk"):
        opened.window.go(place)
        opened.settle()
    nameless = [
        button
        for button in opened.window.findChildren(QAbstractButton)
        if not (button.text() or button.accessibleName() or button.toolTip())
        and button.metaObject().className() != "QTableCornerButton"
    ]
    assert [type(button).__name__ for button in nameless] == []


def test_nothing_is_cut_at_the_least_size(founded: Home, desk: Opener) -> None:
    opened = desk()
    opened.window.resize(1366, 768)
    for place in ("desk", "applicants", "policies", "settings"):
        opened.window.go(place)
        opened.settle()
        page: QWidget = opened.window.pages[place]
        assert page.minimumSizeHint().width() <= 1366 - opened.window.navigation.width(), place


def test_the_office_is_closed_with_the_window(founded: Home, desk: Opener) -> None:
    opened = desk()
    opened.window.close()
    # The database can be opened again at once: nothing holds it.
    assert desk().window.place == "desk"


def test_whose_seat_it_is_and_as_what_is_read_whole(founded: Home, desk: Opener) -> None:
    opened = desk()
    navigation = opened.window.navigation
    words = opened.bench.wording

    def called(role: object) -> str:
        return words.label("role", role)

    navigation.set_actor(Actor(9, "欧阳建国", (Role.AUDITOR,)), called)
    assert navigation.owner.text() == "欧阳建国\n审计（只读）"
    navigation.set_actor(Actor(9, "李明", (Role.CLERK,)), called)
    assert navigation.owner.text() == "李明 · 经办人"


def test_who_asks_for_a_place_before_the_policies_are_read_comes_there_after(
    founded: Home, desk: Opener
) -> None:
    opened = desk()
    opened.bench.informed = False
    opened.window.go("applicants")
    opened.window.go("policies")
    assert opened.window.place == "desk"
    opened.bench.use_policies(opened.bench.policies)
    assert opened.window.place == "policies"


def test_the_rows_of_the_day_come_before_the_policies(
    qtbot: QtBot, founded: Home, desk: Opener
) -> None:
    opened = desk()
    assert opened.bench.informed
    opened.bench.informed, told = False, []
    opened.bench.rows_read.connect(lambda rows: told.append(opened.bench.informed))
    opened.bench.read_overview()
    qtbot.waitUntil(lambda: told == [False])
    assert opened.window.pages["desk"].head.text() == "今天没有要办的事"
    opened.bench.informed = True


def test_the_keys_are_in_the_list_of_the_place_one_comes_to(
    qtbot: QtBot, founded: Home, desk: Opener
) -> None:
    opened = desk()
    form = applicants.ApplicantForm(ApplicantKind.ENTERPRISE, "乐昌市金岭", code_exception="待核")
    opened.bench.jobs.run(applicants.register_applicant, None, None, opened.bench.actor, form)
    opened.window.activateWindow()
    opened.window.go("applicants")
    opened.settle()
    page = opened.window.stack.currentWidget()
    qtbot.keyClick(opened.window.focusWidget(), Qt.Key.Key_Down)
    assert opened.window.focusWidget() is page.listing.table.view
    qtbot.mouseClick(opened.window.navigation.items["claims"], Qt.MouseButton.LeftButton)
    opened.settle()
    assert not opened.window.navigation.has_keyboard()


def test_the_keyboard_does_not_fall_into_the_navigation(
    qtbot: QtBot, founded: Home, desk: Opener
) -> None:
    opened = desk()
    window = opened.window
    window.go("applicants")
    opened.settle()
    page, first = window.pages["applicants"], window.navigation.items["desk"]
    button = next(one for one in page.findChildren(QAbstractButton) if one.text() == "导入…")
    button.setFocus()
    first.setFocus()
    opened.settle()
    assert first.hasFocus()  # walked there
    button.setFocus()
    first.setFocus()
    button.setEnabled(False)  # pressed, and greyed by what came of it: Qt goes on to the first
    qtbot.waitUntil(lambda: not window.navigation.has_keyboard())
    assert page.hasFocus() or page.isAncestorOf(window.focusWidget())

"""The work of a year, act by act, in the window on some thousand claims: it never pauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ipdesk.app import make_window
from ipdesk.domain.record import CheckState
from ipdesk.domain.stages import Role
from ipdesk.paths import Home, resources
from ipdesk.ui.claims.evidence_card import incoming
from ipdesk.ui.widgets.segments import Segments
from ipdesk.wording import Wording
from tests.bench import big_store
from tests.services.casework import credit_code
from tests.services.papers import acting, scan
from tests.ui.claims.test_evidence import picture
from tests.ui.imports.test_page import ledger
from tests.ui.walking import Clock, ShownMessages, Walk
from tests.ui.watchdog import Watchdog

pytestmark = pytest.mark.long
CLAIMS, APPLICANTS = 4_000, 4_000
NAME = "乐昌市金岭机械有限公司"
WORKS = (
    "粤作登字-2024-F-00015229\t2024-01-05\n"
    "粤作登字-2024-F-00015230\t2024-01-05\n"
    "国作登字-2024-F-00123456\t2024-01-09"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home(tmp_path_factory.mktemp("work") / "bureau")
    big_store.build(made, CLAIMS, APPLICANTS)
    return made


@pytest.fixture
def walk(qtbot: QtBot, qapp: QApplication, home: Home, wording: Wording) -> Iterator[Walk]:
    clock = Clock(datetime(2025, 3, 10, 9, 30))
    window = make_window(qapp, home, ShownMessages(wording), clock)
    window.care.check = lambda: None  # type: ignore[method-assign]  # it is measured by its own
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.opening.open()
    qtbot.waitUntil(lambda: bool(window.place), timeout=60_000)
    qtbot.waitUntil(lambda: window.bench.jobs.pending == 0, timeout=60_000)
    with Watchdog(window.bench.jobs) as dog:
        yield Walk(window, dog, clock)
    window.bench.messages.yes = False  # type: ignore[attr-defined]
    window.close()


def register(walk: Walk) -> None:
    walk.sit(Role.CLERK)
    walk.go("applicants")
    page = walk.window.pages["applicants"]
    walk.do("register an applicant", page.register)
    unit = {
        "kind": "enterprise",
        "name": NAME,
        "code": credit_code(NAME),
        "town": "乐城街道",
        "legal_representative": "周文斌",
        "contact": "何敏",
        "phone": "13800000001",
        "bank": "农业银行乐昌支行",
        "account_name": NAME,
        "account": "44059001040012345",
    }
    for field, value in unit.items():
        walk.do(f"type {field}", lambda f=field, v=value: page.form.form[f].set_value(v))
    walk.do("check an applicant", page.form.check)
    walk.do("save an applicant", page.form.save)
    walk.type_in("search an applicant", page.listing.filter, NAME[:6])
    walk.until("find an applicant", lambda: 0 < len(page.listing.table.model.ids) < 100)
    walk.do("look at an applicant", lambda: page.look(page.listing.table.model.ids[0]))


def _only(lines: Sequence[QWidget], name: str) -> bool:
    return [name in one.accessibleName() for one in lines] == [True]


def begin_claim(walk: Walk) -> None:
    walk.do("new claim", walk.window.new_claim)
    new = walk.claims.new
    walk.type_in("type who comes", new.who, NAME)
    walk.until("find who comes", lambda: _only(new.people.lines, NAME))
    walk.do("take who comes", new.people.take)
    walk.type_in("type what they bring", new.what, "作品登记")
    walk.until("find what they bring", lambda: len(new.awards.lines) > 0)
    walk.do("take an award", new.awards.take)
    walk.until("a draft", lambda: walk.stage() == "草稿")
    grid = walk.sheet.items.grid
    QGuiApplication.clipboard().setText(WORKS)
    walk.do("go to a cell", lambda: grid.setCurrentIndex(grid.grid.index(0, 0)))
    walk.do("paste items", grid.paste)
    walk.until("three items", lambda: walk.sheet.view and len(walk.sheet.view.items) == 3)
    basis = walk.sheet.items.intake["basis_document"]
    walk.type_in("type a basis", basis.editor, "乐府办〔2025〕3号")
    walk.do("undo", grid.undo_stack.undo)
    walk.do("redo", grid.undo_stack.redo)
    walk.until("saved", lambda: walk.sheet.head.kept.text() == "草稿已保存")


def put_papers(walk: Walk, folder: Path) -> None:
    papers = {"扫描.pdf": scan(3), "表.pdf": acting(), "照片.png": picture(2400, 1800)}
    first = walk.sheet.evidence.lines[0].piece.id
    attached = walk.sheet.evidence.attached
    for name, data in papers.items():
        (folder / name).write_bytes(data)
        walk.do(f"file {name}", lambda n=name: attached.emit(first, incoming([folder / n])))
    walk.do("open evidence", lambda: walk.sheet.papers.open_kind(first))
    viewer = walk.sheet.papers.viewer
    for _ in papers:
        walk.do("next paper", lambda: viewer.step(1))
    walk.do("next page", lambda: viewer.scan.step_page(1))
    walk.do("leave evidence", walk.sheet.papers.close)


def decide(walk: Walk) -> None:
    sheet = walk.sheet
    walk.press_next("已收件")
    walk.press_next("已受理")
    for _ in range(len(sheet.view.checks)):
        left = sum(one.state is CheckState.UNCHECKED for one in sheet.view.checks)
        if not left:
            break
        walk.do("answer a check", lambda: QTest.keyClick(sheet.checks.area, Qt.Key.Key_1))
    walk.do("policy text of a check", sheet._open_text)
    walk.do("back to the claim", lambda: walk.window.go("claims", sheet.view.claim.id))
    walk.do("form of the claim", sheet.show_form)
    walk.do("history of the claim", walk.acts.show_history)
    walk.press_next("初审完成")
    walk.sit(Role.REVIEWER)
    walk.press_next("复核完成")
    walk.sit(Role.APPROVER)
    walk.press_next("已审签")
    walk.sit(Role.CLERK)
    walk.press_next("公示中", channel="市政府门户网站")
    walk.clock.go_to(sheet.view.claim.published_until + timedelta(days=1))
    walk.do("read again", sheet.reread)
    walk.press_next("公示期满")
    walk.sit(Role.APPROVER)
    walk.press_next("已批准")


def issue_and_pay(walk: Walk) -> None:
    sheet = walk.sheet
    claim = sheet.view.claim.id
    walk.sit(Role.CLERK)
    walk.until("may issue", sheet.foot.next.button.isEnabled)
    walk.do("preview a letter", sheet.foot.next.button.click)
    walk.until("a preview", lambda: walk.window.place == "notices" and walk.letters.issue.preview)
    walk.do("larger paper", lambda: walk.letters.issue.paper.step(1))
    walk.do("issue a letter", walk.letters.issue.issue)
    walk.until("issued", lambda: walk.letters.issue.letter is not None)
    walk.do("back to the claim", lambda: walk.window.go("claims", claim))
    walk.sit(Role.PAYER)
    walk.press_next("已拨付", voucher="2025-0312")


def test_a_claim_goes_from_the_counter_to_its_payment_without_a_pause(
    walk: Walk, tmp_path: Path
) -> None:
    register(walk)
    begin_claim(walk)
    put_papers(walk, tmp_path)
    decide(walk)
    issue_and_pay(walk)
    assert walk.sheet.view.claim.received_on == date(2025, 3, 10)
    walk.without_pause()


def look_around(walk: Walk) -> None:
    """Each part of each place, and what is asked of the window anywhere."""
    for place in ("publicity", "notices", "ledgers", "targets", "policies"):
        walk.go(place)
        shown = walk.window.pages[place].findChildren(Segments)
        for segments in [one for one in shown if one.isVisible()][:1]:
            for name, button in segments.buttons.items():
                if button.isEnabled():
                    walk.do(f"{place}: {name}", button.click)
    walk.do("keys", walk.acts.show_keys)
    walk.do("help", walk.acts.show_help)


def find_letters(walk: Walk) -> None:
    walk.go("notices")
    walk.type_in("search a letter", walk.letters.filter, "乐昌市")
    walk.do("register of numbers", walk.letters.show_register)
    walk.do("back to the letters", walk.letters.show_lists)
    walk.do("type a code", lambda: walk.letters.code.setText("ABCD-EFGH"))
    walk.do("verify a paper", walk.letters.check_paper)


def export(walk: Walk, folder: Path) -> None:
    walk.sit(Role.CLERK)
    page = walk.window.pages["ledgers"]
    walk.go("ledgers")
    walk.messages.chosen_file = folder / "台账.xlsx"
    walk.do("export the ledger", page.export_ledger)
    walk.messages.chosen_file = folder / "年度.xlsx"
    walk.do("export the year", page.export_year_end)


def import_past(walk: Walk, folder: Path) -> None:
    walk.go("imports", "history")
    page = walk.window.pages["imports"]
    walk.do("check an import", lambda: page.read_file(ledger(folder)))
    walk.do("go through an import", page.check.jump_on)
    walk.do("leave an import", page.go_back)


def draft_policy(walk: Walk, folder: Path) -> None:
    text = resources() / "policies" / "lechang-2022" / "source.md"
    copied = folder / "政策.txt"
    copied.write_bytes(text.read_bytes())
    walk.go("drafting")
    page = walk.window.pages["drafting"]
    walk.do("draft a policy", lambda: page.read_file(copied))


def test_everything_else_is_without_a_pause(walk: Walk, tmp_path: Path) -> None:
    look_around(walk)
    find_letters(walk)
    export(walk, tmp_path)
    import_past(walk, tmp_path)
    draft_policy(walk, tmp_path)
    walk.without_pause()

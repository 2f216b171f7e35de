"""What is typed beside the checklist, into a correction and into sheets is there again."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ipdesk.domain.record import CheckState
from ipdesk.domain.stages import Stage
from ipdesk.services.claim_page import view_claim
from ipdesk.services.typed import typed
from ipdesk.ui.batch_sheet import BatchSheet
from ipdesk.ui.claims.page import ClaimsPage
from ipdesk.ui.claims.way_sheets import PaperSheet
from ipdesk.ui.publicity.sheets import AnswerSheet
from tests.services.casework import Desk, patent
from tests.ui.at_work import Place
from tests.ui.claims.test_after_decision import TWO, begin, said
from tests.ui.claims.test_sheet import opened_claim


def kept(qtbot: QtBot, opened: SimpleNamespace, place: str, record: object) -> dict[str, Any]:
    """What lies in the store of it, a moment after it was typed."""
    found: list[Any] = [{}]

    def there() -> bool:
        found[0] = opened.ask(typed, opened.bench.actor, place, str(record))
        return bool(found[0])

    qtbot.waitUntil(there)
    return dict(found[0])


def sheet_again(qtbot: QtBot, opened: SimpleNamespace, claim: int) -> Any:
    """The claim in a page made anew, as after the process was gone."""
    page = ClaimsPage(opened.bench)
    qtbot.addWidget(page)
    page.show()
    page.open(claim)
    opened.settle()
    return page.sheet


def test_the_note_of_a_line_not_answered_yet_is_there_again(
    qtbot: QtBot, casework: Desk, place: Place
) -> None:
    claim = casework.received(casework.applicant(), "01-01", patent("ZL201310000001.3"))
    casework.take("clerk", claim, "accept")
    opened = opened_claim(place, claim)
    current = opened.sheet.checks.current
    QTest.keyClicks(opened.sheet.checks.current_row().note, "73")
    kept(qtbot, opened, "check-notes", claim)
    sheet = sheet_again(qtbot, opened, claim)
    sheet.checks.go_to(current)
    assert sheet.checks.current_row().note.text() == "73"
    assert not sheet._notes.line.isHidden()
    sheet.checks.current_row().answer(CheckState.MET)
    qtbot.waitUntil(lambda: sheet._notes.line.isHidden())
    opened.settle()
    assert opened.ask(typed, opened.bench.actor, "check-notes", str(claim)) == {}
    line = next(one for one in opened.ask(view_claim, claim).checks if one.id == current)
    assert line.note == "73"


def test_the_items_of_a_correction_are_there_again(
    qtbot: QtBot, casework: Desk, place: Place
) -> None:
    claim = casework.approved(casework.applicant(), "01-01", *TWO)
    casework.issue(claim)
    opened = opened_claim(place, claim, casework.reviewer)
    form = begin(opened, "propose_change")
    form.form["reason"].set_value("第二件已转让")
    opened.sheet.items.grid.grid.splice(1, 1, [])
    opened.sheet.items.grid.edited.emit()
    kept(qtbot, opened, "act-propose_change", claim)
    qtbot.waitUntil(lambda: "items" in kept(qtbot, opened, "act-propose_change", claim))
    again = SimpleNamespace(**{**vars(opened), "sheet": sheet_again(qtbot, opened, claim)})
    form = begin(again, "propose_change")
    opened.settle()
    assert form.form["reason"].value() == "第二件已转让"
    assert len(again.sheet.items.grid.rows()) == 1
    qtbot.waitUntil(lambda: "10,000.00 → 5,000.00" in said(form))
    form.keeping.line.drop.click()
    opened.settle()
    assert len(again.sheet.items.grid.rows()) == 2
    assert opened.ask(typed, opened.bench.actor, "act-propose_change", str(claim)) == {}


def test_what_was_written_of_a_paper_is_there_again_until_it_is_recorded(
    qtbot: QtBot, casework: Desk, place: Place
) -> None:
    claim = casework.examined(casework.applicant(), "01-01", patent("ZL201310000001.3"))
    opened = opened_claim(place, claim)
    shown: list[PaperSheet] = []

    def leave_open(sheet: PaperSheet) -> bool:
        opened.settle()
        shown.append(sheet)
        return False

    opened.messages.run = leave_open
    foot = opened.sheet.foot
    foot.next.reason.linkActivated.emit("way:paper")
    foot.form.yes.click()
    shown[-1].form["title"].editor.setFocus()
    QTest.keyClicks(shown[-1].form["title"].editor, "73")
    kept(qtbot, opened, "paper", claim)
    foot.form.yes.click()
    assert shown[-1].form["title"].value() == "73"
    shown[-1].reject()
    opened.settle()
    assert opened.ask(typed, opened.bench.actor, "paper", str(claim)) == {}


def test_a_sheet_for_several_claims_keeps_what_was_typed_until_something_came_of_it(
    qtbot: QtBot, casework: Desk, place: Place
) -> None:
    claim = casework.examined(casework.applicant(), "01-01", patent("ZL201310000001.3"))
    opened = opened_claim(place, claim, casework.reviewer)
    together = opened.page.listing.together
    sheets: list[BatchSheet] = []

    def agree(sheet: BatchSheet) -> bool:
        opened.settle()
        sheets.append(sheet)
        sheet.form["opinion"].set_value(sheet.form["opinion"].value() or "看过原件。")
        sheet.form["opinion"].changed.emit()
        sheet.accept()
        return len(sheets) > 1  # the first time the process ends here

    opened.messages.run = agree
    opened.page.show_list()
    opened.settle()
    for _ in range(2):
        together.begin("review")
        opened.settle()
        qtbot.waitUntil(lambda: bool(sheets))
    assert sheets[1].form["opinion"].value() == "看过原件。"
    opened.settle()
    assert opened.ask(view_claim, claim).claim.stage is Stage.REVIEWED
    assert opened.ask(typed, opened.bench.actor, "batch-review", "-") == {}


def test_what_the_bank_says_is_kept_by_its_own_place(
    qtbot: QtBot, casework: Desk, place: Place
) -> None:
    opened = place(ClaimsPage)
    today = opened.bench.today()
    sheet = AnswerSheet(opened.bench, "登记退票", "", True, today)
    opened.settle()
    QTest.keyClicks(sheet.form["text"].editor, "73")
    assert kept(qtbot, opened, "payment-returned", "-") == {"text": "73"}
    other = AnswerSheet(opened.bench, "登记已拨付", "", False, today)
    again = AnswerSheet(opened.bench, "登记退票", "", True, today)
    opened.settle()
    assert (other.text, again.text) == ("", "73")

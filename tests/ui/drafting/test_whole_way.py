"""From the published text to the ledger: drafted, confirmed and put in use in the window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import Qt

from ipdesk.services import bureaus
from ipdesk.services.claims import ClaimFilter, open_claim, save_draft
from ipdesk.services.ledgers import ledger
from ipdesk.services.letters import issue_letter, preview_letter
from ipdesk.ui.drafting.page import DraftingPage
from ipdesk.ui.terms.activating import ActivationSheet
from tests.services.casework import Desk
from tests.services.policy_drafts.desk import TEXT
from tests.ui.at_work import Place
from tests.ui.drafting.working import press, rest, type_into

PACK = "yunling-2024"
# The whole story with one clause that pays; the editor's other tests have more of them.
SHORT = "\n".join(line for line in TEXT.splitlines() if line[:2] not in ("第一", "第三", "第五"))
MOST = 20  # presses of Enter a short policy may take


def confirm_all(opened: SimpleNamespace) -> None:
    """Enter until nothing is left; what is not written in the text is typed before."""
    editor = opened.editor
    editor.choose("head:head")
    rest(opened)
    type_into(opened, "issuer", "云岭市人民政府办公室")
    type_into(opened, "issued_on", "2024-01-01")
    type_into(opened, "contact", "市市场监督管理局")
    for _ in range(MOST):
        if editor.state.checker.result.ready:
            return
        press(opened, Qt.Key.Key_Return)
        for case in editor.state.cases() or ():
            if case.state == "proposed" and not editor.thing.open:
                editor.acts.confirm_cases((case,))
                rest(opened)
    raise AssertionError(editor.state.checker.result.left)


def put_in_use(opened: SimpleNamespace) -> ActivationSheet:
    """The sheet at the end, first with the drafter as reviewer, then with another person."""
    assert opened.editor.foot.next.text() == "核对无误，启用…"
    press(opened, Qt.Key.Key_Return)
    sheet = opened.messages.dialogs[-1]
    assert isinstance(sheet, ActivationSheet)
    assert sheet.impacts is not None
    for name in ("经办甲", "复核乙"):
        sheet.form.fill({"reviewer": name, "reviewed_on": date(2024, 3, 4)})
        sheet.accept()
        opened.settle()
        if name == "经办甲":
            assert sheet.form["reviewer"].has_fault()
    return sheet


def test_a_policy_drafted_in_the_window_pays_a_claim_with_its_letter_and_ledger(
    casework: Desk, place: Place, tmp_path: Path
) -> None:
    text = tmp_path / "yunling-2024.txt"
    text.write_text(SHORT, "utf-8")
    opened = place(DraftingPage)
    opened.editor = opened.page.editor
    opened.page.read_file(text)
    rest(opened)
    confirm_all(opened)
    put_in_use(opened)
    assert PACK in [policy.id for policy in opened.bench.policies]
    assert opened.gone[-1] == ("policies", (PACK, "01"))
    opened.window.close()

    office = bureaus.open_bureau(casework.office.home, casework.clock)
    try:
        desk = replace(casework, office=office)
        claim = open_claim(office, desk.clerk, desk.applicant(), PACK, "01-01").id
        facts = {"achieved_on": "2024-02-01", "base_fen": "120000"}
        save_draft(office, desk.clerk, claim, desk.form(("贷款合同1号", facts)))
        desk.receive(claim)
        desk.take("clerk", claim, "accept")
        desk.tick(claim)
        desk.take("clerk", claim, "examine")
        desk.publish(claim)
        desk.approve(claim)
        letter = preview_letter(office, claim)
        issued = issue_letter(office, desk.clerk, letter)
        desk.pay(claim)
        # 120,000 × 50% = 60,000, of which the text allows 50,000 a year.
        assert desk.claim(claim).approved_fen == 5_000_000
        assert "50,000.00" in str(letter.letter)
        assert "云府〔2024〕1号" in str(letter.letter)
        [row] = [
            row
            for row in ledger(office, ClaimFilter(fund_year=2024))
            if row.award.startswith("知识产权质押贷款")
        ]
        assert (row.document_number, row.paid_fen) == (issued.document_number, 5_000_000)
    finally:
        bureaus.close(office)

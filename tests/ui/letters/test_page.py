from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtPrintSupport import QPrintDialog

from ipdesk.domain.letter import LetterKind
from ipdesk.domain.money import capitals
from ipdesk.domain.record import Change
from ipdesk.services import forms, letters
from ipdesk.services.claims import ItemForm
from ipdesk.services.decisions import take
from ipdesk.ui.letters.page import LettersPage
from tests.services.casework import Desk, patent
from tests.ui.at_work import Place

NUMBER = "ZL201310000001.3"


@pytest.fixture
def approved(casework: Desk) -> int:
    """A claim approved with 5,000 yuan and no letter yet."""
    return casework.approved(casework.applicant(), "01-01", patent(NUMBER))


def issue_step(opened: SimpleNamespace, claim: int) -> object:
    opened.page.open(("issue", claim))
    opened.settle()
    return opened.page.issue


def test_the_bytes_issued_are_the_bytes_previewed(approved: int, place: Place) -> None:
    opened = place(LettersPage)
    step = issue_step(opened, approved)
    seen = step.preview.pdf
    assert step.number.text() == "乐市监知奖〔2024〕1号"
    assert step.amount.text() == "5,000.00 元"
    assert step.capitals.text() == capitals(500_000) == "人民币伍仟元整"
    assert step.paper.pdf == seen
    assert len(step.paper.sheets) == 2
    step.button.click()
    opened.settle()
    assert opened.messages.said == ["已签发 乐市监知奖〔2024〕1号"]
    assert opened.ask(letters.letter_pdf, step.letter.id) == seen
    assert step.paper.pdf == seen
    assert step.print_button.isVisible()
    assert not step.button.isVisible()


def test_a_saved_letter_is_the_stored_one_and_the_copy_is_counted(
    casework: Desk, approved: int, place: Place, tmp_path: Path
) -> None:
    issued = casework.issue(approved)
    opened = place(LettersPage)
    opened.messages.chosen_file = tmp_path / "通知书.pdf"
    opened.page.letter.save_button.click()
    opened.settle()
    stored = opened.ask(letters.letter_pdf, issued.id)
    assert (tmp_path / "通知书.pdf").read_bytes() == stored
    assert opened.page.issued_table.current().printed == 1
    assert opened.messages.said == [f"已另存：{tmp_path / '通知书.pdf'}"]


def test_what_was_recorded_meanwhile_renews_the_preview(
    casework: Desk, approved: int, place: Place
) -> None:
    other = casework.approved(
        casework.applicant("乐昌市乙科技有限公司"), "01-01", patent("ZL201310000002.8")
    )
    issued = casework.issue(other)
    opened = place(LettersPage)
    step = issue_step(opened, approved)
    before = step.preview
    # Somebody prints: the journal moves on, and nobody tells this page.
    opened.ask(letters.log_copy, opened.bench.actor, issued.id, "print")
    step.button.click()
    opened.settle()
    assert step.letter is None
    assert "重新生成预览" in step.notice.text()
    assert step.preview.letter.journal_seq == before.letter.journal_seq + 1
    step.button.click()
    opened.settle()
    assert step.letter.document_number == "乐市监知奖〔2024〕2号"


def test_an_undecided_claim_shows_a_draft_that_cannot_be_issued(
    casework: Desk, place: Place
) -> None:
    claim = casework.received(casework.applicant(), "01-01", patent(NUMBER))
    opened = place(LettersPage)
    step = issue_step(opened, claim)
    assert step.state.text() == "! 样稿"
    assert step.paper.pdf.startswith(b"%PDF")
    assert not step.button.isEnabled()
    assert step.reason.text() == "这件申报还没有作出决定，只能看样稿。"


def test_finance_does_not_issue_letters(casework: Desk, approved: int, place: Place) -> None:
    opened = place(LettersPage, casework.payer)
    step = issue_step(opened, approved)
    assert not step.button.isEnabled()
    assert step.reason.text().startswith("由经办人或审批人办理")
    opened.bench.sit_down(casework.clerk)
    assert step.button.isEnabled()


def test_what_waits_is_issued_in_one_go_and_saved(
    casework: Desk, approved: int, place: Place, tmp_path: Path
) -> None:
    casework.approved(
        casework.applicant("乐昌市乙科技有限公司"), "01-01", patent("ZL201310000002.8")
    )
    opened = place(LettersPage)
    page = opened.page
    page.segments.choose("waiting")
    opened.settle()
    opened.messages.chosen_file = tmp_path
    page.batch_button.click()
    opened.settle()
    assert page.issued_table.model.rowCount() == 2
    assert page.waiting_table.model.rowCount() == 0
    assert [path.name[:14] for path in sorted(tmp_path.glob("*.pdf"))] == [
        "乐市监知奖〔2024〕1号 ",
        "乐市监知奖〔2024〕2号 ",
    ]
    assert opened.messages.said == [f"已签发 2 份，存到 {tmp_path}"]


def test_a_kind_that_may_go_out_is_previewed_when_asked_for(casework: Desk, place: Place) -> None:
    claim = casework.received(casework.applicant(), "01-01", patent(NUMBER))
    casework.take("clerk", claim, "accept")
    opened = place(LettersPage)
    opened.page.open(("issue", claim, LetterKind.ACCEPTANCE))
    opened.settle()
    step = opened.page.issue
    assert step.heading.text().startswith("受理通知书")
    assert not step.amount.isVisible()
    step.button.click()
    opened.settle()
    assert step.letter.kind == "acceptance"


def test_decided_claims_without_a_letter_wait(casework: Desk, approved: int, place: Place) -> None:
    done = casework.approved(
        casework.applicant("乐昌市乙科技有限公司"), "01-01", patent("ZL201310000002.8")
    )
    casework.issue(done)
    opened = place(LettersPage)
    page = opened.page
    page.segments.choose("waiting")
    assert list(page.waiting_table.model.ids) == [approved]
    assert [button.text() for button in page.segments.buttons.values()] == ["已签发 1", "待签发 1"]
    page.waiting.button.click()
    opened.settle()
    page.issue.button.click()
    opened.settle()
    assert page.waiting_table.model.rowCount() == 0
    assert page.issued_table.model.rowCount() == 2
    page.issue.next_button.click()
    opened.settle()
    assert opened.messages.said[-1] == "没有其他待签发的文书"


def test_a_code_from_paper_finds_its_letter(casework: Desk, approved: int, place: Place) -> None:
    issued = casework.issue(approved)
    known = letters.letter_rows(casework.office, (issued.id,))[issued.id]
    opened = place(LettersPage)
    page = opened.page
    page.code.setText(known.check_code.lower().replace("-", " "))
    page.check_button.click()
    opened.settle()
    assert page.verdict.text().startswith("核验一致：乐市监知奖〔2024〕1号")
    assert page.letter.letter.id == issued.id
    page.code.setText("0000-0000-0000")
    page.check_button.click()
    opened.settle()
    assert page.verdict.text().startswith("没有签发过核验码为“0000-0000-0000”的文书")
    assert page.letter.letter is None


def test_an_old_letter_of_a_corrected_claim_says_what_came_after(
    casework: Desk, place: Place
) -> None:
    two = (patent("201210123456.8"), patent("201210123457.6", "2013-02-10"))
    claim = casework.approved(casework.applicant(), "01-01", *two)
    old = casework.issue(claim)
    code = letters.letter_rows(casework.office, (old.id,))[old.id].check_code
    left = (ItemForm(two[0][0], dict(two[0][1])),)  # type: ignore[arg-type]
    why = {"change": Change.CORRECT, "cause": "error", "reason": "第二件专利已转让"}
    take(casework.office, casework.reviewer, claim, "propose_change", {**why, "items": left})
    casework.take("approver", claim, "correct")
    casework.issue(claim)
    page = (opened := place(LettersPage)).page
    page.code.setText(code)
    page.check_button.click()
    opened.settle()
    assert page.verdict.text().startswith("核验一致：乐市监知奖〔2024〕1号")
    assert "之后又发过 乐市监知奖〔2024〕2号。" in page.verdict.text()
    assert page.verdict.property("tone") == "attention"
    assert page.letter.letter.id == old.id


def test_a_printed_letter_is_counted_and_its_printer_remembered(
    casework: Desk, approved: int, place: Place, tmp_path: Path
) -> None:
    casework.issue(approved)
    opened = place(LettersPage)
    paper = tmp_path / "paper.pdf"

    def agree(dialog: QPrintDialog) -> bool:
        dialog.printer().setOutputFileName(str(paper))
        return True

    opened.messages.run = agree
    opened.page.letter.print_button.click()
    opened.settle()
    assert paper.read_bytes().startswith(b"%PDF")
    assert opened.page.issued_table.current().printed == 1
    assert opened.messages.said == ["已送打印：乐市监知奖〔2024〕1号，1 份"]


def test_the_list_is_searched_by_any_part(casework: Desk, approved: int, place: Place) -> None:
    casework.issue(approved)
    opened = place(LettersPage)
    page = opened.page
    page.issued_table.search("甲科技")
    opened.settle()
    assert page.issued_table.model.rowCount() == 1
    page.issued_table.search("乙科技")
    opened.settle()
    assert page.issued_table.model.rowCount() == 0


def test_the_claim_is_one_click_away(casework: Desk, approved: int, place: Place) -> None:
    casework.issue(approved)
    opened = place(LettersPage)
    opened.page.letter.claim.click()
    assert opened.gone == [("claims", approved)]
    opened.page.letter.wrong.click()
    assert opened.gone[-1] == ("claims", ("propose_change", approved))


def test_pages_grow_and_shrink(casework: Desk, approved: int, place: Place) -> None:
    casework.issue(approved)
    opened = place(LettersPage)
    paper = opened.page.letter.paper
    width = paper.sheets[0].width()
    paper.step(1)
    opened.settle()
    assert paper.scale.text() == "125%"
    assert paper.sheets[0].width() > width
    paper.set_zoom(100)
    assert paper.sheets[0].width() == width


def test_who_comes_back_after_an_issue_finds_the_register(approved: int, place: Place) -> None:
    opened = place(LettersPage)
    step = issue_step(opened, approved)
    opened.window.go("desk")
    opened.window.go("place")
    assert step.isVisible()
    opened.settle()
    step.button.click()
    opened.settle()
    opened.window.go("desk")
    opened.window.go("place")
    assert opened.page.issued_table.isVisible()


def test_the_code_of_a_printed_form_is_known_too(
    casework: Desk, approved: int, place: Place
) -> None:
    preview = forms.preview_form(casework.office, approved)
    forms.log_form(casework.office, casework.clerk, preview, "print")
    opened = place(LettersPage)
    opened.page.code.setText(preview.form.check_code)
    opened.page.check_paper()
    opened.settle()
    said = opened.page.verdict.text()
    assert said.startswith("核验一致：LC-2024-0001 的审批表，金额 5,000.00 元")


def test_a_word_copy_asks_for_whom_and_is_counted(
    casework: Desk, approved: int, place: Place, tmp_path: Path
) -> None:
    casework.issue(approved)
    opened = place(LettersPage)
    opened.messages.given_reason = "办公室李某"
    opened.messages.chosen_file = tmp_path / "副本.docx"
    opened.page.letter.word_button.click()
    opened.settle()
    assert (tmp_path / "副本.docx").read_bytes().startswith(b"PK")
    assert opened.page.issued_table.current().printed == 1
    assert opened.messages.asked[-2:] == ["另存 Word 副本", "另存 Word 副本"]
    opened.messages.given_reason = None
    opened.page.letter.word_button.click()
    opened.settle()
    assert opened.page.issued_table.current().printed == 1

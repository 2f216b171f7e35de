"""Word copies through the services: from what was kept, with the recipient in the journal."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ipdesk.domain.letter_text import content, restored
from ipdesk.domain.office_form import FormKind
from ipdesk.errors import UserError
from ipdesk.services.forms import preview_form
from ipdesk.services.letters import issue_letter, preview_letter
from ipdesk.services.office_forms import preview_paper
from ipdesk.services.publicity_paper import preview_publicity
from ipdesk.services.verification import verify
from ipdesk.services.word_copies import (
    save_form_word,
    save_letter_word,
    save_paper_word,
    save_publicity_word,
)
from ipdesk.storage import journal, letters
from tests.documents.docx.test_papers import opened, said
from tests.services.casework import Desk, patent


def test_a_copy_of_a_letter_says_what_was_issued_and_who_got_it(desk: Desk, tmp_path: Path) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent("ZL201210123456.8"))
    preview = preview_letter(desk.office, claim)
    issued = issue_letter(desk.office, desk.clerk, preview)
    path = tmp_path / "副本.docx"
    save_letter_word(desk.office, desk.clerk, issued.id, path, "办公室李某")

    assert restored(content(preview.letter)) == preview.letter
    text = said(opened(path.read_bytes()))
    assert "人民币5,000.00元（大写：人民币伍仟元整）" in text
    (copy,) = letters.copies_of(desk.office.db, issued.id)
    assert (copy.act, copy.form, copy.recipient) == ("save", "docx", "办公室李某")
    entry = journal.page(desk.office.db, limit=1)[0]
    assert (entry.act, entry.data["recipient"]) == ("save_word_copy", "办公室李某")
    with pytest.raises(UserError) as refused:
        save_letter_word(desk.office, desk.clerk, issued.id, path, " ")
    assert refused.value.code == "copy-for-whom"
    assert verify(desk.office).faults == ()


def test_notices_and_forms_have_copies_too(desk: Desk, tmp_path: Path) -> None:
    claim = desk.examined(desk.applicant(), "01-01", patent("ZL201210123456.8"))
    days = (date(2024, 3, 4), date(2024, 3, 11))
    office, clerk = desk.office, desk.clerk
    save_publicity_word(
        office, clerk, preview_publicity(office, (claim,), *days), tmp_path / "1.docx", "网站"
    )
    paper = preview_paper(office, claim, FormKind.INSPECTION)
    save_paper_word(office, clerk, paper, tmp_path / "2.docx", "企业")
    save_form_word(office, clerk, preview_form(office, claim), tmp_path / "3.docx", "分管领导")

    texts = [said(opened((tmp_path / f"{n}.docx").read_bytes())) for n in (1, 2, 3)]
    assert "5,000.00" in texts[0]
    assert "800200" not in texts[0]
    assert "现场核查记录" in texts[1]
    assert "人民币伍仟元整" in texts[2]
    told = [entry.data["recipient"] for entry in journal.page(office.db, limit=3)]
    assert told == ["分管领导", "企业", "网站"]

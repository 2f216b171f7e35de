"""审批表 from the claim: previewed at any stage, saved as seen, and journalled."""

from __future__ import annotations

from pathlib import Path

from ipdesk.services.forms import preview_form
from ipdesk.storage import journal
from ipdesk.ui.claims.page import ClaimsPage
from ipdesk.ui.widgets.paper_sheet import PaperSheet
from tests.services.casework import Desk, patent
from tests.ui.at_work import Place

NUMBER = "ZL201310000001.3"


def last_act(office: object) -> tuple[str, int]:
    entry = journal.page(office.db, limit=1)[0]  # type: ignore[attr-defined]
    return entry.act, entry.entity_id


def last_recipient(office: object) -> object:
    return journal.page(office.db, limit=1)[0].data["recipient"]  # type: ignore[attr-defined]


def test_the_form_is_saved_as_it_was_seen(casework: Desk, place: Place, tmp_path: Path) -> None:
    claim = casework.examined(casework.applicant(), "01-01", patent(NUMBER))
    opened = place(ClaimsPage)
    opened.page.open(claim)
    opened.settle()
    opened.page.sheet.head.form.click()
    opened.settle()
    sheet = opened.messages.dialogs[-1]
    assert isinstance(sheet, PaperSheet)
    assert sheet.windowTitle() == "LC-2024-0001 知识产权奖补资金申报审批表"
    assert sheet.notice.text().startswith("样稿：")
    assert sheet.paper.pdf == opened.ask(preview_form, claim).pdf
    assert sheet.recipient.value() == "乐昌市市场监督管理局"
    sheet.recipient.set_value("市财政局")
    opened.messages.chosen_file = tmp_path / "审批表.pdf"
    sheet.save()
    opened.settle()
    assert (tmp_path / "审批表.pdf").read_bytes() == sheet.paper.pdf
    assert opened.ask(last_act) == ("save_form", claim)
    assert opened.ask(last_recipient) == "市财政局"


def test_a_decided_claim_has_no_warning(casework: Desk, place: Place) -> None:
    claim = casework.approved(casework.applicant(), "01-01", patent(NUMBER))
    opened = place(ClaimsPage)
    opened.page.open(claim)
    opened.settle()
    opened.page.sheet.show_form()
    opened.settle()
    assert opened.messages.dialogs[-1].notice.text() == ""

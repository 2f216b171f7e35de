from __future__ import annotations

from ipdesk.documents.pdf.raster import page_count
from ipdesk.domain.office_form import FormKind
from ipdesk.services.claim_reading import read_claim
from ipdesk.services.counter_paper import lacking
from ipdesk.services.evidence import see_paper
from ipdesk.services.office_forms import forms_open, preview_paper
from tests.documents.pdf.measure import lines
from tests.services.casework import Desk, patent

ONE = "201210123456.8"


def printed(desk: Desk, claim: int, kind: FormKind) -> str:
    paper = preview_paper(desk.office, claim, kind)
    pages = [lines(paper.pdf, number) for number in range(page_count(paper.pdf))]
    return "\n".join(text for page in pages for text in page.values())


def test_before_receipt_the_applicant_is_told_once_what_is_missing(desk: Desk) -> None:
    claim = desk.draft(desk.applicant(), "01-01")
    assert FormKind.MISSING in forms_open(desk.office, claim)

    text = printed(desk, claim, FormKind.MISSING)

    assert "一次性告知单" in text
    assert "没有收到材料" in text
    for piece in read_claim(desk.office, claim).award.evidence:
        assert (piece.label[:4] in text) is piece.required
    assert "专利号" in text  # the item itself is not there yet


def test_the_receipt_lists_what_came_and_what_still_has_to(desk: Desk) -> None:
    claim = desk.draft(desk.applicant(), "01-01", patent(ONE))
    desk.receive(claim)
    first = read_claim(desk.office, claim).award.evidence[0]
    see_paper(desk.office, desk.clerk, claim, first.id, pages=3, copies=2)
    assert FormKind.HANDED_IN in forms_open(desk.office, claim)

    text = printed(desk, claim, FormKind.HANDED_IN)

    assert "收件回执" in text
    assert "LC-2024-0001" in text
    assert "原件已核对" in text
    missing = [label for label, _ in lacking(desk.office, read_claim(desk.office, claim))]
    assert first.label not in missing
    assert missing


def test_when_examination_is_done_the_counter_has_nothing_to_hand_out(desk: Desk) -> None:
    claim = desk.examined(desk.applicant(), "01-01", patent(ONE))
    assert not {FormKind.HANDED_IN, FormKind.MISSING} & set(forms_open(desk.office, claim))

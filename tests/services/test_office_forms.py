"""Forms of a case: what stands in them, when they can be had, and that each copy is journalled."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from ipdesk.documents.pdf.raster import page_count, page_texts
from ipdesk.domain.office_form import FormKind
from ipdesk.errors import UserError
from ipdesk.services import guides
from ipdesk.services.evidence import see_paper
from ipdesk.services.office_forms import (
    OfficePaper,
    forms_open,
    log_paper,
    preview_paper,
    save_paper,
)
from ipdesk.storage import journal
from tests.documents.pdf.measure import lines
from tests.policies.deciding import lechang
from tests.services.casework import PACK, Desk, patent

ONE = "201210123456.8"


def said(paper: OfficePaper) -> str:
    rows = [lines(paper.pdf, number) for number in range(page_count(paper.pdf))]
    return "\n".join(text for row in rows for text in row.values())


def test_a_form_is_offered_where_there_is_something_to_put_on_it(desk: Desk) -> None:
    claim = desk.draft(desk.applicant(), "01-01", patent(ONE))
    assert forms_open(desk.office, claim) == (FormKind.APPLICATION, FormKind.MISSING)
    with pytest.raises(UserError) as caught:
        preview_paper(desk.office, claim, FormKind.CONTENTS)
    assert "卷内文件目录" in desk.said(caught.value)
    desk.receive(claim)
    asked = (FormKind.APPLICATION, FormKind.HANDED_IN, FormKind.CONTENTS)
    assert forms_open(desk.office, claim) == asked
    desk.take("clerk", claim, "accept")
    desk.tick(claim)
    desk.take("clerk", claim, "examine")
    assert forms_open(desk.office, claim)[1:] == (FormKind.INSPECTION, FormKind.CONTENTS)


def test_each_payment_that_stood_has_its_receipt(desk: Desk, tmp_path: Path) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent(ONE))
    desk.issue(claim)
    today = desk.clock.now().date()
    for fen, voucher in ((200_000, "记-1"), (300_000, "记-2")):
        desk.take("payer", claim, "pay", paid_on=today, voucher=voucher, paid_fen=fen)
    paper = preview_paper(desk.office, claim, FormKind.RECEIPT)
    assert page_count(paper.pdf) == 2
    text = said(paper)
    assert "人民币贰仟元整" in text
    assert "人民币叁仟元整" in text
    assert "记-2" in text
    assert "80020000012345678" not in text  # the account is masked
    save_paper(desk.office, desk.clerk, paper, tmp_path / "收据.pdf")
    assert (tmp_path / "收据.pdf").read_bytes() == paper.pdf
    log_paper(desk.office, desk.clerk, paper, "print", 2)
    first, second = journal.page(desk.office.db, limit=2)
    assert (first.act, first.data["copies"], second.act) == ("print_paper", 2, "save_paper")


def test_a_receipt_names_the_paper_that_granted_the_money_also_after_it_is_revoked(
    desk: Desk,
) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent(ONE))
    granting = desk.issue(claim).document_number
    desk.pay(claim)
    grounds = {"change": "revoke", "cause": "fraud", "reason": "专利证书系伪造"}
    desk.take("reviewer", claim, "propose_change", **grounds)
    desk.take("approver", claim, "revoke")
    revoking = desk.issue(claim).document_number
    text = re.sub(r"\s", "", said(preview_paper(desk.office, claim, FormKind.RECEIPT)))
    assert granting in text
    assert revoking not in text


def test_the_record_of_an_inspection_has_what_was_asked_and_room_for_what_is_found(
    desk: Desk,
) -> None:
    claim = desk.examined(desk.applicant(), "01-01", patent(ONE))
    blank = said(preview_paper(desk.office, claim, FormKind.INSPECTION))
    assert "年月日" in blank.replace("　", "")
    desk.take("clerk", claim, "inspect", inspection="看原件", inspect_by=date(2024, 3, 29))
    desk.take(
        "clerk",
        claim,
        "conclude",
        inspected_on=date(2024, 3, 4),
        people="经办甲、李某",
        finding="登记簿原件与复印件一致",
    )
    paper = preview_paper(desk.office, claim, FormKind.INSPECTION)
    assert page_count(paper.pdf) == 1
    for word in ("看原件", "2024年3月29日", "2024年3月4日", "登记簿原件与复印件一致"):
        assert word in said(paper)


def test_the_contents_list_form_letters_and_evidence_with_their_pages(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ONE))
    piece = desk.read(claim).award.evidence[0]
    see_paper(desk.office, desk.clerk, claim, piece.id, pages=3)
    desk.take("clerk", claim, "decline", reason="不在申报期内")
    desk.issue(claim)
    text = said(preview_paper(desk.office, claim, FormKind.CONTENTS)).replace("\n", "")
    assert "审批表及核算表" in text
    assert "原件已核对" in text
    assert "本卷共3件" in text


def test_the_application_is_filled_in_from_the_claim_before_it_is_received(desk: Desk) -> None:
    applicant = desk.applicant(
        "乐昌市𬭎矿有限公司", contact="李某", phone="13800138000", town="廊田镇"
    )
    claim = desk.draft(applicant, "01-01", patent(ONE), asked_fen=10_000_001)
    paper = preview_paper(desk.office, claim, FormKind.APPLICATION)
    text = re.sub(r"\s", "", "".join(page_texts(paper.pdf)))
    for word in (
        "知识产权奖补资金申请表",
        "乐昌市𬭎矿有限公司",
        "13800138000",
        "80020000012345678",
        "100,000.01",
        "人民币壹拾万元零壹分",
        "2013-01-10",
        "承诺",
    ):
        assert word in text
    for piece in desk.read(claim).award.evidence:
        assert piece.label in text
    assert paper.name == "乐昌市𬭎矿有限公司 知识产权奖补资金申请表"


@pytest.mark.parametrize("award", sorted(lechang().awards))
def test_every_award_has_an_empty_application(desk: Desk, award: str) -> None:
    handout = guides.application(desk.office, PACK, award)
    text = re.sub(r"\s", "", "".join(page_texts(handout.pdf)))
    known = lechang().awards[award]
    assert re.sub(r"\s", "", known.label) in text
    assert all(re.sub(r"\s", "", fact.label) in text for fact in known.facts if fact.required)

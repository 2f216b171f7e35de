"""审批表: from a claim of any stage, the amount explained to the last fen."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ipdesk.documents.pdf.raster import page_texts
from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.approval_form import ApprovalForm
from ipdesk.domain.money import capitals, figures
from ipdesk.services.forms import FormPreview, find_form, log_form, preview_form, save_form
from ipdesk.services.readings import ReadingForm, set_reading
from ipdesk.services.verification import verify
from ipdesk.storage import journal
from tests.services.casework import PACK, Desk, patent, works

ONE, TWO, THREE = "201210123456.8", "201110234567.1", "201210000017.8"


def refused(desk: Desk) -> int:
    claim = desk.examined(desk.applicant("乐昌市丙科技有限公司"), "01-01", patent(THREE))
    desk.take("reviewer", claim, "review")
    desk.take("approver", claim, "refuse", reason="专利已经转让给外地企业")
    return claim


def decided(desk: Desk) -> int:
    item = ("铅锌尾矿回收", {"achieved_on": "2023-06-01"})
    claim = desk.examined(desk.applicant(), "04-01", item)
    desk.take("reviewer", claim, "review")
    desk.take("approver", claim, "sign")
    desk.take(
        "clerk",
        claim,
        "deliberate",
        minutes_number="乐市监会纪〔2024〕8号",
        met_on=date(2024, 3, 4),
        decided_fen=8_000_000,
    )
    return claim


def referred(desk: Desk) -> int:
    item = ("农商行2023字第18号", {"achieved_on": "2023-06-01"})
    claim = desk.examined(desk.applicant("乐昌市丁银行"), "05-00", item)
    desk.take("reviewer", claim, "review")
    desk.take("approver", claim, "refer", referred_to="韶关市市场监督管理局")
    return claim


def person(desk: Desk) -> int:
    about = {"certified_on": "2019-06-01", "service": [{"from": "2020-01-01"}]}
    someone = desk.applicant("陈某某", "440281199001011230", kind=ApplicantKind.INDIVIDUAL)
    return desk.examined(someone, "15-01", ("", about))


def interest(desk: Desk) -> int:
    """Interest of two years: 12 × 9,000.33 each, of 2022 only what was paid in force."""
    payments = [
        {"paid_on": f"{year}-{month:02d}-21", "interest_fen": "9000.33"}
        for year in (2022, 2023)
        for month in range(1, 13)
    ]
    facts = {"listed": "是", "on_time": "是", "payments": payments}
    return desk.examined(desk.applicant(), "05-01", ("合同1", facts))


MADE: dict[str, tuple[Callable[[Desk], int], int]] = {
    "two patents approved": (
        lambda desk: desk.approved(desk.applicant(), "01-01", patent(ONE), patent(TWO)),
        1_000_000,
    ),
    "an empty draft": (lambda desk: desk.draft(desk.applicant(), "03-01"), 0),
    "30 works": (lambda desk: desk.received(desk.applicant(), "03-01", *works(1, 30)), 300_000),
    "interest": (interest, 540_020 + 1_620_059),
    "a person": (person, 300_000),
    "a refusal": (refused, 0),
    "an amount decided": (decided, 8_000_000),
    "a referral": (referred, 0),
}


def text_of(preview: FormPreview) -> str:
    return re.sub(r"\s", "", "".join(page_texts(preview.pdf)))


@pytest.mark.parametrize("name", MADE)
def test_lines_amount_and_words_are_one_sum(name: str, desk: Desk) -> None:
    make, fen = MADE[name]
    preview = preview_form(desk.office, make(desk))
    form = preview.form
    assert form.approved_fen == form.total_fen == fen
    text = text_of(preview)
    assert f"大写{capitals(fen)}" in text
    assert f"合计{figures(fen)}" in text
    assert capitals(fen) in text
    for line in form.lines:
        assert re.sub(r"\s", "", line.quote) in text


def test_the_amount_is_that_of_the_record(desk: Desk) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent(ONE), patent(TWO))
    assert preview_form(desk.office, claim).form.approved_fen == desk.claim(claim).approved_fen
    assert preview_form(desk.office, refused(desk)).form.approved_fen == 0


def test_a_refusal_takes_the_amount_back_in_words(desk: Desk) -> None:
    form = preview_form(desk.office, refused(desk)).form
    assert [line.amount_fen for line in form.lines] == [500_000, -500_000]
    assert form.lines[-1].text == "不予批准：专利已经转让给外地企业"
    assert not form.draft
    assert form.opinions[-1].title == "审批意见"
    assert "理由：专利已经转让给外地企业。" in form.opinions[-1].text


def test_only_a_decided_claim_is_without_the_mark(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ONE))
    early = preview_form(desk.office, claim)
    assert early.form.draft
    assert "样稿" in text_of(early)
    for later in (refused(desk), referred(desk)):
        assert "样稿" not in text_of(preview_form(desk.office, later))


def test_each_item_stands_with_its_facts_and_its_amount(desk: Desk) -> None:
    bad = ("国作登字-2023-F-00000099", {"achieved_on": "2023-08-01"})
    claim = desk.received(desk.applicant(), "03-01", *works(1, 29), bad)
    form = preview_form(desk.office, claim).form
    assert [item.amount_fen for item in form.listed] == [10_000] * 29 + [0]
    assert sum(item.amount_fen for item in form.listed) == form.approved_fen
    assert form.listed[0].facts.endswith("：2023-08-01")
    assert [item.verdict for item in form.listed[-2:]] == ["可奖补", "不予奖补"]
    [finding] = [text for text in form.findings if "国作登字" in text]
    assert finding.startswith("第 30 件：")


def test_what_is_found_of_many_items_is_said_once(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ONE, "2010-01-10"), patent(TWO))
    form = preview_form(desk.office, claim).form
    stock = [text for text in form.findings if "存量" in text]
    assert stock
    assert all(text.startswith("第 ") for text in stock)


def test_a_table_of_payments_names_its_columns_once(desk: Desk) -> None:
    form = preview_form(desk.office, interest(desk)).form
    lines = form.listed[0].facts.splitlines()
    assert lines[1] == "付息明细（付息日期；实缴利息（不含罚息、复利））："
    assert lines[2] == "2022-01-21；9,000.33 元"
    assert len(lines) == 2 + 24


def test_the_hands_are_named_and_the_rest_is_left_to_sign(desk: Desk) -> None:
    claim = desk.examined(desk.applicant(), "01-01", patent(ONE))
    boxes = {one.title: one for one in preview_form(desk.office, claim).form.opinions}
    assert list(boxes) == ["受理意见", "初审意见", "复核意见", "审签意见", "公示情况", "审批意见"]
    assert (boxes["初审意见"].name, boxes["初审意见"].day) == ("经办甲", date(2024, 3, 4))
    assert (boxes["复核意见"].name, boxes["复核意见"].day) == ("", None)


def test_what_was_sent_back_is_open_again(desk: Desk) -> None:
    claim = desk.examined(desk.applicant(), "01-01", patent(ONE))
    desk.take("reviewer", claim, "send_back", reason="登记簿副本过期")
    boxes = {one.title: one.name for one in preview_form(desk.office, claim).form.opinions}
    assert (boxes["受理意见"], boxes["初审意见"]) == ("经办甲", "")


def test_the_publicity_and_the_minutes_are_in_their_boxes(desk: Desk) -> None:
    claim = decided(desk)
    desk.post(claim)
    boxes = {one.title: one.text for one in preview_form(desk.office, claim).form.opinions}
    assert "会议纪要：乐市监会纪〔2024〕8号；确定金额：80,000.00 元。" in boxes["集体审议"]
    assert "2024年3月4日起在市政府网站公示，至2024年3月11日止。" in boxes["公示情况"]


def test_the_readings_used_stand_with_their_document(desk: Desk) -> None:
    form = ReadingForm("maint_stock", "allow", "乐市监〔2024〕3号", date(2024, 1, 15))
    set_reading(desk.office, desk.clerk, PACK, form)
    claim = desk.approved(desk.applicant(), "01-01", patent(ONE))
    printed = {one.label[:3]: one for one in preview_form(desk.office, claim).form.readings}
    assert printed["A04"].basis == "乐市监〔2024〕3号，2024年1月15日"
    assert printed["A01"].basis.endswith("系统默认（未见书面依据）")


def test_a_copy_is_journalled_with_the_digest_of_its_bytes(desk: Desk, tmp_path: Path) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent(ONE))
    preview = preview_form(desk.office, claim)
    assert preview == preview_form(desk.office, claim)
    save_form(desk.office, desk.clerk, preview, tmp_path / "审批表.pdf")
    assert (tmp_path / "审批表.pdf").read_bytes() == preview.pdf
    log_form(desk.office, desk.clerk, preview, "print", 2)
    printed, saved = journal.page(desk.office.db, limit=2)
    assert (printed.act, saved.act) == ("print_form", "save_form")
    assert {printed.entity_id, saved.entity_id} == {claim}
    assert printed.data["copies"] == 2
    assert saved.data["pdf_sha256"] == hashlib.sha256(preview.pdf).hexdigest()
    assert saved.data["check_code"] == preview.form.check_code
    assert verify(desk.office).faults == ()


def code(form: ApprovalForm) -> str:
    return form.check_code


def test_the_code_stands_on_what_the_form_says(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ONE))
    first = preview_form(desk.office, claim).form
    log_form(desk.office, desk.clerk, preview_form(desk.office, claim), "print")
    again = preview_form(desk.office, claim).form
    assert again.journal_seq == first.journal_seq + 1
    assert code(again) == code(first)  # nothing it says has changed
    desk.take("clerk", claim, "accept")
    assert code(preview_form(desk.office, claim).form) != code(first)
    drafted = desk.draft(desk.applicant("乐昌市乙科技有限公司"), "01-01", patent(THREE))
    assert code(preview_form(desk.office, drafted).form) == ""


def test_the_code_on_a_printed_form_leads_to_its_claim(desk: Desk) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent(ONE))
    preview = preview_form(desk.office, claim)
    printed = code(preview.form)
    assert find_form(desk.office, printed) is None  # seen on the screen only
    log_form(desk.office, desk.clerk, preview, "print")
    for typed in (printed, printed.lower().replace("-", " ")):
        found = find_form(desk.office, typed)
        assert found is not None
        assert (found.claim_id, found.amount_fen, found.operator) == (claim, 500_000, "经办甲")
    for typed in ("", "ABCD-EFGH-JKLM"):
        assert find_form(desk.office, typed) is None

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from ipdesk.documents.pdf.fonts import Faces
from ipdesk.documents.pdf.form import render_approval_form
from ipdesk.documents.pdf.raster import page_texts
from ipdesk.domain.approval_form import ApprovalForm, FormLine, FormOpinion, FormReading
from ipdesk.errors import UserError

QUOTE = "对有效发明专利维持年限超过十年的一次性给予奖励"
FORM = ApprovalForm(
    title="知识产权奖补资金申报审批表",
    bureau="甲市市场监督管理局",
    number="2026-0012",
    received_on=date(2026, 3, 2),
    policy="《甲市知识产权奖补办法》",
    award="发明专利维持",
    applicant="甲市浛洸精密机械有限公司",
    code="91440281MA4W3XH62B",
    kind="企业",
    town="浛洸镇",
    contact="陈晓明",
    phone="13800138000",
    bank="甲市支行",
    account_name="甲市浛洸精密机械有限公司",
    account="44012345678901234567",
    items="2件",
    claimed_fen=1_000_000,
    approved_fen=1_000_000,
    lines=(
        FormLine("ZL202110123450.7维持满十年", QUOTE, 500_000),
        FormLine("ZL202110123451.7维持满十年", QUOTE, 500_000),
    ),
    readings=(FormReading("十年从何日起算", "授权公告日", "口径：系统默认（未见书面依据）"),),
    opinions=(
        FormOpinion("经办人意见", "材料齐全，建议批准。", "李小红", date(2026, 3, 5)),
        FormOpinion("审批意见"),
    ),
    printed_on=date(2026, 3, 9),
)


def run_on(pdf: bytes) -> str:
    return re.sub(r"\s", "", "".join(page_texts(pdf)))


def test_the_form_says_what_was_asked_computed_and_signed(faces: Faces) -> None:
    text = run_on(render_approval_form(FORM, faces))

    for said in (
        FORM.title,
        "2026年3月2日",
        FORM.code,
        FORM.account,
        "人民币壹万元整",
        "口径：系统默认（未见书面依据）",
        "材料齐全，建议批准。",
        "李小红",
        "2026年3月5日",
    ):
        assert said in text
    assert text.count(QUOTE) == 2
    assert text.count("5,000.00") == 2
    assert "10,000.00" in text
    assert text.count("签字：") == 2


def test_a_long_calculation_repeats_its_heading(faces: Faces) -> None:
    pdf = render_approval_form(replace(FORM, lines=FORM.lines * 20), faces)

    texts = page_texts(pdf)
    with_lines = [text for text in texts if QUOTE[:8] in text]
    assert len(with_lines) > 2
    assert all("条款原文" in text for text in with_lines)
    assert run_on(pdf).count("5,000.00") == 40


def test_a_draft_form_is_marked(faces: Faces) -> None:
    assert "样稿" in run_on(render_approval_form(replace(FORM, draft=True), faces))
    assert "样稿" not in run_on(render_approval_form(FORM, faces))


def test_the_same_form_gives_the_same_bytes(faces: Faces) -> None:
    assert render_approval_form(FORM, faces) == render_approval_form(FORM, faces)


def test_a_missing_character_blocks_the_form(faces: Faces) -> None:
    with pytest.raises(UserError) as refused:
        render_approval_form(replace(FORM, contact="\U0003106c氏"), faces)

    assert refused.value.values == {"characters": "\U0003106c"}

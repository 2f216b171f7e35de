"""Golden letters: what was right when someone looked at it stays as it was.

After a wanted change of layout, run `python -m tests.documents.pdf.test_reference`, look at the
new pages in tests/reference/letters, and commit them with the change.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ipdesk.documents.pdf.fonts import Faces
from ipdesk.documents.pdf.letters import render_letter
from ipdesk.documents.pdf.raster import page_count
from ipdesk.domain.letter import DocumentNumber, Layout, Letter, LetterKind, Table
from ipdesk.paths import resources
from tests.documents.pdf.measure import lines

REFERENCE = Path(__file__).parents[2] / "reference" / "letters"
ROWS = tuple(
    (str(n), f"发明专利ZL2021101234{n:02d}.7，一种用于浛洸镇𬭎矿的高效分离装置", "5,000.00")
    for n in range(1, 19)
)
APPROVAL = Letter(
    kind=LetterKind.APPROVAL,
    issuer="甲市市场监督管理局",
    number=DocumentNumber("甲市监知奖", 2026, 1),
    title="关于批准给予“有效发明专利维持年限超过十年”资金的通知",
    addressee="甲市𫖯浛洸精密机械有限公司",
    body=(
        "你单位于2026年3月2日提交的“有效发明专利维持年限超过十年”申报（受理编号：2026-0012）收悉。"
        "经初审、复核、审签，并于2026年3月9日至2026年3月15日公示，期满无异议。",
        "根据《甲市知识产权奖补办法》（甲府办〔2022〕1号）第五条“对有效发明专利维持年限超过十年的"
        "一次性给予奖励”的规定，决定给予你单位资金人民币10,000.00元（大写：人民币壹万元整）。"
        "核算明细如下：",
        Table(
            head=("序号", "核算内容", "金额（元）"),
            rows=ROWS[:2],
            align="clr",
            widths=(0.1, 0.66, 0.24),
            total=("", "合计", "10,000.00"),
        ),
        "上述资金由本局按规定程序拨付至你单位登记的收款账户。请按有关规定使用资金——弄虚作假的，"
        "依法追回……",
    ),
    attachments=("核算表", "申报材料清单"),
    signatory="甲市市场监督管理局（甲市知识产权局）",
    issued_on=date(2026, 4, 1),
    remark="联系人：陈晓明，联系电话：0751-5551234",
    copies_to=("甲市财政局", "甲市审计局"),
    check_code="ABCD-EFGH-JKLM",
    journal_seq=123,
    journal_head="0a1b2c3d4e5f",
)
CASES = {
    "approval": APPROVAL,
    "draft-long-table": replace(
        APPROVAL,
        number=None,
        check_code="",
        body=(APPROVAL.body[0], replace(APPROVAL.body[2], rows=ROWS), APPROVAL.body[3]),  # type: ignore[type-var]
    ),
    "refusal": replace(
        APPROVAL,
        kind=LetterKind.REFUSAL,
        title="关于不予批准资金申报的决定",
        body=("经审核，你单位申报的专利维持年限不足十年，决定不予批准。",),
        attachments=(),
        copies_to=(),
    ),
}

THIRTY = tuple(
    (str(n), f"发明专利ZL2021101{n:05d}.X，一种用于𬭎矿、𫖯仰、𠅤的装置", "3,333,333,333.33")
    for n in range(1, 31)
)
LONG_NAME = (
    "甲市𬭎𫖯𠅤知识产权运营与高价值专利培育综合服务（集团）股份有限公司浛洸镇第二分公司筹备处"
)
CASES |= {
    "general-thirty-rows": replace(
        APPROVAL,
        layout=Layout(general=True),
        addressee=LONG_NAME,
        body=(
            APPROVAL.body[0],
            replace(APPROVAL.body[2], rows=THIRTY, total=("", "合计", "99,999,999,999.90")),  # type: ignore[type-var]
            "以上合计人民币99,999,999,999.90元（大写：人民币玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元"
            "玖角整）。",
        ),
    ),
    "supplement-person": replace(
        APPROVAL,
        kind=LetterKind.SUPPLEMENT,
        title="关于补正“杰出发明人奖励”申报材料的通知",
        addressee="欧阳𠅤",
        body=(
            "你于2026年3月2日提交的申报收悉，现将需要补正的全部内容一次性告知如下：",
            Table(
                head=("序号", "需要补正的材料和内容"),
                rows=(
                    ("1", "身份证复印件（正反面）"),
                    ("2", "收款账户的开户证明，户名与身份证一致"),
                ),
                align="cl",
                widths=(0.1, 0.9),
            ),
            "请于2026年3月20日前补正后提交本局。",
        ),
        attachments=(),
        copies_to=(),
    ),
    "printed-head": replace(
        APPROVAL,
        layout=Layout(blank_head=True, right=15, down=-20),
        attachments=(),
        copies_to=(),
        body=APPROVAL.body[:2],
    ),
}


def layout(pdf: bytes) -> dict[str, object]:
    """The hash of a PDF and its lines with their places, to read what has moved."""
    pages = [
        [f"{y:.1f} {text}" for y, text in lines(pdf, number).items()]
        for number in range(page_count(pdf))
    ]
    return {"sha256": hashlib.sha256(pdf).hexdigest(), "pages": pages}


@pytest.mark.parametrize("name", CASES)
def test_the_letter_is_as_it_was_when_looked_at(name: str, faces: Faces) -> None:
    pdf = render_letter(CASES[name], faces)
    kept = json.loads((REFERENCE / f"{name}.json").read_text("utf-8"))

    assert layout(pdf)["pages"] == kept["pages"]
    assert pdf == (REFERENCE / f"{name}.pdf").read_bytes()
    assert layout(pdf) == kept


def keep() -> None:
    faces = Faces.load(resources() / "fonts")
    for name, letter in CASES.items():
        pdf = render_letter(letter, faces)
        text = json.dumps(layout(pdf), ensure_ascii=False, indent=1)
        (REFERENCE / f"{name}.json").write_text(text + "\n", "utf-8")
        (REFERENCE / f"{name}.pdf").write_bytes(pdf)


if __name__ == "__main__":
    keep()

"""Golden handouts: guide, evidence list and 审批表 stay as they were when looked at.

After a wanted change of layout, run `python -m tests.documents.pdf.test_handout_reference`,
look at the new pages in tests/reference/handouts, and commit them with the change.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ipdesk.documents.pdf.fonts import Faces
from ipdesk.documents.pdf.form import render_approval_form
from ipdesk.documents.pdf.guide import render_guide
from ipdesk.documents.pdf.material_list import render_material_lists
from ipdesk.domain.approval_form import FormCheck, FormItem
from ipdesk.domain.guide import (
    Guide,
    GuideChapter,
    GuidePart,
    GuideSection,
    MaterialList,
    Quote,
)
from ipdesk.domain.letter import Table
from ipdesk.paths import resources
from tests.documents.pdf.measure import characters
from tests.documents.pdf.test_form import FORM, QUOTE
from tests.documents.pdf.test_reference import layout

REFERENCE = Path(__file__).parents[2] / "reference" / "handouts"
DAY = date(2026, 3, 9)
MATERIALS = Table(
    head=("序号", "材料", "是否必交", "说明"),
    rows=tuple(
        (str(n), f"浛洸镇第{n}号佐证材料", "必交", "读出专利号、申请日、权利人、法律状态" * (n % 3))
        for n in range(1, 31)
    ),
    align="clcl",
    widths=(0.08, 0.36, 0.14, 0.42),
)
SECTIONS = (
    GuideSection("一、政策依据", (Quote(f"（一）“{QUOTE}”"), "《甲市知识产权奖补办法》。" * 8)),
    GuideSection("二、申报材料", (MATERIALS, "交复印件的，请带原件到窗口核对。")),
)
ONE = Guide(
    title="列入国家级地理标志产品保护示范区建设项目和知识产权运营服务资助申报指南",
    subtitle="甲市市场监督管理局　2026年3月9日",
    notice="请注意：本政策有效期至2024年12月31日，现已到期。" * 2,
    chapters=(GuideChapter("", (GuidePart("", SECTIONS),)),),
    contents="",
    bureau="甲市市场监督管理局",
    made_on=DAY,
)
PARTS = tuple(GuidePart(f"{n}. 第{n}个事项", SECTIONS[:1]) for n in range(1, 33))
MANY = replace(
    ONE,
    notice="",
    contents="目　录",
    chapters=(GuideChapter("通用说明", ONE.chapters[0].parts), GuideChapter("（一）专利", PARTS)),
)
LIST = MaterialList(
    title="有效发明专利维持超过十年奖励申报材料清单",
    subtitle="甲市知识产权奖补办法\n（甲府办〔2022〕1号）第（一）项",
    asked=(("申报主体", ""), ("受理编号", ""), ("联系人", ""), ("联系电话", "")),
    materials=Table(
        ("序号", "材料", "原件", "复印件", "份数", "说明", "备注"),
        tuple(
            (str(n), f"佐证材料{n}", "□", "□", "", "有两个以上专利权人时", "") for n in range(16)
        ),
        "clcccll",
        (0.075, 0.29, 0.075, 0.1, 0.075, 0.265, 0.12),
    ),
    remarks=("收件人当面点清。", "本清单一式两份，交件人和收件人各执一份。"),
    signatures=("交件人（签字）", "收件人（签字）", "日期"),
    bureau="甲市市场监督管理局",
    made_on=DAY,
)
LONG_FORM = replace(
    FORM,
    draft=True,
    clause="（一）加强高价值专利培育",
    quote=QUOTE,
    subject_label="专利号",
    listed=tuple(
        FormItem(str(n), f"ZL2021101234{n:02d}.7", "专利申请日：2010-01-10", "可奖补", 500_000)
        for n in range(1, 31)
    ),
    checks=(FormCheck("维持年限已经超过十年", QUOTE, "符合", "李小红\n2026-03-05"),) * 12,
    findings=("第 1—30 件：存量。",),
    check_code="ABCD-EFGH-JKLM",
    journal_seq=123,
    journal_head="0a1b2c3d4e5f",
)
CASES: dict[str, Callable[[Faces], bytes]] = {
    "guide": lambda faces: render_guide(ONE, faces),
    "guide-contents": lambda faces: render_guide(MANY, faces),
    "materials": lambda faces: render_material_lists((LIST,), faces),
    "form": lambda faces: render_approval_form(LONG_FORM, faces),
}


@pytest.mark.parametrize("name", CASES)
def test_the_handout_is_as_it_was_when_looked_at(name: str, faces: Faces) -> None:
    assert layout(CASES[name](faces)) == json.loads((REFERENCE / f"{name}.json").read_text("utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_nothing_stands_in_the_margins(name: str, faces: Faces) -> None:
    """Room for the binding, and at the right for a seal across the pages (骑缝章)."""
    pdf = CASES[name](faces)
    count = len(layout(pdf)["pages"])  # type: ignore[arg-type]
    for number in range(count):
        boxes = characters(pdf, number)
        assert min(box.left for box in boxes) >= 28 - 0.5
        assert max(box.right for box in boxes) <= 210 - 26 + 2.2  # hanging punctuation
        assert max(box.bottom for box in boxes) <= 297 - 23


def keep() -> None:
    faces = Faces.load(resources() / "fonts")
    REFERENCE.mkdir(exist_ok=True)
    for name, render in CASES.items():
        text = json.dumps(layout(render(faces)), ensure_ascii=False, indent=1)
        (REFERENCE / f"{name}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    keep()

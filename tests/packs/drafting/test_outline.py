from __future__ import annotations

from datetime import date

import pytest

from ipdesk.packs.drafting.drafting import draft_of
from tests.packs.drafting.reading import HEAD, drafted, lexicon, raw

SAID = "对获得称号的企业，给予10万元奖励。"


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        (f"一、总则\n（一）目的。{SAID}\n（二）范围。{SAID}", ["（一）", "（二）"]),
        (f"第一章 总则\n第一条 {SAID}\n第二条 {SAID}\n（一）甲", ["第一条", "第二条"]),
        (f"一、创新\n1.{SAID}\n2.{SAID}\n二、附则\n3.{SAID}", ["1.", "2.", "3."]),
        (f"一、创新。{SAID}\n二、品牌。{SAID}", ["一、", "二、"]),
        (
            f"一、指导思想\n{SAID}\n二、任务\n（一）甲。{SAID}\n（二）乙。{SAID}",
            ["一、", "（一）", "（二）"],
        ),
    ],
)
def test_clauses_are_found_however_they_are_numbered(body: str, numbers: list[str]) -> None:
    found = draft_of(raw(HEAD + body), lexicon())
    assert [clause.number for clause in found.clauses] == numbers
    assert [clause.id for clause in found.clauses] == [
        f"{n:02d}" for n in range(1, len(numbers) + 1)
    ]


def test_the_head_says_what_the_policy_is() -> None:
    text = (
        "禾阳县人民政府办公室\n禾府办〔2024〕5号\n关于印发《禾阳县专利资助办法（试行）》的通知\n"
        "各镇人民政府：\n现印发给你们，请遵照执行。\n禾阳县人民政府办公室\n2024年3月8日\n"
        f"禾阳县专利资助办法（试行）\n第一条 {SAID}\n第二条 本办法由县市场监督管理局负责解释。\n"
        "第三条 本办法自印发之日起施行，有效期三年。"
    )
    head = draft_of(raw(text), lexicon()).head
    assert head.title == "禾阳县专利资助办法（试行）"
    assert head.document_number == "禾府办〔2024〕5号"
    assert head.issuer == "禾阳县人民政府办公室"
    assert head.contact == "县市场监督管理局"
    assert (head.issued_on, head.valid_from) == (date(2024, 3, 8), date(2024, 3, 8))
    assert head.valid_to == date(2027, 3, 7)
    assert head.proposed == ()


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("本办法自2023年6月1日起施行，有效期3年。", date(2023, 6, 1), date(2026, 5, 31)),
        (
            "本办法自2023年6月1日起施行，有效期至2025年12月31日。",
            date(2023, 6, 1),
            date(2025, 12, 31),
        ),
        ("本办法自2024年2月29日起试行，有效期一年。", date(2024, 2, 29), date(2025, 2, 27)),
    ],
)
def test_validity_is_read_from_its_words(sentence: str, first: date, last: date) -> None:
    text = f"{HEAD}第一条 {SAID}\n第二条 {sentence}"
    head = draft_of(raw(text), lexicon()).head
    assert (head.valid_from, head.valid_to) == (first, last)
    assert head.validity[0] == "02"


def test_general_provisions_are_named() -> None:
    found = drafted(
        SAID,
        "本办法所称“以上”“不超过”均包含本数。",
        "同一项目符合多项的，按就高不重复原则执行。",
        "申报单位应于每年3月31日前提出申请。",
        "与上级规定不一致的，从其规定。",
    )
    assert found.head.inclusive_words == ("以上", "不超过")
    assert found.head.conflict[0] == "05"
    assert {(code, clause) for code, clause, _ in found.head.notes} >= {
        ("highest", "03"),
        ("apply", "04"),
    }
    assert found.unread == ()

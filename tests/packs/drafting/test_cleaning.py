from __future__ import annotations

from tests.packs.drafting.reading import cleaned, raw

PAGE = "锦川县人民政府公报\n　　第{}条　对获得中国质量奖的组织，给予一次\n性奖励{}万元。\n— {} —"


def texts(*pages: str) -> list[str]:
    return [paragraph.text for paragraph in cleaned(*pages).paragraphs]


def test_page_numbers_and_running_heads_are_left_out_and_named() -> None:
    pages = [PAGE.format(number, 10 * n, n) for n, number in enumerate("一二三", start=1)]
    found = cleaned(*pages)
    assert [paragraph.text for paragraph in found.paragraphs] == [
        "第一条对获得中国质量奖的组织，给予一次性奖励10万元。",
        "第二条对获得中国质量奖的组织，给予一次性奖励20万元。",
        "第三条对获得中国质量奖的组织，给予一次性奖励30万元。",
    ]
    assert {(one.text, one.why) for one in found.dropped} == {
        ("锦川县人民政府公报", "running-head"),
        ("— 1 —", "page-number"),
        ("— 2 —", "page-number"),
        ("— 3 —", "page-number"),
    }


def test_a_sentence_torn_by_a_page_is_one_again() -> None:
    first = "（二）促进品牌建设。对新认定的地理标志保"
    assert texts(first, "护产品每个给予一次性奖励5万元。") == [
        first + "护产品每个给予一次性奖励5万元。"
    ]


def test_widths_are_evened_out() -> None:
    assert texts("(一)对获奖的,每件奖励２．５万元;到 2027 年增长１０％.") == [
        "（一）对获奖的，每件奖励2.5万元；到2027年增长10%."
    ]
    assert texts("⼀、⽀持创新") == ["一、支持创新"]
    assert texts("锦政发[2023]12号") == ["锦政发〔2023〕12号"]


def test_misread_figures_are_put_right_and_marked() -> None:
    found = cleaned("给予l00万元；给予2O\n万元；按5 0%补助。")
    [paragraph] = found.paragraphs
    assert paragraph.text == "给予100万元；给予20万元；按50%补助。"
    assert {paragraph.text[place] for place in paragraph.corrected} >= {"1", "0"}


def test_every_clean_letter_knows_where_it_came_from() -> None:
    document = raw("第 １ 页\n(一) 对获奖的,\n给予 5 万元。")
    [paragraph] = cleaned("第 １ 页\n(一) 对获奖的,\n给予 5 万元。").paragraphs
    assert paragraph.text == "（一）对获奖的，给予5万元。"
    assert len(paragraph.origin) == len(paragraph.text)
    came = "".join(document.text[place] for place in paragraph.origin)
    assert came == "(一)对获奖的,给予5万元。"


def test_rows_of_a_table_stay_rows() -> None:
    assert texts("级别\t金额\n国家级\t10万元\n省级 | 5万元") == [
        "级别|金额",
        "国家级|10万元",
        "省级|5万元",
    ]


def test_clean_text_cleaned_again_stays_as_it_is() -> None:
    once = texts("（一）对获奖的，每件奖励2.5万元；到2027年增长10%。", "二、保障措施")
    assert texts(*once) == once

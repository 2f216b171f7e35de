from __future__ import annotations

from decimal import Decimal

import pytest

from ipdesk.packs.mentions import Sort, mentions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("每件专利0.5万元奖励", [(Sort.MONEY, "500000")]),
        ("分别给予15万元、10万元资助", [(Sort.MONEY, "15000000"), (Sort.MONEY, "10000000")]),
        ("给予资助100元/个", [(Sort.MONEY, "10000")]),
        ("按实缴利息的15%给予", [(Sort.PERCENT, "0.15")]),
        ("发行额度的1.5%", [(Sort.PERCENT, "0.015")]),
        ("最高为100件", [(Sort.COUNT, "100")]),
        ("维持年限超过十年", [(Sort.PERIOD, "120")]),
        ("代理业务一年以上", [(Sort.PERIOD, "12")]),
        ("服务2年以上", [(Sort.PERIOD, "24")]),
        ("满二十四个月", [(Sort.PERIOD, "24")]),
        ("有效期至2024年12月31日", [(Sort.DAY, "20241231")]),
        ("同一年度获多项称号", []),
        ("补贴三十五万元", [(Sort.MONEY, "35000000")]),
        ("奖励一万二千元", [(Sort.MONEY, "1200000")]),
        ("伍仟元", [(Sort.MONEY, "500000")]),
        ("３．５万元", [(Sort.MONEY, "3500000")]),
        ("1,000万元", [(Sort.MONEY, "1000000000")]),
        ("5—10万元", [(Sort.MONEY, "5000000"), (Sort.MONEY, "10000000")]),
        ("五至十万元", [(Sort.MONEY, "5000000"), (Sort.MONEY, "10000000")]),
        ("百分之一点五", [(Sort.PERCENT, "0.015")]),
        ("千分之五", [(Sort.PERCENT, "0.005")]),
        ("２０％", [(Sort.PERCENT, "0.2")]),
        ("10%—20%", [(Sort.PERCENT, "0.1"), (Sort.PERCENT, "0.2")]),
        ("1.2万件", [(Sort.COUNT, "12000")]),
        ("五十多家", [(Sort.COUNT, "50")]),
        ("一年半", [(Sort.PERIOD, "18")]),
        ("半年内", [(Sort.PERIOD, "6")]),
        ("三个工作日", [(Sort.PERIOD, "3")]),
        ("1-2年", [(Sort.PERIOD, "12"), (Sort.PERIOD, "24")]),
        ("二〇二四年十二月三十一日", [(Sort.DAY, "20241231")]),
        ("提名奖减半奖励", [(Sort.PERCENT, "0.5")]),
        ("人员减半办公", []),
        ("第十九条（三）", []),
    ],
)
def test_numbers_are_read_as_a_policy_writes_them(text: str, found: list[tuple[Sort, str]]) -> None:
    assert [(m.sort, m.value) for m in mentions(text)] == [(s, Decimal(v)) for s, v in found]


def test_a_number_keeps_its_place_and_its_letters() -> None:
    (mention,) = mentions("奖励３万元。")
    assert (mention.text, mention.start) == ("３万元", 2)


@pytest.mark.parametrize("unit", ["1", "一", "1,", "1—", "百分之", "٣", "²"])
def test_a_text_of_figures_without_end_is_read_in_one_pass(unit: str) -> None:
    # A search that began anew at each figure would not come back from this.
    assert len(mentions(unit * 60_000)) <= 60_000

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
    ],
)
def test_numbers_are_read_as_a_policy_writes_them(text: str, found: list[tuple[Sort, str]]) -> None:
    assert [(m.sort, m.value) for m in mentions(text)] == [(s, Decimal(v)) for s, v in found]

"""Tables with their unit in the head, ceilings of several awards, shares over the whole."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from ipdesk.domain.draft import Draft
from ipdesk.domain.policy import Policy
from ipdesk.errors import PackError
from ipdesk.packs.cases import decide, read_cases
from ipdesk.packs.drafting.writing.pack_files import write_pack
from ipdesk.packs.loader import load_pack
from tests.packs.drafting.reading import drafted, lexicon

TABLE = (
    "主持或参与制定标准的，按下表奖励：\n标准类别 | 主持制定（万元） | 参与制定（万元）\n"
    "国际标准 | 50 | 20.5\n国家标准 | 30 | 10\n同一企业每年标准化奖励累计不超过60万元。"
)
ACROSS = (
    "对获得发明专利授权的，每件奖励3万元。",
    "对新注册的集体商标，每件资助5万元。",
    "第一条、第二条的资助，单个单位每年合计最高不超过8万元。",
)


def files(draft: Draft) -> dict[str, bytes]:
    written = write_pack(draft, "made", lexicon())
    assert written.left_out == []
    return written.files


def paid(policy: Policy, *claims: tuple[str, int]) -> list[int]:
    """What one company gets for so many items of each award, one claim after the other."""
    cases = read_cases(
        {
            "format": 1,
            "pack": policy.id,
            "applicants": [{"id": "A1", "kind": "enterprise"}],
            "claims": [
                {
                    "id": f"K{n}",
                    "applicant": "A1",
                    "award": award,
                    "received_on": "2024-06-03",
                    "items": [
                        {"subject": f"T{n}{i}", "achieved_on": "2024-05-06"} for i in range(count)
                    ],
                }
                for n, (award, count) in enumerate(claims, start=1)
            ],
        },
        {policy.id: policy},
    )
    return [result.amount_fen for result in decide(cases)]


def test_a_cell_has_the_unit_of_its_column() -> None:
    draft = drafted(TABLE)
    assert [(one.label, one.fen, one.column[1]) for one in draft.proposals] == [
        ("国际标准（主持制定）奖励", 50_000_000, 2),
        ("国际标准（参与制定）奖励", 20_500_000, 3),
        ("国家标准（主持制定）奖励", 30_000_000, 2),
        ("国家标准（参与制定）奖励", 10_000_000, 3),
    ]
    assert draft.unread == ()
    policy = load_pack(files(draft))
    # 50 + 30 are more than the 60 of the year that all four share.
    assert paid(policy, ("01-01", 1), ("01-03", 1), ("01-04", 1)) == [50_000_000, 10_000_000, 0]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("cell = 2", "cell = 3", "written-differs"),
        ("cell = 2", "cell = 9", "out-of-range"),
        ("（万元）|参与", "（元）|参与", "quote-not-found"),
    ],
)
def test_a_cell_is_held_to_the_table(old: str, new: str, code: str) -> None:
    made = files(drafted(TABLE))
    name = "clauses/01-clause.toml"
    text = made[name].decode()
    if old not in text:
        return
    with pytest.raises(PackError) as caught:
        load_pack({**made, name: text.replace(old, new).encode()})
    assert code in {problem.code for problem in caught.value.problems}


def test_a_ceiling_of_several_clauses_is_one_ceiling() -> None:
    draft = drafted(*ACROSS)
    assert [one.clause for one in draft.proposals] == ["01", "02"]
    assert {
        (limit.value, limit.scope, limit.clause) for p in draft.proposals for limit in p.limits
    } == {(8_000_000, "year", "03")}
    policy = load_pack(files(draft))
    # Two patents 6, then one mark 5: 2 are left of the 8.
    assert paid(policy, ("01-01", 2), ("02-01", 1), ("01-01", 1)) == [6_000_000, 2_000_000, 0]


def test_a_clause_that_is_not_there_makes_no_ceiling() -> None:
    draft = drafted(ACROSS[0], "第一条、第九条的资助，单个单位每年合计最高不超过8万元。")
    assert draft.proposals[0].limits == ()


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("获得国家奖励的，按照国家奖励金额的2倍给予配套奖励。", Decimal(2)),
        ("获得国家奖励的，按国家奖励金额的150%给予配套。", Decimal("1.5")),
        ("企业委托检测的，按检测费用的三成给予补助。", Decimal("0.3")),
    ],
)
def test_a_share_may_be_more_than_the_whole(text: str, rate: Decimal) -> None:
    [one] = drafted(text).proposals
    assert one.rate == rate
    policy = load_pack(files(replace(drafted(text))))
    [case] = [c for c in policy.golden if "第一天" in c.name]
    # The case hands in 10,000,000 yuan.
    assert case.expect[0]["amount_fen"] == int(10**9 * rate)


def test_what_a_share_is_raised_by_is_left_to_a_person() -> None:
    draft = drafted("转让专利的，按到账额的5%给予奖励；开放许可的，奖励比例上浮5个百分点。")
    assert [one.rate for one in draft.proposals] == [Decimal("0.05")]
    assert [one.text for one in draft.unread] == ["5个百分点"]


def test_each_of_two_has_its_own_ceiling() -> None:
    draft = drafted(
        "转让专利的，按到账额的5%奖励转让方，按到账额的10%补助受让方，双方每年分别不超过30万元和50万元。"
    )
    assert [[limit.value for limit in one.limits] for one in draft.proposals] == [
        [30_000_000],
        [50_000_000],
    ]

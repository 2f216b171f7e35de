"""Sentences as cities write them, each with what it comes to by hand; amounts in fen."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ipdesk.domain.draft import Sure
from ipdesk.packs.drafting.editing import joined
from tests.packs.drafting.reading import drafted, proposed

WAN = 1_000_000  # fen of 万元

FIXED = [
    ("对首次认定的国家高新技术企业，给予一次性奖励20万元。", [(20 * WAN, "家")]),
    (
        "对首次认定的企业给予20万元奖励；重新认定的给予10万元奖励。",
        [(20 * WAN, "家"), (10 * WAN, "家")],
    ),
    (
        "对获得国家级、省级、市级称号的企业，分别给予50万元、20万元、5万元奖励。",
        [(50 * WAN, "家"), (20 * WAN, "家"), (5 * WAN, "家")],
    ),
    (
        "对获得国家级、省级、市级称号的企业，分别给予50、20、5万元奖励。",
        [(50 * WAN, "家"), (20 * WAN, "家"), (5 * WAN, "家")],
    ),
    (
        "获评国家级、省级示范企业的，一次性分别给予30万、20万奖励。",
        [(30 * WAN, "家"), (20 * WAN, "家")],
    ),
    (
        "对营业收入首次突破1亿元、5亿元的企业，分别奖励10万元、50万元。",
        [(10 * WAN, "家"), (50 * WAN, "家")],
    ),
    (
        "获得科学技术奖一等奖的奖励50万元，二等奖的奖励30万元。",
        [(50 * WAN, "项"), (30 * WAN, "项")],
    ),
    ("对获中国专利银奖和广东专利金奖的，每项给予奖励5万元。", [(5 * WAN, "项"), (5 * WAN, "项")]),
    (
        "对专利奖给予奖励：中国专利金奖100万元/项，中国专利银奖50万元/项。",
        [(100 * WAN, "项"), (50 * WAN, "项")],
    ),
    ("每件发明专利资助5000元。", [(WAN // 2, "件")]),
    ("对著作权登记给予200元／件补助。", [(20_000, "件")]),
    ("对获得省名牌称号的企业奖励壹拾万元。", [(10 * WAN, "家")]),
    (
        "对博士、硕士，分别给予每人每月3000元、1500元生活补贴。",
        [(300_000, "人·月"), (150_000, "人·月")],
    ),
    ("对投资5000万元以上的项目，给予200万元奖励。", [(200 * WAN, "项")]),
    ("对租用厂房的，按每平方米每月10元给予租金补贴。", [(1_000, "平方米·月")]),
    (
        "对主持、参与国家标准制定的企业，分别给予30万元、10万元奖励。",
        [(30 * WAN, "项"), (10 * WAN, "项")],
    ),
    ("企业首次入统奖励20万元（分两年兑现，每年10万元）。", [(20 * WAN, "家")]),
    ("对收入达到5亿元以上（含5亿元，下同）的企业，奖励50万元。", [(50 * WAN, "家")]),
    ("大赛设一等奖3名，各奖励5万元；二等奖5名，各奖励3万元。", [(5 * WAN, "项"), (3 * WAN, "项")]),
    ("奖励标准：国家级企业100万元、省级企业50万元。", [(100 * WAN, "家"), (50 * WAN, "家")]),
]

FIXED += [
    (
        "对获得中国专利奖（金奖、银奖）的单位，分别给予20万元、10万元奖励。",
        [(20 * WAN, "项"), (10 * WAN, "项")],
    ),
    (
        "获得大赛一、二、三等奖的，分别奖励5万元、3万元、1万元。",
        [(5 * WAN, "项"), (3 * WAN, "项"), (WAN, "项")],
    ),
    (
        "研发投入200-500万元、500-1000万元的企业，分别给予5万元、8万元奖补。",
        [(5 * WAN, "家"), (8 * WAN, "家")],
    ),
    ("使用天然气的企业，每立方米补贴0.1元。", [(10, "立方米")]),
]

SHARES = [
    ("按照设备投资额的10%给予补助，单个项目最高不超过200万元。", "0.1", [("item", 200 * WAN)]),
    ("按实缴利息的15%给予贴息补助，每家企业年度贴息补助不超过3万元。", "0.15", [("year", 3 * WAN)]),
    ("对上云费用按50%给予补贴，单家企业累计不超过3万元。", "0.5", [("total", 3 * WAN)]),
    ("按研发费用的8%给予补助，最高50万元。", "0.08", [("item", 50 * WAN)]),
    (
        "给予展位费50%的补助，每个展位最高2万元，每家企业每年不超过10万元。",
        "0.5",
        [("item", 2 * WAN), ("year", 10 * WAN)],
    ),
    ("按省级奖励资金的50%给予配套。", "0.5", []),
    ("按省补助额1:0.5给予配套，最高500万元。", "0.5", [("item", 500 * WAN)]),
    ("按产值增量的1‰给予奖励，单户企业最高100万元。", "0.001", [("applicant", 100 * WAN)]),
    ("按实际投资的百分之三十给予补助，封顶25万元。", "0.3", [("item", 25 * WAN)]),
    (
        "贷款按LPR的50%给予贴息，贴息贷款额度不超过300万元，每年贴息不超过6万元。",
        "0.5",
        [("year", 6 * WAN)],
    ),
]

SHARES += [
    (
        "对企业贷款在LPR基础上给予1个百分点贴息，单户企业年贴息不超过10万元。",
        "0.01",
        [("year", 10 * WAN)],
    ),
    (
        "对银行，按照实际发放贷款额的0.5%给予奖励，每年最高200万元。",
        "0.005",
        [("year", 200 * WAN)],
    ),
]

CEILINGS = [
    ("对实施项目择优给予单项最高10万元扶持。", 10 * WAN, "项"),
    ("对新建的众创空间给予50万元以内的建设补助。", 50 * WAN, "个"),
    ("对商标注册，每件给予最高不超过1万元的资助。", WAN, "件"),
    ("对培训活动据实列支补助，每场不超过1万元。", WAN, "场"),
    ("对投资超过1000万元的项目给予5—10万元补助。", 10 * WAN, "项"),
]


@pytest.mark.parametrize(("sentence", "wanted"), FIXED)
def test_fixed_amounts(sentence: str, wanted: list[tuple[int, str]]) -> None:
    assert [(one.fen, one.unit) for one in proposed(sentence)] == wanted


@pytest.mark.parametrize(("sentence", "rate", "limits"), SHARES)
def test_shares(sentence: str, rate: str, limits: list[tuple[str, int]]) -> None:
    [one] = proposed(sentence)
    assert one.rate == Decimal(rate)
    assert [(limit.scope, limit.value) for limit in one.limits] == limits


@pytest.mark.parametrize(("sentence", "fen", "unit"), CEILINGS)
def test_ceilings(sentence: str, fen: int, unit: str) -> None:
    [one] = proposed(sentence)
    assert (one.ceiling_fen, one.fen, one.unit) == (fen, None, unit)
    assert one.discretionary


@pytest.mark.parametrize(
    "sentence",
    [
        "市财政每年安排科技创新专项资金2000万元，列入预算。",
        "奖励资金由市、区两级财政各承担50%，对企业予以扶持。",
        "对弄虚作假的，三年内不得申报奖励。",
        "奖励资金每年预算控制在1500万元以内，予以扶持。",
        "设立县级应急转贷资金5000万元，单笔不超过1000万元，支持企业。",
    ],
)
def test_what_is_no_award_is_none(sentence: str) -> None:
    assert proposed(sentence) == ()


def test_levels_are_named_apart() -> None:
    found = proposed(
        "对新认定的国家级、省级、市级企业技术中心，分别给予100万元、50万元、10万元奖励。"
    )
    assert [one.label for one in found] == [
        "国家级企业技术中心奖励",
        "省级企业技术中心奖励",
        "市级企业技术中心奖励",
    ]
    assert [one.level for one in found] == ["国家级", "省级", "市级"]
    assert all(one.first_only for one in found)


def test_pieces_are_capped_for_units_and_persons_apart() -> None:
    [one] = proposed("软件著作权登记每件资助300元，企业每年最多资助10件，个人每年最多资助5件。")
    counts = [(limit.value, limit.who) for limit in one.limits if limit.scope == "count"]
    assert counts == [(10, "units"), (5, "individuals")]


def test_a_ceiling_behind_a_full_stop_is_of_the_whole_sentence_before() -> None:
    found = proposed("对专利，每件资助1万元；对商标，每件资助2万元。单个企业每年最高不超过20万元。")
    assert [[(x.scope, x.value) for x in one.limits] for one in found] == [
        [("year", 20 * WAN)],
        [("year", 20 * WAN)],
    ]


def test_quotes_stand_in_the_text_word_for_word() -> None:
    found = drafted(*(sentence for sentence, _ in FIXED[:6]))
    for one in found.proposals:
        text = "".join(paragraph.text for paragraph in found.text.paragraphs)
        assert one.quote in text
        assert one.as_written in text
        assert found.text.paragraphs[one.span.paragraph].text[one.span.start : one.span.end]


def test_a_guess_is_marked_with_what_it_guesses() -> None:
    [one] = proposed("对获批国家知识产权示范园区的给予一次性资助10万元。")
    assert one.sure is Sure.HIGH
    assert one.unsure_parts == ("unit",)
    [loose] = proposed("按不超过设备投资额的8%给予补助。")
    assert "rate" in loose.unsure_parts
    unmatched = proposed("对获得称号的企业，分别奖励5万元、3万元。")
    assert [one.sure for one in unmatched] == [Sure.LOW, Sure.LOW] or all(
        "label" in one.unsure_parts for one in unmatched
    )


def test_every_number_is_in_a_proposal_answered_or_listed() -> None:
    found = drafted(
        "对获得称号的企业，给予10万元奖励，其中60%用于奖励团队。",
        "对通过验收的项目，奖励比例上浮5个百分点。",
    )
    assert [one.text for one in found.unread] == ["5个百分点"]
    assert {one.code for one in found.answered} >= {"share-out"}


def test_one_rate_under_a_ceiling_for_each_level_is_an_award_for_each() -> None:
    found = proposed(
        "承办国家级、省级活动的，按实际支出的50%给予扶持，最高分别为200万元、100万元。"
    )
    assert [(one.level, str(one.rate), one.limits[0].value) for one in found] == [
        ("国家级", "0.5", 200 * WAN),
        ("省级", "0.5", 100 * WAN),
    ]


def test_a_share_that_is_raised_is_of_the_same_and_under_the_same_ceiling() -> None:
    first, raised = proposed(
        "对技改项目，按实际设备投资额的8%给予补助；其中属于智能化改造的，补助比例提高到10%，"
        "单个项目补助最高不超过500万元。"
    )
    assert (first.rate, raised.rate) == (Decimal("0.08"), Decimal("0.1"))
    assert raised.base == first.base == "实际设备投资额"
    for one in (first, raised):
        assert [(limit.value, limit.scope) for limit in one.limits] == [(500 * WAN, "item")]


def test_half_of_what_others_get_is_a_share_of_one_half() -> None:
    full, half = proposed("主导制定国际标准的，每项奖励50万元；参与制定的减半奖励。")
    assert (full.fen, half.rate, half.base) == (50 * WAN, Decimal("0.5"), "前述相应标准")


def test_what_is_paid_for_each_dollar_is_counted_in_dollars() -> None:
    (one,) = proposed("出口额较上年每增长1美元奖励0.03元人民币，单家企业年度最高奖励80万元。")
    assert (one.fen, one.unit) == (3, "美元")


def test_a_limit_no_rule_counts_with_is_a_condition_and_marked() -> None:
    other, patent = proposed(
        "获得国内专利授权的，每件资助1000元；通过PCT途径获得国外专利授权的，每件资助2万元，"
        "同一件专利最多资助2个国家（地区）。"
    )
    assert other.conditions == ()
    assert patent.conditions == ("同一件专利最多资助2个国家（地区）",)
    [told] = [one for one in patent.reasons if one.code == "limit-not-ruled"]
    assert told.values == {"words": "同一件专利最多资助2个国家（地区）"}
    assert patent.sure is Sure.MIDDLE


def test_how_somebody_comes_to_it_leans_on_what_was_named_before() -> None:
    *_, moved = proposed(
        "首次认定的国家高新技术企业给予20万元奖励；从区外整体迁入且在有效期内的，奖励30万元。"
    )
    assert moved.label == "国家高新技术企业（从区外整体迁入且在有效期内）奖励"
    assert "label" in moved.unsure_parts


def test_the_steps_of_a_staged_award_bear_their_own_names() -> None:
    found = proposed("企业上市的，分阶段奖励：辅导备案奖励100万元，成功上市奖励500万元。")
    assert [one.label for one in found] == ["辅导备案奖励", "成功上市奖励"]


def test_a_difference_made_up_is_of_the_award_and_no_task() -> None:
    draft = drafted(
        "新认定的国家级、省级中心，分别给予补助200万元、80万元；晋级的补足差额。",
        "每年评选不超过5家示范企业，每家给予3万元奖励。",
    )
    *centres, firm = draft.proposals
    assert [one.top_up for one in (*centres, firm)] == [True, True, False]
    assert draft.rows == ()
    assert firm.label == "示范企业奖励"


def test_an_amount_joined_with_a_share_is_its_ceiling_whichever_came_first() -> None:
    share, amount = proposed("按实缴保费的40%给予补助；一次性奖励15万元。")
    for made in (joined([share, amount]), joined([amount, share])):
        assert (made.rate, made.fen) == (Decimal("0.4"), None)
        assert [(one.value, one.scope) for one in made.limits] == [(15 * WAN, "item")]
    assert joined([amount, share]).id == amount.id

from __future__ import annotations

import pytest

from ipdesk.services.award_search import match_awards, mentions
from tests.policies.deciding import lechang

# What clerks and applicants were written down to say, by the award they mean.
SAID = {
    "01-01": "发明专利满十年 十年以上专利 老专利 专利维持年费 发明专利奖励 专利年费补助 证书十年了",
    "01-02": "专利金奖 外观金奖 中国专利奖 外观设计奖 我们的专利得了国家金奖 专利奖",
    "01-03": "银奖 专利奖银奖 外观设计银奖 2个国家专利奖+银奖",
    "01-04": "省专利金奖",
    "01-05": "专利优秀奖 优秀奖",
    "01-06": "省专利银奖",
    "01-07": "省优秀奖",
    "01-08": "发明人奖",
    "02-01": "地标 地理标志 地标产品 茶叶地标 农产品地理标志",
    "02-02": "红茶商标 地标商标 地理标志证明商标 红茶 马蹄 香芋商标",
    "02-03": "中欧互认 国际互认",
    "02-04": "集体商标 证明商标 商标注册 协会商标",
    "02-05": "地标示范区 国家示范区",
    "02-06": "省示范区",
    "03-01": "版权 版权登记 作品登记证 著作权 软著 软件著作权 粤作登字 美术作品登记 照片版权",
    "03-02": "最具价值作品",
    "03-03": "版权基地 版权示范园区 国家级版权园区",
    "03-04": "版权示范单位",
    "03-05": "省版权基地 版权兴业",
    "03-06": "省版权单位",
    "04-01": "高价值专利 专利转化 专利产业化项目 专利实施",
    "05-00": "风险补偿 银行坏账 不良贷款",
    "05-01": "贷款利息 质押贷款 贷款贴息 专利质押 商标质押贷款 知产贷款 银行利息 "
    "质押融资利息补贴 有个贷款的利息想报 商标贷款 银行贷款利息补贴",
    "05-02": "保险费 专利保险 知识产权保险 保费 投保 商标被侵权的保险",
    "05-03": "证券化 ABS 发债",
    "07-01": "示范企业 国示",
    "07-02": "优势企业 国家知识产权优势企业 国优",
    "07-03": "省示范企业",
    "08-01": "示范园区",
    "08-02": "试点园区 产业园试点 工业园区试点",
    "09-01": "代理机构 专利代理公司 服务机构",
    "10-01": "商标指导站 品牌站 指导站",
    "15-01": "代理师 专利代理师证 代理人资格 专利代理人才",
}


def found(words: str) -> list[str]:
    return [match.award.id for match in match_awards([lechang()], words)]


def test_what_is_said_at_the_counter_finds_its_award_among_the_first_three() -> None:
    phrases = [(said.replace("+", " "), award) for award in SAID for said in SAID[award].split()]
    missed = {said: found(said)[:3] for said, award in phrases if award not in found(said)[:3]}

    assert len(phrases) >= 60
    assert missed == {}


def test_every_award_of_the_policy_is_asked_for_by_some_phrase() -> None:
    assert set(SAID) == set(lechang().awards)


def test_what_no_award_pays_finds_none() -> None:
    unpaid = ("高企", "老字号", "维权", "诉讼", "实用新型", "驰名商标", "高新技术企业", "马德里")
    assert {said: found(said) for said in unpaid if found(said)} == {}


@pytest.mark.parametrize(
    ("said", "clause", "words"),
    [
        ("维权援助", "（十四）", "维权援助"),
        ("被侵权了", "（十四）", "维权"),
        ("老字号", "（十三）", "老字号"),
        ("打官司", "（十二）", "应诉"),
        ("驰名商标", "（十）", "驰名商标"),
    ],
)
def test_the_clause_that_speaks_of_it_without_paying_is_named(
    said: str, clause: str, words: str
) -> None:
    first = mentions([lechang()], said)[0]
    assert (first.clause.number, first.words) == (clause, words)


def test_what_the_text_never_speaks_of_is_mentioned_nowhere() -> None:
    assert mentions([lechang()], "高企") == ()


def test_without_words_every_award_is_offered_in_the_order_of_the_policy() -> None:
    assert found("  ") == list(lechang().awards)

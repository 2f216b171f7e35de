from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

import pytest

from ipdesk.domain.applicable import applicable
from ipdesk.packs.coverage import coverage
from ipdesk.packs.mentions import Sort
from ipdesk.services.claims import match_awards
from tests.policies.deciding import lechang, wording

# Typed by hand from 乐府办发函〔2022〕86号; amounts in 元, as the text has them in 万元.
FIXED = {
    "01-01": 5_000,
    "01-02": 100_000,
    "01-03": 50_000,
    "01-04": 50_000,
    "01-05": 30_000,
    "01-06": 30_000,
    "01-07": 20_000,
    "01-08": 10_000,
    "02-01": 50_000,
    "02-02": 30_000,
    "02-03": 50_000,
    "02-04": 5_000,
    "02-05": 150_000,
    "02-06": 100_000,
    "03-01": 100,
    "03-02": 10_000,
    "03-03": 30_000,
    "03-04": 20_000,
    "03-05": 20_000,
    "03-06": 10_000,
    "07-01": 50_000,
    "07-02": 20_000,
    "07-03": 20_000,
    "08-01": 100_000,
    "08-02": 50_000,
    "09-01": 30_000,
    "15-01": 3_000,
}
CEILINGS = {"04-01": 100_000, "10-01": 30_000}
RATES = {"05-01": "0.15", "05-02": "0.15", "05-03": "0.015"}
YEAR_CAPS = {"05-01": 30_000, "05-02": 20_000}
ALL = [*FIXED, *CEILINGS, *RATES, "05-00"]
NUMERALS = "一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十 二十一"
MONEY_FREE = {"06", "11", "12", "13", "14", "16", "17", "18", "19", "20", "21"}


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def quotes() -> list[tuple[str, str]]:
    policy = lechang()
    found = [("validity", policy.validity_quote)]
    found += [(p.clause, p.quote) for p in (policy.inclusive, policy.conflict) if p]
    for award in policy.awards.values():
        found += [(award.id, award.quote), (award.id, award.as_written)]
        found += [(f"{award.id} {check.id}", check.quote) for check in award.checks if check.quote]
        found += [(award.id, rule.quote) for rule in award.rules if getattr(rule, "quote", "")]
    return found


def test_the_pack_has_32_awards_and_the_referral() -> None:
    awards = lechang().awards
    assert set(awards) == set(ALL)
    assert len(awards) == 33
    assert [award.id for award in awards.values() if award.referral] == ["05-00"]


def test_the_fixed_amounts_are_those_of_the_text() -> None:
    found = {a.id: a.fen for a in lechang().awards.values() if a.fen is not None}
    assert found == {award: yuan * 100 for award, yuan in FIXED.items()}


def test_the_ceilings_rates_and_yearly_caps_are_those_of_the_text() -> None:
    awards = lechang().awards
    ceilings = {a.id: a.ceiling_fen for a in awards.values() if a.ceiling_fen is not None}
    assert ceilings == {award: yuan * 100 for award, yuan in CEILINGS.items()}
    rates = {a.id: a.rate for a in awards.values() if a.rate is not None}
    assert rates == {award: Decimal(rate) for award, rate in RATES.items()}
    caps = {
        award.id: rule.cap.fen
        for award in awards.values()
        for rule in award.rules
        if getattr(rule, "cap", None)
    }
    assert caps == {award: yuan * 100 for award, yuan in YEAR_CAPS.items()}


def test_works_are_capped_at_100_for_a_unit_and_50_for_a_person() -> None:
    (cap,) = [rule for rule in lechang().awards["03-01"].rules if hasattr(rule, "individuals")]
    assert (cap.units, cap.individuals) == (100, 50)


def test_every_quote_stands_word_for_word_in_the_text() -> None:
    found = quotes()
    assert len(found) > 200
    text = squeezed(lechang().source)
    assert [(place, quote) for place, quote in found if squeezed(quote) not in text] == []


@pytest.mark.parametrize("name", ALL)
def test_the_words_of_an_award_stand_in_its_own_clause(name: str) -> None:
    award = lechang().awards[name]
    text = squeezed(lechang().clause(award.clause).text)
    assert squeezed(award.quote) in text
    assert squeezed(award.as_written) in text


def test_every_clause_has_an_entry_with_its_published_text() -> None:
    clauses = lechang().clauses
    assert [clause.number for clause in clauses] == [f"（{n}）" for n in NUMERALS.split()]
    for clause in clauses:
        assert clause.text.startswith(clause.number)
        assert clause.awards or clause.tasks
    assert {clause.id for clause in clauses if not clause.awards} == MONEY_FREE


def test_every_number_of_the_text_is_answered_for_by_its_own_award() -> None:
    found = [entry for entry in coverage(lechang()) if entry.mention.sort is not Sort.COUNT]
    assert [entry.around for entry in found if entry.missing] == []
    # In the order of the text; the two prizes of one amount share its number.
    answered = [(entry.mention.text, entry.by) for entry in found if entry.anchor[:1] == "c"]
    assert answered == [
        ("十年", "01-01"),
        ("0.5万元", "01-01"),
        ("10万元", "01-02"),
        ("5万元", "01-03"),
        ("3万元", "01-05"),
        ("2万元", "01-07"),
        ("1万元", "01-08"),
        ("5万元", "02-01"),
        ("3万元", "02-02"),
        ("5万元", "02-03"),
        ("0.5万元", "02-04"),
        ("15万元", "02-05"),
        ("10万元", "02-06"),
        ("100元", "03-01"),
        ("1万元", "03-02"),
        ("3万元", "03-03"),
        ("2万元", "03-04"),
        ("2万元", "03-05"),
        ("1万元", "03-06"),
        ("10万元", "04-01"),
        ("15%", "05-01"),
        ("3万元", "05-01"),
        ("15%", "05-02"),
        ("2万元", "05-02"),
        ("1.5%", "05-03"),
        ("5万元", "07-01"),
        ("2万元", "07-02"),
        ("2万元", "07-03"),
        ("10万元", "08-01"),
        ("5万元", "08-02"),
        ("一年", "09-01"),
        ("3万元", "09-01"),
        ("3万元", "10-01"),
        ("2年", "15-01"),
        ("0.3万元", "15-01"),
        ("2024年12月31日", "validity"),
    ]


def test_the_general_provisions_are_data() -> None:
    policy = lechang()
    assert policy.inclusive is not None
    assert policy.inclusive.words == ("以上", "最高", "不低于", "不超过")
    assert policy.conflict is not None
    assert (policy.inclusive.clause, policy.conflict.clause) == ("19", "20")
    assert policy.validity_clause == "21"
    assert str(policy.valid_from) == "2022-09-13"
    assert str(policy.valid_to) == "2024-12-31"


def test_all_38_open_points_are_there_with_a_default() -> None:
    points = lechang().open_points
    count = Counter(point.id for point in points)
    assert sorted(count) == [f"A{n:02d}" for n in range(1, 39)]
    assert {name for name, times in count.items() if times == 2} == {"A10", "A13", "A23", "A25"}
    for point in points:
        values = [choice.value for choice in point.choices]
        assert not values or point.default in values
        assert point.basis_document == ""


@pytest.mark.parametrize("name", ALL)
def test_an_award_has_a_checklist_a_clerk_can_work_through(name: str) -> None:
    award = lechang().awards[name]
    labels = [check.label for check in award.checks]
    met = applicable(award, lechang().defaults(), award.who[0]).checks
    assert 6 <= sum(check.must for check in met) <= 11
    assert sum(check.must and not check.automatic for check in met) <= 8
    assert len(set(labels)) == len(labels)
    known = {evidence.id for evidence in award.evidence}
    assert {"C1", "C2", "C3", "C4", "C5", "C6", "C7"} < known
    points = {point.id for point in lechang().open_points}
    for check in award.checks:
        assert set(check.evidence) <= known
        assert not check.reading or check.reading in points
    asked = {piece for check in award.checks for piece in check.evidence}
    assert known <= asked, "a piece of evidence that no line of the checklist looks at"
    # The program cannot read paper: what must be brought in is looked at by a person.
    looked_at = {piece for check in award.checks if not check.codes for piece in check.evidence}
    assert {evidence.id for evidence in award.evidence if evidence.required} <= looked_at


@pytest.mark.parametrize("name", ALL)
def test_every_code_a_checklist_waits_for_has_a_sentence(name: str) -> None:
    award = lechang().awards[name]
    for check in award.checks:
        for code in check.codes:
            assert wording().has("finding", code), code


@pytest.mark.parametrize(
    ("words", "award"),
    [
        ("专利金奖", "01-02"),
        ("十年专利", "01-01"),
        ("贷款利息", "05-01"),
        ("红茶商标", "02-02"),
        ("版权证书", "03-01"),
        ("作品登记", "03-01"),
        ("国家优势企业", "07-02"),
        ("版权兴业示范基地", "03-05"),
        ("强国建设示范园区", "08-01"),
        ("专利代理师", "15-01"),
    ],
)
def test_an_award_comes_first_by_what_people_say_at_the_counter(words: str, award: str) -> None:
    assert match_awards([lechang()], words)[0].award.id == award

"""Claims of every award, drawn close to where the rules turn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from ipdesk.domain.assess import grants
from ipdesk.domain.claim import Grant
from ipdesk.packs.cases import Cases, decide, read_cases
from tests.policies.deciding import APPLICANTS, PACK, cases, claim, lechang

Item = dict[str, Any]
PEOPLE: Final = [applicant["id"] for applicant in APPLICANTS]

# The first and last days of validity and of the years, the 29th of February, and days between.
TURNS: Final = [
    date(2022, 9, 13),
    date(2023, 1, 1),
    date(2024, 1, 1),
    date(2024, 2, 29),
    date(2024, 12, 31),
]
CLOSE: Final = [day + timedelta(by) for day in TURNS for by in (-2, -1, 0, 1, 2)]
BETWEEN: Final = [date(2022, 8, 1) + timedelta(by) for by in range(0, 940, 23)]
DAYS = st.sampled_from(sorted({*CLOSE, *BETWEEN}))
# Received when every fact has passed, so that most claims turn on their facts.
LATE = st.sampled_from([date(2024, 12, 31), date(2025, 3, 1)])
FLAGS = st.sampled_from([True, True, True, False])
SHARES = st.sampled_from(["1", "0.5", "0.3333", "0"])
# 15% of 20,000,000 fen is 3,000,000; of 13,333,333 fen it is 2,000,000, both half up.
FEN = st.sampled_from([0, 3, 13_333_329, 13_333_330, 13_333_333, 20_000_003, 777_777, 29_999_999])


def written(days: st.SearchStrategy[date]) -> st.SearchStrategy[str]:
    return days.map(date.isoformat)


def one_of(text: str) -> st.SearchStrategy[str]:
    return st.sampled_from(text.split())


def achieved(**facts: st.SearchStrategy[Any]) -> st.SearchStrategy[Item]:
    return st.fixed_dictionaries({"achieved_on": written(DAYS), **facts})


OWNERS: Final[Mapping[str, st.SearchStrategy[Any]]] = {
    "owner_rank": st.sampled_from([1, 1, 1, 2]),
    "consent": st.booleans(),
    "first_owner_local": st.booleans(),
}
LONG_AGO = st.builds(
    lambda day, by: (day.replace(day=min(day.day, 28), year=day.year - by)).isoformat(),
    DAYS,
    st.sampled_from([9, 10, 10, 11, 12]),
)
PATENTS = one_of("201210123456.8 ZL2012101234568 201080000001.X 85100001.0 200820000001.6")
WORKS = st.integers(1, 9).map(lambda n: f"粤作登字-2023-F-{n:08d}") | st.just(
    "国作登字-2023-F-00000001"
)
PRIZES = achieved(subject=PATENTS, patent_kind=one_of("invention design"), **OWNERS)
NAMED = achieved(subject=one_of("香芋 马蹄"))
ZONES = achieved(subject=one_of("香芋 马蹄"), stage=one_of("build build accept"))
HONOURS = achieved(recognition=one_of("first first review renewal"))


def titled(*titles: str) -> st.SearchStrategy[Item]:
    return achieved(title=st.sampled_from([*titles, *titles, "国家版权示范单位", "某某称号"]))


def _premium(fen: int, back: int, **facts: Any) -> Item:
    return {"premium_fen": fen, "refund_fen": min(back, fen), "premium_net_fen": fen, **facts}


def _periods(start: date, lengths: list[int], gaps: list[int], last: bool) -> list[Item]:
    periods, day = [], start
    for length, gap in zip(lengths, gaps, strict=False):
        end = day + timedelta(length)
        periods.append({"from": day.isoformat(), "to": end.isoformat()})
        day = end + timedelta(gap)
    return [*periods, {"from": day.isoformat(), "to": None}] if last else periods


SERVICE = st.builds(
    _periods,
    st.dates(date(2020, 1, 1), date(2022, 12, 31)),
    st.lists(st.sampled_from([30, 364, 729, 730]), min_size=1, max_size=3),
    st.lists(st.sampled_from([1, 2, 90, 92, 93, 150]), min_size=3, max_size=3),
    st.booleans(),
)

ITEMS: Final[Mapping[str, st.SearchStrategy[Item]]] = {
    "01-01": st.fixed_dictionaries(
        {"subject": PATENTS, "filed_on": LONG_AGO, "granted_on": LONG_AGO, "in_force": FLAGS},
        optional=OWNERS,
    ),
    **{f"01-0{n}": PRIZES for n in range(2, 8)},
    "01-08": NAMED,
    **{f"02-0{n}": NAMED for n in range(1, 5)},
    "02-05": ZONES,
    "02-06": ZONES,
    "03-01": achieved(subject=WORKS, registration=one_of("new new new change reissue")),
    "03-04": titled("国家版权示范单位", "全国版权示范单位"),
    "04-01": NAMED,
    "05-00": NAMED,
    "05-01": st.fixed_dictionaries(
        {
            "subject": one_of("合同甲/1 合同甲/2 合同乙/1"),
            "listed": FLAGS,
            "on_time": FLAGS,
            "ip_share": SHARES,
            "payments": st.lists(
                st.fixed_dictionaries({"paid_on": written(DAYS), "interest_fen": FEN}),
                min_size=1,
                max_size=4,
            ),
        }
    ),
    "05-02": st.builds(
        _premium,
        FEN,
        FEN,
        subject=one_of("保单甲/1 保单甲/2 保单乙/1"),
        paid_on=written(DAYS),
        policy_start=written(DAYS),
    ),
    "05-03": achieved(
        subject=one_of("甲-1 甲-2"),
        issue_fen=st.sampled_from([1, 3_333_333_333, 3_333_333_400, 10_000_000_000]),
        local_share=SHARES,
        confirmed=st.booleans(),
    ),
    **{f"07-0{n}": HONOURS for n in range(1, 4)},
    "08-01": titled("国家知识产权示范园区"),
    "09-01": st.fixed_dictionaries(
        {
            "registered_on": written(DAYS),
            "agency_since": written(DAYS),
            "qualification": one_of("brand"),
        }
    ),
    "10-01": NAMED,
    "15-01": st.fixed_dictionaries({"certified_on": LONG_AGO, "service": SERVICE}),
}
DECIDED: Final = {"04-01": 10_000_000, "10-01": 3_000_000, "01-02": 10_000_000}
SINGLE: Final = ("04-01", "10-01")


def readings(*fixed: str) -> st.SearchStrategy[dict[str, str]]:
    """Any choice of any reading, but for those named, which stay as they are shipped."""
    free = [
        (key, choice.value)
        for key, reading in lechang().readings.items()
        if key not in fixed
        for choice in reading.choices
    ]
    return st.lists(st.sampled_from(free), max_size=5).map(dict)


def eligible(award: str) -> list[str]:
    """Who of the applicants may be paid the award."""
    who = lechang().plans[award].who
    return [one["id"] for one in APPLICANTS if one["kind"] in who and one.get("local", True)]


@st.composite
def one_claim(draw: st.DrawFn, number: int, awards: list[str]) -> dict[str, Any]:
    award = draw(st.sampled_from(awards))
    most = 1 if award in SINGLE else 3
    items = draw(st.lists(ITEMS[award], min_size=1, max_size=most))
    more: dict[str, Any] = {"basis_document": draw(st.sampled_from(["批复", "批复", None]))}
    if award in DECIDED:
        ceiling = DECIDED[award]
        more["approved_fen"] = draw(st.sampled_from([None, 0, 1, ceiling, ceiling + 1]))
        more["minutes_number"] = draw(st.sampled_from([None, "纪要"]))
    who = draw(st.sampled_from([*eligible(award) * 3, *PEOPLE]))
    received = draw(written(LATE | DAYS))
    return claim(award, received, *items, id=f"K{number}", applicant=who, **more)


@st.composite
def files(
    draw: st.DrawFn, awards: list[str] | None = None, fixed: tuple[str, ...] = (), most: int = 5
) -> Cases:
    """A whole file: some claims that meet each other, under any readings."""
    chosen = awards or list(ITEMS)
    count = draw(st.integers(1, most))
    claims = [draw(one_claim(number, chosen)) for number in range(count)]
    return read(claims, readings=draw(readings(*fixed)))


def read(claims: list[dict[str, Any]], **more: Any) -> Cases:
    return read_cases(cases(claims, **more), {PACK: lechang()})


def held(file: Cases) -> list[tuple[Grant, ...]]:
    """What each claim of the file holds once all are decided in their order."""
    results = zip(file.claims, decide(file), strict=True)
    return [grants(one, result) for one, result in results]

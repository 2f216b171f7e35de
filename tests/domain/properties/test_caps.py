from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ipdesk.domain.claim import Grant
from tests.domain.properties.drawing import DECIDED, ITEMS, files, held, one_claim, read, readings
from tests.policies.deciding import PERSON, UNIT

WORK_FEN, PERSONS_WORKS, UNITS_WORKS = 10_000, 50, 100
INTEREST_FEN, PREMIUM_FEN, TITLES_FEN = 3_000_000, 2_000_000, 5_000_000


def earlier(award: str, who: str, subject: str, day: str, fen: int) -> dict[str, Any]:
    head = {"applicant": who, "award": award, "subject": subject, "fact_on": day}
    return {**head, "fund_year": int(day[:4]), "amount_fen": fen}


@st.composite
def nearly_full(draw: st.DrawFn) -> tuple[list[Grant], dict[str, str]]:
    """What is held in the end where the ceilings were all but used up before."""
    history = []
    for who, most in ((PERSON, PERSONS_WORKS), (UNIT, UNITS_WORKS)):
        for number in range(most - draw(st.integers(0, 3))):
            subject = f"粤作登字-2022-{who[1]}-{number:08d}".replace("-1-", "-A-").replace(
                "-2-", "-B-"
            )
            history.append(earlier("03-01", who, subject, "2024-01-05", WORK_FEN))
    left = st.sampled_from([0, 1, 1_000_000])
    history.append(earlier("05-01", UNIT, "旧/1", "2024-01-05", INTEREST_FEN - draw(left)))
    history.append(earlier("05-02", UNIT, "旧/1", "2024-01-05", PREMIUM_FEN - draw(left)))
    awards = ["03-01", "05-01", "05-02"]
    claims = [draw(one_claim(number, awards)) for number in range(draw(st.integers(1, 8)))]
    for entry in claims:
        entry["applicant"] = draw(st.sampled_from([UNIT, PERSON]))
    file = read(claims, history=history, readings=draw(readings("cap_year", "premium_year")))
    now = [grant for part in held(file) for grant in part]
    return [*file.history, *now], dict(file.readings)


@settings(max_examples=30, deadline=None)
@given(nearly_full())
def test_no_applicant_gets_more_in_a_year_than_the_ceiling(
    known: tuple[list[Grant], dict[str, str]],
) -> None:
    held_now, _ = known
    works: Counter[tuple[str, int]] = Counter()
    money: Counter[tuple[str, str, int]] = Counter()
    for grant in held_now:
        if grant.award == "03-01":
            works[grant.applicant, grant.fund_year] += grant.amount_fen
        elif grant.award == "05-02":
            money["05-02", grant.applicant, grant.fact_on.year] += grant.amount_fen
        else:
            parts = [(year, used) for _, year, used in grant.uses]
            assert sum(used for _, used in parts) == grant.amount_fen
            for year, used in parts:
                money["05-01", grant.applicant, year] += used
    for (who, _), fen in works.items():
        assert fen <= WORK_FEN * (PERSONS_WORKS if who == PERSON else UNITS_WORKS)
    for (award, _, _), fen in money.items():
        assert fen <= (INTEREST_FEN if award == "05-01" else PREMIUM_FEN)


@settings(max_examples=40, deadline=None)
@given(files(awards=["07-01", "07-02", "07-03"], fixed=("excl_year",)))
def test_the_titles_of_a_year_never_bring_more_than_the_highest(file: Any) -> None:
    years: Counter[tuple[str, int]] = Counter()
    for part in held(file):
        for grant in part:
            years[grant.applicant, grant.fact_on.year] += grant.amount_fen
    assert all(fen <= TITLES_FEN for fen in years.values())


@settings(max_examples=40, deadline=None)
@given(files(awards=list(DECIDED)))
def test_nobody_decides_more_than_the_award_offers(file: Any) -> None:
    for part in held(file):
        for grant in part:
            assert grant.amount_fen <= DECIDED[grant.award]


@settings(max_examples=40, deadline=None)
@given(
    files(awards=[a for a in ITEMS if a[:2] in ("01", "02", "03", "05")], fixed=("title_repeat",))
)
def test_a_key_is_held_once(file: Any) -> None:
    keys = [(grant.award, grant.key) for part in held(file) for grant in part]
    assert len(keys) == len(set(keys))

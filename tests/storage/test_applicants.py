from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from ipdesk.domain.applicant import Applicant, ApplicantKind
from ipdesk.domain.registration import EVERYONE, ApplicantFilter, ApplicantSort
from ipdesk.storage import applicants, search
from ipdesk.storage.database import Database, IntegrityError

NOON = datetime(2026, 3, 2, 12, 0)
HUAXING = Applicant(
    1,
    ApplicantKind.ENTERPRISE,
    "乐昌市华兴科技有限公司",
    "91440281MA4X00001D",
    town="坪石镇",
    former_names=("坪石华兴厂",),
    account="80020000001234567",
    code_exception="",
)
ANPING = Applicant(
    2, ApplicantKind.COOPERATIVE, "安平种养专业合作社", "", local=False, town="梅花镇"
)
ZENG = Applicant(3, ApplicantKind.INDIVIDUAL, "曾朝阳", "11010519491231002X", town="坪石镇")


@pytest.fixture
def register(db: Database) -> Database:
    with db.atomic():
        for one in (HUAXING, ANPING, ZENG):
            applicants.insert(db, one, (f"key {one.id}",), NOON)
    return db


def listed(db: Database, chosen: ApplicantFilter = EVERYONE, **how: object) -> list[int]:
    sort = ApplicantSort(str(how.get("sort", "name")))
    return list(applicants.page(db, chosen, sort, bool(how.get("descending"))))


def test_applicants_come_back_as_they_were_entered(register: Database) -> None:
    assert applicants.get(register, 1) == HUAXING
    assert applicants.by_ids(register, [3, 9, 2]) == (ZENG, ANPING)
    assert applicants.get(register, 9) is None


def test_one_code_is_one_applicants(register: Database) -> None:
    assert applicants.by_code(register, HUAXING.code) == HUAXING
    assert applicants.by_code(register, "") is None
    with pytest.raises(IntegrityError), register.atomic():
        applicants.insert(register, replace(HUAXING, name="另一家"), ("",), NOON)


def test_any_number_of_applicants_may_lack_a_code(register: Database) -> None:
    with register.atomic():
        number = applicants.insert(register, replace(ANPING, name="安和合作社"), ("",), NOON)

    assert number == 4


def test_look_alikes_are_found_by_their_key_but_not_oneself(register: Database) -> None:
    assert applicants.looking_like(register, "key 1")[0] == HUAXING
    assert HUAXING not in applicants.looking_like(register, "key 1", but=1)
    # One character more, less or other is a candidate too; a whole word is none.
    assert HUAXING in applicants.looking_like(register, "kex 1")
    assert applicants.looking_like(register, "other 1") == ()


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [
        pytest.param(EVERYONE, [2, 1, 3], id="all by name"),
        pytest.param(ApplicantFilter(town="坪石镇"), [1, 3], id="a town"),
        pytest.param(ApplicantFilter(kind=ApplicantKind.COOPERATIVE), [2], id="a kind"),
        pytest.param(ApplicantFilter(local=False), [2], id="not local"),
        pytest.param(ApplicantFilter(text="hxkj"), [1], id="by initials"),
        pytest.param(ApplicantFilter(text="坪石", local=True), [1], id="by a former name"),
        pytest.param(ApplicantFilter(text="没有"), [], id="nobody"),
    ],
)
def test_a_list_shows_what_was_chosen(
    register: Database, chosen: ApplicantFilter, ids: list[int]
) -> None:
    assert listed(register, chosen) == ids


@pytest.mark.parametrize(
    ("sort", "ids"),
    [("name", [2, 1, 3]), ("kind", [2, 1, 3]), ("town", [1, 3, 2]), ("code", [2, 3, 1]),
     ("registered", [1, 2, 3])],
)  # fmt: skip
def test_a_list_is_ordered_both_ways(register: Database, sort: str, ids: list[int]) -> None:
    assert listed(register, sort=sort) == ids
    assert listed(register, sort=sort, descending=True) == ids[::-1]


def test_a_renamed_applicant_is_found_and_ordered_by_the_new_name(register: Database) -> None:
    with register.atomic():
        applicants.update(register, replace(ANPING, name="卓越合作社"), ("key 4",))

    assert [hit.id for hit in search.find(register, "zyhz")] == [2]
    assert search.find(register, "安平") == []
    assert listed(register) == [1, 3, 2]


def test_towns_in_use_are_each_named_once(register: Database) -> None:
    assert set(applicants.towns(register)) == {"坪石镇", "梅花镇"}


def test_the_database_keeps_every_applicant(register: Database) -> None:
    with pytest.raises(IntegrityError, match="applicant-is-kept"), register.atomic():
        register.execute("DELETE FROM applicant")

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipdesk.storage import grams, search
from ipdesk.storage.database import Database

HUAXING = (1, ("乐昌市华兴科技有限公司", "坪石华兴厂"), ("91440281MA4X00001D",))
CHANGLAI = (2, ("长来镇单氏茶业专业合作社", "单小长"), ("93440281MA4X00002B", "13800138000"))
ZENG = (3, ("曾朝阳",), ("440281199003074512",))
PATENTED = (4, ("ABC科技（乐昌）3D打印中心",), ("ZL 2020 1 0123456.7",))


@pytest.fixture
def register(db: Database) -> Database:
    with db.atomic():
        for record, texts, numbers in (HUAXING, CHANGLAI, ZENG, PATENTED):
            search.put(db, "applicant", record, texts, numbers)
        search.put(
            db, "claim", 1, ("LC2026-0001 · 乐昌市华兴科技有限公司",), ("乐市监知奖〔2026〕12号",)
        )
    return db


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("华", {1}, id="one character"),
        pytest.param("司", {1}, id="the last character"),
        pytest.param("兴科", {1}, id="a middle"),
        pytest.param("坪石", {1}, id="a former name"),
        pytest.param("乐昌", {1, 4}, id="several"),
        pytest.param("（乐昌）3d", {4}, id="brackets and case do not count"),
        pytest.param("ＡＢＣ", {4}, id="full width"),
        pytest.param("ycshx", {1}, id="initials, 乐 as yue"),
        pytest.param("lcshx", {1}, id="initials, 乐 as le"),
        pytest.param("hxkj", {1}, id="initials of a middle"),
        pytest.param("clzss", {2}, id="initials, 长 as chang, 单 as shan"),
        pytest.param("zlzds", {2}, id="initials, 长 as zhang, 单 as dan"),
        pytest.param("zzy", {3}, id="three initials"),
        pytest.param("cc", {3}, id="two initials, 曾 as ceng"),
        pytest.param("abckj", {4}, id="letters among the initials"),
        pytest.param("9144", {1}, id="the beginning of a code"),
        pytest.param("00001D", {1}, id="the end of a code"),
        pytest.param("138", {2}, id="the beginning of a telephone"),
        pytest.param("0138", {2}, id="the middle of a telephone"),
        pytest.param("202010123456.7", {4}, id="a patent number without ZL"),
        pytest.param("ZL202010123456", {4}, id="a patent number with ZL"),
        pytest.param("兴乐", set(), id="two parts of different texts"),
        pytest.param("司坪", set(), id="across two texts"),
        pytest.param("qq", set(), id="initials of nobody"),
        pytest.param("9145", set(), id="a code of nobody"),
        pytest.param("·（）", set(), id="nothing to look for"),
        pytest.param("", set(), id="nothing typed"),
        pytest.param('" OR "', set(), id="the words of a query"),
    ],
)
def test_what_is_typed_finds_what_is_meant(register: Database, typed: str, found: set[int]) -> None:
    assert {hit.id for hit in search.find(register, typed, kind="applicant")} == found
    assert search.records(register, "applicant", typed) == found


def test_beginnings_come_first(db: Database) -> None:
    with db.atomic():
        search.put(db, "applicant", 1, ("韶关华兴",), ())
        search.put(db, "applicant", 2, ("华兴茶厂",), ())

    assert [hit.label for hit in search.find(db, "华兴")] == ["华兴茶厂", "韶关华兴"]
    assert [hit.label for hit in search.find(db, "hx")] == ["华兴茶厂", "韶关华兴"]


def test_a_hit_says_what_it_is(register: Database) -> None:
    assert search.find(register, "曾朝阳") == [search.Hit("applicant", 3, "曾朝阳")]


def test_kinds_are_told_apart(register: Database) -> None:
    both = {hit.kind for hit in search.find(register, "华兴")}
    claims = search.find(register, "华兴", kind="claim")

    assert both == {"applicant", "claim"}
    assert [hit.kind for hit in claims] == ["claim"]


def test_a_document_number_is_found_by_any_of_its_parts(register: Database) -> None:
    for typed in ("乐市监知奖〔2026〕12", "〔2026〕12号", "知奖2026"):
        assert [hit.kind for hit in search.find(register, typed)] == ["claim"], typed


def test_no_more_than_the_limit_comes_back(register: Database) -> None:
    assert len(search.find(register, "乐昌", limit=2)) == 2


def test_a_renamed_record_is_found_by_its_new_name_only(register: Database) -> None:
    with register.atomic():
        search.put(register, "applicant", 3, ("何永利",), ("440281199003074512",))

    assert search.find(register, "曾朝阳") == []
    assert all(hit.id != 3 for hit in search.find(register, "zcy"))
    assert [hit.id for hit in search.find(register, "hyl")] == [3]
    assert [hit.label for hit in search.find(register, "4402811990")] == ["何永利"]


def test_a_removed_record_is_found_no_more(register: Database) -> None:
    with register.atomic():
        search.remove(register, "applicant", 2)
        search.tidy(register)

    assert search.find(register, "长来") == []
    assert search.find(register, "13800138000") == []


def test_an_act_that_fails_leaves_nothing_to_find(register: Database) -> None:
    def broken_act() -> None:
        with register.atomic():
            search.put(register, "applicant", 9, ("何永利",), ())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken_act()

    assert search.find(register, "何永利") == []


@given(
    name=st.text(st.sampled_from("乐长单曾行重都a1"), min_size=1, max_size=8),
    start=st.integers(0, 7),
    length=st.integers(1, 5),
    choice=st.integers(0, 3),
)
def test_the_initials_of_any_part_of_a_name_are_known(
    name: str, start: int, length: int, choice: int
) -> None:
    part = grams.initials(name)[start % len(name) :][:length]
    typed = "".join(letters[choice % len(letters)] for letters in part)
    kept = set(grams.of("applicant", [name], []))
    asked = grams.initial_query(typed).replace(" *", "").replace('"', "").split(" AND ")

    assert grams.has_initials(name, typed)
    assert all(any(gram.startswith(one) for gram in kept) for one in asked)

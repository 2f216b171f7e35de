from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from ipdesk.errors import PackError
from ipdesk.packs.loader import load_pack, read_folder

SOURCE = """# 若干措施（〔2022〕1号）

## 一、创造

<a id="c01"></a>
（一）对维持十年以上的发明专利，每件奖励0.5万元。

## 二、其他

<a id="c02"></a>
（二）本措施自2022年9月13日起施行，有效期至2024年12月31日。
"""

PACK = f"""format = 1
id = "sample-2022"
title = "若干措施"
document_number = "〔2022〕1号"
issuer = "市政府办公室"
issued_on = 2022-09-13
valid_from = 2022-09-13
valid_to = 2024-12-31
contact = "市场监管局"
text_sha256 = "{hashlib.sha256(SOURCE.encode()).hexdigest()}"
reviewer = ""

[validity]
clause = "02"
quote = "有效期至2024年12月31日"
late = "document"
"""

CLAUSE = """id = "01"
number = "（一）"
heading = "专利"
chapter = "一、创造"
kind = "award"

[[awards]]
id = "01-01"
label = "十年专利"
unit = "件"
quote = "每件奖励0.5万元"
as_written = "每件奖励0.5万元"
who = ["enterprise", "individual"]
who_text = "专利权人"
fen = 500000
written = { fen = "每件奖励0.5万元" }
key = "subject"
subject = { label = "专利号", number = "patent" }

[[awards.facts]]
id = "filed_on"
label = "申请日"
kind = "date"

[[awards.rules]]
kind = "anniversary"
years = 10
written = { years = "维持十年以上" }
start = "filed_on"
"""

LAST = """id = "02"
number = "（二）"
heading = "有效期"
chapter = "二、其他"
kind = "validity"
"""

GOOD = {
    "pack.toml": PACK.encode(),
    "source.md": SOURCE.encode(),
    "clauses/01-patents.toml": CLAUSE.encode(),
    "clauses/02-validity.toml": LAST.encode(),
}
CLAUSE_FILE = "clauses/01-patents.toml"


def problems(files: dict[str, bytes]) -> list[tuple[str, str, str]]:
    with pytest.raises(PackError) as error:
        load_pack(files)
    return [(p.file, p.key, p.code) for p in error.value.problems]


def changed(old: str, new: str, file: str = CLAUSE_FILE) -> dict[str, bytes]:
    text = GOOD[file].decode()
    assert old in text
    return {**GOOD, file: text.replace(old, new, 1).encode()}


def test_a_small_pack_is_a_policy() -> None:
    policy = load_pack(GOOD)
    assert policy.awards["01-01"].fen == 500_000
    assert policy.clause("01").text.startswith("（一）对维持十年以上")
    assert policy.validity_clause == "02"


def test_the_version_follows_every_byte() -> None:
    before = load_pack(GOOD).sha256
    after = load_pack(changed('unit = "件"', 'unit = "项"')).sha256
    assert before != after == load_pack(changed('unit = "件"', 'unit = "项"')).sha256


def test_a_pack_may_be_written_with_line_ends_of_windows() -> None:
    files = {**GOOD, CLAUSE_FILE: CLAUSE.replace("\n", "\r\n").encode()}
    assert load_pack(files).awards["01-01"].label == "十年专利"


@pytest.mark.parametrize(
    ("old", "new", "key", "code"),
    [
        pytest.param("fen = 500000", "fen = 5000", "awards[0].written.fen", "written-differs",
                     id="an amount that is not the text's"),
        pytest.param("years = 10", "years = 11", "awards[0].rules[0].written.years",
                     "written-differs", id="a period that is not the text's"),
        pytest.param("fen = 500000", "fen = -1", "awards[0].fen", "out-of-range",
                     id="negative amount"),
        pytest.param("fen = 500000", "fen = 0", "awards[0].fen", "out-of-range", id="no amount"),
        pytest.param("fen = 500000", "fen = 99999999999999999999", "awards[0].fen",
                     "out-of-range", id="amount past all money"),
        pytest.param("fen = 500000", "fen = 500000.0", "awards[0].fen", "wrong-type",
                     id="money with a point"),
        pytest.param("fen = 500000", "fen = true", "awards[0].fen", "wrong-type",
                     id="a flag for money"),
        pytest.param("fen = 500000", "rate = nan", "awards[0].rate", "not-finite", id="nan"),
        pytest.param("fen = 500000", "rate = inf", "awards[0].rate", "not-finite", id="inf"),
        pytest.param("fen = 500000", "rate = 10.5", "awards[0].rate", "out-of-range",
                     id="more than the whole"),
        pytest.param("fen = 500000", "rate = 1e-400", "awards[0].rate", "out-of-range",
                     id="a rate of nothing"),
        pytest.param("fen = 500000\n", "", "awards[0]", "one-amount", id="no way of paying"),
        pytest.param('quote = "每件奖励0.5万元"', 'quote = "每件奖励5万元"', "awards[0].quote",
                     "quote-not-found", id="a quote of other words"),
        pytest.param('unit = "件"', 'unit = "件"\nuint = "件"', "awards[0].uint", "unknown-key",
                     id="unknown key"),
        pytest.param('unit = "件"\n', "", "awards[0].unit", "missing-key", id="missing key"),
        pytest.param('unit = "件"', 'unit = ""', "awards[0].unit", "empty-text", id="empty text"),
        pytest.param('unit = "件"', 'unit = "件\\u200B"', "awards[0].unit",
                     "character-invisible", id="invisible character"),
        pytest.param('"enterprise", ', '"company", ', "awards[0].who[0]", "unknown-choice",
                     id="unknown kind of applicant"),
        pytest.param('kind = "anniversary"', 'kind = "eval"', "awards[0].rules[0].kind",
                     "unknown-choice", id="unknown kind of rule"),
        pytest.param('start = "filed_on"', 'start = "born_on"', "awards[0].rules[0].start",
                     "bad-value", id="a fact that is not there"),
        pytest.param('start = "filed_on"', 'start = { reading = "x", a = "filed_on" }',
                     "awards[0].rules[0].start.reading", "unknown-reading",
                     id="a reading that is not there"),
        pytest.param('id = "01"', 'id = "03"', "id", "name-differs", id="file and clause differ"),
        pytest.param('key = "subject"', 'key = "subject"\nfact_day = "filed_on"',
                     "awards[0].fact_day", "one-fact-day", id="two fact days"),
        pytest.param("[[awards.facts]]", "[awards.facts]", "awards[0].facts", "wrong-type",
                     id="a table where a list belongs"),
        pytest.param('as_written = "每件奖励0.5万元"', 'as_written = "奖励5万元"',
                     "awards[0].as_written", "quote-not-found", id="an amount of one's own"),
        pytest.param('unit = "件"', 'unit = "件"\ntitles = ["示范企业"]', "awards[0].titles[0]",
                     "quote-not-found", id="a title the text does not have"),
        pytest.param('number = "（一）"', 'number = "（二）"', "number", "quote-not-found",
                     id="the number of another clause"),
        pytest.param('chapter = "一、创造"', 'chapter = "一、运用"', "chapter", "quote-not-found",
                     id="a chapter that is none"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_with_its_place(old: str, new: str, key: str, code: str) -> None:
    assert (CLAUSE_FILE, key, code) in problems(changed(old, new))


def test_a_text_changed_behind_the_pack_is_noticed() -> None:
    files = changed("每件奖励0.5万元。", "每件奖励0.5万元！", "source.md")
    assert problems(files) == [("pack.toml", "text_sha256", "text-hash-differs")]


def test_two_awards_of_one_name_are_refused() -> None:
    twice = CLAUSE + CLAUSE[CLAUSE.index("[[awards]]") :]
    found = problems({**GOOD, CLAUSE_FILE: twice.encode()})
    assert (CLAUSE_FILE, "awards[1].id", "duplicate-id") in found


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        pytest.param("../outside.toml", b"", "unknown-file", id="out of the folder"),
        pytest.param("/etc/passwd", b"", "unknown-file", id="absolute name"),
        pytest.param("clauses\\03-x.toml", b"", "unknown-file", id="backslash"),
        pytest.param("clauses/03-x.toml\n", b"", "unknown-file", id="line break in the name"),
        pytest.param("clauses/deep/03-x.toml", b"", "unknown-file", id="a folder deeper"),
        pytest.param("rules.py", b"", "unknown-file", id="a program"),
        pytest.param("clauses/03-x.toml", b"#" * 1_000_001, "too-large", id="huge"),
        pytest.param("clauses/03-x.toml", b"\xef\xbb\xbfid = 1", "byte-order-mark", id="BOM"),
        pytest.param("clauses/03-x.toml", "id = '三'".encode("gb18030"), "not-utf8", id="GBK"),
        pytest.param("clauses/03-x.toml", "id = 1".encode("utf-16"), "not-utf8", id="UTF-16"),
        pytest.param("clauses/03-x.toml", b"id = 1\nid = 2", "not-toml", id="a key twice"),
        pytest.param("clauses/03-x.toml", b"id = ", "not-toml", id="half a line"),
        pytest.param("clauses/03-x.toml", b"id = " + b"9" * 5000, "toml-number",
                     id="endless figures"),
        pytest.param("clauses/03-x.toml", b"a = " + b"[" * 100_000, "too-deep", id="lists"),
        pytest.param("clauses/03-x.toml", b"a = " + b"[" * 20 + b"]" * 20, "too-deep", id="20 in"),
        pytest.param("clauses/03-x.toml", b"a." * 100_000 + b"a = 1", "too-deep", id="dotted keys"),
        pytest.param("clauses/03-x.toml", b"a = \"\x00\"", "not-toml", id="a null character"),
    ],
)  # fmt: skip
def test_a_hostile_file_is_told_and_nothing_else_happens(name: str, data: bytes, code: str) -> None:
    assert [found[2] for found in problems({**GOOD, name: data})] == [code]


@pytest.mark.parametrize("name", ["pack.toml", "source.md"])
def test_a_pack_without_its_head_or_text_is_none(name: str) -> None:
    files = {key: data for key, data in GOOD.items() if key != name}
    assert problems(files) == [(name, "", "missing-file")]


def test_every_problem_is_told_at_once() -> None:
    text = CLAUSE.replace('unit = "件"', "unit = 1").replace("years = 10", "years = 0")
    found = {code for _, _, code in problems({**GOOD, CLAUSE_FILE: text.encode()})}
    assert {"wrong-type", "out-of-range"} <= found


def test_a_folder_is_read_as_it_lies_and_links_are_left_out(tmp_path: Path) -> None:
    for name, data in GOOD.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    (tmp_path / "clauses" / "03-link.toml").symlink_to(tmp_path / "pack.toml")
    assert read_folder(tmp_path) == GOOD
    with pytest.raises(FileNotFoundError):
        read_folder(tmp_path / "nothing")


READING = """
[[readings]]
id = "A01"
key = "compare"
question = "？"
choices = [{ value = "gt", label = "甲" }, { value = "ge", label = "乙" }]
default = "gt"
"""


@pytest.mark.parametrize(
    ("switch", "code"),
    [
        pytest.param("{ reading = 'compare', gt = 1, ge = 0 }", "", id="every choice named"),
        pytest.param("{ reading = 'compare', gt = 1 }", "missing-key", id="a choice left out"),
        pytest.param("{ reading = 'compare', gt = 1, ge = 0, eq = 2 }", "unknown-key",
                     id="a choice that is none"),
        pytest.param("{ reading = 'compare', gt = 1, ge = 'x' }", "bad-value",
                     id="a meaning that is none"),
    ],
)  # fmt: skip
def test_a_rule_that_obeys_a_reading_names_its_choices(switch: str, code: str) -> None:
    text = CLAUSE.replace("[[awards]]", READING + "\n[[awards]]", 1)
    text += f"beyond_days = {switch}\n"
    files = {**GOOD, CLAUSE_FILE: text.encode()}
    found: Callable[[], object] = lambda: problems(files)[0][2]  # noqa: E731
    assert (found() if code else load_pack(files).readings["compare"].default) == (code or "gt")


def test_a_validity_that_is_not_the_texts_is_noticed() -> None:
    files = changed("valid_to = 2024-12-31", "valid_to = 2025-12-31", "pack.toml")
    assert problems(files) == [("pack.toml", "valid_to", "written-differs")]


TWO_AWARDS = (
    CLAUSE.replace("fen = 500000", "fen = 200000")
    .replace('quote = "每件奖励0.5万元"', 'quote = "每件补助0.2万元"')
    .replace("每件奖励0.5万元", "每件补助0.2万元")
    .replace("01-01", "01-02")
)
TWO_SOURCE = SOURCE.replace("每件奖励0.5万元。", "每件奖励0.5万元；另每件补助0.2万元。")
TWO_CLAUSES = CLAUSE + "\n" + TWO_AWARDS[TWO_AWARDS.index("[[awards]]") :]


def two_awards(old: str = "", new: str = "") -> dict[str, bytes]:
    """A pack of two awards with amounts of their own; `old` of the first becomes `new`."""
    before, after = (hashlib.sha256(text.encode()).hexdigest() for text in (SOURCE, TWO_SOURCE))
    return {
        **GOOD,
        "source.md": TWO_SOURCE.encode(),
        "pack.toml": PACK.replace(before, after).encode(),
        CLAUSE_FILE: TWO_CLAUSES.replace(old, new, 1).encode(),
    }


def test_two_awards_of_one_clause_each_cite_their_own_words() -> None:
    assert {a.id: a.fen for a in load_pack(two_awards()).awards.values()} == {
        "01-01": 500_000,
        "01-02": 200_000,
    }


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('as_written = "每件奖励0.5万元"', 'as_written = "每件补助0.2万元"', "as_written"),
        ('start = "filed_on"', 'start = "filed_on"\nquote = "每件补助"', "rules[0].quote"),
    ],
)
def test_words_about_another_award_are_refused(old: str, new: str, key: str) -> None:
    found = problems(two_awards(old, new))
    assert (CLAUSE_FILE, f"awards[0].{key}", "quote-of-another") in found


CASE = """
[[cases]]
name = "一例"
claims = [{ id = "K1", applicant = "A1", award = "01-01", received_on = 2023-10-08, items = [
  { subject = "2012-", copies = 3, filed_on = 2012-09-13 },
] }]
"""


def test_an_entry_of_a_case_may_stand_for_many() -> None:
    text = CLAUSE + CASE + 'expect = [{ id = "K1", verdict = "payable", amount_fen = 1 }]\n'
    (case,) = load_pack({**GOOD, CLAUSE_FILE: text.encode()}).golden
    (claim,) = case.data["claims"]  # type: ignore[misc]
    subjects = [item["subject"] for item in claim["items"]]
    assert subjects == ["2012-00000001", "2012-00000002", "2012-00000003"]


@pytest.mark.parametrize(
    ("expect", "code"),
    [
        ("", "missing-key"),
        ('expect = [{ id = "K2", verdict = "payable", amount_fen = 1 }]', "claim-unexpected"),
        ('expect = [{ id = "K1", verdict = "payable" }]', "missing-key"),
    ],
)
def test_every_claim_of_a_case_says_what_it_comes_to(expect: str, code: str) -> None:
    text = CLAUSE + CASE + expect
    assert code in [found[2] for found in problems({**GOOD, CLAUSE_FILE: text.encode()})]


@pytest.mark.parametrize(
    ("old", "new", "key", "code"),
    [
        ("〔2022〕1号", "〔2022〕2号", "document_number", "quote-not-found"),
        ("issued_on = 2022-09-13", "issued_on = 2022-09-14", "issued_on", "day-not-written"),
        ("valid_from = 2022-09-13", "valid_from = 2022-09-14", "valid_from", "written-differs"),
        ('clause = "02"', 'clause = "01"', "validity.quote", "quote-elsewhere"),
    ],
)
def test_the_head_of_a_pack_is_held_against_the_text(
    old: str, new: str, key: str, code: str
) -> None:
    assert ("pack.toml", key, code) in problems(changed(old, new, "pack.toml"))

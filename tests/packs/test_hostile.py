"""Packs made to do harm: each is told with file and place, in words, and nothing else happens."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from ipdesk.commands.line import main
from ipdesk.errors import PackError
from ipdesk.packs.loader import load_pack, read_folder
from ipdesk.services.pack_check import check_files, report_lines
from tests.packs.test_loader import CLAUSE, CLAUSE_FILE, GOOD, PACK, SOURCE
from tests.policies.deciding import wording

Files = dict[str, bytes]
EXTRA = "clauses/03-x.toml"
GOLDEN = """
[[cases]]
name = "一例"
claims = [{ id = "K1", applicant = "A1", award = "01-01", received_on = 2023-10-08, items = [] }]
expect = [{ id = "K1", verdict = "payable", amount_fen = 500000 }]
"""


def with_file(name: str, data: bytes | str) -> Files:
    return {**GOOD, name: data.encode() if isinstance(data, str) else data}


def with_clause(old: str, new: str) -> Files:
    assert old in CLAUSE
    return with_file(CLAUSE_FILE, CLAUSE.replace(old, new, 1))


def with_head(old: str, new: str) -> Files:
    assert old in PACK
    return with_file("pack.toml", PACK.replace(old, new, 1))


def with_text(text: str) -> Files:
    """Another text, its hash put right, so that only the text itself is at fault."""
    old, new = (hashlib.sha256(one.encode()).hexdigest() for one in (SOURCE, text))
    return {**with_head(old, new), "source.md": text.encode()}


DEEP_TABLES = "a = " + "{ a = " * 5000 + "1" + " }" * 5000
DEEP_HEADS = "[" + ".".join("a" * 40) + "]\nb = 1"
HOSTILE = {
    "lists in lists": (with_file(EXTRA, "a = " + "[" * 60_000), EXTRA, "too-deep"),
    "tables in tables": (with_file(EXTRA, DEEP_TABLES), EXTRA, "too-deep"),
    "a heading forty deep": (with_file(EXTRA, DEEP_HEADS), EXTRA, "too-deep"),
    "dotted keys": (with_file(EXTRA, "a." * 90_000 + "a = 1"), EXTRA, "too-deep"),
    "a megabyte and a byte": (with_file(EXTRA, b"#" * 1_000_001), EXTRA, "too-large"),
    "an endless number": (with_file(EXTRA, "a = " + "9" * 20_000), EXTRA, "toml-number"),
    "an endless exponent": (with_clause("fen = 500000", "rate = 1e-999999999"), CLAUSE_FILE, ""),
    "300 files": (
        {**GOOD, **{f"clauses/{n % 100:02d}-{'x' * (n // 100 + 1)}.toml": b"" for n in range(300)}},
        "", "too-many-files",
    ),
    "a key twice": (with_clause('unit = "件"', 'unit = "件"\nunit = "项"'), CLAUSE_FILE,
                    "not-toml"),
    "a table twice": (with_head("[validity]", "[validity]\n[validity]"), "pack.toml", "not-toml"),
    "not a number": (with_clause("fen = 500000", "rate = nan"), CLAUSE_FILE, "not-finite"),
    "less than nothing": (with_clause("fen = 500000", "rate = -inf"), CLAUSE_FILE, "not-finite"),
    "nan for a count": (with_clause("years = 10", "years = nan"), CLAUSE_FILE, "wrong-type"),
    "a text for money": (with_clause("fen = 500000", 'fen = "500000"'), CLAUSE_FILE, "wrong-type"),
    "a flag for money": (with_clause("fen = 500000", "fen = true"), CLAUSE_FILE, "wrong-type"),
    "a time for a day": (
        with_head("valid_to = 2024-12-31", "valid_to = 2024-12-31T00:00:00"),
        "pack.toml", "wrong-type",
    ),
    "a day that is none": (
        with_head("valid_to = 2024-12-31", "valid_to = 2024-02-30"), "pack.toml", "not-toml",
    ),
    "a list for the title": (with_head('title = "若干措施"', "title = [[]]"), "pack.toml",
                             "wrong-type"),
    "a table for a text": (with_clause('label = "十年专利"', "label = { a = 1 }"), CLAUSE_FILE,
                           "wrong-type"),
    "an unknown key": (with_head("format = 1", "format = 1\nhook = 'x'"), "pack.toml",
                       "unknown-key"),
    "an expression": (with_clause("years = 10", 'years = "__import__(1)"'), CLAUSE_FILE,
                      "wrong-type"),
    "a later format": (with_head("format = 1", "format = 2"), "pack.toml", "out-of-range"),
    "out of the folder": (with_file("clauses/../../03-x.toml", "id = 1"),
                          "clauses/../../03-x.toml", "unknown-file"),
    "an absolute name": (with_file("/etc/03-x.toml", "id = 1"), "/etc/03-x.toml", "unknown-file"),
    "a name of Windows": (with_file("clauses\\03-x.toml", "id = 1"), "clauses\\03-x.toml",
                          "unknown-file"),
    "a device": (with_file("clauses/con.toml", "id = 1"), "clauses/con.toml", "unknown-file"),
    "a name to be read backwards": (with_file("clauses/03-\u202elmot.toml", "id = 1"),
                                    "clauses/03-\u202elmot.toml", "unknown-file"),
    "a byte order mark": (with_file(EXTRA, b"\xef\xbb\xbfid = '03'"), EXTRA, "byte-order-mark"),
    "a mark before the text": ({**GOOD, "source.md": b"\xef\xbb\xbf" + SOURCE.encode()},
                               "source.md", "byte-order-mark"),
    "line ends of Windows in the text": (
        {**GOOD, "source.md": SOURCE.replace("\n", "\r\n").encode()}, "pack.toml",
        "text-hash-differs",
    ),
    "line ends of old Macs": (with_file(CLAUSE_FILE, CLAUSE.replace("\n", "\r")), CLAUSE_FILE,
                              "not-toml"),
    "GB 18030": (with_file(CLAUSE_FILE, CLAUSE.encode("gb18030")), CLAUSE_FILE, "not-utf8"),
    "UTF-16": (with_file("pack.toml", PACK.encode("utf-16")), "pack.toml", "not-utf8"),
    "half a character": ({**GOOD, "source.md": SOURCE.encode()[:-3] + b"\xe3"}, "source.md",
                         "not-utf8"),
    "a null character": (with_file(EXTRA, b'a = "\x00"'), EXTRA, "not-toml"),
    "a surrogate": (with_file(EXTRA, 'a = "\\ud800"'), EXTRA, "not-toml"),
    "an invisible character": (with_clause('unit = "件"', 'unit = "件\\u200B"'), CLAUSE_FILE,
                               "character-invisible"),
    "letters from the right": (with_clause('unit = "件"', 'unit = "件\\u202E"'), CLAUSE_FILE,
                               "character-direction"),
    "nothing at all": (with_file("pack.toml", b""), "pack.toml", "missing-key"),
    "a text without clauses": (with_text("乐昌"), CLAUSE_FILE, "anchor-missing"),
    "an anchor twice": (with_text(SOURCE + '\n<a id="c01"></a>\n又一条。\n'), "source.md",
                        "duplicate-id"),
    "an end before the beginning": (
        with_head("valid_from = 2022-09-13", "valid_from = 2025-01-01"), "pack.toml",
        "ends-before-start",
    ),
    "nine files of a megabyte": (
        {**GOOD, **{f"clauses/9{n}-x.toml": b"#" * 1_000_000 for n in range(9)}}, "",
        "pack-too-large",
    ),
    "a quote of half a megabyte": (
        with_clause('as_written = "每件奖励0.5万元"', f'as_written = "{"奖" * 170_000}"'),
        CLAUSE_FILE, "quote-not-found",
    ),
    "ten thousand awards of nothing": (with_file(CLAUSE_FILE, CLAUSE + "[[awards]]\n" * 10_000),
                                       "", "too-many-problems"),
    "ten thousand keys of its own": (
        with_file(CLAUSE_FILE, "".join(f"k{n} = 1\n" for n in range(10_000)) + CLAUSE), "",
        "too-many-problems",
    ),
    "a clause in two files": (with_file("clauses/01-again.toml", CLAUSE), "clauses/01",
                              "duplicate-id"),
    "a clause of another number": (with_file("clauses/02-again.toml", CLAUSE),
                                   "clauses/02-again.toml", "name-differs"),
    "text to be read backwards": (with_text(SOURCE.replace("每件", "每\u202e件")), "source.md",
                                  "character-direction"),
    "a number nobody sees": (with_text(SOURCE.replace("0.5", "0\u200b.5")), "source.md",
                             "character-invisible"),
    "a line break in the middle of a line": (with_text(SOURCE.replace("每件", "每\r件")),
                                             "source.md", "character-control"),
    "a text of figures alone": (with_text("1" * 900_000), CLAUSE_FILE, "anchor-missing"),
    "a switch without choices": (with_clause("years = 10", "years = { reading = 'x' }"),
                                 CLAUSE_FILE, "wrong-type"),
    "a fact of a fact": (with_clause('kind = "date"', 'kind = "rows"'), CLAUSE_FILE,
                         "missing-key"),
    "copies without end": (
        with_file(CLAUSE_FILE, CLAUSE + GOLDEN.replace("items = []", "items = [{ copies = 9 }]")
                  .replace("expect", "expected")),
        CLAUSE_FILE, "missing-key",
    ),
    "golden cases that are a number": (with_file(CLAUSE_FILE, "cases = 1\n" + CLAUSE),
                                       CLAUSE_FILE, "wrong-type"),
}  # fmt: skip


def put(files: Files, folder: Path) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pack_is_told_with_its_place(name: str) -> None:
    files, file, code = HOSTILE[name]
    with pytest.raises(PackError) as caught:
        load_pack(files)
    found = caught.value.problems
    assert file in {problem.file for problem in found}
    assert not code or code in {problem.code for problem in found}
    said = wording().section("problem")
    assert {problem.code for problem in found} <= set(said)
    assert check_files(files, wording()).problems == found


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pack_is_told_in_few_words(name: str) -> None:
    lines = report_lines(check_files(HOSTILE[name][0], wording()), wording())
    assert 0 < len(lines) <= 1001
    for line in lines:
        assert len(line) < 1200
        assert re.search("[一-鿿]", line)
        assert "Traceback" not in line
        assert not re.search(r"(?i)invalid|expected|illegal|cannot", line)


def test_the_place_in_a_file_that_cannot_be_read_is_told() -> None:
    [problem] = check_files(with_file(EXTRA, "a = 1\nb = ]\n"), wording()).problems
    assert (problem.code, problem.values) == ("not-toml", {"line": 2, "column": 5})
    [problem] = check_files(with_file(EXTRA, 'a = 1\nb = """x'), wording()).problems
    assert problem.values == {"line": 2, "column": 9}


def test_there_are_more_than_25_of_them() -> None:
    assert len(HOSTILE) > 25


@pytest.mark.parametrize(
    "name", ["a key twice", "tables in tables", "a byte order mark", "nan for a count"]
)
def test_the_command_lists_the_problems_and_ends_with_2(name: str, tmp_path: Path) -> None:
    files, file, _ = HOSTILE[name]
    done = CliRunner().invoke(main, ["policy", "check", str(put(files, tmp_path))])
    assert done.exit_code == 2
    assert done.stdout == ""
    assert f"  {file}".strip() in done.stderr
    assert "Traceback" not in done.stderr


def test_a_golden_case_that_cannot_be_read_fails_and_the_pack_stays_unsound(tmp_path: Path) -> None:
    files = with_file(CLAUSE_FILE, CLAUSE + GOLDEN)
    report = check_files(files, wording())
    assert (report.problems, report.sound) == ((), False)
    [case] = report.failed
    assert case.differs
    done = CliRunner().invoke(main, ["policy", "check", str(put(files, tmp_path))])
    assert done.exit_code == 1


def test_links_and_pipes_in_the_folder_are_not_followed(tmp_path: Path) -> None:
    folder = put(GOOD, tmp_path / "pack")
    secret = tmp_path / "secret.toml"
    secret.write_text("id = 'x'", "utf-8")
    (folder / "clauses" / "03-x.toml").symlink_to(secret)
    (folder / "clauses" / "04-loop").symlink_to(folder)
    os.mkfifo(folder / "clauses" / "05-pipe.toml")
    assert read_folder(folder) == GOOD


def test_a_pack_with_line_ends_of_windows_in_its_tables_is_sound_or_told(tmp_path: Path) -> None:
    files = {
        name: data.replace(b"\n", b"\r\n") if name.endswith(".toml") else data
        for name, data in GOOD.items()
    }
    report = check_files(files, wording())
    assert report.problems == ()
    assert [row.text for row in report.mentions] == [
        "十年",
        "0.5万元",
        "2022年9月13日",
        "2024年12月31日",
    ]

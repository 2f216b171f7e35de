from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from ipdesk.paths import resources
from ipdesk.wording import Wording, WordingError


def folder(place: Path, **files: str) -> Path:
    for name, text in files.items():
        (place / f"{name}.toml").write_text(text, "utf-8")
    return place


def test_what_is_read_section_by_section_is_what_the_files_say() -> None:
    said: dict[str, dict[str, str]] = {}
    for path in (resources() / "wording").glob("*.toml"):
        for section, entries in tomllib.loads(path.read_text("utf-8")).items():
            said.setdefault(section, {}).update(entries)
    wording = Wording.load(resources() / "wording")
    assert {section: wording.section(section) for section in said} == said


def test_sections_of_several_files_are_one(tmp_path: Path) -> None:
    wording = Wording.load(folder(tmp_path, a='[act]\npay = "拨付"\n', b='[act]\nsign = "审签"\n'))
    assert wording.section("act") == {"pay": "拨付", "sign": "审签"}
    assert wording.section("stage") == {}


def test_a_key_said_twice_is_an_error(tmp_path: Path) -> None:
    wording = Wording.load(folder(tmp_path, a='[act]\npay = "拨付"\n', b='[act]\npay = "付款"\n'))
    with pytest.raises(WordingError, match=r"b\.toml: act\.pay"):
        wording.text("act", "pay")


def test_words_outside_of_any_section_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(WordingError, match=r"a\.toml"):
        Wording.load(folder(tmp_path, a='pay = "拨付"\n'))


def test_a_damaged_file_is_named_by_its_section(tmp_path: Path) -> None:
    wording = Wording.load(folder(tmp_path, a="[act]\npay = 拨付\n"))
    with pytest.raises(WordingError, match=r"a\.toml: act"):
        wording.has("act", "pay")

from __future__ import annotations

import runpy

import pypinyin
import pytest

from ipdesk.paths import resources
from ipdesk.storage.pinyin import initials, sort_key


@pytest.mark.parametrize(
    ("text", "each"),
    [
        pytest.param("乐昌市", ("ly", "c", "s"), id="乐 is le and yue"),
        pytest.param("长朝曾单", ("cz", "cz", "cz", "ds"), id="polyphones"),
        pytest.param("有限公司", ("y", "x", "g", "s"), id="no readings nobody uses"),
        pytest.param("仇区解", ("cq", "qo", "jx"), id="surnames"),
        pytest.param("3d 打印·", ("3", "d", " ", "d", "y", ""), id="others as they are"),
        pytest.param("𠀀", ("h",), id="beyond the basic plane"),
    ],
)
def test_initials_are_all_those_a_character_may_be_typed_as(
    text: str, each: tuple[str, ...]
) -> None:
    assert tuple("".join(sorted(letters)) for letters in initials(text)) == tuple(
        "".join(sorted(letters)) for letters in each
    )


def test_every_common_character_has_the_initial_of_its_usual_reading() -> None:
    common = [chr(code) for code in range(0x4E00, 0x9FA6)]
    usual = pypinyin.lazy_pinyin(common, style=pypinyin.Style.FIRST_LETTER)

    missed = [
        character
        for character, letter, known in zip(common, usual, initials("".join(common)), strict=True)
        if letter[0] not in known
    ]

    assert len(missed) <= len(common) // 200


def test_lists_are_ordered_by_reading() -> None:
    names = ["重庆路茶厂", "张三", "安平", "乐昌", "ABC", "李四"]

    assert sorted(names, key=sort_key) == ["ABC", "安平", "乐昌", "李四", "张三", "重庆路茶厂"]


def test_the_table_is_what_its_script_makes() -> None:
    kept = resources() / "pinyin" / "syllables.txt"
    script = runpy.run_path(str(resources().parent / "installer" / "pinyin_table.py"))

    assert kept.read_text("utf-8") == script["table"]()

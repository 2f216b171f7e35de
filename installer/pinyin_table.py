"""Build resources/pinyin/syllables.txt from pypinyin: python installer/pinyin_table.py

Looking a character up in the finished table costs 4 µs a name; asking pypinyin costs 190.
Readings that pypinyin's own phrases never use (限 as wen, 市 as fu) would only make false
hits, so they are left out; what stays is ordered by how often the phrases use it.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter, defaultdict
from importlib.metadata import version
from pathlib import Path

from pypinyin.constants import PINYIN_DICT
from pypinyin.phrases_dict import phrases_dict

TARGET = Path(__file__).resolve().parent.parent / "resources" / "pinyin" / "syllables.txt"
PER_LINE = 60
# Fewer phrases than this say nothing about a character: all its readings are kept.
ENOUGH_PHRASES = 3
RARE = 0.01
# 姓氏异读: the phrases hardly know surnames, the register is full of them.
SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "区": "ou", "解": "xie", "查": "zha", "盖": "ge",
    "尉": "yu", "缪": "miao", "覃": "qin", "朴": "piao", "种": "chong", "员": "yun", "折": "she",
    "召": "shao", "黑": "he", "秘": "bi", "万": "mo", "繁": "po", "任": "ren", "乐": "yue",
    "翟": "zhai", "洗": "xian", "牟": "mu", "不": "fou", "句": "gou", "过": "guo", "那": "na",
}  # fmt: skip


def plain(syllable: str) -> str:
    """`lǜ` → `lv`: no tones, ü as v."""
    marks = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(mark for mark in marks if mark.isascii() and mark.isalpha()).lower()


def use_in_phrases() -> dict[str, Counter[str]]:
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, syllables in phrases_dict.items():
        if len(phrase) == len(syllables):
            for character, readings in zip(phrase, syllables, strict=True):
                used[character][plain(readings[0])] += 1
    return used


def readings(character: str, listed: str, used: Counter[str]) -> tuple[str, ...]:
    """The readings of one character worth finding it by, the usual one first."""
    known = list(dict.fromkeys(plain(one) for one in listed.split(",")))
    seen = used.total()
    if seen >= ENOUGH_PHRASES:
        usual = max(known, key=lambda one: used[one])
        known = [one for one in known if one == usual or used[one] >= max(1, RARE * seen)]
        known.sort(key=lambda one: -used[one])
    surname = SURNAMES.get(character)
    if surname and surname not in known:
        known.append(surname)
    return tuple(known)


def table() -> str:
    used = use_in_phrases()
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for code, listed in sorted(PINYIN_DICT.items()):
        groups[readings(chr(code), listed, used[chr(code)])].append(chr(code))
    lines = [
        f"# Made by installer/pinyin_table.py from pypinyin {version('pypinyin')} (MIT licence).",
        "# Readings of each character without tones, the usual one first.",
    ]
    for syllables, characters in sorted(groups.items()):
        for start in range(0, len(characters), PER_LINE):
            lines.append(f"{','.join(syllables)} {''.join(characters[start : start + PER_LINE])}")
    return "\n".join(lines) + "\n"


def main() -> None:
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(table(), "utf-8", newline="\n")
    sys.stdout.write(f"{TARGET} written\n")


if __name__ == "__main__":
    main()

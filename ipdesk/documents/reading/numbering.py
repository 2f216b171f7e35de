"""The numbers that a word processor counts itself: they are not in the text of a paragraph."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from xml.etree import ElementTree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE: Final = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "ideographDigital",
}
_FIGURES: Final = ("零", "一", "二", "三", "四", "五", "六", "七", "八", "九")
_LEVELS: Final = 9
_PLACE: Final = re.compile(r"%([1-9])")


class _Level(NamedTuple):
    form: str
    text: str
    start: int


class Numbering:
    """Counts paragraphs of each list in the order of the text."""

    def __init__(
        self, numbers: ElementTree.Element | None, styles: ElementTree.Element | None
    ) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        self._styles = _styles(styles)
        if numbers is None:
            return
        for abstract in numbers.iter(f"{W}abstractNum"):
            levels = {
                int(one.get(f"{W}ilvl", "0")): _level(one) for one in abstract.iter(f"{W}lvl")
            }
            self._levels[abstract.get(f"{W}abstractNumId", "")] = levels
        for number in numbers.iter(f"{W}num"):
            self._lists[number.get(f"{W}numId", "")] = _value(number, "abstractNumId")

    def number(self, paragraph: ElementTree.Element) -> str:
        """What stands before a paragraph; "" where nothing is counted."""
        about = paragraph.find(f"{W}pPr")
        if about is None:
            return ""
        place = about.find(f"{W}numPr")
        if place is not None:
            name, depth = _value(place, "numId"), _value(place, "ilvl")
        else:
            name, depth = self._styles.get(_value(about, "pStyle"), ("", ""))
        kind = self._lists.get(name, "")
        levels = self._levels.get(kind, {})
        level = int(depth) if depth.isdigit() else 0
        if level not in levels or levels[level].form in ("bullet", "none"):
            return ""
        counts = self._counts.setdefault(kind, [0] * _LEVELS)
        counts[level] = counts[level] + 1 if counts[level] else levels[level].start
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)

        def shown(match: re.Match[str]) -> str:
            which = int(match[1]) - 1
            return _figure(counts[which] or 1, levels.get(which, levels[level]).form)

        return _PLACE.sub(shown, levels[level].text)


def _styles(styles: ElementTree.Element | None) -> dict[str, tuple[str, str]]:
    found = {}
    for style in styles.iter(f"{W}style") if styles is not None else ():
        place = style.find(f"{W}pPr/{W}numPr")
        if place is not None:
            found[style.get(f"{W}styleId", "")] = _value(place, "numId"), _value(place, "ilvl")
    return found


def _level(level: ElementTree.Element) -> _Level:
    start = _value(level, "start")
    return _Level(
        _value(level, "numFmt"), _value(level, "lvlText"), int(start) if start.isdigit() else 1
    )


def _value(node: ElementTree.Element, name: str) -> str:
    found = node.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def _figure(number: int, form: str) -> str:
    if form == "decimalEnclosedCircle" and number <= 20:
        return chr(ord("①") + number - 1)
    if form not in _CHINESE or number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = {0: "", 1: "十"}.get(tens, _FIGURES[tens] + "十")
    return ten + (_FIGURES[ones] if ones or not tens else "")

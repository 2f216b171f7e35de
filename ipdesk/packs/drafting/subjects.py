"""What a grant is for: its title, and the titles of each level where several are given at once."""

from __future__ import annotations

import re
from typing import NamedTuple

from ipdesk.packs.drafting.lexicon import Lexicon

_BRACKETS = re.compile("（[^（）]*）|《[^》]*》|“[^”]*”")
_LONGEST = 44
_GRADE = 2  # letters of 等奖
_APART = "、：，；|（ "


class Named(NamedTuple):
    """One member of a list: what it is called, and the level that tells it from the others."""

    title: str
    level: str


class Subjects:
    """The forms of the lexicon that take a subject apart."""

    def __init__(self, lexicon: Lexicon) -> None:
        form = lexicon.forms("subject")
        self._actor, self._getting, self._closing = form["actor"], form["getting"], form["closing"]
        self._split, self._award = form["split"], form["award-name"]
        self._levels = sorted(lexicon.word_list("level"), key=len, reverse=True)
        self._grades = sorted(lexicon.word_list("level-grade"), key=len, reverse=True)
        self._reach = form["reach-first"]
        self._number = form["number-word"]
        self._number_last = re.compile(f"{self._number.pattern}$")
        self._tail = form["label-tail"]
        self._count = form["prize-count"]
        self._staged, self._quota = form["staged"], form["quota-first"]
        self._leaning = form["leaning"]
        self.renewal = re.compile(lexicon.expanded("^(?:对)?(?:<renewal>)[^，]{0,6}$"))

    def title(self, subject: str) -> str:
        """The bare name of what is rewarded."""
        words = self._closing.sub("", self._count.sub("", subject).strip("，：| "))
        words = self._quota.sub("", self._staged.sub("", words))
        words = self._actor.sub("", words)
        bare = self._getting.sub("", words)
        words = bare if len(bare) >= 2 else words
        return self._closing.sub("", words).strip("，：、| ")

    def plain(self, subject: str) -> str:
        """A subject without its end alone: 成功上市."""
        return self._closing.sub("", subject.strip("，：| "))

    def level_at_end(self, words: str) -> str:
        """The level a label ends with: …、省级 before its amount."""
        words = self._tail.sub("", words)
        found = next((one for one in self._levels if words.endswith(one)), "")
        before = words[: len(words) - len(found)]
        apart = not before or before[-1] in _APART or found in self._grades
        return found if len(found) > 1 and apart else ""

    def stands_alone(self, subject: str) -> bool:
        """Whether a subject says by itself what it is, and others may lean on it."""
        title = self.title(subject)
        if self.leans(subject):
            return False
        level = self.level_at_end(title) == title or bool(self.renewal.search(title))
        bare = self._reach.sub("", title)
        return len(title) > 3 and not level and not self._number.fullmatch(bare)

    def leans(self, subject: str) -> bool:
        """从区外迁入的, 属于改造的: how somebody comes to it, not what it is."""
        return bool(self._leaning.search(subject))

    def with_level(self, prefix: str, level: str) -> str:
        """省专利奖金奖 and 银奖 → 省专利奖银奖; where nothing is shared, both stand."""
        own = next((one for one in self._grades if prefix.endswith(one)), "")
        if own and level in self._levels:
            return prefix[: len(prefix) - len(own)] + level
        return f"{prefix}（{level}）"

    def parts(self, words: str) -> list[str]:
        """A list taken apart at its own commas, not at those inside brackets."""
        hidden = _BRACKETS.sub(lambda m: "\x00" * len(m[0]), words)
        found, start = [], 0
        for match in self._split.finditer(hidden):
            found.append(words[start : match.start()])
            start = match.end()
        return [part for part in (*found, words[start:]) if part.strip()]

    def several(self, subject: str) -> list[Named]:
        """Prizes of different names under one amount: each is a thing of its own."""
        title = self.title(subject)
        parts = self.parts(title)
        if len(parts) < 2 or not all(self._award.search(p) and len(p) >= 5 for p in parts):
            return []
        return [Named(self.title(part), "") for part in parts]

    def levels(self, subject: str, count: int) -> list[Named] | None:
        """The members a list of `count` amounts speaks of; None when they cannot be told."""
        inside = self._in_brackets(subject, count)
        if inside:
            return inside
        bare = self._closing.sub("", self._count.sub("", subject).strip("，：| "))
        parts = self.parts(bare)
        if len(parts) < count:
            comma = [part for part in bare.split("，") if len(self.parts(part)) >= count]
            if not comma:
                return None
            parts = self.parts(comma[-1])
        for first in range(len(parts) - count, -1, -1):
            run = parts[first : first + count]
            named = self._factored(run, parts[:first], parts[first + count :])
            if named:
                return named
        run = parts[-count:]
        same = self._same_tail(run)
        if same:
            return same
        return [Named(self.title(part), "") for part in run] if len(parts) == count else None

    def _in_brackets(self, subject: str, count: int) -> list[Named]:
        """中国专利奖（金奖、银奖、优秀奖）: the levels stand in brackets behind the name."""
        for match in _BRACKETS.finditer(subject):
            parts = self.parts(match[0][1:-1])
            if match[0][0] == "（" and len(parts) == count and all(map(self._whole, parts)):
                name = self.title(subject[: match.start()])
                return [Named(f"{name}{part}", part) for part in parts]
        return []

    def _factored(self, run: list[str], before: list[str], after: list[str]) -> list[Named] | None:
        """国家级、省级、市级企业技术中心: the levels differ, the rest is said once."""
        head, *middle, last = run
        last = "、".join((last, *after))
        if not all(self._whole(part) for part in middle):
            return None
        tail_level = self._prefix(last)
        first_level = self._suffix(head, last)
        if not tail_level or not first_level:
            return None
        if len(first_level) == 1 and last[0] in self._levels:
            tail_level = last[0]  # 一、二、三等奖: the figures differ, 等奖 is said once
        prefix = head[: len(head) - len(first_level)]
        tail = last[len(tail_level) :]
        if tail.startswith("的") and not self._number.fullmatch(tail_level):
            bare = self.title(tail.lstrip("的"))
            return [Named(f"{bare}（{one}）", one) for one in (first_level, *middle, tail_level)]
        if before:
            prefix = "、".join((*before, prefix))
        levels = [first_level, *middle, tail_level]
        behind = tail[:_GRADE] if len(first_level) == 1 else ""
        return [Named(self.title(f"{prefix}{one}{tail}"), one + behind) for one in levels]

    def _same_tail(self, run: list[str]) -> list[Named]:
        """制定国际标准、国家标准、行业标准: each member has its level and the same noun."""
        told = [(self._prefix(part), part) for part in run[1:]]
        if not told or not all(level for level, _ in told):
            return []
        tails = [part[len(level) :] for level, part in told]
        tail = min(tails, key=len)
        if not all(one.startswith(tail) for one in tails):
            return []
        head = run[0]
        if len(tail) < 2 or not head.endswith(tail):
            return []
        first = head[: len(head) - len(tail)]
        level = next((one for one in self._levels if first.endswith(one) and len(one) > 1), "")
        if not level:
            return []
        prefix = first[: len(first) - len(level)]
        members = [level, *(one for one, _ in told)]
        return [Named(self.title(f"{prefix}{one}{tail}"), one) for one in members]

    def _whole(self, part: str) -> bool:
        return part in self._levels or bool(self._number.fullmatch(part))

    def _prefix(self, words: str) -> str:
        number = self._number.match(words)
        found = next((one for one in self._levels if words.startswith(one)), "")
        return number[0] if number and len(number[0]) > len(found) else found

    def _suffix(self, words: str, last: str) -> str:
        bare = self._getting.sub("", self._actor.sub("", words))
        if self._whole(bare):
            return bare
        found = next((one for one in self._grades if words.endswith(one)), "")
        if found:
            return found
        # 一、二、三等奖 and 突破1亿元、5亿元: the last word is one of figures.
        number = self._number_last.search(words)
        if number and self._number.match(last):
            return number[0]
        short = next((one for one in self._levels if words.endswith(one)), "")
        same = short and self._prefix(last) and len(self._prefix(last)) == len(short)
        kin = same and (short[-1] == self._prefix(last)[-1] or last == self._prefix(last))
        return short if kin else ""

    def shortened(self, words: str) -> str:
        """A label no longer than a line of a list."""
        if len(words) <= _LONGEST:
            return words
        parts = words.split("，")
        return parts[-1] if 6 <= len(parts[-1]) <= _LONGEST else words[: _LONGEST - 1] + "…"

"""One grant after the other out of a paragraph: who and what for, how much, under which ceiling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ipdesk.domain.draft import Limit
from ipdesk.packs.drafting.lexicon import Lexicon
from ipdesk.packs.drafting.roles import Mark, Role, Roles
from ipdesk.packs.mentions import Mention, Sort, mentions

_SENTENCE = re.compile("[。；！？]|(?<=。)”")
_COMMA = re.compile("[，；。！？]")


@dataclass(slots=True)
class Grant:
    """What a paragraph gives at one place, before levels are told apart."""

    paragraph: int
    role: Role  # amount | rate | cap
    marks: list[Mark]
    subject: str
    phrase: str  # between the subject and the amount
    after: str  # behind the amount, up to the next stop
    start: int
    end: int
    sentence: int  # between two full stops
    part: int  # between two semicolons
    inherited: bool = False
    context: str = ""  # what a cost is of
    limits: list[Limit] = field(default_factory=list)
    limit_lists: list[list[Limit]] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    range_low: Mark | None = None


@dataclass(slots=True)
class Reading:
    """Everything a paragraph was found to hold."""

    grants: list[Grant] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    used: set[int] = field(default_factory=set)  # starts of mentions that a grant holds
    loose: list[tuple[Limit, Mark, str]] = field(default_factory=list)  # ceilings without a grant
    place: tuple[int, int, int] = (0, 0, 0)  # paragraph, sentence and part that is being read


class GrantReader:
    """Reads paragraph after paragraph of a clause; a ceiling may belong to what went before."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.roles = Roles(lexicon)
        self.flag = lexicon.forms("flags")
        self.subject = lexicon.forms("subject")
        self.cost = lexicon.form("roles", "cost-object")
        self.people = lexicon.form("counts", "people")
        self.unit_words = lexicon.form("counts", "units")
        self.lead = ""
        self.before: list[Grant] = []

    def read(self, number: int, text: str, granting: bool) -> Reading:
        """The grants of one paragraph; `granting`: its clause gives money at all."""
        reading = Reading()
        found = [one for one in mentions(text) if one.sort is not Sort.DAY]
        full = 0
        for index, (start, end) in enumerate(_sentences(text)):
            inside = [
                Mention(m.sort, m.value, m.text, m.start - start)
                for m in found
                if start <= m.start < end
            ]
            sentence = text[start:end]
            marks = self.roles.marks(sentence, inside, granting)
            self._sentence(reading, number, sentence, start, (full, index), marks)
            full += sentence[-1:] != "；"
            for mark in marks:
                mark.mention = mark.mention._replace(start=mark.mention.start + start)
                reading.marks.append(mark)
        if self.subject["lead-in"].search(text):
            self.lead = text
        return reading

    def forget(self) -> None:
        """Another clause begins."""
        self.lead, self.before = "", []

    def _sentence(
        self,
        reading: Reading,
        number: int,
        text: str,
        offset: int,
        index: tuple[int, int],
        marks: list[Mark],
    ) -> None:
        reading.place = (number, *index)
        last_end = 0
        own: list[Grant] = []
        n = 0
        while n < len(marks):
            mark = marks[n]
            group = [mark]
            while n + 1 < len(marks) and marks[n + 1].listed and marks[n + 1].role is mark.role:
                n += 1
                group.append(marks[n])
            n += 1
            if mark.role is Role.COUNT_CAP:
                self._count_limit(reading, own, text, mark, offset)
            elif mark.role in (Role.AMOUNT, Role.RATE):
                ahead = _ahead(marks[n:], len(text))
                grant = self._grant(number, text, group, last_end, index, own, offset, ahead)
                own.append(grant)
                reading.used.update(one.start + offset for one in group)
                last_end = grant.end - offset
            elif mark.role is Role.CAP and not own and self._of_budget(marks, mark):
                mark.role = Role.BUDGET
            elif mark.role is Role.CAP:
                if self._opens(text, group[0], last_end, own):
                    ahead = _ahead(marks[n:], len(text))
                    grant = self._grant(number, text, group, last_end, index, own, offset, ahead)
                    low = marks[n - len(group) - 1] if n > len(group) else None
                    if low is not None and low.role is Role.RANGE_LOW:
                        grant.range_low = low
                        reading.used.add(low.start + offset)
                    own.append(grant)
                    last_end = grant.end - offset
                else:
                    last_end = max(last_end, self._limit(reading, own, text, group, offset))
                reading.used.update(one.start + offset for one in group)
        reading.grants += own
        self.before += own

    def _of_budget(self, marks: list[Mark], mark: Mark) -> bool:
        """设立转贷资金5000万元，单笔不超过1000万元: a limit of the fund, not of an award."""
        before = [one for one in marks if one.start < mark.start]
        plain = not self.roles.granting.search(mark.left)
        return plain and any(one.role is Role.BUDGET for one in before)

    def _opens(self, text: str, mark: Mark, last_end: int, own: list[Grant]) -> bool:
        """Whether a ceiling is a grant of its own rather than one of what went before."""
        if not own and not self.before:
            return True
        between = text[last_end : mark.start]
        subject = self._split(between)[0]
        head = subject.lstrip("，；、。")
        if not head or self.flag["cap-of-before"].search(head):
            fresh = not own and re.match("对|凡", head)
            return bool(fresh)
        if own:
            return bool(_TOLD.search(head)) and len(head) > 5
        return True

    def _grant(
        self,
        number: int,
        text: str,
        group: list[Mark],
        last_end: int,
        index: tuple[int, int],
        own: list[Grant],
        offset: int,
        ahead: int,
    ) -> Grant:
        before = text[last_end : group[0].start]
        subject, phrase = self._split(before)
        stop = _COMMA.search(text, group[-1].end)
        end = stop.start() if stop else len(text)
        if ahead < end:
            # The next number is another grant's: 国家级10万元、省级5万元.
            parts = [
                m.start() for m in self.subject["list-stop"].finditer(text, group[-1].end, ahead)
            ]
            end = parts[0] if parts else group[-1].end
        after = text[group[-1].end : end]
        clean = self._bare(subject)
        inherited = False
        context = ""
        named = self._named_behind(phrase)
        if named:
            # 给予奖励：中国专利金奖100万元/项: the list names what each amount is for.
            context, clean = clean, named
        if not clean:
            inherited = True
            clean = own[-1].subject if own else (self.before[-1].subject if self.before else "")
        turns = [m.start() for m in self.subject["turn"].finditer(before)]
        head = before[: turns[-1]] if turns else ""
        if head.strip("，；、。") and self.cost.match(clean):
            # 参加境外展会的，对展位费按…: what the cost is of stands before it.
            context, head = self._bare(head), ""
        bare = before[len(head) :]
        start = last_end + len(head) + len(bare) - len(bare.lstrip("，；、。："))
        return Grant(
            number,
            group[0].role,
            group,
            clean,
            phrase,
            after,
            start + offset,
            end + offset,
            index[0],
            index[1],
            inherited,
            context,
        )

    def _split(self, before: str) -> tuple[str, str]:
        """The words before an amount: whom and what it is for, and the phrase that gives it."""
        turns = [m.start() for m in self.subject["turn"].finditer(before)]
        skipped = before[: turns[-1]] if turns else ""
        before = before[len(skipped) :]
        cut = len(before)
        gives = list(self.subject["give-last"].finditer(before))
        by = list(self.subject["by-last"].finditer(before))
        # 按照实际发放贷款额的: what is given is measured by what stands behind 按.
        near = bool(by) and "，" not in before[by[-1].start() + 1 :]
        if gives and not near:
            cut = gives[-1].start()
        else:
            grants = list(self.subject["grant-last"].finditer(before))
            if near or (by and not gives):
                cut = by[-1].start()
            elif grants and len(before) - grants[-1].end() <= 14:
                cut = grants[-1].start()
        by_rate = near or (not gives and bool(by))
        tail = self.subject["phrase-by" if by_rate else "phrase"].search(before[:cut])
        if tail:
            cut = tail.start()
        return skipped + before[:cut], before[cut:]

    def _named_behind(self, phrase: str) -> str:
        """What stands behind the colon of a phrase, when it is more than a level."""
        _, colon, rest = phrase.rpartition("：")
        if not colon or self.subject["by-last"].match(rest):
            return ""
        tail = self.subject["phrase"].search(rest)
        name = rest[: tail.start()] if tail else rest
        return self._bare(name) if len(name) > _LEVEL else ""

    def _bare(self, subject: str) -> str:
        turns = [m.start() for m in self.subject["turn"].finditer(subject)]
        words = subject[turns[-1] :] if turns else subject
        words = words.strip("，；、。：| ")
        words = self.subject["number"].sub("", words)
        words = self.subject["generic"].sub("", words)
        words = self.subject["open"].sub("", words)
        return words.strip("，；、。：| ")

    def _limit(
        self, reading: Reading, own: list[Grant], text: str, group: list[Mark], offset: int
    ) -> int:
        """Put a ceiling to the grants it is of; returns where its words end."""
        start, end = _around(text, group[0].start, group[-1].end)
        scope = self._scope(text, start, group[0].start)
        words = text[start:end]
        limits = [Limit(int(one.mention.value), scope, words) for one in group]
        targets = own if own else self._before(words, reading.place)
        if own and len(limits) == 1:
            alike = own[-1].role is Role.RATE and all(one.role is Role.RATE for one in own)
            wide = scope in ("year", "applicant", "total") or alike
            targets = [one for one in own if not one.limits or not alike] if wide else own[-1:]
            targets = targets or own[-1:]
        for grant in targets:
            if len(limits) > 1 and grant is targets[-1]:
                grant.limit_lists.append(limits)
            elif len(limits) == 1:
                grant.limits.append(limits[0])
            if grant in own:
                grant.end = max(grant.end, end + offset)
        if not targets:
            reading.loose += [
                (limit, mark, text) for limit, mark in zip(limits, group, strict=True)
            ]
        return end

    def _before(self, words: str, place: tuple[int, int, int]) -> list[Grant]:
        """The grants that a ceiling in a sentence of its own is of.

        Behind a full stop it is of the whole sentence before, behind a semicolon of that part.
        """
        if not self.before or self.subject["spread"].search(words):
            return list(self.before)
        last = self.before[-1]
        paragraph, sentence, _ = place
        same = last.paragraph == paragraph and last.sentence == sentence
        return [
            one
            for one in self.before
            if one.paragraph == last.paragraph
            and one.sentence == last.sentence
            and (one.part == last.part or not same)
        ]

    def _scope(self, text: str, start: int, place: int) -> str:
        words = text[start:place]
        own = any(self.flag[f"{name}-scope"].search(words) for name in _SCOPES)
        if not own and len(words) < _BARE and start:
            earlier = _around(text, start - 1, start - 1)[0]
            whole = text[earlier:place]
            if not _COMMA.search(text[earlier : start - 1]) and not self.roles.granting.search(
                text[earlier : start - 1]
            ):
                words = whole
        applicant = self.flag["applicant-scope"].search(words)
        if self.flag["item-scope"].search(words) and not applicant:
            return "item"
        if self.flag["year-scope"].search(words):
            return "year"
        if self.flag["total-scope"].search(words):
            return "total"
        return "applicant" if applicant else "item"

    def _count_limit(
        self, reading: Reading, own: list[Grant], text: str, mark: Mark, offset: int
    ) -> None:
        start, end = _around(text, mark.start, mark.end)
        words = text[start:end]
        per_item = self.flag["item-scope"].search(words)
        own_scope = self.flag["year-scope"].search(words) or self.flag["applicant-scope"].search(
            words
        )
        if not own_scope or (per_item and not self.flag["year-scope"].search(words)):
            return  # 同一件专利最多资助两个国家: no count of an applicant's
        who = ""
        if self.people.search(words):
            who = "individuals"
        elif self.unit_words.search(words):
            who = "units"
        limit = Limit(int(mark.mention.value), "count", words, who)
        for grant in own[-1:] or self._before(words, reading.place):
            grant.limits.append(limit)
            reading.used.add(mark.start + offset)
            if grant in own:
                grant.end = max(grant.end, end + offset)


def _ahead(marks: list[Mark], end: int) -> int:
    """Where the next number stands that may be another amount."""
    return next((m.start for m in marks if m.mention.sort in (Sort.MONEY, Sort.PERCENT)), end)


_SCOPES = ("item", "year", "total", "applicant")
_BARE = 8  # letters of 最高不超过, which say nothing of whose ceiling it is
_LEVEL = 4  # letters of 国家级, 一等奖
_TOLD = re.compile("^对|的，?$|的[一-龥]{1,8}，?$|^[^，]{2,30}：$")


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _SENTENCE.finditer(text):
        if stop.end() > start:
            yield start, stop.end()
        start = stop.end()
    if start < len(text):
        yield start, len(text)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The words between two commas that hold a place."""
    first = max((m.end() for m in _COMMA.finditer(text, 0, start)), default=0)
    stop = _COMMA.search(text, end)
    return first, stop.start() if stop else len(text)

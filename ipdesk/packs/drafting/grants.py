"""One grant after the other out of a paragraph: who and what for, how much, under which ceiling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ipdesk.packs.drafting.ceilings import Ceilings
from ipdesk.packs.drafting.grant import COMMA, Grant, Reading
from ipdesk.packs.drafting.lexicon import Lexicon
from ipdesk.packs.drafting.phrases import Phrases
from ipdesk.packs.drafting.roles import Mark, Role, Roles
from ipdesk.packs.drafting.tables import Cell, Tables
from ipdesk.packs.mentions import Mention, Sort, mentions

_SENTENCE = re.compile("[。；！？]|(?<=。)”")


class GrantReader:
    """Reads paragraph after paragraph of a clause; a ceiling may belong to what went before."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.roles = Roles(lexicon)
        self.flag = lexicon.forms("flags")
        self.subject = lexicon.forms("subject")
        self.cost = lexicon.form("roles", "cost-object")
        self.phrases = Phrases(lexicon)
        self.ceilings = Ceilings(lexicon)
        self.tables = Tables(lexicon)
        self.lead = ""

    def read(self, number: int, text: str, granting: bool) -> Reading:
        """The grants of one paragraph; `granting`: its clause gives money at all."""
        reading = Reading()
        for cell in self.tables.cells(number, text) if granting else ():
            reading.grants.append(_of_cell(cell, text))
        self.ceilings.given += reading.grants
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
        self.tables.forget()
        self.lead, self.ceilings.given = "", []

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
                self.ceilings.count_limit(reading, own, text, mark, offset)
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
                    last_end = max(last_end, self.ceilings.limit(reading, own, text, group, offset))
                reading.used.update(one.start + offset for one in group)
        reading.grants += own
        self.ceilings.given += own

    def _of_budget(self, marks: list[Mark], mark: Mark) -> bool:
        """设立转贷资金5000万元，单笔不超过1000万元: a limit of the fund, not of an award."""
        before = [one for one in marks if one.start < mark.start]
        plain = not self.roles.granting.search(mark.left)
        return plain and any(one.role is Role.BUDGET for one in before)

    def _opens(self, text: str, mark: Mark, last_end: int, own: list[Grant]) -> bool:
        """Whether a ceiling is a grant of its own rather than one of what went before."""
        if not own and not self.ceilings.given:
            return True
        between = text[last_end : mark.start]
        subject = self.phrases.split(between)[0]
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
        subject, phrase = self.phrases.split(before)
        stop = COMMA.search(text, group[-1].end)
        end = stop.start() if stop else len(text)
        if ahead < end:
            # The next number is another grant's: 国家级10万元、省级5万元.
            parts = [
                m.start() for m in self.subject["list-stop"].finditer(text, group[-1].end, ahead)
            ]
            end = parts[0] if parts else group[-1].end
        after = text[group[-1].end : end]
        clean = self.phrases.bare(subject)
        inherited = False
        context = ""
        named = self.phrases.named_behind(phrase)
        if named:
            # 给予奖励：中国专利金奖100万元/项: the list names what each amount is for.
            context, clean = clean, named
        if not clean:
            inherited = True
            clean = (
                own[-1].subject
                if own
                else (self.ceilings.given[-1].subject if self.ceilings.given else "")
            )
        turns = [m.start() for m in self.subject["turn"].finditer(before)]
        head = before[: turns[-1]] if turns else ""
        if head.strip("，；、。") and self.cost.match(clean):
            # 参加境外展会的，对展位费按…: what the cost is of stands before it.
            context, head = self.phrases.bare(head), ""
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


def _of_cell(cell: Cell, text: str) -> Grant:
    """The grant of a cell: its row says what for, its column how far."""
    place = slice(cell.start, cell.end)
    mention = Mention(Sort.MONEY, Decimal(cell.fen), text[place], cell.start)
    mark = Mark(mention, Role.AMOUNT, "", "")
    subject = cell.row
    whole = (0, len(text))
    return Grant(cell.paragraph, Role.AMOUNT, [mark], subject, "", "", *whole, 0, 0, cell=cell)


def _ahead(marks: list[Mark], end: int) -> int:
    """Where the next number stands that may be another amount."""
    return next((m.start for m in marks if m.mention.sort in (Sort.MONEY, Sort.PERCENT)), end)


_TOLD = re.compile("^对|的，?$|的[一-龥]{1,8}，?$|^[^，]{2,30}：$")


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _SENTENCE.finditer(text):
        if stop.end() > start:
            yield start, stop.end()
        start = stop.end()
    if start < len(text):
        yield start, len(text)

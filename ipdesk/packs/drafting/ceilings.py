"""Ceilings of money and of pieces: whose they are, and which grants they hold for."""

from __future__ import annotations

import re

from ipdesk.domain.draft import Limit
from ipdesk.packs.drafting.grant import COMMA, Grant, Reading, around
from ipdesk.packs.drafting.lexicon import Lexicon
from ipdesk.packs.drafting.roles import Mark, Role

_SCOPES = ("item", "year", "total", "applicant")
_BARE = 8  # letters of 最高不超过, which say nothing of whose ceiling it is


class Ceilings:
    """Puts each ceiling to the grants of its clause that were read so far."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.flag = lexicon.forms("flags")
        self.subject = lexicon.forms("subject")
        self.people = lexicon.form("counts", "people")
        self.unit_words = lexicon.form("counts", "units")
        self.raised = lexicon.form("roles", "raised-left")
        self.granting = re.compile(lexicon.expanded("<granted>"))
        self.given: list[Grant] = []  # by the clause, before the sentence that is being read

    def limit(
        self, reading: Reading, own: list[Grant], text: str, group: list[Mark], offset: int
    ) -> int:
        """Put a ceiling to the grants it is of; returns where its words end."""
        start, end = around(text, group[0].start, group[-1].end)
        scope = self._scope(text, start, group[0].start)
        words = text[start:end]
        limits = [Limit(int(one.mention.value), scope, words) for one in group]
        targets = own if own else self._targets(words, reading.place)
        if own and len(limits) == 1:
            alike = own[-1].role is Role.RATE and all(one.role is Role.RATE for one in own)
            wide = scope in ("year", "applicant", "total") or alike
            targets = [one for one in own if not one.limits or not alike] if wide else own[-1:]
            targets = (targets or own[-1:]) + self._raised(own[-1])
        if len(limits) == len(own) > 1 and all(len(one.marks) == 1 for one in own):
            # 双方每年分别不超过30万元和50万元: each of the two has its own.
            for grant, limit in zip(own, limits, strict=True):
                grant.limits.append(limit)
                grant.end = max(grant.end, end + offset)
            return end
        # Words that are several awards' belong to the sentence of none.
        alone = all(grant in own for grant in targets)
        for grant in targets:
            if len(limits) > 1 and grant is targets[-1]:
                grant.limit_lists.append(limits)
            elif len(limits) == 1:
                grant.limits.append(limits[0])
            if grant in own and alone:
                grant.end = max(grant.end, end + offset)
        if not targets:
            reading.loose += [
                (limit, mark, text) for limit, mark in zip(limits, group, strict=True)
            ]
        return end

    def _targets(self, words: str, place: tuple[int, int, int]) -> list[Grant]:
        """The grants that a ceiling in a sentence of its own is of.

        Behind a full stop it is of the whole sentence before, behind a semicolon of that part.
        """
        if not self.given or self.subject["spread"].search(words):
            return list(self.given)
        last = self.given[-1]
        if last.cell is not None:
            head = last.cell.head  # a sentence behind a table is of the whole of it
            return [one for one in self.given if one.cell and one.cell.head == head]
        paragraph, sentence, _ = place
        same = last.paragraph == paragraph and last.sentence == sentence
        return [
            one
            for one in self.given
            if one.paragraph == last.paragraph
            and one.sentence == last.sentence
            and (one.part == last.part or not same)
        ]

    def _raised(self, grant: Grant) -> list[Grant]:
        """其中…的比例提高到10%，最高不超过…: the ceiling is of the share that was raised, too."""
        if not self.raised.search(grant.phrase):
            return []
        return [
            one
            for one in self.given
            if (one.paragraph, one.sentence, one.role)
            == (grant.paragraph, grant.sentence, grant.role)
            and not one.limits
        ]

    def _scope(self, text: str, start: int, place: int) -> str:
        words = text[start:place]
        own = any(self.flag[f"{name}-scope"].search(words) for name in _SCOPES)
        if not own and len(words) < _BARE and start:
            earlier = around(text, start - 1, start - 1)[0]
            whole = text[earlier:place]
            if not COMMA.search(text[earlier : start - 1]) and not self.granting.search(
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

    def count_limit(
        self, reading: Reading, own: list[Grant], text: str, mark: Mark, offset: int
    ) -> None:
        start, end = around(text, mark.start, mark.end)
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
        for grant in own[-1:] or self._targets(words, reading.place):
            grant.limits.append(limit)
            reading.used.add(mark.start + offset)
            if grant in own:
                grant.end = max(grant.end, end + offset)

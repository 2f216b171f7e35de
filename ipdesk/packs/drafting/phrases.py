"""The words before an amount taken apart: what it is for, and the phrase that gives it."""

from __future__ import annotations

from ipdesk.packs.drafting.lexicon import Lexicon

_LEVEL = 4  # letters of 国家级, 一等奖


class Phrases:
    """The forms of the lexicon that tell a subject from the words that give."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.subject = lexicon.forms("subject")

    def split(self, before: str) -> tuple[str, str]:
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

    def named_behind(self, phrase: str) -> str:
        """What stands behind the colon of a phrase, when it is more than a level."""
        _, colon, rest = phrase.rpartition("：")
        if not colon or self.subject["by-last"].match(rest):
            return ""
        tail = self.subject["phrase"].search(rest)
        name = rest[: tail.start()] if tail else rest
        return self.bare(name) if len(name) > _LEVEL else ""

    def bare(self, subject: str) -> str:
        turns = [m.start() for m in self.subject["turn"].finditer(subject)]
        words = subject[turns[-1] :] if turns else subject
        words = words.strip("，；、。：| ")
        words = self.subject["number"].sub("", words)
        words = self.subject["generic"].sub("", words)
        words = self.subject["open"].sub("", words)
        return words.strip("，；、。：| ")

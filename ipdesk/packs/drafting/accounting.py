"""Every number of the text is in a proposal or a provision, answered, or listed as unread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ipdesk.domain.draft import (
    Answered,
    CleanText,
    DraftRow,
    Head,
    Proposal,
    Span,
    Unread,
)
from ipdesk.packs.drafting.grant import Reading
from ipdesk.packs.drafting.lexicon import Lexicon
from ipdesk.packs.drafting.outline import Outline
from ipdesk.packs.drafting.roles import Role
from ipdesk.packs.mentions import Mention, Sort, mentions

_AROUND = 16
_TIMES = "倍"
_ANSWERS = {
    Role.QUOTA: "quota",
    Role.BUDGET: "budget",
    Role.SHARE_OUT: "share-out",
}
_MONEY = (Sort.MONEY, Sort.PERCENT)


def account(
    text: CleanText,
    parts: Outline,
    head: Head,
    proposals: Sequence[Proposal],
    rows: Sequence[DraftRow],
    readings: Mapping[int, Reading],
    lexicon: Lexicon,
) -> tuple[tuple[Answered, ...], tuple[Unread, ...]]:
    """The numbers that no rule needs, with the reason, and those that nobody can place."""
    answered: list[Answered] = []
    unread: list[Unread] = []
    for number, paragraph in enumerate(text.paragraphs):
        clause = parts.clause_of(number)
        name = clause.id if clause else ""
        # 申报条件 and 奖励标准 are clauses of one chapter.
        kin = {one.id for one in parts.clauses if clause and one.chapter == clause.chapter}
        covered = list(_covered(paragraph.text, name, head, proposals, rows))
        roles = {mark.start: mark for mark in readings[number].marks} if number in readings else {}
        used = readings[number].used if number in readings else set()
        for mention in mentions(paragraph.text):
            end = mention.start + len(mention.text)
            if mention.start in used or any(a <= mention.start and end <= b for a, b, _ in covered):
                continue
            told = _answer(paragraph.text, name, mention, roles, proposals, number, kin)
            told = told or _general(paragraph.text, name, mention, head, lexicon)
            span = Span(number, mention.start, end)
            if told is not None:
                answered.append(replace(told, span=span))
                continue
            around = paragraph.text[max(0, mention.start - _AROUND) : end + _AROUND]
            unread.append(Unread(name, mention.text, str(mention.sort), around, span))
    # The same words answer for the same number wherever they stand in a clause.
    told_once = {(one.clause, one.text, one.code, one.by): one for one in reversed(answered)}
    return tuple(reversed(told_once.values())), tuple(unread)


def _covered(
    text: str, clause: str, head: Head, proposals: Sequence[Proposal], rows: Sequence[DraftRow]
) -> Iterator[tuple[int, int, str]]:
    words = [(one.written, one.id) for one in proposals if one.clause == clause]
    words += [
        (limit.quote, one.id) for one in proposals if one.clause == clause for limit in one.limits
    ]
    words += [
        (one.written, one.id) for one in rows if one.clause == clause and one.value is not None
    ]
    validity = head.validity[1] if head.validity[0] or not proposals else ""
    words += [
        (validity, "validity"),
        (head.inclusive[1], "inclusive"),
        (head.conflict[1], "conflict"),
    ]
    for phrase, by in words:
        place = text.find(phrase) if phrase else -1
        while place >= 0:
            yield place, place + len(phrase), by
            place = text.find(phrase, place + 1)


def _answer(
    text: str,
    clause: str,
    mention: Mention,
    roles: Mapping[int, object],
    proposals: Sequence[Proposal],
    number: int,
    kin: set[str],
) -> Answered | None:
    """Why no rule needs a number; None when nobody knows."""
    end = mention.start + len(mention.text)
    words = _alone(text, mention)
    mark = roles.get(mention.start)
    role = getattr(mark, "role", None)
    if text[end : end + 1] == "性" and mention.sort is Sort.COUNT:
        return Answered(clause, text[mention.start : end + 1], "once")
    if role in _ANSWERS:
        return Answered(clause, words, _ANSWERS[role])
    holder = next(
        (
            one
            for one in proposals
            if one.span.paragraph == number
            and (
                _within(text, one.quote, mention.start, end)
                or (mention.sort not in _MONEY and _one_sentence(text, one.span.end, mention.start))
            )
        ),
        None,
    )
    if holder is None and role is Role.CONDITION:
        # A condition in the words that lead a list in.
        behind = [one for one in proposals if one.clause in kin and one.span.paragraph >= number]
        holder = behind[0] if behind else None
    if mention.text.endswith(_TIMES) and role is not Role.CONDITION:
        return None  # 给予1倍配套: it may well be an amount
    if holder is not None and (role is Role.CONDITION or mention.sort not in _MONEY):
        return Answered(clause, words, "condition", holder.id)
    if mention.sort is Sort.DAY or (mention.sort is Sort.PERIOD and mention.value >= 1900 * 12):
        return Answered(clause, words, "day")
    if not clause and mention.sort in (Sort.PERIOD, Sort.COUNT):
        return Answered(clause, words, "outside")
    if mention.sort in (Sort.COUNT, Sort.PERIOD) and mention.value <= 12 and not _figure(mention):
        return Answered(clause, words, "wording")
    return None


def _general(
    text: str, clause: str, mention: Mention, head: Head, lexicon: Lexicon
) -> Answered | None:
    """A number of a general provision, or a day of a month, which no rule counts with."""
    end = mention.start + len(mention.text)
    if mention.sort is Sort.PERIOD:
        for match in lexicon.form("general", "month-day").finditer(text):
            if match.start() <= mention.start and end <= match.end():
                return Answered(clause, _alone(text, mention), "day")
    if mention.sort in _MONEY:
        return None
    for _, place, sentence in head.notes:
        if place == clause and _within(text, sentence, mention.start, end):
            return Answered(clause, _alone(text, mention), "general")
    return None


def _one_sentence(text: str, first: int, second: int) -> bool:
    low, high = min(first, second), max(first, second)
    return "。" not in text[low:high]


def _figure(mention: Mention) -> bool:
    return any(char.isdigit() for char in mention.text)


def _within(text: str, quote: str, start: int, end: int) -> bool:
    place = text.find(quote)
    while place >= 0:
        if place <= start and end <= place + len(quote):
            return True
        place = text.find(quote, place + 1)
    return False


def _alone(text: str, mention: Mention) -> str:
    """Words about a number that stand but once in the text, for a person to find it by."""
    start, end = mention.start, mention.start + len(mention.text)
    for wider in range(0, 24, 3):
        words = text[max(0, start - wider) : end + wider // 3]
        if text.count(words) == 1 and wider:
            return words.strip()
    return text[start:end]

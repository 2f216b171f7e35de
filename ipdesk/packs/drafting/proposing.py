"""From what a paragraph gives to proposed awards, each with how sure it is and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.draft import CleanText, DraftClause, Limit, Proposal, Reason, Span
from ipdesk.packs.drafting.grant import Grant, around
from ipdesk.packs.drafting.kinds import Kind, Kinds
from ipdesk.packs.drafting.lexicon import Lexicon
from ipdesk.packs.drafting.people import UNITS, People
from ipdesk.packs.drafting.roles import Mark, Role
from ipdesk.packs.drafting.sharing import shared, told_apart
from ipdesk.packs.drafting.subjects import Named, Subjects
from ipdesk.packs.mentions import Sort, mentions

_COMMAS = re.compile("[，；]")
_LEAST_SUBJECT = 2
_LEAST_WORDS = 4


class Proposer:
    """Turns grants into proposals with the words of the lexicon."""

    def __init__(self, lexicon: Lexicon, text: CleanText, who_default: str) -> None:
        self.text = text
        self.subjects = Subjects(lexicon)
        self.kinds = Kinds(lexicon)
        self.people = People(lexicon)
        self.flag = lexicon.forms("flags")
        self.noun = re.compile(lexicon.expanded("<grant-noun>"))
        self.each = re.compile(lexicon.expanded("<each>"))
        self.unit = lexicon.form("subject", "unit-after")
        self.person = lexicon.form("counts", "person-gets")
        self.each_unit = lexicon.form("subject", "each-unit")
        self.per_figure = lexicon.form("subject", "per-figure")
        self.raised = lexicon.form("roles", "raised-left")
        self.unit_names = lexicon.tables["unit-names"]
        self.edges = lexicon.form("subject", "edges")
        self.condition_edges = lexicon.form("subject", "condition-edges")
        self.base_start = lexicon.form("subject", "base-start")
        self.base_behind = lexicon.form("subject", "base-behind")
        self.base_plain = lexicon.form("subject", "base-plain")
        self.base_noun = lexicon.form("subject", "base-noun")
        self.base_cap = lexicon.form("subject", "base-cap")
        self.cost = lexicon.form("roles", "cost-object")
        self.limit_unruled = lexicon.form("counts", "limit-unruled")
        self.generic = lexicon.form("subject", "generic")
        self.number = lexicon.form("subject", "number")
        self.rate_unit = lexicon.text("names", "rate-unit")
        self.half = lexicon.text("names", "half")
        self.half_of = lexicon.text("names", "half-of")
        self.default_noun = lexicon.text("names", "award")
        self.who_default = who_default
        self.doc_kinds = self.people.kinds(who_default)

    def proposals(self, clause: DraftClause, grants: list[Grant], around: str) -> list[Proposal]:
        """The awards of a clause in the order of its text."""
        found: list[Proposal] = []
        prefix = self._chapter(clause)
        before: list[Named] = []
        base = ""
        for grant in grants:
            names, reasons = self._names(grant, clause, prefix, before)
            if len(names) > 1:
                before = names
            if self.subjects.stands_alone(grant.subject) and not grant.inherited:
                prefix = self.subjects.title(grant.subject)
            for n, (mark, named) in enumerate(_paired(grant, names)):
                limits = tuple(grant.limits)
                for one in grant.limit_lists:
                    if len(one) == len(names):
                        limits += (one[n],)
                    else:
                        limits += (max(one, key=lambda limit: limit.value),)
                        reasons = [*reasons, Reason("caps-unmatched", 25, "limit")]
                number = f"{clause.id}-{len(found) + 1:02d}"
                made = self._proposal(number, clause, grant, mark, named, limits, reasons, around)
                if made.rate is not None:
                    made = replace(made, base=self._share_of(made, grant, mark, named, base))
                base = made.base or base
                found.append(made)
        return told_apart(shared(found, clause.id))

    def _chapter(self, clause: DraftClause) -> str:
        """What a clause that is headed 奖励标准 is about: its chapter says."""
        if not self.generic.match(clause.heading):
            return ""
        return self.subjects.title(self.number.sub("", clause.chapter))

    def _names(
        self, grant: Grant, clause: DraftClause, prefix: str, before: list[Named]
    ) -> tuple[list[Named], list[Reason]]:
        reasons: list[Reason] = []
        subject = grant.subject
        if grant.cell is not None:
            label = f"{grant.cell.row}（{grant.cell.column}）"
            return [Named(label, grant.cell.column)], [Reason("table-value", 10, "amount")]
        if len(grant.marks) == 1 and grant.limit_lists:
            # One rate under a ceiling for each level.
            levels = self.subjects.levels(subject, len(grant.limit_lists[0]))
            if levels:
                return levels, reasons
        if len(grant.marks) > 1:
            for words in (subject, grant.phrase, clause.heading):
                named = self.subjects.levels(words, len(grant.marks))
                if named:
                    return named, reasons
            if len(before) == len(grant.marks) and all(one.level for one in before):
                title = self._title(grant, clause, prefix, reasons)
                again = [Named(f"{title}（{one.level}）", one.level) for one in before]
                return again, [*reasons, Reason("levels-from-before", 15, "label")]
            return (
                [Named(self._title(grant, clause, prefix, reasons), "")] * len(grant.marks),
                [*reasons, Reason("levels-unmatched", 35, "label")],
            )
        several = self.subjects.several(subject) if not grant.inherited else []
        if several:
            return several, [Reason("one-amount-for-several", 5)]
        is_rate = grant.role is Role.RATE
        level = "" if is_rate else self.subjects.level_at_end(grant.marks[0].left)
        title = self._title(grant, clause, prefix, reasons)
        if level and level not in title[-8:]:
            return [Named(f"{title}（{level}）", level)], reasons
        return [Named(title, "")], reasons

    def _title(self, grant: Grant, clause: DraftClause, prefix: str, reasons: list[Reason]) -> str:
        title = self.subjects.title(grant.subject)
        if grant.context and self.cost.match(grant.subject):
            return f"{self.subjects.title(grant.context)}{title}"
        each = self.each.search(grant.phrase)
        noun = _each_noun(each[0]) if each and grant.inherited else ""
        if len(noun) >= _LEAST_SUBJECT:
            return noun
        if grant.inherited and not title:
            reasons.append(Reason("subject-from-heading", 15, "label"))
            return self._chapter(clause) or clause.heading
        if grant.inherited:
            reasons.append(Reason("subject-from-before", 12, "label"))
            return title
        whole = self.subjects.level_at_end(title) == title or self.subjects.renewal.search(title)
        alone = self.subjects.stands_alone(grant.subject)
        if (whole or not alone) and prefix and prefix != title:
            whole_words = self.subjects.plain(grant.subject)
            if self.subjects.leans(grant.subject):
                reasons.append(Reason("subject-from-before", 12, "label"))
            elif not whole and len(whole_words) > len(title) and len(whole_words) >= _LEAST_WORDS:
                return whole_words
            return self.subjects.with_level(prefix, title or grant.subject)
        return title if len(title) >= _LEAST_SUBJECT else self._chapter(clause) or clause.heading

    def _proposal(
        self,
        number: str,
        clause: DraftClause,
        grant: Grant,
        mark: Mark,
        named: Named,
        limits: tuple[Limit, ...],
        reasons: list[Reason],
        around: str,
    ) -> Proposal:
        paragraph = self.text.paragraphs[grant.paragraph]
        quote = paragraph.text[grant.start : grant.end].strip("，；。、：| ")
        is_rate = grant.role is Role.RATE
        kind = self.kinds.of(named.title, quote, is_rate, clause.heading)
        why = [*reasons, *self._doubts(grant, mark, limits, paragraph.corrected)]
        unruled = self._unruled(_reach(paragraph.text, grant.start, "。；"), grant, limits)
        why += [Reason("limit-not-ruled", 22, "limit", {"words": one}) for one in unruled]
        unit = self._unit(grant, mark, named.title, kind, why)
        who, who_text = self._who(grant, clause, kind, unit, why)
        flags = {name: bool(self.flag[name].search(quote)) for name in _FLAGS}
        noun = self._noun(grant)
        label = named.title if noun and named.title.endswith(noun) else named.title + noun
        highest = self.flag["highest"].search(around)
        base = grant.phrase.strip("，：") if is_rate else ""
        capped = grant.role is Role.CAP
        limits = tuple(dict.fromkeys(limits))
        if capped:
            limits = tuple(one for one in limits if one.value != int(mark.mention.value))
        return Proposal(
            id=number,
            clause=clause.id,
            label=self.subjects.shortened(label),
            kind=kind.id,
            quote=quote,
            as_written=quote if grant.cell else self._as_written(grant, mark, paragraph.text),
            written=quote if grant.cell else self._shortest(paragraph.text, grant, mark),
            span=Span(grant.paragraph, mark.start, mark.end),
            unit=unit,
            fen=None if is_rate or capped else int(mark.mention.value),
            rate=mark.mention.value if is_rate else None,
            ceiling_fen=int(mark.mention.value) if capped else None,
            per_year=bool(self.flag["per-year"].search(grant.phrase + grant.after[:4])),
            base=self._base(base) or (self._base_in(grant, named.title) if is_rate else ""),
            limits=limits,
            level=named.level,
            title=named.title,
            who=who,
            who_text=who_text,
            once=flags["once"],
            first_only=flags["first"],
            renewal=flags["renewal"],
            discretionary=flags["select"] or capped,
            matching=flags["matching"] or bool(is_rate and self.flag["matching-base"].search(base)),
            highest_only=_sentence_of(around, highest.start()) if highest else "",
            top_up=bool(self.flag["top-up"].search(_reach(paragraph.text, grant.start, "。"))),
            conditions=(
                *(self.condition_edges.sub("", part) for part in _conditions(grant.subject)),
                *unruled,
            ),
            points=max(0, 100 - sum(reason.points for reason in why)),
            reasons=tuple(why),
            column=(grant.cell.head, grant.cell.number) if grant.cell else ("", 0),
        )

    def _shortest(self, text: str, grant: Grant, mark: Mark) -> str:
        return self.edges.sub("", _written(text, grant, mark))

    def _doubts(
        self, grant: Grant, mark: Mark, limits: tuple[Limit, ...], corrected: tuple[int, ...]
    ) -> Iterator[Reason]:
        if mark.weak:
            yield Reason("amount-by-place", 30, "amount")
        if mark.up_to or (grant.role is Role.RATE and self._up_to(grant.phrase)):
            yield Reason("rate-is-ceiling", 25, "rate")
        if grant.range_low is not None:
            values = {"low": grant.range_low.mention.text}
            yield Reason("amount-is-range", 30, "amount", values)
        if any(grant.start <= place < grant.end for place in corrected):
            yield Reason("letters-corrected", 21, "amount")
        if len(grant.marks) > 1 and not self.flag["respectively"].search(grant.phrase):
            yield Reason("list-without-respectively", 10, "label")
        scopes = {one.scope for one in limits}
        if "applicant" in scopes:
            yield Reason("limit-without-period", 10, "limit")
        if len(limits) > 2:
            yield Reason("many-limits", 10, "limit")

    def _unruled(self, words: str, grant: Grant, limits: tuple[Limit, ...]) -> list[str]:
        """最多资助2个国家, 最长不超过3年: limits no rule counts with, for a person to check."""
        found = []
        for match in self.limit_unruled.finditer(words):
            start, end = around(words, match.start(), match.end())
            said = words[start:end].strip("，。； ")
            if match[0] not in grant.subject and not any(match[0] in x.quote for x in limits):
                found.append(said)
        return found

    def _up_to(self, phrase: str) -> bool:
        return bool(self.base_cap.search(self.base_start.sub("", phrase.strip("，："))))

    def _unit(self, grant: Grant, mark: Mark, title: str, kind: Kind, why: list[Reason]) -> str:
        right = self.unit.match(mark.right) or self.unit.match(grant.after)
        if right:
            return right[1] + (f"·{right[2]}" if right[2] else "")
        figure = self.per_figure.search(grant.subject + grant.phrase)
        if figure:
            return figure[1]  # 每增长1美元奖励0.03元: what is counted is itself a sum
        each = list(self.each_unit.finditer(grant.phrase))
        named = [one[1] for one in each if one[1] not in _TIMES]
        if named:
            unit = named[-1] if len(named) == 1 else named[0]
            times = [one[1] for one in each if one[1] in _TIMES]
            if times and len(named) and each[-1][1] in _TIMES:
                return f"{unit}·{times[-1]}"
            return str(self.unit_names.get(unit, unit))
        why.append(Reason("unit-guessed", 8, "unit"))
        capped = [
            found[-1][1]
            for limit in grant.limits
            if limit.scope == "item" and (found := list(self.each_unit.finditer(limit.quote)))
        ]
        if capped and capped[0] not in _TIMES:
            # 每笔最高不超过3万元: what the ceiling is of is what is counted.
            return str(self.unit_names.get(capped[0], capped[0]))
        if self.person.search(grant.subject + grant.phrase):
            return self.kinds.person
        if grant.role is Role.RATE:
            return self.rate_unit
        # 的人员, 的企业: whom the sentence ends with is counted, where the title has lost it.
        unit = self.kinds.unit_of(title, kind, grant.subject)
        monthly = [one[1] for one in each if one[1] in _SPANS]
        return f"{unit}·{monthly[-1]}" if monthly else unit

    def _who(
        self, grant: Grant, clause: DraftClause, kind: Kind, unit: str, why: list[Reason]
    ) -> tuple[tuple[ApplicantKind, ...], str]:
        words = grant.subject + "，" + grant.phrase
        kinds = self.people.kinds(words)
        if kinds:
            return kinds, self.people.named(words)
        if unit == "人":
            return (ApplicantKind.INDIVIDUAL,), ""
        if self.doc_kinds:
            why.append(Reason("who-from-general", 5, "who"))
            return self.doc_kinds, self.people.named(self.who_default)
        kinds = self.people.kinds(clause.heading)
        why.append(Reason("who-not-said", 8, "who"))
        return (kinds, self.people.named(clause.heading)) if kinds else (UNITS, "")

    def _base(self, phrase: str) -> str:
        """按实缴利息的 → 实缴利息."""
        words = self.base_cap.sub("", self.base_start.sub("", phrase))
        words = words.strip("，：、").removesuffix("的").strip()
        return "" if self.base_plain.match(words) else words

    def _share_of(self, made: Proposal, grant: Grant, mark: Mark, named: Named, before: str) -> str:
        """What a share is of; `before`: what the share in front of it was of."""
        if mark.mention.text == self.half:
            return self.half_of  # 减半奖励: of what was given before
        if self.raised.search(grant.phrase):
            return before or named.title  # 比例提高到10%: of the same as before
        by = self.base_start.search(grant.phrase)
        own = not by or made.base != named.title
        return made.base if own or not before else before  # 属于改造项目的，按8%

    def _base_in(self, grant: Grant, title: str) -> str:
        """设备投入500万元以上的补助6%: the figure that was named last before the share."""
        behind = self.base_behind.match(grant.after)
        if behind and not self.base_plain.match(behind[1]):
            return behind[1]  # 50%的注册费用补助
        named = list(self.base_noun.finditer(grant.subject))
        return named[-1][0] if named else title

    def _noun(self, grant: Grant) -> str:
        for words in (grant.after, grant.phrase):
            found = self.noun.search(words)
            if found:
                return found[0]
        return self.default_noun

    def _as_written(self, grant: Grant, mark: Mark, text: str) -> str:
        if len(grant.marks) > 1:
            return text[mark.start : mark.end]
        words = (grant.phrase + text[mark.start : mark.end] + grant.after).strip("，；：、|。 ")
        if sum(one.sort in (Sort.MONEY, Sort.PERCENT) for one in mentions(words)) != 1:
            return text[mark.start : mark.end]
        return words


_FLAGS = ("once", "first", "renewal", "select", "matching")
_TIMES = {"年", "月", "次", "天"}
_SPANS = {"年", "月"}


def _paired(grant: Grant, names: list[Named]) -> Iterator[tuple[Mark, Named]]:
    if len(grant.marks) == 1:
        yield from ((grant.marks[0], named) for named in names)
    else:
        yield from zip(grant.marks, names, strict=True)


def _written(text: str, grant: Grant, mark: Mark) -> str:
    """The widest words of the sentence that hold this number alone of its sort."""
    start, end = grant.start, grant.end
    for one in mentions(text[start:end]):
        if one.sort is not mark.mention.sort:
            continue
        place = one.start + start
        if place + len(one.text) <= mark.start:
            start = max(start, place + len(one.text))
        elif place >= mark.end:
            end = min(end, place)
    return text[start:end]


def _reach(text: str, start: int, stops: str) -> str:
    """From a place to the next stop, with what follows the award there."""
    ends = [end for stop in stops if (end := text.find(stop, start)) >= 0]
    return text[start : min(ends, default=len(text))]


def _each_noun(words: str) -> str:
    return words[2:] if len(words) > 3 else ""


def _sentence_of(text: str, place: int) -> str:
    start = max(text.rfind(stop, 0, place) for stop in "。；\n") + 1
    ends = [end for stop in "。；\n" if (end := text.find(stop, place)) >= 0]
    return text[start : min(ends, default=len(text))].strip()


def _conditions(subject: str) -> Iterator[str]:
    """The parts of a subject that hold a number: each is to be checked."""
    for part in _COMMAS.split(subject):
        if any(one.sort is not Sort.DAY for one in mentions(part)):
            yield part

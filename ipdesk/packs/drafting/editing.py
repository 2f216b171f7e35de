"""What a person does to a draft: numbers as typed, sought in the text; new, split, joined."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from ipdesk.domain.draft import Draft, DraftClause, Limit, Proposal, Span
from ipdesk.packs.drafting.kinds import Kinds
from ipdesk.packs.drafting.lexicon import Lexicon
from ipdesk.packs.drafting.people import UNITS, People
from ipdesk.packs.mentions import Mention, Sort, mentions

_STOPS = "。；\n"
_EDGES = "，；。、：:| "
_LONGEST_LABEL = 40
_UNSAID_MYRIAD = "万"
_MOST_AROUND = 40
_MYRIAD = 1_000_000  # fen
_MYRIAD_STEP = 10_000
# What is left away when a number is typed alone.
_UNSAID = {Sort.MONEY: "元", Sort.PERCENT: "%", Sort.COUNT: "件"}


def typed_number(words: str, sort: Sort) -> Decimal | None:
    """10万元, 0.5万, 5000, 五万元, 50%, 100件: the number as typed; None when it is none."""
    plain = "".join(unicodedata.normalize("NFKC", words).split())
    for whole in (plain, plain + _UNSAID.get(sort, "")):
        said = mentions(whole)
        if len(said) == 1 and said[0].sort is sort and said[0].text == whole:
            return said[0].value
    return None


def amount_words(fen: int) -> str:
    """An amount as one would type it: 10万元, 5000元, 0.5元."""
    yuan = Decimal(fen) / 100
    if fen and not fen % _MYRIAD_STEP and fen >= _MYRIAD:
        return f"{(yuan / 10_000).normalize():f}{_UNSAID_MYRIAD}{_UNSAID[Sort.MONEY]}"
    return f"{yuan.normalize():f}{_UNSAID[Sort.MONEY]}"


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence of a paragraph that holds a place, without its stops."""
    first = max(text.rfind(stop, 0, start) for stop in _STOPS) + 1
    last = min((at for stop in _STOPS if (at := text.find(stop, end)) >= 0), default=len(text))
    while first < start and text[first] in _EDGES:
        first += 1
    while last > end and text[last - 1] in _EDGES:
        last -= 1
    return first, last


def phrase_about(text: str, mention: Mention) -> str:
    """The widest words of the sentence that hold this number alone of its sort."""
    end = mention.start + len(mention.text)
    first, last = sentence(text, mention.start, end)
    for one in mentions(text[first:last]):
        place = first + one.start
        if one.sort is not mention.sort or place == mention.start:
            continue
        if place < mention.start:
            first = max(first, place + len(one.text))
        else:
            last = min(last, place)
    return text[first:last].strip(_EDGES)


def found_number(
    draft: Draft, clause: str, value: Decimal, sort: Sort, near: Span
) -> tuple[int, Mention] | None:
    """The place in a clause where a number stands, the nearest to what is being edited."""
    places = [
        (abs(n - near.paragraph), abs(one.start - near.start), n, one)
        for n in _paragraphs(draft, clause)
        for one in mentions(draft.text.paragraphs[n].text)
        if one.sort is sort and one.value == value
    ]
    if not places:
        return None
    _, _, paragraph, mention = min(places)
    return paragraph, mention


def limit_of(draft: Draft, one: Proposal, value: int, scope: str, who: str = "") -> Limit | None:
    """A ceiling with the words it stands in; None when the clause has no such number."""
    sort = Sort.COUNT if scope == "count" else Sort.MONEY
    found = found_number(draft, one.clause, Decimal(value), sort, one.span)
    if found is None:
        return None
    paragraph, mention = found
    return Limit(value, scope, phrase_about(draft.text.paragraphs[paragraph].text, mention), who)


def with_number(draft: Draft, one: Proposal, value: Decimal, sort: Sort) -> Proposal | None:
    """The proposal about another number of its clause; None when that does not stand there."""
    found = found_number(draft, one.clause, value, sort, one.span)
    if found is None:
        return None
    return _about(draft, one, *found)


def new_proposal(draft: Draft, part: str, span: Span, lexicon: Lexicon) -> Proposal:
    """A proposal for words nobody has read, with what the lexicon knows of them."""
    clause = _clause_of(draft, span.paragraph)
    text = draft.text.paragraphs[span.paragraph].text
    first, last = sentence(text, span.start, span.end)
    quote = text[first:last]
    kinds, people = Kinds(lexicon), People(lexicon)
    kind = kinds.of(quote, quote, rate=False, heading=clause.heading)
    label = _label(quote, clause)
    bare = Proposal(
        id=part,
        clause=clause.id,
        label=label,
        kind=kind.id,
        quote=quote,
        as_written=quote,
        written=quote,
        span=Span(span.paragraph, span.start, span.end),
        unit=kinds.unit_of(label, kind, quote),
        referral=True,
        who=people.kinds(quote) or UNITS,
        who_text=people.named(quote),
        title=label,
    )
    inside = list(_amounts(text, first, last))
    chosen = [one for one in inside if span.start <= one.start < span.end] or inside
    return _about(draft, bare, span.paragraph, chosen[0]) if chosen else bare


def split_at(draft: Draft, one: Proposal, part: str, at: Span) -> tuple[Proposal, Proposal] | None:
    """Two proposals of one: the number at a place becomes one of its own."""
    text = draft.text.paragraphs[at.paragraph].text
    chosen = next(
        (m for m in _amounts(text, 0, len(text)) if m.start <= at.start < m.start + len(m.text)),
        None,
    )
    if chosen is None or (at.paragraph, chosen.start) == (one.span.paragraph, one.span.start):
        return None
    bare = replace(one, id=part, limits=(), level="", label=_other(one.label), reasons=())
    rest = tuple(x for x in one.limits if chosen.text not in x.quote or x.value != chosen.value)
    return replace(one, limits=rest), _about(draft, bare, at.paragraph, chosen)


def joined(parts: Iterable[Proposal]) -> Proposal:
    """One proposal of several: amounts of the others become ceilings, where they are higher.

    It bears the number of the first. A share is what is paid: beside one, an amount is its ceiling.
    """
    found = list(parts)
    shares = [one for one in found if one.rate is not None]
    main = shares[0] if shares else found[0]
    others = [one for one in found if one is not main]
    first = replace(main, id=found[0].id)
    limits = dict.fromkeys(first.limits)
    conditions = dict.fromkeys(first.conditions)
    for other in others:
        limits |= dict.fromkeys(other.limits)
        conditions |= dict.fromkeys(other.conditions)
        fen = other.ceiling_fen or other.fen
        if fen and fen > (first.fen or first.ceiling_fen or 0):
            limits[Limit(fen, "item", other.written)] = None
    return replace(first, limits=tuple(limits), conditions=tuple(conditions))


def _about(draft: Draft, one: Proposal, paragraph: int, mention: Mention) -> Proposal:
    text = draft.text.paragraphs[paragraph].text
    first, last = sentence(text, mention.start, mention.start + len(mention.text))
    written = phrase_about(text, mention)
    rate = mention.sort is not Sort.MONEY
    ceiling = one.ceiling_fen is not None and not rate
    value = mention.value
    inside = one.span.paragraph == paragraph and written in one.quote
    return replace(
        one,
        quote=one.quote if inside else text[first:last],
        as_written=mention.text,
        written=written,
        span=Span(paragraph, mention.start, mention.start + len(mention.text)),
        fen=None if rate or ceiling else int(value),
        rate=value if rate else None,
        ceiling_fen=int(value) if ceiling else None,
        referral=False,
    )


def _amounts(text: str, first: int, last: int) -> Iterator[Mention]:
    for one in mentions(text):
        if one.sort in (Sort.MONEY, Sort.PERCENT) and first <= one.start < last:
            yield one


def _paragraphs(draft: Draft, clause: str) -> tuple[int, ...]:
    return next((one.paragraphs for one in draft.clauses if one.id == clause), ())


def _clause_of(draft: Draft, paragraph: int) -> DraftClause:
    """The clause of a paragraph; words outside the clauses go with the one before them."""
    before = [one for one in draft.clauses if one.paragraphs[0] <= paragraph]
    return next(
        (one for one in draft.clauses if paragraph in one.paragraphs),
        before[-1] if before else draft.clauses[0],
    )


def _label(quote: str, clause: DraftClause) -> str:
    return (quote.split("，")[0].strip(_EDGES) or clause.heading)[:_LONGEST_LABEL]


def _other(label: str) -> str:
    return f"{label}（2）"


def phrase_at(draft: Draft, clause: str, paragraph: int, start: int, end: int) -> str:
    """The fewest words about a place that stand but once in their clause."""
    text = draft.text.paragraphs[paragraph].text
    places = _paragraphs(draft, clause) or range(len(draft.text.paragraphs))
    whole = "\n".join(draft.text.paragraphs[n].text for n in places)
    for wider in range(0, _MOST_AROUND, 2):
        words = text[max(0, start - wider) : end + wider // 2].strip()
        if whole.count(words) == 1:
            return words
    return text[start:end]

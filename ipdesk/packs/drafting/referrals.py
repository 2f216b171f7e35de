"""What is paid by the rules of another document: recorded, not calculated."""

from __future__ import annotations

from ipdesk.domain.draft import CleanText, DraftClause, Proposal, Reason, Span
from ipdesk.packs.drafting.lexicon import Lexicon
from ipdesk.packs.drafting.people import UNITS
from ipdesk.packs.drafting.proposing import Proposer


def referrals(
    clause: DraftClause,
    whole: str,
    found: list[Proposal],
    proposer: Proposer,
    text: CleanText,
    lexicon: Lexicon,
) -> list[Proposal]:
    """An award by reference for each sentence that hands its amount over to another document."""
    referral, turn = lexicon.form("flags", "referral"), lexicon.form("subject", "turn")
    made: list[Proposal] = []
    for paragraph in clause.paragraphs:
        words = text.paragraphs[paragraph].text
        for match in referral.finditer(words):
            before = max(words.rfind(stop, 0, match.start()) for stop in "。；") + 1
            turns = list(turn.finditer(words, before, match.start()))
            start = turns[-1].start() if turns else before
            quote = words[start : match.end()].strip("，；。")
            if any(quote in one.quote for one in found):
                continue
            title = proposer.subjects.title(words[start : match.start()].lstrip("，；对"))
            kind = proposer.kinds.of(title, quote, rate=False)
            who = proposer.people.kinds(title)
            made.append(
                Proposal(
                    id=f"{clause.id}-{len(found) + len(made) + 1:02d}",
                    clause=clause.id,
                    label=proposer.subjects.shortened(title or clause.heading),
                    kind=kind.id,
                    quote=quote,
                    as_written=match[0],
                    written="",
                    span=Span(paragraph, match.start(), match.end()),
                    unit=kind.unit,
                    referral=True,
                    who=who or UNITS,
                    points=70,
                    reasons=(Reason("by-another-document", 30, "amount"),),
                )
            )
    return made

"""Short forms: a text from its lines, and a draft from a text."""

from __future__ import annotations

from ipdesk.domain.draft import CleanText, Draft, Proposal
from ipdesk.domain.raw_document import RawDocument
from ipdesk.packs.drafting.cleaning import clean
from ipdesk.packs.drafting.drafting import draft_of
from ipdesk.packs.drafting.lexicon import Lexicon, load_lexicon
from ipdesk.paths import resources

HEAD = "云岭市促进创新发展若干措施\n云府〔2024〕1号\n"
LAST = "\n第{}条 本措施自2024年1月1日起施行，有效期至2026年12月31日。"
_FIGURES = "一二三四五六七八九"


def lexicon() -> Lexicon:
    return load_lexicon(resources() / "drafting")


def raw(*pages: str) -> RawDocument:
    return RawDocument("text.txt", "", "text", tuple(tuple(page.split("\n")) for page in pages))


def cleaned(*pages: str) -> CleanText:
    return clean(raw(*pages), lexicon())


def drafted(*clauses: str) -> Draft:
    """The draft of a policy whose clauses say this and then when it is in force."""
    body = "\n".join(f"第{_FIGURES[n]}条 {text}" for n, text in enumerate(clauses))
    return draft_of(raw(HEAD + body + LAST.format(_FIGURES[len(clauses)])), lexicon())


def proposed(sentence: str) -> tuple[Proposal, ...]:
    """What one sentence is proposed as."""
    other = "对获得称号的单位，给予一次性奖励7万元。"
    return tuple(one for one in drafted(sentence, other).proposals if one.clause == "01")

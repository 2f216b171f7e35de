"""核对起草的政策: the pack a draft makes at this moment, with its numbers and its cases.

Nothing of the store is asked: this runs beside the window, each time something was changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ipdesk.domain.draft import Draft, Span
from ipdesk.domain.draft_work import CONFIRMED, OFF, PROPOSED, PartKey, Work
from ipdesk.domain.policy import Policy
from ipdesk.errors import PackError, Problem
from ipdesk.packs.coverage import Covered, coverage
from ipdesk.packs.drafting.writing.left_out import LeftOut
from ipdesk.packs.drafting.writing.pack_files import write_pack
from ipdesk.packs.drafting.writing.printed import Printed
from ipdesk.packs.drafting.writing.reading_tables import point_key
from ipdesk.packs.golden import run_golden
from ipdesk.packs.loader import load_pack
from ipdesk.packs.source import squeeze
from ipdesk.paths import resources
from ipdesk.services.cases import problem_text
from ipdesk.services.drafting import lexicon
from ipdesk.services.policy_drafts.case_words import case_views
from ipdesk.services.policy_drafts.forms import field_label
from ipdesk.services.policy_drafts.reading import is_open
from ipdesk.services.policy_drafts.records import (
    CaseView,
    CheckProblem,
    DraftCheck,
    Left,
    ReadingView,
    UnreadRow,
)
from ipdesk.wording import Wording

_FIELDS = dict.fromkeys(("fen", "rate", "ceiling_fen"), "amount")


@lru_cache(maxsize=4)
def _printed(draft: int) -> Printed:
    """The files of a draft as they were last printed."""
    return Printed()


def check_draft(work: Work, wording: Wording) -> DraftCheck:
    """Write the pack and hold it to everything a pack is held to; it never raises."""
    draft = work.draft
    try:
        written = write_pack(
            draft, work.pack, lexicon(resources()), work.settled, _printed(work.id)
        )
        policy = load_pack(written.files)
    except PackError as error:
        problems = tuple(_problem(LeftOut(one), wording) for one in error.problems)
        return DraftCheck(problems, (), (), (), _left(work, problems, (), ()), {}, None)
    problems = tuple(_problem(one, wording) for one in written.parts)
    uncovered = tuple(
        row
        for entry in coverage(policy)
        if entry.missing and (row := _unread(draft, entry, wording)) is not None
    )
    cases = case_views(written.cases, run_golden(policy), policy, wording)
    readings = tuple(_readings(work, policy))
    left = _left(work, problems, uncovered, cases)
    return DraftCheck(problems, uncovered, cases, readings, left, written.files, policy)


def _left(
    work: Work,
    problems: tuple[CheckProblem, ...],
    uncovered: tuple[UnreadRow, ...],
    cases: tuple[CaseView, ...],
) -> Left:
    return Left(
        sum(is_open(part) for part in work.parts.values()),
        len(uncovered),
        sum(case.state == PROPOSED for case in cases),
        sum(case.state != OFF and not case.passed for case in cases),
        len(problems),
    )


def _problem(one: LeftOut, wording: Wording) -> CheckProblem:
    problem = one.problem
    name = problem.file.rsplit("/", 1)[-1]
    clause = name[:2] if problem.file.startswith("clauses/") else ""
    key = PartKey("head", "head") if problem.file == "pack.toml" else None
    if one.part and "awards[" in problem.key:
        key = PartKey("proposal", one.part)
    elif one.part and problem.file in ("targets.toml", "tasks.toml", "safeguards.toml"):
        key = PartKey("row", one.part.removeprefix("m-"))
    # The window names the part itself: the place in a file nobody sees says nothing.
    bare = problem_text(Problem("", "", problem.code, problem.values), wording)
    field = _field(problem.key)
    named = key is not None and wording.has("draft-field", field)
    label = field_label(field, key, wording) if key is not None and named else ""
    return CheckProblem(f"{label}：{bare}" if label else bare, clause, key, field if label else "")


def _field(place: str) -> str:
    """The field of the form a place in the file is typed in: awards[2].unit → unit."""
    name = re.sub(r"\[\d+\]", "", place).rsplit(".", 1)[-1]
    return _FIELDS.get(name, name)


def _unread(draft: Draft, entry: Covered, wording: Wording) -> UnreadRow | None:
    """A number nothing stands for, at its place in the text as it is shown."""
    paragraph = _paragraph(draft, entry)
    if paragraph is None:
        return None
    text = draft.text.paragraphs[paragraph].text
    kept = [n for n, char in enumerate(text) if not char.isspace()]
    mention = entry.mention
    skipped = 0 if entry.anchor else len(_marks(draft, paragraph))
    first = mention.start - skipped
    if not 0 <= first < len(kept):
        return None
    end = kept[min(first + len(mention.text), len(kept)) - 1] + 1
    span = Span(paragraph, kept[first], end)
    clause = next((one.id for one in draft.clauses if paragraph in one.paragraphs), "")
    sort = wording.label("mention", mention.sort)
    return UnreadRow(clause, text[span.start : end], sort, entry.around, span)


def _paragraph(draft: Draft, entry: Covered) -> int | None:
    for anchor, n in draft.anchors:
        if anchor == entry.anchor:
            return n
    name, _, number = entry.anchor.partition("-")
    if name == "rest" and number.isdigit():
        return int(number)
    for n in draft.headings:
        if entry.mention.text in squeeze(draft.text.paragraphs[n].text):
            return n
    return None


def _marks(draft: Draft, paragraph: int) -> str:
    """What stands before the words of a heading in source.md."""
    return "#" * draft.headings.get(paragraph, 0)


def _readings(work: Work, policy: Policy) -> Iterator[ReadingView]:
    for one in policy.open_points:
        key = one.key or point_key(one.clause, one.quote)
        yield ReadingView(
            key,
            one.clause,
            one.question,
            one.choices,
            one.default,
            one.quote,
            one.basis_document,
            CONFIRMED if key in work.settled.readings else PROPOSED,
        )

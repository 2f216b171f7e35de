"""Drafting: how much of a text is proposed, and how much of what is proposed is right, by field.

Six texts in the styles of the genre with answers made by hand, five more that were not looked at
while the grammar grew (what the first reading of the last three came to stands in their answers),
and the two real policies with their packs as answers.
"""

from __future__ import annotations

import re
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from ipdesk.domain.draft import Draft, Proposal
from ipdesk.domain.raw_document import RawDocument
from ipdesk.packs.loader import load_pack, read_folder
from ipdesk.paths import resources
from ipdesk.services.drafting import draft_document, draft_file
from ipdesk.wording import Wording

REFERENCE = Path(__file__).parents[1] / "reference" / "drafting"
OWN = (
    "chengxi-science",
    "heyang-ip",
    "beiyu-industry",
    "jinchuan-ocr",
    "yunqi-targets",
)
HELD_OUT = ("nanlu-trade", "lanting-brand", "donggang-fund", "luyuan-quality", "xinghe-park")
REAL = {"lechang": "lechang-2022", "yingde": "yingde-2023"}
FIELDS = ("award", "amount", "unit", "caps", "counts", "level", "who", "once", "first", "matching")
_ARTICLE = re.compile("(?m)^第[一二三四五六七八九十百]+条[ 　]*")
# Counting words that say the same of one thing.
_ALIKE = ({"个", "站"}, {"个", "项"})


@dataclass
class Score:
    """Of each field: what was asked, what was given, what of it is right."""

    wanted: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)  # wrong without a mark

    def recall(self, name: str) -> float:
        return self.right[name] / self.wanted[name] if self.wanted[name] else 1.0

    def precision(self, name: str) -> float:
        return self.right[name] / self.given[name] if self.given[name] else 1.0

    def __iadd__(self, other: Score) -> Score:
        for name in ("wanted", "given", "right"):
            getattr(self, name).update(getattr(other, name))
        return self


def text_of(name: str) -> Path:
    return REFERENCE / f"{name}.txt"


def answers(name: str) -> dict[str, Any]:
    """The answer of a text: by hand, or from its pack."""
    if name in REAL:
        return _pack_answers(REAL[name])
    return tomllib.loads((REFERENCE / f"{name}.toml").read_text("utf-8"), parse_float=Decimal)


def _pack_answers(pack: str) -> dict[str, Any]:
    policy = load_pack(read_folder(resources() / "policies" / pack))
    awards = []
    for award in policy.awards.values():
        one: dict[str, Any] = {"clause": award.clause, "of": "", "quote": award.quote}
        one |= {"unit": award.unit} if award.rate is None else {}
        for name in ("fen", "rate", "ceiling_fen"):
            if getattr(award, name) is not None:
                one[name] = getattr(award, name)
        if award.referral:
            one["referral"] = True
        if award.year_cap_fen:
            one["caps"] = [["year", award.year_cap_fen]]
        counts = [rule for rule in award.rules if type(rule).__name__ == "CountCap"]
        if counts:
            one["counts"] = [counts[0].units, counts[0].individuals]  # type: ignore[attr-defined]
        one["once"] = "一次性" in award.quote
        awards.append(one)
    targets = [
        {"clause": row.clause, "value": row.value}
        if row.value
        else {"clause": row.clause, "average": True}
        for row in policy.targets
        if row.value is not None or (row.comparator and not row.goal_proposed)
    ]
    head = {
        name: getattr(policy, name)
        for name in ("title", "document_number", "issuer", "issued_on", "valid_from", "valid_to")
        if getattr(policy, name)
    }
    return {
        "head": {**head, "clauses": len(policy.clauses)},
        "awards": awards,
        "targets": targets,
        "milestones": [{"clause": row.clause} for row in policy.milestones],
        "tasks": [{"clause": c} for c in sorted({row.clause for row in policy.tasks if row.quote})],
        "headings": [(clause.number, clause.heading) for clause in policy.clauses],
    }


def score(draft: Draft, wanted: Mapping[str, Any]) -> Score:
    """Hold a draft against its answer."""
    found = Score()
    left = list(draft.proposals)
    for award in wanted.get("awards", ()):
        found.wanted["award"] += 1
        partner = _partner(award, left)
        if partner is not None:
            left.remove(partner)
        _award(found, award, partner)
    found.given["award"] += len(draft.proposals)
    for extra in left:
        found.wrong.append(f"not asked for: {extra.id} {extra.label}")
        if not extra.reasons:
            found.unmarked.append(extra.id)
    _rows(found, draft, wanted)
    _head(found, draft, wanted)
    return found


def _partner(award: Mapping[str, Any], left: list[Proposal]) -> Proposal | None:
    """The proposal that speaks of the same words; the same amount goes first."""

    def fits(one: Proposal) -> bool:
        words = one.label + one.title + one.quote
        said = award.get("quote", award["of"])
        return one.clause == award["clause"] and (said in words or one.quote in said)

    own = [one for one in left if fits(one)]
    level = award.get("level", "")
    order = sorted(
        own,
        key=lambda one: (
            not _amount_right(award, one),
            bool(level) and level not in one.label,
            award["of"] not in one.label,
        ),
    )
    return order[0] if order else None


def _amount_right(award: Mapping[str, Any], one: Proposal) -> bool:
    if award.get("referral"):
        return one.referral
    return all(getattr(one, name) == award.get(name) for name in ("fen", "rate", "ceiling_fen"))


def _award(found: Score, award: Mapping[str, Any], one: Proposal | None) -> None:
    name = award["of"] or award.get("quote", "")[:20]
    if one is not None:
        found.right["award"] += 1
    checks: list[tuple[str, bool, str]] = [
        ("amount", one is not None and _amount_right(award, one), "amount"),
    ]
    if "unit" in award:
        checks.append(("unit", one is not None and _same_unit(one.unit, award["unit"]), "unit"))
    caps = {(scope, fen) for scope, fen in award.get("caps", ())}
    told = {(x.scope, x.value) for x in one.limits if x.scope != "count"} if one else set()
    if caps or told:
        checks.append(("caps", one is not None and caps == told, "limit"))
    counts = sorted(award.get("counts", ()))
    pieces = sorted(x.value for x in one.limits if x.scope == "count") if one else []
    if counts or pieces:
        checks.append(("counts", one is not None and counts == pieces, "limit"))
    if "level" in award:
        checks.append(("level", one is not None and award["level"] in one.label, "label"))
    if "who" in award:
        kinds = {str(kind) for kind in one.who} if one else set()
        checks.append(("who", one is not None and kinds == set(award["who"]), "who"))
    for flag, part in (("once", "once"), ("first", "first_only"), ("matching", "matching")):
        if award.get(flag):
            checks.append((flag, one is not None and bool(getattr(one, part)), flag))
    for field_name, right, part in checks:
        found.wanted[field_name] += 1
        found.given[field_name] += one is not None
        found.right[field_name] += right
        if not right:
            found.wrong.append(f"{award['clause']} {name}: {field_name}{_told(one, field_name)}")
            marked = one is None or part in one.unsure_parts
            if field_name in ("amount", "unit", "caps", "counts") and not marked:
                found.unmarked.append(f"{award['clause']} {name}: {field_name}")


def _told(one: Proposal | None, name: str) -> str:
    if one is None:
        return " (nothing proposed)"
    shown = {
        "amount": one.fen or one.rate or one.ceiling_fen,
        "unit": one.unit,
        "caps": [(x.scope, x.value) for x in one.limits],
        "who": [str(kind) for kind in one.who],
    }
    return f" is {shown.get(name, one.label)}"


def _same_unit(one: str, other: str) -> bool:
    return one == other or {one, other} == _ALIKE[0]


def _rows(found: Score, draft: Draft, wanted: Mapping[str, Any]) -> None:
    left = [row for row in draft.rows if row.value is not None or row.standard]
    found.given["target"] += len(left)
    for target in wanted.get("targets", ()):
        found.wanted["target"] += 1
        partner = next(
            (
                row
                for row in left
                if row.clause == target["clause"]
                and (row.value == target.get("value") if "value" in target else bool(row.standard))
            ),
            None,
        )
        if partner is None:
            found.wrong.append(f"{target['clause']} target {target.get('value', 'average')}")
        else:
            left.remove(partner)
            found.right["target"] += 1
    found.wrong += [f"not asked for: target {row.id} {row.quote[:30]}" for row in left]
    for kind in ("milestone", "task"):
        given = {row.clause for row in draft.rows if row.kind == kind}
        for row in wanted.get(f"{kind}s", ()):
            found.wanted[kind] += 1
            found.given[kind] += row["clause"] in given
            found.right[kind] += row["clause"] in given
            if row["clause"] not in given:
                found.wrong.append(f"{row['clause']} {kind}")


def _head(found: Score, draft: Draft, wanted: Mapping[str, Any]) -> None:
    for name, value in wanted.get("head", {}).items():
        is_value = len(draft.clauses) if name == "clauses" else getattr(draft.head, name)
        found.wanted["head"] += 1
        found.given["head"] += 1
        if is_value == value:
            found.right["head"] += 1
        else:
            found.wrong.append(f"head {name}: {is_value}")


def drafts(names: tuple[str, ...]) -> Iterator[tuple[str, Draft, Score]]:
    words = Wording.load(resources() / "wording")
    for name in names:
        draft = draft_file(text_of(name), resources(), words).draft
        yield name, draft, score(draft, answers(name))


def main() -> None:
    began = time.perf_counter()
    columns = (
        "award",
        "amount",
        "unit",
        "caps",
        "counts",
        "level",
        "who",
        "once",
        "first",
        "matching",
        "target",
        "milestone",
        "task",
        "head",
    )
    print(f"{'recall / precision %':22}" + "".join(f"{name:>12}" for name in columns))
    whole = Score()
    for name, draft, found in drafts((*REAL, *OWN, *HELD_OUT)):
        whole += found
        print(f"{name:22}" + "".join(_cell(found, column) for column in columns))
        for line in found.wrong:
            print(f"    {line}")
        told = f"wrong without a mark {len(found.unmarked)} {found.unmarked}"
        print(f"    unread {len(draft.unread)}, {told}")
    print(f"{'all':22}" + "".join(_cell(whole, column) for column in columns))
    print(f"{time.perf_counter() - began:.1f} s")
    letters, awards, seconds = long_text()
    print(f"one text of {letters} letters, {awards} awards: {seconds:.2f} s of the processor")


def long_text(most: int = 20_000) -> tuple[int, int, float]:
    """Letters, awards and seconds of a text made of the bodies of the own ones.

    Their clauses are numbered on; reading, proposing, writing the pack and its cases are counted.
    """
    head = text_of("heyang-ip").read_text("utf-8")
    title = _ARTICLE.split(head)[0]
    number = iter(range(1, 1000))
    bodies: list[str] = []
    while sum(map(len, bodies)) < most:
        for name in (*OWN, *HELD_OUT):
            whole = text_of(name).read_text("utf-8")
            clauses = _ARTICLE.split(whole)
            # The last one is of validity.
            bodies += [f"第{next(number)}条 {one.strip()}" for one in clauses[1:-1]]
    text = title
    for body in bodies:
        if len(text) + len(body) > most:
            break
        text += "\n" + body
    lines = tuple(text.split("\n"))
    raw = RawDocument("long.txt", "0" * 64, "text", (lines,))
    words = Wording.load(resources() / "wording")
    draft_file(text_of("lechang"), resources(), words)  # what is loaded once is not counted
    began = time.process_time()
    made = draft_document(raw, resources(), words, "long-2025")
    return len(text), len(made.draft.proposals), time.process_time() - began


def _cell(found: Score, column: str) -> str:
    if not found.wanted[column]:
        return f"{'-':>12}"
    return f"{found.recall(column) * 100:6.0f}/{found.precision(column) * 100:3.0f} "

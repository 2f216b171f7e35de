"""起草: from the file of a published policy to a proposed pack, and what a person must look at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ipdesk.documents.files import replace_file
from ipdesk.documents.reading.opening import read_document
from ipdesk.domain.draft import Draft, Proposal, Sure
from ipdesk.domain.policy import Policy
from ipdesk.domain.raw_document import RawDocument
from ipdesk.errors import Problem, UserError
from ipdesk.packs.drafting.drafting import draft_of
from ipdesk.packs.drafting.lexicon import Lexicon, load_lexicon
from ipdesk.packs.drafting.writing.pack_files import write_pack
from ipdesk.packs.loader import load_pack
from ipdesk.services.cases import problem_text
from ipdesk.services.pack_check import PackReport, check_policy
from ipdesk.wording import Wording

__all__ = ["Drafted", "draft_document", "draft_file", "draft_lines", "save_pack"]

_NAME = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A text read, the draft made of it, and the pack it makes."""

    raw: RawDocument
    draft: Draft
    files: Mapping[str, bytes]
    policy: Policy
    report: PackReport
    left_out: tuple[Problem, ...]


def lexicon(resources: Path) -> Lexicon:
    """The words and forms of the genre, read once a process."""
    return load_lexicon(resources / "drafting")


def draft_file(path: Path, resources: Path, wording: Wording, pack_id: str = "") -> Drafted:
    """Read a published text and propose a pack; UserError says what else to do."""
    return draft_document(read_document(path), resources, wording, pack_id)


def draft_document(
    raw: RawDocument, resources: Path, wording: Wording, pack_id: str = ""
) -> Drafted:
    """The same for a text that has been read."""
    words = lexicon(resources)
    draft = draft_of(raw, words)
    written = write_pack(draft, pack_id or proposed_id(draft, raw.name), words)
    policy = load_pack(written.files)
    report = check_policy(policy, wording)
    return Drafted(raw, draft, written.files, policy, report, tuple(written.left_out))


def proposed_id(draft: Draft, name: str) -> str:
    """An id for a new pack: Latin letters of the file's name, and the year."""
    words = "-".join(_NAME.findall(Path(name).stem.lower()))[:40].strip("-")
    day = draft.head.issued_on or draft.head.valid_from
    return words or (f"draft-{day.year}" if day else "draft")


def save_pack(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files of a pack into a new or empty folder; nothing is ever written over."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UserError("draft-folder-taken", path=str(folder))
        for name, data in files.items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            replace_file(place, data)
    except OSError as error:
        raise UserError("file-write-failed", path=str(folder), reason=str(error)) from error


def draft_lines(drafted: Drafted, wording: Wording) -> list[str]:
    """What was found, what is unsure and what is unread, as the command line prints it."""
    draft, head = drafted.draft, drafted.draft.head
    lines = [
        wording.text("draft", "title", {"title": head.title, "number": head.document_number}),
        wording.text("draft", "issuer", {"issuer": head.issuer, "day": head.issued_on or ""}),
        _validity(drafted, wording),
    ]
    lines += [
        wording.text("draft", "head-unsure", {"part": wording.label("draft-part", part)})
        for part in head.proposed
    ]
    lines += ["", wording.text("draft", "found", _counts(drafted))]
    lines += [proposal_line(one, wording) for one in draft.proposals]
    if draft.rows:
        lines += ["", wording.text("draft", "rows", {"count": len(draft.rows)})]
        for row in draft.rows:
            kind = wording.label("draft-row", row.kind)
            shown = {"id": row.id, "kind": kind, "quote": row.quote[:60]}
            lines.append(wording.text("draft", "row", shown))
    unsure = [one for one in draft.proposals if one.reasons]
    if unsure:
        lines += ["", wording.text("draft", "unsure", {"count": len(unsure)})]
        for one in unsure:
            said = "；".join(reason_text(one, wording))
            lines.append(wording.text("draft", "unsure-line", {"id": one.id, "reasons": said}))
    lines += _unread(drafted, wording)
    lines += _general(drafted, wording)
    return lines


def _validity(drafted: Drafted, wording: Wording) -> str:
    head = drafted.draft.head
    code = "validity" if head.valid_from or head.valid_to else "validity-open"
    return wording.text(
        "draft", code, {"first": head.valid_from or "", "last": head.valid_to or ""}
    )


def proposal_line(one: Proposal, wording: Wording) -> str:
    """One proposal in a line: number, how sure, name, amount, unit and ceilings."""
    values = {
        "id": one.id,
        "sure": wording.label("draft-sure", one.sure),
        "label": one.label,
        "worth": worth_text(one, wording),
    }
    return wording.text("draft", "proposal", values)


def worth_text(one: Proposal, wording: Wording) -> str:
    """What a proposal pays, with its ceilings, in words."""
    limits = [
        wording.text("draft", f"limit-{limit.scope}", {"fen": limit.value, "count": limit.value})
        for limit in one.limits
    ]
    return amount_text(one, wording) + "".join(limits)


def amount_text(one: Proposal, wording: Wording) -> str:
    """How much a proposal pays, in words."""
    if one.referral:
        return wording.text("draft", "amount-referral")
    if one.rate is not None:
        percent = f"{(one.rate * 100).normalize():f}%"
        return wording.text("draft", "amount-rate", {"rate": percent, "base": one.base})
    code = "amount-ceiling" if one.ceiling_fen else "amount-fixed"
    values = {"fen": one.ceiling_fen or one.fen or 0, "unit": one.unit}
    return wording.text("draft", code, values)


def reason_text(one: Proposal, wording: Wording) -> list[str]:
    """Why a proposal is not quite sure, one sentence a reason."""
    return [
        wording.text("draft-reason", reason.code, dict(reason.values)) for reason in one.reasons
    ]


def _unread(drafted: Drafted, wording: Wording) -> list[str]:
    unread = drafted.draft.unread
    lines = ["", wording.text("draft", "unread" if unread else "all-read", {"count": len(unread)})]
    for one in unread:
        values = {
            "clause": one.clause or "—",
            "text": one.text,
            "sort": wording.label("mention", one.sort),
            "around": one.around,
        }
        lines.append(wording.text("draft", "unread-line", values))
    return lines


def _general(drafted: Drafted, wording: Wording) -> list[str]:
    lines = []
    if drafted.draft.head.notes:
        lines += ["", wording.text("draft", "general")]
        for code, clause, sentence in drafted.draft.head.notes:
            values = {
                "what": wording.label("draft-note", code),
                "clause": clause,
                "quote": sentence,
            }
            lines.append(wording.text("draft", "general-line", values))
    for problem in drafted.left_out:
        lines.append(wording.text("draft", "left-out", {"text": problem_text(problem, wording)}))
    for case in drafted.report.failed:
        lines.append(
            wording.text("draft", "case-failed", {"name": case.name, "differs": case.differs})
        )
    dropped = drafted.draft.text.dropped
    if dropped:
        texts = "、".join(dict.fromkeys(one.text for one in dropped))[:200]
        shown = {"count": len(dropped), "texts": texts}
        lines.append(wording.text("draft", "dropped", shown))
    return lines


def _counts(drafted: Drafted) -> dict[str, object]:
    by = {sure: sum(one.sure is sure for one in drafted.draft.proposals) for sure in Sure}
    return {
        "letters": drafted.draft.text.letters,
        "clauses": len(drafted.draft.clauses),
        "awards": len(drafted.draft.proposals),
        "high": by[Sure.HIGH],
        "middle": by[Sure.MIDDLE],
        "low": by[Sure.LOW],
        "cases": len(drafted.policy.golden),
    }

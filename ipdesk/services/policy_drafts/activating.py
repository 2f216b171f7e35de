"""启用起草的政策: a draft whose every part is settled becomes a version of the bureau."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ipdesk.domain.draft_work import PartKey, Work
from ipdesk.domain.operator import Operator
from ipdesk.domain.policy import Policy
from ipdesk.domain.policy_difference import PolicyDifference, difference
from ipdesk.errors import UserError
from ipdesk.services import activation
from ipdesk.services.acts import record, together
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.pack_compare import compare_lines
from ipdesk.services.parcels import export_parcel
from ipdesk.services.policy_drafts.checking import check_draft
from ipdesk.services.policy_drafts.reading import find_draft, is_open, read_work
from ipdesk.services.policy_drafts.records import DraftCheck
from ipdesk.storage import operators, policies
from ipdesk.storage import policy_drafts as stored


def activate_draft(
    office: Office, actor: Actor, draft: int, reviewer: str, reviewed_on: date | None
) -> Changes:
    """Put the pack of a draft in use; UserError names the first place that is not settled.

    A pack is reviewed by another person than the one who drafted it, where there is another.
    """
    kept = find_draft(office, draft)
    work = read_work(office, draft)
    check = check_draft(work, office.wording)
    _check_settled(work, check)
    _check_another(office, work, reviewer)
    with together(office) as db:
        done = activation.activate(office, actor, check.files, reviewer, reviewed_on)
        policy = _policy(check)
        data = {
            "pack": kept.pack,
            "title": kept.title,
            "version": policy.sha256,
            "replaces": kept.replaces,
            "reviewer": reviewer.strip(),
        }
        stored.close(db, draft, policy.sha256, office.clock.now())
        record(office, actor, "activate_draft", "policy_draft", draft, data)
    return Changes(done.tables | {"policy_draft"}, (draft,))


def _check_settled(work: Work, check: DraftCheck) -> None:
    waiting = next((part.key for part in work.parts.values() if is_open(part)), None)
    if check.problems and check.policy is None:
        raise UserError("draft-pack-refused", field="", text=check.problems[0].text)
    if not check.ready:
        place = _first(waiting, check)
        left = check.left
        raise UserError(
            "draft-not-settled",
            field=place,
            parts=left.parts,
            numbers=left.numbers,
            cases=left.cases,
            failed=left.failed,
            problems=left.problems,
        )


def _first(waiting: PartKey | None, check: DraftCheck) -> str:
    """The first place to go to, as kind:part."""
    if waiting is not None:
        return f"{waiting.kind}:{waiting.part}"
    problem = next((one for one in check.problems if one.key), None)
    if problem is not None and problem.key is not None:
        return f"{problem.key.kind}:{problem.key.part}"
    if check.uncovered:
        span = check.uncovered[0].span
        return f"number:{span.paragraph}-{span.start}"
    case = next((one for one in check.cases if one.state == "proposed" or not one.passed), None)
    return f"case:{case.key}" if case else ""


def _check_another(office: Office, work: Work, reviewer: str) -> None:
    """Who confirmed every part does not review it alone, unless nobody else is there."""
    drafters = {part.operator for part in work.parts.values() if part.operator is not None}
    if len(drafters) != 1:
        return
    others = [one for one in _active(office) if one.id not in drafters]
    names = {one.name for one in _active(office) if one.id in drafters}
    if others and reviewer.strip() in names:
        raise UserError("draft-reviewer-drafted", field="reviewer", name=reviewer.strip())


def _active(office: Office) -> list[Operator]:
    return [one for one in operators.all_of(office.db) if one.active]


def _policy(check: DraftCheck) -> Policy:
    assert check.policy is not None  # _check_settled has seen to it
    return check.policy


def export_draft(office: Office, draft: int, place: Path) -> str:
    """Write the pack a draft makes into one file; returns its hash."""
    return export_parcel(_files(office, draft), place)


def _files(office: Office, draft: int) -> Mapping[str, bytes]:
    kept = find_draft(office, draft)
    if kept.version:
        files = policies.files(office.db, kept.version)
        if files is not None:
            return files
    check = check_draft(read_work(office, draft), office.wording)
    if check.policy is None:
        raise UserError("draft-pack-refused", field="", text=check.problems[0].text)
    return check.files


def difference_with_predecessor(office: Office, draft: int) -> PolicyDifference | None:
    """Clause by clause against the policy a draft takes the place of; None: it has none."""
    pair = _pair(office, draft)
    return difference(*pair) if pair else None


def compare_with_predecessor(office: Office, draft: int) -> tuple[str, ...]:
    """The same in lines."""
    pair = _pair(office, draft)
    return tuple(compare_lines(*pair, office.wording)) if pair else ()


def _pair(office: Office, draft: int) -> tuple[Policy, Policy] | None:
    kept = find_draft(office, draft)
    old = next((one for one in office.current if one.id == kept.replaces), None)
    check = check_draft(read_work(office, draft), office.wording)
    if old is None or check.policy is None:
        return None
    return old, check.policy

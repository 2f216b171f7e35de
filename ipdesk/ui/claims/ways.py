"""Other ways to take a step that this operator cannot: beside, on paper, alone with a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ipdesk.domain.next_step import ISSUE
from ipdesk.domain.operator import Operator
from ipdesk.domain.signing import may_be_on_paper
from ipdesk.domain.stages import Role, move, refusal
from ipdesk.services import applications, decisions, signing
from ipdesk.services.claim_view import ClaimView, Offer
from ipdesk.services.office import Actor, Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.claims.way_sheets import BesideSheet, PaperSheet
from ipdesk.ui.keeping import Keeping, keep_in_sheet

BESIDE, PAPER, ALONE = "beside", "paper", "alone"
CAPTIONS = {
    BESIDE: "由他人在本机确认…",
    PAPER: "登记纸面签批…",
    ALONE: "单人办公，写明原因办理…",
}
_FILES = "扫描件 (*.pdf *.jpg *.jpeg *.png)"


@dataclass(frozen=True, slots=True)
class Work:
    """A service and what it is called with, after the office and the actor."""

    call: Callable[..., Any]
    before: tuple[object, ...] = ()
    keeping: Keeping | None = None  # what was typed for it, until it is done


def refused(view: ClaimView, offer: Offer, actor: Actor | Operator) -> str | None:
    """Why somebody may not take a step, as a code; letters are only a matter of role."""
    if offer.act == ISSUE:
        return None if offer.role in actor.roles else "move-needs-role"
    done = [(step.duty, step.person) for step in view.steps if step.duty is not None]
    return refusal(move(offer.act), view.claim.stage, actor.roles, actor.id, done)


def ways(bench: Bench, view: ClaimView, offer: Offer) -> tuple[str, ...]:
    """How the step could be taken here all the same."""
    actor = bench.actor
    code = refused(view, offer, actor)
    others = code in ("move-needs-role", "move-needs-another-person")
    if not others or offer.blockers or offer.act == ISSUE or bench.read_only:
        return ()
    found = []
    if bench.rules.beside and fit(bench, view, offer):
        found.append(BESIDE)
    if Role.CLERK in actor.roles and may_be_on_paper(move(offer.act)):
        found.append(PAPER)
    if bench.rules.one_person and code == "move-needs-another-person":
        found.append(ALONE)
    return tuple(found)


def fit(bench: Bench, view: ClaimView, offer: Offer) -> tuple[Operator, ...]:
    """Who else could take the step now."""
    return tuple(
        one
        for one in bench.people
        if one.id != bench.actor.id and refused(view, offer, one) is None
    )


def ask(bench: Bench, view: ClaimView, offer: Offer, way: str) -> Work | None:
    """What the way needs to know; None when it was thought better of."""
    window: QWidget | None = bench.messages.window
    if way == BESIDE:
        beside = BesideSheet(window, offer.label, fit(bench, view, offer))
        if bench.messages.run(beside):
            return Work(signing.take_beside, (beside.person(), beside.password.text()))
        return None
    if way == PAPER:
        people = fit(bench, view, offer)
        sheet = PaperSheet(window, offer.label, people, bench.today(), lambda: _choose(bench))
        keeping = keep_in_sheet(bench, sheet, "paper", sheet.form, record=view.claim.id)
        if bench.messages.run(sheet):
            return Work(signing.record_paper, (sheet.paper(),), keeping)
        return None
    if way == ALONE:
        says = "同一个人办理两道手续，原因会印在审批表上，并记入操作记录。"
        reason = bench.messages.reason(f"{offer.label}：单人办公", says, "办理")
        return Work(signing.take_alone, (reason,)) if reason else None
    form = view.same_form
    if offer.act == "receive" and form is not None and form.drafts:
        return Work(_receive_form, (form.id,))
    return Work(decisions.take)


def _receive_form(
    office: Any, actor: Actor, form: int, claim: int, act: str, given: Any, opinion: str
) -> Changes:
    """One 申请表 comes over the counter whole, whichever of its claims was open."""
    return applications.receive_application(
        office, actor, form, given["received_on"], given["copies"]
    )


def _choose(bench: Bench) -> Path | None:
    found = bench.messages.open_files("选择签字原件的扫描件", _FILES)
    return found[0] if found else None

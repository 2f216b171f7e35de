"""环节: the life of a claim as one table; the window offers from it, the store enforces it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Stage(StrEnum):
    """Where a claim stands (casework.md, Stages of a claim)."""

    DRAFT = "draft"
    RECEIVED = "received"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    EXAMINED = "examined"
    INSPECTION = "inspection"  # 现场核查、联审: only where the case asks for it
    REVIEWED = "reviewed"
    SIGNED = "signed"
    COMMITTEE = "committee"
    PUBLISHED = "published"
    OBJECTION = "objection"
    UNOBJECTED = "unobjected"
    APPROVED = "approved"
    PAID = "paid"
    ARCHIVED = "archived"
    NOT_ACCEPTED = "not_accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    VOID = "void"
    REFERRED = "referred"  # 转办: handed to another authority, nothing calculated here
    REVOKED = "revoked"  # 撤销 before anything was paid
    RECOVERY = "recovery"  # 追回: money went out that must come back


class Role(StrEnum):
    """What an operator may do; one account may hold several."""

    CLERK = "clerk"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    PAYER = "payer"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Duty(StrEnum):
    """The three acts that three different people must do on one claim."""

    EXAMINATION = "examination"  # 初审
    REVIEW = "review"  # 复核
    APPROVAL = "approval"  # 审批


class Move(NamedTuple):
    """One lawful step: who may take a claim from where to where, and what must be recorded.

    Without a target the claim stays where it is: something is added to its file.
    """

    act: str
    sources: tuple[Stage, ...]
    target: Stage | None
    role: Role
    duty: Duty | None = None
    needs: tuple[str, ...] = ()  # names of what must be recorded with the act
    forward: bool = True  # False: sends back or ends the claim

    def leads_to(self, source: Stage) -> Stage:
        """Where the claim stands after the step."""
        return source if self.target is None else self.target


S, R = Stage, Role
BEFORE_APPROVAL = (
    S.RECEIVED,
    S.RETURNED,
    S.ACCEPTED,
    S.EXAMINED,
    S.INSPECTION,
    S.REVIEWED,
    S.SIGNED,
    S.COMMITTEE,
    S.PUBLISHED,
    S.OBJECTION,
    S.UNOBJECTED,
)
# Decided: what follows is payment, correction, recovery and the archive.
PAYABLE = (S.APPROVED, S.PAID, S.ARCHIVED)
DECLINED = (S.REFUSED, S.NOT_ACCEPTED)

MOVES: tuple[Move, ...] = (
    Move("receive", (S.DRAFT,), S.RECEIVED, R.CLERK, needs=("received_on", "copies")),
    Move("accept", (S.RECEIVED,), S.ACCEPTED, R.CLERK),
    Move(
        "return",
        (S.RECEIVED, S.EXAMINED),
        S.RETURNED,
        R.CLERK,
        needs=("missing", "due_on", "delivery"),
        forward=False,
    ),
    Move("resume", (S.RETURNED,), S.RECEIVED, R.CLERK),
    Move(
        "decline",
        (S.RECEIVED, S.RETURNED),
        S.NOT_ACCEPTED,
        R.CLERK,
        needs=("reason",),
        forward=False,
    ),
    Move("examine", (S.ACCEPTED,), S.EXAMINED, R.CLERK, Duty.EXAMINATION, ("checklist",)),
    Move("inspect", (S.EXAMINED,), S.INSPECTION, R.CLERK, needs=("inspection", "inspect_by")),
    Move(
        "conclude",
        (S.INSPECTION,),
        S.EXAMINED,
        R.CLERK,
        needs=("inspected_on", "people", "finding"),
    ),
    Move("review", (S.EXAMINED,), S.REVIEWED, R.REVIEWER, Duty.REVIEW),
    Move(
        "send_back",
        (S.EXAMINED,),
        S.ACCEPTED,
        R.REVIEWER,
        Duty.REVIEW,
        ("reason",),
        forward=False,
    ),
    Move("sign", (S.REVIEWED,), S.SIGNED, R.APPROVER, Duty.APPROVAL),
    Move(
        # Also when the amount changed on the way because another claim gave its quota back:
        # what was published must be examined and published anew.
        "return_to_review",
        (S.REVIEWED, S.SIGNED, S.COMMITTEE, S.OBJECTION, S.UNOBJECTED),
        S.EXAMINED,
        R.APPROVER,
        Duty.APPROVAL,
        ("reason",),
        forward=False,
    ),
    Move(
        # Before or after 公示, as the bureau has set it.
        "deliberate",
        (S.SIGNED, S.UNOBJECTED),
        S.COMMITTEE,
        R.CLERK,
        needs=("minutes_number", "met_on", "decided_fen"),
    ),
    Move("publish", (S.SIGNED, S.COMMITTEE), S.PUBLISHED, R.CLERK, needs=("starts_on", "channel")),
    Move("object", (S.PUBLISHED,), S.OBJECTION, R.CLERK, needs=("objector", "content")),
    Move("settle", (S.OBJECTION,), S.PUBLISHED, R.REVIEWER, Duty.REVIEW, ("finding", "basis")),
    Move("unobject", (S.PUBLISHED,), S.UNOBJECTED, R.CLERK, needs=("result",)),
    Move("approve", (S.COMMITTEE, S.UNOBJECTED), S.APPROVED, R.APPROVER, Duty.APPROVAL),
    Move(
        "refuse",
        (S.REVIEWED, S.SIGNED, S.COMMITTEE, S.OBJECTION, S.UNOBJECTED),
        S.REFUSED,
        R.APPROVER,
        Duty.APPROVAL,
        ("reason",),
        forward=False,
    ),
    Move(
        "refer",
        (S.REVIEWED,),
        S.REFERRED,
        R.APPROVER,
        Duty.APPROVAL,
        ("referred_to",),
    ),
    Move("pay", (S.APPROVED,), S.PAID, R.PAYER, needs=("paid_on", "voucher", "paid_fen")),
    Move("pay_part", (S.APPROVED,), None, R.PAYER, needs=("paid_on", "voucher", "paid_fen")),
    Move(
        "bounce",  # 退票: the bank sent it back, so it is to be paid again
        (S.APPROVED, S.PAID),
        S.APPROVED,
        R.PAYER,
        needs=("bounced_on", "payment", "reason"),
        forward=False,
    ),
    Move(
        "propose_change",  # 提出更正 or 撤销; decided by another person
        (*PAYABLE, *DECLINED),
        None,
        R.REVIEWER,
        Duty.REVIEW,
        ("change", "cause", "reason"),
        forward=False,
    ),
    Move(
        "drop_change",
        (*PAYABLE, *DECLINED),
        None,
        R.APPROVER,
        Duty.APPROVAL,
        ("reason",),
        forward=False,
    ),
    # One decision, 批准更正: where it leads depends on what is paid and what is due now.
    Move("correct", PAYABLE, None, R.APPROVER, Duty.APPROVAL),
    Move("correct_up", (S.PAID, S.ARCHIVED), S.APPROVED, R.APPROVER, Duty.APPROVAL),
    Move("correct_down", PAYABLE, S.RECOVERY, R.APPROVER, Duty.APPROVAL),
    Move("revoke", (*PAYABLE, *DECLINED), S.REVOKED, R.APPROVER, Duty.APPROVAL, forward=False),
    Move("revoke_paid", PAYABLE, S.RECOVERY, R.APPROVER, Duty.APPROVAL, forward=False),
    Move(
        "recover",
        (S.RECOVERY,),
        None,
        R.PAYER,
        needs=("recovered_on", "recovered_fen", "voucher"),
    ),
    Move(
        "remit",  # 免予追回
        (S.RECOVERY,),
        None,
        R.APPROVER,
        Duty.APPROVAL,
        ("reason", "basis"),
        forward=False,
    ),
    Move(
        "archive",
        (
            S.PAID,
            S.NOT_ACCEPTED,
            S.REFUSED,
            S.WITHDRAWN,
            S.VOID,
            S.REFERRED,
            S.REVOKED,
            S.RECOVERY,
        ),
        S.ARCHIVED,
        R.CLERK,
        needs=("archive_number",),
    ),
    Move("withdraw", BEFORE_APPROVAL, S.WITHDRAWN, R.CLERK, needs=("reason",), forward=False),
    Move("void", BEFORE_APPROVAL, S.VOID, R.REVIEWER, Duty.REVIEW, ("reason",), forward=False),
)

# The path drawn along the top of a claim (committee appears only where it was used).
PATH = (
    S.RECEIVED,
    S.ACCEPTED,
    S.EXAMINED,
    S.REVIEWED,
    S.SIGNED,
    S.PUBLISHED,
    S.APPROVED,
    S.PAID,
)
# From receipt until the end a claim holds its quota; these give it back.
RELEASED = (S.NOT_ACCEPTED, S.REFUSED, S.WITHDRAWN, S.VOID, S.REFERRED, S.REVOKED)


def moves_from(stage: Stage) -> tuple[Move, ...]:
    """Every lawful move of a claim at `stage`, whoever may take it."""
    return tuple(move for move in MOVES if stage in move.sources)


def move(act: str) -> Move:
    """The move of this name; KeyError when there is none."""
    for candidate in MOVES:
        if candidate.act == act:
            return candidate
    raise KeyError(act)


def refusal(
    wanted: Move,
    stage: Stage,
    roles: Iterable[Role],
    operator: int | str,
    done: Iterable[tuple[Duty, int | str]],
) -> str | None:
    """Why `operator` may not take `wanted` now, as a message code; None when it is lawful.

    `done` are the duties already done on the claim, with who did them: one person acts
    in one of 初审, 复核, 审批 of one claim (casework.md).
    """
    if stage not in wanted.sources:
        return "move-not-from-here"
    if wanted.role not in tuple(roles):
        return "move-needs-role"
    if wanted.duty is not None and any(
        who == operator and duty is not wanted.duty for duty, who in done
    ):
        return "move-needs-another-person"
    return None

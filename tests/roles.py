"""Who may do what, written out by hand: the office's own table, for services and store alike."""

from __future__ import annotations

from itertools import combinations

from ipdesk.domain.operator import unfit
from ipdesk.domain.stages import Role

C, R, A, P = Role.CLERK, Role.REVIEWER, Role.APPROVER, Role.PAYER
M, U = Role.ADMINISTRATOR, Role.AUDITOR

# Every set of roles an account may hold: 管理员不得审批, 审计只读.
COMBINATIONS = tuple(
    held
    for count in range(1, len(Role) + 1)
    for held in combinations(Role, count)
    if unfit(held) is None
)

# Steps of a claim: one role each.
STEPS = {
    "receive": C, "accept": C, "return": C, "resume": C, "decline": C, "examine": C,
    "inspect": C, "conclude": C, "deliberate": C, "publish": C, "object": C, "unobject": C,
    "withdraw": C, "archive": C,
    "review": R, "send_back": R, "settle": R, "void": R, "propose_change": R,
    "sign": A, "return_to_review": A, "approve": A, "refuse": A, "refer": A, "drop_change": A,
    "correct": A, "correct_up": A, "correct_down": A, "revoke": A, "revoke_paid": A, "remit": A,
    "pay": P, "pay_part": P, "bounce": P, "recover": P,
}  # fmt: skip

# Everything else that is written, by the name the journal gives it.
ENTRIES = {
    # the claim's own file
    "amend_claim": {C}, "answer_check": {C}, "attach_file": {C}, "see_paper": {C},
    "move_evidence": {C}, "reject_evidence": {C}, "restore_evidence": {C}, "mend_file": {C},
    "receive_application": {C}, "judge_likeness": {C, R}, "hand_over": {C, M}, "rebase": {A, M},
    # applicants
    "register_applicant": {C}, "amend_applicant": {C}, "merge_applicants": {C}, "undo_merge": {C},
    "merge_changes_claim": {C}, "judge_applicants": {C, R}, "file_document": {C},
    "take_document": {C}, "void_document": {C},
    # history and imports
    "import": {C, P}, "undo_import": {C, R, P}, "import_past_award": {C},
    "amend_past_award": {C}, "withdraw_past_award": {C},
    # letters and money
    "issue_letter": {C, A}, "draw_up_payment": {C, P}, "list_payment": {C, P},
    "drop_lines": {C, P}, "payment_dropped": {C, P}, "return_lines": {P},
    "payment_returned": {P}, "read_back_paid": {P}, "set_budget": {C, A, M},
    # the policy
    "set_reading": {A, M}, "set_clause_status": {A, M}, "review_policy": {R, M},
    "activate_policy": {M},
    # the office
    "keep_round": {C, M}, "change_bureau": {C, M}, "change_paper": {C, M}, "set_day": {C, M},
    "clear_day": {C, M}, "set_holiday_year": {C, M}, "set_time_limits": {M},
    "keep_template": {M}, "publish_template": {M}, "set_signing": {M},
    "add_operator": {M}, "change_roles": {M}, "set_active": {M},
}  # fmt: skip

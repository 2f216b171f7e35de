"""从文件新建: a policy from its published text, part by part, to a version of the bureau."""

from __future__ import annotations

from ipdesk.domain.draft_work import PartKey
from ipdesk.services.policy_drafts.activating import (
    activate_draft,
    compare_with_predecessor,
    difference_with_predecessor,
    export_draft,
)
from ipdesk.services.policy_drafts.checking import check_draft
from ipdesk.services.policy_drafts.forms import evidence_library, part_form
from ipdesk.services.policy_drafts.numbers import HeldNumber, held_numbers
from ipdesk.services.policy_drafts.reading import draft_page, kept_drafts, read_work
from ipdesk.services.policy_drafts.records import (
    CaseLine,
    CaseView,
    CheckProblem,
    DraftCheck,
    DraftPage,
    EvidenceKind,
    FormField,
    KeptRow,
    Left,
    PartRow,
    ReadingView,
    Started,
    TextParagraph,
    UnreadRow,
)
from ipdesk.services.policy_drafts.settled_cases import (
    choose_reading,
    confirm_cases,
    correct_case,
    reopen_case,
    write_off_case,
)
from ipdesk.services.policy_drafts.settling import (
    confirm,
    confirm_sure,
    reopen,
    save_part,
    write_off,
    write_off_number,
)
from ipdesk.services.policy_drafts.shaping import add_part, join, split
from ipdesk.services.policy_drafts.starting import (
    drop_draft,
    read_policy_file,
    rename_draft,
    start_document,
    start_draft,
)
from ipdesk.services.policy_drafts.steps import undo

__all__ = [
    "CaseLine",
    "CaseView",
    "CheckProblem",
    "DraftCheck",
    "DraftPage",
    "EvidenceKind",
    "FormField",
    "HeldNumber",
    "KeptRow",
    "Left",
    "PartKey",
    "PartRow",
    "ReadingView",
    "Started",
    "TextParagraph",
    "UnreadRow",
    "activate_draft",
    "add_part",
    "check_draft",
    "choose_reading",
    "compare_with_predecessor",
    "confirm",
    "confirm_cases",
    "confirm_sure",
    "correct_case",
    "difference_with_predecessor",
    "draft_page",
    "drop_draft",
    "evidence_library",
    "export_draft",
    "held_numbers",
    "join",
    "kept_drafts",
    "part_form",
    "read_policy_file",
    "read_work",
    "rename_draft",
    "reopen",
    "reopen_case",
    "save_part",
    "split",
    "start_document",
    "start_draft",
    "undo",
    "write_off",
    "write_off_case",
    "write_off_number",
]

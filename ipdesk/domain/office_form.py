"""表单: papers of a case that are filled in or signed by hand, as plain records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ipdesk.domain.letter import Table


class FormKind(StrEnum):
    """Papers without a number, made anew each time they are printed."""

    RECEIPT = "receipt"  # 收款收据
    INSPECTION = "inspection"  # 现场核查记录
    CONTENTS = "contents"  # 卷内目录
    APPROVAL = "approval"  # 审批表, as a Word copy
    APPLICATION = "application"  # 申请表
    HANDED_IN = "handed-in"  # 收件回执, given over the counter
    MISSING = "missing"  # 一次性告知单, before a claim is received


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a form: captions with what is filled in, and the room that is left to write."""

    fields: tuple[tuple[str, str], ...]  # caption and text
    height: float = 0.0  # points; 0: as the text needs


@dataclass(frozen=True, slots=True)
class OfficeForm:
    """One form: rows in boxes, tables and remarks, from top to bottom."""

    kind: FormKind
    title: str
    subtitle: str
    issuer: str
    made_on: date
    parts: tuple[Line | Table | str, ...]

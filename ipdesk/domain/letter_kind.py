"""文书 by kind; by itself, for lists that only ask whether a claim has one."""

from __future__ import annotations

from enum import StrEnum


class LetterKind(StrEnum):
    """The documents the office sends; each has a template and its own number series."""

    APPROVAL = "approval"  # 批准通知书
    REFUSAL = "refusal"  # 不予批准决定书
    CORRECTION = "correction"  # 更正通知书
    REVOCATION = "revocation"  # 撤销决定书
    ACCEPTANCE = "acceptance"  # 受理通知书
    SUPPLEMENT = "supplement"  # 补正（一次性告知）通知书
    NOT_ACCEPTED = "not_accepted"  # 不予受理决定书
    PAYMENT = "payment"  # 拨付通知
    RECOVERY = "recovery"  # 追回通知书
    PUBLICITY = "publicity"  # 公示: of many claims, without a number


# Those that decide about the claim: the latest of them is the claim's own document number.
DECIDING = (
    LetterKind.APPROVAL,
    LetterKind.REFUSAL,
    LetterKind.CORRECTION,
    LetterKind.REVOCATION,
    LetterKind.NOT_ACCEPTED,
)

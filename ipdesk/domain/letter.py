"""文书: the content of a letter or form as a plain record, before it becomes paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
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


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """文号 〔2026〕12号: a mark, a year and a number without leading zero."""

    mark: str  # 乐市监知奖
    year: int
    number: int

    @property
    def text(self) -> str:
        return f"{self.mark}〔{self.year}〕{self.number}号"


@dataclass(frozen=True, slots=True)
class Table:
    """A table inside a letter: headings, rows and how each column is aligned (l, c, r)."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: str
    widths: tuple[float, ...]  # shares of the text width
    total: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """The format of a paper, and where a pre-printed head wants it moved to (0.1 mm)."""

    general: bool = False  # the general format of GB/T 9704-2012; else the letter format, 10.1
    blank_head: bool = False  # 套打: head and red rules are on the paper already
    right: int = 0
    down: int = 0


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter in the letter format or the general format of GB/T 9704-2012."""

    kind: LetterKind
    issuer: str  # the red head
    number: DocumentNumber | None  # None: a draft, marked 样稿, unless the paper is plain
    title: str
    addressee: str
    body: tuple[str | Table, ...]  # paragraphs; a table stands between them
    attachments: tuple[str, ...]
    signatory: str  # the bureau's full name above the date
    issued_on: date
    remark: str = ""  # 附注: contact and telephone, in brackets below the date
    copies_to: tuple[str, ...] = ()
    check_code: str = ""
    journal_seq: int = 0
    journal_head: str = ""  # first 12 characters
    values: dict[str, str] = field(default_factory=dict)  # the fields the text was filled with
    layout: Layout = field(default_factory=Layout)
    plain: bool = False  # a paper that never has a number, such as a 公示
    wording: int = 0  # the version of the bureau's own template; 0: as shipped

    @property
    def draft(self) -> bool:
        """Whether the paper carries 样稿."""
        return self.number is None and not self.plain

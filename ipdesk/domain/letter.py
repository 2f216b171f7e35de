"""文书: the content of a letter or form as a plain record, before it becomes paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ipdesk.domain.letter_kind import DECIDING as DECIDING
from ipdesk.domain.letter_kind import LetterKind as LetterKind


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

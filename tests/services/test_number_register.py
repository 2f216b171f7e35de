"""文书登记簿: every number of a year with what became of it, on the screen and on paper."""

from __future__ import annotations

from pathlib import Path

from ipdesk.documents.pdf.raster import page_count, page_sizes
from ipdesk.domain.letter import DocumentNumber
from ipdesk.domain.numbering import Shared
from ipdesk.services.letters import save_letter
from ipdesk.services.number_register import (
    log_register,
    preview_register,
    register_rows,
    register_years,
    save_register,
)
from ipdesk.services.numbers import void_number
from ipdesk.storage import journal
from tests.documents.pdf.measure import lines
from tests.services.casework import Desk
from tests.services.test_numbers import MARK, aside, declined, issue, shared


def filled(desk: Desk) -> None:
    """Two of the program's numbers, then the bureau's: 21 used, 22 spoilt, 23 to 25 left."""
    first = issue(desk, declined(desk, 1))
    issue(desk, declined(desk, 2))
    save_letter(desk.office, desk.clerk, first.id, desk.office.home.root / "x.pdf")
    shared(desk, Shared.ALL)
    aside(desk, 21, 25)
    issue(desk, declined(desk, 3))
    void_number(desk.office, desk.clerk, DocumentNumber(MARK, 2024, 22), "纸张印坏")


def test_used_spoilt_and_free_numbers_are_listed_in_their_order(desk: Desk) -> None:
    filled(desk)
    rows = register_rows(desk.office, 2024)

    assert [(row.number, str(row.state)) for row in rows] == [
        ("乐市监〔2024〕21号", "issued"),
        ("乐市监〔2024〕22号", "void"),
        ("乐市监〔2024〕23—25号", "aside"),
        ("乐市监知奖〔2024〕1号", "issued"),
        ("乐市监知奖〔2024〕2号", "issued"),
    ]
    assert [row.copies for row in rows if row.letter] == [0, 1, 0]
    assert [row.note for row in rows][1:3] == ["纸张印坏", "办公室李某"]
    assert len({row.id for row in rows}) == len(rows)
    assert register_years(desk.office) == [2024]
    assert register_rows(desk.office, 2023) == ()


def test_the_register_is_printed_across_with_its_heading_on_each_page(
    desk: Desk, tmp_path: Path
) -> None:
    filled(desk)
    for number in range(31, 71):
        void_number(desk.office, desk.clerk, DocumentNumber(MARK, 2024, number), "试印")
    paper = preview_register(desk.office, 2024)

    texts = ["".join(lines(paper.pdf, n).values()) for n in range(page_count(paper.pdf))]
    assert paper.rows == 45
    assert len(texts) == 3
    assert all("受文对象" in text and f"第{n}页，共3页" in text for n, text in enumerate(texts, 1))
    assert "已签发3份，作废文号41个" in texts[0]
    assert {(round(w), round(h)) for w, h in page_sizes(paper.pdf)} == {(842, 595)}
    save_register(desk.office, desk.clerk, paper, tmp_path / "登记簿.pdf")
    assert (tmp_path / "登记簿.pdf").read_bytes() == paper.pdf
    log_register(desk.office, desk.clerk, paper, "print", 2)
    first, second = journal.page(desk.office.db, limit=2)
    assert (first.act, first.data["copies"], second.act) == ("print_paper", 2, "save_paper")

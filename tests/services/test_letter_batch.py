"""Letters in one go: numbers without gaps, the refused named, a stop leaves nothing half done."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdesk.documents.pdf.raster import page_count
from ipdesk.services.letter_batch import issue_letters, log_prints, one_pdf, save_letters
from ipdesk.services.letters import letter_pdf, letter_rows
from ipdesk.services.verification import verify
from ipdesk.storage.letters import copies_of
from tests.services.casework import Desk, patent

NUMBERS = ("201210123456.8", "201110234567.1", "201010123450.2")


@pytest.fixture
def approved(desk: Desk) -> list[int]:
    claims = [
        desk.examined(desk.applicant(f"乐昌市第{place}科技有限公司"), "01-01", patent(number))
        for place, number in enumerate(NUMBERS)
    ]
    for claim in claims:
        desk.publish(claim)
    desk.approve(claims[0])
    for claim in claims[1:]:
        desk.take("clerk", claim, "unobject", result="无异议")
        desk.take("approver", claim, "approve")
    return claims


def test_all_that_can_go_out_goes_out_and_the_rest_says_why(
    desk: Desk, approved: list[int], tmp_path: Path
) -> None:
    other = desk.received(desk.applicant("另一家公司"), "01-01", patent("200910123456.9"))
    wanted = [(claim, None) for claim in (*approved[:2], other, approved[2])]
    seen: list[tuple[int, int]] = []
    done = issue_letters(
        desk.office, desk.clerk, wanted, lambda at, of: seen.append((at, of)) is None
    )
    rows = letter_rows(desk.office, done.letters)
    assert [row.document_number[-2:] for row in rows.values()] == ["1号", "2号", "3号"]
    assert [one.claim_id for one in done.refused] == [other]
    assert done.refused[0].number == desk.claim(other).number
    assert "样稿" in done.refused[0].reason
    assert seen == [(0, 4), (1, 4), (2, 4), (3, 4)]
    paths = save_letters(desk.office, desk.clerk, done.letters, tmp_path)
    assert [path.read_bytes() for path in paths] == [
        letter_pdf(desk.office, letter) for letter in done.letters
    ]
    seen.clear()
    (whole,) = save_letters(
        desk.office,
        desk.clerk,
        done.letters,
        tmp_path,
        as_one=True,
        progress=lambda at, of: seen.append((at, of)) is None,
    )
    assert seen == [(0, 3), (1, 3), (2, 3)]
    pages = sum(page_count(letter_pdf(desk.office, letter)) for letter in done.letters)
    assert page_count(whole.read_bytes()) == pages
    assert page_count(one_pdf(desk.office, done.letters) or b"") == pages
    log_prints(desk.office, desk.clerk, done.letters, 2)
    rows = letter_rows(desk.office, done.letters)
    assert [row.printed for row in rows.values()] == [3, 3, 3]
    copy = copies_of(desk.office.db, done.letters[0])[-1]
    assert (copy.act, copy.copies, copy.recipient) == ("print", 2, "乐昌市第0科技有限公司")
    assert verify(desk.office).faults == ()


def test_a_stop_keeps_what_went_out_and_takes_no_number_for_the_rest(
    desk: Desk, approved: list[int]
) -> None:
    wanted = [(claim, None) for claim in approved]
    done = issue_letters(desk.office, desk.clerk, wanted, lambda at, of: at < 1)
    assert (len(done.letters), done.left) == (1, 2)
    again = issue_letters(desk.office, desk.clerk, wanted[1:])
    rows = letter_rows(desk.office, again.letters)
    assert [row.document_number[-2:] for row in rows.values()] == ["2号", "3号"]
    assert verify(desk.office).faults == ()


def test_a_stop_while_letters_are_joined_leaves_no_file(
    desk: Desk, approved: list[int], tmp_path: Path
) -> None:
    done = issue_letters(desk.office, desk.clerk, [(claim, None) for claim in approved])
    office, clerk, stop = desk.office, desk.clerk, lambda at, of: at < 2
    assert save_letters(office, clerk, done.letters, tmp_path, as_one=True, progress=stop) == ()
    assert one_pdf(office, done.letters, stop) is None
    assert not list(tmp_path.glob("*.pdf"))
    assert [row.printed for row in letter_rows(office, done.letters).values()] == [0, 0, 0]

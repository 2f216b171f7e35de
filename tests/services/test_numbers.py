"""文号 of the bureau's own register: set aside, typed in, used, spoilt."""

from __future__ import annotations

import pytest

from ipdesk.domain.letter import DocumentNumber, LetterKind
from ipdesk.domain.numbering import Numbering, Shared, next_free, runs
from ipdesk.errors import UserError
from ipdesk.services.letters import Issued, issue_letter, preview_letter
from ipdesk.services.numbers import (
    release_numbers,
    reserve_numbers,
    set_numbering,
    void_number,
)
from ipdesk.services.verification import verify
from ipdesk.storage import journal, letters, numbers
from tests.services.casework import Desk, patent

MARK = "乐市监"


def shared(desk: Desk, which: Shared = Shared.ALL) -> None:
    set_numbering(desk.office, desk.clerk, Numbering(which, MARK))


def aside(desk: Desk, first: int, last: int) -> None:
    reserve_numbers(desk.office, desk.clerk, MARK, 2024, first, last, "办公室李某")


def declined(desk: Desk, place: int) -> int:
    applicant = desk.applicant(f"乐昌市第{place}公司")
    claim = desk.received(applicant, "01-01", patent(f"20121012345{place}.8"))
    desk.take("clerk", claim, "decline", reason="不在申报期内")
    return claim


def issue(desk: Desk, claim: int, typed: int | None = None) -> Issued:
    return issue_letter(desk.office, desk.clerk, preview_letter(desk.office, claim, typed=typed))


def refused(desk: Desk, claim: int, typed: int | None = None) -> UserError:
    with pytest.raises(UserError) as caught:
        issue(desk, claim, typed)
    assert desk.said(caught.value)
    return caught.value


def test_numbers_set_aside_are_used_from_the_lowest_and_then_asked_for(desk: Desk) -> None:
    shared(desk)
    aside(desk, 21, 22)
    aside(desk, 7, 7)
    made = [issue(desk, declined(desk, place)).document_number for place in (1, 2, 3)]
    assert made == [f"乐市监〔2024〕{number}号" for number in (7, 21, 22)]

    fourth = declined(desk, 4)
    preview = preview_letter(desk.office, fourth)
    assert (preview.wants_number, preview.letter.draft) == (True, True)
    assert refused(desk, fourth).code == "number-none-aside"
    assert issue(desk, fourth, 58).document_number == "乐市监〔2024〕58号"
    assert verify(desk.office).faults == ()


def test_a_typed_number_is_checked_against_those_used_and_spoilt(desk: Desk) -> None:
    shared(desk)
    issue(desk, declined(desk, 1), 30)
    void_number(desk.office, desk.clerk, DocumentNumber(MARK, 2024, 31), "纸张印坏")
    second = declined(desk, 2)

    used = refused(desk, second, 30)
    assert (used.code, used.values["applicant"]) == ("number-used", "乐昌市第1公司")
    spoilt = refused(desk, second, 31)
    assert (spoilt.code, spoilt.values["reason"]) == ("number-void", "纸张印坏")
    assert refused(desk, second, 0).code == "number-typed"
    with pytest.raises(UserError) as caught:
        void_number(desk.office, desk.clerk, DocumentNumber(MARK, 2024, 30), "x")
    assert caught.value.code == "number-used"
    assert issue(desk, second, 32).document_number == "乐市监〔2024〕32号"


def test_a_number_taken_between_preview_and_issue_is_not_given_twice(desk: Desk) -> None:
    shared(desk)
    first, second = declined(desk, 1), declined(desk, 2)
    one, other = (preview_letter(desk.office, claim, typed=9) for claim in (first, second))
    issue_letter(desk.office, desk.clerk, one)

    with pytest.raises(UserError) as caught:
        issue_letter(desk.office, desk.clerk, other)
    assert caught.value.code == "preview-stale"
    assert len(letters.all_ids(desk.office.db)) == 1


def test_decisions_may_be_counted_by_the_bureau_and_the_rest_by_the_program(desk: Desk) -> None:
    shared(desk, Shared.DECIDING)
    aside(desk, 5, 9)
    claim = desk.received(desk.applicant(), "01-01", patent("201210123456.8"))
    desk.take("clerk", claim, "accept")
    preview = preview_letter(desk.office, claim, kind=LetterKind.ACCEPTANCE)
    assert not preview.shared
    issue_letter(desk.office, desk.clerk, preview)

    told = [letters.get(desk.office.db, one) for one in letters.all_ids(desk.office.db)]
    assert [one.document_number for one in told if one] == ["乐市监知奖〔2024〕1号"]
    assert issue(desk, declined(desk, 2)).document_number == "乐市监〔2024〕5号"
    assert verify(desk.office).faults == ()


def test_a_spoilt_number_of_the_program_is_the_next_one_and_leaves_no_gap(desk: Desk) -> None:
    issue(desk, declined(desk, 1))
    with pytest.raises(UserError) as caught:
        void_number(desk.office, desk.clerk, DocumentNumber("乐市监知奖", 2024, 5), "打错")
    assert (caught.value.code, caught.value.values["number"]) == ("number-void-next", 2)
    void_number(desk.office, desk.clerk, DocumentNumber("乐市监知奖", 2024, 2), "打错")

    assert issue(desk, declined(desk, 2)).document_number == "乐市监知奖〔2024〕3号"
    (void,) = numbers.voids(desk.office.db, 2024)
    assert (void.number.text, void.reason) == ("乐市监知奖〔2024〕2号", "打错")
    assert journal.page(desk.office.db, limit=50)[0].act != "void_number"
    assert verify(desk.office).faults == ()


def test_ranges_do_not_overlap_and_go_back_only_unused(desk: Desk) -> None:
    shared(desk)
    aside(desk, 10, 19)
    with pytest.raises(UserError) as caught:
        aside(desk, 19, 25)
    assert caught.value.code == "number-range-overlaps"
    with pytest.raises(UserError) as caught:
        aside(desk, 30, 29)
    assert caught.value.code == "number-range-odd"
    (known,) = numbers.ranges(desk.office.db, 2024)
    issue(desk, declined(desk, 1))
    with pytest.raises(UserError) as caught:
        release_numbers(desk.office, desk.clerk, known.id)
    assert caught.value.code == "number-range-in-use"
    aside(desk, 40, 41)
    release_numbers(desk.office, desk.clerk, numbers.ranges(desk.office.db, 2024)[1].id)
    assert [one.first for one in numbers.ranges(desk.office.db, 2024)] == [10]
    with pytest.raises(UserError) as caught:
        aside(desk, 1, 10)
    assert caught.value.code == "number-range-taken"


def test_the_mark_of_the_program_is_not_shared_in_part(desk: Desk) -> None:
    with pytest.raises(UserError) as caught:
        set_numbering(desk.office, desk.clerk, Numbering(Shared.DECIDING, "乐市监知奖"))
    assert caught.value.code == "number-mark-own"
    with pytest.raises(UserError) as caught:
        set_numbering(desk.office, desk.clerk, Numbering(Shared.ALL, ""))
    assert caught.value.code == "number-mark-missing"


def test_the_lowest_free_number_and_runs_of_numbers() -> None:
    assert next_free((), set()) == 0
    assert runs([9, 3, 5, 4, 3]) == ((3, 5), (9, 9))
    assert runs([]) == ()

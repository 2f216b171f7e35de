"""封账: a closed year says the same again, and what comes after is told where it was done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ipdesk.domain.record import Change
from ipdesk.domain.stages import Stage
from ipdesk.domain.year_content import from_text, to_text, year_digest
from ipdesk.errors import StorageError, UserError
from ipdesk.services import bureaus
from ipdesk.services.applicants import amend_applicant, form_of
from ipdesk.services.claims import ItemForm
from ipdesk.services.ledgers import set_budget
from ipdesk.services.letters import log_copy
from ipdesk.services.verification import verify
from ipdesk.services.year_closing import close_year, reopen_year, year_state
from ipdesk.services.year_contents import content_now, year_budget, year_content, year_sums
from ipdesk.services.year_end import export_year_end
from ipdesk.storage import journal, year_closings
from tests.services.casework import KEY, PACK, Desk, patent, works
from tests.storage.test_proofs import plant

TWO = [patent("201210123456.8"), patent("201210123457.6", "2013-02-10")]


@pytest.fixture
def year(desk: Desk) -> tuple[int, int, int]:
    """2024 with 10,000 paid, 5,000 approved and not paid, and three works received."""
    first = desk.applicant("乐昌市甲科技有限公司")
    paid = desk.approved(first, "01-01", *TWO)
    desk.issue(paid)
    desk.pay(paid)
    second = desk.applicant("乐昌市乙科技有限公司")
    owed = desk.approved(second, "01-01", patent("201210123458.4"))
    desk.issue(owed)
    open_ = desk.received(second, "03-01", *works(1, 3))
    set_budget(desk.office, desk.clerk, PACK, 2024, 2_000_000)
    desk.clock.go_to(date(2025, 1, 13))
    return paid, owed, open_


def export(desk: Desk, folder: Path, fund_year: int = 2024, name: str = "y.xlsx") -> bytes:
    path = folder / name
    export_year_end(desk.office, desk.clerk, PACK, fund_year, path, recipient="审计局")
    return path.read_bytes()


def correct(desk: Desk, claim: int, *items: tuple[str, object]) -> None:
    forms = tuple(ItemForm(subject, dict(typed)) for subject, typed in items)  # type: ignore[call-overload]
    about = {"change": Change.CORRECT, "cause": "error", "reason": "第二件已转让", "items": forms}
    desk.take("reviewer", claim, "propose_change", **about)
    desk.take("approver", claim, "correct")


def refused(code: str, work: object, *given: object) -> None:
    with pytest.raises(UserError) as caught:
        work(*given)  # type: ignore[operator]
    assert caught.value.code == code


def test_a_closing_says_what_it_closes_and_what_is_carried_over(
    desk: Desk, year: tuple[int, int, int]
) -> None:
    state = year_state(desk.office, PACK, 2024)
    assert (state.claims, state.approved_fen, state.paid_fen) == (3, 1_500_000, 1_000_000)
    assert (state.undecided, state.unpaid, state.drafts, state.reason) == (1, 1, 0, "")
    closed = close_year(desk.office, desk.approver, PACK, 2024).closing
    assert (closed.claims, closed.approved_fen, closed.paid_fen) == (3, 1_500_000, 1_000_000)
    entry = journal.page(desk.office.db, limit=1)[0]
    assert (entry.act, entry.entity_id) == ("close_year", closed.id)
    assert entry.data["digest"] == closed.digest
    assert closed.journal_seq == entry.seq - 1
    assert verify(desk.office).faults == ()


def test_only_an_approver_closes_a_year_and_only_when_it_is_over(
    desk: Desk, year: tuple[int, int, int]
) -> None:
    for actor in (desk.clerk, desk.reviewer, desk.payer):
        refused("role-required", close_year, desk.office, actor, PACK, 2024)
    refused("year-not-over", close_year, desk.office, desk.approver, PACK, 2025)
    close_year(desk.office, desk.approver, PACK, 2024)
    refused("year-is-closed", close_year, desk.office, desk.approver, PACK, 2024)
    refused("later-year-is-closed", close_year, desk.office, desk.approver, PACK, 2023)


def test_nothing_comes_into_a_closed_year_and_its_budget_stands(
    desk: Desk, year: tuple[int, int, int]
) -> None:
    close_year(desk.office, desk.approver, PACK, 2024)
    refused("year-is-closed", set_budget, desk.office, desk.clerk, PACK, 2024, 1)
    draft = desk.draft(desk.applicant("丙"), "03-01", *works(9, 1), fund_year=2024)
    refused("year-is-closed", desk.receive, draft)
    late = desk.draft(desk.applicant("丁"), "03-01", *works(20, 1), fund_year=2025)
    desk.receive(late)
    assert desk.claim(late).stage is Stage.RECEIVED


def test_a_closed_year_gives_the_same_bytes_after_whatever_was_done_since(
    desk: Desk, year: tuple[int, int, int], tmp_path: Path
) -> None:
    paid, owed, open_ = year
    digest = year_digest(content_now(desk.office, PACK, 2024))
    kept = close_year(desk.office, desk.approver, PACK, 2024).closing
    assert kept.digest == digest
    first = export(desk, tmp_path)
    correct(desk, paid, TWO[0])
    desk.pay(owed)
    desk.take("clerk", open_, "withdraw", reason="申报人撤回")
    move_house(desk, paid, "人民路1号")
    assert export(desk, tmp_path) == first
    assert year_content(desk.office, PACK, 2024).approved_fen == 1_500_000
    assert sum(line.approved_fen for line in year_sums(desk.office, PACK, 2024)) == 1_500_000
    money = year_budget(desk.office, PACK, 2024)
    assert (money.budget_fen, money.approved_fen, money.paid_fen) == (
        2_000_000,
        1_500_000,
        1_000_000,
    )
    entry = journal.page(desk.office.db, limit=1)[0]
    assert (entry.data["digest"], entry.data["recipient"]) == (digest, "审计局")
    # as it stands now it would be another file
    assert year_digest(content_now(desk.office, PACK, 2024)) != digest


def move_house(desk: Desk, claim: int, address: str) -> None:
    known = desk.read(claim).applicant
    form = replace(form_of(known), town="坪石镇", address=address)
    amend_applicant(desk.office, desk.clerk, known.id, form, "迁址")


def later_acts(desk: Desk, paid: int, count: int) -> None:
    """Whatever an office does after New Year: copies, new claims, changed addresses."""
    [letter] = desk.read(paid).letters
    who = desk.applicant("乐昌市新年科技有限公司")
    done = 0
    while done < count:
        log_copy(desk.office, desk.clerk, letter.id, "print")
        move_house(desk, paid, f"人民路{done}号")
        claim = desk.draft(who, "03-01", *works(1000 + done, 1), fund_year=2025)
        desk.receive(claim)
        desk.take("clerk", claim, "accept")
        done += 4


@pytest.mark.parametrize(
    "count", [40, pytest.param(1000, marks=pytest.mark.long, id="a thousand acts")]
)
def test_a_closed_year_is_the_same_after_many_acts(
    desk: Desk, year: tuple[int, int, int], tmp_path: Path, count: int
) -> None:
    kept = close_year(desk.office, desk.approver, PACK, 2024).closing
    first, before = export(desk, tmp_path), journal.head(desk.office.db)[0]
    later_acts(desk, year[0], count)
    assert journal.head(desk.office.db)[0] - before >= count
    assert export(desk, tmp_path) == first
    told = load_workbook(tmp_path / "y.xlsx")["说明"]
    assert kept.digest in [row[1].value for row in told.iter_rows(min_row=4)]


def test_what_is_done_after_the_closing_is_told_in_the_year_it_is_done(
    desk: Desk, year: tuple[int, int, int], tmp_path: Path
) -> None:
    paid, owed, open_ = year
    close_year(desk.office, desk.approver, PACK, 2024)
    desk.pay(owed)
    correct(desk, paid, TWO[0])
    desk.take("clerk", open_, "withdraw", reason="申报人撤回")
    desk.clock.go_to(date(2025, 3, 3))
    desk.issue(paid)
    desk.take(
        "payer",
        paid,
        "recover",
        recovered_on=date(2025, 3, 3),
        recovered_fen=500_000,
        voucher="收-1",
    )
    lines = content_now(desk.office, PACK, 2025).adjustments
    told = [(one.fund_year, one.approved_fen, one.paid_fen, one.returned_fen) for one in lines]
    # 5,000 paid late; 5,000 less approved; a withdrawal without money; 5,000 came back
    assert told == [
        (2024, 0, 500_000, 0),
        (2024, -500_000, 0, 0),
        (2024, 0, 0, 0),
        (2024, 0, 0, 500_000),
    ]
    assert content_now(desk.office, PACK, 2024).adjustments == ()
    export(desk, tmp_path, 2025)
    sheet = load_workbook(tmp_path / "y.xlsx", data_only=True)["以前年度调整"]
    assert [sheet[f"{x}8"].value for x in "HIJ"] == [-5000, 5000, 5000]


def test_an_act_after_two_closings_is_told_in_the_year_after_both(
    desk: Desk, year: tuple[int, int, int]
) -> None:
    close_year(desk.office, desk.approver, PACK, 2024)
    desk.clock.go_to(date(2026, 1, 12))
    close_year(desk.office, desk.approver, PACK, 2025)
    desk.pay(year[1])
    assert content_now(desk.office, PACK, 2025).adjustments == ()
    [line] = content_now(desk.office, PACK, 2026).adjustments
    assert (line.fund_year, line.paid_fen) == (2024, 500_000)


def test_the_year_after_compares_with_what_the_closed_year_says(
    desk: Desk, year: tuple[int, int, int]
) -> None:
    close_year(desk.office, desk.approver, PACK, 2024)
    correct(desk, year[0], TWO[0])
    [line] = [one for one in year_sums(desk.office, PACK, 2025) if one.award_id == "01-01"]
    assert line.last_year_fen == 1_500_000


def test_a_year_is_opened_again_with_a_reason_and_the_old_closing_is_kept(
    desk: Desk, year: tuple[int, int, int]
) -> None:
    first = close_year(desk.office, desk.approver, PACK, 2024).closing
    refused("need-missing", reopen_year, desk.office, desk.approver, PACK, 2024, " ")
    refused("role-required", reopen_year, desk.office, desk.clerk, PACK, 2024, "错")
    reopen_year(desk.office, desk.approver, PACK, 2024, "漏记一笔拨付")
    refused("year-not-closed", reopen_year, desk.office, desk.approver, PACK, 2024, "再来")
    desk.pay(year[1])
    second = close_year(desk.office, desk.approver, PACK, 2024).closing
    assert (second.ordinal, second.paid_fen) == (2, 1_500_000)
    assert second.digest != first.digest
    old, new = year_closings.of_pack(desk.office.db, PACK)
    assert (old.reopen_reason, old.reopened_by, old.stands) == ("漏记一笔拨付", "审批丙", False)
    assert new.stands
    assert from_text(year_closings.content(desk.office.db, old.id)).paid_fen == 1_000_000
    assert verify(desk.office).faults == ()


def test_the_content_reads_back_as_it_was_kept(desk: Desk, year: tuple[int, int, int]) -> None:
    content = content_now(desk.office, PACK, 2024)
    assert from_text(to_text(content)) == content
    assert content.tasks or content.targets
    with pytest.raises(ValueError, match="format"):
        from_text('{"format": 99}')


def test_a_content_that_was_tampered_with_is_found_and_not_exported(
    desk: Desk, year: tuple[int, int, int], tmp_path: Path
) -> None:
    kept = close_year(desk.office, desk.approver, PACK, 2024).closing
    home = desk.office.home
    bureaus.close(desk.office)
    plant(home.database, KEY, f"UPDATE year_closing SET content = x'00' WHERE id = {kept.id}")
    opened = bureaus.open_bureau(home, desk.clock)
    with pytest.raises(StorageError):
        export(replace(desk, office=opened), tmp_path)
    assert not (tmp_path / "y.xlsx").exists()
    assert "year-closing-content" in [code for code, _ in verify(opened).faults]
    bureaus.close(opened)

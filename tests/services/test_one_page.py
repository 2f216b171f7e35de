"""一页申报主体情况 says what the ledger says."""

from __future__ import annotations

from pathlib import Path

from ipdesk.domain.one_page import summed
from ipdesk.services import bureaus
from ipdesk.services.claims import ClaimFilter
from ipdesk.services.ledgers import ledger
from ipdesk.services.one_page import one_page, printed_page, save_page
from ipdesk.storage import applicants as stored
from ipdesk.storage import journal
from tests.conftest import SampleFolder
from tests.services.casework import Desk, works


def test_63_works_leave_37(desk: Desk) -> None:
    unit = desk.applicant()
    desk.approved(unit, "03-01", *works(1, 60))
    desk.received(unit, "03-01", *works(101, 3))
    page = one_page(desk.office, unit)
    assert [quota.text for quota in page.quotas] == [
        "作品著作权登记资助 2024：已 63（其中在办 3），剩 37 个"
    ]
    (line,) = page.lines
    assert (line.claimed, line.approved, line.open, line.refused, line.paid) == (2, 1, 1, 0, 0)
    assert (line.claimed_fen, line.approved_fen) == (630_000, 600_000)
    assert page.cells == (
        (
            "（三）作品著作权登记资助",
            "2024",
            "2",
            "6,300.00",
            "1",
            "6,000.00",
            "",
            "",
            "1",
            "",
            "",
            "",
        ),
    )


def test_a_withdrawn_claim_counts_as_not_granted_and_gives_its_quota_back(desk: Desk) -> None:
    unit = desk.applicant()
    claim = desk.received(unit, "03-01", *works(1, 3))
    desk.take("clerk", claim, "withdraw", reason="材料不齐")
    page = one_page(desk.office, unit)
    assert [(line.refused, line.open, line.approved_fen) for line in page.lines] == [(1, 0, 0)]
    assert page.quotas == ()


def test_every_applicant_of_the_sample_has_the_sums_of_the_ledger(
    sample: SampleFolder, tmp_path: Path
) -> None:
    office = bureaus.open_bureau(sample.copy(tmp_path / "home"))
    claimed = approved = paid = refused = 0
    for number in stored.everyone(office.db):
        rows = ledger(office, ClaimFilter(applicant=number))
        whole = summed(one_page(office, number).lines)
        assert whole.claimed == len(rows)
        assert whole.claimed_fen == sum(row.claimed_fen for row in rows)
        assert whole.approved_fen == sum(row.approved_fen or 0 for row in rows)
        assert whole.paid_fen == sum(row.paid_fen or 0 for row in rows)
        assert whole.refused == sum(1 for row in rows if row.failed)
        claimed += whole.claimed
        approved += whole.approved_fen
        paid += whole.paid_fen
        refused += whole.refused
    every = ledger(office, ClaimFilter())
    assert claimed == len(every) > 20
    assert approved == sum(row.approved_fen or 0 for row in every) > 0
    assert paid == sum(row.paid_fen or 0 for row in every) > 0
    assert refused > 0
    bureaus.close(office)


def test_the_page_is_printed_copied_and_its_going_out_journalled(
    desk: Desk, tmp_path: Path
) -> None:
    unit = desk.applicant()
    desk.approved(unit, "03-01", *works(1, 60))
    made = printed_page(desk.office, unit)
    assert made.pdf == printed_page(desk.office, unit).pdf
    target = tmp_path / "一页.pdf"
    save_page(desk.office, desk.clerk, unit, made, target)
    assert target.read_bytes() == made.pdf
    assert journal.page(desk.office.db, limit=1)[0].act == "export_one_page"
    lines = made.page.plain.splitlines()
    assert lines[0] == "申报主体情况"
    assert "作品著作权登记资助 2024：已 60，剩 40 个" in lines
    assert any(line.startswith("（三）作品著作权登记资助\t2024\t1\t6,000.00") for line in lines)

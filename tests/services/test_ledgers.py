"""Ledgers that leave the house: what they add up to, what they hide, who received them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services import bureaus
from ipdesk.services.claims import ClaimFilter
from ipdesk.services.ledgers import budget, export_ledger, ledger, set_budget, years
from ipdesk.services.office import Actor, Office
from ipdesk.services.operators import list_operators
from ipdesk.services.year_contents import caps, content_now, year_sums
from ipdesk.services.year_end import export_year_end
from ipdesk.storage import journal
from tests.conftest import SampleFolder
from tests.services.casework import PACK

YEAR = ClaimFilter(fund_year=2024)
TOTAL = "SELECT sum(approved_fen) FROM claim"
# What came back from the bank or was recovered is not paid.
PAID = "SELECT sum(CASE kind WHEN 'paid' THEN fen ELSE -fen END) FROM payment"
# A correction or revocation takes the place of what the applicant was told before.
TOLD = (
    "SELECT sum(amount_fen) FROM letter WHERE id IN (SELECT max(id) FROM letter WHERE kind IN"
    " ('approval', 'refusal', 'correction', 'revocation') GROUP BY claim)"
)
SAME_AWARD = (
    "SELECT DISTINCT c.applicant, d.applicant FROM claim c JOIN claim d ON d.award = c.award"
    " AND d.applicant > c.applicant WHERE c.stage <> 'draft' AND d.stage <> 'draft'"
)
PERSONS = "SELECT code FROM applicant WHERE kind = 'individual' AND code <> ''"


@pytest.fixture
def office(sample: SampleFolder, tmp_path: Path) -> Iterator[Office]:
    opened = bureaus.open_bureau(sample.copy(tmp_path / "home"))
    yield opened
    bureaus.close(opened)


def someone(office: Office, role: Role) -> Actor:
    found = next(one for one in list_operators(office) if role in one.roles)
    return Actor(found.id, found.name, found.roles)


def cells(path: Path) -> list[str]:
    """Every cell of every sheet as text."""
    book = openpyxl.load_workbook(path)
    return [
        str(cell)
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]


def column(path: Path, sheet: str, *titles: str) -> list[list[object]]:
    """The values below some headings of a sheet, up to the line of totals."""
    book = openpyxl.load_workbook(path)
    rows = list(book[sheet].iter_rows(values_only=True))
    at = next(index for index, row in enumerate(rows) if all(title in row for title in titles))
    places = [rows[at].index(title) for title in titles]
    return [[row[place] for place in places] for row in rows[at + 1 :]]


def test_the_ledger_comes_to_what_the_store_holds(office: Office, tmp_path: Path) -> None:
    clerk = someone(office, Role.CLERK)
    done = export_ledger(office, clerk, YEAR, tmp_path / "a.xlsx", recipient="财政局")
    total = office.db.value(TOTAL)
    assert done.approved_fen == total == office.db.value(TOLD)
    assert done.paid_fen == office.db.value(PAID)
    assert done.rows == office.db.value("SELECT count(*) FROM claim WHERE stage <> 'draft'")
    yuan = [cell for (cell,) in column(done.path, "明细", "核定金额")]
    numbers = [float(cell) for cell in yuan[: done.rows] if isinstance(cell, int | float)]
    assert round(sum(numbers) * 100) == total


def test_an_export_is_journalled_with_who_receives_it(office: Office, tmp_path: Path) -> None:
    clerk = someone(office, Role.CLERK)
    done = export_ledger(office, clerk, YEAR, tmp_path / "台账.xlsx", recipient="市财政局")
    entry = journal.page(office.db, limit=1)[0]
    assert (entry.act, entry.operator) == ("export_ledger", clerk.name)
    assert entry.data == {
        "file": "台账.xlsx",
        "rows": done.rows,
        "approved_fen": done.approved_fen,
        "paid_fen": done.paid_fen,
        "digest": done.digest,
        "masked": True,
        "recipient": "市财政局",
    }


def test_an_export_that_cannot_be_written_is_not_journalled(office: Office, tmp_path: Path) -> None:
    before = journal.head(office.db)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises((OSError, UserError)):
        export_ledger(
            office,
            someone(office, Role.CLERK),
            YEAR,
            tmp_path / "file" / "a.xlsx",
            recipient="财政局",
        )
    assert journal.head(office.db) == before


def test_a_masked_export_holds_no_persons_number(office: Office, tmp_path: Path) -> None:
    clerk = someone(office, Role.CLERK)
    persons = [str(code) for (code,) in office.db.rows(PERSONS)]
    assert len(persons) > 1
    masked = export_ledger(office, clerk, YEAR, tmp_path / "m.xlsx", recipient="存档")
    full = export_ledger(office, clerk, YEAR, tmp_path / "f.xlsx", recipient="存档", masked=False)
    shown = {row.code for row in ledger(office, YEAR)} & set(persons)
    assert shown
    hidden = "\n".join(cells(masked.path))
    open_ = "\n".join(cells(full.path))
    assert not any(code in hidden for code in persons)
    assert not any(code[6:14] in hidden for code in shown)  # nor the day of birth
    assert all(code in open_ for code in shown)


def test_an_export_to_nobody_is_refused(office: Office, tmp_path: Path) -> None:
    clerk, before = someone(office, Role.CLERK), journal.head(office.db)
    for recipient in ("", "  "):
        with pytest.raises(UserError) as refused:
            export_ledger(office, clerk, YEAR, tmp_path / "a.xlsx", recipient=recipient)
        assert refused.value.code == "export-recipient-missing"
    assert not list(tmp_path.glob("*.xlsx"))
    assert journal.head(office.db) == before


def test_the_year_end_workbook_comes_to_the_same_sums(office: Office, tmp_path: Path) -> None:
    clerk = someone(office, Role.CLERK)
    done = export_year_end(office, clerk, PACK, 2024, tmp_path / "y.xlsx", recipient="审计")
    total = office.db.value(TOTAL)
    assert done.approved_fen == total
    sums = year_sums(office, PACK, 2024)
    assert sum(line.approved_fen for line in sums) == total
    assert len(sums) == len(office.policy(PACK).awards)
    book = openpyxl.load_workbook(done.path)
    numbers = {
        round(float(cell) * 100)
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if isinstance(cell, int | float) and not isinstance(cell, bool)
    }
    assert total in numbers
    assert journal.page(office.db, limit=1)[0].act == "export_year_end"


def test_what_the_store_adds_up_is_what_the_rows_come_to(office: Office) -> None:
    done = {str(act) for (act,) in office.db.rows("SELECT DISTINCT act FROM claim_step")}
    assert done >= {"pay", "bounce", "archive", "refuse", "withdraw"}
    assert year_sums(office, PACK, 2024) == content_now(office, PACK, 2024).sums
    # A record merged into another one, and two of one name without a code, are one in a ledger.
    [(one, other), *_] = office.db.rows(SAME_AWARD)
    before = {line.award_id: line.applicants for line in year_sums(office, PACK, 2024)}
    with office.db.trial() as db:
        db.execute("UPDATE applicant SET merged_into = ? WHERE id = ?", (one, other))
        assert year_sums(office, PACK, 2024) == content_now(office, PACK, 2024).sums
        assert {s.award_id: s.applicants for s in year_sums(office, PACK, 2024)} != before
    with office.db.trial() as db:
        db.execute("UPDATE applicant SET code = '', name = '甲' WHERE id IN (?, ?)", (one, other))
        assert year_sums(office, PACK, 2024) == content_now(office, PACK, 2024).sums
        assert {s.award_id: s.applicants for s in year_sums(office, PACK, 2024)} != before


def test_money_of_the_year_adds_up(office: Office) -> None:
    money = budget(office, PACK, 2024)
    assert money.approved_fen == office.db.value(TOTAL)
    assert money.paid_fen == office.db.value(PAID)
    assert years(office) == (2024,)
    used = {(line.award, line.applicant): line for line in caps(office, PACK, 2024)}
    assert used


def test_the_budget_is_set_by_who_may_and_journalled_with_old_and_new(office: Office) -> None:
    old = budget(office, PACK, 2024).budget_fen
    with pytest.raises(UserError) as caught:
        set_budget(office, someone(office, Role.PAYER), PACK, 2024, 1)
    assert caught.value.code == "role-required"
    set_budget(office, someone(office, Role.ADMINISTRATOR), PACK, 2024, 123_00)
    entry = journal.page(office.db, limit=1)[0]
    assert entry.data == {"pack": PACK, "year": 2024, "old": old, "new": 12_300}
    with pytest.raises(UserError) as caught:
        set_budget(office, someone(office, Role.ADMINISTRATOR), PACK, 2024, -1)
    assert caught.value.code == "amount-wrong"


def test_where_the_money_comes_from_stands_with_every_claim_of_the_year(office: Office) -> None:
    clerk = someone(office, Role.CLERK)
    set_budget(office, clerk, PACK, 2024, 600_000_000, " 市级财政专项资金 ")
    assert {row.fund_source for row in ledger(office, YEAR)} == {"市级财政专项资金"}
    assert journal.page(office.db, limit=1)[0].data["fund_source"] == "市级财政专项资金"
    set_budget(office, clerk, PACK, 2024, 500_000_000)  # another amount of the same money
    assert budget(office, PACK, 2024).source == "市级财政专项资金"
    with pytest.raises(UserError) as refused:
        set_budget(office, clerk, PACK, 2024, 1, "长" * 61)
    assert refused.value.code == "fund-source-too-long"

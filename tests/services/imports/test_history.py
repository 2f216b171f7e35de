from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ipdesk.domain.importing import RowState
from ipdesk.errors import UserError
from ipdesk.services.applicants import ApplicantFilter, applicant_page
from ipdesk.services.imports.past import amend_past_award, past_awards_of, withdraw_past_award
from ipdesk.services.imports.taking import undo_import
from ipdesk.storage import entitlements, journal, proofs
from tests.services.casework import PACK, Desk, credit_code, patent, works
from tests.services.imports.tables import HISTORY, answered, planned, request, taken, xlsx

NAME = "乐昌市甲科技有限公司"
ROW = (
    NAME, credit_code(NAME), "有效发明专利维持超过十年奖励", "ZL201110000001.2",
    date(2023, 1, 11), 2023, 5000, "乐府〔2023〕1号",
)  # fmt: skip


def people(desk: Desk) -> int:
    return len(applicant_page(desk.office, filter=ApplicantFilter()))


def test_an_old_ledger_becomes_history_that_rules_out_the_same_patent(
    desk: Desk, tmp_path: Path
) -> None:
    done = taken(desk, request(desk, xlsx(tmp_path / "旧台账.xlsx", HISTORY, ROW), "history"))
    applicant = applicant_page(desk.office)[0]
    claim = desk.draft(applicant, "01-01", patent("ZL201110000001.2", "2011-01-10"))

    assert (done.added, done.newcomers) == (1, 1)
    assert [
        (p.award, p.amount_fen, p.fund_year) for p in past_awards_of(desk.office, applicant)
    ] == [("01-01", 500000, 2023)]
    codes = dict(desk.findings(claim))
    assert codes["key-taken-before"]["amount"] == 500000
    assert list(proofs.disagreements(desk.office.db)) == []


def test_pieces_of_the_old_ledger_use_up_the_cap_of_their_year(desk: Desk, tmp_path: Path) -> None:
    head = (*HISTORY, "件数")
    row = (NAME, credit_code(NAME), "作品登记资助", "", date(2023, 1, 5), 2024, 31500, "", 63)
    asked = request(desk, xlsx(tmp_path / "a.xlsx", head, row), "history")
    question = planned(desk, asked).rows[0].questions[0]
    asked = answered(asked, {question.group: "award:03-01"})
    taken(desk, asked)
    applicant = applicant_page(desk.office)[0]

    assert entitlements.quota(desk.office.db, PACK, "03-01", applicant, 2024) == (63, 100)
    claim = desk.draft(applicant, "03-01", *works(1, 38))
    result = desk.read(claim).assessment
    assert result is not None
    assert [item.verdict.pays for item in result.items].count(True) == 37


def test_a_second_import_of_the_same_file_adds_nothing_and_says_so(
    desk: Desk, tmp_path: Path
) -> None:
    path = xlsx(tmp_path / "a.xlsx", HISTORY, ROW)
    first = taken(desk, request(desk, path, "history"))
    again = planned(desk, request(desk, path, "history"))

    assert again.before is not None
    assert again.before.id == first.id
    assert [row.state for row in again.rows] == [RowState.DUPLICATE]
    with pytest.raises(UserError) as refusal:
        taken(desk, request(desk, path, "history"))
    assert refusal.value.code == "import-adds-nothing"
    # The same rows in another file, in another order of columns, are known by their content.
    other = xlsx(tmp_path / "b.xlsx", HISTORY[::-1], ROW[::-1])
    assert [row.state for row in planned(desk, request(desk, other, "history")).rows] == [
        RowState.DUPLICATE
    ]


def test_undoing_the_import_leaves_nothing_of_it_but_the_journal(
    desk: Desk, tmp_path: Path
) -> None:
    path = xlsx(tmp_path / "a.xlsx", HISTORY, ROW)
    done = taken(desk, request(desk, path, "history"))
    undo_import(desk.office, desk.clerk, done.id)

    assert people(desk) == 0
    assert desk.office.db.value("SELECT count(*) FROM entitlement") == 0
    assert desk.office.db.value("SELECT coalesce(sum(used), 0) FROM quota") == 0
    assert journal.verify(desk.office.db).whole
    assert list(proofs.disagreements(desk.office.db)) == []
    assert taken(desk, request(desk, path, "history")).added == 1
    with pytest.raises(UserError) as refusal:
        undo_import(desk.office, desk.clerk, done.id)
    assert refusal.value.code == "import-undone-already"


def test_history_that_a_claim_was_examined_upon_is_not_undone(desk: Desk, tmp_path: Path) -> None:
    done = taken(desk, request(desk, xlsx(tmp_path / "a.xlsx", HISTORY, ROW), "history"))
    applicant = applicant_page(desk.office)[0]
    desk.examined(applicant, "01-01", patent("ZL201110000009.8", "2011-01-10"))

    with pytest.raises(UserError) as refusal:
        undo_import(desk.office, desk.clerk, done.id)

    assert refusal.value.code == "undo-history-used"
    assert "LC-2024-0001" in desk.said(refusal.value)
    assert people(desk) == 1


def test_a_row_is_corrected_with_a_reason_and_counts_as_corrected(
    desk: Desk, tmp_path: Path
) -> None:
    taken(desk, request(desk, xlsx(tmp_path / "a.xlsx", HISTORY, ROW), "history"))
    applicant = applicant_page(desk.office)[0]
    (row,) = past_awards_of(desk.office, applicant)

    with pytest.raises(UserError):
        amend_past_award(desk.office, desk.clerk, row.id, {"subject": "ZL201110000009.8"}, " ")
    amend_past_award(
        desk.office, desk.clerk, row.id, {"subject": "ZL201110000009.8"}, "原台账号码有误"
    )
    freed = desk.draft(applicant, "01-01", patent("ZL201110000001.2", "2011-01-10"))
    held = desk.draft(applicant, "01-01", patent("ZL201110000009.8", "2011-01-10"))

    assert "key-taken-before" not in dict(desk.findings(freed))
    assert "key-taken-before" in dict(desk.findings(held))
    withdraw_past_award(desk.office, desk.clerk, row.id, "重复记录")
    assert "key-taken-before" not in dict(desk.findings(held))
    assert [p.counts for p in past_awards_of(desk.office, applicant)] == [False]
    entries = journal.page(desk.office.db, entity="past_award")
    assert [(e.act, e.reason) for e in entries][:2] == [
        ("withdraw_past_award", "重复记录"),
        ("amend_past_award", "原台账号码有误"),
    ]
    assert list(proofs.disagreements(desk.office.db)) == []


def test_the_same_patent_twice_in_the_ledger_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    later = (*ROW[:4], date(2024, 1, 11), 2024, *ROW[6:])
    asked = request(desk, xlsx(tmp_path / "a.xlsx", HISTORY, ROW, later), "history")
    plan = planned(desk, asked)
    (question,) = plan.rows[1].questions

    assert question.code == "twice-in-file"
    assert question.values["line"] == 2
    done = taken(desk, answered(asked, {question.group: "both"}))
    assert done.added == 2


def test_a_payment_over_the_limit_of_its_year_is_still_what_was_paid(
    desk: Desk, tmp_path: Path
) -> None:
    head = (*HISTORY, "件数")
    row = (NAME, credit_code(NAME), "03-01", "", date(2024, 1, 5), 2024, 60000, "", 120)
    taken(desk, request(desk, xlsx(tmp_path / "a.xlsx", head, row), "history"))
    applicant = applicant_page(desk.office)[0]

    assert entitlements.quota(desk.office.db, PACK, "03-01", applicant, 2024) == (120, 120)
    assert list(proofs.disagreements(desk.office.db)) == []


def test_of_five_thousand_rows_exactly_the_planted_errors_are_told(
    desk: Desk, tmp_path: Path
) -> None:
    rows: list[tuple[object, ...]] = [HISTORY]
    planted: dict[str, str] = {}
    for number in range(2, 5002):
        row = list(ROW)
        row[3] = f"ZL2011{number:08d}.2"
        if number % 500 == 0:
            field, value, code = (
                ("E", "2023.2.30", "fact-no-such-day"),
                ("F", "去年", "not-a-year"),
                ("G", "五千", "fact-not-money"),
                ("A", "", "fact-missing"),
                ("B", 914402810000000000, "number-ruined"),
            )[number // 500 % 5]
            row["ABCDEFGH".index(field)] = value
            planted[f"{field}{number}"] = code
        rows.append(tuple(row))
    plan = planned(desk, request(desk, xlsx(tmp_path / "a.xlsx", *rows), "history"))

    told = {plan.place(row, fault.field): fault.code for row in plan.rows for fault in row.faults}
    assert told == planted
    assert len(planted) == 10
    assert plan.counts[RowState.OK] == 4990
    assert plan.undecided == 10

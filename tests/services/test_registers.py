"""表册 that are handed on by themselves: what they list, what they cover, who gets them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.register_lines import Register
from ipdesk.errors import UserError
from ipdesk.services import bureaus
from ipdesk.services.batch_files import export_batch
from ipdesk.services.batching import take_all
from ipdesk.services.claims import ClaimFilter
from ipdesk.services.ledgers import export_ledger, ledger
from ipdesk.services.letters import log_copy
from ipdesk.services.payment_batches import draw_up_payment
from ipdesk.services.registers import export_register, letter_years, register_lines
from ipdesk.storage import journal
from tests.services.casework import KEY, Desk, patent, works
from tests.storage.test_proofs import plant

PERSON = "440281198001011236"


def cells(path: Path, sheet: str) -> list[list[object]]:
    """The lines of a sheet below its header, totals and signatures too."""
    book = load_workbook(path, data_only=True)
    return [list(row) for row in book[sheet].iter_rows(min_row=4, values_only=True)]


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A unit with a paid patent, a person with three works received, a unit without a claim."""
    paid = desk.approved(desk.applicant("乐昌市甲科技有限公司"), "01-01", patent("201210123456.8"))
    desk.issue(paid)
    desk.pay(paid)
    person = desk.applicant(
        "李四", code=PERSON, kind=ApplicantKind.INDIVIDUAL, phone="13800005678", town="坪石镇"
    )
    desk.received(person, "03-01", *works(1, 3))
    desk.received(person, "03-01", *works(9, 1))
    desk.applicant("乐昌市丙科技有限公司")
    return desk


def test_the_register_lists_every_applicant_with_its_sums(filled: Desk, tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    done = export_register(filled.office, filled.clerk, Register.REGISTER, path, recipient="存档")
    lines = {row[1]: row for row in cells(path, "申报主体名册")}
    assert done.rows == 3
    assert lines["乐昌市甲科技有限公司"][15:20] == [1, 1, 0, 5000, 5000]
    assert lines["李四"][15:20] == [2, 0, 0, 0, 0]
    assert lines["乐昌市丙科技有限公司"][15:20] == [0, 0, 0, 0, 0]
    # 6+4 of the identity card, 3+4 of the phone, 6+4 of the account
    assert lines["李四"][3] == "440281********1236"
    assert lines["李四"][9] == "138****5678"
    assert lines["李四"][12] == "800200*******5678"


def test_full_numbers_are_an_explicit_choice_that_is_journalled(
    filled: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "名册.xlsx"
    export_register(
        filled.office, filled.clerk, Register.REGISTER, path, recipient="档案馆", masked=False
    )
    assert PERSON in {row[3] for row in cells(path, "申报主体名册")}
    entry = journal.page(filled.office.db, limit=1)[0]
    assert (entry.act, entry.data["listing"], entry.data["masked"]) == (
        "export_register",
        "register",
        False,
    )
    assert entry.data["recipient"] == "档案馆"
    with pytest.raises(UserError) as refused:
        export_register(filled.office, filled.clerk, Register.WORKS, path, recipient="")
    assert refused.value.code == "export-recipient-missing"


def test_works_are_listed_one_by_one_also_of_a_claim_with_a_single_one(
    filled: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "作品.xlsx"
    export_register(filled.office, filled.clerk, Register.WORKS, path, recipient="存档", year=2024)
    rows = cells(path, "作品登记明细")
    assert [row[9] for row in rows[:4]] == [
        *(f"粤作登字-2023-F-{number:08d}" for number in (1, 2, 3, 9))
    ]
    assert rows[0][10].date() == date(2023, 8, 1)  # type: ignore[union-attr]
    assert register_lines(filled.office, Register.WORKS, 2023) == ((),)


def test_the_letter_register_tells_numbers_and_prints(filled: Desk, tmp_path: Path) -> None:
    [[letter]] = register_lines(filled.office, Register.LETTERS, 2024)[:1]
    assert (letter.document_number, letter.prints) == ("乐市监知奖〔2024〕1号", 0)
    number = filled.office.db.value("SELECT id FROM letter")
    log_copy(filled.office, filled.clerk, number, "print", 2)
    log_copy(filled.office, filled.clerk, number, "save")
    path = tmp_path / "文书.xlsx"
    export_register(
        filled.office, filled.clerk, Register.LETTERS, path, recipient="存档", year=2024
    )
    [line] = [row for row in cells(path, "文书登记") if row[1] == letter.document_number]
    assert line[2:5] == ["批准通知书", line[3], "乐昌市甲科技有限公司"]
    assert (line[7], line[10], line[11]) == (5000, 2, 1)
    copies = cells(path, "印制登记")
    name = "乐昌市甲科技有限公司"
    assert [row[4:8] for row in copies[:2]] == [
        ["打印", 2, name, "经办甲"],
        ["另存", 1, name, "经办甲"],
    ]
    assert letter_years(filled.office) == (2024,)


def test_targets_of_the_policies_in_use_are_listed(filled: Desk, tmp_path: Path) -> None:
    path = tmp_path / "目标.xlsx"
    done = export_register(
        filled.office, filled.clerk, Register.TARGETS, path, recipient="市政府办"
    )
    rows = [row for policy in filled.office.current for row in policy.rows]
    targets, tasks = register_lines(filled.office, Register.TARGETS)
    assert len(targets) + len(tasks) == len(rows)
    assert done.rows == len(targets)


def test_a_payment_list_that_is_not_what_was_approved_is_refused(
    desk: Desk, tmp_path: Path
) -> None:
    claim = desk.approved(
        desk.applicant(), "01-01", patent("201210123456.8"), patent("201210123457.6", "2013-02-10")
    )
    desk.issue(claim)
    today = desk.clock.now().date()
    batch = draw_up_payment(desk.office, desk.payer, {claim: 1_000_000}, today).batch
    assert batch is not None
    path = tmp_path / "拨付.xlsx"
    export_batch(desk.office, desk.clerk, batch.id, path, "财务室")
    path.unlink()
    home = desk.office.home
    bureaus.close(desk.office)
    for planted, code in (
        ("UPDATE letter SET amount_fen = 900000", "payment-letter-differs"),
        (
            "UPDATE letter SET amount_fen = 600000; UPDATE claim SET approved_fen = 600000",
            "payment-list-differs",
        ),
    ):
        for statement in planted.split("; "):
            plant(home.database, KEY, statement)
        office = bureaus.open_bureau(home, desk.clock)
        with pytest.raises(UserError) as refused:
            export_batch(office, desk.clerk, batch.id, path, "财务室")
        bureaus.close(office)
        assert refused.value.code == code
    assert "10,000.00" in desk.said(refused.value)
    assert not path.exists()


def test_the_ledger_of_a_batch_holds_exactly_its_claims(desk: Desk, tmp_path: Path) -> None:
    first = desk.applicant("乐昌市甲科技有限公司")
    claims = [
        desk.examined(first, "01-01", patent("201210123456.8")),
        desk.examined(first, "01-01", patent("201210123457.6", "2013-02-10")),
        desk.examined(first, "01-01", patent("201210123458.4")),
    ]
    for claim in claims:
        desk.take("reviewer", claim, "review")
        desk.take("approver", claim, "sign")
    given = {"starts_on": desk.clock.now().date(), "channel": "公告栏"}
    made = take_all(desk.office, desk.clerk, claims[:2], "publish", given, name="三月第一批").batch
    assert made is not None
    chosen = ClaimFilter(batch=made.id)
    assert [row.number for row in ledger(desk.office, chosen)] == [
        desk.claim(claim).number for claim in claims[:2]
    ]
    path = tmp_path / "台账.xlsx"
    done = export_ledger(desk.office, desk.clerk, chosen, path, recipient="存档")
    assert done.rows == 2
    told = {row[0]: row[1] for row in cells(path, "说明")}
    assert told["筛选条件：批次"] == "2024-公示-01 三月第一批"


def test_a_number_stands_under_the_number_and_a_name_under_the_name(filled: Desk) -> None:
    rows = {row.number: row for row in ledger(filled.office, ClaimFilter(fund_year=2024))}
    shown = [(row.subject_name, row.subject) for row in rows.values()]
    assert shown == [
        ("", "201210123456.8"),
        ("", "粤作登字-2023-F-00000001 等 3 个"),
        ("", "粤作登字-2023-F-00000009"),
    ]

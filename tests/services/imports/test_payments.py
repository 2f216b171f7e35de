from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ipdesk.domain.importing import RowState
from ipdesk.domain.stages import Stage
from ipdesk.errors import UserError
from ipdesk.services.imports.taking import undo_import
from ipdesk.storage import proofs
from tests.services.casework import Desk, patent
from tests.services.imports.tables import planned, request, taken, xlsx

HEAD = ("受理编号", "收款单位", "金额（万元）", "付款日期", "凭证号")
NAME = "乐昌市甲科技有限公司"


def approved(desk: Desk) -> int:
    claim = desk.approved(desk.applicant(NAME), "01-01", patent("ZL201110000001.2", "2011-01-10"))
    desk.issue(claim)
    return claim


def test_what_finance_paid_is_recorded_on_the_approved_claims(desk: Desk, tmp_path: Path) -> None:
    claim = approved(desk)
    today = desk.clock.now().date()
    path = xlsx(
        tmp_path / "回单.xlsx",
        HEAD,
        ("LC-2024-0001", NAME, 0.5, today, "记-12"),
    )
    done = taken(desk, request(desk, path, "payments"), desk.payer)

    after = desk.claim(claim)
    assert done.added == 1
    assert (after.stage, after.paid_fen, after.voucher) == (Stage.PAID, 500000, "记-12")
    assert list(proofs.disagreements(desk.office.db)) == []
    again = planned(desk, request(desk, path, "payments"), desk.payer)
    assert [row.state for row in again.rows] == [RowState.DUPLICATE]
    with pytest.raises(UserError) as refusal:
        undo_import(desk.office, desk.payer, done.id)
    assert refusal.value.code == "undo-payments"


def test_a_payment_that_fits_no_claim_is_told_and_nothing_is_paid(
    desk: Desk, tmp_path: Path
) -> None:
    claim = approved(desk)
    today = desk.clock.now().date()
    path = xlsx(
        tmp_path / "a.xlsx",
        HEAD,
        ("LC-2024-0001", "别家公司", 0.5, today, "记-1"),
        ("LC-2024-0009", NAME, 0.5, today, "记-2"),
        ("LC-2024-0001", NAME, 0.6, today, "记-3"),
        ("LC-2024-0001", NAME, 0.5, date(2024, 1, 1), "记-4"),
        ("", NAME, 0.4, today, "记-5"),
    )
    plan = planned(desk, request(desk, path, "payments"), desk.payer)

    assert [row.faults[0].code for row in plan.rows] == [
        "payee-differs",
        "claim-number-not-found",
        "paid-above-due",
        "paid-day-wrong",
        "payee-not-found",
    ]
    with pytest.raises(UserError):
        taken(desk, request(desk, path, "payments"), desk.payer)
    assert desk.claim(claim).stage is Stage.APPROVED


def test_only_finance_imports_payments(desk: Desk, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", HEAD, ("x", NAME, 0.5, date(2024, 1, 1), "记-1"))
    with pytest.raises(UserError) as refusal:
        planned(desk, request(desk, path, "payments"))
    assert refusal.value.code == "role-required"


def test_a_transfer_the_bank_sent_back_reopens_the_payment(desk: Desk, tmp_path: Path) -> None:
    claim = approved(desk)
    today = desk.clock.now().date()
    paid = xlsx(tmp_path / "a.xlsx", HEAD, ("LC-2024-0001", NAME, 0.5, today, "记-12"))
    taken(desk, request(desk, paid, "payments"), desk.payer)
    head = (*HEAD, "结果", "退票原因")
    row = ("LC-2024-0001", NAME, 0.5, today, "记-12", "退票", "账号有误")
    back = xlsx(tmp_path / "b.xlsx", head, row)

    taken(desk, request(desk, back, "payments"), desk.payer)

    assert desk.claim(claim).stage is Stage.APPROVED
    assert desk.claim(claim).due_fen == 500000
    assert list(proofs.disagreements(desk.office.db)) == []

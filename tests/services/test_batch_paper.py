"""拨付明细表 as paper: the approved sum to the 分 or refused; accounts covered or not."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ipdesk.documents.pdf.raster import page_sizes, page_texts
from ipdesk.errors import UserError
from ipdesk.services import bureaus
from ipdesk.services.batch_files import Written, export_batch
from ipdesk.services.payment_batches import draw_up_payment
from ipdesk.storage import journal
from tests.services.casework import KEY, Desk
from tests.services.every_paper import patents
from tests.storage.test_proofs import plant


def listed(desk: Desk) -> tuple[int, list[int]]:
    """Two claims: 2 × 5,000 and 3 × 5,000 yuan."""
    claims = []
    for place, count in enumerate((2, 3)):
        name = f"乐昌市第{place}精密机械有限公司"
        claims.append(
            desk.approved(desk.applicant(name), "01-01", *patents(100 + 10 * place, count))
        )
        desk.issue(claims[-1])
    amounts = {claims[0]: 1_000_000, claims[1]: 1_500_000}
    made = draw_up_payment(desk.office, desk.clerk, amounts, desk.clock.now().date(), "三月")
    assert made.batch is not None
    return made.batch.id, claims


def export(desk: Desk, batch: int, path: Path, masked: bool = True) -> Written:
    return export_batch(desk.office, desk.clerk, batch, path, "局财务室", masked=masked)


def text_of(path: Path) -> str:
    return re.sub(r"\s", "", "".join(page_texts(path.read_bytes())))


def test_the_list_adds_up_to_what_was_approved(desk: Desk, tmp_path: Path) -> None:
    batch, _ = listed(desk)
    path = tmp_path / "拨付明细.pdf"
    done = export(desk, batch, path)

    text = text_of(path)
    assert done.fen == 2_500_000
    for said in ("10,000.00", "15,000.00", "25,000.00", "人民币贰万伍仟元整", "制表：", "审批："):
        assert said in text
    assert "80020000012345678" not in text
    assert {(round(w), round(h)) for w, h in page_sizes(path.read_bytes())} == {(842, 595)}
    entry = journal.page(desk.office.db, limit=1)[0]
    assert (entry.act, entry.data["recipient"], entry.data["fen"]) == (
        "export_batch",
        "局财务室",
        2_500_000,
    )
    export(desk, batch, path, masked=False)
    assert text_of(path).count("80020000012345678") == 2


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE batch_claim SET fen = fen + 1 WHERE claim = {}", "payment-list-differs"),
        (
            "UPDATE letter SET amount_fen = amount_fen - 1 WHERE claim = {}",
            "payment-letter-differs",
        ),
    ],
)
def test_a_list_that_is_not_what_was_approved_is_refused(
    desk: Desk, tmp_path: Path, sql: str, code: str
) -> None:
    """Nothing of the program writes such a line; someone with a tool might."""
    batch, claims = listed(desk)
    home = desk.office.home
    bureaus.close(desk.office)
    plant(home.database, KEY, sql.format(claims[0]))
    again = replace(desk, office=bureaus.open_bureau(home, desk.clock, KEY))
    try:
        with pytest.raises(UserError) as refused:
            export(again, batch, tmp_path / "拨付明细.pdf")
        assert refused.value.code == code
        assert again.said(refused.value)
    finally:
        bureaus.close(again.office)
    assert not (tmp_path / "拨付明细.pdf").exists()

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ipdesk.services.payment_batches import draw_up_payment
from ipdesk.ui.claims.page import ClaimsPage
from ipdesk.ui.dossier_desk import CAPTION
from ipdesk.ui.publicity.page import PublicityPage
from tests.services.casework import Desk, patent
from tests.ui.at_work import Place, casework, place

__all__ = ["casework", "place"]


def answering(opened: SimpleNamespace, recipient: str, folder: bool = False) -> Callable[..., bool]:
    def run(sheet: Any) -> bool:
        opened.sheet = sheet
        sheet.form.fill({"recipient": recipient})
        sheet.folder.setChecked(folder)
        sheet.accept()
        return bool(sheet.result())

    return run


def test_one_click_of_the_claims_menu_writes_its_dossier(
    casework: Desk, place: Place, tmp_path: Path
) -> None:
    claim = casework.received(casework.applicant(), "01-01", patent("201210123456.8"))
    opened = place(ClaimsPage)
    opened.page.open(claim)
    opened.settle()
    [action] = [
        each for each in opened.page.sheet.foot.others_menu().actions() if each.text() == CAPTION
    ]
    opened.messages.run = answering(opened, "本局档案室")
    opened.messages.chosen_file = tmp_path / "卷宗"
    action.trigger()
    opened.settle()
    with zipfile.ZipFile(tmp_path / "卷宗.zip") as kept:
        assert "00 卷内目录.pdf" in kept.namelist()
    assert opened.messages.said[-1].startswith("已导出卷宗 1 件、")
    assert "完整的证件号" in "".join(
        each.text() for each in opened.sheet.findChildren(type(opened.sheet.heading))
    )


def test_a_dossier_for_nobody_is_not_written(casework: Desk, place: Place, tmp_path: Path) -> None:
    claim = casework.received(casework.applicant(), "01-01", patent("201210123456.8"))
    opened = place(ClaimsPage)
    opened.messages.run = answering(opened, "")
    opened.messages.chosen_file = tmp_path / "卷宗.zip"
    opened.page.sheet.foot.dossier.begin(claim)
    opened.settle()
    assert opened.sheet.form["recipient"].has_fault()
    assert not (tmp_path / "卷宗.zip").exists()


def test_a_draft_has_no_dossier_in_its_menu(casework: Desk, place: Place) -> None:
    draft = casework.draft(casework.applicant(), "01-01", patent("201210123456.8"))
    opened = place(ClaimsPage)
    opened.page.open(draft)
    opened.settle()
    menu = opened.page.sheet.foot.others_menu()
    assert CAPTION not in [each.text() for each in menu.actions()]


def test_a_batch_is_written_into_a_folder_with_its_progress(
    casework: Desk, place: Place, tmp_path: Path
) -> None:
    claim = casework.approved(casework.applicant(), "01-01", patent("201210123456.8"))
    casework.issue(claim)
    today = casework.clock.now().date()
    draw_up_payment(casework.office, casework.payer, {claim: 500_000}, today)
    opened = place(PublicityPage)
    opened.page.segments.choose("payment")
    opened.settle()
    opened.messages.run = answering(opened, "市财政局", folder=True)
    opened.messages.chosen_file = tmp_path
    opened.page.batches_of("payment")._answers["dossier"].click()
    opened.settle()
    [folder] = [path for path in tmp_path.iterdir() if path.name.startswith("卷宗 ")]
    assert (folder / "00 批次目录.pdf").is_file()
    assert (folder / "校验清单-SHA256.txt").is_file()
    assert opened.messages.said[-1].endswith("核定 5,000.00 元：卷宗 2024-拨付-01")

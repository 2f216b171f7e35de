"""Other ways to take a step in the claim's own place: beside, on paper, alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog

from ipdesk.domain.signing import Way
from ipdesk.domain.stages import Role, Stage
from ipdesk.services import access, bureau, sign_rules
from ipdesk.services.office import Actor
from ipdesk.services.operators import add_operator, list_operators
from ipdesk.ui.claims.page import ClaimsPage
from ipdesk.ui.claims.way_sheets import BesideSheet, PaperSheet
from ipdesk.ui.permit import AUDITOR_LOOKS
from tests.services.casework import Desk, patent
from tests.ui.at_work import Place, casework, place
from tests.ui.guarded import CODE, cheap, word

__all__ = ["casework", "cheap", "place"]
pytestmark = pytest.mark.usefixtures("cheap")


def guarded(desk: Desk) -> None:
    people = list_operators(desk.office, active_only=True)
    first = {one.id: f"Erst#{one.name}-1" for one in people}
    access.enable(desk.office, desk.clerk, first, CODE)
    for one in people:
        owner = Actor(one.id, one.name, one.roles)
        access.change_password(desk.office, owner, first[one.id], word(one.name))


def reviewed(desk: Desk) -> int:
    claim = desk.examined(desk.applicant(), "01-01", patent("ZL201310000001.3"))
    desk.take("reviewer", claim, "review")
    return claim


def foot_of(opened: Any, claim: int) -> Any:
    opened.page.open(claim)
    opened.settle()
    return opened.page.sheet.foot


def fill(opened: Any, filler: Any) -> None:
    """What a person types into the next sheet before its button is pressed."""

    def run(dialog: QDialog) -> bool:
        opened.messages.dialogs.append(dialog)
        filler(dialog)
        dialog.accept()
        return dialog.result() == QDialog.DialogCode.Accepted

    opened.messages.run = run


def rules_now(opened: Any) -> None:
    opened.bench.jobs.run(bureau.seats, opened.window._take_seats)
    opened.settle()


def test_without_passwords_only_paper_is_offered(casework: Desk, place: Place) -> None:
    claim = reviewed(casework)
    foot = foot_of(place(ClaimsPage), claim)
    assert not foot.next.button.isEnabled()
    assert "登记纸面签批…" in foot.next.reason.text()
    assert "由他人在本机确认" not in foot.next.reason.text()


def test_a_leader_signs_on_paper_and_the_clerk_records_it(
    casework: Desk, place: Place, tmp_path: Path
) -> None:
    claim = reviewed(casework)
    opened = place(ClaimsPage)
    foot = foot_of(opened, claim)
    scan = tmp_path / "审批表.pdf"
    scan.write_bytes(b"%PDF-1.4 signed")

    def filler(sheet: Any) -> None:
        assert isinstance(sheet, PaperSheet)
        sheet.accept()
        assert "请填写签字人" in sheet.form["signer"].note_text()
        sheet.form.fill({"signer": "陈副市长", "title": "副市长"})
        sheet.accept()
        assert "扫描件" in sheet.note.text()
        sheet.take_file(scan)

    fill(opened, filler)
    foot.next.reason.linkActivated.emit("way:paper")
    assert foot.form.isVisible()
    foot.form.yes.click()
    opened.settle()
    view = opened.page.sheet.view
    assert view.claim.stage is Stage.SIGNED
    assert view.steps[-1].signing.signer == "陈副市长"
    assert opened.bench.actor.name == "经办甲"


def test_a_second_person_confirms_without_a_change_of_seat(casework: Desk, place: Place) -> None:
    claim = reviewed(casework)
    opened = place(ClaimsPage)
    opened.bench.jobs.run(lambda office: guarded(casework_of(office, casework)))
    opened.settle()
    rules_now(opened)
    foot = foot_of(opened, claim)
    assert "由他人在本机确认…" in foot.next.reason.text()
    words = iter(("falsch", word("审批丙")))

    def filler(sheet: Any) -> None:
        assert isinstance(sheet, BesideSheet)
        names = [sheet.who.itemText(line) for line in range(sheet.who.count())]
        assert names == ["审批丙", "全能戊"]
        sheet.password.setText(next(words))

    fill(opened, filler)
    foot.next.reason.linkActivated.emit("way:beside")
    foot.form.yes.click()
    opened.settle()
    assert "还可以再试 4 次" in opened.messages.complaints[-1]
    assert foot.form.isVisible()
    foot.form.yes.click()
    opened.settle()
    step = opened.page.sheet.view.steps[-1]
    assert (step.operator, step.signing.way, step.signing.recorder) == (
        "审批丙",
        Way.BESIDE,
        "经办甲",
    )
    assert opened.bench.actor.name == "经办甲"


def casework_of(office: Any, desk: Desk) -> Desk:
    return replace(desk, office=office)


def test_one_person_alone_writes_the_reason(casework: Desk, place: Place) -> None:
    desk = casework
    claim = desk.received(desk.applicant(), "01-01", patent("ZL201310000001.3"))
    desk.take("everything", claim, "accept")
    desk.tick(claim)
    desk.take("everything", claim, "examine")
    sign_rules.allow_one_person(desk.office, desk.clerk, desk.approver.id, "编制一人")
    opened = place(ClaimsPage, desk.everything)
    foot = foot_of(opened, claim)
    assert "单人办公" in foot.next.reason.text()
    opened.messages.given_reason = "局内仅一人在岗"
    foot.next.reason.linkActivated.emit("way:alone")
    foot.form.yes.click()
    opened.settle()
    assert opened.page.sheet.view.steps[-1].signing.override == "局内仅一人在岗"


def test_an_auditor_is_offered_no_act(casework: Desk, place: Place) -> None:
    claim = reviewed(casework)
    (number,) = add_operator(casework.office, casework.clerk, "审计己", (Role.AUDITOR,)).ids
    opened = place(ClaimsPage, Actor(number, "审计己", (Role.AUDITOR,)))
    foot = foot_of(opened, claim)
    assert not foot.next.button.isEnabled()
    assert foot.next.reason.text() == AUDITOR_LOOKS
    # A dossier is what an auditor comes for; everything else would change the claim.
    enabled = [action.text() for action in foot.others_menu().actions() if action.isEnabled()]
    assert enabled == ["导出卷宗…"]
    assert not opened.window.new_button.isEnabled()

"""口径 of the bureau: set with a document, taken by new claims, kept by those on file."""

from __future__ import annotations

from datetime import date

import pytest

from ipdesk.domain.letter import Table
from ipdesk.errors import UserError
from ipdesk.services.activation import rebase
from ipdesk.services.claim_page import view_claim
from ipdesk.services.claim_view import ReadingView
from ipdesk.services.letters import preview_letter
from ipdesk.services.office import Actor
from ipdesk.services.readings import (
    ReadingForm,
    effective,
    reading_impact,
    reading_rows,
    set_reading,
)
from ipdesk.storage import journal
from tests.services.casework import PACK, Desk, patent, works

UNDECIDED = "系统默认（未见书面依据）"
MINUTES = ReadingForm(
    "maint_compare", "ge", "乐市监会纪〔2024〕3号", date(2024, 3, 1), "局务会讨论通过"
)
# Filed on 2012-03-04: ten years full on 2022-03-04; received on 2024-03-04, long after.
# Filed on 2014-03-04 it is ten years to the day when it is handed in.
TO_THE_DAY = patent("201410123456.4", "2014-03-04")


def in_use(desk: Desk, key: str) -> str:
    return effective(desk.office, desk.office.policy(PACK))[key]


def basis(desk: Desk, claim: int, point: str) -> ReadingView:
    return next(one for one in view_claim(desk.office, claim).readings if one.id == point)


def test_an_undecided_reading_says_so(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent("201210123456.8"))
    assert basis(desk, claim, "A01").basis == UNDECIDED
    rows = reading_rows(desk.office, desk.office.policy(PACK))
    assert len({row.point.id for row in rows}) == 38
    assert [row.id for row in rows] == list(range(1, len(rows) + 1))
    assert not any(row.decided for row in rows)
    assert in_use(desk, "maint_compare") == "gt"


def test_a_reading_is_set_for_new_claims_and_old_ones_keep_theirs(desk: Desk) -> None:
    old = desk.received(desk.applicant(), "01-01", TO_THE_DAY)
    assert view_claim(desk.office, old).verdict == "not_payable"
    set_reading(desk.office, desk.approver, PACK, MINUTES)
    assert in_use(desk, "maint_compare") == "ge"
    assert desk.claim(old).readings["maint_compare"] == "gt"
    assert view_claim(desk.office, old).verdict == "not_payable"
    assert basis(desk, old, "A01").basis == UNDECIDED

    other = desk.applicant("乐昌市乙科技有限公司")
    new = desk.received(other, "01-01", patent("201410000017.5", "2014-03-04"))
    assert desk.claim(new).readings["maint_compare"] == "ge"
    assert (view_claim(desk.office, new).verdict, view_claim(desk.office, new).amount_fen) == (
        "payable",
        500_000,
    )
    assert basis(desk, new, "A01").basis == "乐市监会纪〔2024〕3号，2024年3月1日"


def test_the_act_is_journalled_from_old_to_new_with_its_document(desk: Desk) -> None:
    set_reading(desk.office, desk.clerk, PACK, MINUTES)
    entry = journal.page(desk.office.db, limit=1)[0]
    assert (entry.act, entry.operator, entry.reason) == ("set_reading", "经办甲", "局务会讨论通过")
    assert entry.data["value"] == {"old": "gt", "new": "ge"}
    assert entry.data["document"] == {"old": "", "new": "乐市监会纪〔2024〕3号"}
    row = next(
        one
        for one in reading_rows(desk.office, desk.office.policy(PACK))
        if one.point.key == "maint_compare"
    )
    assert (row.value, row.document, row.document_on, row.operator) == (
        "ge",
        "乐市监会纪〔2024〕3号",
        date(2024, 3, 1),
        "经办甲",
    )


def test_a_default_may_be_given_its_document(desk: Desk) -> None:
    form = ReadingForm("maint_compare", "gt", "乐市监会纪〔2024〕4号")
    claim = desk.received(desk.applicant(), "01-01", patent("201210123456.8"))
    set_reading(desk.office, desk.approver, PACK, form)
    assert basis(desk, claim, "A01").basis == "乐市监会纪〔2024〕4号"


def test_a_decided_claim_shows_the_basis_of_its_day(desk: Desk) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent("201210123456.8"))
    desk.clock.go_to(date(2024, 6, 3))
    set_reading(desk.office, desk.approver, PACK, ReadingForm("maint_compare", "gt", "后来的纪要"))
    assert basis(desk, claim, "A01").basis == UNDECIDED


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (ReadingForm("maint_compare", "ge"), "reading-needs-document"),
        (ReadingForm("maint_compare", "le", "文件"), "reading-value-unknown"),
        (ReadingForm("no_such", "x", "文件"), "reading-unknown"),
        (ReadingForm("maint_compare", "ge", "文件", date(2024, 3, 5)), "document-day-in-future"),
    ],
)
def test_a_reading_without_ground_is_refused(desk: Desk, form: ReadingForm, code: str) -> None:
    head = journal.head(desk.office.db)
    with pytest.raises(UserError) as caught:
        set_reading(desk.office, desk.approver, PACK, form)
    assert caught.value.code == code
    assert desk.said(caught.value)
    assert journal.head(desk.office.db) == head


@pytest.mark.parametrize("who", ["reviewer", "payer"])
def test_only_administrator_and_approver_decide_readings(desk: Desk, who: str) -> None:
    actor: Actor = getattr(desk, who)
    with pytest.raises(UserError) as caught:
        set_reading(desk.office, actor, PACK, MINUTES)
    assert caught.value.code == "role-required"


def test_what_a_reading_would_change_is_shown_and_then_done_by_its_own_act(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", TO_THE_DAY)
    shown = reading_impact(desk.office, PACK, MINUTES)
    assert [(one.id, one.old.amount_fen, one.new.amount_fen) for one in shown.changed] == [
        (claim, 0, 500_000)
    ]
    assert shown.changed[0].why.startswith("口径 A01 由“")
    assert in_use(desk, "maint_compare") == "gt"
    set_reading(desk.office, desk.approver, PACK, MINUTES)
    rebase(desk.office, desk.approver, PACK, shown.seen, "按会议纪要")
    assert desk.claim(claim).readings["maint_compare"] == "ge"
    assert view_claim(desk.office, claim).amount_fen == 500_000
    entry = journal.page(desk.office.db, limit=1)[0]
    assert entry.data["readings"] == {"maint_compare": {"old": "gt", "new": "ge"}}


def test_a_letter_prints_the_readings_of_its_clause_with_what_they_rest_on(desk: Desk) -> None:
    document = ReadingForm("cap_year", "cert_year", "乐市监会纪〔2024〕3号", date(2024, 3, 1))
    set_reading(desk.office, desk.approver, PACK, document)
    claim = desk.approved(desk.applicant(), "03-01", *works(1, 3))
    _, table = [
        part for part in preview_letter(desk.office, claim).letter.body if isinstance(part, Table)
    ]
    assert table.head == ("核算采用的口径", "本件采用", "依据")
    assert [(row[0][:3], *row[1:]) for row in table.rows] == [
        ("A16", "只资助粤作登字", UNDECIDED),
        ("A17", "证书登记的年度", "乐市监会纪〔2024〕3号，2024年3月1日"),
    ]

"""条款状态 of the bureau: seen before it is set, followed by open claims, kept by decided ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ipdesk.domain.policy import ClauseStatus
from ipdesk.errors import UserError
from ipdesk.services.activation import rebase, rebase_impact
from ipdesk.services.claim_page import view_claim
from ipdesk.services.clause_statuses import (
    ClauseForm,
    clause_impact,
    clause_rows,
    set_clause_status,
)
from ipdesk.services.impact import Impacts
from ipdesk.services.office import Actor
from ipdesk.services.verification import verify
from ipdesk.storage import casefile, entitlements, journal
from ipdesk.storage.database import IntegrityError
from tests.services.casework import PACK, Desk, patent, works

# The desk's day is 2024-03-04, on which its claims are received.
LETTER = "粤市监知促〔2024〕8号"
STOP = ClauseForm("01", ClauseStatus.STOPPED, LETTER, date(2024, 2, 20), date(2024, 3, 1), "停发")
A, B = "201210123456.8", "201210000017.8"


def put(desk: Desk, form: ClauseForm, actor: Actor | None = None) -> Impacts:
    """Look at the list, then set it so."""
    shown = clause_impact(desk.office, PACK, form)
    set_clause_status(desk.office, actor or desk.approver, PACK, form, shown.seen)
    return shown


def codes(desk: Desk, claim: int) -> list[str]:
    found = view_claim(desk.office, claim).notes
    return [note.code for note in found if note.code.startswith("clause")]


def test_a_stop_is_shown_first_and_then_refuses_what_came_since(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(A))
    other = desk.received(desk.applicant("乐昌市乙科技有限公司"), "03-01", *works(1, 3))
    shown = clause_impact(desk.office, PACK, STOP)
    assert [(one.id, one.old.amount_fen, one.new.amount_fen) for one in shown.changed] == [
        (claim, 500_000, 0)
    ]
    assert shown.changed[0].why == (
        "本条款自2024年3月1日起停止执行，依据：粤市监知促〔2024〕8号（2024年2月20日）（依据第（一）条）"
    )
    assert view_claim(desk.office, claim).amount_fen == 500_000
    set_clause_status(desk.office, desk.approver, PACK, STOP, shown.seen)
    view = view_claim(desk.office, claim)
    assert (view.verdict, view.amount_fen) == ("not_payable", 0)
    assert codes(desk, claim) == ["clause-stopped"]
    assert view.clause.status is ClauseStatus.STOPPED
    assert entitlements.of_claim(desk.office.db, claim) == []
    assert codes(desk, other) == []
    assert verify(desk.office).sound


def test_what_was_received_before_the_day_is_paid_and_told(desk: Desk) -> None:
    later = replace(STOP, from_day=date(2024, 3, 5))
    claim = desk.received(desk.applicant(), "01-01", patent(A))
    assert put(desk, later).changed == ()
    assert view_claim(desk.office, claim).amount_fen == 500_000
    assert codes(desk, claim) == ["clause-stopped-later"]


def test_a_draft_falls_under_the_stop_on_the_day_it_is_received(desk: Desk) -> None:
    put(desk, replace(STOP, from_day=date(2024, 3, 6)))
    draft = desk.draft(desk.applicant(), "01-01", patent(A))
    assert codes(desk, draft) == ["clause-stopped-later"]
    desk.clock.go_to(date(2024, 3, 6))
    desk.take("clerk", draft, "receive", received_on=date(2024, 3, 6), copies=1)
    assert codes(desk, draft) == ["clause-stopped"]
    assert view_claim(desk.office, draft).verdict == "not_payable"


def test_an_adjusted_clause_warns_its_claims_and_names_the_document(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(A))
    put(desk, replace(STOP, status=ClauseStatus.ADJUSTED))
    view = view_claim(desk.office, claim)
    assert view.amount_fen == 500_000
    [note] = [one for one in view.notes if one.code == "clause-adjusted"]
    assert (note.severity, LETTER in note.text) == ("warning", True)


def test_a_decided_claim_keeps_the_status_it_was_decided_under(desk: Desk) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent(A))
    shown = put(desk, STOP)
    assert shown.changed == ()
    assert [(one.id, one.new.amount_fen) for one in shown.decided] == [(claim, 0)]
    view = view_claim(desk.office, claim)
    assert (view.verdict, view.amount_fen, codes(desk, claim)) == ("payable", 500_000, [])

    # One decided under an adjusted clause is explained by it after the clause is restored.
    put(desk, replace(STOP, status=ClauseStatus.ADJUSTED))
    second = desk.approved(desk.applicant("乐昌市乙科技有限公司"), "01-01", patent(B))
    put(desk, replace(STOP, status=ClauseStatus.IN_FORCE, document="粤市监知促〔2024〕9号"))
    assert codes(desk, second) == ["clause-adjusted"]
    kept = casefile.last_assessment(desk.office.db, second)
    assert kept is not None
    assert "clause-adjusted" in [one["code"] for one in kept["findings"]]  # type: ignore[attr-defined]
    assert (
        desk.office.db.value(
            "SELECT clause_status FROM assessment WHERE claim = ? ORDER BY id DESC LIMIT 1",
            (second,),
        )
        == desk.claim(second).clause_status
    )
    with desk.office.db.atomic() as db, pytest.raises(IntegrityError, match="is-frozen"):
        db.execute("UPDATE claim SET clause_status = NULL WHERE id = ?", (second,))
    assert verify(desk.office).sound


def test_a_clause_is_restored_by_a_document_and_its_claims_with_it(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(A))
    put(desk, STOP)
    back = replace(STOP, status=ClauseStatus.IN_FORCE, document="粤市监知促〔2024〕9号", note="")
    shown = put(desk, back)
    assert [(one.id, one.new.amount_fen) for one in shown.changed] == [(claim, 500_000)]
    assert view_claim(desk.office, claim).amount_fen == 500_000
    row = clause_rows(desk.office, desk.office.policy(PACK))[0]
    assert (row.clause.id, row.standing.status, row.settled) == ("01", ClauseStatus.IN_FORCE, True)
    assert [(one.setting.standing.status, one.operator) for one in row.history] == [
        (ClauseStatus.IN_FORCE, "审批丙"),
        (ClauseStatus.STOPPED, "审批丙"),
    ]


def test_the_act_is_journalled_from_old_to_new_and_on_each_claim(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(A))
    put(desk, STOP, desk.clerk)
    follow, entry = journal.page(desk.office.db, limit=2)
    assert (entry.act, entry.operator, entry.reason) == ("set_clause_status", "经办甲", "停发")
    assert entry.data["status"] == {"old": "in_force", "new": "stopped"}
    assert entry.data["document"] == {"old": "", "new": LETTER}
    assert entry.data["from_day"] == {"old": None, "new": "2024-03-01"}
    assert (follow.act, follow.entity_id) == ("rebase", claim)
    assert follow.reason == f"条款（一）登记为“停止”，依据：{LETTER}"
    assert follow.data["result"]["new"] == {"verdict": "not_payable", "amount_fen": 0}  # type: ignore[index]


def test_new_versions_and_readings_leave_the_status_in_place(desk: Desk) -> None:
    put(desk, STOP)
    claim = desk.received(desk.applicant(), "01-01", patent(A))
    shown = rebase_impact(desk.office, PACK)
    assert shown.changed == ()
    rebase(desk.office, desk.approver, PACK, shown.seen, "例行")
    assert codes(desk, claim) == ["clause-stopped"]


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (replace(STOP, document=" "), "clause-needs-document"),
        (replace(STOP, document_on=None), "clause-needs-document-day"),
        (replace(STOP, document_on=date(2024, 3, 5)), "document-day-in-future"),
        (replace(STOP, clause="99"), "clause-unknown"),
    ],
)
def test_a_status_without_ground_is_refused(desk: Desk, form: ClauseForm, code: str) -> None:
    head = journal.head(desk.office.db)
    with pytest.raises(UserError) as shown:
        clause_impact(desk.office, PACK, form)
    with pytest.raises(UserError) as caught:
        set_clause_status(desk.office, desk.approver, PACK, form, "")
    assert shown.value.code == caught.value.code == code
    assert desk.said(caught.value)
    assert journal.head(desk.office.db) == head


def test_only_administrator_and_approver_set_a_status(desk: Desk) -> None:
    with pytest.raises(UserError) as caught:
        set_clause_status(desk.office, desk.reviewer, PACK, STOP, "")
    assert caught.value.code == "role-required"


def test_a_list_that_no_longer_holds_sets_nothing(desk: Desk) -> None:
    shown = clause_impact(desk.office, PACK, STOP)
    desk.received(desk.applicant(), "01-01", patent(A))
    with pytest.raises(UserError) as caught:
        set_clause_status(desk.office, desk.approver, PACK, STOP, shown.seen)
    assert caught.value.code == "impact-changed"
    assert not clause_rows(desk.office, desk.office.policy(PACK))[0].settled


def test_settings_are_kept_as_they_were_made(desk: Desk) -> None:
    put(desk, STOP)
    for change in ("DELETE FROM clause_status", "UPDATE clause_status SET document = 'x'"):
        with desk.office.db.atomic() as db, pytest.raises(IntegrityError, match="is-kept"):
            db.execute(change)


def test_the_work_on_a_list_tells_how_far_it_is_and_stops_when_told(desk: Desk) -> None:
    for number, name in enumerate(("甲", "乙"), start=1):
        desk.received(desk.applicant(f"乐昌市{name}公司"), "03-01", *works(number, number))
    told: list[tuple[int, int]] = []

    def go(done: int, of: int) -> bool:
        told.append((done, of))
        return True

    clause_impact(desk.office, PACK, STOP, go)
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    with pytest.raises(UserError) as caught:
        clause_impact(desk.office, PACK, STOP, lambda done, of: done < 3)
    assert caught.value.code == "work-stopped"
    assert len(entitlements.of_claim(desk.office.db, 1)) == 1

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from ipdesk.domain.draft_parts import answer_of, head_of, part_data, proposal_of, row_of
from ipdesk.domain.raw_document import RawDocument
from ipdesk.domain.stages import Role
from ipdesk.storage import operators, policy_drafts
from ipdesk.storage.database import Database, IntegrityError
from ipdesk.storage.policy_drafts import KeptPart
from tests.packs.drafting.reading import drafted
from tests.packs.drafting.test_reference import held

AT = datetime(2025, 1, 6, 9, 30)
LATER = AT + timedelta(minutes=4)
RAW = RawDocument("政策.txt", "a" * 64, "text", (("第一条 奖励10万元。", ""), ("第二页",)))


@pytest.fixture
def kept(db: Database) -> int:
    with db.atomic():
        operators.insert(db, "李经办", (Role.CLERK,))
        return policy_drafts.insert(db, "new-2025", "新办法", RAW, 1, AT)


def test_a_draft_keeps_its_text_and_the_order_of_its_parts(db: Database, kept: int) -> None:
    proposed = KeptPart("proposal", "01-01", {"fen": 10})
    settled = KeptPart("proposal", "01-02", {"fen": 20}, "confirmed", "", 1, LATER)
    off = KeptPart("answer", "n1", {"text": "三年"}, "written-off", "不作规则", 1, LATER)
    with db.atomic():
        for place, part in ((3, off), (1, settled), (2, replace(proposed, data={"fen": 11}))):
            policy_drafts.put(db, kept, place, part, LATER)
        policy_drafts.put(db, kept, 2, proposed, LATER)
        policy_drafts.rename(db, kept, "new-2026", "新办法", "lechang-2022", LATER)

    assert policy_drafts.document(db, kept) == RAW
    assert policy_drafts.parts(db, kept) == (settled, proposed, off)
    [draft] = policy_drafts.drafts(db)
    assert (draft.pack, draft.replaces, draft.state) == ("new-2026", "lechang-2022", "open")
    assert (draft.at, draft.changed_at) == (AT, LATER)

    with db.atomic():
        policy_drafts.remove(db, kept, "answer", "n1", LATER)
    assert policy_drafts.parts(db, kept) == (settled, proposed)


@pytest.mark.parametrize("version", ["b" * 64, ""])
def test_a_draft_that_is_ended_stays_as_it_is(db: Database, kept: int, version: str) -> None:
    part = KeptPart("row", "02-t1", {})
    with db.atomic():
        policy_drafts.put(db, kept, 1, part, AT)
        policy_drafts.close(db, kept, version, LATER)
    assert policy_drafts.drafts(db)[0].state == ("activated" if version else "dropped")
    for statement in (
        "DELETE FROM policy_draft",
        "UPDATE policy_draft SET title = 'x'",
        "DELETE FROM policy_draft_part",
        "UPDATE policy_draft_part SET data = '{}'",
        "INSERT INTO policy_draft_part (draft, kind, part, place, data)"
        " VALUES (1, 'row', '02-t2', 2, '{}')",
    ):
        with pytest.raises(IntegrityError), db.atomic():
            db.execute(statement)


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(KeptPart("answer", "n", {}, "written-off", "", 1, AT), id="without a reason"),
        pytest.param(KeptPart("proposal", "p", {}, "confirmed"), id="confirmed by nobody"),
        pytest.param(KeptPart("proposal", "p", {}, "proposed", "", 1, AT), id="settled by nothing"),
        pytest.param(KeptPart("colour", "p", {}), id="of no kind"),
    ],
)
def test_the_database_refuses_a_part_that_says_half(
    db: Database, kept: int, part: KeptPart
) -> None:
    with pytest.raises(IntegrityError), db.atomic():
        policy_drafts.put(db, kept, 1, part, AT)


def test_the_text_of_an_open_draft_is_kept_too(db: Database, kept: int) -> None:
    with pytest.raises(IntegrityError), db.atomic():
        db.execute("UPDATE policy_draft SET pages = '[]' WHERE id = ?", (kept,))


def test_parts_come_back_as_they_were() -> None:
    for name in ("nanlu-trade", "yunqi-targets", "lechang"):
        draft, _ = held(name)
        for proposal in draft.proposals:
            assert proposal_of(part_data(proposal)) == proposal
        for row in draft.rows:
            assert row_of(part_data(row)) == row
        for answer in draft.answered:
            assert answer_of(part_data(answer)) == answer
        assert head_of(part_data(draft.head)) == draft.head


def test_what_a_later_program_kept_beside_a_part_is_left_out() -> None:
    [one] = drafted("对获得称号的企业，给予10万元奖励。").proposals
    assert proposal_of({**part_data(one), "colour": "red"}) == one

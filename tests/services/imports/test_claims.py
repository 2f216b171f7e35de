from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ipdesk.domain.importing import RowState
from ipdesk.domain.stages import Stage
from ipdesk.errors import UserError
from ipdesk.services.claims import ClaimFilter, claim_ids
from ipdesk.services.imports.plan import Context, said
from ipdesk.services.imports.taking import undo_import
from ipdesk.storage import claims, proofs
from tests.services.casework import PACK, Desk, credit_code, works
from tests.services.imports.tables import planned, request, taken, xlsx

WORKS = Context(pack=PACK, award="03-01")
HEAD = ("著作权人", "统一社会信用代码", "作品登记号", "登记日期")
NAMES = ("乐昌市甲文化有限公司", "乐昌市乙文化有限公司")


def certificates(name: str, first: int, count: int) -> list[tuple[object, ...]]:
    return [
        (name, credit_code(name), f"粤作登字-2023-F-{number:08d}", date(2023, 8, 1))
        for number in range(first, first + count)
    ]


def test_a_hundred_certificates_of_two_applicants_become_two_received_claims(
    desk: Desk, tmp_path: Path
) -> None:
    rows = [*certificates(NAMES[0], 1, 60), *certificates(NAMES[1], 61, 40)]
    path = xlsx(tmp_path / "作品.xlsx", HEAD, *rows)
    done = taken(desk, request(desk, path, "claims", WORKS))

    found = [desk.claim(number) for number in claim_ids(desk.office, ClaimFilter(), "id", False)]
    assert (done.added, done.claims, done.newcomers) == (100, 2, 2)
    assert [(c.number, c.stage, c.item_count) for c in found] == [
        ("LC-2024-0001", Stage.RECEIVED, 60),
        ("LC-2024-0002", Stage.RECEIVED, 40),
    ]
    assert list(proofs.disagreements(desk.office.db)) == []
    again = planned(desk, request(desk, path, "claims", WORKS))
    assert {row.state for row in again.rows} == {RowState.DUPLICATE}


def test_undoing_voids_received_claims_by_the_reviewer_until_one_has_moved(
    desk: Desk, tmp_path: Path
) -> None:
    path = xlsx(tmp_path / "a.xlsx", HEAD, *certificates(NAMES[0], 1, 3))
    done = taken(desk, request(desk, path, "claims", WORKS))
    with pytest.raises(UserError) as refusal:
        undo_import(desk.office, desk.clerk, done.id)
    assert refusal.value.code == "role-required"

    undo_import(desk.office, desk.reviewer, done.id)

    (claim,) = claim_ids(desk.office, ClaimFilter())
    assert desk.claim(claim).stage is Stage.VOID
    assert list(proofs.disagreements(desk.office.db)) == []
    other = taken(desk, request(desk, path, "claims", WORKS))
    moved = max(claim_ids(desk.office, ClaimFilter()))
    desk.take("clerk", moved, "accept")
    with pytest.raises(UserError) as refusal:
        undo_import(desk.office, desk.reviewer, other.id)
    assert refusal.value.code == "undo-claim-moved"


def test_planted_errors_are_told_with_their_cells_after_blank_rows_too(
    desk: Desk, tmp_path: Path
) -> None:
    good = certificates(NAMES[0], 1, 2)
    path = xlsx(
        tmp_path / "a.xlsx",
        ("二〇二三年作品登记清单",),
        (),
        HEAD,
        good[0],
        (),
        (),
        (NAMES[0], credit_code(NAMES[0]), "粤作登字-2023-F-00000009", "2023年13月1日"),
        (NAMES[0], credit_code(NAMES[0]), "", date(2023, 8, 1)),
        ("", credit_code(NAMES[0]), "粤作登字-2023-F-00000010", date(2023, 8, 1)),
        good[1],
    )
    plan = planned(desk, request(desk, path, "claims", WORKS))
    told = {
        plan.place(row, fault.field): said(desk.office.wording, fault)
        for row in plan.rows
        for fault in row.faults
    }

    assert set(told) == {"D7", "C8", "A9"}
    assert "2023年13月1日" in told["D7"]
    assert [row.line for row in plan.rows if row.state is RowState.OK] == [4, 10]


def test_rows_are_added_to_an_open_claim_but_not_those_it_has(desk: Desk, tmp_path: Path) -> None:
    claim = desk.draft(desk.applicant(), "03-01", *works(1, 2))
    path = xlsx(
        tmp_path / "a.xlsx",
        HEAD[2:],
        *(row[2:] for row in certificates(NAMES[0], 2, 99)),
    )
    context = Context(pack=PACK, award="03-01", claim=claim)
    plan = planned(desk, request(desk, path, "items", context))
    done = taken(desk, request(desk, path, "items", context))

    assert [row.line for row in plan.rows if row.state is RowState.DUPLICATE] == [2]
    assert done.added == 98
    assert len(claims.items(desk.office.db, claim)) == 100
    undo_import(desk.office, desk.clerk, done.id)
    assert [item.ordinal for item in claims.items(desk.office.db, claim)] == [1, 2]


def test_several_payments_of_one_contract_stay_one_item(desk: Desk, tmp_path: Path) -> None:
    policy = desk.office.policy(PACK)
    award = next(
        award
        for award in policy.awards.values()
        if any(fact.columns for fact in award.facts) and not award.subject.derived
    )
    table = next(fact for fact in award.facts if fact.columns)
    plain = [fact for fact in award.facts if not fact.columns]
    head = ("申报主体", "信用代码", award.subject.label, *(f.label for f in plain),
            *(c.label for c in table.columns))  # fmt: skip

    def cell(kind: str, number: int) -> object:
        return {"date": f"2023-0{number}-20", "money": 1000 * number, "flag": "是",
                "share": "1", "count": 1}.get(kind, "甲")  # fmt: skip

    rows = [
        (NAMES[0], credit_code(NAMES[0]), "合同一", *(_first(f, cell) for f in plain),
         *(_first(c, cell, number) for c in table.columns))
        for number in (1, 2, 3)
    ]  # fmt: skip
    path = xlsx(tmp_path / "a.xlsx", head, *rows)
    asked = request(desk, path, "claims", Context(pack=PACK, award=award.id))
    plan = planned(desk, asked)
    assert [row.faults for row in plan.rows] == [[], [], []]
    taken(desk, asked)

    (claim,) = claim_ids(desk.office, ClaimFilter())
    (item,) = claims.items(desk.office.db, claim)
    assert len(item.typed[table.id]) == 3  # type: ignore[arg-type]


def _first(fact: object, cell: object, number: int = 1) -> object:
    choices = fact.choices  # type: ignore[attr-defined]
    return choices[0].label if choices else cell(str(fact.kind), number)  # type: ignore[operator,attr-defined]

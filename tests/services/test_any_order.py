"""Whatever is tried in whatever order by whomever: the books agree after every act.

A walk at random through all acts with several claims that share caps, titles and subjects;
what is refused has words and leaves nothing, what is done leaves every sum in agreement.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ipdesk.domain.next_step import ISSUE, primary
from ipdesk.domain.stages import MOVES, Stage
from ipdesk.errors import UserError
from ipdesk.services.claims import ItemForm
from ipdesk.services.decisions import take
from ipdesk.services.ledgers import years
from ipdesk.services.letters import issue_letter, preview_letter
from ipdesk.services.verification import verify
from ipdesk.services.year_contents import content_now, year_sums
from ipdesk.storage import journal, payments, proofs
from tests.services.casework import PACK, Desk, new_desk, patent, works

PEOPLE = ("clerk", "reviewer", "approver", "payer", "everything")
TITLE = {"achieved_on": "2023-05-01"}


class Walk:
    """One bureau, a few claims, and chance."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk = desk
        self.chance = random.Random(seed)
        self.applicants = [
            desk.applicant(f"乐昌市{name}科技有限公司") for name in ("甲", "乙", "丙")
        ]
        self.claims: list[int] = []
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def step(self) -> None:
        """One thing tried: a new claim, a letter, or any act with a claim on file."""
        if len(self.claims) < 4 or self.chance.random() < 0.04:
            self.claims.append(self._new_claim())
            return
        claim = self.chance.choice(self.claims)
        name = self._likely(claim)
        if self.desk.claim(claim).stage is Stage.ACCEPTED:
            self.desk.tick(claim)
        head = journal.head(self.desk.office.db)
        refusal = self._tried(claim, name)
        if refusal is None:
            self.done[name] += 1
        else:
            assert self.desk.said(refusal), refusal.code
            self.refused[refusal.code] += 1
            assert journal.head(self.desk.office.db) == head, name
        if self.chance.random() < 0.2:
            self.desk.clock.go_to(self.desk.clock.now().date() + timedelta(days=1))

    def _tried(self, claim: int, name: str) -> UserError | None:
        try:
            if name == ISSUE:
                self._letter(claim)
            else:
                self._take(claim, name)
        except UserError as error:
            return error
        return None

    def _likely(self, claim: int) -> str:
        """Mostly what the claim waits for, else an act its stage allows, now and then any."""
        reading = self.desk.read(claim)
        lawful = [move.act for move in MOVES if reading.claim.stage in move.sources]
        waits, roll = primary(reading.situation), self.chance.random()
        if roll < 0.7 and waits is not None:
            return waits
        if roll < 0.9 and lawful:
            return self.chance.choice(lawful)
        return self.chance.choice(MOVES).act

    def _new_claim(self) -> int:
        applicant = self.chance.choice(self.applicants)
        first = self.chance.randint(1, 60)
        award, items = self.chance.choice(
            [
                ("01-01", [patent("201210123456.8")]),
                ("01-01", [patent(f"2013102{first:05d}.X")]),
                ("03-01", works(first, self.chance.randint(1, 70))),
                ("07-01", [("", {**TITLE})]),
                ("07-02", [("", {**TITLE})]),
            ]
        )
        return self.desk.draft(applicant, award, *items)

    def _letter(self, claim: int) -> None:
        preview = preview_letter(self.desk.office, claim)
        issue_letter(self.desk.office, self.desk.clerk, preview)

    def _take(self, claim: int, act: str) -> None:
        move = next(one for one in MOVES if one.act == act)
        holders = [who for who in PEOPLE if move.role in getattr(self.desk, who).roles]
        who = holders[0] if self.chance.random() < 0.85 else self.chance.choice(PEOPLE)
        if act == "unobject":
            self.desk.clock.go_to(self.desk.clock.now().date() + timedelta(days=9))
        record = {need: self._value(claim, need) for need in move.needs}
        if act == "propose_change" and self.chance.random() < 0.5:
            kept = [ItemForm(item.subject, item.typed) for item in self.desk.read(claim).items]
            record["items"] = tuple(kept[:-1] or kept)
        take(self.desk.office, getattr(self.desk, who), claim, act, record, "同意")

    def _value(self, claim: int, need: str) -> Any:
        on_file, today = self.desk.claim(claim), self.desk.clock.now().date()
        if need.endswith("_on") or need == "inspect_by":
            return today
        if need == "paid_fen":
            due = on_file.due_fen
            return self.chance.choice((due, due // 2 or 1, due + 1))
        if need == "recovered_fen":
            return on_file.outstanding_fen
        if need == "decided_fen":
            return self.chance.choice((0, 100_000))
        if need == "payment":
            made = payments.of_claim(self.desk.office.db, claim)
            return self.chance.choice(made).id if made else 0
        fixed = {"copies": 2, "change": self.chance.choice(("correct", "revoke")), "cause": "error"}
        return fixed.get(need, "某事")


def walked(folder: Path, seed: int, steps: int) -> Walk:
    """A walk with the books held against each other after every step."""
    walk = Walk(new_desk(folder), seed)
    for number in range(steps):
        walk.step()
        assert list(proofs.disagreements(walk.desk.office.db)) == [], (seed, number)
    office = walk.desk.office
    assert verify(office).faults == ()
    # What the store adds up by itself is what the rows of the ledger come to.
    for year in years(office):
        assert year_sums(office, PACK, year) == content_now(office, PACK, year).sums
    return walk


def test_the_books_agree_after_every_act_in_any_order(tmp_path: Path) -> None:
    walk = walked(tmp_path / "bureau", seed=5, steps=240)
    # Not blind: much was done, and much was refused.
    assert sum(walk.done.values()) > 80
    assert sum(walk.refused.values()) > 20
    through = {"receive", "examine", "review", "sign", "publish", "approve", ISSUE, "pay"}
    assert through <= set(walk.done), sorted(through - set(walk.done))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(8))
def test_the_books_agree_on_long_walks(tmp_path: Path, seed: int) -> None:
    walk = walked(tmp_path / "bureau", seed, steps=2500)
    late = {"pay", "pay_part", "propose_change", "archive"}
    assert late <= set(walk.done), sorted(late - set(walk.done))

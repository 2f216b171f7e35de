"""A year of one bureau and the turn into the next, lived through the services.

Every award and the referral, persons and units, and all that does not go smoothly: returns,
visits, objections, withdrawals, parts, 退票, 更正, 撤销, 追回. After each act the sums agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest

from ipdesk.domain.letter import DECIDING
from ipdesk.domain.rounds import Round
from ipdesk.domain.stages import Role, Stage
from ipdesk.errors import UserError
from ipdesk.paths import Home
from ipdesk.services import bureaus, sample
from ipdesk.services.bureaus import set_committee_order
from ipdesk.services.handover import hand_over
from ipdesk.services.ledgers import set_budget
from ipdesk.services.merging import merge_applicants
from ipdesk.services.office import Actor, Office
from ipdesk.services.operators import list_operators
from ipdesk.services.payment_batches import draw_up_payment, record_paid, record_returned
from ipdesk.services.rounds import keep_round
from ipdesk.services.verification import verify
from ipdesk.storage import entitlements, proofs
from tests.services.casework import PACK, Desk, new_desk, patent, works

ROUGH = {
    "void": 0.04, "visit": 0.15, "objection": 0.15, "upheld": 0.3, "revoked": 0.06,
    "reopened": 0.6, "parts": 0.3, "bounced": 0.15, "corrected": 0.6, "revoked_paid": 0.08,
    "let_go": 0.3, "carried_on": True,
}  # fmt: skip
# Ledger, letters, entitlements and payments of the decided claims, in one cheap look.
SUMS = (
    "SELECT (SELECT coalesce(sum(approved_fen), 0) FROM claim),"
    " (SELECT coalesce(sum(e.amount_fen), 0) FROM entitlement e JOIN claim c ON c.id = e.claim"
    "  WHERE c.stage IN ('approved', 'paid', 'archived', 'recovery')),"
    " (SELECT coalesce(sum(paid_fen), 0) FROM claim),"
    " (SELECT coalesce(sum(CASE kind WHEN 'paid' THEN fen WHEN 'bounced' THEN -fen ELSE 0 END), 0)"
    "  FROM payment), (SELECT count(*) FROM open_book)"
)


class Watch:
    """Looks on after each act; `every`: how often all proofs are held instead of the sums."""

    def __init__(self, every: int) -> None:
        self.every = every
        self.acts = 0

    def __call__(self, office: Office) -> None:
        self.acts += 1
        approved, held, paid, moved, open_books = office.db.row(SUMS) or ()
        assert (approved, paid, open_books) == (held, moved, 0), self.acts
        if self.acts % self.every == 0:
            assert list(proofs.disagreements(office.db)) == [], self.acts


class Besides:
    """What the bureau does besides: rounds, 集体审议 put after 公示, one applicant on file twice.

    Each once, with the first act after its day; what is done here is watched like any act.
    """

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.left = [
            (date(2024, 1, 2), self.rounds),
            (date(2024, 3, 4), self.twins),
            (date(2024, 7, 1), self.committee_last),
            (date(2024, 8, 5), self.merge),
            (date(2024, 9, 2), self.settle),
        ]

    def __call__(self, office: Office) -> None:
        self.watch(office)
        while self.left and self.left[0][0] <= office.clock.now().date():
            _, happen = self.left.pop(0)
            happen(self.desk(office))
            self.watch(office)

    def desk(self, office: Office) -> Desk:
        by_role = {
            role: Actor(one.id, one.name, one.roles)
            for one in list_operators(office)
            for role in one.roles
        }
        roles = (Role.CLERK, Role.REVIEWER, Role.APPROVER, Role.PAYER, Role.ADMINISTRATOR)
        return Desk(office, office.clock, *(by_role[role] for role in roles))  # type: ignore[arg-type]

    def rounds(self, desk: Desk) -> None:
        for name, opens, closes in (
            ("上半年", date(2024, 1, 1), date(2024, 6, 28)),
            ("下半年", date(2024, 9, 2), date(2024, 11, 29)),
        ):
            keep_round(desk.office, desk.clerk, Round(PACK, name, "乐市监通", opens, closes))

    def twins(self, desk: Desk) -> None:
        self.old = desk.applicant("乐昌市金岭机械厂", account="", account_name="", bank="")
        self.new = desk.applicant("乐昌市金岭机械有限公司", town="乐城街道")
        self.claim = desk.received(self.old, "03-01", *works(9001, 60))
        desk.received(self.new, "03-01", *works(9101, 60))

    def merge(self, desk: Desk) -> None:
        merge_applicants(desk.office, desk.clerk, self.old, self.new, "营业执照核对，是同一家")
        assert entitlements.quota(desk.office.db, PACK, "03-01", self.new, 2024) == (100, 100)
        desk.take("clerk", self.claim, "accept")
        desk.tick(self.claim)
        desk.take("clerk", self.claim, "examine")
        desk.publish(self.claim)

    def settle(self, desk: Desk) -> None:
        desk.take("clerk", self.claim, "unobject", result="无异议")
        desk.take("approver", self.claim, "approve")
        desk.issue(self.claim)
        desk.pay(self.claim)
        assert desk.claim(self.claim).paid_fen == 60 * 100_00

    def committee_last(self, desk: Desk) -> None:
        set_committee_order(desk.office, desk.everything, last=True)


def lived(folder: Path, claims: int, watch: Watch) -> Office:
    """A rough year: claims come until March of the next one."""
    plain = sample.read_data()
    data = {
        **plain,
        "happens": ROUGH,
        "texts": {**plain["texts"], "basis_document": "乐府办〔2025〕3号"},
        "receives_until": date(2025, 3, 31),
        "ends": date(2025, 8, 29),
    }
    return sample.live(Home(folder / "home"), claims, 3, data, act_done=Besides(watch)).office


def told(office: Office) -> int:
    """What the letters say last of each claim."""
    rows = office.db.rows("SELECT claim, kind, amount_fen FROM letter ORDER BY id")
    return sum({claim: fen for claim, kind, fen in rows if kind in DECIDING}.values())


def check(office: Office, watch: Watch, claims: int) -> None:
    assert verify(office).faults == ()
    db = office.db
    assert told(office) == db.value("SELECT sum(approved_fen) FROM claim") > 0
    assert {award for (award,) in db.rows("SELECT DISTINCT award FROM claim")} == set(
        office.policy(PACK).awards
    )
    done = Counter(dict(db.rows("SELECT act, count(*) FROM claim_step GROUP BY act")))
    turns = {
        "return", "inspect", "object", "settle", "refuse", "refer", "deliberate", "pay_part",
        "bounce", "propose_change", "correct_down", "revoke", "recover", "archive", "void",
    }  # fmt: skip
    assert turns <= set(done), sorted(turns - set(done))
    assert watch.acts > claims * 8
    # Of what the bureau did besides: each has left its traces.
    traces = {
        "of a round": "SELECT count(*) FROM claim WHERE intake IS NOT NULL",
        "of none": "SELECT count(*) FROM claim WHERE number <> '' AND intake IS NULL",
        "集体审议 first": "SELECT count(*) FROM claim WHERE deliberated_on < published_on",
        "集体审议 last": "SELECT count(*) FROM claim WHERE deliberated_on > published_until",
        "merged": "SELECT count(*) FROM applicant WHERE merged_into IS NOT NULL",
        "taken up again and paid": "SELECT count(*) FROM claim WHERE note LIKE '%LC-202%'"
        " AND paid_fen > 0",
    }
    assert {what: db.value(query) for what, query in traces.items() if not db.value(query)} == {}
    # Numbers begin anew with the year, and none is missing.
    for year in (2024, 2025):
        numbers = [
            str(number)
            for (number,) in db.rows(
                "SELECT number FROM claim WHERE number LIKE ? ORDER BY number", (f"LC-{year}-%",)
            )
        ]
        assert numbers == [f"LC-{year}-{n:04d}" for n in range(1, len(numbers) + 1)]
        assert numbers
    bureaus.close(office)


def test_a_rough_year_and_the_turn_into_the_next_stay_sound(tmp_path: Path) -> None:
    watch = Watch(every=10)
    check(lived(tmp_path, 90, watch), watch, 90)


@pytest.mark.long
def test_a_year_of_four_hundred_claims_stays_sound_after_every_act(tmp_path: Path) -> None:
    watch = Watch(every=1)
    check(lived(tmp_path, 400, watch), watch, 400)


ON = {"achieved_on": "2023-05-01"}
INVENTION = {**ON, "patent_kind": "发明"}
PAID_INTEREST = {"paid_on": "2023-06-20", "interest_fen": "100000.00", "penalty_fen": "0"}
# Name, award, items, and what the policy's own sentence comes to, worked by hand.
NAMED: tuple[tuple[str, str, list[tuple[str, Mapping[str, object]]], int], ...] = (
    ("一件十年专利 0.5万元", "01-01", [patent("201210123456.8")], 500_000),
    ("三件十年专利 3×0.5万元", "01-01",
     [patent("201210123457.6"), patent("201210123458.4"), patent("201210123459.2")], 1_500_000),
    ("中国专利金奖 10万元", "01-02", [("201310000001.7", INVENTION)], 10_000_000),
    ("中国专利银奖 5万元", "01-03", [("201310000002.1", INVENTION)], 5_000_000),
    ("广东专利金奖 5万元", "01-04", [("201310000003.6", INVENTION)], 5_000_000),
    ("中国专利优秀奖 3万元", "01-05", [("201310000004.0", INVENTION)], 3_000_000),
    ("广东专利优秀奖 2万元", "01-07", [("201310000006.X", INVENTION)], 2_000_000),
    ("地理标志保护产品 5万元", "02-01", [("乐昌马蹄", ON)], 5_000_000),
    ("地理标志商标 3万元", "02-02", [("61234567", ON)], 3_000_000),
    ("国际互认 5万元", "02-03", [("中欧互认·乐昌马蹄", ON)], 5_000_000),
    ("两件集体商标 2×0.5万元", "02-04", [("62345678", ON), ("62345679", ON)], 1_000_000),
    ("国家级示范区 15万元", "02-05", [("乐昌马蹄保护示范区", ON)], 15_000_000),
    ("省级示范区 10万元", "02-06", [("张溪香芋保护示范区", ON)], 10_000_000),
    ("四十件作品 40×100元", "03-01", works(1, 40), 400_000),
    ("一百件作品，到单位年度上限", "03-01", works(101, 100), 1_000_000),
    ("最具价值版权作品 1万元", "03-02",
     [("《九峰桃花》组画", {**ON, "title": "广东省最具价值版权作品"})], 1_000_000),
    ("省版权示范单位 1万元", "03-06", [("", {**ON, "title": "广东省版权示范单位"})], 1_000_000),
    ("国家示范企业 5万元", "07-01", [("", ON)], 5_000_000),
    ("国家优势企业 2万元", "07-02", [("", ON)], 2_000_000),
    ("省示范企业 2万元", "07-03", [("", ON)], 2_000_000),
    ("利息10万元的15%", "05-01",
     [("NH-1", {"listed": "是", "on_time": "是", "ip_share": "1", "payments": [PAID_INTEREST]})],
     1_500_000),
    ("保费6万元的15%", "05-02",
     [("PZIP1/1", {"paid_on": "2023-06-20", "premium_fen": "60000", "refund_fen": "0"})],
     900_000),
)  # fmt: skip


def test_named_claims_come_to_what_was_worked_by_hand(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "home")
    got = {}
    for number, (name, award, items, _) in enumerate(NAMED):
        claim = desk.received(desk.applicant(f"乐昌市第{number}号有限公司"), award, *items)
        result = desk.read(claim).assessment
        assert result is not None
        got[name] = result.amount_fen
        assert list(proofs.disagreements(desk.office.db)) == []
    assert got == {name: fen for name, _, _, fen in NAMED}


def sound(desk: Desk) -> None:
    assert list(proofs.disagreements(desk.office.db)) == []


def test_two_claims_race_for_the_last_unit_and_the_next_year_has_its_own_cap(
    tmp_path: Path,
) -> None:
    desk = new_desk(tmp_path / "home", datetime(2023, 9, 4, 9, 30))
    firm = desk.applicant()
    first = desk.received(firm, "03-01", *works(1, 99))
    rivals = [desk.draft(firm, "03-01", *works(number, 1)) for number in (301, 302)]
    for rival in rivals:
        desk.receive(rival)
    sums = [fen.amount_fen for rival in rivals if (fen := desk.read(rival).assessment)]
    assert sorted(sums) == [0, 10_000]  # one has the hundredth, the other nothing
    assert entitlements.quota(desk.office.db, PACK, "03-01", firm, 2023) == (100, 100)
    desk.take("clerk", first, "withdraw", reason="撤回")
    sound(desk)
    assert entitlements.quota(desk.office.db, PACK, "03-01", firm, 2023) == (1, 100)
    desk.clock.go_to(date(2024, 1, 8))
    later = desk.received(firm, "03-01", *works(401, 100))
    assert desk.claim(later).number == "LC-2024-0001"
    assert desk.claim(later).fund_year == 2024
    assert entitlements.quota(desk.office.db, PACK, "03-01", firm, 2024) == (100, 100)
    sound(desk)


def test_payment_batches_hand_over_and_budgets_stay_sound(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "home")
    office = desk.office
    set_budget(office, desk.clerk, PACK, 2024, 600_000_000)
    claims = [
        desk.approved(
            desk.applicant(f"乐昌市{n}号有限公司"), "01-01", patent(f"20121012345{n}.{c}")
        )
        for n, c in ((6, 8), (7, 6), (8, 4))
    ]
    for claim in claims:
        desk.issue(claim)
    today = desk.clock.now().date()
    made = draw_up_payment(office, desk.payer, dict.fromkeys(claims, 500_000), today)
    assert made.batch is not None
    sound(desk)
    paid = record_paid(office, desk.payer, made.batch.id, claims[:2], today, "记-1")
    assert paid.fen == 1_000_000
    sound(desk)
    record_returned(office, desk.payer, made.batch.id, claims[1:], today, "账号有误")
    sound(desk)
    assert [desk.claim(claim).stage for claim in claims] == [
        Stage.PAID,
        Stage.APPROVED,
        Stage.APPROVED,
    ]
    hand_over(office, desk.clerk, claims, desk.everything.id, "休假")
    assert {desk.claim(claim).handler for claim in claims} == {desk.everything.id}
    again = draw_up_payment(office, desk.payer, {claims[1]: 200_000}, today)
    assert again.batch is not None
    change = {"change": "revoke", "cause": "error", "reason": "复查"}
    desk.take("reviewer", claims[1], "propose_change", **change)
    with pytest.raises(UserError) as caught:
        desk.take("approver", claims[1], "revoke")
    assert caught.value.code == "change-while-listed"
    sound(desk)
    assert verify(office).faults == ()

"""An office with three operators and the ways a claim goes through it, for tests of casework."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.identifiers import credit_code_problem
from ipdesk.domain.record import CheckState, ClaimRecord
from ipdesk.domain.registration import ApplicantForm
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.paths import Home
from ipdesk.services.applicants import register_applicant
from ipdesk.services.bureaus import Bureau, BureauForm, Colleague
from ipdesk.services.checklists import answer_check
from ipdesk.services.claim_reading import Reading, read_claim
from ipdesk.services.claims import ClaimForm, ItemForm, open_claim, save_draft
from ipdesk.services.decisions import take
from ipdesk.services.letters import Issued, issue_letter, preview_letter
from ipdesk.services.office import Actor, Office
from ipdesk.services.operators import list_operators
from tests.prepared import KEY, found

__all__ = ["KEY"]
PACK = "lechang-2022"
HOUSE = Bureau(
    "乐昌市市场监督管理局", "乐昌市市监局", "乐市监知奖", "LC", contact="李某", phone="0751-5550000"
)
PEOPLE = (
    Colleague("经办甲", (Role.CLERK, Role.ADMINISTRATOR)),
    Colleague("复核乙", (Role.REVIEWER,)),
    Colleague("审批丙", (Role.APPROVER,)),
    Colleague("财务丁", (Role.PAYER,)),
    Colleague("全能戊", (Role.CLERK, Role.REVIEWER, Role.APPROVER)),
)


class HandClock:
    """A clock set by hand."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def go_to(self, day: date) -> None:
        self.moment = datetime.combine(day, self.moment.time())


@dataclass(frozen=True, slots=True)
class Desk:
    """The open office, its clock and its people."""

    office: Office
    clock: HandClock
    clerk: Actor
    reviewer: Actor
    approver: Actor
    payer: Actor
    everything: Actor

    def applicant(self, name: str = "乐昌市甲科技有限公司", code: str = "", **more: object) -> int:
        """A local applicant with an account in its own name."""
        about: dict[str, object] = {
            "kind": ApplicantKind.ENTERPRISE,
            "local": True,
            "bank": "乐昌农商银行",
            "account_name": name,
            "account": "80020000012345678",
        }
        number = credit_code(name)
        form = ApplicantForm(name=name, code=code or number, **{**about, **more})  # type: ignore[arg-type]
        return register_applicant(self.office, self.clerk, form).id

    def draft(
        self, applicant: int, award: str, *items: tuple[str, Mapping[str, object]], **more: object
    ) -> int:
        """A claim as typed at the counter, not yet received."""
        claim = open_claim(self.office, self.clerk, applicant, PACK, award).id
        save_draft(self.office, self.clerk, claim, self.form(*items, **more))
        return claim

    def form(self, *items: tuple[str, Mapping[str, object]], **more: object) -> ClaimForm:
        today = self.clock.now().date()
        values: dict[str, object] = {
            "received_on": today,
            "fund_year": today.year,
            "copies": 2,
            "basis_document": "",
            "note": "",
        }
        forms = tuple(ItemForm(subject, typed) for subject, typed in items)
        return ClaimForm(**{**values, **more}, items=forms)  # type: ignore[arg-type]

    def take(self, who: str, claim: int, act: str, **record: object) -> None:
        take(self.office, getattr(self, who), claim, act, record)

    def receive(self, claim: int) -> None:
        self.take("clerk", claim, "receive", received_on=self.clock.now().date(), copies=2)

    def received(self, applicant: int, award: str, *items: tuple[str, Mapping[str, object]]) -> int:
        claim = self.draft(applicant, award, *items)
        self.receive(claim)
        return claim

    def tick(self, claim: int) -> None:
        """Answer what only a person can answer."""
        for line in self.read(claim).lines:
            if line.state is CheckState.UNCHECKED:
                answer_check(self.office, self.clerk, claim, line.check.id, CheckState.MET)

    def examined(self, applicant: int, award: str, *items: tuple[str, Mapping[str, object]]) -> int:
        claim = self.received(applicant, award, *items)
        self.take("clerk", claim, "accept")
        self.tick(claim)
        self.take("clerk", claim, "examine")
        return claim

    def publish(self, claim: int) -> None:
        """From examined to published today."""
        self.take("reviewer", claim, "review")
        self.take("approver", claim, "sign")
        self.post(claim)

    def post(self, claim: int) -> None:
        today = self.clock.now().date()
        self.take("clerk", claim, "publish", starts_on=today, channel="市政府网站")

    def approve(self, claim: int) -> None:
        """From published to approved, the day after the publicity."""
        until = self.claim(claim).published_until
        assert until is not None
        self.clock.go_to(until + timedelta(days=1))
        self.take("clerk", claim, "unobject", result="无异议")
        self.take("approver", claim, "approve")

    def approved(self, applicant: int, award: str, *items: tuple[str, Mapping[str, object]]) -> int:
        claim = self.examined(applicant, award, *items)
        self.publish(claim)
        self.approve(claim)
        return claim

    def issue(self, claim: int) -> Issued:
        return issue_letter(self.office, self.clerk, preview_letter(self.office, claim))

    def pay(self, claim: int) -> None:
        today = self.clock.now().date()
        fen = self.claim(claim).approved_fen
        self.take("payer", claim, "pay", paid_on=today, voucher="记-12", paid_fen=fen)

    def read(self, claim: int) -> Reading:
        return read_claim(self.office, claim)

    def claim(self, claim: int) -> ClaimRecord:
        return self.read(claim).claim

    def findings(self, claim: int) -> list[tuple[str, Mapping[str, object]]]:
        """Every finding of a claim and its items."""
        result = self.read(claim).assessment
        assert result is not None
        found = [*result.findings, *(f for item in result.items for f in item.findings)]
        return [(finding.code, finding.values) for finding in found]

    def said(self, error: UserError) -> str:
        """What the clerk reads."""
        assert self.office.wording.has("message", error.code), error.code
        return self.office.wording.text("message", error.code, error.values)


def new_desk(folder: Path, moment: datetime = datetime(2024, 3, 4, 9, 30)) -> Desk:
    """A bureau founded on a Monday morning."""
    clock = HandClock(moment)
    office = found(Home(folder), BureauForm(HOUSE, PEOPLE), clock)
    people = {one.name: Actor(one.id, one.name, one.roles) for one in list_operators(office)}
    return Desk(office, clock, *(people[colleague.name] for colleague in PEOPLE))


def credit_code(name: str) -> str:
    """A code with the right last character, one for each name."""
    stem = f"91440281MA{int.from_bytes(name.encode(), 'big') % 10**7:07d}"
    return next(
        stem + last
        for last in "0123456789ABCDEFGHJKLMNPQRTUWXY"
        if credit_code_problem(stem + last) is None
    )


def patent(number: str, filed_on: str = "2013-01-10") -> tuple[str, Mapping[str, object]]:
    """An item of 01-01 that is long past its ten years."""
    return number, {"filed_on": filed_on, "in_force": "是"}


def works(first: int, count: int, year: int = 2023) -> list[tuple[str, Mapping[str, object]]]:
    """Items of 03-01: registered works numbered from `first`."""
    return [
        (f"粤作登字-{year}-F-{number:08d}", {"achieved_on": f"{year}-08-01"})
        for number in range(first, first + count)
    ]

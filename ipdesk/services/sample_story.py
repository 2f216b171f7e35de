"""The sample year: each claim lives its life through the services, day by day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from ipdesk.domain.next_step import blockers
from ipdesk.domain.record import CheckState, Proposal
from ipdesk.services.bureaus import committee_last
from ipdesk.services.checklists import answer_check
from ipdesk.services.claim_reading import find_claim, read_claim
from ipdesk.services.claims import ClaimForm, open_claim, save_draft
from ipdesk.services.decisions import take
from ipdesk.services.evidence import see_paper
from ipdesk.services.letters import issue_letter, preview_letter
from ipdesk.services.office import Office
from ipdesk.services.reopening import open_again
from ipdesk.services.sample_cast import Cast, EndingStretch, Life, Plot, Stretch
from ipdesk.services.sample_draw import Data, Draw
from ipdesk.services.sample_turns import Hands, Turns


class Story:
    """Lives of claims as generators: each yields the moment of its next act, then acts."""

    def __init__(
        self,
        office: Office,
        cast: Cast,
        draw: Draw,
        data: Data,
        letter_done: Callable[[int], None],
        act_done: Callable[[], None] = lambda: None,
    ) -> None:
        self._office = office
        self._cast = cast
        self._draw = draw
        self._texts: Mapping[str, str] = data["texts"]
        self._letter_done = letter_done
        self._act_done = act_done
        hands = Hands(self._take, self._letter, self._again, self._later)
        self._plots: dict[int, Plot] = {}
        self._carried_on = bool(data["happens"].get("carried_on"))
        self._turns = Turns(office, draw, data, hands)

    def live(self, plot: Plot) -> Life:
        """One claim from the counter to the archive, or to where it ends early."""
        moment = self._moment(plot.received_on)
        yield moment
        claim = self._hand_in(plot)
        if self._draw.happens(0.02):
            return  # stays a draft
        yield from self._handle(claim, plot, moment, moment.date())

    def _handle(self, claim: int, plot: Plot, moment: datetime, came_on: date) -> Life:
        """From receipt on; who is taken up again later has a plot by then."""
        self._plots[claim] = plot
        self._take("receive", claim, {"received_on": came_on, "copies": 2})
        moment = self._later(moment, 0, 2)
        yield moment
        if self._turns.happens("void"):
            self._take("void", claim, {"reason": self._texts["void"]}, "reviewer")
            self._file(claim, moment)
            return
        accepted = yield from self._accept(claim, moment)
        if accepted is None:
            return
        reviewed = yield from self._examine(claim, plot, accepted)
        if reviewed is None:
            return
        yield from self._decide(claim, plot, reviewed)

    def _hand_in(self, plot: Plot) -> int:
        office, clerk = self._office, self._cast.clerk
        policy = office.award_policies[0]
        opened = open_claim(
            office, clerk, plot.applicant, policy.id, plot.award.id, plot.received_on
        )
        form = ClaimForm(
            received_on=plot.received_on,
            fund_year=plot.received_on.year,
            copies=2,
            basis_document=self._texts.get("basis_document", ""),
            note="",
            items=self._draw.items(plot.plan, plot.received_on),
        )
        save_draft(office, clerk, opened.id, form)
        return opened.id

    def _accept(self, claim: int, moment: datetime) -> EndingStretch:
        if self._draw.happens(0.02):
            self._take("decline", claim, {"reason": self._texts["declined"]})
            self._letter(claim)
            return None
        if self._draw.happens(0.05):
            due = moment.date() + timedelta(days=15)
            missing = {
                "missing": self._texts["returned"],
                "due_on": due,
                "delivery": self._texts["delivery"],
            }
            self._take("return", claim, missing)
            self._letter(claim)
            moment = self._later(moment, 3, 9)
            yield moment
            self._take("resume", claim)
        self._take("accept", claim)
        return moment

    def _examine(self, claim: int, plot: Plot, moment: datetime) -> EndingStretch:
        moment = self._later(moment, 1, 6)
        yield moment
        if self._draw.happens(0.02):
            self._take("withdraw", claim, {"reason": self._texts["withdrawn"]})
            return None
        for piece in plot.award.evidence:
            if piece.required:
                see_paper(self._office, self._cast.clerk, claim, piece.id)
        for line in read_claim(self._office, claim).lines:
            if line.state is CheckState.UNCHECKED:
                self._answer(claim, line.check.id)
        self._settle_open_questions(claim)
        self._take("examine", claim)
        moment = self._later(moment, 1, 4)
        yield moment
        if self._draw.happens(0.03):
            self._take("send_back", claim, {"reason": self._texts["sent_back"]}, "reviewer")
            moment = self._later(moment, 1, 3)
            yield moment
            self._take("examine", claim)
            moment = self._later(moment, 1, 2)
            yield moment
        moment = yield from self._turns.visit(claim, moment)
        return (yield from self._review(claim, moment))

    def _review(self, claim: int, moment: datetime) -> Stretch:
        if self._changed(claim, "review"):
            moment = yield from self._examine_again(claim, moment)
        self._take("review", claim, None, "reviewer", self._texts["review"])
        return moment

    def _changed(self, claim: int, act: str) -> bool:
        """Whether another claim has meanwhile changed what this one comes to."""
        found = {b.code for b in blockers(read_claim(self._office, claim).situation, act)}
        return bool(found & {"amount-changed", "not-payable"})

    def _examine_again(self, claim: int, moment: datetime) -> Stretch:
        self._take("send_back", claim, {"reason": self._texts["changed"]}, "reviewer")
        moment = self._later(moment, 0, 1)
        yield moment
        self._settle_open_questions(claim)
        self._take("examine", claim)
        return moment

    def _decide_again(self, claim: int, plot: Plot, moment: datetime) -> Life:
        self._take("return_to_review", claim, {"reason": self._texts["changed"]}, "approver")
        moment = self._later(moment, 1, 2)
        yield moment
        moment = yield from self._review(claim, moment)
        yield from self._decide(claim, plot, moment)

    def _settle_open_questions(self, claim: int) -> None:
        """What no committee can decide, such as an unknown title, is answered 不符合."""
        reading = read_claim(self._office, claim)
        if "decision-open" not in {b.code for b in blockers(reading.situation, "examine")}:
            return
        for line in reading.lines:
            if line.findings:
                note = self._texts["unmet"]
                clerk, unmet = self._cast.clerk, CheckState.UNMET
                answer_check(self._office, clerk, claim, line.check.id, unmet, note)
                return

    def _answer(self, claim: int, check: str) -> None:
        state, note = CheckState.MET, ""
        if self._draw.happens(0.004):
            state, note = CheckState.UNMET, self._texts["unmet"]
        answer_check(self._office, self._cast.clerk, claim, check, state, note)

    def _decide(self, claim: int, plot: Plot, moment: datetime) -> Life:
        moment = self._later(moment, 1, 5)
        yield moment
        proposal = find_claim(self._office, claim).proposal
        if proposal is Proposal.REFUSE:
            self._take("refuse", claim, {"reason": self._texts["refused"]}, "approver")
            yield self._later(moment, 1, 2)
            self._letter(claim)
            return
        if proposal is Proposal.REFER:
            self._take("refer", claim, {"referred_to": self._texts["referred_to"]}, "approver")
            return
        if self._changed(claim, "sign"):
            yield from self._decide_again(claim, plot, moment)
            return
        self._take("sign", claim, None, "approver", self._texts["sign"])
        moment = self._later(moment, 1, 5)
        yield moment
        if not committee_last(self._office):
            moment = yield from self._deliberate(claim, plot, moment)
        yield from self._publish(claim, plot, moment)

    def _deliberate(self, claim: int, plot: Plot, moment: datetime) -> Stretch:
        """The committee's amount, where there is one to decide and it has not been yet."""
        waiting = find_claim(self._office, claim)
        if waiting.proposal is not Proposal.DECIDE or waiting.deliberated_on:
            return moment
        low, high = plot.plan.get("decided_yuan", (10_000, 30_000))
        most = plot.award.ceiling_fen or plot.award.fen or high * 100
        fen = min(self._draw.chance.randrange(low, high + 1, 5000) * 100, most)
        record = {
            "minutes_number": f"〔{moment.year}〕{self._draw.chance.randint(3, 40)}号",
            "met_on": moment.date(),
            "decided_fen": fen,
        }
        self._take("deliberate", claim, record)
        moment = self._later(moment, 2, 4)
        yield moment
        return moment

    def _publish(self, claim: int, plot: Plot, moment: datetime) -> Life:
        if self._changed(claim, "publish"):
            yield from self._decide_again(claim, plot, moment)
            return
        self._take(
            "publish",
            claim,
            {"starts_on": moment.date(), "channel": self._texts["channel"]},
        )
        until = find_claim(self._office, claim).published_until or moment.date()
        answered = yield from self._turns.objection(claim, moment)
        if answered is None:
            return
        until = max(until, answered.date())
        moment = self._moment(until + timedelta(days=1))
        yield moment
        self._take("unobject", claim, {"result": self._texts["result"]})
        moment = self._later(moment, 1, 4)
        yield moment
        moment = yield from self._deliberate(claim, plot, moment)
        if self._changed(claim, "approve"):
            yield from self._decide_again(claim, plot, moment)
            return
        self._take("approve", claim, None, "approver", self._texts["approve"])
        # The letter goes out on the day of approval, so that every approved fen has its letter.
        self._letter(claim)
        kept = yield from self._turns.withdrawn_decision(claim, moment)
        if kept is None:
            return
        moment = self._later(kept, 5, 20)
        yield moment
        moment = yield from self._turns.pay(claim, moment)
        moment = yield from self._turns.second_thoughts(claim, moment)
        moment = self._later(moment, 5, 30)
        yield moment
        self._file(claim, moment)

    def _file(self, claim: int, moment: datetime) -> None:
        number = f"{moment.year}-IP-{claim:04d}"
        self._take("archive", claim, {"archive_number": number})

    def _again(self, claim: int, moment: datetime) -> Life:
        """The same request as a new draft; where the data tells of it, it goes its way too."""
        opened = open_again(self._office, self._cast.clerk, claim)
        if self._carried_on:
            came_on = find_claim(self._office, claim).received_on or moment.date()
            yield from self._handle(opened.id, self._plots[claim], moment, came_on)

    def _letter(self, claim: int) -> None:
        preview = preview_letter(self._office, claim)
        issued = issue_letter(self._office, self._cast.clerk, preview)
        self._letter_done(issued.id)
        self._act_done()

    def _take(
        self,
        act: str,
        claim: int,
        record: Mapping[str, object] | None = None,
        who: str = "clerk",
        opinion: str = "",
    ) -> None:
        take(self._office, getattr(self._cast, who), claim, act, record, opinion)
        self._act_done()

    def _moment(self, day: date) -> datetime:
        """A minute of office hours on `day`, or on the next weekday."""
        while day.weekday() > 4:
            day += timedelta(days=1)
        minutes = self._draw.chance.randint(0, 7 * 60)
        return datetime.combine(day, time(9, 0)) + timedelta(minutes=minutes)

    def _later(self, moment: datetime, least: int, most: int) -> datetime:
        days = self._draw.chance.randint(least, most)
        later = self._moment(moment.date() + timedelta(days=days))
        return max(later, moment + timedelta(minutes=1))

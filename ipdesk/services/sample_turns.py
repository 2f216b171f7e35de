"""What does not go smoothly in the sample year: visits, objections, money that comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ipdesk.domain.record import Change
from ipdesk.domain.stages import Stage
from ipdesk.services.claim_reading import find_claim, read_claim
from ipdesk.services.claims import ItemForm
from ipdesk.services.corrections import outlook
from ipdesk.services.office import Office
from ipdesk.services.sample_cast import EndingStretch, Life, Stretch
from ipdesk.services.sample_draw import Data, Draw
from ipdesk.storage import payments

Later = Callable[[datetime, int, int], datetime]


@dataclass(frozen=True, slots=True)
class Hands:
    """How the story acts: one step, the letter that is due, and the next office hour."""

    take: Callable[..., None]
    letter: Callable[[int], None]
    again: Callable[[int, datetime], Life]  # the same request taken up anew
    later: Later


class Turns:
    """The turns a claim may take; how often is told by the data of the sample."""

    def __init__(self, office: Office, draw: Draw, data: Data, hands: Hands) -> None:
        self._office = office
        self._draw = draw
        self._rates: Mapping[str, float] = data["happens"]
        self._texts: Mapping[str, str] = data["texts"]
        self._hands = hands

    def happens(self, turn: str) -> bool:
        return self._draw.happens(self._rates[turn])

    def visit(self, claim: int, moment: datetime) -> Stretch:
        """现场核查 between examination and review."""
        if not self.happens("visit"):
            return moment
        day = moment.date()
        asked = {"inspection": self._texts["visit"], "inspect_by": day + timedelta(days=10)}
        self._hands.take("inspect", claim, asked)
        moment = self._hands.later(moment, 2, 6)
        yield moment
        found = {
            "inspected_on": moment.date(),
            "people": self._texts["visitors"],
            "finding": self._texts["visited"],
        }
        self._hands.take("conclude", claim, found)
        return moment

    def objection(self, claim: int, moment: datetime) -> EndingStretch:
        """异议 during the publicity: upheld, it ends the claim; else the publicity goes on."""
        if not self.happens("objection"):
            return moment
        said = {"objector": self._texts["objector"], "content": self._texts["objection"]}
        self._hands.take("object", claim, said)
        moment = self._hands.later(moment, 1, 3)
        yield moment
        if self.happens("upheld"):
            self._hands.take("refuse", claim, {"reason": self._texts["upheld"]}, "approver")
            self._hands.letter(claim)
            return None
        answer = {"finding": self._texts["dismissed"], "basis": self._texts["basis"]}
        self._hands.take("settle", claim, answer, "reviewer")
        return moment

    def withdrawn_decision(self, claim: int, moment: datetime) -> EndingStretch:
        """撤销 before anything was paid; the applicant's request is taken up again as a draft."""
        if not self.happens("revoked"):
            return moment
        self._propose(claim, Change.REVOKE)
        moment = self._hands.later(moment, 1, 3)
        yield moment
        self._hands.take("revoke", claim, None, "approver")
        self._hands.letter(claim)
        if self.happens("reopened"):
            yield from self._hands.again(claim, moment)
        return None

    def pay(self, claim: int, moment: datetime) -> Stretch:
        """Whole or in two parts; now and then the bank sends a transfer back."""
        due = find_claim(self._office, claim).due_fen
        if due > 1 and self.happens("parts"):
            self._pay(claim, moment.date(), due // 2)
            moment = self._hands.later(moment, 3, 10)
            yield moment
        self._pay(claim, moment.date(), find_claim(self._office, claim).due_fen)
        if self.happens("bounced"):
            moment = self._hands.later(moment, 1, 4)
            yield moment
            sent = [one for one in payments.of_claim(self._office.db, claim) if one.kind == "paid"]
            back = {
                "bounced_on": moment.date(),
                "payment": sent[-1].id,
                "reason": self._texts["bounced"],
            }
            self._hands.take("bounce", claim, back, "payer")
            moment = self._hands.later(moment, 2, 6)
            yield moment
            self._pay(claim, moment.date(), find_claim(self._office, claim).due_fen)
        return moment

    def second_thoughts(self, claim: int, moment: datetime) -> Stretch:
        """更正 or 撤销 of what was paid: the money comes back in parts, or is let go."""
        items = self._fewer(claim)
        if items and self.happens("corrected"):
            self._propose(claim, Change.CORRECT, items=items)
        elif self.happens("revoked_paid"):
            self._propose(claim, Change.REVOKE)
        else:
            return moment
        moment = self._hands.later(moment, 1, 4)
        yield moment
        act = "correct" if self._is_correction(claim) else "revoke"
        self._hands.take(act, claim, None, "approver")
        self._hands.letter(claim)
        while find_claim(self._office, claim).stage is Stage.RECOVERY:
            left = find_claim(self._office, claim).outstanding_fen
            if not left:
                break
            moment = self._hands.later(moment, 3, 12)
            yield moment
            if self.happens("let_go"):
                given_up = {"reason": self._texts["let_go"], "basis": self._texts["basis"]}
                self._hands.take("remit", claim, given_up, "approver")
            else:
                fen = max(left // 2, 1) if left > 100_00 and self.happens("parts") else left
                self._recover(claim, moment.date(), fen)
        return moment

    def _is_correction(self, claim: int) -> bool:
        waiting = read_claim(self._office, claim).situation.open_correction
        return waiting is not None and waiting.change is Change.CORRECT

    def _fewer(self, claim: int) -> tuple[ItemForm, ...]:
        """The items without the last one, where the claim would come to less by that."""
        kept = read_claim(self._office, claim).items[:-1]
        forms = tuple(ItemForm(item.subject, item.typed) for item in kept)
        if not forms:
            return ()
        seen = outlook(self._office, claim, Change.CORRECT, forms)
        return forms if 0 < seen.new_fen < seen.old_fen else ()

    def _propose(self, claim: int, change: Change, **more: object) -> None:
        record = {"change": change, "cause": "error", "reason": self._texts["change"], **more}
        self._hands.take("propose_change", claim, record, "reviewer")

    def _pay(self, claim: int, day: date, fen: int) -> None:
        made = len(payments.of_claim(self._office.db, claim)) + 1
        voucher = f"{day:%Y%m}-{claim:04d}-{made}"
        record = {"paid_on": day, "voucher": voucher, "paid_fen": fen}
        self._hands.take("pay", claim, record, "payer")

    def _recover(self, claim: int, day: date, fen: int) -> None:
        record = {"recovered_on": day, "recovered_fen": fen, "voucher": f"{day:%Y%m}-R{claim:04d}"}
        self._hands.take("recover", claim, record, "payer")

"""上手: the ten-minute path of a newcomer; a step is done when the journal says so."""

from __future__ import annotations

from dataclasses import dataclass

from ipdesk.services.bureaus import bureau
from ipdesk.services.office import Office
from ipdesk.storage import journal, journal_list

# Each step with the acts that prove it, in the order a claim goes.
STEPS: tuple[tuple[str, frozenset[str]], ...] = (
    ("register", frozenset({"register_applicant"})),
    ("receive", frozenset({"receive", "receive_application"})),
    ("check", frozenset({"answer_check"})),
    ("examine", frozenset({"examine"})),
    ("approve", frozenset({"approve"})),
    ("letter", frozenset({"issue_letter"})),
    ("ledger", frozenset({"export_ledger", "export_list", "export_year_end"})),
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody has come since they began."""

    since: int  # the journal's end when they began
    done: frozenset[str]
    sample: bool  # a bureau to try things out

    @property
    def complete(self) -> bool:
        return len(self.done) == len(STEPS)


def progress(office: Office, since: int) -> Progress:
    """Which steps were taken after `since`; one that lies nowhere in the journal begins now."""
    head, sample = journal.head(office.db)[0], bureau(office).sample
    if not 0 <= since <= head:
        return Progress(head, frozenset(), sample)
    acts = journal_list.acts_after(office.db, since)
    return Progress(since, frozenset(step for step, proof in STEPS if acts & proof), sample)

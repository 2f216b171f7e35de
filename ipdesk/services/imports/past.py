"""历史奖补: old ledgers as history that counts; corrected with a reason, never silently."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.claim import Grant
from ipdesk.domain.granting import earlier_grant
from ipdesk.domain.history import AGAIN
from ipdesk.domain.importing import Fault, Option, PlannedRow, Question
from ipdesk.domain.names import folded
from ipdesk.domain.past_award import PastAward
from ipdesk.domain.policy import Award, Policy
from ipdesk.domain.rules.count_cap import CountCap
from ipdesk.domain.stages import Role
from ipdesk.domain.text import subject_key
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.claims import match_awards
from ipdesk.services.imports.matching import APPLICANT, Newcomers, Register, kind_of
from ipdesk.services.imports.plan import Desk, Progress, content_key, skip
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.readings import effective
from ipdesk.storage import applicants, past_awards
from ipdesk.storage.imports import Made

_OFFERED = 6
_CHOSEN = "award:"
AWARD, AGAIN_PAID = "award", "again"


def check(desk: Desk, rows: Sequence[PlannedRow]) -> None:
    """Each row's award, applicant and day; then what is paid once must not stand there twice."""
    policy = _policy(desk)
    register = Register(desk)
    awards = _Awards(desk, policy)
    sound = []
    for row in rows:
        award = awards.find(row)
        found = register.find(row)
        if award is None or not found:
            continue
        row.found[AWARD] = award.id
        _settle_day(row)
        if not row.text("subject") and award.key != "applicant":
            row.notes.append(Fault("subject", "subject-unknown"))
        row.key = content_key(
            "past",
            policy.id,
            award.id,
            folded(row.text("name")),
            subject_key(row.text("subject")),
            row.day("fact_on"),
            row.number("fund_year"),
            row.number("amount_fen"),
            row.text("document_number"),
        )
        sound.append(row)
    _check_once(desk, policy, sound)


def write(desk: Desk, rows: Sequence[PlannedRow], batch: int, progress: Progress) -> list[Made]:
    """Keep each payment and let it count, with its own entry in the journal."""
    policy = _policy(desk)
    newcomers = Newcomers(desk)
    readings = effective(desk.office, policy)
    made = []
    for count, row in enumerate(rows, start=1):
        applicant = newcomers.number(row)
        entry = _entry(row, policy, applicant, batch)
        kind = kind_of(desk, row)
        grant = _grant(policy, readings, entry, f"{batch}-{row.line}")
        if row.found.get(AGAIN_PAID):
            grant = grant._replace(key=f"{grant.key}{AGAIN}{entry.fact_on} {batch}-{row.line}")
        number = past_awards.insert(
            desk.office.db, entry, grant, limits(policy, policy.awards[entry.award], kind, grant)
        )
        record(desk.office, desk.actor, "import_past_award", "past_award", number, _plain(entry))
        made.append(Made(row.line, "past_award", number, row.key))
        progress(count, len(rows))
    made += [Made(line, "applicant", number) for line, number in newcomers.made]
    return made


def past_awards_of(office: Office, applicant: int) -> tuple[PastAward, ...]:
    """What was imported for an applicant, for its page."""
    return past_awards.of_applicant(office.db, applicant)


def amend_past_award(
    office: Office, actor: Actor, number: int, changes: Mapping[str, object], reason: str
) -> Changes:
    """Correct a past payment; old and new stand in the journal with the reason."""
    actor.require(Role.CLERK)
    before, policy = _known(office, number, reason)
    after = replace(before, **changes)  # type: ignore[arg-type]  # names of PastAward
    if after == before:
        return Changes.of()
    with act(office) as db:
        grant = _grant(policy, effective(office, policy), after, f"{after.batch}-{number}")
        who = applicants.get(db, after.applicant)
        assert who is not None
        if AGAIN in (old_key := past_awards.key_of(db, number)):
            grant = grant._replace(key=f"{grant.key}{AGAIN}{old_key.rpartition(AGAIN)[2]}")
        most = limits(policy, policy.awards[after.award], who.kind, grant)
        past_awards.update(db, after, grant, most)
        old, new = _plain(before), _plain(after)
        data = {
            name: {"old": old[name], "new": new[name]} for name in new if old[name] != new[name]
        }
        record(office, actor, "amend_past_award", "past_award", number, data, reason.strip())
    return Changes.of("past_award", ids=(number,))


def withdraw_past_award(office: Office, actor: Actor, number: int, reason: str) -> Changes:
    """A row of the old ledger that should not count; it stays on file as withdrawn."""
    actor.require(Role.CLERK)
    entry, policy = _known(office, number, reason)
    with act(office) as db:
        past_awards.withdraw(db, number, _limits_of(office, policy, entry))
        data = {"counts": {"old": True, "new": False}, **_plain(entry)}
        record(office, actor, "withdraw_past_award", "past_award", number, data, reason.strip())
    return Changes.of("past_award", ids=(number,))


def take_back(office: Office, batch: int) -> None:
    """Undo: nothing of the batch counts any more; the journal keeps what it said."""
    for entry in past_awards.of_batch(office.db, batch):
        if entry.counts:
            policy = office.policy(entry.pack)
            past_awards.withdraw(office.db, entry.id, _limits_of(office, policy, entry))
    past_awards.delete_undone(office.db, batch)


def limits(
    policy: Policy, award: Award, kind: ApplicantKind, grant: Grant
) -> dict[tuple[str, int], int]:
    """The yearly limits of what a grant uses, as far as the policy sets any."""
    most = award.year_cap_fen or 0
    for rule in policy.plans[award.id].limits:
        if isinstance(rule, CountCap):
            most = rule.individuals if kind is ApplicantKind.INDIVIDUAL else rule.units
    return {(cap, year): most if cap == award.id else 0 for cap, year, _ in grant.uses}


class _Awards:
    """Finds the award a row means; each wording of the ledger is asked about once."""

    def __init__(self, desk: Desk, policy: Policy) -> None:
        self._desk = desk
        self._policy = policy
        self._named = _names(policy)
        self._guessed: dict[str, tuple[Award, ...]] = {}

    def find(self, row: PlannedRow) -> Award | None:
        words = row.text("award")
        exact = self._named.get(folded(words))
        if exact is not None:
            return exact
        offered = self._offered(words)
        if not offered:
            row.faults.append(Fault("award", "award-unknown", {"typed": words}))
            return None
        options = tuple(
            Option(_CHOSEN + award.id, "award", {"label": award.label}) for award in offered
        )
        question = Question(
            f"award:{folded(words)}", "award", "award-unsure", {"typed": words}, (*options, skip())
        )
        given = self._desk.answer(row, question)
        return self._policy.awards.get(given.removeprefix(_CHOSEN)) if given else None

    def _offered(self, words: str) -> tuple[Award, ...]:
        if words not in self._guessed:
            found = match_awards((self._policy,), words)
            self._guessed[words] = tuple(match.award for match in found[:_OFFERED])
        return self._guessed[words]


def _names(policy: Policy) -> dict[str, Award]:
    """What means one award and no other: its label and number, and words that are its alone."""
    named: dict[str, Award] = {}
    shared: dict[str, set[str]] = defaultdict(set)
    for clause in policy.clauses:
        for award in clause.awards:
            named[folded(award.label)] = named[folded(award.id)] = award
            words = (*award.keywords, *award.titles, *award.aliases)
            if len(clause.awards) == 1:
                words = (*words, clause.number, clause.heading)
            for word in words:
                shared[folded(word)].add(award.id)
    for word, awards in shared.items():
        if len(awards) == 1:
            named.setdefault(word, policy.awards[next(iter(awards))])
    return named


def _settle_day(row: PlannedRow) -> None:
    """A ledger without the day: the fund year stands in, and the row says so."""
    row.found["fact_known"] = row.day("fact_on") is not None
    if row.day("fact_on") is None:
        year = row.number("fund_year") or 0
        row.values["fact_on"] = date(year, 12, 31)
        row.notes.append(Fault("fact_on", "day-from-year", {"year": year}))


def _check_once(desk: Desk, policy: Policy, rows: Sequence[PlannedRow]) -> None:
    by_award: dict[str, list[tuple[str, PlannedRow]]] = defaultdict(list)
    for row in rows:
        award = policy.awards[str(row.found[AWARD])]
        if not row.text("subject") and award.key != "applicant":
            continue
        known = row.found.get(APPLICANT)
        who = str(known) if isinstance(known, int) else f"+{folded(row.text('name'))}"
        entry = _entry(row, policy, 0, 0)
        grant = earlier_grant(
            policy, {}, who, award.id, entry.subject, entry.fact_on, entry.fund_year, 0
        )
        by_award[award.id].append((grant.key, row))
    for award_id, keyed in by_award.items():
        keys = list(dict.fromkeys(key for key, _ in keyed))
        held = past_awards.keys_held(desk.office.db, policy.id, award_id, keys)
        first: dict[str, PlannedRow] = {}
        for key, row in keyed:
            if held.get(key):
                row.known = Fault("subject", "held-by-claim", {"claim": held[key]})
            elif key in held:
                _ask_again(desk, row, "paid-before-import", {})
            elif key in first:
                _ask_again(desk, row, "twice-in-file", {"line": first[key].line})
            else:
                first[key] = row


def _ask_again(desk: Desk, row: PlannedRow, code: str, values: Mapping[str, object]) -> None:
    """The old ledger paid the same thing twice: both count, or only the first."""
    question = Question(
        f"again:{row.key}:{row.line}",
        "subject",
        code,
        {"subject": row.text("subject"), **values},
        (Option("both", "both"), skip()),
    )
    row.found[AGAIN_PAID] = desk.answer(row, question) == "both"


def _entry(row: PlannedRow, policy: Policy, applicant: int, batch: int) -> PastAward:
    day = row.day("fact_on")
    assert day is not None
    return PastAward(
        id=0,
        batch=batch,
        pack=policy.id,
        award=str(row.found[AWARD]),
        applicant=applicant,
        subject=row.text("subject"),
        pieces=row.number("pieces") or 1,
        fact_on=day,
        fact_known=bool(row.found.get("fact_known", True)),
        fund_year=row.number("fund_year") or day.year,
        amount_fen=row.number("amount_fen") or 0,
        document_number=row.text("document_number"),
        paid_on=row.day("paid_on"),
        note=row.text("note"),
    )


def _grant(policy: Policy, readings: Mapping[str, str], entry: PastAward, own: str) -> Grant:
    """What the payment holds; several pieces in one row use as much of a cap by pieces."""
    award = policy.awards[entry.award]
    grant = earlier_grant(
        policy,
        readings,
        str(entry.applicant),
        entry.award,
        entry.subject,
        entry.fact_on,
        entry.fund_year,
        entry.amount_fen,
    )
    if not entry.subject and award.key != "applicant":
        # Nothing to compare: it counts, but it can rule nothing out by its number.
        grant = grant._replace(key=f"?{own}")
    by_pieces = any(isinstance(rule, CountCap) for rule in policy.plans[award.id].limits)
    uses = tuple(
        (cap, year, entry.pieces if by_pieces and cap == award.id else used)
        for cap, year, used in grant.uses
    )
    return grant._replace(uses=uses)


def _limits_of(office: Office, policy: Policy, entry: PastAward) -> dict[tuple[str, int], int]:
    who = applicants.get(office.db, entry.applicant)
    assert who is not None
    grant = _grant(policy, effective(office, policy), entry, "")
    return limits(policy, policy.awards[entry.award], who.kind, grant)


def _known(office: Office, number: int, reason: str) -> tuple[PastAward, Policy]:
    if not reason.strip():
        raise UserError("amend-needs-reason", field="reason")
    entry = past_awards.get(office.db, number)
    if entry is None or not entry.counts:
        raise UserError("past-award-gone")
    return entry, office.policy(entry.pack)


def _policy(desk: Desk) -> Policy:
    if desk.policy is None:
        raise UserError("no-policy-in-use")
    return desk.policy


def _plain(entry: PastAward) -> dict[str, object]:
    values = asdict(entry)
    values.pop("id")
    return values


__all__ = [
    "amend_past_award",
    "check",
    "past_awards_of",
    "take_back",
    "withdraw_past_award",
    "write",
]

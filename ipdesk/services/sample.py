"""样例单位: a whole bureau and its year, built through the services and never past them."""

from __future__ import annotations

import hashlib
import heapq
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.letter import DECIDING
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.paths import Home, resources
from ipdesk.services import bureaus, ledgers
from ipdesk.services.applicants import register_applicant
from ipdesk.services.bureaus import Bureau, BureauForm, Colleague
from ipdesk.services.claims import ClaimFilter
from ipdesk.services.letters import letter_pdf, letter_rows
from ipdesk.services.office import Actor, Office
from ipdesk.services.operators import list_operators
from ipdesk.services.sample_cast import Cast, Life, Plot
from ipdesk.services.sample_draw import Data, Draw
from ipdesk.services.sample_story import Story
from ipdesk.services.sample_targets import tell_targets
from ipdesk.services.year_end import export_year_end
from ipdesk.storage import files

Progress = Callable[[int, int], None]
_KEY_BYTES = 48  # key and salt of the store


class SampleClock:
    """A clock that the sample sets, so that the same seed gives the same year."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def set(self, moment: datetime) -> None:
        self._now = max(self._now, moment)


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample bureau, open, with the letters it issued in order."""

    office: Office
    clerk: Actor
    year: int
    letters: tuple[int, ...]


def build_sample(
    home: Home, claims: int, seed: int = 1, progress: Progress | None = None
) -> Sample:
    """Found the sample bureau in an empty folder and live through its year."""
    return live(home, claims, seed, read_data(), progress)


def live(
    home: Home,
    claims: int,
    seed: int,
    data: Data,
    progress: Progress | None = None,
    act_done: Callable[[Office], None] | None = None,
) -> Sample:
    """Found a bureau and live through the time `data` tells of; `act_done` looks on."""
    if home.database.exists():
        raise UserError("no-demo-home", path=str(home.root))
    clock = SampleClock(datetime.combine(data["begins"], time(8, 30)))
    key = hashlib.shake_256(f"ipdesk sample {seed}".encode()).digest(_KEY_BYTES)
    office = bureaus.create_bureau(home, _form(data), clock, key)
    try:
        return _lived(office, clock, claims, Draw(seed, data), data, progress, act_done)
    except BaseException:
        bureaus.close(office)  # stopped on its way: nobody else has it to close
        raise


def _lived(
    office: Office,
    clock: SampleClock,
    claims: int,
    draw: Draw,
    data: Data,
    progress: Progress | None,
    act_done: Callable[[Office], None] | None,
) -> Sample:
    people = _people(office)
    cast = Cast(*(people[role] for role in (Role.CLERK, Role.REVIEWER, Role.APPROVER, Role.PAYER)))
    fen = data["bureau"]["budget_yuan"] * 100
    for policy in office.award_policies:
        administrator = people[Role.ADMINISTRATOR]
        ledgers.set_budget(office, administrator, policy.id, data["year"], fen)
    letters: list[int] = []
    seen = (lambda: act_done(office)) if act_done else (lambda: None)
    story = Story(office, cast, draw, data, letters.append, seen)
    plots = _plots(office, cast.clerk, draw, data, claims, clock)
    _run([(plot, story.live(plot)) for plot in plots], clock, data["ends"], progress)
    tell_targets(office, cast, draw, data, _read, clock)
    return Sample(office, cast.clerk, data["year"], tuple(letters))


def read_data() -> Data:
    """The bureau of the sample and what happens in its year."""
    return _read("bureau")


def _read(name: str) -> Data:
    path = resources() / "sample" / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8"))


def _form(data: Data) -> BureauForm:
    about = {name: text for name, text in data["bureau"].items() if name != "budget_yuan"}
    colleagues = tuple(
        Colleague(person["name"], tuple(Role(role) for role in person["roles"]))
        for person in data["operators"]
    )
    return BureauForm(replace(Bureau(**about), sample=True), colleagues)


def _people(office: Office) -> dict[Role, Actor]:
    return {
        role: Actor(operator.id, operator.name, operator.roles)
        for operator in list_operators(office)
        for role in operator.roles
    }


def _plots(
    office: Office, clerk: Actor, draw: Draw, data: Data, claims: int, clock: SampleClock
) -> list[Plot]:
    """Who asks for what and when: every award once before any comes twice."""
    policy = office.award_policies[0]
    plans = _plans(policy.id, policy.awards)
    awards = list(policy.awards.values())
    order = awards[:claims] + draw.chance.choices(
        awards, [plans[award.id]["weight"] for award in awards], k=max(0, claims - len(awards))
    )
    span = f"{data['begins']}..{data['receives_until']}"
    days = sorted(draw.day(span) for _ in order)
    draw.chance.shuffle(order)
    pool: dict[ApplicantKind, list[int]] = {}
    plots = []
    for award, day in zip(order, days, strict=True):
        plan = plans[award.id]
        kind = ApplicantKind(draw.one(plan["kinds"]))
        known = pool.setdefault(kind, [])
        if not known or draw.happens(0.55):
            form = draw.applicant(kind)
            known.append(register_applicant(office, clerk, form).id)
        plots.append(Plot(draw.chance.choice(known), award, plan, day))
    return plots


def _plans(pack: str, awards: Any) -> dict[str, Data]:
    known = _read(pack)
    plain = known["defaults"]
    return {award: {**plain, **known.get(award, {})} for award in awards}


def _run(
    lives: list[tuple[Plot, Life]], clock: SampleClock, ends: date, progress: Progress | None
) -> None:
    """Let all claims live side by side, always the earliest act next, until the year ends."""
    waiting = [(next(life), index) for index, (_, life) in enumerate(lives)]
    heapq.heapify(waiting)
    done = 0
    while waiting:
        moment, index = heapq.heappop(waiting)
        if moment.date() > ends:
            done += 1
            continue
        clock.set(moment)
        following = next(lives[index][1], None)
        if following is not None:
            heapq.heappush(waiting, (following, index))
        else:
            done += 1
        if progress:
            progress(done, len(lives))


@dataclass(frozen=True, slots=True)
class Written:
    """What a sample year left in its output folder."""

    ledger: Path
    year_end: Path
    letters: tuple[Path, ...]
    letters_fen: int
    ledger_fen: int


def write_out(sample: Sample, out: Path) -> Written:
    """Write ledger, year-end workbook and every letter of the sample to a folder."""
    from ipdesk.documents.files import replace_file

    office, words = sample.office, sample.office.wording
    folder = out / words.text("file", "letters")
    with files.faults():
        folder.mkdir(parents=True, exist_ok=True)
    paths, told = [], {}
    for letter_id, letter in letter_rows(office, sample.letters).items():
        path = folder / f"{letter.document_number}.pdf"
        replace_file(path, letter_pdf(office, letter_id))
        paths.append(path)
        if letter.kind in DECIDING:
            told[letter.claim] = letter.amount_fen  # a correction takes the place of what was told
    year = sample.year
    policy: Any = office.award_policies[0]
    ledger = ledgers.export_ledger(
        office,
        sample.clerk,
        ClaimFilter(fund_year=year),
        out / words.text("file", "ledger", {"year": year}),
        masked=False,
        recipient=words.text("file", "archive"),
    )
    year_end = export_year_end(
        office,
        sample.clerk,
        policy.id,
        year,
        out / words.text("file", "year-end", {"year": year}),
        masked=False,
        recipient=words.text("file", "archive"),
    )
    return Written(
        ledger.path, year_end.path, tuple(paths), sum(told.values()), ledger.approved_fen
    )


__all__ = ["Sample", "SampleClock", "Written", "build_sample", "write_out"]

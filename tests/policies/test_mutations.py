"""A number, a day, a deciding word or a quoted letter changed by hand does not go unnoticed.

Not walked, for these change no result and no citation:
- what golden cases start from: another example may well come to the same (their expectations
  are walked, and a changed one must fail; of what a case must not tell, another name is as
  absent as the first);
- `decimals` of a measure: how many places a figure is shown with;
- figures in words for people (labels, notes, help, reasons), which no rule reads;
- ids of rows, evidence and checks, which are names.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from ipdesk.packs import loader
from ipdesk.packs.files import read_toml
from ipdesk.packs.loader import read_folder
from ipdesk.packs.problems import Problems
from ipdesk.paths import resources
from ipdesk.services.pack_check import check_files
from tests.policies.deciding import wording
from tests.policies.mutating import Mutation, mutations, text_mutations

PACKS = ("lechang-2022", "yingde-2023")
SAMPLE = 70
# Words that come to the same: file, keys, and the words exchanged.
SAME = {
    # The day the premium is paid is the day of the fact.
    ("clauses/05-finance.toml", "year.pay", "paid_on", "fact"),
    # Under `deny` a renewal is refused before anyone asks whether its key is taken.
    ("clauses/07-titles.toml", "by.deny", "never", "another-day"),
    ("clauses/07-titles.toml", "by.deny", "never", "another-year"),
}


@cache
def files(pack: str) -> dict[str, bytes]:
    return read_folder(resources() / "policies" / pack)


@cache
def walk(pack: str) -> tuple[Mutation, ...]:
    found = [*mutations(files(pack)), *text_mutations(files(pack))]
    return tuple(m for m in found if _told_apart(m))


def _told_apart(change: Mutation) -> bool:
    token = change.token
    if (token.file, f"{token.top}.{token.key}", token.value, change.new) in SAME:
        return False
    return token.top != "decimals"


@pytest.fixture(autouse=True)
def untouched_files_are_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The walk changes one file at a time; the others need not be parsed anew."""
    known = {data for pack in PACKS for data in files(pack).values()}
    parsed: dict[bytes, dict[str, object] | None] = {}

    def read(name: str, data: bytes, problems: Problems) -> dict[str, object] | None:
        if data not in known:
            return read_toml(name, data, problems)
        if data not in parsed:
            parsed[data] = read_toml(name, data, problems)
        return parsed[data]

    monkeypatch.setattr(loader, "read_toml", read)


def unnoticed(pack: str, changes: Iterable[Mutation]) -> Iterator[str]:
    for change in changes:
        if check_files(change.applied(files(pack)), wording()).sound:
            yield str(change)


def sample(pack: str) -> list[Mutation]:
    """One change of each kind, and as many others as fit into the time; always the same ones."""
    chance = random.Random(2022)
    every = list(walk(pack))
    chance.shuffle(every)
    first = {(m.token.section, m.token.top, m.expectation): m for m in every}
    return [*first.values(), *every[: max(0, SAMPLE - len(first))]]


@pytest.mark.parametrize("pack", PACKS)
def test_the_packs_are_sound_before_anything_is_changed(pack: str) -> None:
    assert check_files(files(pack), wording()).sound


@pytest.mark.parametrize("pack", PACKS)
def test_a_change_of_any_kind_is_noticed(pack: str) -> None:
    assert list(unnoticed(pack, sample(pack))) == []


def test_the_walk_is_long() -> None:
    assert len(walk("lechang-2022")) > 4000
    assert len(walk("yingde-2023")) > 400


@pytest.mark.long
@pytest.mark.parametrize("part", range(20))
@pytest.mark.parametrize("pack", PACKS)
def test_every_change_is_noticed(pack: str, part: int) -> None:
    assert list(unnoticed(pack, walk(pack)[part::20])) == []

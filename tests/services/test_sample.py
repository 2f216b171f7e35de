"""The sample bureau: lived through the services, the same again for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ipdesk.domain.attainment import Light, Verdict
from ipdesk.domain.ledger import digest
from ipdesk.domain.letter import DECIDING
from ipdesk.errors import UserError
from ipdesk.paths import Home
from ipdesk.services import bureaus
from ipdesk.services.claims import ClaimFilter
from ipdesk.services.ledgers import ledger, ledger_items
from ipdesk.services.office import Office
from ipdesk.services.sample import build_sample
from ipdesk.services.targets import board, roster
from ipdesk.services.targets.tasks import task_lines
from ipdesk.services.verification import verify
from ipdesk.storage import journal
from tests.conftest import SampleFolder

YEAR = ClaimFilter(fund_year=2024)


@pytest.fixture(scope="module")
def first(sample: SampleFolder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The sample of the session, as it was before its files were written."""
    office = bureaus.open_bureau(sample.copy(tmp_path_factory.mktemp("first") / "home"))
    yield office
    bureaus.close(office)


def letters(office: Office) -> list[tuple[str, bytes]]:
    rows = office.db.rows("SELECT document_number, pdf FROM letter ORDER BY id")
    return [(str(number), bytes(pdf)) for number, pdf in rows]


def ledger_digest(office: Office) -> str:
    rows = ledger(office, YEAR)
    return digest(rows, ledger_items(office, YEAR, rows))


def test_the_same_seed_gives_the_same_letters_ledger_and_journal(
    first: Office, tmp_path: Path
) -> None:
    again = build_sample(Home(tmp_path / "home"), 40, seed=1)
    assert letters(again.office) == letters(first)
    assert len(again.letters) == len(letters(first)) > 25
    assert ledger_digest(again.office) == ledger_digest(first)
    seq, head = journal.head(again.office.db)
    same = first.db.value("SELECT hash FROM journal WHERE seq = ?", (seq,))
    assert head == same
    bureaus.close(again.office)


def test_another_seed_gives_another_year(first: Office, tmp_path: Path) -> None:
    other = build_sample(Home(tmp_path / "home"), 12, seed=2)
    names = {row.applicant for row in ledger(other.office, YEAR)}
    assert names - {row.applicant for row in ledger(first, YEAR)}
    assert letters(other.office)[0][1] != letters(first)[0][1]
    assert ledger_digest(other.office) != ledger_digest(first)
    assert verify(other.office).sound
    bureaus.close(other.office)


def test_every_award_comes_up_at_40_claims(first: Office) -> None:
    policy = next(policy for policy in first.current if policy.awards)
    found = {str(award) for (award,) in first.db.rows("SELECT DISTINCT award FROM claim")}
    assert found == set(policy.awards)
    kinds = {str(kind) for (kind,) in first.db.rows("SELECT DISTINCT kind FROM applicant")}
    assert len(kinds) >= 5
    stages = {str(stage) for (stage,) in first.db.rows("SELECT DISTINCT stage FROM claim")}
    assert len(stages) >= 2


def test_letters_ledger_and_store_come_to_one_sum(first: Office) -> None:
    total = sum(row.approved_fen or 0 for row in ledger(first, YEAR))
    assert total > 0
    # A correction or revocation takes the place of what was told before.
    told = {
        claim: fen
        for claim, kind, fen in first.db.rows("SELECT claim, kind, amount_fen FROM letter")
        if kind in DECIDING
    }
    assert sum(told.values()) == total
    assert first.db.value("SELECT sum(approved_fen) FROM claim") == total


def test_the_sample_stands_in_its_year_and_on_its_own_clock(first: Office) -> None:
    moments = [str(at) for (at,) in first.db.rows("SELECT at FROM journal ORDER BY seq")]
    assert moments == sorted(moments)
    assert journal.clock_jumps(first.db) == ()
    assert {at[:4] for at in moments} <= {"2023", "2024", "2025"}
    assert bureaus.bureau(first).sample


def test_a_folder_with_a_bureau_is_left_alone(sample: SampleFolder, tmp_path: Path) -> None:
    home = sample.copy(tmp_path / "home")
    before = home.database.read_bytes()
    with pytest.raises(UserError) as caught:
        build_sample(home, 5)
    assert caught.value.code == "no-demo-home"
    assert home.database.read_bytes() == before


def test_the_sample_has_targets_at_work(first: Office) -> None:
    shown = board.board(first, "yingde-2023", 2024)
    assert len(shown.rows) == 64
    assert shown.missing > 0  # a department is late somewhere, as in life
    assert {Light.GOOD, Light.NONE} <= set(shown.lights)
    assert any(part.trend for row in shown.rows for part in row.parts)
    before = board.board(first, "yingde-2023", 2023)
    assert before.closing is not None
    assert before.verdicts[Verdict.UP] > 20
    page = roster.roster_page(first, "yingde-2023", "gi-mark", date(2023, 12, 31))
    assert (page.standing, page.odd) == (56, ())
    duties = task_lines(first, "yingde-2023", 2024)
    assert len({line.task.state for line in duties}) == 3

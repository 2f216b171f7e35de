"""核验 as the office sees it: sound on the sample, and saying where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipdesk.paths import resources
from ipdesk.services import bureaus
from ipdesk.services.verification import verify
from ipdesk.storage import proofs
from ipdesk.wording import Wording
from tests.conftest import SampleFolder
from tests.storage.test_proofs import plant

LETTER = "(SELECT min(id) FROM letter)"


def test_the_sample_is_sound(sample: SampleFolder, tmp_path: Path) -> None:
    office = bureaus.open_bureau(sample.copy(tmp_path / "home"))
    checked = verify(office)
    bureaus.close(office)
    assert checked.faults == ()
    assert checked.counts["claim"] == 41  # forty, and one opened again after a revocation
    assert checked.counts["journal"] == checked.journal_seq > 300
    assert len(checked.journal_head) == 64


@pytest.mark.parametrize(
    ("code", "sql"),
    [
        ("letter-bytes", f"UPDATE letter SET pdf = x'00' WHERE id = {LETTER}"),
        ("letter-content", f"UPDATE letter SET content = '{{}}' WHERE id = {LETTER}"),
        ("store", "UPDATE journal SET operator = '某人' WHERE seq = 7"),
        ("store", "DELETE FROM journal WHERE seq = 7"),
        ("store", "UPDATE claim SET applicant = 9999 WHERE id = 1"),
    ],
)
def test_what_was_changed_behind_the_office_is_said(
    sample: SampleFolder, tmp_path: Path, code: str, sql: str
) -> None:
    home = sample.copy(tmp_path / "home")
    triggers = plant(home.database, sample.key, sql)
    assert triggers > 5
    office = bureaus.open_bureau(home)
    faults = verify(office).faults
    words = [office.wording.text("verify", name, values) for name, values in faults]
    bureaus.close(office)
    assert code in {name for name, _ in faults}
    assert all(words)


def test_every_fault_has_its_words() -> None:
    words = Wording.load(resources() / "wording")
    assert all(words.has("verify", code) for code in proofs.QUERIES)

from __future__ import annotations

from pathlib import Path

import pytest

from ipdesk.domain.stages import Role
from ipdesk.errors import StorageError, UserError
from ipdesk.paths import Home
from ipdesk.services import bureaus
from ipdesk.services.bureaus import Bureau, BureauForm, Colleague
from ipdesk.storage import keys
from ipdesk.storage.database import Database

FORM = BureauForm(
    Bureau("某某市市场监督管理局", "市监局", "某市监知奖", "MM"),
    (Colleague("甲", (Role.CLERK, Role.ADMINISTRATOR)),),
)


def interrupted(home: Home) -> None:
    """What a power cut between creating the store and founding the bureau leaves."""
    home.root.mkdir()
    Database.create(home.database, keys.create_key_file(home.key)).close()


def test_an_interrupted_founding_is_told_and_can_be_done_again(tmp_path: Path) -> None:
    home = Home(tmp_path / "bureau")
    interrupted(home)
    with pytest.raises(UserError) as told:
        bureaus.open_bureau(home)
    assert told.value.code == "bureau-unfounded"
    bureaus.close(bureaus.create_bureau(home, FORM))
    office = bureaus.open_bureau(home)
    assert bureaus.bureau(office).name == "某某市市场监督管理局"
    bureaus.close(office)


def test_a_founded_bureau_is_never_founded_over(tmp_path: Path) -> None:
    home = Home(tmp_path / "bureau")
    bureaus.close(bureaus.create_bureau(home, FORM))
    before = home.database.read_bytes()
    other = BureauForm(Bureau("另一个局", "", "另", "LY"), FORM.operators)
    with pytest.raises(UserError) as told:
        bureaus.create_bureau(home, other)
    assert told.value.code == "bureau-exists"
    assert home.database.read_bytes() == before


def test_no_new_key_is_laid_beside_a_store_that_lost_its_own(tmp_path: Path) -> None:
    home = Home(tmp_path / "bureau")
    bureaus.close(bureaus.create_bureau(home, FORM))
    home.key.rename(tmp_path / "elsewhere.key")
    with pytest.raises(StorageError) as told:
        bureaus.create_bureau(home, FORM)
    assert told.value.code == "key-missing"
    assert not home.key.exists()


def test_an_office_without_an_administrator_is_not_founded(tmp_path: Path) -> None:
    home = Home(tmp_path / "bureau")
    form = BureauForm(FORM.bureau, (Colleague("甲", (Role.CLERK,)),))
    with pytest.raises(UserError) as told:
        bureaus.create_bureau(home, form)
    assert told.value.code == "no-administrator"
    assert not home.root.exists()

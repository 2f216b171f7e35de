from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.paths import Home
from ipdesk.services import backups, bureaus, verification
from ipdesk.services.bureaus import Bureau, BureauForm, Colleague
from ipdesk.services.office import Office
from ipdesk.services.stopping import checked, stoppable, teller

CLERK = (Colleague("陈晓岚", (Role.CLERK, Role.ADMINISTRATOR)),)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    form = BureauForm(Bureau("乐昌市市监局", "乐昌市市监局", "乐市监知奖", "LC"), CLERK)
    opened = bureaus.create_bureau(Home(tmp_path), form)
    yield opened
    bureaus.close(opened)


_LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000) "


def test_a_statement_is_broken_off_and_the_act_undone(office: Office) -> None:
    before = office.db.value("SELECT count(*) FROM setting")

    def act(office: Office) -> int:
        with office.db.atomic():
            office.db.execute("INSERT INTO setting (key, value) VALUES ('half', '\"done\"')")
            return int(office.db.value(f"{_LONG}SELECT sum(i) FROM n"))

    with pytest.raises(UserError) as told:
        stoppable(office, act, lambda done, whole: False)
    assert told.value.code == "work-stopped"
    assert office.db.value("SELECT count(*) FROM setting") == before
    # Nothing asks any more, and nobody is kept from writing.
    assert office.db.value(f"{_LONG}SELECT max(i) FROM n") == 400000
    with office.db.atomic():
        office.db.execute("INSERT INTO setting (key, value) VALUES ('whole', '\"done\"')")


def _counted(office: Office) -> object:
    return office.db.value(f"{_LONG}SELECT sum(i) FROM n")


def test_what_was_stopped_is_never_called_damaged(office: Office) -> None:
    with pytest.raises(UserError, match="work-stopped"):
        checked(office, _counted, lambda *_: False)
    assert checked(office, verification.verify, lambda *_: True).sound


def test_a_backup_that_was_stopped_leaves_no_file(office: Office) -> None:
    with pytest.raises(UserError, match="work-stopped"):
        backups.back_up(office, asked=True, tell=teller(lambda done, whole: False))
    assert [path for path in office.home.backups.glob("*") if path.is_file()] == []
    assert backups.back_up(office, asked=True, tell=teller(lambda done, whole: True)) is not None

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest

from ipdesk import __version__
from ipdesk.domain.pack_head import head_of, plain
from ipdesk.packs import loader
from ipdesk.services import bureaus
from ipdesk.services.office import Office
from ipdesk.services.policies import HEADS, kept_heads
from ipdesk.storage import policies as stored
from ipdesk.storage import settings
from tests.services.casework import Desk

Change = Callable[[dict[str, Any]], object]


@contextmanager
def reopened(desk: Desk) -> Iterator[Office]:
    bureaus.close(desk.office)
    office = bureaus.open_bureau(desk.office.home, desk.office.clock)
    yield office
    bureaus.close(office)


def keep(office: Office, value: object) -> None:
    with office.db.atomic() as db:
        settings.put(db, HEADS, value)


def test_a_bureau_opens_without_reading_its_packs(desk: Desk) -> None:
    told = [head_of(policy) for policy in desk.office.current]
    before = loader._loaded.cache_info()
    with reopened(desk) as office:
        assert list(office.heads()) == told
    assert loader._loaded.cache_info() == before


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda kept: "words", id="damaged"),
        pytest.param(lambda kept: {**kept, "heads": [7, {"id": "x"}]}, id="damaged heads"),
        pytest.param(lambda kept: {**kept, "heads": kept["heads"][:1]}, id="one is missing"),
        pytest.param(
            lambda kept: {
                "by": "another",
                "heads": [{**head, "title": "旧"} for head in kept["heads"]],
            },
            id="kept by another version",
        ),
    ],
)
def test_what_is_not_this_programs_own_is_read_from_the_packs(desk: Desk, change: Change) -> None:
    told = [head_of(policy) for policy in desk.office.current]
    keep(desk.office, change({"by": __version__, "heads": [plain(head) for head in told]}))
    with reopened(desk) as office:
        assert list(office.heads()) == told
        kept = kept_heads(office.db)
    assert kept == {head.sha256: head for head in told}


def test_a_pack_put_in_use_is_told_of_at_once(desk: Desk) -> None:
    office = desk.office
    old = office.heads()[0]
    files = stored.files(office.db, old.sha256)
    assert files is not None
    text = files["pack.toml"].decode()
    line = next(line for line in text.splitlines() if line.startswith("title"))
    files["pack.toml"] = text.replace(line, 'title = "新办法"').encode()
    new = loader.load_kept(files)
    with office.db.atomic() as db:
        stored.activate(
            db, new.sha256, new.id, new.title, new.document_number, files,
            datetime(2026, 5, 6), "", None,
        )  # fmt: skip
    assert next(head.title for head in office.heads() if head.id == old.id) == "新办法"
    with reopened(desk) as again:
        assert kept_heads(again.db).keys() == set(stored.in_use(again.db))
        assert old.sha256 not in kept_heads(again.db)


def test_what_was_kept_gives_way_to_the_pack_once_it_is_read(desk: Desk) -> None:
    told = [head_of(policy) for policy in desk.office.current]
    wrong = [{**plain(head), "title": "别的"} for head in told]
    keep(desk.office, {"by": __version__, "heads": wrong})
    with reopened(desk) as office:
        assert {head.title for head in office.heads()} == {"别的"}
        assert office.current
        assert list(office.heads()) == told

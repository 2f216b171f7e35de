from __future__ import annotations

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from ipdesk.errors import StorageError
from ipdesk.storage import slots, tries

KEY = bytes(range(48))


def test_the_secret_of_a_slot_gives_the_key_and_no_other_does() -> None:
    slot = slots.seal(3, "陈晓岚", "Lc86#2022", KEY)
    assert slots.unseal(slot, "Lc86#2022") == KEY
    assert slots.unseal(slot, "Lc86#2023") is None
    assert KEY not in slot.sealed
    assert slots.seal(3, "陈晓岚", "Lc86#2022", KEY).sealed != slot.sealed


def test_a_slot_under_another_name_opens_nothing() -> None:
    slot = slots.seal(3, "陈晓岚", "Lc86#2022", KEY, due=True)
    for other in (replace(slot, operator=4), replace(slot, name="李"), replace(slot, due=False)):
        assert slots.unseal(other, "Lc86#2022") is None


def test_the_work_a_guess_costs_is_64_mib_three_times_over() -> None:
    slot = slots.seal(1, "甲", "Lc86#2022", KEY)
    assert (slot.memory_kib, slot.passes) == (65536, 3)
    # RFC 9106, 5.3: the library computes the argon2id of the standard.
    found = Argon2id(
        salt=b"\2" * 16, length=32, iterations=3, lanes=4, memory_cost=32,
        secret=b"\3" * 8, ad=b"\4" * 12,
    ).derive(b"\1" * 32)  # fmt: skip
    assert found.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def test_the_file_comes_back_as_written_and_is_private(tmp_path: Path) -> None:
    path = tmp_path / "ipdesk.slots"
    found = (slots.seal(0, "", "code", KEY), slots.seal(1, "甲", "Lc86#2022", KEY, due=True))
    slots.write(path, found)
    assert slots.read(path) == found
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [item.name for item in tmp_path.iterdir()] == ["ipdesk.slots"]
    assert KEY.hex() not in path.read_text()


def test_a_slot_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    one, two = slots.seal(1, "甲", "a", KEY), slots.seal(2, "乙", "b", KEY)
    new = slots.seal(1, "甲", "c", KEY)
    assert slots.with_slot((one, two), new) == (new, two)
    assert slots.with_slot((two,), one) == (one, two)


def damaged(path: Path, **change: object) -> None:
    data = json.loads(path.read_text())
    data["slots"][0].update(change)
    path.write_text(json.dumps(data))


@pytest.mark.parametrize(
    "change",
    [
        {"salt": "zz"},
        {"salt": "00"},
        {"memory_kib": 10**9},
        {"passes": 10**6},
        {"lanes": 0},
        {"operator": "1"},
        {"operator": -1},
        {"operator": True},
        {"due": 1},
        {"sealed": None},
    ],
)
def test_a_made_up_slot_is_refused_before_any_work(
    tmp_path: Path, change: dict[str, object]
) -> None:
    path = tmp_path / "ipdesk.slots"
    slots.write(path, (slots.seal(1, "甲", "a", KEY),))
    damaged(path, **change)
    with pytest.raises(StorageError) as refusal:
        slots.read(path)
    assert refusal.value.code == "slots-damaged"


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b'{"format": "x", "slots": []}'])
def test_a_file_that_is_none_is_named_as_such(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "s").write_bytes(content)
    with pytest.raises(StorageError) as refusal:
        slots.read(tmp_path / "s")
    assert refusal.value.code == "slots-damaged"
    with pytest.raises(StorageError) as refusal:
        slots.read(tmp_path / "none")
    assert refusal.value.code == "slots-missing"


def test_the_slots_of_a_backup_go_with_it(tmp_path: Path) -> None:
    path = tmp_path / "ipdesk.slots"
    slots.write(path, (slots.seal(1, "甲", "a", KEY),))
    first, second = tmp_path / "ipdesk-1.db", tmp_path / "ipdesk-2.db"
    for backup in (first, second):
        backup.touch()
        slots.keep_beside(path, backup)
    assert (tmp_path / "ipdesk-1.slots").read_bytes() == path.read_bytes()
    first.unlink()
    slots.drop_orphans(tmp_path)
    assert sorted(item.name for item in tmp_path.iterdir()) == [
        "ipdesk-2.db",
        "ipdesk-2.slots",
        "ipdesk.slots",
    ]


def test_wrong_passwords_are_counted_on_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "ipdesk.tries"
    assert tries.read(path, 5) == {}
    tries.write(path, {3: 2, 4: 0})
    assert tries.read(path, 5) == {3: 2}


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"format": "ipdesk-tries-1"}'])
def test_a_count_that_cannot_be_read_is_full_for_everybody(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t").write_bytes(content)
    assert tries.read(tmp_path / "t", 5) == {tries.EVERYONE: 5}

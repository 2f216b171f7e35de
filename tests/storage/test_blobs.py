from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ipdesk.errors import StorageError
from ipdesk.storage import blobs

CONTENT = b"%PDF-1.7 evidence of a patent"
NAME = hashlib.sha256(CONTENT).hexdigest()


def test_a_file_is_kept_under_its_hash_and_comes_back(tmp_path: Path, key: bytes) -> None:
    assert blobs.put(tmp_path, key, CONTENT) == NAME
    assert (tmp_path / "files" / NAME[:2] / NAME).is_file()
    assert blobs.get(tmp_path, key, NAME) == CONTENT


def test_what_is_kept_cannot_be_read_without_the_key(tmp_path: Path, key: bytes) -> None:
    blobs.put(tmp_path, key, CONTENT)
    assert b"evidence" not in blobs.path_of(tmp_path, NAME).read_bytes()
    with pytest.raises(StorageError) as refusal:
        blobs.get(tmp_path, bytes(48), NAME)
    assert refusal.value.code == "file-damaged"


def test_the_same_file_is_kept_once(tmp_path: Path, key: bytes) -> None:
    blobs.put(tmp_path, key, CONTENT)
    before = blobs.path_of(tmp_path, NAME).read_bytes()
    blobs.put(tmp_path, key, CONTENT)
    assert blobs.path_of(tmp_path, NAME).read_bytes() == before


@pytest.mark.parametrize("place", range(len(CONTENT) + 42))
def test_one_changed_bit_anywhere_is_found(tmp_path: Path, key: bytes, place: int) -> None:
    blobs.put(tmp_path, key, CONTENT)
    path = blobs.path_of(tmp_path, NAME)
    sealed = bytearray(path.read_bytes())
    sealed[place] ^= 1
    path.write_bytes(sealed)
    assert blobs.problem(tmp_path, key, NAME) == "file-damaged"
    assert blobs.put(tmp_path, key, CONTENT) == NAME
    assert blobs.problem(tmp_path, key, NAME) == ""


def test_missing_swapped_and_cut_files_are_found(tmp_path: Path, key: bytes) -> None:
    names = [blobs.put(tmp_path, key, CONTENT + bytes([number])) for number in range(4)]
    whole, lost, swapped, cut = names
    blobs.path_of(tmp_path, lost).unlink()
    blobs.path_of(tmp_path, swapped).write_bytes(blobs.path_of(tmp_path, whole).read_bytes())
    blobs.path_of(tmp_path, cut).write_bytes(b"")
    assert blobs.check(tmp_path, key, names) == {
        lost: "file-missing",
        swapped: "file-damaged",
        cut: "file-damaged",
    }


def test_files_no_row_names_are_listed(tmp_path: Path, key: bytes) -> None:
    named = blobs.put(tmp_path, key, b"named")
    left = blobs.put(tmp_path, key, b"left")
    assert blobs.unnamed(tmp_path, [named]) == (blobs.path_of(tmp_path, left),)


@pytest.mark.parametrize("size", [0, blobs.MOST_BYTES + 1])
def test_an_empty_and_a_huge_file_are_refused(tmp_path: Path, key: bytes, size: int) -> None:
    with pytest.raises(StorageError) as refusal:
        blobs.put(tmp_path, key, bytes(size))
    assert refusal.value.code == "file-size"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../../etc/passwd", "", NAME.upper(), NAME[:63]])
def test_a_name_that_is_no_hash_leads_nowhere(tmp_path: Path, key: bytes, name: str) -> None:
    with pytest.raises(StorageError) as refusal:
        blobs.get(tmp_path, key, name)
    assert refusal.value.code == "file-missing"

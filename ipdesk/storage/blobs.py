"""Evidence as handed in: encrypted files named by the hash of their content."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ipdesk.errors import StorageError
from ipdesk.storage import files
from ipdesk.storage.driver import KEY_BYTES

MOST_BYTES: Final = 50 * 1024 * 1024
_MAGIC: Final = b"ipdesk-file-1\n"
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
_NAME: Final = re.compile(r"[0-9a-f]{64}")


def put(home: Path, key: bytes, data: bytes) -> str:
    """Keep a content and return its SHA-256; call it before the row that names it is written.

    What is already kept whole stays as it is; a damaged file is written anew.
    """
    if not 0 < len(data) <= MOST_BYTES:
        raise StorageError("file-size", size=len(data), most=MOST_BYTES)
    name = name_of(data)
    if problem(home, key, name):
        target = path_of(home, name)
        with files.faults():
            target.parent.mkdir(parents=True, exist_ok=True)
        files.write_safely(target, _encrypted(key, name, data), private=True)
        # The two-character folder may be new as well.
        files.sync_folder(target.parent.parent)
    return name


def name_of(data: bytes) -> str:
    """The name a content is kept under."""
    return hashlib.sha256(data).hexdigest()


def get(home: Path, key: bytes, sha256: str) -> bytes:
    """The content under a hash, checked against it."""
    path = path_of(home, sha256)
    try:
        sealed = path.read_bytes()
    except FileNotFoundError:
        raise StorageError("file-missing", sha256=sha256) from None
    except OSError as error:
        raise files.fault(error) from error
    data = _decrypted(key, sha256, sealed)
    if data is None or hashlib.sha256(data).hexdigest() != sha256:
        raise StorageError("file-damaged", sha256=sha256)
    return data


def problem(home: Path, key: bytes, sha256: str) -> str:
    """The code of what is wrong with a kept file, or an empty string."""
    try:
        get(home, key, sha256)
    except StorageError as error:
        return error.code
    return ""


def everything(home: Path) -> tuple[Path, ...]:
    """Every kept file, named or not."""
    found = (path for path in (home / "files").glob("*/*") if _NAME.fullmatch(path.name))
    return tuple(sorted(found))


def renew(path: Path, old: bytes, new: bytes) -> bool:
    """Seal a kept file with another key; False when neither opens it: the check tells of it.

    What the new key opens already stays, so that a renewal broken off can be begun again.
    """
    with files.faults():
        sealed = path.read_bytes()
    if _decrypted(new, path.name, sealed) is not None:
        return True
    data = _decrypted(old, path.name, sealed)
    if data is None:
        return False
    files.write_safely(path, _encrypted(new, path.name, data), private=True)
    return True


def seal_of(path: Path) -> bytes:
    """The head of a kept file; sealed once more, the same content gets another one."""
    with path.open("rb") as stream:
        return stream.read(len(_MAGIC) + _NONCE_BYTES)


def glance(home: Path, sha256: str, size: int) -> str:
    """As `problem`, from the folder alone: a file that is not there or has another size.

    With a size of 0 any size will do.
    """
    try:
        found = path_of(home, sha256).stat().st_size
    except OSError:
        return "file-missing"
    whole = len(_MAGIC) + _NONCE_BYTES + size + _TAG_BYTES
    return "file-damaged" if size and found != whole else ""


def check(home: Path, key: bytes, named: Iterable[str]) -> dict[str, str]:
    """Of the files named in the store, those missing or damaged, with the code."""
    found = {sha256: problem(home, key, sha256) for sha256 in named}
    return {sha256: code for sha256, code in found.items() if code}


def unnamed(home: Path, named: Iterable[str]) -> tuple[Path, ...]:
    """Files no row names: what an interrupted act has left, and what someone else put there."""
    known = set(named)
    kept = (path for path in (home / "files").glob("*/*") if path.is_file())
    return tuple(sorted(path for path in kept if path.name not in known))


def path_of(home: Path, sha256: str) -> Path:
    """Where a content is kept."""
    if _NAME.fullmatch(sha256) is None:
        raise StorageError("file-missing", sha256=sha256)
    return home / "files" / sha256[:2] / sha256


def _encrypted(key: bytes, name: str, data: bytes) -> bytes:
    # cryptography is loaded when the first file is kept, not at the start of the program.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _MAGIC + nonce + AESGCM(_file_key(key)).encrypt(nonce, data, name.encode("ascii"))


def _decrypted(key: bytes, name: str, sealed: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    start = len(_MAGIC) + _NONCE_BYTES
    if not sealed.startswith(_MAGIC) or len(sealed) < start + _TAG_BYTES:
        return None
    try:
        nonce = sealed[len(_MAGIC) : start]
        return AESGCM(_file_key(key)).decrypt(nonce, sealed[start:], name.encode("ascii"))
    except InvalidTag:
        return None


def _file_key(key: bytes) -> bytes:
    # A key of its own: the store's key is never used for two purposes.
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derive = HKDF(SHA256(), length=32, salt=key[KEY_BYTES:], info=b"ipdesk kept files 1")
    return derive.derive(key[:KEY_BYTES])

"""The sample bureau in its place: built beside it and put there whole, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from ipdesk.errors import UserError
from ipdesk.paths import Home
from ipdesk.services import bureaus
from ipdesk.services.sample import build_sample
from ipdesk.storage import files

_ASIDE = "sample-unfinished"

GoesOn = Callable[[int, int], bool]  # how many claims of how many; False stops it


def put_sample(home: Home, claims: int, seed: int, goes_on: GoesOn) -> None:
    """Build the sample bureau; stopped, failed or killed, nothing of it stands in the folder."""
    if home.database.exists():
        raise UserError("no-demo-home", path=str(home.root))
    aside = Home(home.root / _ASIDE)

    def tell(done: int, of: int) -> None:
        if not goes_on(done, of):
            raise UserError("sample-stopped")

    with files.faults():
        shutil.rmtree(aside.root, ignore_errors=True)  # of one that was killed
        try:
            tell(0, claims)
            bureaus.close(build_sample(aside, claims, seed, tell).office)
            _put(aside, home)
        finally:
            shutil.rmtree(aside.root, ignore_errors=True)


def _put(aside: Home, home: Home) -> None:
    """The database comes last: where it stands, all of the bureau does."""
    parts = [path for path in aside.root.rglob("*") if path.is_file() and path != aside.database]
    for path in [*parts, aside.database]:
        place = home.root / path.relative_to(aside.root)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)

"""Wrong passwords in a row, counted beside the key slots."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from ipdesk.storage import files

FORMAT: Final = "ipdesk-tries-1"
EVERYONE: Final = -1  # a count that cannot be read stands against every account


def read(path: Path, most: int) -> dict[int, int]:
    """Failures by account; a file that cannot be read counts as full for everybody."""
    try:
        data = json.loads(path.read_bytes())
        if data["format"] != FORMAT:
            raise ValueError("not a count")
        found = {int(operator): int(count) for operator, count in data["failures"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {EVERYONE: most}
    return {operator: count for operator, count in found.items() if count > 0}


def write(path: Path, failures: dict[int, int]) -> None:
    """Keep the count, before the password is tried: a killed program has tried it too."""
    data = {"format": FORMAT, "failures": {str(key): count for key, count in failures.items()}}
    files.write_safely(path, json.dumps(data).encode("ascii") + b"\n", private=True)

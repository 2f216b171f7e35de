"""The start of the program: the window at once, or the command line where more is asked for."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path


def main() -> None:
    """Whoever opens the window in the morning does not wait for the commands to be read."""
    words = sys.argv[1:]
    if not _for_window(words):
        from ipdesk.commands import line

        line.main()
        return
    # Nothing that is read for the window is ever given up; app.run sets the collector on again.
    gc.disable()
    from ipdesk.app import run
    from ipdesk.paths import Home, default_home

    sys.exit(run(Home(Path(words[1]) if words else default_home())))


def _for_window(words: Sequence[str]) -> bool:
    """Nothing but a data folder; every other wish is the command line's to understand."""
    return not words or (len(words) == 2 and words[0] == "--home" and not Path(words[1]).is_file())


if __name__ == "__main__":
    main()

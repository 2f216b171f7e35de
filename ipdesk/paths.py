"""Where things lie: what is shipped with the program and the data folder of a bureau."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

_PRACTICE = "-practice"


def _shipped(name: str) -> Path:
    # A frozen program carries its data beside the package, a checkout one level above it.
    frozen = getattr(sys, "_MEIPASS", None)
    base = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return base / name


def resources() -> Path:
    """The folder of everything shipped that is not code."""
    return _shipped("resources")


def db_scripts() -> Path:
    """The folder of migrations and views."""
    return _shipped("db")


def default_home() -> Path:
    """The data folder when none is named: the user's own application data."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    else:
        base = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share"))
    return base / "ipdesk"


def font_folders() -> tuple[Path, ...]:
    """Where this PC keeps its fonts: the system's, and the user's own."""
    if sys.platform == "win32":
        return (
            Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
            Path(os.environ.get("LOCALAPPDATA", Path.home())) / "Microsoft" / "Windows" / "Fonts",
        )
    own = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share"))
    shared = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
    return (*shared, own / "fonts", Path.home() / ".fonts")


@dataclass(frozen=True, slots=True)
class Home:
    """The data folder of one bureau and the places inside it."""

    root: Path

    @property
    def practice(self) -> Home:
        """The folder beside it for trying things out; of that folder, itself."""
        if self.root.name.endswith(_PRACTICE):
            return self
        return Home(self.root.with_name(self.root.name + _PRACTICE))

    @property
    def database(self) -> Path:
        return self.root / "ipdesk.db"

    @property
    def key(self) -> Path:
        return self.root / "ipdesk.key"

    @property
    def slots(self) -> Path:
        """The key wrapped for each account; where it stands, the store opens by password."""
        return self.root / "ipdesk.slots"

    @property
    def tries(self) -> Path:
        return self.root / "ipdesk.tries"

    @property
    def files(self) -> Path:
        return self.root / "files"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def window(self) -> Path:
        return self.root / "window.ini"

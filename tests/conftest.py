from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

# Before Qt is imported: tests draw into memory, at the scaling the pictures are judged at.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

import pytest

from ipdesk.paths import Home


def pytest_configure(config: pytest.Config) -> None:
    # The offscreen platform says so of every window with a least size; nothing is wrong.
    config.addinivalue_line("qt_log_ignore", "This plugin does not support propagateSizeHints")


@dataclass(frozen=True, slots=True)
class SampleFolder:
    """A sample bureau of 40 claims, closed; read from it, write only to a copy."""

    home: Home
    out: Path
    key: bytes

    def copy(self, folder: Path) -> Home:
        """The whole data folder again; nobody has it open."""
        shutil.copytree(self.home.root, folder)
        return Home(folder)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> SampleFolder:
    """The sample bureau with everything it wrote, built once for all tests."""
    from ipdesk.services import bureaus
    from ipdesk.services.sample import build_sample, write_out

    folder = tmp_path_factory.mktemp("sample")
    made = build_sample(Home(folder / "home"), 40)
    write_out(made, folder / "out")
    bureaus.close(made.office)
    return SampleFolder(made.office.home, folder / "out", made.office.key)

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
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


def running_jobs() -> set[int]:
    """The threads on which a `Jobs` of a window waits for work, by number."""
    if (jobs := sys.modules.get("ipdesk.ui.jobs")) is None:
        return set()
    code = jobs._Thread.run.__code__
    found = set()
    for thread, frame in sys._current_frames().items():
        while frame is not None and frame.f_code is not code:
            frame = frame.f_back  # type: ignore[assignment]
        if frame is not None:
            found.add(thread)
    return found


def _closing_its_jobs() -> Iterator[None]:
    """Qt ends the whole process when a thread is thrown away that still runs."""
    before = running_jobs()
    yield
    assert not running_jobs() - before, "a Jobs was left running: close it, or its window"


# Set up before every other fixture of a test or a file, and so torn down after all of them.
jobs_of_a_test = pytest.fixture(autouse=True, name="_jobs_of_a_test")(_closing_its_jobs)
jobs_of_a_file = pytest.fixture(autouse=True, scope="module", name="_jobs_of_a_file")(
    _closing_its_jobs
)


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

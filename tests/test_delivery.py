"""What is handed out: pins and locks, scripts, licences, help, and nothing left undone."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PySide6.QtCore import QObject

ROOT = Path(__file__).parents[1]
INSTALLER = ROOT / "installer"
LOCKS = (INSTALLER / "requirements.txt", INSTALLER / "requirements-dev.txt")
HELP = ROOT / "resources" / "help"
# Folders of resources that are our own work; all others came from somewhere.
OWN_RESOURCES = {
    *(
        "drafting",
        "help",
        "counter",
        "imports",
        "policies",
        "sample",
        "storage",
        "styles",
        "templates",
        "wording",
    ),
}
TEXT = {".py", ".sh", ".cmd", ".toml", ".md", ".sql", ".qss", ".cfg", ".yml"}

GUARDED = """
import os, sys
root = {root!r}
class Forbidden(BaseException): pass
def watch(event, args):
    if event == "socket.__new__" and args[1] in (2, 10):
        raise Forbidden(event)
    if event == "open" and isinstance(args[0], str) and args[2] & (os.O_WRONLY | os.O_RDWR):
        if os.path.abspath(args[0]).startswith(root + os.sep):
            raise Forbidden(args[0])
sys.addaudithook(watch)
{first}
from ipdesk.commands.line import main
main({words!r})
"""


def project() -> dict[str, list[str]]:
    """The pinned requirements of pyproject.toml: of the program, and of its checks."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {"run": table["dependencies"], "dev": table["optional-dependencies"]["dev"]}


def locked(path: Path) -> dict[str, Requirement]:
    lines = path.read_text("utf-8").replace("\\\n", " ").splitlines()
    wanted = [Requirement(line.split(" --hash")[0]) for line in lines if line[:1].isalnum()]
    return {canonicalize_name(one.name): one for one in wanted}


def own_files() -> list[Path]:
    """Every text file of the project, without what tools and people leave in a checkout."""
    hidden = re.compile(r"^(\.(?!ci)|build$|dist$|out$|.*\.egg-info$|__pycache__$)")
    found: list[Path] = []
    folders = [ROOT]
    while folders:
        for path in folders.pop().iterdir():
            if hidden.match(path.name):
                continue
            if path.is_dir():
                folders.append(path)
            elif path.suffix in TEXT or path.parent.name == ".ci":
                found.append(path)
    return sorted(found)


def occurrences(pattern: str, *files: Path) -> list[str]:
    wanted = re.compile(pattern)
    return [
        f"{path.relative_to(ROOT).as_posix()}:{number}: {line.strip()}"
        for path in files
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if wanted.search(line)
    ]


def test_every_dependency_is_pinned_to_one_version() -> None:
    loose = [
        text
        for texts in project().values()
        for text in texts
        if [each.operator for each in Requirement(text).specifier] != ["=="]
    ]

    assert loose == []


def test_qt_is_the_one_version_that_serves_every_office_pc() -> None:
    # Newer wheels need a newer glibc than 麒麟 V10 has; 6.12 aborts on Python 3.11.
    assert "PySide6-Essentials==6.9.3" in project()["run"]


def test_the_locks_hold_the_pins() -> None:
    run, dev = (locked(path) for path in LOCKS)
    for text in project()["run"]:
        pin = Requirement(text)
        assert run[canonicalize_name(pin.name)].specifier == pin.specifier, "run installer/lock.sh"
    for text in project()["dev"]:
        pin = Requirement(text)
        assert dev[canonicalize_name(pin.name)].specifier == pin.specifier, "run installer/lock.sh"


def test_the_checks_run_with_the_packages_the_program_ships() -> None:
    run, dev = (locked(path) for path in LOCKS)

    assert {name: dev.get(name) for name in run} == run


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_hashes_and_no_place_to_fetch_from(path: Path) -> None:
    text = path.read_text("utf-8").replace("\\\n", " ")
    unhashed = [
        line for line in text.splitlines() if line[:1].isalnum() and "--hash=sha256:" not in line
    ]

    assert unhashed == []
    assert occurrences(r"://|--index|--find-links|^-e", path) == []


def test_the_installed_packages_are_the_locked_ones() -> None:
    wrong = {
        name: (version(name), str(wanted.specifier))
        for name, wanted in locked(LOCKS[1]).items()
        if (wanted.marker is None or wanted.marker.evaluate())
        and not wanted.specifier.contains(version(name))
    }

    assert wrong == {}


def guarded(tmp_path: Path, first: str = "") -> subprocess.CompletedProcess[str]:
    """The sample bureau's year in a process that may open no socket and write no shipped file."""
    words = [
        "demo",
        "--home",
        str(tmp_path / "home"),
        "--claims",
        "3",
        "--out",
        str(tmp_path / "out"),
    ]
    return subprocess.run(
        [sys.executable, "-B", "-c", GUARDED.format(root=str(ROOT), first=first, words=words)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_main_job_needs_no_network_and_writes_nothing_beside_itself(tmp_path: Path) -> None:
    done = guarded(tmp_path)

    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "out").rglob("*.pdf"))


@pytest.mark.parametrize(
    "first",
    ["import socket; socket.socket(socket.AF_INET)", "open(root + '/resources/new.txt', 'w')"],
    ids=["a socket", "a file among the resources"],
)
def test_that_guard_sees_what_it_is_there_for(tmp_path: Path, first: str) -> None:
    assert "Forbidden" in guarded(tmp_path, first).stderr


def test_qt_calls_keep_the_reference_to_none() -> None:
    """PySide6 6.12 loses one per call and aborts after some thousand; 6.9.3 does not."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("x")
        thing.setParent(None)

    assert before - sys.getrefcount(None) < 100


@pytest.mark.parametrize("name", ["run.sh", "test.sh", "setup.sh", "lock.sh", "../.ci/run"])
def test_a_script_is_sound_bash_with_unix_lines(name: str) -> None:
    path = INSTALLER / name

    assert b"\r" not in path.read_bytes()
    checked = subprocess.run(["bash", "-n", path], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_the_windows_script_has_windows_lines() -> None:
    data = (INSTALLER / "run.cmd").read_bytes()

    assert data.count(b"\n") == data.count(b"\r\n") > 0


def test_what_came_from_others_carries_its_licence_and_source() -> None:
    for folder in sorted((ROOT / "resources").iterdir()):
        if folder.name in OWN_RESOURCES or not folder.is_dir():
            continue
        assert list(folder.glob("SOURCES*")), f"{folder.name}: where does it come from?"
        licences = [path for path in folder.rglob("*") if re.match("licen[cs]e", path.name, re.I)]
        assert licences, f"{folder.name}: under which licence?"


def test_nothing_is_left_undone() -> None:
    files = [path for path in own_files() if path != Path(__file__)]

    assert occurrences(r"\b(TODO|FIXME|XXX|NotImplementedError)\b", *files) == []


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    files = [path for path in own_files() if "tests" not in path.relative_to(ROOT).parts]

    assert occurrences(r"(?<![\w.])/(work|root|home|tmp|Users)/\w|file://", *files) == []


def test_the_tests_use_the_real_thing_and_wait_for_events() -> None:
    files = [path for path in own_files() if "tests" in path.parts and path != Path(__file__)]
    shams = (
        r"unittest\.mock|MagicMock|qtbot\.wait\(|time\.sleep\(|mark\.(skip|xfail)|pytest\.skip\("
    )

    assert occurrences(shams, *files) == []


def test_every_folder_of_tests_is_a_package() -> None:
    """Otherwise two test files of one name stop the whole run."""
    folders = {
        path.parent for path in own_files() if path.suffix == ".py" and "tests" in path.parts
    }

    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_the_readme_gives_a_reason_for_each_dependency() -> None:
    readme = (ROOT / "README.md").read_text("utf-8").lower()
    names = [Requirement(text).name for texts in project().values() for text in texts]

    assert [name for name in names if f"`{name.lower()}`" not in readme] == []


@pytest.mark.parametrize(
    "page",
    [
        "quick-start",
        "desk",
        "applicants",
        "claims",
        "publicity",
        "notices",
        "ledgers",
        "targets",
        "policies",
        "settings",
    ],
)
def test_each_place_of_the_window_has_its_help(page: str) -> None:
    text = (HELP / f"{page}.md").read_text("utf-8")

    assert text.startswith("# ")
    assert len(re.findall("[\u4e00-\u9fff]", text)) > 100


def test_every_link_of_readme_and_help_leads_somewhere() -> None:
    broken = [
        f"{page.name}: {target}"
        for page in [ROOT / "README.md", *HELP.rglob("*.md")]
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text("utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]

    assert broken == []

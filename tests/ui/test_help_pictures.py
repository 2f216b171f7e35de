from __future__ import annotations

import importlib
import pkgutil
import re
import struct
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

import ipdesk.ui
from ipdesk.paths import resources
from ipdesk.ui.help_topics import TOPICS

HELP = resources() / "help"
CATALOGUE = tomllib.loads(
    Path(ipdesk.ui.__file__).parents[2].joinpath("installer", "pictures.toml").read_text("utf-8")
)
PICTURES, WITHOUT = CATALOGUE["pictures"], CATALOGUE["without"]
MOST_BYTES = 9_000_000  # of all pictures together


def every_screen() -> Iterator[str]:
    """Places, sections of the settings, parts of the start and dialogs, by module and class."""
    for _, name, _ in pkgutil.walk_packages(ipdesk.ui.__path__, "ipdesk.ui."):
        module = importlib.import_module(name)
        for kind in vars(module).values():
            own = isinstance(kind, type) and kind.__module__ == name
            if own and issubclass(kind, QWidget) and re.search(r"(Page|Section)$", kind.__name__):
                yield f"{name.removeprefix('ipdesk.ui.')}.{kind.__name__}"
    yield from TOPICS


def test_every_screen_has_its_picture() -> None:
    shown = {screen for screens in PICTURES.values() for screen in screens}
    base = {"page.Page"}
    assert set(every_screen()) - shown - set(WITHOUT) - base == set()


def test_what_the_catalogue_names_is_there() -> None:
    for screen in (*(one for screens in PICTURES.values() for one in screens), *WITHOUT):
        module, _, kind = screen.rpartition(".")
        assert hasattr(importlib.import_module(f"ipdesk.ui.{module}"), kind), screen


def test_every_picture_is_drawn_and_stands_in_the_help() -> None:
    drawn = {path.stem for path in (HELP / "pictures").glob("*.png")}
    texts = "".join(path.read_text("utf-8") for path in HELP.glob("*.md"))
    told = set(re.findall(r"\]\(pictures/([^)]+)\.png\)", texts))
    assert drawn == set(PICTURES)
    assert told == set(PICTURES)


@pytest.mark.parametrize("path", sorted((HELP / "pictures").glob("*.png")), ids=lambda p: p.stem)
def test_a_picture_has_a_size_that_can_be_read(path: Path) -> None:
    wide, high = struct.unpack(">II", path.read_bytes()[16:24])
    assert 240 <= wide <= 1366
    assert 120 <= high <= 768


def test_the_pictures_weigh_little() -> None:
    assert sum(path.stat().st_size for path in (HELP / "pictures").glob("*.png")) < MOST_BYTES


# What a clerk says or reads in a paper, not the name of a button.
SAID = {"贷款的利息", "最多资助2个国家", "最长3年", "作品著作权登记资助 2023：已 63，剩 37 个"}


def test_every_name_in_the_help_is_a_word_of_the_program() -> None:
    root = Path(ipdesk.ui.__file__).parent
    sources = [*root.parent.glob("*.py"), *root.rglob("*.py"), *resources().glob("wording/*.toml")]
    sources += [*resources().glob("policies/**/*.toml"), *HELP.glob("*.md")]
    texts = {path: path.read_text("utf-8") for path in sources}
    # In the help itself only its headings count.
    words = "".join(
        text if path.suffix != ".md" else "".join(re.findall(r"^#+ .+$", text, re.MULTILINE))
        for path, text in texts.items()
    )
    unknown = set()
    for path in HELP.glob("*.md"):
        for name in re.findall("「([^」]+)」", texts[path]):
            parts = (one.strip() for one in re.split("[›→]", name))
            pieces = [piece for part in parts for piece in part.split("…") if piece]
            if name not in SAID and not all(piece in words for piece in pieces):
                unknown.add(f"{path.name}: {name}")
    assert unknown == set()

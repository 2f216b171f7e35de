from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from ipdesk.documents.pdf.fonts import SHIPPED, Faces, Role
from ipdesk.errors import StorageError
from ipdesk.paths import resources

FONTS = resources() / "fonts"
GB2312 = "".join(
    character
    for lead in range(0xA1, 0xF8)
    for trail in range(0xA1, 0xFF)
    if (character := bytes((lead, trail)).decode("gb2312", "ignore"))
)
# Level 3 of 通用规范汉字表 holds these; places and persons are named with them.
NAMES = "浛洸滃喆堃祎𬭎𫖯𬱖𬸦㛃䶮𠅤"
# From the names and places of identity cards, and the noodles that are a firm's name.
RARE = "𰻝𰻞𫠅𫭽𬌙𱎫𱏩"


@pytest.mark.parametrize("role", Role)
def test_every_role_draws_names_and_signs(faces: Faces, role: Role) -> None:
    text = GB2312 + NAMES + RARE + "0123456789ABCabc,.%→·—…‹›①✓√〔〕《》“”‘’㎡"

    assert faces.missing(text, role) == ()


def test_a_missing_character_is_told_once_and_in_order(faces: Faces) -> None:
    assert faces.missing("甲\U0003106c乙\U0002a6d5\U0003106c\n") == ("\U0003106c", "\U0002a6d5")


def test_a_text_is_cut_where_the_face_changes(faces: Faces) -> None:
    runs = [(face.path.name, run) for face, run in faces.cast(Role.FANG).runs("甲浛洸镇")]

    assert runs == [
        ("Fang-Regular.ttf", "甲"),
        ("KaiLight-Rest.ttf", "浛洸"),
        ("Fang-Regular.ttf", "镇"),
    ]


@pytest.mark.parametrize("role", Role)
def test_figures_stand_under_each_other(faces: Faces, role: Role) -> None:
    assert len({faces.cast(role).width(figure) for figure in "0123456789"}) == 1


@pytest.mark.parametrize("role", Role)
def test_chinese_marks_take_a_full_character(faces: Faces, role: Role) -> None:
    widths = {mark: faces.cast(role).width(mark) for mark in "“”‘’—…·，。《》（）"}

    assert widths == dict.fromkeys(widths, 1000.0)


def test_a_missing_or_broken_font_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as lost:
        Faces.load(tmp_path)
    assert (lost.value.code, lost.value.values) == ("font-missing", {"file": "Fang-Regular.ttf"})

    broken = tmp_path / "own.ttf"
    broken.write_bytes(b"not a font")
    faces = Faces.load(FONTS, {Role.FANG: (broken, 0)})
    with pytest.raises(StorageError) as unreadable:
        faces.missing("甲")
    assert unreadable.value.code == "font-unreadable"


def test_a_font_of_the_bureau_goes_before_the_shipped_one() -> None:
    faces = Faces.load(FONTS, {Role.FANG: (FONTS / "Kai-Regular.ttf", 0)})

    face = faces.cast(Role.FANG).face_of("甲")
    assert face is not None
    assert face.path.name == "Kai-Regular.ttf"


def test_the_shipped_files_are_the_ones_sources_tells_of() -> None:
    told = dict(
        re.findall(r"file (\S+) .*\nsha256 ([0-9a-f]{64})", (FONTS / "SOURCES").read_text("utf-8"))
    )
    shipped = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.ttf")
    }

    assert told == shipped
    assert {file for files in SHIPPED.values() for file in files} <= set(shipped)


@pytest.mark.parametrize("path", sorted(FONTS.glob("*.ttf")), ids=lambda path: path.name)
def test_shipped_fonts_keep_no_reserved_name(path: Path) -> None:
    font = TTFont(path, lazy=True)
    names = " ".join(str(font["name"].getDebugName(name)) for name in (1, 3, 4, 6))

    assert names.startswith("IPDesk ")
    for reserved in ("LXGW", "霞鹜", "Source", "Noto", "Fandol"):
        assert f" {reserved}" not in f" {names}".replace("fonts-", "")
    assert (FONTS / "licences").is_dir()

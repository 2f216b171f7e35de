"""Fonts of this PC: found by name, told apart into what papers can be set in and what not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTCollection, TTFont

from ipdesk.documents.pdf.fonts import Faces, Role
from ipdesk.documents.pdf.installed import faces_of, fonts_in
from ipdesk.paths import resources

FONTS = resources() / "fonts"


def chinese(path: Path, family: str, rights: int = 0, base: str = "Song-Rare.ttf") -> Path:
    """A copy of a shipped font that says it is Chinese, as fonts sold in China do."""
    font = TTFont(FONTS / base)
    font["name"].names = []
    font["name"].setName("X-Regular", 6, 3, 1, 0x409)
    font["name"].setName("Regular", 2, 3, 1, 0x409)
    font["name"].setName("Some Fang", 4, 3, 1, 0x409)
    font["name"].setName(family, 4, 3, 1, 0x804)
    font["OS/2"].ulCodePageRange1 = 1 << 18
    font["OS/2"].fsType = rights
    font.save(path)
    return path


def outlines(path: Path) -> Path:
    """A font of PostScript outlines."""
    made = FontBuilder(1000, isTTF=False)
    made.setupGlyphOrder([".notdef"])
    made.setupCharacterMap({})
    made.setupCFF("Cff", {}, {".notdef": T2CharStringPen(500, None).getCharString()}, {})
    made.setupHorizontalMetrics({".notdef": (500, 0)})
    made.setupHorizontalHeader()
    made.setupNameTable({"familyName": "某宋", "styleName": "Regular"})
    made.setupOS2(ulCodePageRange1=1 << 18)
    made.setupPost()
    made.save(path)
    return path


def test_fonts_are_named_in_chinese_and_what_cannot_be_used_says_why(tmp_path: Path) -> None:
    chinese(tmp_path / "a.ttf", "方正仿宋_GBK")
    (tmp_path / "below").mkdir()
    chinese(tmp_path / "below" / "b.ttf", "锁着的宋体", rights=2)
    outlines(tmp_path / "c.otf")
    shutil.copy(FONTS / "SOURCES", tmp_path / "d.ttf")
    (tmp_path / "e.ttf").write_bytes(b"\0\1\0\0\xff\xff")

    found = [(one.name, one.trouble) for one in fonts_in((tmp_path, tmp_path / "nowhere"))]

    assert sorted(found) == [
        ("方正仿宋_GBK", ""),
        ("某宋", "font-outlines"),
        ("锁着的宋体", "font-locked"),
    ]
    assert found[0] == ("方正仿宋_GBK", "")


@pytest.mark.parametrize("content", [b"", b"no font", b"ttcf\0\0\0\0\0\0\0\x09", b"\0\1\0\0\0\x09"])
def test_a_picked_file_that_is_no_font_is_told_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.ttf"
    path.write_bytes(content)

    assert [one.trouble for one in faces_of(path, every=True)] == ["font-unreadable"]
    assert faces_of(path) == ()


def test_a_face_of_a_collection_sets_papers(tmp_path: Path) -> None:
    first = chinese(tmp_path / "a.ttf", "甲宋")
    second = chinese(tmp_path / "b.ttf", "乙宋")
    collection = TTCollection()
    collection.fonts = [TTFont(first), TTFont(second)]
    collection.save(tmp_path / "both.ttc")

    faces = faces_of(tmp_path / "both.ttc")
    chosen = Faces.load(FONTS, {Role.FANG: (tmp_path / "both.ttc", 1)}).cast(Role.FANG)

    assert [(one.name, one.index) for one in faces] == [("甲宋", 0), ("乙宋", 1)]
    face = chosen.face_of("𰻝")
    assert face is not None
    assert (face.path.name, face.index) == ("both.ttc", 1)
    assert chosen.width("𰻝") == 1000.0

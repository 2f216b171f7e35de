from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from ipdesk.documents.bundle import LONGEST_NAME, bundle, safe_name
from ipdesk.errors import UserError

AT = datetime(2025, 1, 13, 9, 30)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("乐昌市甲科技有限公司", "乐昌市甲科技有限公司.pdf"),
        ('a/b\\c:d*e?f"g<h>i|j', "a／b＼c：d＊e？f＂g＜h＞i｜j.pdf"),
        ("..", "_.pdf"),
        ("../../etc/passwd", "／..／etc／passwd.pdf"),
        ("CON", "_CON.pdf"),
        ("com1.2024", "_com1.2024.pdf"),
        ("  合同 . ", "合同.pdf"),
        ("第一行\n第二行\x00", "第一行 第二行.pdf"),
        ("合同\u202efdp.exe", "合同fdp.exe.pdf"),
        ("", "_.pdf"),
        ("申报\u200b材料", "申报材料.pdf"),
    ],
)
def test_a_name_is_one_that_every_system_takes(typed: str, name: str) -> None:
    assert safe_name(typed, ".pdf") == name


@pytest.mark.parametrize("typed", ["长" * 400, "a" * 400, "𠀀" * 300, "长." * 200])
def test_a_long_name_is_cut_and_keeps_what_it_is(typed: str) -> None:
    name = safe_name(typed, ".pdf")
    assert name.endswith(".pdf")
    assert len(name.encode("utf-16-le")) // 2 <= LONGEST_NAME
    assert len(name.encode()) <= 180
    assert not name.removesuffix(".pdf").endswith((".", " "))
    name.encode("utf-8")  # no half of a pair is left


def test_a_zip_flags_its_chinese_names_as_utf8(tmp_path: Path) -> None:
    with bundle(tmp_path / "卷宗.zip", AT) as target:
        target.put(target.free("材料/申报表.pdf"), b"%PDF-1")
        target.put(target.free("材料/申报表.PDF"), b"%PDF-2")
        target.put(target.free("readme.txt"), b"x" * 1000)
    with zipfile.ZipFile(tmp_path / "卷宗.zip") as kept:
        entries = kept.infolist()
        assert [one.filename for one in entries] == [
            "材料/申报表.pdf",
            "材料/申报表(2).PDF",
            "readme.txt",
        ]
        assert all(one.flag_bits & 0x800 for one in entries if not one.filename.isascii())
        assert entries[0].date_time == (2025, 1, 13, 9, 30, 0)
        assert kept.testzip() is None
    assert [path.name for path in tmp_path.iterdir()] == ["卷宗.zip"]


def stopped(place: Path) -> None:
    with bundle(place, AT) as target:
        target.put("a.txt", b"1")
        raise ValueError("stop")


def test_a_folder_is_whole_or_not_there(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="stop"):
        stopped(tmp_path / "卷")
    assert list(tmp_path.iterdir()) == []
    with bundle(tmp_path / "卷", AT) as target:
        target.put("里/a.txt", b"1")
    assert (tmp_path / "卷/里/a.txt").read_bytes() == b"1"


def test_an_old_zip_stays_when_the_new_one_fails(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"old")
    with pytest.raises(ValueError, match="stop"):
        stopped(tmp_path / "a.zip")
    assert (tmp_path / "a.zip").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_folder_that_holds_something_is_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "卷").mkdir()
    (tmp_path / "卷/b.txt").write_text("x", encoding="utf-8")
    with pytest.raises(UserError) as refused, bundle(tmp_path / "卷", AT):
        pass
    assert refused.value.code == "bundle-place-taken"
    with pytest.raises(UserError) as refused, bundle(tmp_path / "nowhere" / "a.zip", AT):
        pass
    assert refused.value.code == "file-write-failed"

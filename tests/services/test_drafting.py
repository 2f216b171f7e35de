"""`ipdesk policy draft`, compare, export and import; a draft is not put in use unseen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from ipdesk.commands.line import main
from ipdesk.errors import UserError
from ipdesk.packs.loader import load_pack, read_folder
from ipdesk.paths import resources
from ipdesk.services.activation import activate
from ipdesk.services.drafting import draft_file
from ipdesk.services.parcels import export_parcel, open_parcel, parcel_bytes
from tests.bench.drafting import text_of
from tests.services.casework import Desk
from tests.services.packs_at_hand import lechang_files


def run(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["policy", *words])
    return done.exit_code, done.stdout, done.stderr


def test_a_text_is_drafted_into_a_folder_that_checks(tmp_path: Path) -> None:
    out = tmp_path / "pack"
    code, said, _ = run("draft", str(text_of("chengxi-science")), "-o", str(out))
    assert code == 0
    assert said.startswith("澄溪市促进科技创新扶持办法　澄府规〔2023〕7号")
    assert "04-01　[高]" in said
    assert "：200,000.00 元/家" in said
    assert "正文里的数字都有着落。" in said
    assert run("check", str(out))[0] == 0


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept")
    code, _, said = run("draft", str(text_of("chengxi-science")), "-o", str(tmp_path))
    assert code == 2
    assert "已经有内容" in said
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


NOVEL = "那天晚上下着大雨，他独自走在街上，口袋里只有五元钱。三年以后，他们在另一个城市重逢。\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (NOVEL * 200, "不像奖补政策"),
        ("\n".join(f"第{n}章 夜雨\n{NOVEL}" for n in range(1, 40)), "不像奖补政策"),
        ("12\t34\t56.7\n" * 400, "大多不是汉字"),
        ("奖励", "只读到"),
        ("对企业奖励10万元。" * 200_000, "不像一份政策文件"),
    ],
)
def test_what_is_no_policy_is_told(text: str, said: str, tmp_path: Path) -> None:
    place = tmp_path / "text.txt"
    place.write_text(text, "utf-8")
    code, out, err = run("draft", str(place), "-o", str(tmp_path / "out"))
    assert (code, out) == (2, "")
    assert said in err
    assert not (tmp_path / "out").exists()


def test_a_draft_is_not_put_in_use_before_it_is_confirmed(desk: Desk) -> None:
    drafted = draft_file(text_of("jinchuan-ocr"), resources(), desk.office.wording, "jinchuan")
    with pytest.raises(UserError) as caught:
        activate(desk.office, desk.clerk, drafted.files, "复核乙", date(2024, 3, 1))
    assert caught.value.code == "pack-unconfirmed"
    assert desk.said(caught.value)


def test_a_text_is_compared_with_the_pack_in_use() -> None:
    code, said, _ = run("compare", "lechang-2022", str(text_of("lechang")))
    assert code == 0
    assert "新增 0 条，取消 0 条" in said
    code, said, _ = run("compare", "lechang-2022", str(text_of("heyang-ip")))
    assert "变动" in said
    assert "新增" in said


def test_a_pack_travels_in_one_file(tmp_path: Path) -> None:
    parcel, out = tmp_path / "a.ippack", tmp_path / "out"
    assert run("export", "lechang-2022", "-o", str(parcel))[0] == 0
    code, said, _ = run("import", str(parcel), "-o", str(out))
    assert code == 0
    assert load_pack(lechang_files()).sha256 in said
    assert read_folder(out) == lechang_files()
    assert run("compare", str(parcel), str(out))[1].count("变动　") == 0


def test_a_parcel_is_the_same_whenever_it_is_written() -> None:
    assert parcel_bytes(lechang_files()) == parcel_bytes(dict(reversed(lechang_files().items())))


def test_a_parcel_that_did_not_arrive_whole_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "a.ippack"
    export_parcel(lechang_files(), place)
    whole = place.read_bytes()
    for broken, code in (
        (whole[:-40], "parcel-damaged"),
        (b"not a parcel", "parcel-damaged"),
        (changed_parcel(), "parcel-hash"),
    ):
        place.write_bytes(broken)
        with pytest.raises(UserError) as caught:
            open_parcel(place)
        assert caught.value.code == code


def changed_parcel() -> bytes:
    """A parcel whose text was changed on the way, its hash left as it was."""
    import io
    import zipfile

    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(parcel_bytes(lechang_files()))) as source,
        zipfile.ZipFile(out, "w") as target,
    ):
        for part in source.infolist():
            data = source.read(part)
            target.writestr(part.filename, data.replace("0.5万元".encode(), "0.6万元".encode()))
    return out.getvalue()

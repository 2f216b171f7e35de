"""Fonts of the bureau: checked before they are kept, used on papers, missed when they are gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ipdesk.errors import UserError
from ipdesk.services.forms import preview_form
from ipdesk.services.paper_fonts import FontChoice, check_fonts
from ipdesk.services.paper_setup import paper_setup, set_paper
from ipdesk.storage import journal
from tests.documents.pdf.test_installed import chinese, outlines
from tests.services.casework import Desk, patent


def choose(desk: Desk, path: Path, name: str) -> None:
    fonts = {"FANG": FontChoice(str(path), 0, name)}
    set_paper(desk.office, desk.clerk, replace(paper_setup(desk.office), fonts=fonts))


def test_a_chosen_font_is_used_and_what_it_lacks_is_told(desk: Desk, tmp_path: Path) -> None:
    claim = desk.received(desk.applicant("乐昌𰻝𰻞面馆"), "01-01", patent("ZL201210123456.8"))
    before = preview_form(desk.office, claim).pdf
    path = chinese(tmp_path / "own.ttf", "甲宋")
    choose(desk, path, "甲宋")

    (report,) = check_fonts(desk.office, paper_setup(desk.office).fonts)
    assert (report.role, report.lacks) == ("FANG", ("乐", "昌", "面", "馆"))
    assert preview_form(desk.office, claim).pdf != before
    last = journal.page(desk.office.db, limit=1)[0]
    assert last.act == "change_paper"
    assert last.data["new"]["fonts"]["FANG"]["name"] == "甲宋"


@pytest.mark.parametrize(
    ("code", "words"), [("otf", "PostScript"), ("locked", "版权"), ("no", "TrueType")]
)
def test_a_font_that_cannot_be_embedded_is_refused_with_the_reason(
    desk: Desk, tmp_path: Path, code: str, words: str
) -> None:
    path = tmp_path / "own.ttf"
    if code == "otf":
        outlines(path)
    elif code == "locked":
        chinese(path, "甲宋", rights=2)
    else:
        path.write_bytes(b"no font")

    with pytest.raises(UserError) as refused:
        choose(desk, path, "甲宋")

    assert "甲宋" in desk.said(refused.value)
    assert words in desk.said(refused.value)
    assert paper_setup(desk.office).fonts == {}


def test_a_font_that_is_gone_stops_the_paper_and_says_where_to_choose(
    desk: Desk, tmp_path: Path
) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent("ZL201210123456.8"))
    path = chinese(tmp_path / "own.ttf", "甲宋")
    choose(desk, path, "甲宋")
    path.unlink()

    with pytest.raises(UserError) as refused:
        preview_form(desk.office, claim)

    assert "甲宋" in desk.said(refused.value)
    assert "设置 → 文书字体" in desk.said(refused.value)
    set_paper(desk.office, desk.clerk, replace(paper_setup(desk.office), fonts={}))
    assert preview_form(desk.office, claim).pdf


def test_a_character_in_no_font_is_named_with_what_to_do(desk: Desk) -> None:
    claim = desk.received(desk.applicant("乐昌\U0003106c公司"), "01-01", patent("ZL201210123456.8"))

    with pytest.raises(UserError) as refused:
        preview_form(desk.office, claim)

    assert "\U0003106c" in desk.said(refused.value)
    assert "设置 → 文书字体" in desk.said(refused.value)

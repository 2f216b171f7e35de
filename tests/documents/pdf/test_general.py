"""The general format measured: figures of GB/T 9704-2012, chapter 7, against the PDF; and 套打."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from ipdesk.documents.pdf.fonts import Faces
from ipdesk.documents.pdf.letters import render_letter
from ipdesk.documents.pdf.raster import page_count
from ipdesk.domain.letter import Layout, Letter
from tests.documents.pdf.measure import characters, filled_bars, lines, origins
from tests.documents.pdf.test_page import LONG, near


@pytest.fixture
def general(letter: Letter) -> Letter:
    return replace(letter, layout=Layout(general=True))


def test_the_head_begins_35_mm_into_the_text_block_and_is_centred(
    general: Letter, faces: Faces
) -> None:
    head = characters(render_letter(general, faces))[: len(general.issuer)]

    assert "".join(box.text for box in head) == general.issuer
    assert min(box.top for box in head) == near(37 + 35)
    assert (head[0].left + head[-1].right) / 2 == near(105)


def test_the_number_is_centred_two_lines_below_the_head_with_the_red_rule_4_mm_under_it(
    general: Letter, faces: Faces
) -> None:
    pdf = render_letter(general, faces)
    found = characters(pdf)
    head, rest = found[: len(general.issuer)], found[len(general.issuer) :]
    number = rest[: len("甲市监知奖〔2026〕12号")]
    (rule,) = [bar for bar in filled_bars(pdf) if bar.top < 150]

    assert "".join(box.text for box in number) == "甲市监知奖〔2026〕12号"
    assert (number[0].left + number[-1].right) / 2 == near(105)
    # Two empty lines of 10.2 mm, then a character of 5.6 mm in the middle of its slot.
    below_head = min(box.top for box in number) - max(box.bottom for box in head)
    assert 2 * 10.2 + 2.2 < below_head < 2 * 10.2 + 3.4
    assert (rule.left, rule.right) == (near(28), near(184))
    assert rule.top - max(box.bottom for box in number) == near(4)


def test_the_title_stands_two_lines_below_the_rule(general: Letter, faces: Faces) -> None:
    pdf = render_letter(general, faces)
    (rule,) = [bar for bar in filled_bars(pdf) if bar.top < 150]
    title = next(y for y, text in lines(pdf).items() if text.startswith("关于批准"))

    # A slot of 34 pt whose character of 22 pt stands in its middle: baseline 25.4 pt down.
    assert title - rule.bottom == near(2 * 10.2 + (6 + 0.88 * 22) * 25.4 / 72)


def test_a_page_has_22_lines_of_28_characters_between_the_margins(
    general: Letter, faces: Faces
) -> None:
    pdf = render_letter(replace(general, body=(LONG * 4,)), faces)
    rows = [(y, text) for y, text in lines(pdf, 1).items() if len(text) == 28]
    ink = [box for box in origins(pdf, 1) if box.text in LONG]
    steps = [after - before for (before, _), (after, _) in pairwise(rows)]

    assert len(rows) == 22
    assert sum(steps) / len(steps) == pytest.approx(28.95 * 25.4 / 72, abs=0.01)
    assert min(box.left for box in ink) == near(28)
    assert max(box.left for box in ink) == near(184 - 156 / 28)
    # First and last baseline: the character in the middle of the first and the last slot.
    middle = (28.95 - 16) / 2 + 0.88 * 16
    assert rows[0][0] == near(37 + middle * 25.4 / 72)
    assert rows[-1][0] == near(262 - (28.95 - middle) * 25.4 / 72)


def test_every_page_is_numbered_7_mm_below_the_block_odd_right_even_left(
    general: Letter, faces: Faces
) -> None:
    pdf = render_letter(replace(general, body=(LONG * 4,)), faces)
    for number in range(page_count(pdf)):
        dashes = [box for box in characters(pdf, number) if box.text == "—"]
        assert (dashes[0].top + dashes[0].bottom) / 2 == near(262 + 7)
        if number % 2:
            assert dashes[0].left == near(28 + 14 * 25.4 / 72)
        else:
            assert dashes[-1].right == near(184 - 14 * 25.4 / 72)


def test_the_imprint_ends_with_the_text_block_between_its_rules(
    general: Letter, faces: Faces
) -> None:
    pdf = render_letter(replace(general, copies_to=("甲市财政局",)), faces)
    last = page_count(pdf) - 1
    rules = [bar for bar in filled_bars(pdf, last) if bar.top > 200]
    text = lines(pdf, last)

    assert [(bar.left, bar.right) for bar in rules] == [(near(28), near(184))] * 3
    thickness = sorted(round(bar.bottom - bar.top, 2) for bar in rules)
    assert thickness == [pytest.approx(w, abs=0.02) for w in (0.25, 0.35, 0.35)]
    assert max(bar.bottom for bar in rules) == near(262)
    assert "抄送：甲市财政局。" in text.values()
    assert "甲市市场监督管理局2026年11月22日印发" in text.values()
    issued = [box for box in characters(pdf, last) if box.text == "发"][-1]
    assert issued.right == near(184 - 14 * 25.4 / 72)


@pytest.mark.parametrize("wide", [True, False])
def test_on_printed_paper_nothing_is_red_and_the_rest_stands_where_it_stood(
    letter: Letter, faces: Faces, wide: bool
) -> None:
    drawn = replace(letter, layout=Layout(general=wide))
    blank = replace(letter, layout=Layout(general=wide, blank_head=True))
    moved = replace(blank, layout=replace(blank.layout, right=25, down=-12))
    full, bare, off = (origins(render_letter(one, faces)) for one in (drawn, blank, moved))
    texts = sorted(box.text for box in bare)

    red = [bar for bar in filled_bars(render_letter(blank, faces)) if bar.top < 150]
    assert red == []
    assert texts == sorted(box.text for box in off)
    at = {(box.text, round(box.left, 1), round(box.bottom, 1)) for box in full}
    assert all((box.text, round(box.left, 1), round(box.bottom, 1)) in at for box in bare)
    for before, after in zip(bare, off, strict=True):
        assert after.left - before.left == pytest.approx(2.5, abs=0.05)
        assert after.bottom - before.bottom == pytest.approx(-1.2, abs=0.05)


def test_a_signature_alone_on_page_two_is_brought_back_by_closer_lines(
    letter: Letter, faces: Faces
) -> None:
    pages = []
    for count in range(60, 300, 10):
        body = ("经审核本项申报符合规定" * 30)[:count]
        pdf = render_letter(replace(letter, body=(body,), title="通知", remark=""), faces)
        rows = [y for y, text in lines(pdf).items() if "经审核" in text]
        pages.append((page_count(pdf), round(rows[1] - rows[0], 1)))

    assert (1, 10.2) in pages
    assert any(number == 1 and step < 10.0 for number, step in pages)
    assert min(step for _, step in pages) >= 9.0

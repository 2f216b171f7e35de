"""The paper is measured: figures of GB/T 9704-2012 against what stands in the PDF."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from ipdesk.documents.pdf.fonts import Faces
from ipdesk.documents.pdf.letters import render_letter
from ipdesk.documents.pdf.raster import page_count, page_sizes
from ipdesk.domain.letter import Letter
from tests.documents.pdf.measure import characters, filled_bars, lines, origins

NEAR = 0.5  # mm
LONG = "经审核本项申报符合规定" * 40


def near(value: float) -> object:
    return pytest.approx(value, abs=NEAR)


def test_the_page_is_a4(letter: Letter, faces: Faces) -> None:
    ((width, height),) = page_sizes(render_letter(letter, faces))

    assert (width * 25.4 / 72, height * 25.4 / 72) == (near(210), near(297))


def test_the_red_head_begins_30_mm_below_the_edge_and_is_centred(
    letter: Letter, faces: Faces
) -> None:
    head = characters(render_letter(letter, faces))[: len(letter.issuer)]

    assert min(box.top for box in head) == near(30)
    assert (head[0].left + head[-1].right) / 2 == near(105)


def test_the_double_rules_are_170_mm_long_and_stand_where_10_1_says(
    letter: Letter, faces: Faces
) -> None:
    pdf = render_letter(letter, faces)
    head = characters(pdf)[: len(letter.issuer)]
    bars = filled_bars(pdf)
    upper, lower = bars[:2], bars[2:]

    assert [(bar.left, bar.right) for bar in bars] == [(near(20), near(190))] * 4
    assert upper[0].top - max(box.bottom for box in head) == near(4)
    thickness = [round(bar.bottom - bar.top, 1) for bar in bars]
    assert thickness == [0.9, 0.3, 0.3, 0.9]
    assert 297 - (lower[0].top + lower[1].bottom) / 2 == near(20)


def test_the_number_ends_flush_right_one_step_under_the_rule(letter: Letter, faces: Faces) -> None:
    pdf = render_letter(letter, faces)
    start = len(letter.issuer)
    number = characters(pdf)[start : start + len(letter.number.text)]  # type: ignore[union-attr]

    assert "".join(box.text for box in number) == "甲市监知奖〔2026〕12号"
    assert number[-1].right == near(184)
    # 7/8 of a 3号 character is 4.94 mm; the ink begins a little under the top of the em.
    assert 4.9 < min(box.top for box in number) - filled_bars(pdf)[1].bottom < 5.9


def test_a_full_line_is_28_characters_on_156_mm_and_lines_are_28_95_points_apart(
    letter: Letter, faces: Faces
) -> None:
    pdf = render_letter(replace(letter, body=(LONG,), addressee="甲"), faces)
    rows = list(lines(pdf).items())
    full = [(y, text) for y, text in rows if len(text) == 28 and "经审核" in text]
    ink = [box for box in origins(pdf) if round(box.bottom, 1) == full[0][0]]

    assert len(full) >= 10
    steps = [after - before for (before, _), (after, _) in pairwise(full)]
    assert steps == [pytest.approx(28.95 * 25.4 / 72, abs=0.11)] * len(steps)
    assert min(box.left for box in ink) == near(28)
    assert max(box.left for box in ink) == near(28 + 27 * 156 / 28)


def test_page_two_has_22_lines_between_37_and_262_mm(letter: Letter, faces: Faces) -> None:
    pdf = render_letter(replace(letter, body=(LONG * 4,)), faces)
    body = [box for box in characters(pdf, 1) if box.text in LONG]
    rows = [text for text in lines(pdf, 1).values() if len(text) == 28]

    assert len(rows) == 22
    # The ink of a line stands in the middle of its slot of 10.2 mm, so 2.4 mm from the edge.
    assert 37 <= min(box.top for box in body) <= 40
    assert 259 <= max(box.bottom for box in body) <= 262


def test_the_date_ends_four_characters_from_the_right(letter: Letter, faces: Faces) -> None:
    pdf = render_letter(letter, faces)
    base = next(y for y, text in lines(pdf).items() if text == "2026年11月22日")
    last = max(box.left for box in origins(pdf) if round(box.bottom, 1) == base)

    assert last + 156 / 28 == near(184 - 4 * 156 / 28)


def test_the_signature_leaves_room_for_the_seal(letter: Letter, faces: Faces) -> None:
    rows = {text: y for y, text in lines(render_letter(letter, faces)).items()}
    body = rows["以上合计人民币10,000.00元（大写：人民币壹万元整）。"]

    # Two free lines above the name: a seal of 42 mm reaches to within one line of the text.
    assert rows["甲市市场监督管理局"] - body > 3 * 10.2 - NEAR


def test_only_pages_after_the_first_are_numbered(letter: Letter, faces: Faces) -> None:
    pdf = render_letter(replace(letter, body=(LONG * 4,)), faces)
    assert page_count(pdf) == 4

    numbered = [[text for text in lines(pdf, n).values() if "—" in text] for n in range(4)]
    assert numbered == [[], ["—2—"], ["—3—"], ["—4—"]]
    even = next(box for box in characters(pdf, 1) if box.text == "—")
    odd = [box for box in characters(pdf, 2) if box.text == "—"][-1]
    assert (even.top + even.bottom) / 2 == near(262 + 7)
    assert even.left == near(28 + 14 * 25.4 / 72)
    assert odd.right == near(184 - 14 * 25.4 / 72)


def test_copies_stand_at_the_foot_of_the_last_text_block(letter: Letter, faces: Faces) -> None:
    pdf = render_letter(replace(letter, copies_to=("甲市财政局", "甲市审计局")), faces)
    rows = lines(pdf, page_count(pdf) - 1)

    base = next(y for y, text in rows.items() if text == "抄送：甲市财政局，甲市审计局。")
    assert 258 < base < 262

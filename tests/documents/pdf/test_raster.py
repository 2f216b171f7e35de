from __future__ import annotations

from dataclasses import replace

import pytest

from ipdesk.documents.pdf.fonts import Faces
from ipdesk.documents.pdf.letters import render_letter
from ipdesk.documents.pdf.raster import page_count, page_image, page_images, page_texts
from ipdesk.domain.letter import Letter


@pytest.mark.parametrize("dpi", [72, 110])
def test_a_page_is_pixels_without_padding(letter: Letter, faces: Faces, dpi: int) -> None:
    pictures = page_images(render_letter(letter, faces), dpi)

    for picture in pictures:
        assert len(picture.rgb) == picture.width * picture.height * 3
        assert picture.width == pytest.approx(210 / 25.4 * dpi, abs=1.5)
        assert picture.rgb[:3] == b"\xff\xff\xff"


def test_the_rule_is_red_in_that_order_of_colours(letter: Letter, faces: Faces) -> None:
    picture = page_image(render_letter(letter, faces), 0, 72)
    points = {picture.rgb[n : n + 3] for n in range(0, len(picture.rgb), 3)}

    assert any(red > 220 and green < 20 and blue < 20 for red, green, blue in points)
    assert not any(red < 20 and blue > 220 for red, _, blue in points)


def test_pages_are_counted_and_read(letter: Letter, faces: Faces) -> None:
    pdf = render_letter(replace(letter, body=("经审核符合规定。" * 60,)), faces)

    assert page_count(pdf) == len(page_texts(pdf)) == len(page_images(pdf, 20)) == 2
    assert letter.title in page_texts(pdf)[0]

"""Rare characters: drawn where a second face has them, else refused by name before any paper."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ipdesk.documents.pdf.fonts import Faces
from ipdesk.documents.pdf.letters import render_letter
from ipdesk.domain.letter import Letter
from ipdesk.errors import UserError
from tests.documents.pdf.measure import lines


def test_a_rare_character_of_a_name_is_drawn_with_a_second_face(
    letter: Letter, faces: Faces
) -> None:
    pdf = render_letter(replace(letter, addressee="浛洸𬭎𫖯𠅤𰻝公司"), faces)
    assert "浛洸𬭎𫖯𠅤𰻝公司：" in lines(pdf).values()


def test_a_character_no_face_has_stops_the_letter_and_is_named(
    letter: Letter, faces: Faces
) -> None:
    with pytest.raises(UserError) as caught:
        render_letter(replace(letter, addressee="乐昌\U0003106c面馆"), faces)
    assert caught.value.values["characters"] == "\U0003106c"

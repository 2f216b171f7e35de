from __future__ import annotations

from ipdesk.domain.masking import masked_card, masked_id, masked_phone


def test_an_id_number_shows_six_and_four() -> None:
    assert masked_id("440281199003074512") == "440281********4512"


def test_a_phone_shows_three_and_four() -> None:
    assert masked_phone("13800138000") == "138****8000"


def test_a_card_shows_six_and_four() -> None:
    assert masked_card("6222021234567890123") == "622202*********0123"


def test_a_number_too_short_to_hide_anything_is_covered_whole() -> None:
    assert masked_phone("1234567") == "*******"
    assert masked_id("") == ""

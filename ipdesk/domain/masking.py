"""Personal numbers as lists, exports and logs show them (paper.md, Personal data)."""

from __future__ import annotations

COVER = "*"


def masked_id(number: str) -> str:
    """居民身份证号: the first six and the last four."""
    return _masked(number, 6, 4)


def masked_phone(number: str) -> str:
    """电话: the first three and the last four."""
    return _masked(number, 3, 4)


def masked_card(number: str) -> str:
    """银行账号: the first six and the last four."""
    return _masked(number, 6, 4)


def _masked(number: str, head: int, tail: int) -> str:
    # A number too short to hide anything in between is covered whole.
    covered = len(number) - head - tail
    if covered < 1:
        return COVER * len(number)
    return number[:head] + COVER * covered + number[-tail:]

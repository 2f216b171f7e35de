"""A day in the few characters a list or a path has room for."""

from __future__ import annotations

from datetime import date


def short_day(day: date | None, beside: date) -> str:
    """03-11; with its year where that is not the year of `beside`. None: ""."""
    if day is None:
        return ""
    return f"{day:%m-%d}" if day.year == beside.year else f"{day:%Y-%m-%d}"

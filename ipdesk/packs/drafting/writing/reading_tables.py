"""口径 proposed with a draft: what the text leaves open, with its choices and a default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ipdesk.packs.drafting.writing.toml_text import Inline

Table = dict[str, Any]

# key → question, then value and label of each choice; the first is the default.
_CHOICES: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "round_unit": (
        "reading-round-unit",
        (("fen", "reading-fen"), ("jiao", "reading-jiao"), ("yuan", "reading-yuan")),
    ),
    "round_mode": (
        "reading-round-mode",
        (("half_up", "reading-half-up"), ("down", "reading-down")),
    ),
    "late_apply": (
        "reading-late",
        (("need_doc", "reading-need-doc"), ("deny", "reading-late-deny")),
    ),
    "renewal": ("reading-new", (("deny", "reading-deny"), ("allow", "reading-allow"))),
    "excl_year": (
        "reading-year",
        (("title_year", "reading-year-title"), ("fund_year", "reading-year-fund")),
    ),
    "excl_mode": (
        "reading-mode",
        (("topup", "reading-topup"), ("block", "reading-block"), ("off", "reading-off")),
    ),
    "cap_year": (
        "reading-cap-year",
        (
            ("fund_year", "reading-year-fund"),
            ("cert_year", "reading-year-title"),
            ("receipt_year", "reading-receipt"),
        ),
    ),
}


def reading(number: str, key: str, clause: str, quote: str, say: Mapping[str, str]) -> Table:
    """One [[readings]] table with a switch."""
    question, choices = _CHOICES["excl_mode" if key.startswith("excl_mode") else key]
    table: Table = {
        "id": number,
        "clause": clause,
        "key": key,
        "question": say[question],
        "choices": [Inline({"value": value, "label": say[label]}) for value, label in choices],
        "default": choices[0][0],
    }
    if quote:
        table["quote"] = quote
    return table


def open_point(number: str, clause: str, question: str, default: str, quote: str) -> Table:
    """One [[readings]] table that is a rule of casework, in words."""
    table: Table = {"id": number, "clause": clause, "question": question, "default": default}
    if quote:
        table["quote"] = quote
    return table


def point_key(clause: str, quote: str) -> str:
    """What a reading without a switch is known by."""
    return f"{clause}|{quote}"

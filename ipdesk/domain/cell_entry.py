"""Cells of a spreadsheet read as what their column holds, with the advice when they are not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from ipdesk.domain.fact_entry import FactFault, parse_date, parse_flag, parse_money
from ipdesk.domain.importing import Fault, Field, FieldType
from ipdesk.domain.money import MOST_FEN
from ipdesk.domain.text import bad_character, fold

FIRST_DAY, LAST_DAY = date(1900, 3, 1), date(2100, 12, 31)
_RUINED = re.compile(r"\d(?:\.\d+)?E\+\d{2}", re.IGNORECASE)
_YEAR = re.compile(r"((?:19|20)\d\d)(?:年度?)?")
_EXACT_FIGURES: Final = 15  # a spreadsheet keeps no more of a number
TEN_THOUSAND: Final = 10_000


def column_letters(place: int) -> str:
    """The name of a column, counted from 0: A, B, … Z, AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def shown(cell: object) -> str:
    """A cell as a person sees it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else str(cell)
    if isinstance(cell, float):
        return _figures(cell)
    return str(cell)


def _figures(number: float) -> str:
    """A number as the spreadsheet shows it: 15 figures, no noise of binary fractions."""
    text = f"{Decimal(f'{number:.15g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_cell(field: Field, cell: object, unit: int = 1) -> object | Fault:
    """The value of a cell that is not empty, or why there is none; `unit` is 10,000 for 万元."""
    text = shown(cell).strip()
    bad = bad_character(text, multiline=True)
    if bad is not None:
        return Fault(field.id, bad.code, {"position": bad.position + 1, "character": bad.character})
    text = " ".join(text.split()) if "\n" in text or "\t" in text else text
    return _READERS[field.type](field, cell, text, unit)


def _text(field: Field, cell: object, text: str, unit: int) -> object | Fault:
    return text


def _number(field: Field, cell: object, text: str, unit: int) -> object | Fault:
    """A number that identifies: whole in a cell of text, cut off in one of numbers."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if abs(cell) >= 10**_EXACT_FIGURES:
            return Fault(field.id, "number-ruined", {"label": field.label, "typed": text})
        if isinstance(cell, float) and not cell.is_integer():
            return Fault(field.id, "number-not-whole", {"label": field.label, "typed": text})
    elif _RUINED.fullmatch(text):
        return Fault(field.id, "number-ruined", {"label": field.label, "typed": text})
    return fold(text)


def _day(field: Field, cell: object, text: str, unit: int) -> object | Fault:
    if isinstance(cell, datetime):
        day: object = cell.date()
    elif isinstance(cell, date):
        day = cell
    elif isinstance(cell, int | float) and not 19_000_000 <= cell <= 21_001_231:
        # 45047 is a day whose cell was formatted as a number: it may as well be a count.
        return Fault(field.id, "day-is-a-number", {"typed": text})
    else:
        day = parse_date("".join(unicodedata.normalize("NFKC", text).split()))
    if isinstance(day, FactFault):
        return Fault(field.id, day.code, day.values)
    if not isinstance(day, date) or not FIRST_DAY <= day <= LAST_DAY:
        return Fault(field.id, "fact-no-such-day", {"typed": text})
    return day


def _year(field: Field, cell: object, text: str, unit: int) -> object | Fault:
    if isinstance(cell, date):
        return cell.year
    found = _YEAR.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    if found is None:
        return Fault(field.id, "not-a-year", {"typed": text})
    return int(found[1])


def _money(field: Field, cell: object, text: str, unit: int) -> object | Fault:
    if isinstance(cell, date | time):
        return Fault(field.id, "fact-not-money", {"typed": text})
    plain = "".join(unicodedata.normalize("NFKC", text).replace("￥", "¥").split())
    in_words = not isinstance(cell, int | float) and any(sign in plain for sign in "万亿千百元")
    fen = parse_money(plain)
    if isinstance(fen, FactFault):
        return Fault(field.id, fen.code, fen.values)
    # A cell that names its own unit is taken at its word, whatever the header says.
    fen = fen if in_words else fen * unit
    if fen > MOST_FEN:
        return Fault(field.id, "fact-too-much", {"typed": text})
    return fen


def _count(field: Field, cell: object, text: str, unit: int) -> object | Fault:
    plain = unicodedata.normalize("NFKC", text).strip().rstrip("件项个")
    if not plain.isdecimal() or not 1 <= int(plain) <= 100_000:
        return Fault(field.id, "fact-not-a-count", {"typed": text})
    return int(plain)


def _flag(field: Field, cell: object, text: str, unit: int) -> object | Fault:
    value = parse_flag(text)
    if isinstance(value, FactFault):
        return Fault(field.id, value.code, value.values)
    return value


def _choice(field: Field, cell: object, text: str, unit: int) -> object | Fault:
    wanted = fold(text)
    for value, label, words in field.choices:
        if wanted in (fold(value), fold(label), *map(fold, words)):
            return value
    labels = tuple(choice.label for choice in field.choices)
    return Fault(field.id, "fact-not-a-choice", {"typed": text, "choices": labels})


_READERS: Final[Mapping[FieldType, Callable[[Field, object, str, int], object]]] = {
    FieldType.TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.DAY: _day,
    FieldType.YEAR: _year,
    FieldType.MONEY: _money,
    FieldType.COUNT: _count,
    FieldType.FLAG: _flag,
    FieldType.CHOICE: _choice,
    FieldType.FACT: _text,
}

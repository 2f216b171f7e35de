"""Reading what people type or paste: dates, money, counts, shares, yes and no; and showing it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from ipdesk.domain.money import MOST_FEN, figures

ASK = "看不懂这个写法，请改一改"
ASK_MONEY = "看不懂这个金额，请写成 1234.50 或 1.5万 这样"
ASK_COUNT = "看不懂这个数，请写成整数"
ASK_SHARE = "看不懂这个比例，请写成 50%、0.5 或 1/2 这样"
ASK_DATE = "看不懂这个日期，请写成 2024-3-1 这样"

_WIDE = str.maketrans("０１２３４５６７８９．，／－：（）％　", "0123456789.,/-:()% ")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YES = frozenset(("是", "有", "对", "y", "yes", "1", "true", "√", "✓"))
_NO = frozenset(("否", "无", "不", "n", "no", "0", "false", "×"))


def plain(text: str) -> str:
    """The text with full-width figures and signs made narrow, without outer blanks."""
    return text.translate(_WIDE).strip()


def narrow(text: str) -> str:
    """The text with all full-width letters, figures and signs made narrow."""
    return unicodedata.normalize("NFKC", text).strip()


def read_date(text: str) -> date | None:
    """A calendar date as offices write it: 2024-3-1, 2024.3.1, 20240301, 2024年3月1日."""
    match = _DAY.fullmatch(plain(text)) or _RUN.fullmatch(plain(text))
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def read_money(text: str) -> int | None:
    """Fen from 元 (1,234.5) or 万元 (1.5万); None when it is no amount of at most two decimals."""
    bare = plain(text).replace(",", "").removeprefix("¥").removeprefix("￥").strip()
    factor = 100
    if bare.endswith(("万元", "万")):
        bare, factor = bare.removesuffix("元").removesuffix("万"), 1_000_000
    amount = _decimal(bare.removesuffix("元"))
    if amount is None:
        return None
    fen = amount * factor
    if fen != int(fen) or not 0 <= fen <= MOST_FEN:
        return None
    return int(fen)


def read_count(text: str) -> int | None:
    bare = plain(text).replace(",", "")
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 10 else None


def read_share(text: str) -> Decimal | None:
    """A share between 0 and 1, typed as 50%, 0.5 or 1/2."""
    bare = plain(text)
    if "/" in bare:
        top, _, bottom = bare.partition("/")
        over, under = _decimal(top), _decimal(bottom)
        share = over / under if over is not None and under else None
    elif bare.endswith("%"):
        percent = _decimal(bare[:-1])
        share = percent / 100 if percent is not None else None
    else:
        share = _decimal(bare)
    return share if share is not None and 0 <= share <= 1 else None


def read_flag(text: str) -> bool | None:
    bare = plain(text).lower()
    if bare in _YES:
        return True
    return False if bare in _NO else None


def show_date(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def show_money(fen: int | None) -> str:
    return figures(fen) if fen is not None else ""


def show_share(share: Decimal | None) -> str:
    return f"{(share * 100).normalize():f}%" if share is not None else ""


def _decimal(text: str) -> Decimal | None:
    # Decimal also reads "1e5", "NaN" and "1_0", which nobody means in an office.
    if not re.fullmatch(r"\d+(\.\d*)?|\.\d+", text.strip()):
        return None
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        return None

"""版式: the page of GB/T 9704-2012 in figures, and the heads of its two formats."""

from __future__ import annotations

from typing import NamedTuple

from ipdesk.documents.pdf.fonts import Faces, Role
from ipdesk.documents.pdf.sheet import A4, MM, Sheet
from ipdesk.documents.pdf.words import words

# 5.2.1: 天头 37 mm, 订口 28 mm, 版心 156 × 225 mm.
TOP_MARGIN = 37.0
LEFT_MARGIN = 28.0
TEXT_WIDTH = 156.0
TEXT_HEIGHT = 225.0
# 5.2.2, 5.2.3: 3号 仿宋, 22 lines of 28 characters that fill the text block.
SIZE_3 = 16.0
SIZE_2 = 22.0
SIZE_4 = 14.0
LINE_CHARACTERS = 28
LEADING = 28.95
# 7.2.1 (10.1): the letter format's red head and double rules.
HEAD_TOP = 30.0  # 发文机关标志上边缘至上页边
HEAD_TO_RULE = 4.0  # 发文机关标志下 4 mm 处
RULE_WIDTH = 170.0
LOWER_RULE = 20.0  # 距下页边 20 mm 处
# 10.1: 发文字号 and the line above the lower rule stand 7/8 of a 3号 character from the rules.
RULE_TO_TEXT = SIZE_3 * 7 / 8
# 7.5: page number, its dashes 7 mm under the text block, one character in from the side.
NUMBER_DROP = 7.0

# 7.2.4: in the general format the head begins 35 mm below the upper edge of the text block.
GENERAL_HEAD = 35.0

# Our own choice where the standard gives none.
HEAD_LARGEST = 36.0
THICK, THIN, BETWEEN = 0.9 * MM, 0.3 * MM, 0.5 * MM
DOUBLE = THICK + BETWEEN + THIN
GENERAL_RULE = 0.5 * MM
RED = (0.9, 0.0, 0.0)
GREY = (0.62, 0.62, 0.62)
PALE = (0.88, 0.88, 0.88)
ASCENT = 0.88  # the top of the em above the baseline
SMALL = 8.0
FOOT = 24.0  # small type at the foot: between text block and lower rule

LEFT = LEFT_MARGIN * MM
WIDTH = TEXT_WIDTH * MM
RIGHT = LEFT + WIDTH
TOP = A4[1] - TOP_MARGIN * MM
BOTTOM = TOP - TEXT_HEIGHT * MM
EM = WIDTH / LINE_CHARACTERS
TRACKING = EM - SIZE_3


def baseline(top: float, leading: float, size: float) -> float:
    """The baseline of a line whose slot of height `leading` begins at `top`."""
    return top - (leading - size) / 2 - ASCENT * size


class Head(NamedTuple):
    """The red name of the issuer as it will be set, and where its ink ends."""

    text: str
    x: float
    line: float
    size: float
    gap: float
    bottom: float

    def draw(self, sheet: Sheet) -> None:
        sheet.text(self.x, self.line, self.text, Role.TITLE, self.size, self.gap, RED)


def head(issuer: str, faces: Faces, top: float) -> Head:
    """The issuer's name, centred, its ink beginning at `top`."""
    cast = faces.cast(Role.TITLE)
    natural = cast.width(issuer) / 1000
    size = min(HEAD_LARGEST, WIDTH / natural)
    # A short name is spread, up to one character's room between two characters.
    gap = min(size, max(0.0, (WIDTH * 0.8 - natural * size) / max(1, len(issuer) - 1)))
    width = natural * size + gap * (len(issuer) - 1)
    extents = [face.extent(c) for c in issuer if (face := cast.face_of(c)) is not None]
    line = top - max(high for _, high in extents) * size / 1000
    lowest = min(low for low, _ in extents) * size / 1000
    return Head(issuer, (A4[0] - width) / 2, line, size, gap, line + lowest)


def draw_letter_head(sheet: Sheet, issuer: str, blank: bool) -> float:
    """The head of the letter format with both double rules; returns where the upper one ends.

    On pre-printed paper (`blank`) they are there already, in the same places.
    """
    name = head(issuer, sheet.book.faces, A4[1] - HEAD_TOP * MM)
    upper = name.bottom - HEAD_TO_RULE * MM
    if not blank:
        name.draw(sheet)
        double_rule(sheet, upper, thick_first=True)
        draw_lower_rule(sheet)
    return upper - DOUBLE


def draw_general_head(sheet: Sheet, issuer: str, number: str, blank: bool) -> float:
    """7.2: name 35 mm into the text block, number two lines below, red rule 4 mm under it."""
    name = head(issuer, sheet.book.faces, TOP - GENERAL_HEAD * MM)
    slot = name.bottom - 2 * LEADING
    line = baseline(slot, LEADING, SIZE_3)
    rule = slot - (LEADING + SIZE_3) / 2 - HEAD_TO_RULE * MM
    if not blank:
        name.draw(sheet)
        sheet.bar(LEFT, rule - GENERAL_RULE, WIDTH, GENERAL_RULE, RED)
    if number:
        width = sheet.book.faces.cast(Role.FANG).width(number) * SIZE_3 / 1000
        sheet.text((A4[0] - width) / 2, line, number, Role.FANG, SIZE_3)
    return rule - GENERAL_RULE


def double_rule(sheet: Sheet, top: float, thick_first: bool) -> None:
    """Two red rules from `top` down."""
    first, second = (THICK, THIN) if thick_first else (THIN, THICK)
    x = (A4[0] - RULE_WIDTH * MM) / 2
    sheet.bar(x, top - first, RULE_WIDTH * MM, first, RED)
    sheet.bar(x, top - DOUBLE, RULE_WIDTH * MM, second, RED)


def draw_lower_rule(sheet: Sheet) -> None:
    """上细下粗, its middle 20 mm above the lower edge of the page."""
    double_rule(sheet, LOWER_RULE * MM + DOUBLE / 2, thick_first=False)


def draw_number(sheet: Sheet, number: int) -> None:
    """— 2 —: odd pages right, even pages left, one character in."""
    text = f"— {number} —"
    cast = sheet.book.faces.cast(Role.SONG)
    face = cast.face_of("—")
    low, high = face.extent("—") if face else (0.0, 0.0)
    y = BOTTOM - NUMBER_DROP * MM - (low + high) / 2 * SIZE_4 / 1000
    width = cast.width(text) * SIZE_4 / 1000
    x = LEFT + SIZE_4 if number % 2 == 0 else RIGHT - SIZE_4 - width
    sheet.text(x, y, text, Role.SONG, SIZE_4)


def draw_foot(sheet: Sheet, text: str, page: int) -> None:
    """Small type between text block and lower rule, on the side without the page number."""
    width = sheet.book.faces.cast(Role.SONG).width(text) * SMALL / 1000
    x = RIGHT - width if page % 2 == 0 else LEFT
    sheet.text(x, FOOT * MM, text, Role.SONG, SMALL)


def draw_draft_mark(sheet: Sheet) -> None:
    """样稿 in pale grey across the page, under everything else."""
    size = 150.0
    half = size * 0.7071
    sheet.slanted(
        sheet.width / 2 - half,
        sheet.height / 2 - half / 2,
        words("paper")["draft"],
        Role.HEI,
        size,
        PALE,
    )

"""An office program that works every formula out anew comes to the totals we stored.

python -m pytest -m long tests/documents/xlsx/test_recalculation.py
"""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ipdesk.documents.xlsx.year_end import year_end_workbook
from ipdesk.domain.ledger import award_sums
from tests.documents.xlsx.books import BOOKS, Built, filled
from tests.documents.xlsx.samples import AWARDS, CONTENT, NOTES, ROWS, WORDING, read
from tests.documents.xlsx.test_ledger import HOSTILE


@pytest.mark.long
@pytest.mark.parametrize("name", BOOKS)
def test_every_workbook_recalculates_to_its_stored_totals(name: str, tmp_path: Path) -> None:
    built = BOOKS[name](filled([f"第{turn}行" for turn in range(40)]))
    assert same_after_recalculation(built.data, tmp_path) >= (0 if name in _PLAIN else 1)


# 操作记录, and lists of what pays nothing, add nothing up.
_PLAIN = ("操作记录", "目标完成情况")


@pytest.mark.long
def test_a_long_year_recalculates_to_its_stored_totals(tmp_path: Path) -> None:
    rows = tuple(
        replace(
            row, number=f"LC2024-{turn:03d}{row.number[-1]}", claimed_fen=row.claimed_fen + turn
        )
        for turn in range(200)
        for row in ROWS
    )
    sums = award_sums(rows, AWARDS, {"01-01": 400_000})
    data = year_end_workbook(replace(CONTENT, rows=rows, sums=sums), NOTES, WORDING)
    assert same_after_recalculation(data, tmp_path) > 40


@pytest.mark.long
@pytest.mark.parametrize("name", ["兑现台账", "申报主体名册", "拨付明细表"])
def test_long_numbers_and_hostile_text_survive_an_office_program(name: str, tmp_path: Path) -> None:
    texts = [text for text in HOSTILE if len(text) < 200 and "\t" not in text]
    texts += ["44028119900307002X", "6217000000012345678", "0751-5550000", "00012"]
    built: Built = BOOKS[name](filled(texts))
    again = recalculated(built.data, tmp_path)
    for sheet, columns in built.sheets.items():
        for place, column in enumerate(columns, 1):
            if column.kind == "text":
                shown = [again[sheet].cell(line, place).value for line in range(4, 4 + len(texts))]
                assert shown == texts, f"{sheet} {column.key}"


def same_after_recalculation(data: bytes, folder: Path) -> int:
    """How many formulas were compared; every stored value is spoilt before."""
    again = recalculated(_without_values(data), folder)
    ours, formulas, compared = read(data, values=True), read(data), 0
    for sheet in formulas:
        for line in sheet.iter_rows():
            for cell in line:
                if cell.data_type != "f":
                    continue
                stored = ours[sheet.title][cell.coordinate].value
                found = again[sheet.title][cell.coordinate].value
                if isinstance(stored, int | float):
                    assert found == pytest.approx(stored, abs=1e-9), cell.coordinate
                else:
                    assert found in (None, "")
                compared += 1
    return compared


def recalculated(data: bytes, folder: Path):  # type: ignore[no-untyped-def]
    """The workbook as an office program writes it after working everything out."""
    soffice = shutil.which("soffice")
    assert soffice, "needs LibreOffice (libreoffice-calc)"
    (folder / "book.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    target = ["--convert-to", "xlsx", "--outdir", str(folder / "out")]
    command = [soffice, profile, "--headless", *target, str(folder / "book.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return load_workbook(folder / "out" / "book.xlsx", data_only=True)


def _without_values(data: bytes) -> bytes:
    result = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                parts = text.decode().split("</f><v>")
                rest = "".join("</f>" + part[part.index("</v>") + 4 :] for part in parts[1:])
                text = (parts[0] + rest).encode()
            target.writestr(name, text)
    return result.getvalue()

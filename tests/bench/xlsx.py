"""The year ledger beside its peers: the same rows, columns and formats, one process each.

XlsxWriter and rustpy-xlsxwriter take part when they are installed (`pip install -e .[bench]`).
CPU seconds are of writing alone; `first` is a file of one row with the library's loading.
Memory is the peak above what the rows take.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ipdesk.domain.ledger import LedgerRow
from tests.documents.xlsx.samples import NOTES, PAID, WORDING

SIZES = (2_000, 100_000)


def rows(count: int) -> list[LedgerRow]:
    """Claims of an invented year, as various as real ones."""
    chance = random.Random(20240101)
    made = []
    for place in range(count):
        day = date(2024, 1, 1) + timedelta(chance.randrange(300))
        paid = chance.random() < 0.8
        fen = chance.randrange(10_000, 10_000_000)
        made.append(
            replace(
                PAID,
                number=f"LC2024-{place:06d}",
                received_on=day,
                applicant=f"乐昌市{chance.randrange(count)}号知识产权服务有限公司",
                code=f"91440281MA{chance.randrange(10**8):08d}",
                town=f"第{chance.randrange(20)}镇",
                award=f"第{chance.randrange(32)}项奖补事项的名称",
                subject_name=f"一种第{chance.randrange(10**6)}号装置",
                subject=f"2013{chance.randrange(10**8):08d}.7",
                fact_on=day - timedelta(chance.randrange(300)),
                claimed_fen=fen,
                approved_fen=fen,
                examined_on=day + timedelta(5),
                reviewed_on=day + timedelta(7),
                document_number=f"乐市监知奖〔2024〕{place}号",
                paid_on=day + timedelta(30) if paid else None,
                paid_fen=fen if paid else None,
                voucher=f"记-{place}" if paid else "",
                archive_number=f"ZSCQ-2024-{place}",
            )
        )
    return made


def ours(records: Sequence[LedgerRow]) -> int:
    from ipdesk.documents.xlsx.ledger import ledger_workbook

    return len(ledger_workbook(records, (), NOTES, WORDING))


def floor(records: Sequence[LedgerRow]) -> int:
    """Not a workbook: what Python needs to touch every value once."""
    target = io.StringIO()
    csv.writer(target).writerows(_values(records))
    return len(target.getvalue())


def xlsxwriter(records: Sequence[LedgerRow]) -> int:
    import xlsxwriter as library

    target = io.BytesIO()
    with library.Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        looks = [
            book.add_format(
                {
                    "num_format": form,
                    "font_name": "宋体",
                    "font_size": 10,
                    "border": 1,
                    "text_wrap": form == "@",
                    "quote_prefix": form == "@",
                }
            )
            for _, form, _ in _columns()
        ]
        for line, values in enumerate(_values(records)):
            for column, (value, look) in enumerate(zip(values, looks, strict=True)):
                if value is None:
                    sheet.write_blank(line, column, None, look)
                elif isinstance(value, str):
                    sheet.write_string(line, column, value, look)
                elif isinstance(value, date):
                    sheet.write_datetime(line, column, value, look)
                else:
                    sheet.write_number(line, column, value, look)
    return len(target.getvalue())


def rustpy_xlsxwriter(records: Sequence[LedgerRow]) -> int:
    import rustpy_xlsxwriter as library

    looks = {}
    for title, form, _ in _columns():
        look = library.Format().set_num_format(form).set_font_name("宋体").set_font_size(10)
        look.set_border("thin")
        looks[title] = look.set_text_wrap().set_quote_prefix() if form == "@" else look
    titles = list(looks)
    target = io.BytesIO()
    library.write_worksheet(
        (dict(zip(titles, values, strict=True)) for values in _values(records)),
        target,
        column_formats=looks,
    )
    return len(target.getvalue())


def openpyxl(records: Sequence[LedgerRow]) -> int:
    """Write-only mode without a single style, the fastest it goes."""
    import openpyxl as library

    book = library.Workbook(write_only=True)
    sheet = book.create_sheet()
    for values in _values(records):
        sheet.append(values)
    target = io.BytesIO()
    book.save(target)
    return len(target.getvalue())


CONTENDERS: dict[str, Callable[[Sequence[LedgerRow]], int]] = {
    "ours": ours,
    "rustpy_xlsxwriter": rustpy_xlsxwriter,
    "xlsxwriter": xlsxwriter,
    "openpyxl": openpyxl,
    "floor": floor,
}


def main() -> None:
    """Print a line for each contender and size."""
    print(f"{'xlsx':<20}{'rows':>9}{'CPU s':>9}{'first s':>10}{'MB above':>10}{'file MB':>9}")
    for count in SIZES:
        seconds: dict[str, float] = {}
        for name in CONTENDERS:
            if name not in ("ours", "floor") and importlib.util.find_spec(name) is None:
                print(f"{name:<20}{count:>9,}  未装")
                continue
            command = [sys.executable, "-m", "tests.bench.xlsx", name, str(count)]
            result = subprocess.run(command, check=True, capture_output=True, text=True)
            told = json.loads(result.stdout)
            seconds[name] = told["cpu"]
            print(
                f"{name:<20}{count:>9,}{told['cpu']:>9.2f}{told['start']:>10.2f}"
                f"{told['memory']:>10.1f}{told['size']:>9.2f}"
            )
        _compare(seconds)


def _compare(seconds: dict[str, float]) -> None:
    """At most 1.1 times the quickest peer, and five times quicker than the usual one."""
    for name, said in (
        ("rustpy_xlsxwriter", "goal at most 1.1"),
        ("xlsxwriter", "goal at most 0.2"),
    ):
        if name in seconds:
            print(f"  ours / {name}: {seconds['ours'] / seconds[name]:.2f}, {said}")


def _one(name: str, count: int) -> None:
    records = rows(count)
    run = CONTENDERS[name]
    if name != "ours":
        _columns()  # ours alone pays for loading the ledger's own modules
    start = time.process_time()
    run(records[:1])  # loads the library
    begin, before = time.process_time(), _memory()
    size = run(records)
    told = {
        "cpu": time.process_time() - begin,
        "start": begin - start,
        "memory": _memory() - before,
        "size": size / 2**20,
    }
    print(json.dumps(told))


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _columns() -> list[tuple[str, str, str]]:
    from ipdesk.documents.xlsx.ledger import DETAIL
    from ipdesk.documents.xlsx.styles import FORMATS

    return [(column.key, FORMATS[column.kind], column.field) for column in DETAIL]


def _values(records: Sequence[LedgerRow]) -> Iterator[list[object]]:
    """What the peers are given: amounts as the floats they take."""
    fields = [field for _, _, field in _columns()]
    for place, record in enumerate(records, 1):
        yield [
            place
            if not field
            else _amount(getattr(record, field))
            if field.endswith("_fen")
            else getattr(record, field)
            for field in fields
        ]


def _amount(fen: int | None) -> float | None:
    return None if fen is None else fen / 100


if __name__ == "__main__":
    _one(sys.argv[1], int(sys.argv[2]))

"""1,000 letters in one PDF and one file each: ours beside reportlab's plain canvas, in one run."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ipdesk.documents.pdf.fonts import Faces
from ipdesk.documents.pdf.letters import render_letter, render_letters
from ipdesk.documents.pdf.raster import page_texts
from ipdesk.domain.letter import DocumentNumber, Letter, LetterKind, Table
from ipdesk.paths import resources

SIZE = 1000
FILES = 200
TURNS = 3
GOAL_BATCH_MS = 2.5
GOAL_FILE_MS = 12.0
LETTER = Letter(
    kind=LetterKind.APPROVAL,
    issuer="甲市市场监督管理局",
    number=DocumentNumber("甲市监知奖", 2026, 1),
    title="关于批准给予“有效发明专利维持”资金的通知",
    addressee="甲市精密机械有限公司",
    body=(
        "你单位于2026年3月2日提交的“有效发明专利维持”申报（受理编号：2026-0012）收悉。经初审、复核、"
        "审签，并于2026年3月9日至2026年3月15日公示，期满无异议。",
        "根据《甲市知识产权奖补办法》第五条“对有效发明专利维持年限超过十年的一次性给予奖励”的规定，"
        "决定给予你单位资金人民币5,000.00元（大写：人民币伍仟元整）。核算明细如下：",
        Table(
            head=("序号", "核算内容", "金额（元）"),
            rows=(("1", "发明专利ZL202110123450.7维持满十年", "5,000.00"),),
            align="clr",
            widths=(0.1, 0.66, 0.24),
            total=("", "合计", "5,000.00"),
        ),
        "上述资金由本局按规定程序拨付至你单位登记的收款账户。请按有关规定使用资金，妥善保存申报材料，"
        "接受财政、审计部门监督检查。",
    ),
    attachments=(),
    signatory="甲市市场监督管理局",
    issued_on=date(2026, 4, 1),
    remark="联系人：陈晓明，联系电话：0751-5551234",
    check_code="ABCD-EFGH-JKLM",
    journal_seq=123,
    journal_head="0a1b2c3d4e5f",
)
PLACES = "乐仁乳源英德坪梅廊云沙九峰长来北乡大秀两江庆黄圃白石三溪五山"


def letter(number: int) -> Letter:
    """One of many: number, name and date of each are its own."""
    name = f"甲市{PLACES[number % 30]}{PLACES[number // 30 % 30]}精密机械有限公司"
    first = str(LETTER.body[0]).replace("2026-0012", f"2026-{number:04d}")
    return replace(
        LETTER,
        number=DocumentNumber("甲市监知奖", 2026, number),
        addressee=name,
        body=(first, *LETTER.body[1:]),
    )


def plain(pages: list[list[str]]) -> bytes:
    """The floor: reportlab draws the same lines, already broken, with neither frame nor rules."""
    out = io.BytesIO()
    canvas = Canvas(out, initialFontName="plain")
    for lines in pages:
        canvas.setFont("plain", 16)
        for place, line in enumerate(lines):
            canvas.drawString(79, 760 - 29 * place, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def milliseconds(work: Callable[[], object], count: int) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000 / count


def turns(count: int, *works: Callable[[], object]) -> list[float]:
    """The best of each, taken in turn: what else the machine does comes and goes."""
    taken = [[milliseconds(work, count) for work in works] for _ in range(TURNS)]
    return [min(column) for column in zip(*taken, strict=True)]


def main() -> None:
    faces = Faces.load(resources() / "fonts")
    font = TTFont("plain", str(resources() / "fonts" / "Fang-Regular.ttf"))
    pdfmetrics.registerFont(font)
    letters = [letter(number) for number in range(1, SIZE + 1)]
    pages = [text.splitlines() for text in page_texts(render_letters(letters, faces))]
    plain(pages[:1])

    batch, floor = turns(SIZE, lambda: render_letters(letters, faces), lambda: plain(pages))
    few = letters[:FILES]
    files, floor_files = turns(
        FILES,
        lambda: [render_letter(one, faces) for one in few],
        lambda: [plain([page]) for page in pages[:FILES]],
    )
    size = len(render_letters(letters, faces)) / 1e6
    print(f"letters: {len(pages)} pages of {SIZE} letters, CPU time a letter")
    print(
        f"  one PDF       ours {batch:6.2f} ms   reportlab plain {floor:6.2f} ms"
        f"   ratio {batch / floor:.2f}   {size:.1f} MB"
    )
    print(
        f"  one file each ours {files:6.2f} ms   reportlab plain {floor_files:6.2f} ms"
        f"   ratio {files / floor_files:.2f}"
    )
    late = batch > GOAL_BATCH_MS or files > GOAL_FILE_MS
    print(f"  goals {GOAL_BATCH_MS} and {GOAL_FILE_MS} ms: {'missed' if late else 'met'}")
    sys.stdout.flush()

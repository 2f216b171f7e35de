from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ipdesk.documents.pdf.fonts import Faces
from ipdesk.documents.pdf.letters import check_line, render_letter, render_letters
from ipdesk.documents.pdf.raster import page_count, page_texts
from ipdesk.domain.letter import Letter, Table
from ipdesk.errors import UserError
from tests.documents.pdf.measure import lines, origins


def run_on(pdf: bytes) -> str:
    """All the text of a PDF without the breaks between lines and cells."""
    return re.sub(r"\s", "", "".join(page_texts(pdf)))


def table_of(letter: Letter) -> Table:
    return next(part for part in letter.body if isinstance(part, Table))


def test_the_text_that_comes_out_is_the_text_that_was_set(letter: Letter, faces: Faces) -> None:
    table = table_of(letter)
    expected = [letter.issuer, "甲市监知奖〔2026〕12号", letter.title, letter.addressee, "："]
    expected += [letter.body[0], *table.head, *table.rows[0], *table.rows[1], *table.total]
    expected += [letter.body[2], letter.signatory, "2026年11月22日", f"（{letter.remark}）"]
    expected.append(check_line(letter).replace(" ", ""))

    assert run_on(render_letter(letter, faces)) == "".join(expected)  # type: ignore[arg-type]


def test_rare_characters_are_drawn_and_come_out_again(letter: Letter, faces: Faces) -> None:
    named = replace(letter, addressee="𬭎𫖯浛洸（滃江）研究所", title="关于𫖯城𬭎矿的通知")

    text = run_on(render_letter(named, faces))

    assert "𬭎𫖯浛洸（滃江）研究所：" in text
    assert "关于𫖯城𬭎矿的通知" in text


def test_the_same_letter_gives_the_same_bytes(letter: Letter, faces: Faces) -> None:
    again = Faces(faces._casts)

    assert render_letter(letter, faces) == render_letter(letter, again)


def test_a_missing_character_is_named_and_nothing_is_made(letter: Letter, faces: Faces) -> None:
    table = replace(table_of(letter), rows=(("1", "\U0002a6d5", "1.00"),))

    with pytest.raises(UserError) as refused:
        render_letter(replace(letter, addressee="\U0003106c氏", body=(table,)), faces)

    assert refused.value.code == "letter-missing-glyph"
    assert refused.value.values == {"characters": "\U0003106c\U0002a6d5"}


def test_an_invisible_character_is_named_by_its_number(letter: Letter, faces: Faces) -> None:
    with pytest.raises(UserError) as refused:
        render_letter(replace(letter, addressee="甲\u200b市"), faces)

    assert refused.value.values == {"characters": "U+200B"}


def test_two_letters_have_two_identifiers(letter: Letter, faces: Faces) -> None:
    marks = {
        render_letter(replace(letter, addressee=name), faces).rpartition(b"/ID")[2][:80]
        for name in ("甲", "乙")
    }

    assert len(marks) == 2


def test_a_draft_carries_its_mark_and_no_number(letter: Letter, faces: Faces) -> None:
    draft = run_on(render_letter(replace(letter, number=None, check_code=""), faces))
    issued = run_on(render_letter(letter, faces))

    assert "样稿" in draft
    assert "（印章）" in draft
    assert "甲市监知奖" not in draft
    assert "核验码" not in draft
    assert "样稿" not in issued
    assert "（印章）" not in issued


def test_every_page_of_a_draft_is_marked(letter: Letter, faces: Faces) -> None:
    pdf = render_letter(replace(letter, number=None, body=("经审核符合规定。" * 120,)), faces)

    assert [text.count("样稿") for text in page_texts(pdf)] == [1] * page_count(pdf)


def test_a_long_table_repeats_its_heading_and_loses_no_row(letter: Letter, faces: Faces) -> None:
    rows = tuple((str(n), f"第{n}项作品登记", f"{n}00.00") for n in range(1, 61))
    table = replace(table_of(letter), rows=rows)

    pdf = render_letter(replace(letter, body=("核算如下：", table, "特此通知。")), faces)

    texts = page_texts(pdf)
    assert len(texts) > 2
    assert [text.count("核算内容") for text in texts] == [1] * len(texts)
    found = re.findall(r"第(\d+)项作品登记", "".join(texts))
    assert found == [str(n) for n in range(1, 61)]


@pytest.mark.parametrize("attachments", [(), ("丙表",), ("丙表", "戊单", "己单")])
@pytest.mark.parametrize("count", range(2, 30))
def test_a_seal_never_stands_without_two_lines_of_text(
    letter: Letter, faces: Faces, count: int, attachments: tuple[str, ...]
) -> None:
    body = tuple(f"甲{number}。" for number in range(count))
    pdf = render_letter(replace(letter, body=body, attachments=attachments), faces)

    last = list(lines(pdf, page_count(pdf) - 1).values())
    assert "2026年11月22日" in last
    assert len([text for text in last if re.fullmatch(r"甲\d+。", text)]) >= 2


def test_attachments_are_numbered_and_aligned(letter: Letter, faces: Faces) -> None:
    short = replace(letter, body=("甲。",))
    one = lines(render_letter(replace(short, attachments=("核算表",)), faces))
    pdf = render_letter(replace(short, attachments=("丙表", "戊单")), faces)
    left = {box.text: box.left for box in origins(pdf) if box.text in "丙戊"}

    assert "附件：核算表" in one.values()
    assert {"附件：1.丙表", "2.戊单"} <= set(lines(pdf).values())
    assert left["丙"] == pytest.approx(left["戊"], abs=0.1)


def test_a_batch_is_its_letters_one_after_the_other(letter: Letter, faces: Faces) -> None:
    other = replace(letter, addressee="甲市乙丙有限公司")

    pdf = render_letters((letter, other), faces)

    assert run_on(pdf) == run_on(render_letter(letter, faces)) + run_on(render_letter(other, faces))
    assert len(pdf) < 1.2 * len(render_letter(letter, faces))


def test_title_author_language_and_fonts_are_those_of_the_letter(
    letter: Letter, faces: Faces
) -> None:
    import pypdfium2

    pdf = render_letter(letter, faces)
    with pypdfium2.PdfDocument(pdf) as document:
        info = document.get_metadata_dict()

    assert (info["Title"], info["Author"]) == (letter.title, letter.signatory)
    assert info["CreationDate"] == "D:20261122000000Z"
    assert b"/Lang (zh-CN)" in pdf
    assert b"Helvetica" not in pdf
    assert b"ASCII85" not in pdf

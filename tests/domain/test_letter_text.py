from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date

import pytest

from ipdesk.domain.letter import DocumentNumber, Layout, Letter, LetterKind, Table
from ipdesk.domain.letter_text import (
    MissingFieldError,
    Template,
    check_code,
    content,
    content_sha256,
    fields_of,
    filled,
)

TABLE = Table(("序号", "金额"), (("1", "500.00"),), "cr", (0.5, 0.5), ("", "500.00"))
TEMPLATE = Template(
    title="关于{award}的通知",
    addressee="{applicant}：",
    body=("核定{figures}元。", "@lines", "@findings", "请核对。"),
    remark="联系人：{contact}",
    table_head=("序号", "金额"),
    table_total="合计",
    words={},
)
VALUES = {"award": "资助", "applicant": "甲公司", "figures": "500.00", "contact": "李某"}
LETTER = Letter(
    kind=LetterKind.APPROVAL,
    issuer="某局",
    number=DocumentNumber("某奖", 2024, 7),
    title="关于资助的通知",
    addressee="甲公司：",
    body=("核定500.00元。", TABLE),
    attachments=("附件",),
    signatory="某局",
    issued_on=date(2024, 5, 6),
    remark="联系人：李某",
    copies_to=("财政局",),
    check_code="",
    journal_seq=12,
    journal_head="0123456789ab",
    values={"figures": "500.00"},
)
PACK = "a" * 64


def test_a_template_is_filled_and_an_empty_table_left_out() -> None:
    empty = Table(("序号", "金额"), (), "cr", (0.5, 0.5))
    title, addressee, body, remark = filled(TEMPLATE, VALUES, {"lines": TABLE, "findings": empty})
    assert (title, addressee, remark) == ("关于资助的通知", "甲公司：", "联系人：李某")
    assert body == ("核定500.00元。", TABLE, "请核对。")


def test_every_missing_field_is_named_at_once() -> None:
    with pytest.raises(MissingFieldError) as caught:
        filled(TEMPLATE, {**VALUES, "applicant": "  ", "contact": ""}, {})
    assert caught.value.names == ("applicant", "contact")
    del_award = {name: text for name, text in VALUES.items() if name != "award"}
    with pytest.raises(MissingFieldError) as caught:
        filled(TEMPLATE, del_award, {})
    assert caught.value.names == ("award",)


def test_braces_in_what_people_typed_stay_as_typed() -> None:
    _, addressee, _, _ = filled(TEMPLATE, {**VALUES, "applicant": "甲{figures}公司"}, {})
    assert addressee == "甲{figures}公司："


def test_the_fields_of_a_text_are_named_in_order() -> None:
    assert fields_of("{b}和{a}、{b}") == ("b", "a", "b")


def test_the_check_code_has_three_groups_without_doubtful_letters() -> None:
    code = check_code(LETTER, PACK)
    assert [len(group) for group in code.split("-")] == [4, 4, 4]
    assert not set(code) & set("ILOU")
    assert check_code(LETTER, PACK) == code


CHANGES: dict[str, Callable[[Letter], Letter]] = {
    "kind": lambda letter: replace(letter, kind=LetterKind.REFUSAL),
    "issuer": lambda letter: replace(letter, issuer="某 局"),
    "number": lambda letter: replace(letter, number=DocumentNumber("某奖", 2024, 8)),
    "title": lambda letter: replace(letter, title="关于资助的通知。"),
    "addressee": lambda letter: replace(letter, addressee="乙公司："),
    "body": lambda letter: replace(letter, body=("核定600.00元。", TABLE)),
    "table": lambda letter: replace(
        letter, body=(letter.body[0], replace(TABLE, total=("", "600.00")))
    ),
    "attachments": lambda letter: replace(letter, attachments=()),
    "signatory": lambda letter: replace(letter, signatory="他局"),
    "issued_on": lambda letter: replace(letter, issued_on=date(2024, 5, 7)),
    "remark": lambda letter: replace(letter, remark=""),
    "copies_to": lambda letter: replace(letter, copies_to=()),
    "values": lambda letter: replace(letter, values={"figures": "500.01"}),
    "layout": lambda letter: replace(letter, layout=Layout(general=True)),
    "plain": lambda letter: replace(letter, plain=True),
    "wording": lambda letter: replace(letter, wording=3),
}


@pytest.mark.parametrize("name", CHANGES)
def test_any_change_of_a_letter_changes_its_check_code(name: str) -> None:
    changed = CHANGES[name](LETTER)
    assert check_code(changed, PACK) != check_code(LETTER, PACK)
    assert content_sha256(changed) != content_sha256(LETTER)


def test_another_version_of_the_policy_changes_the_check_code() -> None:
    assert check_code(LETTER, "b" * 64) != check_code(LETTER, PACK)


def test_the_check_code_leaves_out_only_itself_and_the_place_of_the_journal() -> None:
    told = {"table", *(field.name for field in fields(Letter))} - set(CHANGES)
    assert told == {"check_code", "journal_seq", "journal_head"}
    later = replace(LETTER, check_code="X", journal_seq=99, journal_head="f" * 12)
    assert check_code(later, PACK) == check_code(LETTER, PACK)
    assert content_sha256(later) != content_sha256(LETTER)


def test_the_content_of_a_letter_survives_the_store() -> None:
    data = content(LETTER)
    assert json.loads(json.dumps(data, ensure_ascii=False)) == data
    assert data["issued_on"] == "2024-05-06"
    assert data["number"] == {"mark": "某奖", "year": 2024, "number": 7}

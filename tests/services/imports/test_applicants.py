from __future__ import annotations

from pathlib import Path

import pytest

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.importing import RowState
from ipdesk.errors import UserError
from ipdesk.services.applicants import applicant_page, applicants_by_ids
from ipdesk.services.imports.layout import NO_HEADER
from ipdesk.services.imports.plan import Request, said
from ipdesk.services.imports.taking import open_block, propose_layout, undo_import
from ipdesk.services.searching import find
from tests.services.casework import Desk, credit_code
from tests.services.imports.tables import answered, planned, request, taken, xlsx

HEAD = ("单位名称", "统一社会信用代码", "联系人", "银行账号")
ONE, TWO = "乐昌市甲科技有限公司", "乐昌市乙农业专业合作社"


def test_newcomers_are_registered_and_findable_and_the_undo_takes_them_back(
    desk: Desk, tmp_path: Path
) -> None:
    path = xlsx(
        tmp_path / "名册.xlsx",
        HEAD,
        (ONE, credit_code(ONE), "李某", "80020000012345678"),
        (TWO, credit_code(TWO), "王某", "80020000012345679"),
    )
    done = taken(desk, request(desk, path, "applicants"))
    found = applicants_by_ids(desk.office, applicant_page(desk.office))

    assert done.added == 2
    assert {(one.name, one.kind) for one in found} == {
        (ONE, ApplicantKind.ENTERPRISE),
        (TWO, ApplicantKind.COOPERATIVE),
    }
    assert {one.account for one in found} == {"80020000012345678", "80020000012345679"}
    assert len(find(desk.office, "乙农业")) == 1
    undo_import(desk.office, desk.clerk, done.id)
    assert list(applicant_page(desk.office)) == []
    assert list(find(desk.office, "乙农业")) == []


def test_a_number_that_lost_its_figures_is_refused_with_advice(desk: Desk, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", HEAD, (ONE, credit_code(ONE), "", 6228480402564890018))
    asked = request(desk, path, "applicants")
    (row,) = planned(desk, asked).rows

    assert row.state is RowState.PROBLEM
    assert planned(desk, asked).place(row, "account") == "D2"
    text = said(desk.office.wording, row.faults[0])
    assert "15 位" in text
    assert "文本格式" in text


def test_who_is_on_file_is_not_registered_again_and_a_look_alike_is_asked_about(
    desk: Desk, tmp_path: Path
) -> None:
    there = desk.applicant(ONE)
    path = xlsx(
        tmp_path / "a.xlsx",
        HEAD,
        (ONE, credit_code(ONE), "", ""),
        ("乐昌市甲科技股份有限公司", credit_code("other"), "", ""),
    )
    asked = request(desk, path, "applicants")
    first, second = planned(desk, asked).rows
    (question,) = second.questions

    assert first.state is RowState.DUPLICATE
    assert second.state is RowState.DECIDE
    assert [option.value for option in question.options] == [f"use:{there}", "new", "skip"]
    with pytest.raises(UserError) as refusal:
        taken(desk, asked)
    assert refusal.value.code == "import-undecided"
    assert taken(desk, answered(asked, {question.group: "new"})).added == 1


def test_a_code_of_another_is_a_question_and_a_false_one_is_kept_only_knowingly(
    desk: Desk, tmp_path: Path
) -> None:
    desk.applicant(ONE)
    wrong = credit_code(TWO)[:-1] + ("0" if credit_code(TWO)[-1] != "0" else "1")
    path = xlsx(
        tmp_path / "a.xlsx",
        HEAD,
        ("另一家贸易有限公司", credit_code(ONE), "", ""),
        (TWO, wrong, "", ""),
    )
    asked = request(desk, path, "applicants")
    first, second = planned(desk, asked).rows

    assert [q.code for q in first.questions] == ["code-of-another"]
    assert [q.code for q in second.questions] == ["code-odd"]
    done = taken(
        desk, answered(asked, {first.questions[0].group: "skip", second.questions[0].group: "keep"})
    )
    assert (done.added, done.left_out) == (1, 1)
    kept = applicants_by_ids(desk.office, applicant_page(desk.office))
    assert "a.xlsx" in next(one.code_exception for one in kept if one.name == TWO)


def test_an_applicant_in_use_keeps_its_import_from_being_undone(desk: Desk, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", HEAD, (ONE, credit_code(ONE), "", ""))
    done = taken(desk, request(desk, path, "applicants"))
    desk.draft(applicant_page(desk.office)[0], "01-01")

    with pytest.raises(UserError) as refusal:
        undo_import(desk.office, desk.clerk, done.id)

    assert refusal.value.code == "undo-applicant-used"
    assert len(applicant_page(desk.office)) == 1


def test_the_columns_chosen_by_the_clerk_are_remembered_for_this_header(
    desk: Desk, tmp_path: Path
) -> None:
    path = xlsx(tmp_path / "a.xlsx", ("甲", "乙", "丙"), (ONE, credit_code(ONE), "李某"))
    asked = request(desk, path, "applicants")
    assert asked.layout.mapping == {}
    from dataclasses import replace

    mapping = {"name": 0, "code": 1, "contact": 2}
    taken(desk, replace(asked, layout=replace(asked.layout, mapping=mapping)))

    again = request(desk, path, "applicants")
    assert again.layout.remembered
    assert again.layout.mapping == mapping


def test_the_number_of_one_taken_back_is_never_given_again(desk: Desk, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", HEAD, (ONE, credit_code(ONE), "", ""))
    done = taken(desk, request(desk, path, "applicants"))
    (gone,) = applicant_page(desk.office)
    undo_import(desk.office, desk.clerk, done.id)

    assert desk.applicant(TWO) == gone + 1


def test_a_row_copied_without_its_header_is_known_by_its_cells(desk: Desk) -> None:
    cells = (TWO, "农民专业合作社", credit_code(TWO), "九峰镇", "刘某", "13600001111")
    block = "\t".join((*cells, "乐昌农商银行九峰支行", "80020000011112222"))
    file = open_block(block, "粘贴的内容")
    layout = propose_layout(desk.office, "applicants", file.sheets[0])[1]
    (row,) = planned(desk, Request("applicants", file, file.sheets[0].name, layout)).rows

    assert (layout.header, row.line, row.state) == (NO_HEADER, 1, RowState.OK)
    assert [row.text(name) for name in ("name", "kind", "town", "phone", "account")] == [
        TWO,
        ApplicantKind.COOPERATIVE,
        "九峰镇",
        "13600001111",
        "80020000011112222",
    ]
    assert "contact" not in layout.mapping  # a name alone may be anybody's


def test_a_header_that_is_there_is_never_taken_for_a_row(desk: Desk) -> None:
    block = f"企业\t代码\n{ONE}\t{credit_code(ONE)}"
    file = open_block(block, "粘贴的内容")
    layout = propose_layout(desk.office, "applicants", file.sheets[0])[1]
    assert (layout.header, dict(layout.mapping)) == (0, {"name": 0, "code": 1})

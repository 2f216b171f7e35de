from __future__ import annotations

from datetime import date
from pathlib import Path

from ipdesk.domain.importing import RowState
from ipdesk.services.applicants import applicant
from ipdesk.services.claim_page import view_claim
from ipdesk.services.imports.listing import recognised
from ipdesk.services.imports.taking import undo_import
from tests.services.casework import PACK, Desk
from tests.services.imports.tables import planned, request, taken, xlsx

HEAD = ("序号", "企业名称", "认定称号", "认定日期", "文号")


def test_a_list_is_kept_and_answers_for_who_is_on_file_and_who_comes_later(
    desk: Desk, tmp_path: Path
) -> None:
    here = desk.applicant("乐昌市甲科技有限公司")
    path = xlsx(
        tmp_path / "名单.xlsx",
        ("国家知识产权优势企业名单",),
        HEAD,
        (1, "乐昌市甲科技有限公司", "国家知识产权优势企业", date(2023, 11, 2), "国知发〔2023〕4号"),
        (2, "乐昌市丁机械有限公司", "国家知识产权优势企业", date(2023, 11, 2), "国知发〔2023〕4号"),
    )
    done = taken(desk, request(desk, path, "listed"))
    later = desk.applicant("乐昌市丁机械有限公司")

    for number in (here, later):
        (listed,) = recognised(desk.office, applicant(desk.office, number))
        assert listed.title == "国家知识产权优势企业"
        assert listed.recognised_on == date(2023, 11, 2)
        assert listed.document_number == "国知发〔2023〕4号"
    assert {r.state for r in planned(desk, request(desk, path, "listed")).rows} == {
        RowState.DUPLICATE
    }
    undo_import(desk.office, desk.clerk, done.id)
    assert recognised(desk.office, applicant(desk.office, here)) == ()


def test_the_claim_for_a_title_is_told_what_the_lists_say(desk: Desk, tmp_path: Path) -> None:
    award = next(a for a in desk.office.policy(PACK).awards.values() if a.titles)
    here = desk.applicant("乐昌市甲科技有限公司")
    row = (1, "乐昌市甲科技有限公司", award.titles[0], date(2023, 11, 2), "国知发〔2023〕4号")
    other = (2, "乐昌市甲科技有限公司", "别的称号", date(2023, 11, 2), "国知发〔2023〕5号")
    taken(desk, request(desk, xlsx(tmp_path / "名单.xlsx", HEAD, row, other), "listed"))

    view = view_claim(desk.office, desk.draft(here, award.id))

    told = [note.text for note in view.notes if note.code == "recognised"]
    assert told == [f"认定名单：{award.titles[0]}，2023-11-02，国知发〔2023〕4号"]

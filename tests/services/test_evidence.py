from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ipdesk.domain.approval_form import FormPaper
from ipdesk.domain.record import CheckState, EvidenceRecord
from ipdesk.errors import UserError
from ipdesk.services.checklists import answer_check
from ipdesk.services.claim_page import view_claim
from ipdesk.services.evidence import (
    SeenPaper,
    attach_file,
    move_evidence,
    reject_evidence,
    restore_evidence,
    see_paper,
    see_papers,
    versions,
)
from ipdesk.services.evidence_files import (
    Incoming,
    attach_files,
    file_faults,
    mend_file,
    read_file,
    save_copy,
    scan_order,
)
from ipdesk.services.form_content import compose_form
from ipdesk.services.verification import verify
from ipdesk.storage import blobs, casefile
from tests.services.casework import Desk, patent
from tests.services.papers import acting, packed, scan

ZL = "ZL201310000001.3"


def pieces(desk: Desk, claim: int) -> tuple[EvidenceRecord, ...]:
    return casefile.evidence(desk.office.db, claim)


def attach(desk: Desk, claim: int, name: str = "表.pdf", data: bytes = b"", **more: int) -> int:
    attach_file(desk.office, desk.clerk, claim, "C1", name, data or scan(3), **more)
    return pieces(desk, claim)[-1].id


def refused(desk: Desk, work: Callable[[], object]) -> str:
    """The code of a refusal that has words for the clerk."""
    with pytest.raises(UserError) as caught:
        work()
    assert desk.said(caught.value) != caught.value.code
    return caught.value.code


def last_entry(desk: Desk) -> tuple[str, dict[str, object]]:
    act, data = desk.office.db.row("SELECT act, data FROM journal ORDER BY seq DESC LIMIT 1")  # type: ignore[misc]
    return str(act), json.loads(str(data))


@pytest.fixture
def claim(desk: Desk) -> int:
    return desk.received(desk.applicant(), "01-01", patent(ZL))


def test_a_file_is_kept_with_its_kind_its_pages_and_what_acts_in_it(desk: Desk, claim: int) -> None:
    attach(desk, claim, "证书.PDF")
    attach(desk, claim, "表.pdf", acting())
    attach(desk, claim, "清单.xlsx", packed("xl/workbook.xml"))
    known = pieces(desk, claim)
    assert [(one.kind, one.pages, one.active) for one in known] == [
        ("pdf", 3, ()),
        ("pdf", 1, ("javascript",)),
        ("xlsx", 0, ()),
    ]
    assert read_file(desk.office, known[0]) == scan(3)


def test_a_name_that_cannot_be_shown_is_made_plain(desk: Desk, claim: int) -> None:
    attach(desk, claim, "合\u202e同\x00.pdf")
    assert pieces(desk, claim)[0].file_name == "合_同_.pdf"
    attach(desk, claim, "很" * 300 + ".pdf", scan(1))
    name = pieces(desk, claim)[1].file_name
    assert len(name) <= 180
    assert name.endswith(".pdf")


def test_the_same_file_twice_on_one_line_says_so(desk: Desk, claim: int) -> None:
    attach(desk, claim)
    with pytest.raises(UserError) as caught:
        attach(desk, claim, "又一份.pdf")
    assert desk.said(caught.value) == (
        "文件“又一份.pdf”已经附过（2024年3月4日，经办甲，有效），没有再存一份。"
    )
    attach_file(desk.office, desk.clerk, claim, "C2", "表.pdf", scan(3))
    assert [one.evidence for one in pieces(desk, claim)] == ["C1", "C2"]


def test_of_several_files_the_good_ones_are_kept_and_each_other_is_named(
    desk: Desk, claim: int, tmp_path: Path
) -> None:
    for name, data in (("b.pdf", scan(2)), ("a.exe", b"MZ"), ("c.pdf", b""), ("d.pdf", acting())):
        (tmp_path / name).write_bytes(data)
    names = ["b.pdf", "a.exe", "c.pdf", "gone.pdf", "d.pdf"]
    files = [Incoming(name, tmp_path / name) for name in names]
    taken = attach_files(desk.office, desk.clerk, claim, "C1", files)
    assert (taken.kept, taken.active) == (("b.pdf", "d.pdf"), ("d.pdf",))
    codes = [error.code for error in taken.refused]
    assert codes == ["file-kind-refused", "file-empty", "file-unreadable"]


def test_scans_come_in_the_order_of_the_scanner() -> None:
    names = ["第10页.png", "第2页.png", "附件.pdf", "第1页.png"]
    ordered = [path.name for path in scan_order(Path(name) for name in names)]
    assert ordered == ["第1页.png", "第2页.png", "第10页.png", "附件.pdf"]


def test_a_newer_version_stands_for_the_older_which_stays(desk: Desk, claim: int) -> None:
    first = attach(desk, claim, "旧.pdf")
    second = attach(desk, claim, "新.pdf", scan(2), replaces=first)
    third = attach(desk, claim, "再新.pdf", scan(1), replaces=second)
    known = pieces(desk, claim)
    assert [one.state for one in known] == ["replaced", "replaced", "valid"]
    assert [one.id for one in versions(known, known[1])] == [first, second, third]
    assert read_file(desk.office, known[0]) == scan(3)
    assert refused(desk, lambda: attach(desk, claim, "x.pdf", scan(4), replaces=first)) == (
        "evidence-state"
    )
    assert attach(desk, claim, "旧.pdf", scan(3), replaces=third)  # back to what it was


def test_a_rejected_piece_can_be_taken_back_until_another_stands_for_it(
    desk: Desk, claim: int
) -> None:
    office, clerk = desk.office, desk.clerk
    first = attach(desk, claim)
    reject_evidence(office, clerk, claim, first, "盖章看不清")
    assert (pieces(desk, claim)[0].state, pieces(desk, claim)[0].reason) == (
        "rejected",
        "盖章看不清",
    )
    restore_evidence(office, clerk, claim, first)
    assert pieces(desk, claim)[0].valid
    assert last_entry(desk) == (
        "restore_evidence",
        {"id": first, "evidence": "C1", "old_reason": "盖章看不清"},
    )
    reject_evidence(office, clerk, claim, first, "盖章看不清")
    attach(desk, claim, "新.pdf", scan(2), replaces=first)
    assert [one.state for one in pieces(desk, claim)] == ["rejected", "valid"]
    assert refused(desk, lambda: restore_evidence(office, clerk, claim, first)) == "evidence-state"


def test_a_misfiled_scan_is_moved_with_its_versions(desk: Desk, claim: int) -> None:
    first = attach(desk, claim)
    second = attach(desk, claim, "新.pdf", scan(2), replaces=first)
    move_evidence(desk.office, desk.clerk, claim, second, "C2")
    assert {one.evidence for one in pieces(desk, claim)} == {"C2"}
    assert last_entry(desk) == ("move_evidence", {"id": second, "old": "C1", "new": "C2"})


def test_originals_are_checked_with_pages_and_copies_all_at_once(desk: Desk, claim: int) -> None:
    see_papers(desk.office, desk.clerk, claim, {"C1": SeenPaper(2, 1), "C2": SeenPaper(5, 2)})
    views = {view.id: view for view in view_claim(desk.office, claim).evidence}
    seen = views["C2"].seen
    assert seen is not None
    assert (seen.pages, seen.copies, seen.operator, seen.at.date()) == (
        5,
        2,
        "经办甲",
        date(2024, 3, 4),
    )
    see_paper(desk.office, desk.clerk, claim, "C2", pages=6)
    papers = [one for one in pieces(desk, claim) if one.evidence == "C2"]
    assert [(one.pages, one.state) for one in papers] == [(5, "replaced"), (6, "valid")]
    act, data = last_entry(desk)
    assert (act, data["old_pages"], data["pages"]) == ("see_paper", 5, 6)
    error = refused(desk, lambda: see_paper(desk.office, desk.clerk, claim, "C2", copies=0))
    assert error == "paper-count"


def test_an_answer_remembers_the_version_that_lay_there(desk: Desk, claim: int) -> None:
    check = next(one for one in view_claim(desk.office, claim).checks if one.pieces)
    kind = check.pieces[0]
    attach_file(desk.office, desk.clerk, claim, kind, "旧.pdf", scan(1))
    old = pieces(desk, claim)[0]
    answer_check(desk.office, desk.clerk, claim, check.id, CheckState.MET)
    assert casefile.checks(desk.office.db, claim)[check.id].seen == (old.id,)
    assert last_entry(desk)[1]["seen"] == {str(old.id): old.sha256}

    def newer() -> tuple[str, ...]:
        view = view_claim(desk.office, claim)
        return next(one for one in view.checks if one.id == check.id).newer

    assert newer() == ()
    attach_file(desk.office, desk.clerk, claim, kind, "新.pdf", scan(2), replaces=old.id)
    assert newer() == ("新.pdf",)
    answer_check(desk.office, desk.clerk, claim, check.id, CheckState.MET)
    assert newer() == ()


def test_what_comes_in_answer_to_a_return_is_marked(desk: Desk, claim: int) -> None:
    first = attach(desk, claim)
    desk.clock.go_to(date(2024, 3, 5))
    desk.take("clerk", claim, "return", missing="申请表", due_on=date(2024, 3, 12), delivery="当面")
    desk.clock.go_to(date(2024, 3, 6))
    second = attach(desk, claim, "补.pdf", scan(1), replaces=first)
    view = next(one for one in view_claim(desk.office, claim).evidence if one.id == "C1")
    assert view.fresh == {second}


def test_from_the_examination_on_pieces_are_added_and_none_is_changed(desk: Desk) -> None:
    office, clerk = desk.office, desk.clerk
    claim = desk.examined(desk.applicant(), "01-01", patent(ZL))
    attach(desk, claim, "补充.pdf")
    piece = pieces(desk, claim)[-1]
    assert not piece.supplement
    for work in (
        lambda: reject_evidence(office, clerk, claim, piece.id, "不清楚"),
        lambda: move_evidence(office, clerk, claim, piece.id, "C2"),
        lambda: attach(desk, claim, "新.pdf", scan(1), replaces=piece.id),
    ):
        assert refused(desk, work) == "evidence-examined"


def test_after_the_decision_papers_are_kept_apart_as_supplements(desk: Desk) -> None:
    claim = desk.examined(desk.applicant(), "01-01", patent(ZL))
    attach(desk, claim, "决定前.pdf")
    desk.publish(claim)
    desk.approve(claim)
    attach(desk, claim, "回执.pdf", scan(1))
    first, last = pieces(desk, claim)[0], pieces(desk, claim)[-1]
    assert (first.supplement, last.supplement) == (False, True)
    reject_evidence(desk.office, desk.clerk, claim, last.id, "附错了")
    work = lambda: reject_evidence(desk.office, desk.clerk, claim, first.id, "附错了")  # noqa: E731
    assert refused(desk, work) == "evidence-examined"


def test_only_a_clerk_attaches(desk: Desk, claim: int) -> None:
    with pytest.raises(UserError, match="role-required"):
        attach_file(desk.office, desk.reviewer, claim, "C1", "a.pdf", scan())


def test_a_copy_that_goes_out_is_whole_and_journalled(
    desk: Desk, claim: int, tmp_path: Path
) -> None:
    piece = attach(desk, claim)
    save_copy(desk.office, desk.reviewer, claim, piece, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == scan(3)
    act, data = last_entry(desk)
    assert (act, data["file"]) == ("export_evidence", "表.pdf")


def damage(desk: Desk, piece: EvidenceRecord) -> None:
    path = blobs.path_of(desk.office.home.root, piece.sha256)
    sealed = bytearray(path.read_bytes())
    sealed[-1] ^= 1
    path.write_bytes(sealed)


def test_a_damaged_and_a_missing_file_are_told_with_claim_and_kind(desk: Desk, claim: int) -> None:
    attach(desk, claim, "好.pdf")
    attach(desk, claim, "坏.pdf", scan(1))
    attach(desk, claim, "丢.pdf", scan(2))
    assert file_faults(desk.office) == ()
    _, bad, gone = pieces(desk, claim)
    damage(desk, bad)
    blobs.path_of(desk.office.home.root, gone.sha256).unlink()
    label = view_claim(desk.office, claim).evidence[0].label
    number = desk.claim(claim).number
    found = [(one.code, one.whose, one.what, one.file_name) for one in file_faults(desk.office)]
    assert found == [
        ("file-damaged", number, label, "坏.pdf"),
        ("file-missing", number, label, "丢.pdf"),
    ]
    # A glance sees what is gone or cut, not what was turned inside.
    assert [one.code for one in file_faults(desk.office, thorough=False)] == ["file-missing"]
    faults = [code for code, _ in verify(desk.office).faults]
    assert faults == ["file-damaged", "file-missing"]


def test_a_cut_file_is_seen_at_a_glance(desk: Desk, claim: int) -> None:
    attach(desk, claim)
    path = blobs.path_of(desk.office.home.root, pieces(desk, claim)[0].sha256)
    path.write_bytes(path.read_bytes()[:-1])
    assert [one.code for one in file_faults(desk.office, thorough=False)] == ["file-damaged"]


def test_the_same_file_handed_in_again_heals_a_damaged_one(desk: Desk, claim: int) -> None:
    attach(desk, claim)
    piece = pieces(desk, claim)[0]
    damage(desk, piece)
    mend_file(desk.office, desk.clerk, claim, piece.id, Incoming("再.pdf", data=scan(3)))
    assert file_faults(desk.office) == ()
    assert pieces(desk, claim) == (piece,)
    assert last_entry(desk)[0] == "mend_file"
    damage(desk, piece)
    taken = attach_files(desk.office, desk.clerk, claim, "C1", [Incoming("又.pdf", data=scan(3))])
    assert (taken.kept, file_faults(desk.office)) == (("又.pdf",), ())


def test_another_file_in_its_place_is_a_newer_version_and_the_old_record_stays(
    desk: Desk, claim: int
) -> None:
    attach(desk, claim)
    piece = pieces(desk, claim)[0]
    damage(desk, piece)
    mend_file(desk.office, desk.clerk, claim, piece.id, Incoming("重扫.pdf", data=scan(4)))
    assert [(one.file_name, one.state) for one in pieces(desk, claim)] == [
        ("表.pdf", "replaced"),
        ("重扫.pdf", "valid"),
    ]


def test_a_paper_of_no_kind_is_kept_as_other(desk: Desk, claim: int) -> None:
    attach_file(desk.office, desk.clerk, claim, "other", "会议纪要.pdf", scan())
    view = view_claim(desk.office, claim).evidence[-1]
    assert (view.id, view.label, len(view.files)) == ("other", "其他材料", 1)


def test_the_form_says_what_was_filed_and_which_originals_were_seen(desk: Desk) -> None:
    claim = desk.received(desk.applicant(), "01-01", patent(ZL))
    first = attach(desk, claim)
    attach(desk, claim, "新.pdf", scan(2), replaces=first)
    see_papers(desk.office, desk.clerk, claim, {"C1": SeenPaper(2, 3)})
    papers = compose_form(desk.office, desk.read(claim)).papers
    label = view_claim(desk.office, claim).evidence[0].label
    assert papers[0] == FormPaper(label, "1 个文件，2 页", "2 页，3 份", "经办甲\n2024-03-04")
    assert (papers[1].filed, papers[1].seen) == ("", "")  # asked for and not there

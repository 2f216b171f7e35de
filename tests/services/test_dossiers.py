"""卷宗: everything of a claim, readable without the program, its hashes those of its files."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from ipdesk.documents.pdf.raster import page_texts
from ipdesk.errors import UserError
from ipdesk.services.dossiers import export_batch_dossier, export_dossier
from ipdesk.services.evidence import attach_file, see_paper
from ipdesk.services.letters import letter_pdf
from ipdesk.services.payment_batches import draw_up_payment
from ipdesk.storage import applicants, journal
from tests.services.casework import Desk, credit_code, patent
from tests.services.papers import scan

LIST = "校验清单-SHA256.txt"


def settled(desk: Desk, name: str = "乐昌市甲科技有限公司", number: str = "201210123456.8") -> int:
    """A claim with a scan and a seen paper, approved, told and not yet paid."""
    known = applicants.by_code(desk.office.db, credit_code(name))
    applicant = known.id if known else desk.applicant(name)
    claim = desk.received(applicant, "01-01", patent(number))
    kinds = [piece.id for piece in desk.read(claim).award.evidence]
    attach_file(desk.office, desk.clerk, claim, kinds[0], f"{name}证书扫描.pdf", scan(text=number))
    see_paper(desk.office, desk.clerk, claim, kinds[-1], pages=2, copies=1)
    desk.take("clerk", claim, "accept")
    desk.tick(claim)
    desk.take("clerk", claim, "examine")
    desk.publish(claim)
    desk.approve(claim)
    desk.issue(claim)
    return claim


def hashes(text: str) -> dict[str, str]:
    pairs = (line.split("  ", 1) for line in text.splitlines())
    return {path: digest for digest, path in pairs}


def words(data: bytes) -> str:
    return "".join("".join(page_texts(data)).split())


def test_the_hash_list_is_that_of_the_files_in_a_folder(desk: Desk, tmp_path: Path) -> None:
    claim = settled(desk)
    desk.pay(claim)
    done = export_dossier(desk.office, desk.clerk, claim, tmp_path / "卷", "市档案馆")
    files = {
        str(path.relative_to(tmp_path / "卷")): path.read_bytes()
        for path in (tmp_path / "卷").rglob("*")
        if path.is_file()
    }
    told = hashes(files.pop(LIST).decode())
    assert told == {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    assert done.files == len(files)
    names = sorted(path.split("/")[0] for path in files)
    assert sorted(set(names)) == [
        "00 卷内目录.pdf",
        "01 申报内容.pdf",
        "02 核对清单.pdf",
        "03 审批表和核算表.pdf",
        "04 文书",
        "05 佐证材料",
        "06 表单",
        "99 操作记录.pdf",
    ]
    checker = shutil.which("sha256sum")
    if checker:
        subprocess.run([checker, "-c", "--quiet", LIST], cwd=tmp_path / "卷", check=True)


def test_sums_agree_between_index_form_and_letter(desk: Desk, tmp_path: Path) -> None:
    claim = settled(desk)
    desk.pay(claim)
    export_dossier(desk.office, desk.clerk, claim, tmp_path / "卷.zip", "市档案馆")
    with zipfile.ZipFile(tmp_path / "卷.zip") as kept:
        names = kept.namelist()
        assert all(one.flag_bits & 0x800 for one in kept.infolist())
        index = words(kept.read("00 卷内目录.pdf"))
        assert "核定金额5,000.00" in index
        assert "实付金额5,000.00" in index
        assert "5,000.00" in words(kept.read("03 审批表和核算表.pdf"))
        [letter] = [name for name in names if name.startswith("04")]
        [known] = desk.read(claim).letters
        assert kept.read(letter) == letter_pdf(desk.office, known.id)
        assert "201210123456.8" in words(kept.read("01 申报内容.pdf"))
        extract = words(kept.read("99 操作记录.pdf"))
        assert "已登记收件" in extract
        assert "制发文书" in extract
        [piece] = [name for name in names if name.startswith("05")]
        assert kept.read(piece) == scan(text="201210123456.8")


def test_it_is_journalled_with_who_gets_it(desk: Desk, tmp_path: Path) -> None:
    claim = settled(desk)
    with pytest.raises(UserError) as refused:
        export_dossier(desk.office, desk.clerk, claim, tmp_path / "卷.zip", " ")
    assert refused.value.code == "export-recipient-missing"
    done = export_dossier(desk.office, desk.clerk, claim, tmp_path / "卷.zip", "市档案馆")
    entry = journal.page(desk.office.db, limit=1)[0]
    assert (entry.act, entry.entity, entry.entity_id) == ("export_dossier", "claim", claim)
    assert entry.data["recipient"] == "市档案馆"
    assert entry.data["files"] == done.files
    with zipfile.ZipFile(tmp_path / "卷.zip") as kept:
        assert entry.data["digest"] == hashlib.sha256(kept.read(LIST)).hexdigest()


def test_a_draft_has_no_dossier(desk: Desk, tmp_path: Path) -> None:
    draft = desk.draft(desk.applicant(), "01-01", patent("201210123456.8"))
    with pytest.raises(UserError) as refused:
        export_dossier(desk.office, desk.clerk, draft, tmp_path / "卷", "存档")
    assert refused.value.code == "dossier-of-draft"
    assert list(tmp_path.iterdir()) == [desk.office.home.root]


def test_a_character_no_font_has_does_not_keep_a_file_from_being_handed_on(
    desk: Desk, tmp_path: Path
) -> None:
    claim = settled(desk)
    applicant = desk.read(claim).applicant
    assert applicant.name
    desk.pay(claim)
    with desk.office.db.atomic():
        journal.append(
            desk.office.db,
            at=desk.clock.now(),
            operator=desk.clerk.name,
            act="amend_claim",
            entity="claim",
            entity_id=claim,
            data={"note": {"old": "", "new": "笑脸\U0001f600"}},
        )
    export_dossier(desk.office, desk.clerk, claim, tmp_path / "卷", "存档")
    assert "笑脸〓" in words((tmp_path / "卷" / "99 操作记录.pdf").read_bytes())


@pytest.fixture
def batch(desk: Desk) -> int:
    claims = [
        settled(desk, "乐昌市甲科技有限公司", "201210123456.8"),
        settled(desk, "乐昌市甲科技有限公司", "201210123457.6"),
        settled(desk, "乙" * 150, "201210123458.4"),
    ]
    amounts = dict.fromkeys(claims, 500_000)
    made = draw_up_payment(desk.office, desk.payer, amounts, desk.clock.now().date()).batch
    assert made is not None
    return made.id


def test_a_batch_has_a_folder_for_each_claim_and_one_index(
    desk: Desk, batch: int, tmp_path: Path
) -> None:
    told: list[tuple[int, int]] = []

    def progress(done: int, whole: int) -> bool:
        told.append((done, whole))
        return True

    done = export_batch_dossier(
        desk.office, desk.clerk, batch, tmp_path / "批.zip", "市财政局", progress
    )
    assert (done.claims, done.amount_fen, done.stopped) == (3, 1_500_000, False)
    assert told == [(0, 3), (1, 3), (2, 3)]
    with zipfile.ZipFile(tmp_path / "批.zip") as kept:
        names = kept.namelist()
        folders = sorted({name.split("/")[0] for name in names if "/" in name})
        assert len(folders) == 3
        assert max(len(name) for name in names) <= 140
        listed = hashes(kept.read(LIST).decode())
        assert set(listed) == set(names) - {LIST}
        assert all(hashlib.sha256(kept.read(path)).hexdigest() == listed[path] for path in listed)
        index = words(kept.read("00 批次目录.pdf"))
        assert "15,000.00" in index
        whole = [len(page_texts(kept.read(path))) for path in listed if path.endswith(".pdf")]
        assert f"合计{sum(whole) - len(page_texts(kept.read('00 批次目录.pdf')))}" in index
    entry = journal.page(desk.office.db, limit=1)[0]
    assert (entry.act, entry.entity, entry.data["claims"]) == ("export_dossier", "batch", 3)


def test_a_batch_that_is_stopped_leaves_nothing(desk: Desk, batch: int, tmp_path: Path) -> None:
    before = journal.head(desk.office.db)
    done = export_batch_dossier(
        desk.office, desk.clerk, batch, tmp_path / "批", "存档", lambda at, whole: at < 1
    )
    assert done.stopped
    assert list(tmp_path.iterdir()) == [desk.office.home.root]
    assert journal.head(desk.office.db) == before

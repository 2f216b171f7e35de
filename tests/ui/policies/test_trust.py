"""核对, 口径, 复核 and 启用新版本 in the real window on a real bureau."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from ipdesk.domain.policy import Policy
from ipdesk.services.activation import versions
from ipdesk.services.office import Office
from ipdesk.services.readings import effective
from ipdesk.storage import claims
from ipdesk.ui.policies.page import PoliciesPage
from ipdesk.ui.policies.parts import validity_advice, validity_state
from ipdesk.ui.policies.versions import VersionsSheet
from ipdesk.ui.terms.activating import ActivationSheet
from ipdesk.ui.terms.impacts import RebaseSheet
from ipdesk.ui.terms.readings import ReadingSheet
from tests.policies.deciding import lechang
from tests.services.casework import PACK, Desk, patent
from tests.services.packs_at_hand import PATENTS, changed, lechang_files, six_thousand, write
from tests.ui.at_work import Place

A, B = "201210123456.8", "201210000017.8"


def open_page(place: Place) -> SimpleNamespace:
    opened = place(PoliciesPage)
    policy = next(one for one in opened.bench.policies if one.id == PACK)
    opened.page.show_policy(policy)
    opened.settle()
    return opened


def column(table: object, number: int) -> list[str]:
    model = table.model  # type: ignore[attr-defined]
    return [model.columns[number].text(model.record(row)) for row in range(model.rowCount())]


def test_the_numbers_and_cases_are_checked_and_listed(casework: Desk, place: Place) -> None:
    opened = open_page(place)
    opened.page.parts.show_part("check")
    opened.settle()
    checking = opened.page.parts.checking
    assert checking.report is not None
    assert checking.report.sound
    assert checking.verdict.text() == "✓ 核对通过"
    texts = column(checking.mentions, 1)
    assert len(texts) == len(checking.report.mentions)
    row = texts.index("0.5万元")
    assert column(checking.mentions, 3)[row] == "（一）"
    assert column(checking.mentions, 5)[row].startswith("01-01 ")
    assert "不作规则" in column(checking.mentions, 0)
    checking.parts.choose("cases")
    assert set(column(checking.cases, 0)) == {"相符"}


def test_a_number_leads_to_its_place_in_the_text(casework: Desk, place: Place) -> None:
    opened = open_page(place)
    parts = opened.page.parts
    parts.show_part("check")
    opened.settle()
    row = column(parts.checking.mentions, 1).index("1.5%")
    parts.checking.mentions.opened.emit(parts.checking.mentions.model.record(row))
    assert parts.segments.value() == "text"
    [marked] = opened.page.text.extraSelections()
    assert marked.cursor.selectedText() == "1.5%"


def test_words_are_found_in_the_text_one_after_the_other(casework: Desk, place: Place) -> None:
    opened = open_page(place)
    search = opened.page.parts.search
    search.field.setText("最高为")
    assert search.count.text() == "1/2"
    search.next()
    assert search.count.text() == "2/2"
    search.next()
    assert search.count.text() == "1/2"
    search.field.setText("没有这样的话")
    assert search.count.text() == "没有找到"


def test_words_are_found_in_what_stands_beside_the_text(casework: Desk, place: Place) -> None:
    opened = open_page(place)
    parts = opened.page.parts
    parts.search.field.setText("强国建设示范园区")
    assert parts.search.count.text() == "没有找到"
    assert parts.elsewhere.button.text() == "旁边 2 处"  # an award's other name, and A12
    acts = parts.elsewhere.menu().actions()
    assert [one.text()[:4] for one in acts] == ["事项　获", "口径　A"]
    acts[0].trigger()
    assert opened.page.clauses.currentItem().text() == "（八）完善产业园区知识产权体系"
    parts.search.field.setText("")
    assert parts.elsewhere.button.isHidden()


def test_a_sentence_of_a_replaced_version_is_not_passed_over(casework: Desk, place: Place) -> None:
    opened = open_page(place)
    opened.page.open((PACK, "01", "每件专利0.5万元"))
    assert not opened.messages.said
    opened.page.open((PACK, "01", "每件专利0.4万元"))
    assert "历次版本" in opened.messages.said[-1]


@pytest.mark.parametrize(
    ("today", "said", "tone", "advised"),
    [
        (date(2022, 9, 12), "2022-09-13 起施行", "attention", False),
        (date(2024, 7, 3), "有效至 2024-12-31", "done", False),
        (date(2024, 7, 4), "还有 180 天到期", "attention", True),
        (date(2024, 12, 31), "还有 0 天到期", "attention", True),
        (date(2025, 1, 1), "2024-12-31 已到期", "fault", True),
    ],
)
def test_the_end_of_validity_is_plain(today: date, said: str, tone: str, advised: bool) -> None:
    policy: Policy = lechang()
    assert validity_state(policy, today) == (said, tone)
    assert bool(validity_advice(policy, today)) is advised


def test_a_reading_is_decided_after_its_impact_was_seen(casework: Desk, place: Place) -> None:
    """Ten years to the day: not payable under 不包括, 5,000 元 under 包括."""
    claim = casework.received(casework.applicant(), "01-01", patent("201410123456.4", "2014-03-04"))
    opened = open_page(place)
    parts = opened.page.parts
    parts.show_part("readings")
    opened.settle()
    view = parts.readings
    assert len(column(view.list, 0)) == 42
    assert column(view.list, 3)[0] == "系统默认"
    editor = view.editor
    assert editor.entry.point.id == "A01"
    editor.form.fill({"value": "ge"})
    editor.look()
    opened.settle()
    assert editor.form["document"].note_text() == "× 与系统默认不同的口径须写明依据文件。"
    editor.form.fill({"document": "乐市监会纪〔2024〕3号", "document_on": date(2024, 3, 1)})

    def sheets(kind: type) -> list[object]:
        return [one for one in opened.messages.dialogs if isinstance(one, kind)]

    opened.messages.given_reason = None
    editor.form.clear_notes()
    editor.look()
    opened.settle()
    [shown] = sheets(ReadingSheet)
    assert column(shown.table.list, 4) == ["5,000.00"]  # type: ignore[attr-defined]
    assert opened.messages.said[0] == "口径已保存，新的申报起采用"
    assert column(view.list, 3)[0].startswith("乐市监会纪〔2024〕3号")
    assert len(sheets(RebaseSheet)) == 1

    def values(office: Office) -> tuple[str, str]:
        kept = claims.get(office.db, claim)
        assert kept is not None
        now = effective(office, office.policy(PACK))
        return now["maint_compare"], kept.readings["maint_compare"]

    # The sheet was answered without a reason: the setting stands, the claim keeps its own.
    assert opened.ask(values) == ("ge", "gt")


def test_a_review_is_entered_and_shown(casework: Desk, place: Place) -> None:
    opened = open_page(place)
    mark = opened.page.parts.review
    assert mark.chip.text() == "! 未复核"
    opened.messages.yes = False
    mark.ask()
    opened.messages.yes = True
    opened.messages.run = _fill(opened.messages.run, reviewer="黄志强")
    mark.ask()
    opened.settle()
    assert mark.chip.text() == "✓ 黄志强 于 2024-03-04 复核"


def _fill(run: object, **values: object) -> object:
    """Types into a sheet before it is answered with yes."""

    def filled(dialog: object) -> bool:
        dialog.form.fill(values)  # type: ignore[attr-defined]
        return run(dialog)  # type: ignore[operator,no-any-return]

    return filled


def activation(opened: SimpleNamespace, folder: Path) -> ActivationSheet:
    opened.page.parts.activating.begin()
    opened.settle()
    sheet = opened.messages.dialogs[-1]
    assert isinstance(sheet, ActivationSheet)
    assert not sheet.yes.isEnabled()
    opened.messages.chosen_file = folder
    sheet.choose_folder()
    opened.settle()
    return sheet


def test_a_bad_pack_is_told_and_cannot_be_put_in_use(
    casework: Desk, place: Place, tmp_path: Path
) -> None:
    files = changed(lechang_files(), PATENTS, "fen = 500000\n", "fen = 600000\n")
    opened = open_page(place)
    sheet = activation(opened, write(files, tmp_path / "bad"))
    assert "clauses/01-patents.toml" in sheet.troubles.toPlainText()
    assert "不能启用" in sheet.verdict.text()
    assert not sheet.yes.isEnabled()


def test_a_folder_that_holds_no_pack_is_told(casework: Desk, place: Place, tmp_path: Path) -> None:
    opened = open_page(place)
    sheet = activation(opened, tmp_path / "nothing")
    assert "打不开文件夹" in sheet.verdict.text()


def test_a_folder_of_other_things_and_a_packed_file_are_told_apart(
    casework: Desk, place: Place, tmp_path: Path
) -> None:
    opened = open_page(place)
    (tmp_path / "empty").mkdir()
    sheet = activation(opened, tmp_path / "empty")
    assert "不是政策包" in sheet.verdict.text()
    packed = tmp_path / "pack.zip"
    packed.write_bytes(b"PK")
    sheet.look(packed)
    opened.settle()
    assert "请先解压" in sheet.verdict.text()


def test_who_may_not_put_a_pack_in_use_sees_it_before_choosing_one(
    casework: Desk, place: Place
) -> None:
    opened = place(PoliciesPage, casework.reviewer)
    new = opened.page.parts.new
    assert not new.isEnabled()
    assert new.toolTip() == "由管理员办理，当前操作员只能查看。"
    assert opened.page.parts.review.enter.isEnabled()  # a reviewer may stand for a version
    opened.bench.sit_down(casework.clerk)
    assert new.isEnabled()


def test_a_version_replaced_can_still_be_read(casework: Desk, place: Place, tmp_path: Path) -> None:
    opened = open_page(place)
    assert opened.page.parts.review.others.isHidden()
    sheet = activation(opened, write(six_thousand(), tmp_path / "new"))
    sheet.form.fill({"reviewer": "黄志强", "reviewed_on": datetime(2024, 3, 1).date()})
    sheet.accept()
    opened.settle()
    opened.settle()
    assert opened.page.parts.review.others.text() == "历次版本 2"
    opened.page.parts.review.show_versions()
    opened.settle()
    shown = opened.messages.dialogs[-1]
    assert isinstance(shown, VersionsSheet)
    shown.list.choose(2)
    opened.settle()
    assert column(shown.list, 1) == ["现用", "已换下"]
    assert "每件专利0.5万元" in shown.text.toPlainText()
    assert "每件专利0.6万元" in opened.page.text.toPlainText()


def test_a_changed_pack_is_put_in_use_and_open_claims_follow_by_an_act(
    casework: Desk, place: Place, tmp_path: Path
) -> None:
    claim = casework.received(casework.applicant(), "01-01", patent(A))
    decided = casework.approved(casework.applicant("乐昌市乙科技有限公司"), "01-01", patent(B))
    opened = open_page(place)
    old = opened.page.policy.sha256
    sheet = activation(opened, write(six_thousand(), tmp_path / "new"))
    assert column(sheet.table.list, 0) == ["LC-2024-0001"]
    assert column(sheet.table.list, 4) == ["6,000.00"]
    sheet.table.parts.choose("decided")
    assert column(sheet.table.list, 0) == ["LC-2024-0002"]
    sheet.accept()
    assert sheet.form["reviewer"].note_text() == "× 请填写复核人"
    sheet.form.fill({"reviewer": "黄志强", "reviewed_on": datetime(2024, 3, 1).date()})
    opened.messages.run = _fill(opened.messages.run, reason="政策已修订")
    sheet.accept()
    opened.settle()
    opened.settle()

    def found(office: Office) -> tuple[str, list[str], str]:
        kept = [claims.get(office.db, number) for number in (claim, decided)]
        current = next(v for v in versions(office) if v.in_use and v.pack == PACK)
        return current.sha256, [one.pack_sha256 for one in kept if one], current.reviewer

    new, kept, reviewer = opened.ask(found)  # type: ignore[misc]
    assert new != old
    assert kept == [new, old]
    assert reviewer == "黄志强"
    assert opened.page.policy.sha256 == new
    assert opened.page.policy.awards["01-01"].fen == 600_000
    assert "已换用 1 件未决申报" in opened.messages.said

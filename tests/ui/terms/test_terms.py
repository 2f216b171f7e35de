"""口径 and 条款状态 as they are set in 设置 and in 政策, in the real window on a real bureau."""

from __future__ import annotations

from datetime import date
from itertools import count
from types import SimpleNamespace

from pytestqt.qtbot import QtBot

from ipdesk.domain.policy import ClauseStatus
from ipdesk.errors import UserError
from ipdesk.services.claim_page import view_claim
from ipdesk.services.office import Office
from ipdesk.services.readings import effective
from ipdesk.ui.policies.page import PoliciesPage
from ipdesk.ui.settings.page import SettingsPage
from ipdesk.ui.terms.clauses import ClauseSheet, ClausesView
from ipdesk.ui.terms.readings import ReadingSheet
from ipdesk.ui.widgets import Chip
from ipdesk.ui.widgets.working import Working, WorkingSheet
from tests.services.casework import PACK, Desk, patent
from tests.ui.at_work import Place

LETTER = "粤市监知促〔2024〕8号"


def column(table: object, number: int) -> list[str]:
    model = table.model  # type: ignore[attr-defined]
    return [model.columns[number].text(model.record(row)) for row in range(model.rowCount())]


def at_settings(place: Place) -> SimpleNamespace:
    opened = place(SettingsPage)
    opened.page.open("政策口径")
    opened.page.terms.choose(PACK)
    opened.settle()
    return opened


def stop(opened: SimpleNamespace, view: ClausesView) -> None:
    """Stop clause 一 from 2024-03-01 on."""
    view.choose("01")
    view.editor.form.fill(
        {
            "status": ClauseStatus.STOPPED,
            "document": LETTER,
            "document_on": date(2024, 2, 20),
            "from_day": date(2024, 3, 1),
        }
    )
    view.editor.look()
    opened.settle()


def test_settings_hold_the_readings_of_the_policy_chosen(casework: Desk, place: Place) -> None:
    opened = at_settings(place)
    terms = opened.page.terms
    assert terms.picker.value() == PACK
    assert len(column(terms.readings.list, 0)) == 42
    assert terms.readings.said.text().endswith("未见书面依据 27 项")
    terms.readings.editor.form.fill(
        {"value": "ge", "document": "乐市监会纪〔2024〕3号", "document_on": date(2024, 3, 1)}
    )
    terms.readings.editor.look()
    opened.settle()
    assert any(isinstance(one, ReadingSheet) for one in opened.messages.dialogs)
    assert "口径已保存，新的申报起采用" in opened.messages.said
    assert column(terms.readings.list, 3)[0] == "乐市监会纪〔2024〕3号（2024-03-01）"
    assert terms.readings.said.text().endswith("未见书面依据 26 项")

    def value(office: Office) -> str:
        return effective(office, office.policy(PACK))["maint_compare"]

    assert opened.ask(value) == "ge"


def test_a_clause_is_stopped_after_its_impact_was_seen(casework: Desk, place: Place) -> None:
    claim = casework.received(casework.applicant(), "01-01", patent("201210123456.8"))
    opened = at_settings(place)
    view = opened.page.terms.clauses
    opened.page.terms.parts.choose("clauses")
    assert view.said.text() == "条款 21 条：有效 21，停止 0，调整 0"
    view.choose("01")
    view.editor.form.fill({"status": ClauseStatus.STOPPED})
    view.editor.look()
    assert view.editor.form["document"].note_text() == "× 请填写依据文件"

    stop(opened, view)
    [sheet] = [one for one in opened.messages.dialogs if isinstance(one, ClauseSheet)]
    assert column(sheet.table.list, 0) == ["LC-2024-0001"]
    assert column(sheet.table.list, 4) == ["不予奖补"]
    assert opened.messages.said[-1] == "条款状态已保存，1 件未决申报已按新状态核算"
    assert view.said.text() == "条款 21 条：有效 20，停止 1，调整 0"
    assert column(view.list, 2)[0] == "停止"
    assert view.editor.chip.text() == "× 停止"
    assert opened.ask(lambda office: view_claim(office, claim).verdict) == "not_payable"


def test_a_list_that_was_looked_at_and_refused_sets_nothing(casework: Desk, place: Place) -> None:
    opened = at_settings(place)
    opened.messages.yes = False
    stop(opened, opened.page.terms.clauses)
    assert column(opened.page.terms.clauses.list, 2)[0] == "有效"


def test_who_may_not_set_it_is_told(casework: Desk, place: Place) -> None:
    opened = place(SettingsPage, casework.reviewer)
    opened.page.terms.choose(PACK)
    opened.settle()
    terms = opened.page.terms
    for part in (terms.clauses, terms.readings, terms.names):
        assert not part.editor.save.isEnabled()
        assert part.editor.save.toolTip() == "由管理员或审批人办理，当前操作员只能查看。"
    assert not terms.readings.rebase.isEnabled()
    stop(opened, terms.clauses)  # and the service refuses by itself
    assert len(opened.messages.complaints) == 1
    assert column(opened.page.terms.clauses.list, 2)[0] == "有效"


def test_the_browser_shows_the_status_beside_its_clause(casework: Desk, place: Place) -> None:
    opened = place(PoliciesPage)
    policy = next(one for one in opened.bench.policies if one.id == PACK)
    opened.page.show_policy(policy, "01")
    opened.settle()

    def chips() -> list[str]:
        holder = opened.page.beside.parentWidget()
        return [one.text() for one in holder.findChildren(Chip)]

    assert "✓ 有效" in chips()
    stop(opened, opened.page.parts.clauses)
    assert "× 停止" in chips()
    texts = [opened.page.clauses.item(n).text() for n in range(opened.page.clauses.count())]
    assert "（一）加强高价值专利培育〔停止〕" in texts
    assert "（三）推动版权产业发展" in texts
    # From the clause straight to its form, and back.
    opened.page.parts.show_part("text")
    opened.page._set_status("03")
    assert opened.page.parts.segments.value() == "clauses"
    assert opened.page.parts.clauses.editor.entry.clause.id == "03"


def test_long_work_shows_how_far_it_is_and_can_be_stopped(
    casework: Desk, place: Place, qtbot: QtBot
) -> None:
    opened = at_settings(place)
    work = Working(opened.bench, "正在算影响名单")
    sheet: WorkingSheet = work.sheet
    answers: list[object] = []

    def work_on(office: Office, progress: object) -> None:
        for done in count(1):
            if not progress(done, 1_000_000):  # type: ignore[operator]
                raise UserError("work-stopped")

    work.run(work_on, answers.append, answers.append)
    work._timer.timeout.emit()
    qtbot.waitUntil(lambda: "件" in sheet.said.text())
    assert sheet.isVisible()
    sheet.no.click()
    opened.settle()
    assert answers == []
    assert opened.messages.said[-1] == "已停止，什么都没有改动。"

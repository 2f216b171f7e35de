"""The pictures of 工作台, 申报主体, lists, search, imports, 台账报表, 目标任务 and 设置."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from picture_bureau import Wanted
from picture_painter import REST_MS, Painter, over, press
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ipdesk.domain.stages import Role
from ipdesk.services.start_check import Fault
from ipdesk.ui.ledgers.closing import CloseSheet
from ipdesk.ui.settings.secret_sheets import AloneSheet, LeaveSheet, PasswordSheet
from ipdesk.ui.store.restore_sheet import NoBackupSheet
from ipdesk.ui.widgets.ask import CrashDialog
from ipdesk.ui.widgets.list_desk import ListDesk
from ipdesk.ui.widgets.list_export import export_list
from ipdesk.ui.widgets.record_table import RecordTable
from ipdesk.ui.widgets.segments import Segments

CLERK, REVIEWER, ADMINISTRATOR = "陈晓岚", "黄志强", "周文斌"
# A table as a colleague would send it; one code is not right.
_COMING = """名称,类别,统一社会信用代码,镇街,联系人,联系电话
乐昌市云岩茶叶专业合作社,农民专业合作社,93440281MA4WPXDJ0L,云岩镇,张春燕,13800000001
乐昌市坪石机电设备有限公司,企业,91440281MA4X000000,坪石镇,李志明,13800000002
乐昌市梅花镇商会,社会团体,51440281MJM0000000,梅花镇,陈国强,13800000003
乐昌市长来文化传媒有限公司,企业,,长来镇,黄晓玲,13800000004
"""
_GOOD = """名称,类别,镇街,联系人,联系电话
乐昌市金鸡岭旅游发展有限公司,企业,坪石镇,邓子健,13800000011
乐昌市庆云茶业有限公司,企业,云岩镇,何小红,13800000012
"""
# What was paid before the program, as the old ledger has it.
_PAID = """申报单位,统一社会信用代码,奖补事项,专利号,成果日期,年度,金额（元）,文号
乐昌市庆云茶业有限公司,,广东专利优秀奖奖励,,2021-06-18,2021,30000,乐市监知奖〔2021〕12号
乐昌市坪石建材有限公司,,新核准注册集体商标、证明商标奖励,,2021-03-09,2021,50000,乐市监知奖〔2021〕15号
"""
_SECTIONS = {
    "people": "操作员",
    "security": "登录与签办",
    "casework": "办理规则",
    "rounds": "申报批次",
    "terms": "政策口径",
    "paper": "文书",
    "numbers": "文号",
    "fonts": "文书字体",
    "templates": "文书模板",
    "printers": "打印机",
    "backups": "备份",
    "journal": "操作记录",
    "look": "外观",
    "about": "关于",
}


def paint_desk(painter: Painter, _: Wanted) -> None:
    page = painter.place("desk")
    painter.keep("first-steps", page.steps)
    menu = painter.window
    menu.actions_of.by_id["menu"].trigger()
    painter.until(QApplication.activePopupWidget)
    popup = QApplication.activePopupWidget()
    painter.keep("menu", over(menu, popup))
    popup.close()
    _search(painter)


def _search(painter: Painter) -> None:
    search = painter.window.search
    painter.go("desk")
    search.edit.setFocus()
    search.edit.setText("乐昌市九峰")
    search.edit.textEdited.emit("乐昌市九峰")
    painter.until(lambda: search.hits_shown)
    painter.keep("search")
    search.hide_hits()
    search.clear()


def paint_lists(painter: Painter, _: Wanted) -> None:
    """What every list has: a menu of the column, views, export, several at once."""
    claims = painter.go("claims")
    claims.show_list()
    painter.keep("claims")
    desk = _desk_of(claims)
    painter.dialog("view-sheet", desk.views.ask, _name_view)
    _column_menu(painter, desk)
    said = ("申报办理", "按屏幕上的列和顺序，140 件")
    painter.dialog("list-export", partial(export_list, desk.table, "申报办理", said, 140),
                   lambda sheet: sheet.recipient.set_value("市财政局"))  # fmt: skip
    painter.dialog("keys", painter.window.actions_of.by_id["keys"].trigger)
    painter.dialog("help", painter.window.actions_of.by_id["help"].trigger)
    painter.dialog("leaving", partial(_leaves, painter))
    painter.dialog("crash", partial(_crash, painter))


def _leaves(painter: Painter) -> None:
    painter.seen.leaves("申报主体改了还没有保存。", "继续填写", lambda: None)


def _crash(painter: Painter) -> None:
    painter.seen.run(CrashDialog(painter.seen.window, "RuntimeError", None))


def _name_view(sheet: Any) -> None:
    sheet.field.set_value("本季待拨付")


def _column_menu(painter: Painter, desk: ListDesk) -> None:
    number = next(n for n, one in enumerate(desk.table.model.columns) if one.title == "环节")
    desk.open_menu(number)
    painter.until(QApplication.activePopupWidget)
    menu = QApplication.activePopupWidget()
    QTest.qWait(REST_MS)
    painter.rest()
    painter.keep("column-menu", over(painter.window, menu))
    menu.close()


def paint_applicants(painter: Painter, wanted: Wanted) -> None:
    page = painter.place("applicants")
    page.register()
    page.form.form.fill({
        "name": "乐昌市金鸡岭旅游发展有限公司",
        "code": "91440281MA4WPXDJ0L",
        "legal_representative": "邓子健",
        "town": "坪石镇",
        "address": "乐昌市坪石镇金鸡路18号",
        "contact": "邓子健",
        "phone": "13800000011",
        "bank": "农业银行乐昌坪石支行",
    })  # fmt: skip
    painter.keep("applicant-new")
    page.form.save()
    painter.keep("applicant-note")
    page.show_list()
    page = painter.go("applicants", wanted.applicant)
    painter.keep("applicant")
    sheet = page.sheet
    painter.dialog("applicant-alike", partial(sheet._look, sheet.view.alike[0]))
    painter.dialog("merge", partial(sheet.merge_with, wanted.alike))
    painter.dialog("document", sheet.documents._add)
    painter.dialog("applicant-page", sheet.money._print)
    page.show_list()


def paint_imports(painter: Painter, _: Wanted) -> None:
    good, coming = Path("旅游企业名册.csv"), Path("申报主体名册.csv")
    good.write_text(_GOOD, "utf-8")
    coming.write_text(_COMING, "utf-8")
    page = painter.go("imports", "applicants")
    page.read_file(good)
    painter.until(lambda: page._plan is not None)
    painter.rest()
    page.take()
    painter.rest()
    page = painter.go("imports", "history")
    old = Path("2021年兑现台账.csv")
    old.write_text(_PAID, "utf-8")
    page.read_file(old)
    painter.until(lambda: page._plan is not None)
    painter.rest()
    page.take()
    painter.rest()
    page = painter.place("imports", "history")
    page.start.past.choose(2)
    painter.dialog("past", partial(press, page, "查看"))
    page = painter.go("imports", "applicants")
    page.read_file(coming)
    painter.until(lambda: page._plan is not None)
    painter.keep("imports-check")


def paint_ledgers(painter: Painter, _: Wanted) -> None:
    page = painter.place("ledgers")
    painter.dialog("ledger-export", page.export_ledger)
    painter.part("ledgers", "sums")
    painter.keep("ledgers-sums")
    painter.dialog("year-paper", page.show_year_paper)
    painter.seat(ADMINISTRATOR)
    state = page.sums.closing.state
    painter.dialog("closing", lambda: painter.seen.run(CloseSheet(painter.seen.window, state)))
    painter.dialog("budget", page.sums.ask_budget)
    painter.seat(CLERK)
    painter.part("ledgers", "registers")
    painter.keep("ledgers-registers")


def paint_targets(painter: Painter, _: Wanted) -> None:
    page = painter.place("targets")
    for part in ("entry", "tasks", "records", "reports"):
        painter.part("targets", part)
        painter.keep(f"targets-{part}")
    painter.part("targets", "entry")
    painter.dialog("form-sending", page.entry.send)
    painter.dialog("move", page.entry.foot._hand_over)
    painter.dialog("report-days", page.entry.owed._set_days)
    painter.part("targets", "tasks")
    painter.dialog("task-progress", page.tasks.note)
    painter.dialog("task-assign", page.tasks.assign)
    painter.part("targets", "records")
    records = page.records
    parts = records.findChild(Segments)
    names = list(parts.buttons)
    painter.dialog("roster-new", partial(press, records, "新增"))
    painter.dialog("roster-leave", partial(press, records, "登记退出"))
    for name, button, picture in ((names[1], "登记会议", "meeting"),
                                  (names[2], "登记活动", "activity")):  # fmt: skip
        parts.buttons[name].click()
        painter.rest()
        painter.keep(f"records-{picture}")
        painter.dialog(picture, partial(press, records, button))
    parts.buttons[names[0]].click()
    painter.part("targets", "reports")
    painter.dialog("report-recipient", partial(page.reports.export, "xlsx"))


def paint_settings(painter: Painter, _: Wanted) -> None:
    """As the administrator sees them: everything can be set."""
    painter.seat(ADMINISTRATOR)
    page = painter.place("settings")
    for name, caption in _SECTIONS.items():
        painter.go("settings", caption)
        if name == "about":
            press(page, "检查一遍")
            painter.until(lambda: not painter.window.bench.jobs.pending)
        painter.keep(f"settings-{name}")
    painter.go("settings", "操作员")
    clerk = painter.window.operators[0]
    painter.dialog("roles", partial(page.people._change, clerk))
    painter.dialog("reason", partial(page.people._switch, clerk))
    painter.go("settings", "登录与签办")
    painter.dialog("passwords", page.security._enable)
    window, said = painter.seen.window, "下次登录起用新密码。"
    approvers = [one for one in painter.window.operators if Role.APPROVER in one.roles]
    asked: dict[str, QDialog] = {
        "password": PasswordSheet(window, "修改我的密码", said, "修改", own=True),
        "alone": AloneSheet(window, approvers, False),
        "password-leave": LeaveSheet(window),
        "no-backup": NoBackupSheet(window, (Fault("store-damaged", "数据文件已损坏"),)),
    }
    for name, sheet in asked.items():
        painter.dialog(name, partial(painter.seen.run, sheet))
    painter.go("settings", "操作记录")
    painter.dialog("journal-export", page.journal._export)
    painter.go("settings", "备份")
    painter.dialog("restore", page.backups._restore)
    painter.seat(CLERK)


def _desk_of(page: QWidget) -> ListDesk:
    return next(
        desk
        for table in page.findChildren(RecordTable)
        if table.isVisible() and (desk := table.findChild(ListDesk)) is not None
    )

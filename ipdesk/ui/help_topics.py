"""Which part of the help a dialog belongs to; every dialog of the program stands here."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from ipdesk.ui.widgets.plain_list import PlainList
from ipdesk.ui.widgets.segments import Segments

# Module and class: page#heading. "" is asked from several places: the page of the place it is.
TOPICS = {
    "act_sheet.ActSheet": "",
    "applicants.alike.AlikeApplicantSheet": "applicants#名称相近",
    "applicants.documents.DocumentSheet": "applicants#一户一页",
    "applicants.merging.MergeSheet": "applicants#并入",
    "batch_sheet.BatchSheet": "lists#一次办几件",
    "claims.alike.AlikeSheet": "claims#疑似重复",
    "claims.seen_sheet.SeenSheet": "claims#佐证材料",
    "claims.together.HandOverSheet": "lists#一次办几件",
    "claims.way_sheets.BesideSheet": "settings#登录与签办",
    "claims.way_sheets.PaperSheet": "settings#登录与签办",
    "dossier_desk.DossierSheet": "ledgers#卷宗",
    "dossier_desk.ProgressSheet": "ledgers#卷宗",
    "drafting.cases.CorrectSheet": "drafting#边界案例和口径",
    "drafting.naming.NamingSheet": "drafting#从文件新建",
    "drafting.reading_file.ReadingSheet": "drafting#从文件新建",
    "gate.Veil": "settings#登录与签办",
    "help.HelpSheet": "",
    "help.PictureSheet": "",
    "imports.past.AmendSheet": "imports#撤销",
    "imports.past.PastSheet": "imports#撤销",
    "keys_sheet.KeysSheet": "lists#快捷键",
    "ledgers.closing.CloseSheet": "ledgers#封账",
    "ledgers.sheets.BudgetSheet": "ledgers#汇总",
    "ledgers.sheets.ExportSheet": "ledgers#导出兑现台账",
    "letters.batch.BatchSheet": "notices#成批签发",
    "letters.number_sheets.RangeSheet": "notices#登记簿",
    "letters.number_sheets.VoidSheet": "notices#登记簿",
    "policies.reviewing.ReviewSheet": "policies#复核",
    "policies.versions.VersionsSheet": "policies#启用新版本",
    "publicity.batch_files._ForWhom": "publicity#批次",
    "publicity.public_list.PublicList": "publicity#开始公示",
    "publicity.sheets.AnswerSheet": "publicity#拨付",
    "publicity.sheets.PaySheet": "publicity#拨付",
    "settings.people.RolesSheet": "settings#操作员",
    "settings.secret_sheets.AloneSheet": "settings#登录与签办",
    "settings.secret_sheets.CodeSheet": "settings#登录与签办",
    "settings.secret_sheets.EnableSheet": "settings#登录与签办",
    "settings.secret_sheets.LeaveSheet": "settings#登录与签办",
    "settings.secret_sheets.PasswordSheet": "settings#登录与签办",
    "store.history_sheet.HistorySheet": "settings#操作记录",
    "store.journal_section.ExportSheet": "settings#操作记录",
    "store.restore_sheet.NoBackupSheet": "settings#备份",
    "store.restore_sheet.RestoreSheet": "settings#备份",
    "targets.activities.ActivitySheet": "targets#名册与记录",
    "targets.entry_sheets.DaysSheet": "targets#填报",
    "targets.entry_sheets.MoveSheet": "targets#填报",
    "targets.form_sending.SendSheet": "targets#发给部门填",
    "targets.meetings.MeetingSheet": "targets#名册与记录",
    "targets.reports.RecipientSheet": "targets#报表",
    "targets.roster.EntrySheet": "targets#名册与记录",
    "targets.roster.LeaveSheet": "targets#名册与记录",
    "targets.task_sheets.AssignSheet": "targets#任务",
    "targets.task_sheets.ProgressSheet": "targets#任务",
    "terms.activating.ActivationSheet": "policies#启用新版本",
    "terms.clauses.ClauseSheet": "policies#条款状态",
    "terms.comparing.CompareSheet": "policies#启用新版本",
    "terms.impacts.RebaseSheet": "policies#口径",
    "terms.names.NameSheet": "policies#称号",
    "terms.readings.ReadingSheet": "policies#口径",
    "widgets.ask.CrashDialog": "faq#程序出错",
    "widgets.ask.LeavingDialog": "",
    "widgets.ask.NoticeDialog": "",
    "widgets.ask.QuestionDialog": "",
    "widgets.ask.ReasonDialog": "",
    "widgets.ask.SameNameDialog": "claims#佐证材料",
    "widgets.ask.Sheet": "",
    "widgets.list_export.ListExportSheet": "lists#导出和复制",
    "widgets.paper_sheet.PaperSheet": "lists#预览和打印",
    "widgets.progress.ProgressSheet": "",
    "widgets.working.WorkingSheet": "",
    "widgets.view_sheet.ViewSheet": "lists#视图",
}


def topic_of(dialog: QDialog) -> tuple[str, str]:
    """Page and heading about a dialog; empty where it is about the place it was opened in."""
    kind = type(dialog)
    known = TOPICS.get(f"{kind.__module__.removeprefix('ipdesk.ui.')}.{kind.__name__}", "")
    page, _, heading = known.partition("#")
    return page, heading


def asked_about(place: str, page: QWidget | None) -> tuple[str, tuple[str, ...]]:
    """The page of the place and the part in front; in a dialog what the dialog is for."""
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QDialog):
        name, heading = topic_of(dialog)
        if name:
            return name, (heading,)
    return place, tuple(_parts_shown(page)) if page is not None else ()


def _parts_shown(page: QWidget) -> list[str]:
    """What part of a place is in front: the chosen part, the section, the title of the form."""
    found = []
    for parts in page.findChildren(Segments):
        if parts.isVisible():
            found.append(parts.caption())
    for sections in page.findChildren(PlainList):
        item = sections.currentItem()
        if sections.isVisible() and item is not None:
            found.append(item.text())
    titles = (one for one in page.findChildren(QLabel) if one.property("role") == "title")
    return found + [one.text() for one in titles if one.isVisible()]

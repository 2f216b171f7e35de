"""The pictures of 申报办理, 公示与拨付, 文书, 政策 and 新政策拟稿."""

from __future__ import annotations

import shutil
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from picture_bureau import Wanted
from picture_painter import Painter, over, press
from picture_places import ADMINISTRATOR, CLERK, REVIEWER
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget

from ipdesk.paths import resources
from ipdesk.ui.claims.ways import BESIDE, PAPER, ask
from ipdesk.ui.letters.number_sheets import RangeSheet, VoidSheet
from ipdesk.ui.policies.reviewing import ReviewMark
from ipdesk.ui.widgets.progress import ProgressSheet

_DRAFT_FROM = Path(__file__).parents[1] / "tests" / "reference" / "drafting" / "heyang-ip.txt"
# Changes of a pack: a folder, what is said and what instead.
_RENAMED = ("新版本", "维持超过十年奖励", "维持年限超过十年奖励")
_WHICH_DAY = 2  # the reading that asks from which day ten years are counted
_NARROWER = "只奖单位的版本"
_ONLY_FIRMS = ('  "individual",\n', "")
APPROVER, PAYER = "李国梁", "何敏"


def paint_claims(painter: Painter, wanted: Wanted) -> None:
    window = painter.window
    page = painter.go("claims", wanted.work)
    sheet = page.sheet
    painter.keep("claim")
    painter.keep("claim-checks", sheet.checks)
    painter.keep("claim-items", sheet.items)
    sheet.papers.toggle()
    painter.keep("evidence")
    sheet.papers.close()
    painter.dialog("history", window.actions_of.by_id["history"].trigger)
    painter.go("claims", wanted.draft)
    painter.keep("claim-draft")
    painter.dialog("seen", sheet.papers.see_all)
    menu = sheet.foot.others_menu()
    _menu(painter, "claim-others", menu, sheet.foot.others)
    _form(painter, sheet, "receive", "claim-receive")
    painter.go("claims", wanted.twin)
    painter.keep("claim-twin", sheet.applicant)
    painter.dialog("claim-alike", sheet.applicant.alike.open)
    painter.go("claims", wanted.work)
    painter.dialog("form-paper", sheet.show_form)
    record = next(one for piece in sheet.view.evidence for one in piece.standing if one.file_name)
    painter.dialog("same-name", partial(painter.seen.run, sheet.papers._asked(record)))
    _others(painter, page, wanted)
    page.open("new")
    painter.rest()
    page.new._pick(wanted.applicant)
    painter.rest()
    page.new.what.setText("专利金奖")
    page.new.what.textEdited.emit("专利金奖")
    painter.keep("new-claim")
    page.show_list()


def _others(painter: Painter, page: Any, wanted: Wanted) -> None:
    """What other people do with a claim."""
    window, sheet = painter.window, page.sheet
    painter.go("claims", wanted.returned)
    painter.keep("claim-returned")
    painter.seat(REVIEWER)
    painter.go("claims", wanted.payable)
    painter.go("claims", wanted.decided)
    painter.keep("claim-decided")
    _form(painter, sheet, "propose_change", "correction")
    painter.dialog("dossier", partial(sheet.foot.dossier.begin, wanted.decided))
    painter.seat(CLERK)
    painter.go("claims", wanted.reviewed)
    painter.keep("claim-reviewed")
    offer = sheet.view.offers[0]
    painter.dialog("beside", partial(ask, window.bench, sheet.view, offer, BESIDE))
    painter.dialog("on-paper", partial(ask, window.bench, sheet.view, offer, PAPER))
    page.show_list()
    painter.rest()
    page.listing.table.view.selectAll()
    painter.dialog("hand-over", page.listing.together.hand_over)
    page.listing.table.view.clearSelection()


def _form(painter: Painter, sheet: Any, act: str, name: str) -> None:
    """The form of an act in the place of the next step."""
    offer = next(one for one in sheet.view.offers if one.act == act)
    sheet.foot.begin(offer)
    painter.keep(name)
    sheet.foot.close_form()
    painter.rest()


def _menu(painter: Painter, name: str, menu: Any, above: QWidget) -> None:
    menu.popup(above.mapToGlobal(above.rect().topLeft()) - QPoint(0, menu.sizeHint().height()))
    painter.until(QApplication.activePopupWidget)
    painter.keep(name, over(painter.window, menu))
    menu.close()


def paint_counter(painter: Painter, wanted: Wanted) -> None:
    """A queue at the counter: words said, what is still missing, and what is handed over."""
    page = painter.go("claims")
    page.serve(True)
    page.open(("new", wanted.applicant))
    painter.rest()
    page.new.what.setText("地标")
    page.new.what.textEdited.emit("地标")
    painter.keep("counter")
    painter.go("claims", wanted.draft)
    painter.keep("counter-claim")
    painter.dialog("counter-notice", page.counter.print)
    painter.go("claims", wanted.work)
    painter.dialog("counter-receipt", page.counter.print)
    page.serve(False)
    page.show_list()


def paint_publicity(painter: Painter, wanted: Wanted) -> None:
    page = painter.place("publicity")
    page.table.view.selectAll()
    painter.dialog("batch", page.act_button.click)
    painter.part("publicity", "published")
    painter.keep("publicity-published")
    page.table.view.selectAll()
    painter.dialog("public-list", page.show_public_list)
    painter.part("publicity", "payable")
    painter.keep("publicity-payable")
    page.table.choose(wanted.payable)
    painter.rest()
    painter.dialog("pay-sheet", page.act_button.click)
    painter.part("publicity", "paid")
    painter.keep("publicity-paid")
    for name in ("publicity", "payment"):
        painter.part("publicity", name)
        painter.keep(f"publicity-{name}")
        view = page.batches_of(name)
        if name == "publicity":
            painter.dialog("public-paper", view._show_paper)
            painter.dialog("list-for", view._make_list)
    painter.seat(PAYER)
    painter.part("publicity", "payment")
    painter.dialog("answer", page.batches_of("payment")._paid)
    painter.seat(CLERK)


def paint_letters(painter: Painter, wanted: Wanted) -> None:
    page = painter.place("notices")
    painter.part("notices", "waiting")
    painter.keep("notices-waiting")
    painter.dialog("batch-issue", page.issue_many)
    painter.go("notices", ("issue", wanted.waiting[0]))
    painter.keep("issue")
    page = painter.go("notices", "register")
    painter.keep("register")
    window = painter.seen.window
    asked: dict[str, QDialog] = {
        "number-range": RangeSheet(painter.window.bench, "乐市监知奖", 2025),
        "number-void": VoidSheet(painter.window.bench, ["乐市监知奖"], 2024),
        "progress": ProgressSheet(window, "正在签发", 45),
    }
    asked["progress"].show_step(12, 45)  # type: ignore[attr-defined]
    for name, sheet in asked.items():
        painter.dialog(name, partial(painter.seen.run, sheet))
    page.show_lists()
    painter.part("notices", "issued")
    painter.keep("letter", page.letter)


def paint_policies(painter: Painter, _: Wanted) -> None:
    page = painter.place("policies")
    painter.seat(ADMINISTRATOR)
    for part in ("readings", "names", "clauses", "check"):
        painter.part("policies", part)
        painter.keep(f"policies-{part}")
    page.parts.checking.parts.choose("cases")
    painter.keep("policies-cases")
    painter.part("policies", "text")
    painter.dialog("guide", page.handouts.guide)
    painter.dialog("materials", page.handouts.materials)
    mark = page.findChild(ReviewMark)
    painter.dialog("versions", mark.show_versions)
    painter.dialog("activation", page.parts.activating.begin, partial(_look, painter, *_RENAMED))
    painter.dialog(
        "compare", page.parts.activating.begin, partial(_look, painter, _NARROWER, *_ONLY_FIRMS)
    )
    painter.part("policies", "readings")
    readings = page.parts.readings
    readings.list.choose(_WHICH_DAY)
    painter.rest()
    painter.dialog("reading-impact", partial(_settle, readings))
    painter.part("policies", "clauses")
    painter.dialog("clause-impact", partial(_settle, page.parts.clauses))
    painter.seat(REVIEWER)
    painter.part("policies", "text")
    painter.dialog("review", mark.ask)
    painter.seat(CLERK)


def _look(painter: Painter, name: str, old: str, new: str, sheet: Any) -> None:
    """A pack as another office would hand it on: with a little changed in it."""
    pack = Path(name)
    shutil.copytree(resources() / "policies" / "lechang-2022", pack)
    first = min((pack / "clauses").glob("*.toml"))
    first.write_text(first.read_text("utf-8").replace(old, new, 1), "utf-8")
    sheet.look(pack)
    painter.rest()
    if name == _NARROWER:
        sheet.compare_now()
        painter.rest()


def _settle(view: QWidget) -> None:
    """Something else is decided, with its paper; who would be touched is asked for."""
    editor: Any = next(
        one for one in view.findChildren(QWidget)
        if one.isVisible() and hasattr(one, "look") and hasattr(one, "form")
    )  # fmt: skip
    for field in editor.form.fields.values():
        choice = field.editor
        if isinstance(choice, QComboBox) and choice.count() > 1:
            choice.setCurrentIndex((choice.currentIndex() + 1) % choice.count())
            choice.edited.emit()
        elif "日期" in field.caption or field.caption == "起算日":
            field.set_value(date(2024, 12, 2))
        elif field.value() in (None, ""):
            field.set_value("乐市监〔2024〕61号")
    editor.look()


def paint_drafting(painter: Painter, _: Wanted) -> None:
    page = painter.go("drafting", _DRAFT_FROM)
    painter.until(lambda: page.editor.page is not None)
    painter.rest()
    painter.keep("drafting")
    editor = page.editor
    sure = [one for one in editor.state.things if one.name.startswith("proposal:")]
    editor.choose(sure[0].name)
    painter.keep("drafting-award")
    painter.dialog("naming", page._name)
    painter.dialog("case", partial(press, editor, "改正"))
    page.show_list()
    painter.keep("drafts")

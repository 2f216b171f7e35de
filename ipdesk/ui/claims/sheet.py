"""办理一件申报: three columns, the path on top, one next step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ipdesk.domain.record import CheckState
from ipdesk.domain.stages import Role, Stage
from ipdesk.services import checklists, claim_page
from ipdesk.services.checklists import OPEN_STAGES
from ipdesk.services.claim_view import ClaimView
from ipdesk.services.claims import ClaimForm, ItemForm
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.claims.beside import ClauseCard, SumCard
from ipdesk.ui.claims.cards import ApplicantCard
from ipdesk.ui.claims.checks import CheckColumn
from ipdesk.ui.claims.columns import CHECKS, CONTENT, ClaimColumns, LeftColumn, next_to
from ipdesk.ui.claims.evidence_desk import EvidenceDesk
from ipdesk.ui.claims.foot import ClaimFoot
from ipdesk.ui.claims.form_paper import FormPaper
from ipdesk.ui.claims.head import ClaimHead
from ipdesk.ui.claims.items import ItemsCard
from ipdesk.ui.claims.keeping import Keeper
from ipdesk.ui.claims.policy_line import PolicyLine
from ipdesk.ui.keeping import Keeping, Slot, Text
from ipdesk.ui.widgets import column
from ipdesk.ui.widgets.drawn_once import DrawnOnce


class ClaimSheet(QWidget):
    """One claim at work; reads and writes go through the bench's jobs."""

    closed = Signal()
    shown = Signal(object)  # ClaimView, whenever it was read
    stepped = Signal(int)
    sibling_asked = Signal(int)  # a claim of the same 申请表

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._correcting = False  # a decided claim is typed anew for a 更正
        self._decided: tuple[ItemForm, ...] = ()  # what the 更正 begins from
        self._arriving = False  # the cursor is yet to be put where work begins
        self._wanted = 0  # the claim that is arriving
        self.wished = ""  # the act it was opened for
        self.view: ClaimView | None = None
        self.keeper = Keeper(bench, self._form_now, self)
        self.head = ClaimHead(bench.today)
        self.policy_line = PolicyLine(bench)
        self.paper = FormPaper(bench, self)
        self.applicant = ApplicantCard(bench)
        self.items: ItemsCard | None = None
        self.papers = EvidenceDesk(bench, self)
        self.evidence = self.papers.card
        self.checks = CheckColumn()
        notes: dict[str, Slot] = {
            "notes": ("核对说明", self.checks.typed_notes, self.checks.put_notes),
            "unread": ("标的上方看不懂的一格", self._unread, self._put_unread),
        }
        self._notes = Keeping(bench, "check-notes", self).follow_slots(notes)
        self.checks.body.insertWidget(0, self._notes.line)
        self.clause = ClauseCard(self._open_text)
        self.sum = SumCard(bench.wording)
        self.foot = ClaimFoot(bench, self._ready)
        self._lay_out()
        self._connect()
        self._drawn_once = DrawnOnce(self)

    def _lay_out(self) -> None:
        self._left = LeftColumn(self.applicant, self.evidence)
        right = next_to(self.clause, self.sum, self.foot)
        self._columns = ClaimColumns(self._left, self.checks, right, self.papers.viewer)
        outer = column(gap=0)
        outer.addWidget(self.head)
        outer.addWidget(self.policy_line)
        outer.addWidget(self._columns, 1)
        self.setLayout(outer)

    def _connect(self) -> None:
        self.head.back.connect(self.closed)
        self.head.stepped.connect(self.stepped)
        self.head.amend.connect(self._begin_amending)
        self.head.keep.connect(self._keep_amended)
        self.head.drop.connect(self._drop_amended)
        self.head.form_asked.connect(self.show_form)
        self.head.history_asked.connect(self._show_history)
        self.head.sibling_asked.connect(self.sibling_asked)
        self.policy_line.leaving.connect(self.finish)
        self.policy_line.moved.connect(self._moved)
        self.applicant.amend_asked.connect(lambda number: self._bench.go("applicants", number))
        self.papers.sided.connect(self._columns.side_by_side)
        self.checks.evidence_asked.connect(self.papers.open_kind)
        self.checks.looked_at.connect(lambda _, check: self.papers.follow(check))
        self.checks.answered.connect(self._answer)
        self.checks.noted.connect(self._notes.edited)
        self.checks.looked_at.connect(self.clause.show_check)
        self.foot.next.jumped.connect(self._jump)
        self.foot.done.connect(self._bench.announce)
        self.foot.failed.connect(self.reread)
        self.foot.discarded.connect(self._discarded)
        self.foot.form_shown.connect(self._form_shown)
        self.foot.form.correcting.connect(self._correct)
        self.foot.form.items_kept.connect(self._put_items)
        self._left.edited.connect(self.keeper.typed)
        self._left.typing.connect(self.keeper.typing)
        self._left.edited.connect(self._typing_correction)
        self._left.edited.connect(self._notes.edited)
        self._left.typing.connect(self._typing_correction)
        self._left.refused.connect(self._bench.messages.warn)
        self._left.table_asked.connect(self._read_table)
        self.keeper.previewed.connect(self._show_preview)
        self.keeper.amended.connect(self._amended)
        self.keeper.dirty.connect(lambda: self.head.show_kept(""))
        self.keeper.saved.connect(lambda: self.head.show_kept("草稿已保存"))

    def show_claim(self, claim_id: int, place: int = 0, among: int = 0) -> None:
        """Read and show a claim; `place` of `among` is where it stands in the list."""
        self.finish()
        self._notes.flush()
        self.keeper.forget()
        self._correcting = False
        self._arriving, self._wanted, self.wished = True, claim_id, ""
        self.head.show_kept("")
        self.head.show_place(place, among)
        self.foot.close_form()
        self._read(claim_id)

    def reread(self) -> None:
        """Read the claim again after an act, here or elsewhere."""
        if self.view is None:
            return
        if self._arriving:
            self._read(self._wanted)  # not the one it takes the place of
        elif self.keeper.unsaved or self.keeper.amending:
            self.keeper.preview()
        else:
            self._read(self.view.claim.id)

    def finish(self) -> None:
        """Take over the cell being typed in and save the draft; before leaving and before acts."""
        if self.items is not None and self.typing():
            self.items.finish_typing()
        self.keeper.flush()

    def _ready(self) -> bool:
        """Before an act: what was typed is in the store, or stands marked where it stops."""
        self.finish()
        if self.keeper.amending and self.keeper.unsaved and not self._correcting:
            self._bench.messages.warn("刚才的修改还没有保存。请先保存修改（Ctrl+S），再办下一步。")
            return False
        return self.items is None or not self.typing() or self.items.intake.check_filled()

    def _unread(self) -> Text:
        return self.items.unread() if self.items is not None and self.typing() else ""

    def _put_unread(self, text: Text) -> None:
        if self.items is not None and self.typing():
            self.items.put_unread(str(text))

    def may_leave(self) -> bool:
        """Drafts are saved on the way out; an amendment is asked about."""
        self.finish()
        if not (self.keeper.amending and self.keeper.unsaved):
            return True
        leaves = self._bench.messages.leaves(
            "刚才的修改还没有保存。", stay="继续修改", save=self._keep_amended
        )
        if leaves:
            self._drop_amended()
        return leaves

    def typing(self) -> bool:
        """Whether the items can be typed into just now."""
        view = self.view
        if self._correcting:
            return True
        if view is None or not self._may_write(view):
            return False
        return self.keeper.amending or view.claim.stage is Stage.DRAFT

    def show_form(self) -> None:
        """The 审批表 of the claim as it is on file; what was typed is saved before."""
        if self.view is not None and self.may_leave():
            self.paper.begin(self.view.claim.id)

    def _show_history(self) -> None:
        if self.view is not None:
            claim = self.view.claim
            self._bench.tell_history("claim", claim.id, claim.number or "草稿")

    def _read(self, claim_id: int) -> None:
        self._bench.jobs.run(
            claim_page.view_claim, self._show, self._lost, claim_id, key="claim-sheet"
        )

    def _lost(self, error: Exception) -> None:
        self._bench.messages.complain(error)
        self._leave_gone()

    def _leave_gone(self) -> None:
        self._arriving = False
        self.keeper.forget()
        self.view = None
        self.closed.emit()

    def _show(self, view: ClaimView) -> None:
        same = self.view is not None and self.view.claim.id == view.claim.id
        if same and (self.keeper.unsaved or self.keeper.amending):
            self.keeper.preview()  # typed on while this was being read
            return
        if self._arriving:
            self._drawn_once.begin()
        self.items = self._left.show_award(view.award)
        self.view = view
        self.items.show_view(view, self.typing(), keep=same)
        self._show_around(view)
        if self._arriving or not same:
            self._notes.watch(view.claim.id)
        if self._arriving:
            self._arriving = False
            self._go_to_work(view)
            self.foot.wish(self.wished)

    def _read_table(self) -> None:
        """A file with a hundred certificates goes through the same check as every import."""
        wanted = self.items_wanted()
        if wanted is not None:
            self._bench.go("imports", wanted)

    def items_wanted(self) -> tuple[str, str, str, int, str] | None:
        """What an import of what this claim brings is told; None while it cannot be written in."""
        if self.view is None or not self.typing():
            return None
        claim = self.view.claim
        title = f"{claim.number or '草稿'} · {self.view.award.label}"
        return "items", claim.pack, claim.award, claim.id, title

    def _show_around(self, view: ClaimView) -> None:
        """Everything but the grid, so that typing is never disturbed."""
        writable = self._may_write(view)
        amending = self.keeper.amending
        self.head.show_view(
            view,
            amending and not self._correcting,
            writable and view.claim.stage is not Stage.DRAFT,
        )
        self.policy_line.show_view(view)
        self.applicant.show_view(view)
        clerk = self._bench.may(Role.CLERK)
        self.papers.show_view(view, writable and view.claim.stage in OPEN_STAGES, clerk)
        self.sum.show_view(view)
        self.checks.show_view(view, writable and view.claim.stage in OPEN_STAGES)
        self.foot.show_view(view)
        self.shown.emit(view)

    def _go_to_work(self, view: ClaimView) -> None:
        """The cursor stands where work goes on: the first empty cell, else the checklist."""
        if self.items is not None and self.typing() and self.items.wanting(view):
            self._columns.bring(CONTENT)
            self.items.jump(view)
        else:
            self._columns.bring(CHECKS)
            self.checks.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def _may_write(self, view: ClaimView) -> bool:
        return view.editable and self._bench.may(Role.CLERK)

    def _jump(self, target: str) -> None:
        if self.view is None or self.items is None:
            return
        kind, _, detail = target.partition(":")
        self._columns.bring(CHECKS if kind == "check" else CONTENT)
        if kind in ("items", "basis", "difference") and not self.typing():
            self._begin_amending()
        if kind == "check":
            self.checks.go_to(detail)
        elif kind == "items":
            self.items.jump(self.view)
        elif kind == "basis":
            self.items.intake["basis_document"].jump()
        elif kind == "difference":
            self.items.intake["difference"].jump()
        elif kind == "applicant":
            self._bench.go("applicants", self.view.applicant.id)
        elif kind == "letter":
            self._bench.go("notices", ("issue", self.view.claim.id))

    def _form_now(self) -> tuple[int, ClaimForm] | None:
        if self.view is None or self.items is None:
            return None
        return self.view.claim.id, self.items.form(self.view)

    def _show_preview(self, view: ClaimView) -> None:
        if self.view is None or view.claim.id != self.view.claim.id or self.items is None:
            return
        self.view = view
        self.items.show_notes(view)
        self._show_around(view)
        if self._correcting:
            self.foot.form.retyped(self.items.form(view).items)

    def _correct(self, on: bool) -> None:
        """A 更正 is typed into the items themselves; nothing is kept before it is proposed."""
        if self.view is None or self.items is None or on == self._correcting:
            return
        self._correcting = self.keeper.amending = on
        if on:
            self._columns.bring(CONTENT)
            self._decided = tuple(ItemForm(item.subject, item.typed) for item in self.view.items)
            self.items.show_view(self.view, True)
            self.items.jump(self.view, adding=False)
        else:
            self._drop_amended()

    def _typing_correction(self) -> None:
        if self._correcting and self.view is not None and self.items is not None:
            self.foot.form.typing(self.items.form(self.view).items)

    def _put_items(self, items: Sequence[ItemForm] | None) -> None:
        """Items of a 更正 that was being typed; none: they stand as they were decided."""
        if not self._correcting or self.view is None or self.items is None:
            return
        if items is None:
            items = self._decided
        self.items.put_back(items)

    def _form_shown(self, shown: bool) -> None:
        self.sum.be_short(shown)
        self.clause.be_short(shown)
        if not shown and self._correcting:
            self._correct(False)
        elif not shown and self.isVisible():
            # The keys must not fall out of the claim with the field they stood in.
            self.checks.area.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_checks(self) -> None:
        self._columns.bring(CHECKS)
        self.checks.area.setFocus()

    def _begin_amending(self) -> None:
        """After receipt a change is deliberate: it is kept with old and new in the journal."""
        if self.view is None or not self._may_write(self.view) or self.items is None:
            return
        self.keeper.amending = True
        self.items.show_view(self.view, True)
        self._show_around(self.view)
        self._columns.bring(CONTENT)
        self.items.jump(self.view)

    def _keep_amended(self) -> None:
        if self.items is not None:
            self.items.finish_typing()
            if not self.items.intake.check_filled():
                return
        self.keeper.keep_amended()

    def _amended(self, changes: Changes) -> None:
        self._drop_amended()
        self._bench.announce(changes)

    def _drop_amended(self) -> None:
        self.keeper.forget()
        if self.view is not None:
            # The field one stood in is locked now: the keys go on where work does.
            self._arriving, self._wanted, self.wished = True, self.view.claim.id, ""
            self._read(self.view.claim.id)

    def _moved(self, claim_id: int) -> None:
        """The draft goes on under another policy; the one shown is no more."""
        self.keeper.forget()
        self.sibling_asked.emit(claim_id)

    def _discarded(self, changes: Changes) -> None:
        self._leave_gone()
        self._bench.say("草稿已删除")
        self._bench.announce(changes)

    def _answer(self, check_id: str, state: CheckState, note: str) -> None:
        if self.view is None:
            return
        self.finish()
        work = (self._bench.actor, self.view.claim.id, check_id, state, note)
        self._bench.jobs.run(checklists.answer_check, self._bench.announce, None, *work)

    def _open_text(self) -> None:
        if self.view is not None:
            target = (self.view.policy.id, self.view.clause.id, self.view.award.quote)
            self._bench.go("policies", target)

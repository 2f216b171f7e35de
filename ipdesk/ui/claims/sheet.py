"""办理一件申报: three columns, the path on top, one next step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QWidget

from ipdesk.domain.next_step import ISSUE
from ipdesk.domain.record import CheckState
from ipdesk.domain.stages import Stage, move, refusal
from ipdesk.errors import UserError
from ipdesk.services import checklists, claim_page, claims, decisions, evidence
from ipdesk.services.checklists import OPEN_STAGES
from ipdesk.services.claim_view import CheckView, ClaimView, Offer
from ipdesk.services.claims import ClaimForm
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.ui.bench import Bench
from ipdesk.ui.claims.act_form import ActForm, quick
from ipdesk.ui.claims.beside import ClauseCard, SumCard
from ipdesk.ui.claims.cards import ApplicantCard, EvidenceCard
from ipdesk.ui.claims.checks import CheckColumn
from ipdesk.ui.claims.head import ClaimHead
from ipdesk.ui.claims.items import ItemsCard
from ipdesk.ui.widgets import NextStep, column, frame, quiet, row

PREVIEW_MS = 250
SAVE_MS = 800


class ClaimSheet(QWidget):
    """One claim at work; reads and writes go through the bench's jobs."""

    closed = Signal()
    stepped = Signal(int)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.view: ClaimView | None = None
        self._amending = False
        self._unsaved = False
        self.head = ClaimHead()
        self.applicant = ApplicantCard(bench)
        self.items: ItemsCard | None = None
        self.evidence = EvidenceCard(bench)
        self.checks = CheckColumn()
        self.clause = ClauseCard(self._open_text)
        self.sum = SumCard()
        self.next = NextStep()
        self.others = quiet("其他处理", self._offer_others, icon="ellipsis")
        self.form = ActForm(bench)
        self._preview = QTimer(self, singleShot=True, interval=PREVIEW_MS)
        self._save = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._left = column(self.applicant, gap=12)
        left = QWidget()
        left.setLayout(self._left)
        self._left.addWidget(self.evidence, 2)
        self._foot = QStackedWidget()
        step = QWidget()
        step.setLayout(column(self.next, gap=0))
        self.next.body.addLayout(row(None, self.others))
        self._foot.addWidget(step)
        self._foot.addWidget(self.form)
        right = QWidget()
        inner = column(gap=12)
        inner.addWidget(self.clause, 3)
        inner.addWidget(self.sum, 4)
        inner.addWidget(self._foot, 0)
        right.setLayout(inner)
        split = QSplitter()
        split.setHandleWidth(12)
        split.setChildrenCollapsible(False)
        for part, least in ((left, 300), (self.checks, 330), (right, 310)):
            part.setMinimumWidth(least)
            split.addWidget(part)
        split.setSizes([352, 420, 350])
        split.setStretchFactor(1, 1)
        ground = frame("clear")
        ground.setLayout(column(split, margins=(18, 12, 18, 14)))
        outer = column(gap=0)
        outer.addWidget(self.head)
        outer.addWidget(ground, 1)
        self.setLayout(outer)

    def _connect(self) -> None:
        self.head.back.connect(self.closed)
        self.head.stepped.connect(self.stepped)
        self.head.amend.connect(self._begin_amending)
        self.head.keep.connect(self._keep_amended)
        self.head.drop.connect(self._drop_amended)
        self.applicant.amend_asked.connect(lambda number: self._bench.go("applicants", number))
        self.evidence.seen.connect(self._see_paper)
        self.evidence.attached.connect(self._attach)
        self.checks.answered.connect(self._answer)
        self.checks.looked_at.connect(self._look_at)
        self.next.taken.connect(self._take_primary)
        self.form.confirmed.connect(self._act)
        self.form.cancelled.connect(self._close_form)
        self._preview.timeout.connect(self._ask_preview)
        self._save.timeout.connect(self.flush)

    def show_claim(self, claim_id: int, place: int = 0, among: int = 0) -> None:
        """Read and show a claim; `place` of `among` is where it stands in the list."""
        self.flush()
        self._amending = False
        self.head.show_place(place, among)
        self._close_form()
        self._read(claim_id)

    def reread(self) -> None:
        """Read the claim again after an act, here or elsewhere."""
        if self.view is not None and not self._unsaved and not self._amending:
            self._read(self.view.claim.id)

    def _read(self, claim_id: int) -> None:
        self._bench.jobs.run(
            claim_page.view_claim, self._show, self._lost, claim_id, key="claim-sheet"
        )

    def _lost(self, error: Exception) -> None:
        self._bench.messages.complain(error)
        self.view = None
        self.closed.emit()

    def _show(self, view: ClaimView) -> None:
        if self.items is None or self.items.award is not view.award:
            self._renew_items(view)
        assert self.items is not None  # made by _renew_items
        self.view = view
        self.items.show_view(view, self._typing())
        self._show_around(view)

    def _renew_items(self, view: ClaimView) -> None:
        if self.items is not None:
            self._left.removeWidget(self.items)
            self.items.deleteLater()
        self.items = ItemsCard(view.award)
        self.items.edited.connect(self._typed)
        self.items.grid.refused.connect(self._bench.messages.warn)
        # An applicant that is its own subject has little to type: the evidence gets the room.
        weight = 1 if view.award.subject.derived else 3
        self._left.insertWidget(1, self.items, weight)

    def _show_around(self, view: ClaimView) -> None:
        """Everything but the grid, so that typing is never disturbed."""
        writable = self._may_write(view)
        self.head.show_view(view, self._amending, writable and view.claim.stage is not Stage.DRAFT)
        self.applicant.show_view(view)
        self.evidence.show_view(view, writable and view.claim.stage in OPEN_STAGES)
        self.sum.show_view(view)
        self.checks.show_view(view, writable and view.claim.stage in OPEN_STAGES)
        self._show_next(view)

    def _may_write(self, view: ClaimView) -> bool:
        return view.editable and "clerk" in self._bench.actor.roles

    def _typing(self) -> bool:
        view = self.view
        if view is None or not self._may_write(view):
            return False
        return self._amending or view.claim.stage is Stage.DRAFT

    def _show_next(self, view: ClaimView) -> None:
        offers = view.offers
        self.others.setVisible(any(not offer.primary for offer in offers))
        if not offers or not offers[0].primary:
            self.next.offer("已办结", "这件申报已经办结")
            return
        first = offers[0]
        reason = self._who_must(view, first)
        if reason:
            self.next.offer(first.label, reason)
            return
        jumps = [
            (blocker.text, lambda target=blocker.target: self._jump(target))
            for blocker in first.blockers[:3]
        ]
        said = ""
        if first.blockers:
            more = f"（还差 {len(first.blockers)} 项）" if len(first.blockers) > 1 else ""
            said = f"还不能办理{more}："
        self.next.offer(first.label, said, jumps)

    def _who_must(self, view: ClaimView, offer: Offer) -> str:
        """Why this operator cannot take the step, "" when they can."""
        actor = self._bench.actor
        words = self._bench.wording
        if offer.act == ISSUE:
            return "" if offer.role in actor.roles else self._needs_role(offer)
        done = [(step.duty, step.operator_id) for step in view.steps if step.duty is not None]
        code = refusal(move(offer.act), view.claim.stage, actor.roles, actor.id, done)
        if code == "move-needs-role":
            return self._needs_role(offer)
        return words.text("message", code) if code else ""

    def _needs_role(self, offer: Offer) -> str:
        role = self._bench.wording.label("role", offer.role)
        return f"须由{role}办理，请在左下角更换操作员"

    def _look_at(self, check: CheckView) -> None:
        if self.view is not None:
            self.clause.show_check(self.view, check)

    def _jump(self, target: str) -> None:
        if self.view is None or self.items is None:
            return
        kind, _, detail = target.partition(":")
        if kind == "check":
            self.checks.go_to(detail)
        elif kind == "items":
            if not self._typing():
                self._begin_amending()
            self.items.jump(self.view)
        elif kind == "basis":
            if not self._typing():
                self._begin_amending()
            self.items.intake["basis_document"].jump()
        elif kind == "applicant":
            self._bench.go("applicants", self.view.applicant.id)
        elif kind == "letter":
            self._bench.go("notices", ("issue", self.view.claim.id))

    def _typed(self) -> None:
        self._unsaved = True
        self._preview.start()
        if not self._amending:
            self._save.start()

    def _form_now(self) -> tuple[int, ClaimForm] | None:
        if self.view is None or self.items is None:
            return None
        return self.view.claim.id, self.items.form(self.view)

    def _ask_preview(self) -> None:
        now = self._form_now()
        if now is not None:
            self._bench.jobs.run(
                claim_page.preview_items, self._show_preview, None, *now, key="claim-preview"
            )

    def _show_preview(self, view: ClaimView) -> None:
        if self.view is None or view.claim.id != self.view.claim.id or self.items is None:
            return
        self.view = view
        self.items.show_notes(view)
        self._show_around(view)

    def flush(self) -> None:
        """Save a draft now; what was typed is never lost by leaving."""
        self._save.stop()
        if not self._unsaved or self._amending:
            return
        now = self._form_now()
        if now is None:
            return
        self._unsaved = False
        self._bench.jobs.run(claims.save_draft, self._saved, None, self._bench.actor, *now)

    def _saved(self, changes: Changes) -> None:
        self._bench.say("草稿已保存")
        self._bench.announce(changes)

    def _begin_amending(self) -> None:
        """After receipt a change is deliberate: it is kept with old and new in the journal."""
        if self.view is None or not self._may_write(self.view) or self.items is None:
            return
        self._amending = True
        self.items.show_view(self.view, True)
        self._show_around(self.view)

    def _keep_amended(self) -> None:
        now = self._form_now()
        if now is not None:
            self._bench.jobs.run(claims.save_draft, self._amended, None, self._bench.actor, *now)

    def _amended(self, changes: Changes) -> None:
        self._drop_amended()
        self._bench.say("修改已保存，原值记入操作记录")
        self._bench.announce(changes)

    def _drop_amended(self) -> None:
        self._amending = self._unsaved = False
        if self.view is not None:
            self._read(self.view.claim.id)

    def _answer(self, check_id: str, state: CheckState, note: str) -> None:
        if self.view is None:
            return
        self.flush()
        self.checks.move_on()
        self._bench.jobs.run(
            checklists.answer_check,
            self._done,
            None,
            self._bench.actor,
            self.view.claim.id,
            check_id,
            state,
            note,
        )

    def _see_paper(self, evidence_id: str) -> None:
        if self.view is not None:
            work = (self._bench.actor, self.view.claim.id, evidence_id)
            self._bench.jobs.run(evidence.see_paper, self._done, None, *work)

    def _attach(self, evidence_id: str, paths: Sequence[Path]) -> None:
        if self.view is not None:
            work = (self._bench.actor, self.view.claim.id, evidence_id, tuple(paths))
            self._bench.jobs.run(_attach_all, self._attached, None, *work)

    def _attached(self, changes: Changes) -> None:
        self._bench.say("文件已加密保存")
        self._done(changes)

    def _take_primary(self) -> None:
        if self.view is not None and self.view.offers:
            self._begin(self.view.offers[0])

    def _offer_others(self) -> None:
        if self.view is None:
            return
        menu = QMenu(self)
        for offer in self.view.offers:
            if offer.primary:
                continue
            reason = self._who_must(self.view, offer)
            reason = reason or "、".join(blocker.text for blocker in offer.blockers)
            action = menu.addAction(offer.label if not reason else f"{offer.label}（{reason}）")
            action.setEnabled(not reason)
            action.triggered.connect(lambda _=False, offer=offer: self._begin(offer))
        menu.popup(self.others.mapToGlobal(self.others.rect().bottomLeft()))

    def _begin(self, offer: Offer) -> None:
        if self.view is None:
            return
        self.flush()
        if offer.act == ISSUE:
            self._bench.go("notices", ("issue", self.view.claim.id))
        elif quick(offer):
            self._act(offer.act, {}, "")
        else:
            self.form.begin(self.view, offer)
            self._foot.setCurrentWidget(self.form)

    def _act(self, act: str, record: Any, opinion: str) -> None:
        if self.view is None:
            return
        self.form.yes.setEnabled(False)
        self.next.button.setEnabled(False)
        work = (self._bench.actor, self.view.claim.id, act, record, opinion)
        self._bench.jobs.run(decisions.take, self._taken, self._refused, *work)

    def _taken(self, changes: Changes) -> None:
        self._close_form()
        self._done(changes)

    def _refused(self, error: Exception) -> None:
        self.form.yes.setEnabled(True)
        text = self._bench.messages.text_of(error)
        if not (isinstance(error, UserError) and self.form.fault(error.field, text)):
            self._bench.messages.complain(error)
        self.reread()

    def _close_form(self) -> None:
        self._foot.setCurrentIndex(0)

    def _done(self, changes: Changes) -> None:
        self._bench.announce(changes)

    def _open_text(self) -> None:
        if self.view is not None:
            target = (self.view.policy.id, self.view.clause.id, self.view.award.quote)
            self._bench.go("policies", target)


def _attach_all(
    office: Office, actor: Actor, claim_id: int, evidence_id: str, paths: Sequence[Path]
) -> Changes:
    """Attach files one by one; each is kept before the next is read."""
    changes = Changes.of("claim_evidence", ids=(claim_id,))
    for path in paths:
        data = path.read_bytes()
        changes = evidence.attach_file(office, actor, claim_id, evidence_id, path.name, data)
    return changes

"""The claim page in words: a reading of the claim turned into what the window shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ipdesk.domain.assessment import Assessment
from ipdesk.domain.checklist import CheckLine
from ipdesk.domain.finding import Finding, Severity
from ipdesk.domain.item_entry import ItemFault
from ipdesk.domain.money import capitals
from ipdesk.domain.next_step import ISSUE, Blocker, blockers, others, primary, role_of
from ipdesk.domain.policy import Award, Policy
from ipdesk.domain.record import EvidenceRecord, ItemRecord
from ipdesk.domain.stages import Move, Stage, move
from ipdesk.services.account_check import account_gap
from ipdesk.services.carry_over import carried_use
from ipdesk.services.claim_path import stage_path
from ipdesk.services.claim_reading import EDITABLE, Reading, find_claim, read_claim
from ipdesk.services.claim_view import (
    OUT_OF_ROUND,
    BlockerView,
    CheckView,
    ClaimView,
    ItemView,
    LineView,
    Note,
    Offer,
    QuotaView,
    ReadingView,
)
from ipdesk.services.claims import ClaimForm, form_values, item_records
from ipdesk.services.evidence_view import evidence_views, newer_files, signed_view
from ipdesk.services.likenesses import alike_claims
from ipdesk.services.office import Office
from ipdesk.services.office_forms import forms_open
from ipdesk.services.phrases import finding_note, line_text
from ipdesk.services.policy_in_force import elsewhere
from ipdesk.services.readings_used import at_payment, fixed_rules, readings_used
from ipdesk.services.recognition import recognition_notes
from ipdesk.services.rounds import out_of_round
from ipdesk.services.same_form import same_form
from ipdesk.services.shortage import shortage_notes
from ipdesk.storage import casefile, entitlements, operators, payments


def view_claim(office: Office, claim_id: int) -> ClaimView:
    """The claim page as things stand."""
    return _view(office, read_claim(office, claim_id))


def preview_items(office: Office, claim_id: int, form: ClaimForm) -> ClaimView:
    """The page with unsaved typing in place: the 核算 while the clerk types."""
    claim = find_claim(office, claim_id)
    award = office.policies(claim.pack_sha256).awards[claim.award]
    items = item_records(award, form.items)
    values = form_values(office, claim, award, form, items)
    return _view(office, read_claim(office, claim_id, items, **values))


def _view(office: Office, reading: Reading) -> ClaimView:
    claim, policy, award = reading.claim, reading.policy, reading.award
    result, words = reading.assessment, office.wording
    clause = policy.clause(award.clause)
    used = tuple(readings_used(office, reading))
    handler = operators.get(office.db, claim.handler)
    steps = casefile.steps(office.db, claim.id)
    pieces = casefile.evidence(office.db, claim.id)
    shown_fen = result.amount_fen if result else 0
    if claim.approved_fen is not None:
        shown_fen = claim.approved_fen
    return ClaimView(
        claim=claim,
        applicant=reading.applicant,
        policy=policy,
        clause=clause,
        award=award,
        stage_label=words.label("stage", claim.stage),
        items=_items(office, reading),
        editable=claim.stage in EDITABLE,
        verdict=str(result.verdict) if result else "",
        verdict_label=words.label("verdict", result.verdict) if result else "",
        amount_fen=shown_fen,
        capitals=capitals(shown_fen),
        ceiling_fen=result.ceiling_fen if result else award.ceiling_fen,
        lines=tuple(
            LineView(line_text(office, line), line.quote, line.amount_fen)
            for line in (result.lines if result else ())
        ),
        notes=(
            *_notes(office, policy, result.findings if result else ()),
            *at_payment(office, reading, used),
            *shortage_notes(office, reading),
            *_round_notes(office, reading),
            *recognition_notes(office, reading),
        ),
        quotas=_quotas(office, reading, result),
        readings=used,
        checks=_checks(office, reading, used, pieces),
        evidence=evidence_views(office, reading, steps, pieces),
        path=stage_path(words, claim, steps),
        offers=_offers(office, reading),
        steps=steps,
        letters=reading.letters,
        letters_open=reading.situation.letters_open,
        forms_open=forms_open(office, reading.claim.id),
        payments=payments.of_claim(office.db, claim.id),
        corrections=tuple(reading.situation.corrections),
        handler=handler.name if handler else "",
        alike=alike_claims(office, reading),
        same_form=same_form(office, claim),
        signed=signed_view(office, steps),
        elsewhere=elsewhere(office, reading) if claim.stage is Stage.DRAFT else None,
    )


def _round_notes(office: Office, reading: Reading) -> tuple[Note, ...]:
    said = out_of_round(office, reading.claim)
    return (Note(Severity.WARNING, said, OUT_OF_ROUND),) if said else ()


def _items(office: Office, reading: Reading) -> tuple[ItemView, ...]:
    faults: dict[int, list[ItemFault]] = defaultdict(list)
    for fault in reading.faults:
        faults[fault.ordinal].append(fault)
    found = reading.assessment.items if reading.assessment else ()
    views = []
    for index, item in enumerate(reading.items):
        result = found[index] if index < len(found) else None
        views.append(
            ItemView(
                ordinal=item.ordinal,
                subject=item.subject,
                typed=item.typed,
                problems={
                    fault.fact: office.wording.text("fact", fault.code, fault.values)
                    for fault in faults[item.ordinal]
                },
                verdict=str(result.verdict) if result else "",
                verdict_label=office.wording.label("verdict", result.verdict) if result else "",
                amount_fen=result.amount_fen if result else 0,
                notes=_notes(office, reading.policy, result.findings if result else ()),
            )
        )
    return tuple(views)


def _notes(office: Office, policy: Policy, findings: Iterable[Finding]) -> tuple[Note, ...]:
    return tuple(finding_note(office, finding, policy) for finding in findings)


def _quotas(office: Office, reading: Reading, result: Assessment | None) -> tuple[QuotaView, ...]:
    """Yearly caps this claim draws on: used by others, used here, and the limit."""
    here: dict[tuple[str, int], int] = defaultdict(int)
    limits: dict[tuple[str, int], int] = {}
    for item in result.items if result else ():
        for use in item.uses:
            if use.cap not in reading.policy.awards:
                continue  # an exclusion group: shown by its findings, not as a quota
            here[use.cap, use.year] += use.used
            limits[use.cap, use.year] = use.limit
    claim = reading.claim
    held: dict[tuple[str, int], int] = defaultdict(int)
    for grant in entitlements.of_claim(office.db, claim.id):
        for cap, year, used in grant.uses:
            held[cap, year] += used
    views = []
    for (cap, year), used_here in sorted(here.items()):
        stored = entitlements.quota(office.db, claim.pack, cap, reading.applicant.id, year)
        before = (stored[0] if stored else 0) - held[cap, year]
        before += carried_use(office, reading.policy, cap, reading.applicant.id, year)
        views.append(
            QuotaView(
                label=reading.policy.awards[cap].label,
                year=year,
                used_before=before,
                used_here=used_here,
                most=limits[cap, year],
                money=reading.policy.awards[cap].rate is not None,
            )
        )
    return tuple(views)


def _checks(
    office: Office,
    reading: Reading,
    used: Sequence[ReadingView],
    pieces: Sequence[EvidenceRecord],
) -> tuple[CheckView, ...]:
    answers = casefile.checks(office.db, reading.claim.id)
    views = []
    for line in reading.lines:
        answer = answers.get(line.check.id)
        newer: tuple[str, ...] = ()
        if answer is not None and not line.automatic:
            newer = newer_files(line.check.evidence, answer, pieces)
        view = _check(office, reading.policy, reading.award, used, line)
        gap = account_gap(office, reading, line.check)
        told = (*view.findings, gap) if gap else view.findings
        view = replace(view, findings=told, against=bool(gap))
        views.append(replace(view, pieces=line.check.evidence, newer=newer))
    return tuple(views)


def _check(
    office: Office,
    policy: Policy,
    award: Award,
    used: Sequence[ReadingView],
    line: CheckLine,
) -> CheckView:
    labels = {piece.id: piece.label for piece in award.evidence}
    texts = []
    for ordinal, finding in line.findings:
        note = finding_note(office, finding, policy)
        values_of = {"ordinal": ordinal, "text": note.text}
        texts.append(
            office.wording.text("page", "item-finding", values_of) if ordinal else note.text
        )
    readings = {view.id: view for view in (*fixed_rules(office, policy), *used)}
    label = line.check.label
    if not line.check.must:
        label = office.wording.text("page", "check-informs", {"label": label})
    return CheckView(
        id=line.check.id,
        label=label,
        quote=line.check.quote,
        clause=policy.clause(line.check.clause).number if line.check.clause else "",
        state=line.state,
        automatic=line.automatic,
        note=line.note,
        operator=line.operator,
        at=line.at,
        findings=tuple(dict.fromkeys(texts)),
        reading=readings.get(line.check.reading),
        evidence=tuple(labels[piece] for piece in line.check.evidence if piece in labels),
        must=line.check.must,
    )


def _offers(office: Office, reading: Reading) -> tuple[Offer, ...]:
    first = primary(reading.situation)
    offers = []
    if first is not None:
        wanted = None if first == ISSUE else move(first)
        offers.append(_offer(office, reading, first, wanted, True))
    for other in others(reading.situation):
        offers.append(_offer(office, reading, other.act, other, False))
    return tuple(offers)


def _offer(office: Office, reading: Reading, name: str, wanted: Move | None, first: bool) -> Offer:
    return Offer(
        act=name,
        label=office.wording.label("act", name),
        role=role_of(name),
        primary=first,
        forward=wanted.forward if wanted else True,
        needs=tuple(need for need in (wanted.needs if wanted else ()) if need != "checklist"),
        blockers=tuple(_blocker(office, blocker) for blocker in blockers(reading.situation, name)),
    )


def _blocker(office: Office, blocker: Blocker) -> BlockerView:
    return BlockerView(office.wording.text("blocker", blocker.code, blocker.values), blocker.target)


__all__ = ["ItemRecord", "preview_items", "readings_used", "view_claim"]

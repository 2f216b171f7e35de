"""核验整册: the store, the journal and the business rows held against each other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from ipdesk.domain.year_content import text_digest
from ipdesk.services.evidence_files import file_faults
from ipdesk.services.office import Office
from ipdesk.storage import integrity, letters, proofs, target_closings, year_closings

Fault = tuple[str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked, how much of it, and every fault found (codes of wording "verify")."""

    counts: dict[str, int]
    journal_seq: int
    journal_head: str
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        return not self.faults


def verify(office: Office) -> Verified:
    """Check integrity, journal chain, letters, kept files and the sums that must agree."""
    report = integrity.check(office.db)
    faults: list[Fault] = [
        ("store", {"problem": office.wording.text("message", problem)})
        for problem in report.problems
    ]
    faults += _letters(office)
    faults += _closings(office)
    faults += _target_closings(office)
    faults += proofs.disagreements(office.db)
    faults += [(fault.code, fault.values) for fault in file_faults(office)]
    return Verified(
        counts=integrity.counts(office.db),
        journal_seq=report.chain.seq,
        journal_head=report.chain.hash,
        faults=tuple(faults),
    )


def _letters(office: Office) -> Iterator[Fault]:
    for letter_id in letters.all_ids(office.db):
        known, pdf = letters.get(office.db, letter_id), letters.pdf(office.db, letter_id)
        if known is None or pdf is None:
            continue
        if hashlib.sha256(pdf).hexdigest() != known.pdf_sha256:
            yield "letter-bytes", {"document_number": known.document_number}
        if not letters.content_agrees(office.db, letter_id):
            yield "letter-content", {"document_number": known.document_number}


def _target_closings(office: Office) -> Iterator[Fault]:
    for pack, year in target_closings.altered(office.db):
        yield "closed-content-altered", {"what": pack, "year": year}


def _closings(office: Office) -> Iterator[Fault]:
    for closing in year_closings.everyone(office.db):
        text = year_closings.content(office.db, closing.id)
        if text_digest(text) != closing.digest:
            yield "year-closing-content", {"what": f"{closing.pack} {closing.year}"}

"""Letters: preview the very bytes, issue them with the next number, keep and find them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ipdesk.domain.letter import DECIDING, Letter, LetterKind
from ipdesk.domain.letter_text import content, content_sha256
from ipdesk.domain.numbering import Register
from ipdesk.domain.record import LetterRecord
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.claim_reading import Reading, read_claim
from ipdesk.services.findable import index_claim
from ipdesk.services.letter_content import HEAD, compose
from ipdesk.services.letter_facts import payment_told
from ipdesk.services.letter_wording import Texts, applied, check_texts
from ipdesk.services.numbers import next_number, numbering, take_number
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.paper_setup import faces_in_use
from ipdesk.storage import claim_list, claims, journal, letters
from ipdesk.storage.claim_list import ClaimFilter


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter as it would leave the office now: the very bytes, number and head included."""

    claim_id: int
    letter: Letter
    pdf: bytes
    issuable: bool  # False: it is not its time, the sheet carries 样稿
    shared: bool = False  # the number is of the bureau's own register and may be typed
    wants_number: bool = False  # and that register has given none yet


@dataclass(frozen=True, slots=True)
class Issued:
    """A letter that has left the office."""

    id: int
    document_number: str
    changes: Changes


def preview_letter(
    office: Office,
    claim_id: int,
    issued_on: date | None = None,
    kind: LetterKind | None = None,
    typed: int | None = None,
) -> Preview:
    """A letter of a claim with the number it would get: the one that is owed, or `kind`.

    What cannot be issued now is a draft; before the decision, that of the approval. `typed` is a
    number of the bureau's own register.
    """
    reading = read_claim(office, claim_id)
    due = kind or reading.situation.letter_due
    issuable = due is not None and due in reading.situation.letters_open
    wanted = due or LetterKind.APPROVAL
    day = issued_on or office.clock.now().date()
    shared = numbering(office).register(wanted) is Register.SHARED
    number = next_number(office, wanted, day.year, typed) if issuable else None
    letter = compose(office, reading, wanted, day, number=number)
    nothing = issuable and number is None
    return Preview(
        claim_id, letter, _render(office, letter), issuable and not nothing, shared, nothing
    )


def preview_wording(
    office: Office, kind: LetterKind, texts: Texts, claim_id: int | None = None
) -> bytes:
    """A wording that is being written, on a real claim (the latest where none is named)."""
    known = claim_id or next(iter(claim_list.ids(office.db, ClaimFilter())), 0)
    check_texts(office, kind, texts)
    if not known:
        raise UserError("template-no-claim")
    reading = read_claim(office, known)
    worded = applied(office.paper.template(kind), texts)
    day = office.clock.now().date()
    return _render(office, compose(office, reading, kind, day, worded=worded))


def issue_letter(office: Office, actor: Actor, preview: Preview) -> Issued:
    """Issue what was previewed, byte for byte.

    UserError("preview-stale") when another letter took the number or anything was
    recorded in between: preview again. Drafts cannot be issued.
    """
    actor.require(Role.CLERK, Role.APPROVER)
    number, kind = preview.letter.number, preview.letter.kind
    claim_id = preview.claim_id
    if preview.wants_number:
        raise UserError("number-none-aside", field="number")
    if number is None or not preview.issuable:
        told = letters.of_claim(office.db, claim_id)
        raise UserError("letter-issued-already" if told else "letter-not-decided")
    with act(office) as db:
        reading = read_claim(office, claim_id)
        if kind not in reading.situation.letters_open:
            raise UserError("letter-issued-already")
        seq, head = journal.head(db)
        moved = (seq, head[:HEAD]) != (preview.letter.journal_seq, preview.letter.journal_head)
        if moved:
            raise UserError("preview-stale")
        register = take_number(office, kind, number)
        fen = _amount(office, reading, kind)
        letter_id = _keep(office, actor, reading, preview, fen, register)
        if kind in DECIDING:
            claims.update(db, claim_id, document_number=number.text)
            numbered = replace(reading.claim, document_number=number.text)
            index_claim(office, replace(reading, claim=numbered))
        data = {
            "claim": reading.claim.number,
            "kind": str(kind),
            "document_number": number.text,
            "pdf_sha256": hashlib.sha256(preview.pdf).hexdigest(),
            "amount_fen": fen,
            "check_code": preview.letter.check_code,
            "wording": preview.letter.wording,
        }
        record(office, actor, "issue_letter", "letter", letter_id, data)
    return Issued(letter_id, number.text, Changes.of("claim", "letter", ids=(claim_id,)))


def _amount(office: Office, reading: Reading, kind: LetterKind) -> int:
    """What the letter tells to be given, paid or returned."""
    if kind in DECIDING:
        return reading.claim.approved_fen or 0
    if kind is LetterKind.RECOVERY:
        return reading.claim.outstanding_fen
    payment = payment_told(office, reading) if kind is LetterKind.PAYMENT else None
    return payment.fen if payment else 0


def _keep(
    office: Office, actor: Actor, reading: Reading, preview: Preview, fen: int, register: Register
) -> int:
    letter, number = preview.letter, preview.letter.number
    assert number is not None  # issue_letter has refused drafts
    data = content(letter)
    return letters.insert(
        office.db,
        claim=reading.claim.id,
        kind=letter.kind,
        register=register,
        mark=number.mark,
        year=number.year,
        number=number.number,
        document_number=number.text,
        issued_on=letter.issued_on,
        content=data,
        content_sha256=content_sha256(letter),
        pdf=preview.pdf,
        pdf_sha256=hashlib.sha256(preview.pdf).hexdigest(),
        amount_fen=fen,
        pack_sha256=reading.claim.pack_sha256,
        check_code=letter.check_code,
        journal_seq=letter.journal_seq,
        journal_head=letter.journal_head,
        operator=actor.id,
        at=office.clock.now(),
    )


def _render(office: Office, letter: Letter) -> bytes:
    from ipdesk.documents.pdf.letters import render_letter

    return render_letter(letter, faces_in_use(office))


def letter_pdf(office: Office, letter_id: int) -> bytes:
    """The bytes as issued, checked against their hash."""
    kept, known = letters.pdf(office.db, letter_id), letters.get(office.db, letter_id)
    if kept is None or known is None:
        raise UserError("letter-gone")
    if hashlib.sha256(kept).hexdigest() != known.pdf_sha256:
        raise UserError("letter-damaged", document_number=known.document_number)
    return kept


def letter_of(office: Office, number: str) -> LetterRecord:
    """The latest letter of the claim with this number; UserError when there is none."""
    claim = claims.by_number(office.db, number.strip())
    if claim is None:
        raise UserError("claim-number-unknown", number=number)
    issued = letters.of_claim(office.db, claim.id)
    if not issued:
        raise UserError("no-letter-yet", number=number)
    return issued[-1]


def save_letter(
    office: Office, actor: Actor, letter_id: int, path: Path, recipient: str = ""
) -> Changes:
    """Write an issued letter to a file of the user's choice; the copy is logged."""
    from ipdesk.documents.files import replace_file

    data = letter_pdf(office, letter_id)
    replace_file(path, data)
    return log_copy(office, actor, letter_id, "save", recipient=recipient)


def log_copy(
    office: Office,
    actor: Actor,
    letter_id: int,
    how: str,
    copies: int = 1,
    recipient: str = "",
) -> Changes:
    """Note that an issued letter was printed ("print") or saved ("save"), and for whom: unless
    somebody else is named, for the applicant it is addressed to."""
    with act(office) as db:
        known, at = letters.get(db, letter_id), office.clock.now()
        if known is None:
            raise UserError("letter-gone")
        to = recipient.strip() or known.applicant
        letters.log_copy(db, letter_id, how, copies, actor.id, at, recipient=to)
        data = {"copies": copies, "recipient": to}
        record(office, actor, f"{how}_letter", "letter", letter_id, data)
    return Changes.of("letter_copy", ids=(letter_id,))


def letter_ids(office: Office) -> list[int]:
    """Every issued letter, newest first."""
    return letters.all_ids(office.db)


def letter_rows(office: Office, wanted: Sequence[int]) -> dict[int, LetterRecord]:
    """Letters by id."""
    return letters.by_ids(office.db, wanted)


def check_paper(office: Office, code: str) -> LetterRecord | None:
    """核验: the letter a printed check code belongs to; None when the office never issued it."""
    return letters.by_check_code(office.db, grouped_code(code))


def grouped_code(typed: str) -> str:
    """A check code as it is printed, however it was typed."""
    text = "".join(character for character in typed.upper() if character.isalnum())
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))

"""成批签发: any number of letters one after the other, each whole; what cannot go out says why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ipdesk.domain.letter import LetterKind
from ipdesk.errors import UserError
from ipdesk.services.acts import together
from ipdesk.services.letters import issue_letter, letter_pdf, letter_rows, log_copy, preview_letter
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import claims

Progress = Callable[[int, int], bool]  # done and of how many; False stops the work
Wanted = tuple[int, LetterKind | None]  # a claim, and a kind or the letter that is owed


@dataclass(frozen=True, slots=True)
class Refused:
    """A letter that was not issued, and why."""

    claim_id: int
    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class BatchIssued:
    """What came of a batch; what was issued before a stop stays issued."""

    letters: tuple[int, ...]
    refused: tuple[Refused, ...]
    left: int  # not come to, because the work was stopped
    changes: Changes


def issue_letters(
    office: Office, actor: Actor, wanted: Sequence[Wanted], progress: Progress | None = None
) -> BatchIssued:
    """Issue each letter with the next number; one that cannot go out does not stop the others."""
    issued: list[int] = []
    refused: list[Refused] = []
    left = 0
    for place, (claim, kind) in enumerate(wanted):
        if progress is not None and not progress(place, len(wanted)):
            left = len(wanted) - place
            break
        try:
            issued.append(issue_letter(office, actor, preview_letter(office, claim, kind=kind)).id)
        except UserError as error:
            reason = office.wording.text("message", error.code, error.values)
            known = claims.get(office.db, claim)
            refused.append(Refused(claim, (known.number if known else "") or "", reason))
    ids = tuple(claim for claim, _ in wanted)
    changes = Changes.of("claim", "letter", ids=ids)
    return BatchIssued(tuple(issued), tuple(refused), left, changes)


def one_pdf(
    office: Office, letter_ids: Sequence[int], progress: Progress | None = None
) -> bytes | None:
    """The issued letters behind each other, for the printer, their pages as issued; None when
    stopped, for part of a batch under the name of the whole would mislead."""
    from ipdesk.documents.pdf.raster import joined

    stopped = False

    def pieces() -> Iterator[bytes]:
        nonlocal stopped
        for place, letter in enumerate(letter_ids):
            if progress is not None and not progress(place, len(letter_ids)):
                stopped = True
                return
            yield letter_pdf(office, letter)

    made = joined(pieces())
    return None if stopped else made


def log_prints(office: Office, actor: Actor, letter_ids: Sequence[int], copies: int) -> Changes:
    """Note with each letter that it was printed with the others."""
    _log(office, actor, letter_ids, "print", copies)
    return Changes.of("letter_copy", ids=tuple(letter_ids))


def _log(
    office: Office, actor: Actor, letter_ids: Sequence[int], how: str, copies: int = 1
) -> None:
    """One transaction for all: a batch is not kept waiting for the disk letter by letter."""
    with together(office):
        for letter in letter_ids:
            log_copy(office, actor, letter, how, copies)


def save_letters(
    office: Office,
    actor: Actor,
    letter_ids: Sequence[int],
    folder: Path,
    *,
    as_one: bool = False,
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Write issued letters to a folder, each its own file or all in one; each copy is logged."""
    from ipdesk.documents.files import replace_file

    rows = letter_rows(office, letter_ids)
    if as_one and rows:
        first, last = (rows[number].document_number for number in (letter_ids[0], letter_ids[-1]))
        name = first if len(letter_ids) == 1 else f"{first}-{last}"
        path = folder / f"{name}.pdf"
        made = one_pdf(office, letter_ids, progress)
        if made is None:
            return ()
        replace_file(path, made)
        _log(office, actor, letter_ids, "save")
        return (path,)
    written = []
    for place, number in enumerate(letter_ids):
        if progress is not None and not progress(place, len(letter_ids)):
            break
        path = folder / f"{rows[number].document_number} {rows[number].applicant}.pdf"
        replace_file(path, letter_pdf(office, number))
        log_copy(office, actor, number, "save")
        written.append(path)
    return tuple(written)

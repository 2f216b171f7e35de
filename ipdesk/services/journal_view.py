"""操作记录: the journal to read, to search, to hold against paper and to hand on as a sheet."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ipdesk.domain.stages import MOVES, RELEASED, Role
from ipdesk.errors import UserError
from ipdesk.services import bureaus
from ipdesk.services.acts import act, record
from ipdesk.services.journal_words import Told, act_label, tell
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import journal, journal_list, merges
from ipdesk.storage.journal_list import JournalFilter

HEAD = 12  # characters of the head that letters and registers print
# Acts that take of a quota, change what was taken, or give it back.
_QUOTA_ACTS = (
    *("receive", "amend_claim", "deliberate", "rebase", "merge_changes_claim"),
    *("correct", "correct_up", "correct_down", "revoke", "revoke_paid"),
    *(one.act for one in MOVES if one.target in RELEASED and one.act != "revoke"),
)
# What a reader may take for another figure of a hash.
_MISREAD = str.maketrans({"o": "0", "i": "1", "l": "1"})


@dataclass(frozen=True, slots=True)
class ChainFound:
    """How far the journal holds."""

    count: int
    head: str
    first_broken: int | None
    clock_jumps: tuple[int, ...]

    @property
    def whole(self) -> bool:
        return self.first_broken is None


@dataclass(frozen=True, slots=True)
class PrintedFound:
    """Whether what a paper says of the journal is still so."""

    typed: str
    entry: Told | None  # None: no entry has this head
    holds: bool  # the chain is whole from its start through that entry


@dataclass(frozen=True, slots=True)
class Kinds:
    """What can be chosen in the filters."""

    acts: tuple[tuple[str, str], ...]  # name, label
    people: tuple[str, ...]


def journal_ids(office: Office, chosen: JournalFilter, *, descending: bool = True) -> array[int]:
    """Numbers of the entries shown."""
    return journal_list.seqs(office.db, chosen, descending=descending)


def journal_rows(office: Office, wanted: Sequence[int]) -> tuple[Told, ...]:
    """Entries in words."""
    return tell(office, journal_list.entries(office.db, wanted))


def history(office: Office, entity: str, entity_id: int) -> tuple[Told, ...]:
    """All that was done to one record, newest first."""
    chosen = JournalFilter(entity=entity, entity_id=entity_id)
    return journal_rows(office, journal_ids(office, chosen))


def policy_history(office: Office, pack: str) -> tuple[Told, ...]:
    """Which version was put in use when, and what was settled about it, newest first."""
    return journal_rows(office, journal_ids(office, JournalFilter(pack=pack)))


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one claim holds of a yearly cap; a claim without number was paid before ipdesk."""

    award: str
    year: int
    claim: str
    used: int
    money: bool  # fen, else pieces


@dataclass(frozen=True, slots=True)
class QuotaStory:
    """Who holds an applicant's quotas now, and the acts that took them and gave them back."""

    drawn: tuple[Drawn, ...]
    told: tuple[Told, ...]


def quota_history(office: Office, applicant: int) -> QuotaStory:
    """An applicant's yearly caps: which claim took, which gave back, and when."""
    held: Counter[tuple[str, str, int, str]] = Counter()
    for one in merges.held_by(office.db, applicant):
        for cap, year, used in one.uses:
            if year:
                held[one.pack, cap, year, one.number] += used
    drawn = []
    for (pack, cap, year, number), used in held.items():
        award = office.policy(pack).awards.get(cap)
        if award is not None:
            drawn.append(Drawn(award.label, year, number, used, award.rate is not None))
    chosen = JournalFilter(acts=_QUOTA_ACTS, quota_of=applicant)
    return QuotaStory(tuple(drawn), journal_rows(office, journal_ids(office, chosen)))


def kinds(office: Office) -> Kinds:
    """The acts and people that occur, by their labels."""
    named = {name: act_label(office.wording, name) for name in journal_list.acts(office.db)}
    ordered = sorted(named.items(), key=lambda pair: pair[1])
    return Kinds(tuple(ordered), journal_list.people(office.db))


def check_chain(office: Office) -> ChainFound:
    """The whole chain recomputed."""
    found = journal.verify(office.db)
    jumps = tuple(entry.seq for entry in journal.clock_jumps(office.db))
    return ChainFound(found.checked, found.hash[:HEAD], found.first_broken, jumps)


def check_printed(office: Office, typed: str) -> PrintedFound:
    """The twelve characters of a paper held against this journal; UserError when unreadable."""
    kept = "".join(one for one in typed.lower() if one.isalnum()).translate(_MISREAD)
    if len(kept) != HEAD or any(one not in "0123456789abcdef" for one in kept):
        raise UserError("printed-head-wrong", field="printed")
    entry = journal_list.with_head(office.db, kept)
    if entry is None:
        return PrintedFound(kept, None, holds=False)
    chain = journal.verify(office.db)
    holds = chain.whole or (chain.first_broken or 0) > entry.seq
    return PrintedFound(kept, tell(office, (entry,))[0], holds)


@dataclass(frozen=True, slots=True)
class _Line:
    seq: int
    at: str
    by: str
    act: str
    about: str
    what: str
    why: str
    seal: str


def file_name(office: Office) -> str:
    """What the extract is called unless the user says otherwise."""
    return office.wording.text("journal", "file", {"day": office.clock.now().date().isoformat()})


def export_journal(
    office: Office, actor: Actor, chosen: JournalFilter, path: Path, recipient: str
) -> Changes:
    """Write the entries shown as xlsx; that they went out, and to whom, is journalled."""
    from ipdesk.documents.files import replace_file
    from ipdesk.documents.xlsx.journal import journal_workbook

    actor.require(Role.ADMINISTRATOR, Role.AUDITOR, Role.APPROVER)
    if not recipient.strip():
        raise UserError("recipient-missing", field="recipient")
    lines = [_line(told) for told in journal_rows(office, journal_ids(office, chosen))]
    seq, head = journal.head(office.db)
    bureau = bureaus.bureau(office).name
    values = {
        "rows": len(lines),
        "seq": seq,
        "head": head[:HEAD],
        "by": actor.name,
        "recipient": recipient.strip(),
        "bureau": bureau,
    }
    said = office.wording.text
    data = journal_workbook(
        lines,
        title=said("journal", "title", values),
        about=said("journal", "about", values),
        author=bureau,
        made_at=office.clock.now().isoformat(),
        wording=office.wording,
    )
    replace_file(path, data)
    with act(office):
        told = {"file": path.name, "rows": len(lines), "recipient": recipient.strip()}
        record(office, actor, "export_journal", "journal", 0, told)
    return Changes.of("journal")


def _line(told: Told) -> _Line:
    return _Line(
        told.seq,
        f"{told.at:%Y-%m-%d %H:%M}",
        told.by,
        told.act,
        told.subject,
        "；".join(told.changes),
        told.reason,
        told.hash[:HEAD],
    )


__all__ = ["JournalFilter", "check_chain", "check_printed", "export_journal", "history", "kinds"]

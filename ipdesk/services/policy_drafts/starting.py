"""从文件新建: keeping a text with what was read in it; giving it a name; dropping it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from ipdesk.documents.reading.opening import read_document
from ipdesk.domain.draft import Draft, Proposal
from ipdesk.domain.draft_parts import outline_data, part_data
from ipdesk.domain.draft_work import PROPOSED
from ipdesk.domain.policy_difference import partners
from ipdesk.domain.raw_document import RawDocument
from ipdesk.domain.text import fold
from ipdesk.errors import UserError
from ipdesk.packs.drafting.drafting import draft_of
from ipdesk.packs.drafting.writing.pack_files import write_pack
from ipdesk.packs.loader import load_pack
from ipdesk.paths import resources
from ipdesk.services.acts import act, record
from ipdesk.services.drafting import lexicon, proposed_id
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.policy_drafts.reading import find_draft, read_work
from ipdesk.services.policy_drafts.records import Started
from ipdesk.services.policy_drafts.steps import DRAFTERS, changes, kept_of, reason_given
from ipdesk.storage import policies
from ipdesk.storage import policy_drafts as stored
from ipdesk.storage.policy_drafts import KeptPart

_PACK: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID: Final = 40
_LONGEST_TITLE: Final = 120


def read_policy_file(path: Path) -> RawDocument:
    """The text of a file, read without the store: beside the window, and given up at will."""
    return read_document(path)


def start_draft(
    office: Office, actor: Actor, path: Path, title: str = "", replaces: str = ""
) -> Started:
    """Read a published text and keep it with everything that was found; UserError says what
    else to do where it cannot be read or is no policy."""
    return start_document(office, actor, read_document(path), title, replaces)


def start_document(
    office: Office, actor: Actor, raw: RawDocument, title: str = "", replaces: str = ""
) -> Started:
    """The same for a text that has been read already."""
    actor.require(*DRAFTERS)
    draft = draft_of(raw, lexicon(resources()))
    replaces = replaces or _named_before(office, draft)
    draft = going_on(office, draft, replaces)
    name = (title.strip() or draft.head.title or raw.name)[:_LONGEST_TITLE]
    with act(office) as db:
        pack = _free_id(office, proposed_id(draft, raw.name))
        at = office.clock.now()
        outline = outline_data(draft)
        number = stored.insert(db, pack, name, raw, actor.id, at, outline, replaces)
        for one in _parts(draft):
            stored.put(db, number, one.place, one, at)
        data = {"pack": pack, "title": name, "file": raw.name, "sha256": raw.sha256}
        record(office, actor, "draft_policy", "policy_draft", number, data)
    return Started(number, changes(number))


def _named_before(office: Office, draft: Draft) -> str:
    """The policy in use that the text says it ends; "" when it names none of them."""
    if not draft.head.succeeds[1]:
        return ""
    places = (n for one in draft.clauses for n in one.paragraphs)
    said = fold("".join(draft.text.paragraphs[n].text for n in places))
    for policy in office.current:
        if any(words and fold(words) in said for words in (policy.title, policy.document_number)):
            return policy.id
    return ""


def going_on(office: Office, draft: Draft, replaces: str) -> Draft:
    """The proposals with the awards of the policy before that they go on from."""
    before = next((one for one in office.current if one.id == replaces), None)
    if before is None or not draft.proposals:
        return draft
    files = write_pack(draft, "draft", lexicon(resources())).files
    known = partners(before, load_pack(files))
    proposals = tuple(
        replace(one, carries=(known[one.id],) if one.id in known else ()) for one in draft.proposals
    )
    return replace(draft, proposals=proposals)


def _parts(draft: Draft) -> Iterator[KeptPart]:
    yield KeptPart("head", "head", part_data(draft.head))
    for place, one in enumerate(draft.proposals, start=1):
        yield KeptPart("proposal", one.id, part_data(one), place=place * 10)
    for place, row in enumerate(draft.rows, start=1):
        yield KeptPart("row", row.id, part_data(row), place=place * 10)
    for place, answer in enumerate(draft.answered, start=1):
        yield KeptPart("answer", f"a{place:03d}", part_data(answer), place=place * 10)


def _free_id(office: Office, wanted: str) -> str:
    """An id that no policy on file and no open draft bears."""
    taken = {one.pack for one in policies.versions(office.db)}
    taken |= {one.pack for one in stored.drafts(office.db) if one.state == "open"}
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name


def rename_draft(
    office: Office, actor: Actor, draft: int, title: str, pack: str, replaces: str
) -> Changes:
    """Give a draft its title, its id and the policy it takes the place of."""
    actor.require(*DRAFTERS)
    kept = find_draft(office, draft)
    if not title.strip() or len(title.strip()) > _LONGEST_TITLE:
        raise UserError("draft-field-empty", field="title")
    if not _PACK.fullmatch(pack) or len(pack) > _LONGEST_ID:
        raise UserError("draft-id-unreadable", field="pack")
    if replaces and replaces not in {one.id for one in office.current}:
        raise UserError("draft-predecessor-unknown", field="replaces")
    if replaces == pack:
        raise UserError("draft-predecessor-itself", field="replaces")
    with act(office) as db:
        if kept.pack != pack and _free_id(office, pack) != pack:
            raise UserError("draft-id-taken", field="pack")
        if kept.replaces != replaces:
            _go_on_from(office, draft, replaces)
        stored.rename(db, draft, pack, title.strip(), replaces, office.clock.now())
    return changes(draft)


def _go_on_from(office: Office, draft: int, replaces: str) -> None:
    """Another policy before: the proposals that wait are laid beside its awards."""
    work = read_work(office, draft)
    made = {one.id: one for one in going_on(office, work.draft, replaces).proposals}
    for part in work.of("proposal"):
        one = made.get(part.key.part)
        if one is not None and part.state == PROPOSED and isinstance(part.value, Proposal):
            value = replace(part.value, carries=one.carries if replaces else ())
            kept = kept_of(replace(part, value=value))
            stored.put(office.db, draft, part.place, kept, office.clock.now())


def drop_draft(office: Office, actor: Actor, draft: int, reason: str) -> Changes:
    """End a draft that will not be a policy; its text and its parts stay on file."""
    actor.require(*DRAFTERS)
    kept, words = find_draft(office, draft), reason_given(reason)
    with act(office) as db:
        stored.close(db, draft, "", office.clock.now())
        data = {"pack": kept.pack, "title": kept.title, "file": kept.file_name}
        record(office, actor, "drop_draft", "policy_draft", draft, data, words)
    return changes(draft)

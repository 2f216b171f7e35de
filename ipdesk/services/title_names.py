"""称号的其他写法 (A12): names the bureau counts as an award's title, by document or reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ipdesk.domain.policy import Award, Policy
from ipdesk.domain.stages import Role
from ipdesk.domain.text import bad_character, fold
from ipdesk.domain.title_name import TitleName, named, owner_of, with_names
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.clause_settings import settings_of
from ipdesk.services.impact import Impacts, Progress, Terms, impact
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.readings import effective, policy_in_use
from ipdesk.services.title_settings import names_of
from ipdesk.storage import title_names as stored
from ipdesk.storage.title_names import KeptName

LONGEST = 60
_UNSAVED = 0  # the number of a name that is only being looked at


@dataclass(frozen=True, slots=True)
class NameRow:
    """One name of an award's title: as the policy or its pack has it, or the bureau's own."""

    id: int  # its place in the list
    award: Award
    title: str
    source: str  # title | pack | bureau
    kept: KeptName | None = None  # of the bureau's own, the newest row

    @property
    def counts(self) -> bool:
        return self.kept is None or self.kept.name.counts


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name as it is to be entered, or taken back."""

    award: str
    title: str
    document: str = ""
    document_on: date | None = None
    note: str = ""
    counts: bool = True


def name_rows(office: Office, policy: Policy) -> tuple[NameRow, ...]:
    """Every name of every award that is given for a title, in the order of the text."""
    own = stored.of_pack(office.db, policy.id)
    pack = office.policies(policy.sha256)
    found = (row for award in pack.awards.values() for row in _rows(award, own))
    return tuple(
        NameRow(number, award, title, source, kept)
        for number, (award, title, source, kept) in enumerate(found, start=1)
    )


def _rows(
    award: Award, own: tuple[KeptName, ...]
) -> Iterator[tuple[Award, str, str, KeptName | None]]:
    for title in award.titles:
        yield award, title, "title", None
    for title in award.aliases:
        yield award, title, "pack", None
    newest = {fold(one.name.title): one for one in own if one.name.award == award.id}
    for kept in newest.values():
        yield award, kept.name.title, "bureau", kept


def name_impact(
    office: Office, pack: str, form: NameForm, progress: Progress | None = None
) -> Impacts:
    """What counting a name, or no longer counting it, would change for the claims on file."""
    policy = policy_in_use(office, pack)
    name = _checked(office, policy, form)
    base = office.policies(policy.sha256)
    named_so = with_names(base, (*names_of(office, pack), name))
    settings, readings = settings_of(office, pack), effective(office, policy)
    return impact(office, Terms(pack, settings, named_so, readings, _UNSAVED), progress)


def set_title_name(office: Office, actor: Actor, pack: str, form: NameForm) -> Changes:
    """Count a name for the claims to come, or no longer; those on file wait to be re-based."""
    actor.require(Role.ADMINISTRATOR, Role.APPROVER)
    policy = policy_in_use(office, pack)
    name = _checked(office, policy, form)
    document, note = form.document.strip(), form.note.strip()
    with act(office) as db:
        basis = (document, form.document_on, note)
        number = stored.add(db, pack, name, *basis, actor.id, office.clock.now())
        data = {
            "pack": pack,
            "award": name.award,
            "certificate_title": name.title,
            "counts": name.counts,
            "document": document,
            "document_on": form.document_on.isoformat() if form.document_on else None,
        }
        record(office, actor, "set_title_name", "title_name", number, data, note or document)
    return Changes.of("title_name", ids=(number,))


def _checked(office: Office, policy: Policy, form: NameForm) -> TitleName:
    """The name, if it can be entered so; `policy` counts what counts now."""
    award = policy.awards.get(form.award)
    if award is None or not named(award):
        raise UserError("title-name-award", field="award")
    title = form.title.strip()
    if not title or len(title) > LONGEST or bad_character(title) is not None:
        raise UserError("title-name-unreadable", field="title", most=LONGEST)
    if form.counts:
        _check_free(policy, award, title)
    else:
        _check_own(office, policy, award, title)
    if not (form.document.strip() or form.note.strip()):
        raise UserError("title-name-needs-basis", field="document")
    if form.document_on is not None and form.document_on > office.clock.now().date():
        raise UserError("document-day-in-future", field="document_on")
    return TitleName(_next(office, policy), award.id, title, form.counts)


def _check_free(policy: Policy, award: Award, title: str) -> None:
    known = {fold(name) for name in (*award.titles, *award.aliases)}
    if fold(title) in known:
        raise UserError("title-name-known", field="title", award=award.label)
    other = owner_of(policy, title)
    if other is not None:
        raise UserError("title-name-of-another", field="title", award=other.label)


def _check_own(office: Office, policy: Policy, award: Award, title: str) -> None:
    """Only what the bureau has entered can be taken back."""
    pack = office.policies(policy.sha256).awards[award.id]
    counted = {fold(name) for name in award.aliases}
    written = {fold(name) for name in (*pack.titles, *pack.aliases)}
    if fold(title) not in counted - written:
        raise UserError("title-name-not-own", field="title")


def _next(office: Office, policy: Policy) -> int:
    """Behind every row there is, until the store gives the number."""
    names = names_of(office, policy.id)
    return names[-1].id + 1 if names else 1

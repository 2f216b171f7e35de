"""申报指南 and 材料清单 as the counter hands them out: made anew each time, kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ipdesk.domain.guide import Guide
from ipdesk.domain.policy import Award
from ipdesk.errors import UserError
from ipdesk.packs.loader import load_pack
from ipdesk.services.application import empty_application
from ipdesk.services.counter import Counter, office_counter, pack_counter
from ipdesk.services.guide_content import award_guide, clause_guide, policy_guide
from ipdesk.services.material_content import material_list
from ipdesk.services.office import Office, SystemClock
from ipdesk.services.pack_check import find_pack, read_pack
from ipdesk.services.paper_setup import faces_in_use
from ipdesk.services.task_content import task_guide
from ipdesk.wording import Wording

if TYPE_CHECKING:
    from ipdesk.documents.pdf.fonts import Faces


@dataclass(frozen=True, slots=True)
class Handout:
    """A paper for the counter: its title and the very bytes."""

    title: str
    pdf: bytes


def guide(office: Office, pack: str, clause: str = "", award: str = "") -> Handout:
    """The guide of an award, of a clause, or of the whole policy.

    A policy that pays nothing has its list of targets and tasks instead.
    """
    return guide_of(office_counter(office, pack), faces_in_use(office), clause, award)


def materials(office: Office, pack: str, clause: str = "", award: str = "") -> Handout:
    """The evidence lists of an award, of a clause, or of the whole policy, in one PDF."""
    return materials_of(office_counter(office, pack), faces_in_use(office), clause, award)


def application(office: Office, pack: str, award: str) -> Handout:
    """The empty 申请表 of an award, for applicants."""
    from ipdesk.documents.pdf.office_form import render_forms

    counter = office_counter(office, pack)
    one = _award(counter, award)
    form = empty_application(office.wording, counter.bureau, counter.today, counter.policy, one)
    name = f"{form.title} {one.label}"
    return Handout(name, render_forms((form,), faces_in_use(office)))


def guide_of(counter: Counter, faces: Faces, clause: str = "", award: str = "") -> Handout:
    """As `guide`, for a counter with or without a bureau."""
    from ipdesk.documents.pdf.guide import render_guide

    made = _guide(counter, clause, award)
    return Handout(made.title, render_guide(made, faces))


def materials_of(counter: Counter, faces: Faces, clause: str = "", award: str = "") -> Handout:
    """As `materials`, for a counter with or without a bureau."""
    from ipdesk.documents.pdf.material_list import render_material_lists

    awards = _awards(counter, clause, award)
    if not awards:
        raise UserError("no-awards-here")
    lists = [material_list(counter, one) for one in awards]
    title = lists[0].title
    if len(lists) > 1:
        named = {"title": counter.policy.title, "clause": ""}
        if clause:
            about = counter.policy.clause(clause)
            named = {"title": about.heading, "clause": about.number}
        title = counter.wording.text("materials", "title-many", named)
    return Handout(title, render_material_lists(lists, faces))


def save_handout(office: Office, handout: Handout, path: Path) -> Path:
    """Write a handout to a file; what anybody may take home is not journalled."""
    return write_handout(handout, path)


def write_handout(handout: Handout, path: Path) -> Path:
    """Write a handout to a file, whole or not at all."""
    from ipdesk.documents.files import replace_file

    replace_file(path, handout.pdf)
    return path


def office_handouts(office: Office, pack: str, award: str, folder: Path) -> tuple[Path, ...]:
    """The papers of a policy in use, written to a folder."""
    return _write_all(office_counter(office, pack), faces_in_use(office), award, folder)


def shipped_handouts(
    resources: Path, wording: Wording, pack: str, award: str, folder: Path
) -> tuple[Path, ...]:
    """The same without a bureau: from a pack's folder, or one that came with the program."""
    from ipdesk.documents.pdf.fonts import Faces

    policy = load_pack(read_pack(find_pack(pack, resources)))
    counter = pack_counter(policy, wording, SystemClock().now().date())
    return _write_all(counter, Faces.load(resources / "fonts"), award, folder)


def _write_all(counter: Counter, faces: Faces, award: str, folder: Path) -> tuple[Path, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(
        write_handout(handout, folder / f"{name}{handout.title}.pdf")
        for name, handout in _handouts(counter, faces, award)
    )


def _handouts(counter: Counter, faces: Faces, award: str) -> Iterator[tuple[str, Handout]]:
    """The papers of one award, or of a policy and each of its awards."""
    if not award:
        yield "", guide_of(counter, faces)
    for one in (award,) if award else counter.policy.awards:
        yield one, guide_of(counter, faces, award=one)
        yield one, materials_of(counter, faces, award=one)


def _guide(counter: Counter, clause: str, award: str) -> Guide:
    if award:
        return award_guide(counter, _award(counter, award))
    if clause:
        if not counter.policy.clause(clause).awards:
            raise UserError("no-awards-here")
        return clause_guide(counter, counter.policy.clause(clause))
    return policy_guide(counter) if counter.policy.awards else task_guide(counter)


def _awards(counter: Counter, clause: str, award: str) -> tuple[Award, ...]:
    if award:
        return (_award(counter, award),)
    if clause:
        return counter.policy.clause(clause).awards
    return tuple(counter.policy.awards.values())


def _award(counter: Counter, award: str) -> Award:
    found = counter.policy.awards.get(award)
    if found is None:
        raise UserError("award-unknown", award=award)
    return found

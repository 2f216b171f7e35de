"""How papers are laid out here: format, 全打 or 套打 with its offset, where money returns to."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from ipdesk.domain.letter import Layout
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import settings

_KEY = "paper"
MOST_OFFSET = 300  # 0.1 mm: a head further off is another head


@dataclass(frozen=True, slots=True)
class PaperSetup:
    """What 设置 → 文书 holds."""

    layout: Layout = field(default_factory=Layout)
    refund_account: str = ""  # where what is reclaimed is to be paid to


def paper_setup(office: Office) -> PaperSetup:
    """As set now; the letter format, drawn whole, when nothing was set."""
    known = settings.get(office.db, _KEY)
    if known is None:
        return PaperSetup()
    return PaperSetup(Layout(**known["layout"]), str(known["refund_account"]))


def set_paper(office: Office, actor: Actor, setup: PaperSetup) -> Changes:
    """Change the layout of the letters to come; those issued keep theirs."""
    actor.require(Role.ADMINISTRATOR, Role.CLERK)
    if max(abs(setup.layout.right), abs(setup.layout.down)) > MOST_OFFSET:
        raise UserError("paper-offset-wide", field="offset", most=MOST_OFFSET // 10)
    old = paper_setup(office)
    with act(office) as db:
        settings.put(db, _KEY, asdict(setup))
        data = {"old": asdict(old), "new": asdict(setup)}
        record(office, actor, "change_paper", "bureau", 0, data)
    return Changes.of("setting")

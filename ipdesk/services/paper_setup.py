"""How papers are laid out here: format, 全打 or 套打 with its offset, fonts, 退款账户."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from ipdesk.domain.letter import DocumentNumber, Layout, Letter, LetterKind
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.bureaus import bureau
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.paper_fonts import FontChoice, Fonts, check_fonts, faces_of_fonts
from ipdesk.storage import settings

if TYPE_CHECKING:
    from ipdesk.documents.pdf.fonts import Faces

_KEY = "paper"
MOST_OFFSET = 300  # 0.1 mm: a head further off is another head


@dataclass(frozen=True, slots=True)
class PaperSetup:
    """What 设置 → 文书 holds."""

    layout: Layout = field(default_factory=Layout)
    refund_account: str = ""  # where what is reclaimed is to be paid to
    fonts: Fonts = field(default_factory=dict)  # by role; else the shipped ones


def paper_setup(office: Office) -> PaperSetup:
    """As set now; the letter format, drawn whole, when nothing was set."""
    known = settings.get(office.db, _KEY)
    if known is None:
        return PaperSetup()
    fonts = {role: FontChoice(**one) for role, one in known.get("fonts", {}).items()}
    return PaperSetup(Layout(**known["layout"]), str(known["refund_account"]), fonts)


def faces_in_use(office: Office) -> Faces:
    """What every paper is set in now: the bureau's own fonts, then the shipped ones."""
    return faces_of_fonts(office, paper_setup(office).fonts)


def trial_page(office: Office, setup: PaperSetup) -> bytes:
    """测试页 for a pre-printed head, with the offset that is being tried."""
    from ipdesk.documents.pdf.trial_page import render_test_page

    day = office.clock.now().date()
    return render_test_page(bureau(office).name, setup.layout, day, faces_in_use(office))


def sample_letter(office: Office, setup: PaperSetup) -> bytes:
    """A page of plain text in the layout that is being chosen."""
    from ipdesk.documents.pdf.letters import render_letter

    house, words = bureau(office), office.wording
    letter = Letter(
        kind=LetterKind.APPROVAL,
        issuer=house.name,
        number=DocumentNumber(house.letter_mark, office.clock.now().year, 1),
        title=words.text("page", "sample-title"),
        addressee=words.text("page", "sample-addressee"),
        body=tuple(words.text("page", "sample-body") for _ in range(2)),
        attachments=(),
        signatory=house.name,
        issued_on=office.clock.now().date(),
        layout=setup.layout,
    )
    return render_letter(letter, faces_of_fonts(office, setup.fonts))


def set_paper(office: Office, actor: Actor, setup: PaperSetup) -> Changes:
    """Change the layout of the letters to come; those issued keep theirs."""
    actor.require(Role.ADMINISTRATOR, Role.CLERK)
    if max(abs(setup.layout.right), abs(setup.layout.down)) > MOST_OFFSET:
        raise UserError("paper-offset-wide", field="offset", most=MOST_OFFSET // 10)
    old = paper_setup(office)
    if setup.fonts != old.fonts:
        check_fonts(office, setup.fonts)
    with act(office) as db:
        settings.put(db, _KEY, asdict(setup))
        data = {"old": asdict(old), "new": asdict(setup)}
        record(office, actor, "change_paper", "bureau", 0, data)
    return Changes.of("setting")

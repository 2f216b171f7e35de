"""The bureau as it is set and who is at work there: all that is asked before somebody sits down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ipdesk.services.rules import Rules, rules
from ipdesk.storage import operators, settings

if TYPE_CHECKING:
    from ipdesk.domain.operator import Operator
    from ipdesk.services.office import Office

CHECKING = "store-checking"  # why nothing is written until the check has passed


@dataclass(frozen=True, slots=True)
class Bureau:
    """What the bureau prints of itself and how it numbers."""

    name: str  # 乐昌市市场监督管理局: red head and signature
    short_name: str
    letter_mark: str  # 发文机关代字
    claim_prefix: str  # LC
    contact: str = ""
    phone: str = ""
    sample: bool = False


class Seats(NamedTuple):
    """A bureau somebody can sit down in."""

    bureau: Bureau
    people: tuple[Operator, ...]  # who is at work here
    rules: Rules


def bureau(office: Office) -> Bureau:
    """The bureau as set now."""
    return Bureau(**settings.get(office.db, "bureau"))


def seats(office: Office) -> Seats:
    """What the window needs to seat somebody."""
    people = tuple(one for one in operators.all_of(office.db) if one.active)
    return Seats(bureau(office), people, rules(office))


def hold_for_check(office: Office) -> None:
    """Nothing is written any more until services/start_check.py has found the store sound."""
    office.db.freeze(CHECKING)

"""材料清单 of an award: what to hand in, to be ticked and signed by both sides."""

from __future__ import annotations

from ipdesk.domain.guide import MaterialList
from ipdesk.domain.letter import Table
from ipdesk.domain.policy import Award
from ipdesk.services.counter import Counter

_WIDTHS = (0.075, 0.29, 0.075, 0.1, 0.075, 0.265, 0.12)


def material_list(counter: Counter, award: Award) -> MaterialList:
    """The list of one award; the applicant's lines are left to be written in."""
    clause, policy = counter.clause_of(award), counter.policy

    def say(key: str, **values: object) -> str:
        return counter.wording.text("materials", key, values)

    rows = tuple(
        (
            str(number),
            piece.label if piece.required else say("optional", label=piece.label),
            say("box"),
            say("box"),
            "",
            piece.note,
            "",
        )
        for number, piece in enumerate(award.evidence, start=1)
    )
    asked = ("applicant", "claim", "contact", "phone", "received", "count")
    return MaterialList(
        title=say("title", label=award.label),
        subtitle=say(
            "subtitle",
            policy=policy.title,
            number=policy.document_number,
            clause=clause.number,
        ),
        asked=tuple((say(name, unit=award.unit), "") for name in asked),
        materials=Table(tuple(say("head").split("|")), rows, "clcccll", _WIDTHS),
        remarks=tuple(say(f"remark-{name}") for name in ("tick", "optional", "missing", "two")),
        signatures=tuple(say("signatures").split("|")),
        bureau=counter.bureau,
        made_on=counter.today,
    )

"""What of an award's checklist and evidence holds for one claim, by readings and applicant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.policy import INFORM, MUST, SKIP, Award, Check, Evidence
from ipdesk.domain.rules.base import Switch

Line = TypeVar("Line", Check, Evidence)


def applicable(award: Award, readings: Mapping[str, str], kind: ApplicantKind) -> Award:
    """The award as a claim under `readings` meets it: lines that do not apply are left out.

    What only informs stays, marked so: it is shown and may be answered, but neither holds
    the claim up nor refuses it.
    """
    return replace(
        award,
        checks=tuple(_weighed(award.checks, readings, kind)),
        evidence=tuple(_weighed(award.evidence, readings, kind)),
    )


def _weighed(
    lines: tuple[Line, ...], readings: Mapping[str, str], kind: ApplicantKind
) -> list[Line]:
    kept = []
    for line in lines:
        weight = line.applies.of(readings)
        if weight == SKIP or (line.kinds and kind not in line.kinds):
            continue
        if line.applies.choices is None:
            kept.append(line)
        elif isinstance(line, Evidence):
            kept.append(replace(line, applies=Switch(weight), required=weight == MUST))
        else:
            kept.append(replace(line, applies=Switch(weight)))
    return kept


__all__ = ["INFORM", "MUST", "SKIP", "applicable"]

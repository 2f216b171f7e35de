"""Targets at risk, one line a policy, for the first screen."""

from __future__ import annotations

from dataclasses import dataclass

from ipdesk.domain.attainment import Light
from ipdesk.services.office import Office
from ipdesk.services.targets.board import board, boards


@dataclass(frozen=True, slots=True)
class TargetRisk:
    """How the targets and tasks of a policy stand this year."""

    pack: str
    name: str
    year: int
    behind: int  # 未达标, 逾期
    pressing: int  # 将到期, 落后
    sound: int


def target_risks(office: Office) -> tuple[TargetRisk, ...]:
    """Every policy that has something to reach, the year that runs."""
    found = []
    for pack, name in boards(office):
        seen = board(office, pack)
        lights = seen.lights
        counts = (lights[Light.FAULT], lights[Light.ATTENTION], lights[Light.GOOD])
        found.append(TargetRisk(pack, name, seen.year, *counts))
    return tuple(found)

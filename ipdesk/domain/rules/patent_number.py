"""专利号: the kind of patent its number tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ipdesk.domain.identifiers import read_patent
from ipdesk.domain.rules.base import WARNING, Frame, Phase, Sheet, Step


@dataclass(frozen=True, slots=True)
class PatentKind:
    """Refuses kind digits that are not `accepts`; warns when a fact says another kind."""

    phase: ClassVar[Phase] = Phase.CHECK
    accepts: tuple[str, ...]  # empty: all
    fact: str  # "" when no fact tells the kind
    agrees: Mapping[str, tuple[str, ...]]  # value of the fact → kind digits that go with it
    labels: Mapping[str, str]  # value of the fact → its words

    def under(self, readings: Mapping[str, str], frame: Frame) -> Step | None:
        return self._ask

    def _ask(self, sheet: Sheet) -> None:
        number = read_patent(sheet.subject_key)
        if number is None:
            return  # its form was warned of; a kind that cannot be read refuses nothing
        if self.accepts and number.kind not in self.accepts:
            sheet.refuse("patent-kind-refused", {"digit": number.kind})
        if self.fact:
            value = str(sheet.facts.get(self.fact))
            if number.kind not in self.agrees.get(value, (number.kind,)):
                shown = {"digit": number.kind, "value": self.labels.get(value, value)}
                sheet.tell(WARNING, "patent-kind-differs", shown)

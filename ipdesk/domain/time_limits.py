"""办理时限: in how many 工作日 each stage should be left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ipdesk.domain.stages import Stage

# The stage a claim stands in, and the step that is to be taken within the limit; 0 means none.
USUAL: Final[Mapping[Stage, int]] = {
    Stage.RECEIVED: 5,
    Stage.RETURNED: 10,
    Stage.ACCEPTED: 10,
    Stage.EXAMINED: 5,
    Stage.REVIEWED: 5,
    Stage.UNOBJECTED: 5,
    Stage.APPROVED: 15,
}
LONGEST: Final = 250

# Stages whose end was written down with the step that led there: the record's name of the day.
RECORDED: Final[Mapping[Stage, str]] = {
    Stage.RETURNED: "due_on",
    Stage.INSPECTION: "inspect_by",
}

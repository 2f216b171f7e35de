"""Why a claim is where it is: who sent it back or objected, and what they said."""

from __future__ import annotations

from datetime import date

from ipdesk.services.claim_view import ClaimView
from ipdesk.ui.days import short_day
from ipdesk.wording import Wording

# What of each step has to be known by whoever goes on from there.
_SAID = {
    "send_back": ("reason",),
    "return_to_review": ("reason",),
    "return": ("missing",),
    "object": ("objector", "content"),
    "inspect": ("inspection",),
    "propose_change": ("reason",),
    "drop_change": ("reason",),
    "bounce": ("reason",),
    "decline": ("reason",),
    "refuse": ("reason",),
    "withdraw": ("reason",),
    "void": ("reason",),
}
_LETTER = "issue_letter"  # says what was decided before it, and no reason of its own


def last_word(view: ClaimView, wording: Wording, today: date) -> str:
    """复核退回初审（李强，11-22）：注册号写成了商标名称; "" after a step that explains itself."""
    step = next((one for one in reversed(view.steps) if one.act != _LETTER), None)
    if step is None:
        return ""
    said = [str(step.record[name]) for name in _SAID.get(step.act, ()) if step.record.get(name)]
    if not said:
        return ""
    who = step.signing.signer or step.operator
    day = short_day(step.at.date(), today)
    return f"{wording.label('done', step.act)}（{who}，{day}）：{'：'.join(said)}"

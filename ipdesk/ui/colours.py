"""The one colour table, by role: light, dark and high contrast."""

from __future__ import annotations

from typing import NamedTuple


class Colours(NamedTuple):
    """What each colour is for; a `_soft` colour is the ground its namesake is written on."""

    ground: str
    surface: str
    raised: str  # heads of tables and the navigation
    hover: str
    line: str
    edge: str  # borders of what can be typed into
    text: str
    muted: str  # second text
    faint: str  # what cannot be used now; never carries meaning alone
    accent: str
    accent_soft: str
    accent_faint: str  # the ground of the check being worked on
    accent_fill: str  # the one filled button
    accent_strong: str  # the same, pressed or under the pointer
    accent_idle: str  # the same, when its step cannot be taken
    on_idle: str  # which step that is can still be read
    accent_mid: str  # second part of a bar
    accent_pale: str  # third part of a bar
    on_accent: str
    selection: str
    done: str
    done_soft: str
    attention: str
    attention_soft: str
    fault: str
    fault_soft: str
    quote: str
    quote_soft: str
    quote_edge: str
    quote_mark: str  # the words of the clause that matter


LIGHT = Colours(
    ground="#F4F6F8",
    surface="#FFFFFF",
    raised="#FAFBFC",
    hover="#F1F4F8",
    line="#E1E5EA",
    edge="#C3CBD4",
    text="#1D2630",
    muted="#5B6673",
    faint="#98A2AE",
    accent="#1F5FA8",
    accent_soft="#E8F0FA",
    accent_faint="#F3F7FD",
    accent_fill="#1F5FA8",
    accent_strong="#184C88",
    accent_idle="#C3D5EA",
    on_idle="#2F4D6E",
    accent_mid="#6495CE",
    accent_pale="#BFD6F0",
    on_accent="#FFFFFF",
    selection="#DCE9F8",
    done="#1E7B4C",
    done_soft="#E6F4EC",
    attention="#965F00",
    attention_soft="#FFF4DC",
    fault="#B3362B",
    fault_soft="#FCEAE8",
    quote="#4A4230",
    quote_soft="#F8F5EC",
    quote_edge="#C9B37A",
    quote_mark="#FFEFC2",
)
DARK = Colours(
    ground="#12171D",
    surface="#1A2129",
    raised="#1F2731",
    hover="#25303B",
    line="#303B47",
    edge="#4A5868",
    text="#E6EBF0",
    muted="#A6B2BF",
    faint="#6B7886",
    accent="#86B8F2",
    accent_soft="#1C3048",
    accent_faint="#1B2835",
    accent_fill="#2E6EB8",
    accent_strong="#3273C0",
    accent_idle="#2B4159",
    on_idle="#B9CCE2",
    accent_mid="#5A93D6",
    accent_pale="#3A5F8C",
    on_accent="#FFFFFF",
    selection="#243C58",
    done="#74CF9E",
    done_soft="#17321F",
    attention="#F0BB5B",
    attention_soft="#382B10",
    fault="#F5978D",
    fault_soft="#3F1F1C",
    quote="#E2D6B5",
    quote_soft="#2A261A",
    quote_edge="#8C7A45",
    quote_mark="#4A3E16",
)
HIGH_CONTRAST = Colours(
    ground="#FFFFFF",
    surface="#FFFFFF",
    raised="#FFFFFF",
    hover="#E6E6E6",
    line="#000000",
    edge="#000000",
    text="#000000",
    muted="#1F1F1F",
    faint="#595959",
    accent="#00337A",
    accent_soft="#DCE6FF",
    accent_faint="#EEF3FF",
    accent_fill="#00337A",
    accent_strong="#000000",
    accent_idle="#6E6E6E",
    on_idle="#FFFFFF",
    accent_mid="#3D6CB0",
    accent_pale="#9DB9DE",
    on_accent="#FFFFFF",
    selection="#CFE0FF",
    done="#004D26",
    done_soft="#FFFFFF",
    attention="#5C3A00",
    attention_soft="#FFF6CC",
    fault="#8C0000",
    fault_soft="#FFFFFF",
    quote="#000000",
    quote_soft="#FFFFFF",
    quote_edge="#000000",
    quote_mark="#FFE98A",
)
# Every pair of text and ground the window writes; the test of contrast reads this list.
WRITTEN = (
    ("text", "ground"),
    ("text", "surface"),
    ("text", "raised"),
    ("text", "hover"),
    ("text", "selection"),
    ("muted", "ground"),
    ("muted", "surface"),
    ("muted", "raised"),
    ("muted", "hover"),
    ("muted", "selection"),
    ("accent", "surface"),
    ("accent", "raised"),
    ("accent", "ground"),
    ("accent", "accent_soft"),
    ("accent", "accent_faint"),
    ("text", "accent_faint"),
    ("muted", "accent_faint"),
    ("accent", "hover"),
    ("accent", "selection"),
    ("on_accent", "accent_fill"),
    ("on_accent", "accent_strong"),
    ("on_idle", "accent_idle"),
    ("surface", "text"),  # tips
    ("text", "quote_mark"),
    ("done", "surface"),
    ("done", "done_soft"),
    ("attention", "surface"),
    ("attention", "attention_soft"),
    ("text", "attention_soft"),
    ("fault", "surface"),
    ("fault", "fault_soft"),
    ("text", "fault_soft"),
    ("quote", "quote_soft"),
    ("quote", "quote_mark"),
    ("quote", "surface"),
    ("text", "accent_soft"),  # the check being worked on, and what is said in it
    ("muted", "accent_soft"),
    ("done", "accent_soft"),
    ("attention", "accent_soft"),
    ("fault", "accent_soft"),
    ("muted", "attention_soft"),  # hints of fields that are marked
    ("muted", "fault_soft"),
    ("accent", "attention_soft"),  # links in notices
    ("accent", "fault_soft"),
    ("text", "done_soft"),
    ("accent", "done_soft"),
    ("fault", "raised"),
    ("attention", "raised"),
    ("attention", "ground"),
    ("fault", "ground"),
    ("done", "ground"),
    ("text", "quote_soft"),
)
# What is drawn and must be seen though it is no text: focus, boxes to tick, stages, bars.
DRAWN = (
    *(("accent", ground) for ground in ("ground", "surface", "raised", "hover")),
    *(("accent", ground) for ground in ("accent_soft", "accent_faint", "selection")),
    ("text", "surface"),  # around the filled button that has the focus
    ("text", "ground"),
    ("surface", "text"),  # around a link of the quiet line
    ("muted", "surface"),  # around a box to tick
    ("muted", "ground"),
    ("accent_fill", "surface"),
    ("accent_mid", "surface"),
    ("done", "surface"),
    ("fault", "surface"),
    ("attention", "surface"),
    ("on_accent", "accent_fill"),
)

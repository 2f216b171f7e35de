"""The published text of a policy: its clauses by anchor, and whether a quote stands in it."""

from __future__ import annotations

import re

_ANCHOR = re.compile(r'^<a id="([a-z0-9-]+)"></a>\s*$')
_BLANKS = re.compile(r"\s+")


def squeeze(text: str) -> str:
    """The text without white space, as quotes are compared."""
    return _BLANKS.sub("", text)


class Source:
    """source.md, cut at its anchors."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.paragraphs: dict[str, str] = {}
        self.repeated: list[str] = []
        anchor, lines = "", list[str]()
        for line in [*text.splitlines(), '<a id="end-of-text"></a>']:
            match = _ANCHOR.match(line)
            heading = line.startswith("#")
            if (match or heading) and anchor:
                self._keep(anchor, lines)
                anchor, lines = "", []
            if match:
                anchor = match[1]
            elif anchor:
                lines.append(line)
        self._squeezed = squeeze(text)
        self._clauses: dict[str, str] = {}

    def _keep(self, anchor: str, lines: list[str]) -> None:
        if anchor in self.paragraphs:
            self.repeated.append(anchor)
        self.paragraphs[anchor] = "\n".join(lines).strip()

    def clause(self, clause_id: str) -> str:
        """The text of a clause: paragraphs c01, c01-2, …; "" when there is no such anchor."""
        first = f"c{clause_id}"
        parts = [
            text
            for anchor, text in self.paragraphs.items()
            if anchor == first or anchor.startswith(first + "-")
        ]
        return "\n".join(parts)

    def has(self, quote: str) -> bool:
        """Whether the quote stands in the text, white space aside."""
        return squeeze(quote) in self._squeezed

    def clause_has(self, clause_id: str, quote: str) -> bool:
        """Whether the quote stands in that very clause."""
        if clause_id not in self._clauses:
            self._clauses[clause_id] = squeeze(self.clause(clause_id))
        return squeeze(quote) in self._clauses[clause_id]

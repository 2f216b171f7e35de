"""source.md: the clean text with an anchor before every paragraph."""

from __future__ import annotations

from ipdesk.domain.draft import Draft


def source_text(draft: Draft) -> str:
    """Headings as headings, everything else under its anchor, in the order of the text."""
    anchors = {paragraph: anchor for anchor, paragraph in draft.anchors}
    parts: list[str] = []
    for n, paragraph in enumerate(draft.text.paragraphs):
        if n in draft.headings:
            parts.append(f"{'#' * draft.headings[n]} {paragraph.text}")
        elif n in anchors:
            parts.append(f'<a id="{anchors[n]}"></a>\n{paragraph.text}')
        else:
            parts.append(f'<a id="rest-{n}"></a>\n{paragraph.text}')
    return "\n\n".join(parts) + "\n"

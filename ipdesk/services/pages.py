"""The pages of a paper as pictures: for the preview on the screen and for the printer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as pixels, three bytes each, rows top to bottom."""

    width: int
    height: int
    rgb: bytes


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of every page."""
    from ipdesk.documents.pdf.raster import page_sizes as sizes

    return sizes(pdf)


def render_page(pdf: bytes, number: int, dpi: int) -> PageImage:
    """One page (from 0): a paper of many pages is never a picture as a whole."""
    from ipdesk.documents.pdf.raster import page_image

    return PageImage(*page_image(pdf, number, dpi))

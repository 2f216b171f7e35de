from __future__ import annotations

from tests.ui.at_work import casework, place

__all__ = ["casework", "place"]

from __future__ import annotations

from tests.services.conftest import desk

__all__ = ["desk"]

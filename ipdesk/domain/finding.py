"""核对结果: what a check found, as data; wording lives in resources/wording."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Severity(StrEnum):
    """How far a finding goes: told, warned of, or ruling the amount out."""

    INFO = "info"
    WARNING = "warning"
    BLOCK = "block"


NO_VALUES: Mapping[str, object] = MappingProxyType({})


class Finding(NamedTuple):
    """One result of one check; `code` is a key of resources/wording/findings.toml."""

    code: str
    severity: Severity
    clause: str  # clause id, "01"
    values: Mapping[str, object] = NO_VALUES

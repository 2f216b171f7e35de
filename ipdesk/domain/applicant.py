"""申报主体: who may ask for an award."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ApplicantKind(StrEnum):
    """The kinds of applicant; all but INDIVIDUAL are units (单位)."""

    ENTERPRISE = "enterprise"
    SOLE_TRADER = "sole_trader"
    INSTITUTION = "institution"
    UNIVERSITY = "university"
    ASSOCIATION = "association"
    COOPERATIVE = "cooperative"
    PARK = "park"
    AGENCY = "agency"
    GOVERNMENT = "government"
    INDIVIDUAL = "individual"

    @property
    def is_unit(self) -> bool:
        return self is not ApplicantKind.INDIVIDUAL


@dataclass(frozen=True, slots=True)
class Applicant:
    """One registered applicant as it stands in the register (id 0: not yet stored)."""

    id: int
    kind: ApplicantKind
    name: str
    code: str  # 统一社会信用代码, or 居民身份证号 of an individual; "" when not known
    local: bool = True  # 在本市登记／户籍／居住证／社保 (A32)
    town: str = ""  # 镇街
    address: str = ""
    legal_representative: str = ""
    contact: str = ""
    phone: str = ""
    bank: str = ""  # 开户行
    account_name: str = ""  # must equal the applicant's name
    account: str = ""
    former_names: tuple[str, ...] = ()
    former_until: tuple[tuple[str, date], ...] = ()  # of those former names whose day is known
    note: str = ""
    code_exception: str = ""  # why a code that fails its check digit was kept

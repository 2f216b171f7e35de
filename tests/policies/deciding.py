"""Short forms for cases of the 乐昌 pack, decided the way `ipdesk assess` decides them."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from ipdesk.domain.policy import Policy
from ipdesk.packs.loader import load_pack, read_folder
from ipdesk.paths import resources
from ipdesk.services.cases import assess_cases
from ipdesk.wording import Wording

PACK = "lechang-2022"
UNIT, PERSON = "A1", "A2"
APPLICANTS = [
    {"id": UNIT, "kind": "enterprise"},
    {"id": PERSON, "kind": "individual"},
    {"id": "E2", "kind": "enterprise"},
    {"id": "AG", "kind": "agency"},
    {"id": "GOV", "kind": "government"},
    {"id": "PARK", "kind": "park"},
    {"id": "AWAY", "kind": "enterprise", "local": False},
]


@cache
def lechang() -> Policy:
    return load_pack(read_folder(resources() / "policies" / PACK))


@cache
def wording() -> Wording:
    return Wording.load(resources() / "wording")


def cases(claims: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A whole cases file around some claims."""
    return {"format": 1, "pack": PACK, "applicants": APPLICANTS, "claims": claims, **more}


def claim(award: str, received_on: str, *items: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A claim of the unit A1, named K1 unless `more` says otherwise."""
    head = {"id": "K1", "applicant": UNIT, "award": award, "received_on": received_on}
    return {**head, "items": list(items), **more}


def decide(claims: list[dict[str, Any]], **more: Any) -> list[dict[str, Any]]:
    """The claims of the output, in order."""
    text = json.dumps(cases(claims, **more), ensure_ascii=False)
    result: Any = assess_cases(text, {PACK: lechang()}, wording())
    return list(result["claims"])


def decide_one(claim: dict[str, Any], **more: Any) -> dict[str, Any]:
    return decide([claim], **more)[0]


def outcome(result: dict[str, Any]) -> tuple[str, int]:
    return result["verdict"], result["amount_fen"]


def codes(result: dict[str, Any]) -> set[str]:
    """Every finding of the claim and its items."""
    found = list(result["findings"])
    for item in result["items"]:
        found += item["findings"]
    return {finding["code"] for finding in found}


def finding(result: dict[str, Any], code: str) -> dict[str, Any]:
    """The finding with this code, of the claim or of an item."""
    found = list(result["findings"])
    for item in result["items"]:
        found += item["findings"]
    return next(entry for entry in found if entry["code"] == code)

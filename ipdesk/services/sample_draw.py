"""Drawing a sample bureau: names, numbers with right check digits, facts of items."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.identifiers import (
    credit_code_problem,
    id_card_problem,
    patent_problem,
)
from ipdesk.domain.registration import ApplicantForm
from ipdesk.services.claims import ItemForm

Data = Mapping[str, Any]

_CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class Draw:
    """All chance of the sample in one place, so that a seed gives the same bureau again."""

    def __init__(self, seed: int, data: Data) -> None:
        self.chance = random.Random(seed)
        self._data = data
        self._used: set[str] = set()

    def one(self, choices: Sequence[str]) -> str:
        return self.chance.choice(choices)

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def day(self, text: str, latest: date | None = None) -> date:
        """A day in a range "2022-10-10..2024-06-30", not after `latest`."""
        first, last = (date.fromisoformat(part) for part in text.split(".."))
        if latest is not None:
            last = max(min(last, latest), first)
        return first + timedelta(days=self.chance.randint(0, (last - first).days))

    def person(self) -> str:
        names = self._data["names"]
        return self.one(names["surnames"]) + self.one(names["given"])

    def figures(self, count: int) -> str:
        return "".join(self.chance.choice("0123456789") for _ in range(count))

    def _checked(self, stem: str, alphabet: str, problem: Any, before: str = "") -> str:
        for last in alphabet:
            if problem(f"{stem}{before}{last}") is None:
                return f"{stem}{before}{last}"
        raise ValueError(stem)  # every stem drawn here has exactly one right last character

    def credit_code(self, kind: ApplicantKind) -> str:
        """A 统一社会信用代码 with the registering body that fits the kind."""
        body = {
            ApplicantKind.ENTERPRISE: "91",
            ApplicantKind.AGENCY: "91",
            ApplicantKind.SOLE_TRADER: "92",
            ApplicantKind.COOPERATIVE: "93",
            ApplicantKind.ASSOCIATION: "51",
            ApplicantKind.GOVERNMENT: "11",
        }.get(kind, "12")
        stem = f"{body}440281MA" + "".join(self.chance.choice(_CODE_CHARACTERS) for _ in range(7))
        return self._checked(stem, _CODE_CHARACTERS, credit_code_problem)

    def id_card(self) -> str:
        born = self.day("1962-01-01..1998-12-31")
        return self._checked(
            f"440281{born:%Y%m%d}{self.figures(3)}", "0123456789X", id_card_problem
        )

    def applicant(self, kind: ApplicantKind) -> ApplicantForm:
        """A new applicant of this kind, with an account in its own name."""
        names = self._data["names"]
        person = kind is ApplicantKind.INDIVIDUAL
        name = self._fresh(lambda: self._name(kind))
        return ApplicantForm(
            kind=kind,
            name=name,
            code=self.id_card() if person else self.credit_code(kind),
            local=not self.happens(0.02),
            town=self.one(names["towns"]),
            address=self._address(),
            legal_representative="" if person else self.person(),
            contact=name if person else self.person(),
            phone=f"13{self.figures(9)}",
            bank=self.one(names["banks"]),
            account_name=name,
            account=f"4405{self.figures(13)}",
        )

    def _address(self) -> str:
        names = self._data["names"]
        number: str = self._data["marks"]["house"].format(self.chance.randint(1, 288))
        return f"{self.one(names['towns'])}{self.one(names['streets'])}{number}"

    def _name(self, kind: ApplicantKind) -> str:
        names = self._data["names"]
        if kind is ApplicantKind.INDIVIDUAL:
            return self.person()
        if kind is ApplicantKind.GOVERNMENT:
            return self.one(names["words"]) + self.one(names["endings"][str(kind)])
        ending = self.one(names["endings"][str(kind)])
        return self.one(names["places"]) + self.one(names["words"]) + ending

    def _fresh(self, draw: Any) -> str:
        for _ in range(200):
            text: str = draw()
            if text not in self._used:
                self._used.add(text)
                return text
        number = len(self._used)
        text = f"{draw()}{number}"
        self._used.add(text)
        return text

    def items(self, award: Data, latest: date) -> tuple[ItemForm, ...]:
        """The items of one claim, now and then with something wrong about them."""
        low, high = award["items"]
        count = self.chance.randint(low, high)
        wrong = award.get("wrong") or []
        spoiled = self.chance.randrange(count) if wrong and self.happens(0.15) else -1
        items = []
        for index in range(count):
            plan = dict(award)
            if index == spoiled:
                fault = self.chance.choice(wrong)
                plan["facts"] = {**award.get("facts", {}), **fault.get("facts", {})}
                plan["rows"] = {**award.get("rows", {}), **fault.get("rows", {})}
                plan["subject"] = fault.get("subject", award.get("subject", ""))
            items.append(self._item(plan, latest))
        return tuple(items)

    def _item(self, plan: Data, latest: date) -> ItemForm:
        typed: dict[str, object] = {
            name: self._value(text, latest) for name, text in plan.get("facts", {}).items()
        }
        for name, columns in plan.get("rows", {}).items():
            low, high = columns["count"]
            typed[name] = [
                {
                    column: self._value(text, latest)
                    for column, text in columns.items()
                    if column != "count"
                }
                for _ in range(self.chance.randint(low, high))
            ]
        return ItemForm(self._subject(plan.get("subject", ""), typed), typed)

    def _value(self, text: str, latest: date) -> str:
        if text.startswith("choice:"):
            return self.one(text.removeprefix("choice:").split("|"))
        if text.startswith("money:"):
            low, high = text.removeprefix("money:").split("..")
            return f"{self.chance.randint(int(low), int(high))}.{self.figures(2)}"
        return self.day(text, latest).isoformat() if ".." in text else text

    def _subject(self, text: str, typed: Data) -> str:
        kind, _, detail = text.partition(":")
        if not kind:
            return ""
        if kind == "choice":
            return self.one(detail.split("|"))
        return self._fresh(lambda: self._number(kind, detail, typed))

    def _number(self, kind: str, detail: str, typed: Data) -> str:
        year = str(typed.get("achieved_on") or typed.get("filed_on") or "2023")[:4]
        if kind == "patent":
            filed = self.chance.randint(2010, 2013) if "filed_on" not in typed else int(year)
            stem = f"{filed}{detail}0{self.figures(6)}"
            return self._checked(stem, "0123456789X", patent_problem, before=".")
        if kind in ("work", "national-work"):
            marks = self._data["marks"]
            return f"{marks[kind]}-{year}-{detail}-{self.figures(8)}"
        if kind == "trademark":
            return f"6{self.figures(7)}"
        if kind == "loan":
            return f"NH-DK-{year}-{self.figures(5)}"
        return f"PZIP{year}{self.figures(6)}/{self.figures(8)}"

"""The journal in the office's words: which act, on what, what changed from old to new."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ipdesk.domain.masking import masked_card, masked_id, masked_phone
from ipdesk.domain.money import figures
from ipdesk.domain.policy import Award, Policy
from ipdesk.services.journal_names import NAMES
from ipdesk.services.office import Office
from ipdesk.storage import claims
from ipdesk.storage.journal import Entry
from ipdesk.wording import Wording

_OLD_NEW = {"old", "new"}
_PERSONAL_ID = 18


@dataclass(frozen=True, slots=True)
class Told:
    """One journal entry as it is read."""

    seq: int
    at: datetime
    by: str
    act: str
    subject: str  # 申报 LC-2024-0001
    changes: tuple[str, ...]  # one sentence each
    reason: str
    clock_back: bool
    entity: str
    entity_id: int
    hash: str = ""

    @property
    def id(self) -> int:
        return self.seq


def tell(office: Office, entries: Sequence[Entry]) -> tuple[Told, ...]:
    """Entries in words; what an id stands for is looked up once."""
    teller = _Teller(office)
    return tuple(teller.told(entry) for entry in entries)


def act_label(wording: Wording, act: str) -> str:
    """What an act is called."""
    for section in ("journal-act", "done"):
        if wording.has(section, act):
            return wording.text(section, act)
    return wording.text("journal", "other-act")


class _Teller:
    """Knows the words, and remembers what it has looked up."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._words = office.wording
        self._names: dict[tuple[str, int], str] = {}
        self._awards: dict[int, Award | None] = {}

    def told(self, entry: Entry) -> Told:
        return Told(
            entry.seq,
            entry.at,
            entry.operator,
            act_label(self._words, entry.act),
            self._subject(entry),
            tuple(self._changes(entry)),
            entry.reason,
            entry.clock_back,
            entry.entity,
            entry.entity_id,
            entry.hash,
        )

    def _subject(self, entry: Entry) -> str:
        kind = self._words.text("journal-entity", entry.entity)
        name = self._name(entry.entity, entry.entity_id)
        return f"{kind} {name}" if name else kind

    def _name(self, entity: str, number: int) -> str:
        key = (entity, number)
        if key not in self._names:
            look = NAMES.get(entity)
            self._names[key] = look(self._office, number) if look else ""
        return self._names[key]

    def _changes(self, entry: Entry) -> Iterator[str]:
        data = dict(entry.data)
        if "old" in data or "new" in data:
            yield from self._whole(entry, data.pop("old", None), data.pop("new", None))
        for key, value in data.items():
            if key == "reason" and value == entry.reason:
                continue
            yield from self._one(entry, key, value)

    def _whole(self, entry: Entry, old: object, new: object) -> Iterator[str]:
        """An entry that is one change from `old` to `new`."""
        if isinstance(old, Mapping) or isinstance(new, Mapping):
            before, after = _mapping(old), _mapping(new)
            for key in {**before, **after}:
                if before.get(key) != after.get(key):
                    pair = {"old": before.get(key), "new": after.get(key)}
                    yield from self._one(entry, key, pair)
            return
        kind = self._words.section("journal-kind").get(f"{entry.act}.both", "plain")
        label = self._label("new")
        yield self._sentence(label, *(self._value(entry, "new", each, kind) for each in (old, new)))

    def _one(self, entry: Entry, key: str, value: Any) -> Iterator[str]:
        kind = self._kind(entry.act, key)
        if kind == "hidden":
            return
        label = self._label(key)
        if key == "items" and _is_change(value):
            yield from self._items(entry, value)
        elif key == "readings" and isinstance(value, Mapping):
            yield from self._readings(entry, value)
        elif key == "result" and _is_change(value) and isinstance(value["old"], Mapping):
            yield from self._whole(entry, value["old"], value["new"])
        elif key == "reading" and isinstance(value, Mapping):
            yield self._text("set", label=label, new=self._question(entry, value))
        elif _is_change(value):
            old, new = (self._value(entry, key, value.get(side), kind) for side in ("old", "new"))
            yield self._sentence(label, old, new)
        elif isinstance(value, Mapping) and kind != "count":
            for inner, each in value.items():
                yield from self._one(entry, str(inner), each)
        elif value not in (None, "", [], {}):
            yield self._text("set", label=label, new=self._value(entry, key, value, kind))

    def _items(self, entry: Entry, value: Mapping[str, Any]) -> Iterator[str]:
        """What was typed about each subject, by the labels of its award's facts."""
        award = self._award(entry.entity_id) if entry.entity == "claim" else None
        labels = {fact.id: fact.label for fact in award.facts} if award else {}
        labels["subject"] = award.subject.label if award else self._text("subject")
        old, new = list(value["old"]), list(value["new"])
        for row in range(max(len(old), len(new))):
            if row >= len(old):
                yield self._text("item-new", row=row + 1)
                before: Mapping[str, Any] = {}
            else:
                before = old[row]
            if row >= len(new):
                yield self._text("item-gone", row=row + 1)
                continue
            for key in {**before, **new[row]}:
                pair = before.get(key), new[row].get(key)
                if pair[0] != pair[1] and not all(one in (None, "") for one in pair):
                    label = self._text(
                        "item", row=row + 1, label=labels.get(key) or self._label(key)
                    )
                    yield self._sentence(label, *(self._plain(one) for one in pair))

    def _readings(self, entry: Entry, value: Mapping[str, Any]) -> Iterator[str]:
        policy = self._policy(entry)
        for key, pair in value.items():
            reading = policy.readings.get(key) if policy else None
            label = f"{reading.id} {reading.question}" if reading else self._label("reading")
            labels = {c.value: c.label for c in reading.choices} if reading else {}
            old, new = (
                labels.get(str(pair.get(side)), self._plain(pair.get(side)))
                for side in ("old", "new")
            )
            yield self._sentence(label, old, new)

    def _question(self, entry: Entry, value: Mapping[str, Any]) -> str:
        policy = self._policy(entry)
        reading = policy.readings.get(str(value.get("key"))) if policy else None
        return f"{reading.id} {reading.question}" if reading else str(value.get("id", ""))

    def _value(self, entry: Entry, key: str, value: Any, kind: str) -> str:
        if isinstance(value, bool):
            return self._text("yes" if value else "no")
        if value in (None, "", [], {}):
            return self._text("empty")
        if kind == "count" and isinstance(value, Mapping | list):
            return self._text("pieces", count=len(value))
        if kind == "operators":
            return "；".join(self._operator(one) for one in value)
        if isinstance(value, list):
            return "、".join(self._value(entry, key, one, kind) for one in value)
        if isinstance(value, int) and (kind == "money" or key.endswith("fen")):
            return f"{figures(value)} 元"
        if kind in _SHOWN:
            return _SHOWN[kind](str(value))
        if kind in ("evidence", "check", "award", "clause", "pack", "value"):
            return self._of_policy(entry, kind, str(value))
        if kind == "applicant" and isinstance(value, int):
            return self._name("applicant", value)
        if self._words.has(kind, str(value)):
            return self._words.text(kind, str(value))
        return self._plain(value)

    def _of_policy(self, entry: Entry, kind: str, value: str) -> str:
        """What an id of the policy is called there."""
        award = self._award(entry.entity_id) if entry.entity == "claim" else None
        policy = self._policy(entry)
        found: dict[str, str] = {}
        if kind == "evidence":
            found = {one.id: one.label for one in award.evidence} if award else {}
            found["other"] = self._words.text("document", "other")
        elif kind == "check":
            found = {one.id: one.label for one in award.checks} if award else {}
        elif policy is not None and kind == "award":
            found = {one.id: one.label for one in policy.awards.values()}
        elif policy is not None and kind == "clause":
            found = {one.id: f"{one.number}{one.heading}" for one in policy.clauses}
        elif policy is not None and kind == "pack":
            return policy.document_number or policy.title
        elif policy is not None:
            read = entry.data.get("reading")
            reading = policy.readings.get(str(_mapping(read).get("key")))
            found = {c.value: c.label for c in reading.choices} if reading else {}
        return found.get(value) or self._plain(value)

    def _policy(self, entry: Entry) -> Policy | None:
        if entry.entity == "claim":
            claim = claims.get(self._office.db, entry.entity_id)
            return self._office.policies(claim.pack_sha256) if claim else None
        pack = entry.data.get("pack")
        return next((one for one in self._office.current if one.id == pack), None)

    def _award(self, claim_id: int) -> Award | None:
        if claim_id not in self._awards:
            claim = claims.get(self._office.db, claim_id)
            policy = self._office.policies(claim.pack_sha256) if claim else None
            self._awards[claim_id] = policy.awards.get(claim.award) if policy and claim else None
        return self._awards[claim_id]

    def _operator(self, one: Mapping[str, Any]) -> str:
        roles = "、".join(self._words.label("role", role) for role in one.get("roles", ()))
        return f"{one.get('name', '')}（{roles}）"

    def _kind(self, act: str, key: str) -> str:
        kinds = self._words.section("journal-kind")
        return kinds.get(f"{act}.{key}", kinds.get(key, "plain"))

    def _label(self, key: str) -> str:
        known = self._words.section("journal-key")
        return known.get(key) or self._text("other-item")

    def _sentence(self, label: str, old: str, new: str) -> str:
        return self._text("change", label=label, old=old, new=new)

    def _plain(self, value: object) -> str:
        if value in (None, "", [], {}):
            return self._text("empty")
        if isinstance(value, bool):
            return self._text("yes" if value else "no")
        if isinstance(value, Mapping):
            return "，".join(f"{self._label(str(k))} {self._plain(v)}" for k, v in value.items())
        if isinstance(value, list | tuple):
            return "；".join(self._plain(one) for one in value)
        return str(value)

    def _text(self, key: str, **values: object) -> str:
        return self._words.text("journal", key, values)


def _is_change(value: object) -> bool:
    return isinstance(value, Mapping) and set(value) == _OLD_NEW


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _code(text: str) -> str:
    # 居民身份证号 and 统一社会信用代码 have eighteen places; only the first begins with a digit
    # pair of a province and is all digits but the last.
    personal = len(text) == _PERSONAL_ID and text[:17].isdigit()
    return masked_id(text) if personal else text


_SHOWN: dict[str, Callable[[str], str]] = {
    "card": masked_card,
    "phone": masked_phone,
    "code": _code,
    "short": lambda text: text[:12],
}

"""The sorts of import as resources/imports describes them, with the columns of an award."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, Final

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.identifiers import id_card_problem
from ipdesk.domain.importing import Beside, Field, FieldChoice, FieldType, Kind
from ipdesk.domain.policy import Award, Fact, FactKind
from ipdesk.paths import resources
from ipdesk.wording import Wording

KINDS: Final = (
    *("history", "applicants", "claims", "items", "listed", "payments"),
    *("roster", "figures"),
)
SUBJECT: Final = "subject"
FACT: Final = "fact:"
ROWS: Final = "rows:"
_SHORT_NAME: Final = 4  # characters of a person's name


def import_kind(wording: Wording, kind: str, award: Award | None = None) -> Kind:
    """One sort of import; with an award its subject and facts are columns too."""
    data = _read(kind)
    fields = tuple(_field(wording, entry) for entry in data.get("fields", ()))
    if award is not None:
        fields = (*fields, *_award_fields(award))
    beside = None
    if second := data.get("beside"):
        beside = Beside(second["sheet"], tuple(_field(wording, e) for e in second["fields"]))
    return Kind(kind, data["label"], data["about"], data["role"], data["needs"], fields, beside)


def guess_kind(name: str, code: str) -> ApplicantKind:
    """What a name looks like, for ledgers that do not say; the clerk sees it before importing."""
    if code and id_card_problem(code) is None:
        return ApplicantKind.INDIVIDUAL
    for entry in _read("names")["kinds"]:
        if any(word in name for word in entry["words"]):
            return ApplicantKind(entry["kind"])
    short = len(name) <= _SHORT_NAME
    return ApplicantKind.INDIVIDUAL if short else ApplicantKind.ENTERPRISE


@cache
def _read(name: str) -> dict[str, Any]:
    path = resources() / "imports" / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8"))


def _field(wording: Wording, entry: dict[str, Any]) -> Field:
    values = dict(entry)
    choices = values.pop("choices", ())
    if choices == "kind":
        made = tuple(FieldChoice(str(k), wording.label("kind", k)) for k in ApplicantKind)
    else:
        made = tuple(FieldChoice(c["value"], c["label"], tuple(c["words"])) for c in choices)
    values["type"] = FieldType(values.get("type", "text"))
    values["synonyms"] = tuple(values.get("synonyms", ()))
    return Field(**values, choices=made)


def _award_fields(award: Award) -> Iterator[Field]:
    if not award.subject.derived:
        yield Field(SUBJECT, award.subject.label, FieldType.FACT, required=True, width=24)
    for fact in award.facts:
        if fact.kind is not FactKind.ROWS:
            yield _fact_field(FACT + fact.id, fact)
            continue
        for column in fact.columns:
            made = _fact_field(f"{ROWS}{fact.id}.{column.id}", column)
            yield replace(made, required=False)


def _fact_field(name: str, fact: Fact) -> Field:
    choices = tuple(FieldChoice(choice.value, choice.label) for choice in fact.choices)
    needed = fact.required and fact.default is None
    return Field(name, fact.label, FieldType.FACT, needed, (), choices, fact.help)

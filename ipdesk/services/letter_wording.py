"""文书模板: the wording of letters, changed here as a draft and then published.

A letter keeps the text and the version it was issued with; publishing changes those to come.
"""

from __future__ import annotations

import string
from dataclasses import dataclass, replace
from typing import Any

from ipdesk.domain.letter import LetterKind
from ipdesk.domain.letter_text import Template
from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services.acts import act, record
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.storage import letter_templates, settings
from ipdesk.storage.letter_templates import Published

# Fields every letter has a value for.
COMMON = (
    "applicant",
    "you",
    "award",
    "number",
    "received_on",
    "policy",
    "policy_number",
    "clause",
    "quote",
    "count",
    "unit",
    "subject",
    "contact",
    "phone",
)


@dataclass(frozen=True, slots=True)
class Texts:
    """What the bureau may word itself; a line of `body` is a paragraph, @name a table."""

    title: str
    addressee: str
    body: tuple[str, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class WordingView:
    """A kind of letter as 设置 → 文书模板 shows it."""

    kind: LetterKind
    version: int  # 0: never changed here
    texts: Texts  # the draft where there is one
    draft: bool
    shipped: Texts
    fields: tuple[tuple[str, str], ...]  # name and caption, to be inserted
    history: tuple[Published, ...]


def wording_in_use(office: Office, kind: str) -> tuple[int, Template]:
    """The template letters of this kind are made with now, and its version."""
    shipped = office.paper.template(kind)
    known = letter_templates.versions(office.db, kind)
    if not known:
        return 0, shipped
    newest = known[0]
    if newest.shipped:
        return newest.version, shipped
    return newest.version, applied(shipped, _texts(newest.texts))


def applied(shipped: Template, texts: Texts) -> Template:
    """The shipped template with the bureau's words."""
    return replace(
        shipped,
        title=texts.title,
        addressee=texts.addressee,
        body=texts.body,
        remark=texts.remark,
    )


def view_wording(office: Office, kind: LetterKind) -> WordingView:
    """The wording of a kind with its draft, its fields and every published version."""
    version, template = wording_in_use(office, kind)
    draft = settings.get(office.db, _key(kind))
    return WordingView(
        kind=kind,
        version=version,
        texts=_texts(draft) if draft else _of(template),
        draft=bool(draft),
        shipped=_of(office.paper.template(kind)),
        fields=tuple((name, _caption(office, name)) for name in _allowed(office, kind)),
        history=letter_templates.versions(office.db, kind),
    )


def check_texts(office: Office, kind: LetterKind, texts: Texts) -> None:
    """UserError names the first thing that is wrong with a wording."""
    shipped, allowed = office.paper.template(kind), _allowed(office, kind)
    named: set[str] = set()
    for text in (texts.title, texts.addressee, *texts.body, texts.remark):
        named |= set(_named(text, allowed))
    tables = [text[1:] for text in texts.body if text.startswith("@")]
    for table in tables:
        if f"@{table}" not in shipped.body:
            raise UserError("template-table-unknown", field="body", name=f"@{table}")
    for wanted in shipped.required:
        if wanted not in named and wanted not in {f"@{table}" for table in tables}:
            raise UserError("template-field-missing", field="body", name=_caption(office, wanted))
    if not texts.title.strip() or not any(text.strip() for text in texts.body):
        raise UserError("template-empty", field="title")


def keep_draft(office: Office, actor: Actor, kind: LetterKind, texts: Texts | None) -> Changes:
    """Keep what is being worded without using it yet; None: drop the draft."""
    actor.require(Role.ADMINISTRATOR)
    with act(office) as db:
        settings.put(db, _key(kind), None if texts is None else _data(texts))
        record(office, actor, "keep_template", "bureau", 0, {"kind": str(kind)})
    return Changes.of("setting")


def publish(office: Office, actor: Actor, kind: LetterKind, texts: Texts | None) -> Changes:
    """Use a wording from now on; None: the shipped one again. Issued letters stay."""
    actor.require(Role.ADMINISTRATOR)
    if texts is not None:
        check_texts(office, kind, texts)
    with act(office) as db:
        data = None if texts is None else _data(texts)
        version = letter_templates.publish(db, kind, data, actor.id, office.clock.now())
        settings.put(db, _key(kind), None)
        said = {"kind": str(kind), "version": version, "texts": data or {}}
        record(office, actor, "publish_template", "bureau", 0, said)
    return Changes.of("setting")


def _named(text: str, allowed: tuple[str, ...]) -> list[str]:
    """The fields of a text; UserError for one that is not known or not closed."""
    found = []
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError as error:
        raise UserError("template-brace", field="body", text=text[:20]) from error
    for _, name, form, conversion in parts:
        if name is None:
            continue
        if name not in allowed or form or conversion:
            raise UserError("template-field-unknown", field="body", name=f"{{{name}}}")
        found.append(name)
    return found


def _allowed(office: Office, kind: LetterKind) -> tuple[str, ...]:
    own = office.paper.template(kind).fields
    return tuple(dict.fromkeys((*own, *COMMON)))


def _caption(office: Office, name: str) -> str:
    return office.wording.text("letter-field", name)


def _key(kind: LetterKind) -> str:
    return f"template-draft:{kind}"


def _of(template: Template) -> Texts:
    return Texts(template.title, template.addressee, template.body, template.remark)


def _data(texts: Texts) -> dict[str, Any]:
    return {
        "title": texts.title,
        "addressee": texts.addressee,
        "body": list(texts.body),
        "remark": texts.remark,
    }


def _texts(data: Any) -> Texts:
    return Texts(data["title"], data["addressee"], tuple(data["body"]), data["remark"])

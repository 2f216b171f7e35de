"""The files of a drafted pack; what the loader would refuse is taken out and said."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from ipdesk.domain.draft import TYPED, Draft, DraftClause, Unread
from ipdesk.domain.draft_work import Settled
from ipdesk.errors import PackError, Problem
from ipdesk.packs.drafting.kinds import Kinds
from ipdesk.packs.drafting.lexicon import Lexicon
from ipdesk.packs.drafting.writing.award_table import AwardWriter
from ipdesk.packs.drafting.writing.case_tables import CaseWriter, WrittenCase
from ipdesk.packs.drafting.writing.left_out import LeftOut, without
from ipdesk.packs.drafting.writing.printed import Printed
from ipdesk.packs.drafting.writing.reading_tables import open_point, point_key, reading
from ipdesk.packs.drafting.writing.row_tables import clause_tasks, row_files
from ipdesk.packs.drafting.writing.source_text import source_text
from ipdesk.packs.drafting.writing.toml_text import Inline, toml_text
from ipdesk.packs.loader import load_pack

Table = dict[str, Any]
_MOST_ROUNDS = 60
_LOOSE = ("awards", "cases", "readings", "written_off", "tasks")
_FIGURE = re.compile("[0-9０-９]")


class Written:
    """A written pack, the parts of it that had to be left out, and its cases by key."""

    def __init__(
        self, files: dict[str, bytes], left_out: list[LeftOut], cases: tuple[WrittenCase, ...]
    ) -> None:
        self.files = files
        self.left_out = [one.problem for one in left_out]
        self.parts = left_out
        self.cases = cases


_NOTHING_SETTLED = Settled()


def write_pack(
    draft: Draft,
    pack_id: str,
    lexicon: Lexicon,
    settled: Settled = _NOTHING_SETTLED,
    printed: Printed | None = None,
) -> Written:
    """A pack the loader takes: what it finds wrong in a part goes, and is listed."""
    return _Writer(draft, pack_id, lexicon, settled).written(printed)


class _Writer:
    def __init__(self, draft: Draft, pack_id: str, lexicon: Lexicon, settled: Settled) -> None:
        self.settled = settled
        self.draft = draft
        self.lexicon = lexicon
        self.say = lexicon.tables["phrases"]
        self.source = source_text(draft).encode()
        self.kinds = Kinds(lexicon).all
        self.tables: dict[str, Table] = {}
        self._readings = 0
        self.awards = any(True for _ in draft.proposals)
        self.cases = CaseWriter(draft.head, self.say, settled.cases)
        self._seen: dict[str, str] = {}
        head = self._head(pack_id)
        for clause in draft.clauses:
            self.tables[f"clauses/{clause.id}-clause.toml"] = self._clause(clause, head)
        self.tables["pack.toml"] = head
        self.tables |= row_files(draft, lexicon)

    def written(self, printed: Printed | None) -> Written:
        left_out: list[LeftOut] = []
        files = {"source.md": self.source}
        stale = set(self.tables)
        for _ in range(_MOST_ROUNDS):
            for name in stale:
                table, comments = self.tables[name], self._comments(name)
                if printed is None:
                    files[name] = toml_text(table, comments).encode()
                else:
                    files[name] = printed.text(name, table, comments)
            try:
                load_pack(files)
                break
            except PackError as error:
                gone = without(self.tables, error.problems)
                if not gone:
                    lighter = self._lighter(error.problems, files)
                    gone = [LeftOut(problem) for problem in lighter]
                if not gone:
                    raise
                left_out += gone
                stale = {one.problem.file for one in gone}
        return Written(files, left_out, tuple(self.cases.written))

    def _lighter(self, problems: tuple[Problem, ...], files: Mapping[str, bytes]) -> list[Problem]:
        """What no part of its own is to blame for: words of the validity, files too large."""
        gone: list[Problem] = []
        for problem in problems:
            table = self.tables.get(problem.file)
            if problem.file == "pack.toml" and problem.key.startswith("valid"):
                self._bare_validity()
            elif table is None or not any(table.pop(name, None) for name in _LOOSE):
                continue
            gone.append(problem)
        if not gone and not problems[0].file:
            by_size = sorted(self.tables, key=lambda name: len(files[name]), reverse=True)
            heavy = next((name for name in by_size if self.tables[name].pop("cases", None)), "")
            gone = [Problem(heavy, "cases", problems[0].code, problems[0].values)] if heavy else []
        return gone

    def _bare_validity(self) -> None:
        """The clause alone, without days that do not agree: a person has to enter them."""
        head = self.tables["pack.toml"]
        head["valid_from"] = head["valid_to"] = None
        if isinstance(head.get("validity"), dict):
            head["validity"]["quote"] = _FIGURE.split(head["validity"]["quote"])[0] or "。"
        head["proposed"] = sorted({*(head.get("proposed") or ()), "validity"})

    def _comments(self, name: str) -> list[str]:
        lines = []
        if name == "pack.toml":
            lines.append(self.say["draft-comment"].format(name=self.draft.name))
        unread = [one for one in self.draft.unread if self._file_of(one) == name]
        if unread:
            lines.append(self.say["unread-comment"])
        for one in unread:
            about = " ".join(one.around.split())
            lines.append(
                self.say["unread-line"].format(clause=one.clause, text=one.text, around=about)
            )
        return lines

    def _file_of(self, one: Unread) -> str:
        return f"clauses/{one.clause}-clause.toml" if one.clause else "pack.toml"

    def _head(self, pack_id: str) -> Table:
        head = self.draft.head
        table: Table = {
            "format": 1,
            "id": pack_id,
            "title": head.title,
            "document_number": head.document_number,
            "issuer": head.issuer,
            "issued_on": head.issued_on,
            "valid_from": head.valid_from,
            "valid_to": head.valid_to,
            "contact": head.contact,
            "text_sha256": hashlib.sha256(self.source).hexdigest(),
            "reviewer": "",
            "proposed": list(head.proposed) or None,
        }
        # A number nobody found must stand in the text all the same: its first words do.
        if "document_number" in head.proposed:
            table["document_number"] = self._first_words()
        table["validity"] = self._validity(table)
        if head.inclusive[1] and head.inclusive[0]:
            table["inclusive"] = {
                "clause": head.inclusive[0],
                "words": list(head.inclusive_words),
                "quote": head.inclusive[1],
            }
        if head.conflict[1]:
            table["conflict"] = {"clause": head.conflict[0], "quote": head.conflict[1]}
        if self.settled.replaces and head.succeeds[1]:
            table["succeeds"] = self._succeeds()
        if self.awards:
            table["evidence"] = [dict(row) for row in self.lexicon.rows("common-evidence")]
            table["checks"] = [{"quote": "", **row} for row in self.lexicon.rows("common-checks")]
            clause = head.validity[0] or self._last_clause()
            table["readings"] = [self._switch("late_apply", clause, "")]
        off = [
            self._off(one.text, one.code, one.by) for one in self.draft.answered if not one.clause
        ]
        if off:
            table["written_off"] = off
        return table

    def _succeeds(self) -> Table:
        """The policy before, and which awards go on from which of it."""
        head = self.draft.head
        awards = {one.id: list(one.carries) for one in self.draft.proposals if one.carries}
        table: Table = {
            "policy": self.settled.replaces,
            "clause": head.succeeds[0],
            "quote": head.succeeds[1],
            "once": head.carry_once,
            "years": head.carry_years,
        }
        return {**table, "awards": Inline(awards)} if awards else table

    def _first_words(self) -> str:
        return self.draft.text.paragraphs[0].text[:20]

    def _last_clause(self) -> str:
        return self.draft.clauses[-1].id

    def _validity(self, table: Table) -> Table | None:
        head = self.draft.head
        clause, quote = head.validity
        if not self.awards:
            return {"quote": quote} if quote else None
        if not clause:
            # Without a clause of its own the last one is named, to be put right by a person.
            clause = self._last_clause()
            last = next(one for one in self.draft.clauses if one.id == clause)
            quote = self.draft.text.paragraphs[last.paragraphs[0]].text[:30]
            if not head.validity[1]:
                table["valid_from"] = table["valid_to"] = None
        late = Inline({"reading": "late_apply", "need_doc": "document", "deny": "refuse"})
        return {"clause": clause, "quote": quote, "late": late}

    def _clause(self, clause: DraftClause, head: Table) -> Table:
        table: Table = {
            "id": clause.id,
            "number": clause.number or self.draft.text.paragraphs[clause.paragraphs[0]].text[:6],
            "heading": clause.heading or self.say["heading"],
            "chapter": clause.chapter or clause.heading,
            "kind": self._kind(clause),
        }
        tasks = clause_tasks(self.draft, clause.id, self.say)
        if tasks:
            table["tasks"] = tasks
        writer = AwardWriter(self.draft, clause, self.kinds, self.lexicon)
        own = [one for one in self.draft.proposals if one.clause == clause.id]
        awards = [writer.table(one) for one in own]
        if awards:
            table["awards"] = awards
        self._add_readings(clause, writer, own, head, table)
        off = [
            self._off(one.text, one.code, one.by)
            for one in self.draft.answered
            if one.clause == clause.id
        ]
        if off:
            table["written_off"] = off
        cases = [
            case
            for one, award in zip(own, awards, strict=True)
            for case in self.cases.cases(one, award)
        ]
        if cases:
            table["cases"] = cases
        return table

    def _kind(self, clause: DraftClause) -> str:
        head = self.draft.head
        places = {
            head.validity[0]: "validity",
            head.inclusive[0]: "definition",
            head.conflict[0]: "conflict",
        }
        named = places.get(clause.id, "")
        return clause.kind if clause.kind == "award" or not named else named

    def _add_readings(
        self, clause: DraftClause, writer: AwardWriter, own: list[Any], head: Table, table: Table
    ) -> None:
        shared = head.setdefault("readings", [])
        mine: list[Table] = []
        for key, quote in writer.readings.items():
            if key.startswith("excl_mode"):
                mine.append(self._switch(key, clause.id, quote))
            elif key not in self._seen:
                self._seen[key] = clause.id
                shared.append(self._switch(key, clause.id, quote))
        over = self.lexicon.form("general", "over")
        for one in own:
            for condition in one.conditions:
                said = over.search(condition)
                if said and said[0] not in self.draft.head.inclusive_words:
                    question = self.say["reading-over"].format(words=condition)
                    default = self.say["reading-over-default"]
                    mine.append(self._point(clause.id, question, default, condition))
            for limit in one.limits:
                if limit.scope == "applicant":
                    question = self.say["reading-scope"].format(words=limit.quote)
                    default = self.say["reading-scope-default"]
                    mine.append(self._point(clause.id, question, default, limit.quote))
        if mine:
            table["readings"] = mine
        if not shared:
            head.pop("readings")

    def _switch(self, key: str, clause: str, quote: str) -> Table:
        self._readings += 1
        made = reading(f"A{self._readings:02d}", key, clause, quote, self.say)
        return self._chosen(made, key)

    def _point(self, clause: str, question: str, default: str, quote: str) -> Table:
        self._readings += 1
        number = f"A{self._readings:02d}"
        return self._chosen(
            open_point(number, clause, question, default, quote), point_key(clause, quote)
        )

    def _chosen(self, table: Table, key: str) -> Table:
        chosen = self.settled.readings.get(key)
        if chosen is None:
            return table
        values = [one["value"] for one in table.get("choices", ())]
        if values and chosen.value not in values:
            return table
        table["default"] = chosen.value
        if chosen.document:
            table |= {"basis_document": chosen.document, "basis_on": chosen.document_on}
        return table

    def _off(self, text: str, code: str, by: str) -> Table:
        reason = by if code == TYPED else self.say[f"reason-{code}"].format(by=by)
        return {"text": text, "reason": reason}

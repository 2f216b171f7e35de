from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from ipdesk.domain.applicant import Applicant
from ipdesk.domain.past_award import PastAward
from ipdesk.domain.stages import MOVES
from ipdesk.paths import resources
from ipdesk.services import bureaus
from ipdesk.services.bureaus import Bureau
from ipdesk.services.journal_words import Told, act_label, tell
from ipdesk.services.office import Office
from ipdesk.storage import journal
from ipdesk.wording import Wording
from tests.conftest import SampleFolder

PROGRAM = Path(bureaus.__file__).parent
WRITERS = {"record", "journal_record", "_journal", "_record", "_set", "_give", "_send_back"}
# Names that come as a variable or are put together, and the functions that do so.
PUT_TOGETHER = {
    "print_form",
    "save_form",
    "print_letter",
    "save_letter",
    "export_ledger",
    "export_year_end",
    "payment_paid",
    "payment_returned",
    "payment_dropped",
    "sign_in_by_envelope",
}
# Inside of values that are told in their own way.
INNER = {"id", "key"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def wording() -> Wording:
    return Wording.load(resources() / "wording")


def _writers() -> Iterator[tuple[ast.FunctionDef, ast.Call]]:
    for path in sorted(PROGRAM.rglob("*.py")):
        for found in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(found, ast.FunctionDef):
                for call in ast.walk(found):
                    if isinstance(call, ast.Call) and _writes(call):
                        yield found, call


def _writes(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Name):
        return call.func.id in WRITERS
    return ast.unparse(call.func) == "journal.append"


def acts_written() -> set[str]:
    """Every name of an act that is written somewhere as it stands."""
    found = set()
    for _, call in _writers():
        names = [one.value for one in call.keywords if one.arg == "act"] + call.args[2:]
        for name in names:
            said = name.value if isinstance(name, ast.Constant) else ""
            if isinstance(said, str) and re.fullmatch(r"[a-z]+(_[a-z]+)+|import|rebase", said):
                found.add(said)
    return found - {"past_award", "clause_status", "title_name", "policy_draft"}


def keys_written() -> set[str]:
    """Every key of a mapping made where an entry is written."""
    found = set()
    for function, _ in _writers():
        for mapping in ast.walk(function):
            if isinstance(mapping, ast.Dict):
                found |= {
                    key.value
                    for key in mapping.keys
                    if isinstance(key, ast.Constant) and isinstance(key.value, str)
                }
    found |= {need for move in MOVES for need in move.needs} - {"checklist"}
    found |= {field.name for kind in (Applicant, PastAward, Bureau) for field in fields(kind)}
    return found - INNER


def test_the_walk_sees_the_acts_of_the_program() -> None:
    assert {"issue_letter", "set_budget", "attach_file", "merge_applicants"} <= acts_written()
    assert {"check_code", "approved_fen", "recipient"} <= keys_written()


def test_every_act_that_can_be_written_has_its_words(wording: Wording) -> None:
    names = acts_written() | {move.act for move in MOVES} | PUT_TOGETHER
    other = wording.text("journal", "other-act")
    assert [name for name in sorted(names) if act_label(wording, name) == other] == []


def test_every_key_that_can_be_written_has_its_words(wording: Wording) -> None:
    known, kinds = wording.section("journal-key"), wording.section("journal-kind")
    hidden = {key for key, kind in kinds.items() if kind == "hidden"}
    assert sorted(keys_written() - set(known) - hidden) == []


def test_no_entry_of_a_lived_year_shows_a_raw_name(sample: SampleFolder, tmp_path: Path) -> None:
    office = bureaus.open_bureau(sample.copy(tmp_path / "home"))
    try:
        for told in tell(office, journal.page(office.db, limit=10_000)):
            for text in (told.act, told.subject, *told.changes):
                assert CHINESE.search(text), text
                assert not re.search(r"\b[a-z]{3,}_?[a-z]*\b", text.replace(".xlsx", "")), text
    finally:
        office.db.close()


def test_a_step_is_told_from_old_to_new(sample: SampleFolder, tmp_path: Path) -> None:
    office = bureaus.open_bureau(sample.copy(tmp_path / "home"))
    try:
        told = _first(office, "approve")
        assert told.act == "已批准"
        assert told.subject.startswith("申报 LC-2024-")
        assert "环节：公示期满 → 已批准" in told.changes
        assert "核定金额：10,000.00 元" in told.changes
        check = _first(office, "answer_check")
        assert "内容：（空） → 符合" in check.changes
    finally:
        office.db.close()


def test_numbers_of_persons_are_covered(sample: SampleFolder, tmp_path: Path) -> None:
    office = bureaus.open_bureau(sample.copy(tmp_path / "home"))
    try:
        entry = journal.page(office.db, act="register_applicant", limit=1)[0]
        account = entry.data["applicant"]["account"]
        text = "；".join(tell(office, (entry,))[0].changes)
        assert account[6:-4]
        assert account not in text
        assert account[:6] in text
    finally:
        office.db.close()


def _first(office: Office, act: str) -> Told:
    return tell(office, journal.page(office.db, act=act, limit=5_000)[-1:])[0]

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ipdesk.domain.stages import Role
from ipdesk.errors import UserError
from ipdesk.services import bureaus, journal_view, paper_check
from ipdesk.services.journal_view import JournalFilter
from ipdesk.services.office import Actor, Office
from ipdesk.services.operators import list_operators
from ipdesk.storage import driver, journal, letters
from tests.conftest import SampleFolder
from tests.services.casework import new_desk, patent, works


@pytest.fixture
def office(sample: SampleFolder, tmp_path: Path) -> Iterator[Office]:
    opened = bureaus.open_bureau(sample.copy(tmp_path / "home"))
    yield opened
    opened.db.close()


def test_the_newest_entry_comes_first(office: Office) -> None:
    ids = journal_view.journal_ids(office, JournalFilter())
    assert ids[0] == journal.head(office.db)[0]
    assert ids[-1] == 1


def test_entries_are_found_by_the_number_of_their_claim_also_when_of_its_letter(
    office: Office,
) -> None:
    rows = journal_view.journal_rows(
        office, journal_view.journal_ids(office, JournalFilter(text="LC-2024-0001"))
    )
    assert {"已登记收件", "已批准", "制发文书"} <= {row.act for row in rows}


def test_filters_by_act_person_and_day_are_joined(office: Office) -> None:
    chosen = JournalFilter(
        acts=("approve",), operator="李国梁", first=date(2024, 1, 1), last=date(2024, 12, 31)
    )
    rows = journal_view.journal_rows(office, journal_view.journal_ids(office, chosen))
    assert rows
    assert {(row.act, row.by) for row in rows} == {("已批准", "李国梁")}
    none = JournalFilter(acts=("approve",), operator="陈晓岚")
    assert not journal_view.journal_ids(office, none)


def test_the_history_of_a_claim_holds_its_steps_checks_and_letters(office: Office) -> None:
    acts = {row.act for row in journal_view.history(office, "claim", 1)}
    assert {"已登记收件", "核对清单", "核对原件", "制发文书"} <= acts
    assert all(
        row.subject.startswith(("申报 LC-2024-0001", "文书"))
        for row in journal_view.history(office, "claim", 1)
    )


def test_the_head_on_a_letter_is_found_in_the_journal_however_it_is_typed(office: Office) -> None:
    letter = letters.get(office.db, 1)
    assert letter is not None
    typed = f" {letter.journal_head[:6].upper().replace('0', 'O')} {letter.journal_head[6:12]}"
    found = journal_view.check_printed(office, typed)
    assert found.entry is not None
    assert (found.entry.seq, found.holds) == (letter.journal_seq, True)


def test_a_head_of_another_journal_is_said_to_be_unknown(office: Office) -> None:
    found = journal_view.check_printed(office, "0123456789ab")
    assert (found.entry, found.holds) == (None, False)


def test_a_head_that_cannot_be_one_is_refused(office: Office) -> None:
    with pytest.raises(UserError):
        journal_view.check_printed(office, "12345")


def test_a_chain_broken_before_a_printed_head_does_not_hold_there(office: Office) -> None:
    letter = letters.get(office.db, 1)
    assert letter is not None
    path, key = office.db.path, office.key
    home = office.home
    office.db.close()
    raw = driver.connect(path, key, "mode=rw")
    for (name,) in raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"
    ).fetchall():
        raw.execute(f'DROP TRIGGER "{name}"')
    raw.execute("UPDATE journal SET reason = '改过' WHERE seq = 3")
    raw.commit()
    raw.close()
    again = bureaus.open_bureau(home)
    try:
        assert journal_view.check_chain(again).first_broken == 3
        assert not journal_view.check_printed(again, letter.journal_head[:12]).holds
    finally:
        again.db.close()


def test_an_extract_says_to_whom_it_went(office: Office, tmp_path: Path) -> None:
    one = next(one for one in list_operators(office) if Role.ADMINISTRATOR in one.roles)
    actor = Actor(one.id, one.name, one.roles)
    path = tmp_path / "记录.xlsx"
    chosen = JournalFilter(acts=("approve",))
    count = len(journal_view.journal_ids(office, chosen))
    journal_view.export_journal(office, actor, chosen, path, "市审计局")
    entry = journal.page(office.db, limit=1)[0]
    assert entry.act == "export_journal"
    assert (entry.data["rows"], entry.data["recipient"]) == (count, "市审计局")
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("已批准") >= count
    with pytest.raises(UserError):
        journal_view.export_journal(office, actor, chosen, path, " ")


def test_a_paper_is_known_by_its_code_however_it_is_typed(office: Office) -> None:
    letter = letters.get(office.db, 1)
    assert letter is not None
    code = letter.check_code
    for typed in (
        code,
        code.lower().replace("-", " "),
        code.replace("0", "O").replace("1", "I"),
        code.replace("1", "l").replace("-", "－"),
    ):
        found = paper_check.check(office, typed)
        assert found is not None, typed
        assert found.letter.id == 1
        assert found.agrees


def test_a_paper_is_known_by_its_document_number(office: Office) -> None:
    letter = letters.get(office.db, 1)
    assert letter is not None
    typed = letter.document_number.replace("〔", "[").replace("〕", "] ")
    found = paper_check.check(office, typed)
    assert found is not None
    assert found.letter.id == 1


def test_a_code_the_office_never_gave_is_unknown(office: Office) -> None:
    assert paper_check.check(office, "ZZZZ-ZZZZ-ZZZZ") is None
    assert paper_check.check(office, "  ") is None


def test_the_history_of_quotas_names_who_took_and_who_gave_back(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "bureau")
    who = desk.applicant()
    kept = desk.received(who, "03-01", *works(1, 3))
    gone = desk.received(who, "03-01", *works(4, 2))
    desk.received(who, "01-01", patent("ZL201210123456.8"))  # has no yearly cap
    desk.take("clerk", gone, "withdraw", reason="材料不齐")
    story = journal_view.quota_history(desk.office, who)
    number = desk.claim(kept).number
    assert [(one.claim, one.used, one.money) for one in story.drawn] == [(number, 3, False)]
    assert [(one.entity_id, one.act) for one in story.told] == [
        (gone, "申报主体撤回申报"),
        (gone, "已登记收件"),
        (kept, "已登记收件"),
    ]
    desk.office.db.close()


def test_the_history_of_a_policy_is_what_was_settled_about_it(office: Office) -> None:
    pack = office.award_policies[0].id
    told = journal_view.policy_history(office, pack)
    assert [one.act for one in told] == ["设定年度预算"]
    assert journal_view.policy_history(office, "none-such") == ()


def test_a_task_is_called_by_its_title(office: Office) -> None:
    rows = journal_view.journal_rows(
        office, journal_view.journal_ids(office, JournalFilter(acts=("keep_task",)))
    )
    assert rows
    assert all(len(row.subject) > len("任务 ") for row in rows)

"""Passwords of a bureau: turned on, changed, forgotten, taken, and what a backup opens with."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ipdesk.domain import recovery
from ipdesk.domain.stages import Role
from ipdesk.errors import StorageError, UserError
from ipdesk.paths import Home
from ipdesk.services import access, backups, bureaus, entry, operators
from ipdesk.services.door import Door
from ipdesk.storage import backup, files, journal, keys, rekeying, slots, switch
from tests.services.casework import Desk, HandClock, new_desk

WORDS = {"经办甲": "Lc86#甲", "复核乙": "Lc86#乙", "审批丙": "Lc86#丙", "财务丁": "Lc86#丁"}
CODE = recovery.draw()


class Running:
    """The running time of a program, set by hand."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one guess costs is held by test_slots; here the order of things counts."""
    monkeypatch.setattr(slots, "_derived", _quick)


def _quick(slot: slots.Slot, secret: str) -> bytes:
    return hashlib.sha256(slot.salt + secret.encode()).digest()


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A bureau with four accounts at work and one disabled, closed; each test has a copy."""
    desk = new_desk(tmp_path_factory.mktemp("founded") / "home")
    operators.set_active(desk.office, desk.clerk, desk.everything.id, False)
    bureaus.close(desk.office)
    return desk


@pytest.fixture
def opened(founded: Desk, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(founded.office.home.root, tmp_path / "home")
    office = bureaus.open_bureau(Home(tmp_path / "home"), founded.clock)
    yield replace(founded, office=office)
    bureaus.close(office)


def words(desk: Desk) -> dict[int, str]:
    people = operators.list_operators(desk.office, active_only=True)
    return {one.id: f"{WORDS[one.name]}-2024" for one in people}


def enable(desk: Desk) -> dict[int, str]:
    given = words(desk)
    access.enable(desk.office, desk.clerk, given, CODE)
    return given


def refused(work: Callable[..., object], *arguments: object) -> UserError:
    with pytest.raises(UserError) as caught:
        work(*arguments)
    return caught.value


def test_with_passwords_the_local_key_is_gone_and_each_opens_by_their_own(opened: Desk) -> None:
    given = enable(opened)
    home = opened.office.home
    bureaus.close(opened.office)
    assert not home.key.exists()
    assert refused(bureaus.open_bureau, home).code == "password-needed"
    door = Door(home)
    assert [one.name for one in door.accounts()] == list(WORDS)
    assert [one.due for one in door.accounts()] == [False, True, True, True]
    for number, word in given.items():
        came = entry.come_in(door, number, word, opened.clock)
        assert (came.actor.id, came.office.key, came.due) == (
            number,
            opened.office.key,
            number != opened.clerk.id,
        )
        assert journal.page(came.office.db, limit=1)[0].act == "sign_in"
        bureaus.close(came.office)


def test_everybody_at_work_needs_a_password_that_may_stand(opened: Desk) -> None:
    given = words(opened)
    number = opened.reviewer.id
    for word, code in (("", "password-short"), ("复核乙", "password-short"),
                       ("password", "password-classes"), ("Fuheyi2024!", "password-is-name"),
                       ("P@ssw0rd1", "password-common")):  # fmt: skip
        error = refused(access.enable, opened.office, opened.clerk, {**given, number: word}, CODE)
        assert (error.code, error.field) == (code, f"password-{number}")
        assert opened.said(error)
    same = dict.fromkeys(given, "Lc86#2024x")
    assert refused(access.enable, opened.office, opened.clerk, same, CODE).code == (
        "password-shared"
    )
    assert not access.guarded(opened.office)
    assert opened.office.home.key.exists()


def test_only_an_administrator_turns_passwords_on(opened: Desk) -> None:
    error = refused(access.enable, opened.office, opened.approver, words(opened), CODE)
    assert error.code == "role-required"


def test_five_wrong_passwords_lock_the_account_for_ten_minutes_of_running_time(
    opened: Desk,
) -> None:
    given = enable(opened)
    running = Running()
    door = Door(opened.office.home, running)
    clerk, reviewer = opened.clerk.id, opened.reviewer.id
    lefts = [refused(door.unlock, clerk, "x").values["left"] for _ in range(4)]
    assert lefts == [4, 3, 2, 1]
    assert refused(door.unlock, clerk, "x").code == "password-locked"
    # Now even the right one is not tried, and a colleague comes in as ever.
    assert refused(door.unlock, clerk, given[clerk]).code == "password-locked"
    assert door.unlock(reviewer, given[reviewer]) == opened.office.key
    running.seconds += 599
    assert door.locked_for(clerk) == 2
    again = Running()
    restarted = Door(opened.office.home, again)  # begins its ten minutes anew
    assert restarted.locked_for(clerk) == 601
    running.seconds += 1
    assert door.locked_for(clerk) == 0
    assert door.unlock(clerk, given[clerk]) == opened.office.key


def test_a_right_password_clears_the_count(opened: Desk) -> None:
    given = enable(opened)
    door = Door(opened.office.home)
    clerk = opened.clerk.id
    for _ in range(3):
        for _ in range(4):
            refused(door.unlock, clerk, "x")
        assert door.unlock(clerk, given[clerk]) == opened.office.key
    assert not door.failures(clerk)


def test_a_program_killed_while_it_tries_has_tried(
    opened: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    enable(opened)
    door = Door(opened.office.home)

    def killed(slot: slots.Slot, secret: str) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(slots, "unseal", killed)
    for _ in range(5):
        with pytest.raises(KeyboardInterrupt):
            door.unlock(opened.clerk.id, "x")
    assert Door(opened.office.home).locked_for(opened.clerk.id) > 0


def test_a_damaged_count_locks_everybody(opened: Desk) -> None:
    enable(opened)
    opened.office.home.tries.write_text("{")
    door = Door(opened.office.home)
    assert refused(door.unlock, opened.clerk.id, "x").code == "password-locked"


def test_a_changed_password_replaces_the_old_one(opened: Desk) -> None:
    given = enable(opened)
    office, clerk = opened.office, opened.clerk
    assert refused(access.change_password, office, clerk, "x", "Neues#1x").code == (
        "password-wrong"
    )
    old = given[clerk.id]
    assert refused(access.change_password, office, clerk, old, old).code == "password-same"
    assert refused(access.change_password, office, clerk, old, "kurz").code == "password-short"
    access.change_password(office, clerk, old, "Neues#1x")
    door = Door(office.home)
    assert refused(door.unlock, clerk.id, old).code == "password-wrong"
    assert door.unlock(clerk.id, "Neues#1x") == opened.office.key
    entry_ = journal.page(office.db, limit=1)[0]
    assert (entry_.act, entry_.data) == ("change_password", {"name": "经办甲"})


def test_a_password_given_by_the_administrator_is_changed_at_the_first_login(
    opened: Desk,
) -> None:
    enable(opened)
    office = opened.office
    assert refused(access.give_password, office, opened.approver, 2, "Neues#1x").code == (
        "role-required"
    )
    access.give_password(office, opened.clerk, opened.reviewer.id, "Neues#1x")
    bureaus.close(office)
    door = Door(office.home)
    came = entry.come_in(door, opened.reviewer.id, "Neues#1x", opened.clock)
    assert came.due
    entry.first_password(came.office, came.actor, "Neues#1x", "Eignes#2y")
    bureaus.close(came.office)
    came = entry.come_in(door, opened.reviewer.id, "Eignes#2y", opened.clock)
    assert not came.due
    bureaus.close(came.office)


def test_a_new_account_gets_a_first_password_and_a_disabled_one_loses_its_slot(
    opened: Desk,
) -> None:
    enable(opened)
    office, clerk = opened.office, opened.clerk
    error = refused(operators.add_operator, office, clerk, "新人", (Role.CLERK,))
    assert error.code == "password-short"
    assert operators.operator_named(office, "新人") is None
    (number,) = operators.add_operator(office, clerk, "新人", (Role.CLERK,), "Neues#1x").ids
    door = Door(office.home)
    assert door.unlock(number, "Neues#1x") == opened.office.key
    operators.set_active(office, clerk, number, False, "调离")
    assert refused(door.unlock, number, "Neues#1x").code == "password-none"
    operators.set_active(office, clerk, number, True)
    assert access.without_password(office) == (number,)


def test_a_disabled_account_does_not_come_in_by_a_slot_put_back(opened: Desk) -> None:
    given = enable(opened)
    office = opened.office
    kept = office.home.slots.read_bytes()
    operators.set_active(office, opened.clerk, opened.payer.id, False, "调离")
    office.home.slots.write_bytes(kept)
    bureaus.close(office)
    door = Door(office.home)
    number = opened.payer.id
    assert refused(entry.come_in, door, number, given[number]).code == "operator-disabled"
    came = entry.come_in(door, opened.clerk.id, given[opened.clerk.id], opened.clock)
    acts = [one.act for one in journal.page(came.office.db, limit=2)]
    assert acts == ["sign_in", "sign_in_slots_differ"]
    assert number not in {one.operator for one in door.accounts()}
    bureaus.close(came.office)
    came = entry.come_in(door, opened.clerk.id, given[opened.clerk.id], opened.clock)
    assert [one.act for one in journal.page(came.office.db, limit=2)] == ["sign_in", "sign_in"]
    bureaus.close(came.office)


def test_the_envelope_opens_the_bureau_and_gives_a_new_password(opened: Desk) -> None:
    enable(opened)
    home, clerk = opened.office.home, opened.clerk.id
    bureaus.close(opened.office)
    door = Door(home)
    typo = ("3" if CODE[0] != "3" else "4") + CODE[1:]
    error = refused(entry.come_in_by_envelope, door, typo, clerk, "Neues#1x")
    assert (error.code, error.values["group"]) == ("recovery-slip", 1)
    assert door.failures(slots.RECOVERY) == 0
    error = refused(entry.come_in_by_envelope, door, recovery.draw(), clerk, "Neues#1x")
    assert (error.code, error.values["left"]) == ("recovery-wrong", 4)
    error = refused(entry.come_in_by_envelope, door, CODE, clerk, "kurz")
    assert error.code == "password-short"
    came = entry.come_in_by_envelope(door, CODE.lower(), clerk, "Neues#1x", opened.clock)
    assert access.envelope_opened(came.office)
    new = recovery.draw()
    access.renew_envelope(came.office, came.actor, new)
    assert not access.envelope_opened(came.office)
    bureaus.close(came.office)
    assert refused(door.unlock_envelope, CODE).code == "recovery-wrong"
    assert door.unlock_envelope(new) == opened.office.key
    assert door.unlock(clerk, "Neues#1x") == opened.office.key


def test_a_backup_opens_by_the_passwords_and_the_envelope_of_its_time(
    opened: Desk, tmp_path: Path
) -> None:
    given = enable(opened)
    office, clerk = opened.office, opened.clerk
    backups.back_up(office)
    access.change_password(office, clerk, given[clerk.id], "Neues#1x")
    access.renew_envelope(office, clerk, recovery.draw())
    bureaus.close(office)
    (copy,) = office.home.backups.glob("*.db")
    elsewhere = Home(tmp_path / "another PC")
    elsewhere.root.mkdir()
    shutil.copy(copy, elsewhere.database)
    shutil.copy(slots.beside(copy), elsewhere.slots)
    door = Door(elsewhere)
    assert refused(door.unlock, clerk.id, "Neues#1x").code == "password-wrong"
    came = entry.come_in(door, clerk.id, given[clerk.id], opened.clock)
    assert came.office.key == opened.office.key
    bureaus.close(came.office)
    came = entry.come_in_by_envelope(door, CODE, clerk.id, "Drittes#3z", opened.clock)
    bureaus.close(came.office)


def test_going_back_to_the_local_key_needs_the_password_and_a_reason(opened: Desk) -> None:
    given = enable(opened)
    office, clerk = opened.office, opened.clerk
    assert refused(access.disable, office, clerk, "x", "只剩一人").code == "password-wrong"
    assert refused(access.disable, office, clerk, given[clerk.id], " ").code == "need-missing"
    access.disable(office, clerk, given[clerk.id], "只剩一人")
    assert not office.home.slots.exists()
    assert keys.read_key_file(office.home.key) == opened.office.key
    bureaus.close(office)
    again = bureaus.open_bureau(office.home, HandClock(opened.clock.now()))
    assert journal.page(again.db, limit=1)[0].act == "disable_passwords"
    bureaus.close(again)


class Killed(BaseException):
    """The program ends here."""


STEPS = (
    (files, "write_safely"),
    (files, "publish"),
    (files, "write_new"),
    (slots, "write"),
    (slots, "unseal"),
    (journal, "append"),
    (keys, "destroy_key_file"),
    (files, "sync_folder"),
    (rekeying, "files_of"),
    (rekeying, "store"),
    (rekeying, "copies"),
    (backup, "compare"),
    (switch, "hand_over"),
)


@pytest.mark.parametrize("place", range(len(STEPS)))
@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("work", ["enable", "change", "disable", "renew"])
def test_killed_at_any_step_the_store_still_opens(
    opened: Desk, monkeypatch: pytest.MonkeyPatch, place: int, after: bool, work: str
) -> None:
    given = words(opened) if work == "enable" else enable(opened)
    office, clerk = opened.office, opened.clerk
    module, name = STEPS[place]
    real = getattr(module, name)
    calls = {"left": 1}

    def die(*arguments: object, **more: object) -> object:
        result = real(*arguments, **more) if after else None
        calls["left"] -= 1
        if calls["left"] <= 0:
            raise Killed
        return result if after else real(*arguments, **more)

    new = recovery.draw()
    works = {
        "enable": lambda: access.enable(office, clerk, given, CODE),
        "change": lambda: access.change_password(office, clerk, given[clerk.id], "Neues#1x"),
        "disable": lambda: access.disable(office, clerk, given[clerk.id], "只剩一人"),
        "renew": lambda: access.renew_envelope(office, clerk, new),
    }
    with monkeypatch.context() as patched:
        patched.setattr(module, name, die)
        with contextlib.suppress(Killed):
            works[work]()
    bureaus.close(office)
    door = Door(office.home)
    if not door.guarded:
        bureaus.close(bureaus.open_bureau(office.home, opened.clock))
        return
    door.home.tries.unlink(missing_ok=True)
    word = given[clerk.id]
    if work == "change":
        passed = [_opens(door, clerk.id, each) for each in (word, "Neues#1x")]
        assert passed.count(True) == 1
        word = word if passed[0] else "Neues#1x"
    came = entry.come_in(door, clerk.id, word, opened.clock)
    assert not office.home.key.exists()
    bureaus.close(came.office)
    codes = [_envelope(door, each) for each in (CODE, new)]
    assert codes.count(True) == 1


def _opens(door: Door, number: int, word: str) -> bool:
    try:
        return bool(door.unlock(number, word))
    except UserError:
        return False


def _envelope(door: Door, code: str) -> bool:
    try:
        return bool(door.unlock_envelope(code))
    except UserError:
        return False


def test_a_slots_file_that_lies_is_not_put_in_place(
    opened: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(slots, "unseal", lambda slot, secret: None)
        with pytest.raises(StorageError) as refusal:
            enable(opened)
    assert refusal.value.code == "slots-damaged"
    assert not access.guarded(opened.office)
    assert opened.office.home.key.exists()

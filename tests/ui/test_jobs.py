from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ipdesk.errors import UserError
from ipdesk.ui.jobs import Jobs


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    made.begin(lambda: "office")
    yield made
    made.close()


class Listener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.thread_ids: list[int] = []

    def hear(self, result: object) -> None:
        self.heard.append(result)
        self.thread_ids.append(threading.get_ident())


def test_answers_come_back_on_the_windows_thread(qtbot: QtBot, jobs: Jobs) -> None:
    listener = Listener()
    jobs.run(lambda office: (office, threading.get_ident()), listener.hear)
    qtbot.waitUntil(lambda: bool(listener.heard))
    office, worker = listener.heard[0]  # type: ignore[misc]
    assert office == "office"
    assert worker != threading.get_ident()
    assert listener.thread_ids == [threading.get_ident()]


def test_all_jobs_run_on_one_thread_in_order(qtbot: QtBot, jobs: Jobs) -> None:
    listener = Listener()
    for number in range(20):
        jobs.run(lambda _, n=number: (n, threading.get_ident()), listener.hear)
    qtbot.waitUntil(lambda: len(listener.heard) == 20)
    assert [n for n, _ in listener.heard] == list(range(20))  # type: ignore[misc]
    assert len({thread for _, thread in listener.heard}) == 1  # type: ignore[misc]


def test_an_error_reaches_the_one_who_asked(qtbot: QtBot, jobs: Jobs) -> None:
    def refuse(office: object) -> None:
        raise UserError("role-required")

    listener = Listener()
    jobs.run(refuse, None, listener.hear)
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert isinstance(listener.heard[0], UserError)


def test_an_error_nobody_takes_becomes_a_complaint(qtbot: QtBot, jobs: Jobs) -> None:
    def fail(office: object) -> None:
        raise ValueError("broken")

    with qtbot.waitSignal(jobs.complaint) as caught:
        jobs.run(fail)
    assert isinstance(caught.args[0], ValueError)
    assert "broken" in caught.args[1]


def test_of_jobs_with_one_key_only_the_newest_answers(qtbot: QtBot, jobs: Jobs) -> None:
    gate = threading.Event()
    listener = Listener()
    jobs.run(lambda _: gate.wait(5))
    for text in ("甲", "甲乙", "甲乙丙"):
        jobs.run(lambda _, t=text: t, listener.hear, key="search")
    gate.set()
    qtbot.waitUntil(lambda: jobs.pending == 0)
    assert listener.heard == ["甲乙丙"]


def test_the_answer_to_a_closed_page_is_dropped(qtbot: QtBot, jobs: Jobs) -> None:
    gate = threading.Event()
    listener = Listener()
    heard = listener.heard
    jobs.run(lambda _: gate.wait(5), listener.hear)
    delete(listener)
    gate.set()
    qtbot.waitUntil(lambda: jobs.pending == 0)
    assert heard == []


def test_work_aside_answers_on_the_windows_thread(qtbot: QtBot, jobs: Jobs) -> None:
    listener = Listener()
    jobs.aside(lambda number: number * 2, listener.hear, None, 21)
    qtbot.waitUntil(lambda: listener.heard == [42])
    assert listener.thread_ids == [threading.get_ident()]


def test_closing_finishes_what_was_asked_for(qtbot: QtBot) -> None:
    jobs = Jobs()
    done: list[int] = []
    for number in range(5):
        jobs.run(lambda _, n=number: done.append(n))
    jobs.close()
    assert done == [0, 1, 2, 3, 4]


def test_a_program_that_ends_finishes_its_work_too(qapp: QApplication) -> None:
    jobs = Jobs()
    done: list[int] = []
    jobs.run(lambda _: done.append(1))
    qapp.aboutToQuit.emit()
    assert done == [1]
    assert jobs._thread.isFinished()


def test_busy_is_told_at_the_start_and_at_the_end(qtbot: QtBot, jobs: Jobs) -> None:
    qtbot.waitUntil(lambda: jobs.pending == 0)
    states: list[bool] = []
    jobs.busy.connect(states.append)
    jobs.run(lambda _: None)
    qtbot.waitUntil(lambda: states == [True, False])


def test_what_is_left_for_later_waits_until_all_else_is_answered(qtbot: QtBot, jobs: Jobs) -> None:
    order: list[str] = []
    for name in ("甲", "乙"):
        jobs.later(lambda _, n=name: order.append(n))
    jobs.run(lambda _: order.append("先"), lambda _: jobs.run(lambda _: order.append("再")))
    qtbot.waitUntil(lambda: jobs.pending == 0)
    assert order == ["先", "再", "甲", "乙"]


def test_what_was_left_for_later_can_be_hurried(qtbot: QtBot, jobs: Jobs) -> None:
    order: list[str] = []
    jobs.later(lambda _: order.append("后"))
    jobs.hurry()
    jobs.run(lambda _: order.append("先"))
    qtbot.waitUntil(lambda: jobs.pending == 0)
    assert order == ["后", "先"]


def test_of_later_jobs_with_one_key_the_newest_is_done(qtbot: QtBot, jobs: Jobs) -> None:
    listener = Listener()
    for number in (1, 2):
        jobs.later(lambda _, n=number: n, listener.hear, key="side")
    assert not jobs.waits("side")
    qtbot.waitUntil(lambda: jobs.pending == 0)
    assert listener.heard == [2]


def test_what_was_left_for_later_goes_with_its_office(qtbot: QtBot, jobs: Jobs) -> None:
    done: list[int] = []
    jobs.later(lambda _: done.append(1))
    jobs.end(lambda _: None)
    qtbot.waitUntil(lambda: jobs.pending == 0)
    assert done == []

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.paths import Home
from ipdesk.services import applicants
from ipdesk.services.applicants import ApplicantForm
from ipdesk.services.office import Actor, Office

Opener = Callable[[], SimpleNamespace]


def closed_at(opened: SimpleNamespace) -> None:
    opened.settle()
    opened.bench.messages.yes = False
    opened.window.close()


def test_the_window_opens_where_it_was_left(founded: Home, desk: Opener) -> None:
    opened = desk()
    opened.window.go("settings", "备份")
    closed_at(opened)
    again = desk().window
    assert again.place == "settings"
    assert again.pages["settings"].standing() == "备份"


def test_an_applicant_that_stood_open_stands_open_again(founded: Home, desk: Opener) -> None:
    opened = desk()
    numbers = registered(opened, "红星茶场", "乐昌果业", "坪石酒厂")
    opened.window.go("applicants", numbers[1])
    closed_at(opened)
    again = desk()
    page = again.window.pages["applicants"]
    assert page.standing() == numbers[1]
    page.show_list()
    again.settle()
    assert page.listing.table.current_id() == numbers[1]


def test_what_is_gone_by_now_is_not_asked_for(founded: Home, desk: Opener) -> None:
    opened = desk()
    opened.window.go("applicants")
    opened.bench.settings.setValue(f"where/{opened.bench.actor.id}", '["applicants", 404]')
    opened.window.place = ""
    closed_at(opened)
    again = desk()
    assert again.window.place == "applicants"
    assert again.window.pages["applicants"].standing() is None
    assert again.messages.said == []


def registered(opened: SimpleNamespace, *names: str) -> list[int]:
    found: list[int] = []

    def register(office: Office, actor: Actor) -> None:
        for name in names:
            form = ApplicantForm(ApplicantKind.ENTERPRISE, name, code_exception="待核")
            found.append(applicants.register_applicant(office, actor, form).id)

    opened.bench.jobs.run(register, None, None, opened.bench.actor)
    opened.settle()
    return found

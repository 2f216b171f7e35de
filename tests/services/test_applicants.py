from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.finding import Severity
from ipdesk.errors import UserError
from ipdesk.services import applicants
from ipdesk.services.applicants import ApplicantFilter, ApplicantForm, ApplicantSort
from ipdesk.services.office import Changes, Office
from ipdesk.storage import journal
from tests.services.register import AUDITOR, CLERK, empty_office, last_entry, said

HUAXING = ApplicantForm(
    ApplicantKind.ENTERPRISE,
    name="乐昌市华兴科技有限公司",
    code="91440281MA4X00001D",
    town="坪石镇",
)
ZENG = ApplicantForm(ApplicantKind.INDIVIDUAL, name="曾朝阳", code="11010519491231002X")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with empty_office(tmp_path) as office:
        yield office


def refused(office: Office, form: ApplicantForm) -> UserError:
    """The refusal of a form; nothing of it may be in the store."""
    before = journal.head(office.db)
    with pytest.raises(UserError) as caught:
        applicants.register_applicant(office, CLERK, form)
    assert journal.head(office.db) == before
    assert office.db.value("SELECT count(*) FROM applicant WHERE name = ?", (form.name,)) == 0
    return caught.value


def test_a_registered_applicant_is_in_register_journal_and_search(office: Office) -> None:
    done = applicants.register_applicant(office, CLERK, HUAXING)

    assert done.changes == Changes.of("applicant", ids=(done.id,))
    assert applicants.applicant(office, done.id).name == "乐昌市华兴科技有限公司"
    entry = last_entry(office)
    assert (entry.act, entry.entity, entry.entity_id) == (
        "register_applicant",
        "applicant",
        done.id,
    )
    assert entry.operator == "李经办"
    assert entry.data["applicant"]["code"] == "91440281MA4X00001D"
    page = applicants.applicant_page(office, filter=ApplicantFilter(text="hxkj"))
    assert list(page) == [done.id]


def test_the_code_of_another_is_refused_and_the_other_named(office: Office) -> None:
    applicants.register_applicant(office, CLERK, HUAXING)

    error = refused(office, replace(HUAXING, name="乐昌市永利茶厂"))

    assert (error.code, error.field) == ("code-registered", "code")
    assert "乐昌市华兴科技有限公司" in said(office, error)


def test_a_look_alike_name_is_pointed_out_but_can_be_registered(office: Office) -> None:
    applicants.register_applicant(office, CLERK, HUAXING)
    alike = replace(HUAXING, name="乐昌市（华兴）科技有限责任公司", code="93440281MA4X00002B")
    alike = replace(alike, code_exception="证照如此")

    notes = {note.code: note for note in applicants.check_applicant(office, alike)}

    assert notes["name-looks-alike"].severity is Severity.WARNING
    assert notes["name-looks-alike"].values["names"] == ("乐昌市华兴科技有限公司",)
    assert applicants.register_applicant(office, CLERK, alike).id == 2
    assert "name-looks-alike" in last_entry(office).data["warnings"]


def test_a_doubtful_code_is_kept_only_with_a_reason(office: Office) -> None:
    doubtful = replace(HUAXING, code="91440281MA4X000010")

    error = refused(office, doubtful)
    assert (error.code, error.field) == ("credit-code-check", "code")
    assert "应为“D”" in said(office, error)

    explained = replace(doubtful, code_exception="营业执照原件如此")
    done = applicants.register_applicant(office, CLERK, explained)
    assert applicants.applicant(office, done.id).code_exception == "营业执照原件如此"
    assert last_entry(office).reason == "营业执照原件如此"


@pytest.mark.parametrize(
    ("form", "code", "field"),
    [
        pytest.param(replace(HUAXING, name=" "), "applicant-name-missing", "name", id="name"),
        pytest.param(replace(HUAXING, code=""), "credit-code-missing", "code", id="no code"),
        pytest.param(replace(ZENG, code=""), "id-card-missing", "code", id="no ID number"),
        pytest.param(replace(ZENG, code="1"), "id-card-form", "code", id="short ID number"),
        pytest.param(
            replace(ZENG, code="110105194902310027"), "id-card-date", "code", id="31 February"
        ),
        pytest.param(
            replace(ZENG, code="110105194912310021"), "id-card-check", "code", id="ID check digit"
        ),
        pytest.param(
            replace(ZENG, contact="王\u202e"), "character-direction", "contact", id="bidi mark"
        ),
        pytest.param(replace(ZENG, bank="行\t号"), "character-tab", "bank", id="cells of a row"),
        pytest.param(replace(ZENG, bank="行\x07"), "character-control", "bank", id="control"),
        pytest.param(
            replace(ZENG, former_names=("曾\ud800",)),
            "character-broken",
            "former_names",
            id="half a character",
        ),
        pytest.param(replace(ZENG, note="字" * 2001), "text-too-long", "note", id="long note"),
    ],
)
def test_a_refusal_names_the_field_and_says_what_to_do(
    office: Office, form: ApplicantForm, code: str, field: str
) -> None:
    error = refused(office, form)

    assert (error.code, error.field) == (code, field)
    assert "请" in said(office, error)


def test_every_warning_has_words(office: Office) -> None:
    form = replace(HUAXING, account_name="别人", account="8002O")
    person = replace(ZENG, account="62220")

    notes = (
        *applicants.check_applicant(office, form),
        *applicants.check_applicant(office, person),
        *applicants.check_applicant(office, replace(ZENG, account="6222021234567890127")),
    )

    assert [note.code for note in notes] == [
        "account-name-differs",
        "account-not-figures",
        "bank-card-form",
        "bank-card-check",
    ]
    assert all(office.wording.has("message", note.code) for note in notes)


def test_an_amendment_is_journalled_old_and_new_with_its_reason(office: Office) -> None:
    done = applicants.register_applicant(office, CLERK, HUAXING)
    moved = replace(HUAXING, town="梅花镇", phone="0751-5550000")

    changes = applicants.amend_applicant(office, CLERK, done.id, moved, "住所变更")

    assert changes == Changes.of("applicant", ids=(done.id,))
    entry = last_entry(office)
    assert entry.act == "amend_applicant"
    assert entry.reason == "住所变更"
    assert entry.data == {
        "town": {"old": "坪石镇", "new": "梅花镇"},
        "phone": {"old": "", "new": "0751-5550000"},
    }


def test_overwriting_needs_a_reason_and_filling_in_does_not(office: Office) -> None:
    done = applicants.register_applicant(office, CLERK, HUAXING)

    with pytest.raises(UserError) as caught:
        applicants.amend_applicant(office, CLERK, done.id, replace(HUAXING, town="梅花镇"))
    assert caught.value.code == "amend-needs-reason"
    assert said(office, caught.value)
    applicants.amend_applicant(office, CLERK, done.id, replace(HUAXING, contact="王小明"))

    kept = applicants.applicant(office, done.id)
    assert (kept.town, kept.contact) == ("坪石镇", "王小明")


def test_an_amendment_that_changes_nothing_leaves_no_trace(office: Office) -> None:
    done = applicants.register_applicant(office, CLERK, HUAXING)
    before = journal.head(office.db)

    assert applicants.amend_applicant(office, CLERK, done.id, HUAXING) == Changes.of()
    assert journal.head(office.db) == before


def test_an_auditor_changes_nothing(office: Office) -> None:
    with pytest.raises(UserError) as caught:
        applicants.register_applicant(office, AUDITOR, HUAXING)

    assert caught.value.code == "role-required"


def test_an_applicant_that_is_not_there_is_said_to_be_unknown(office: Office) -> None:
    with pytest.raises(UserError) as caught:
        applicants.applicant(office, 9)

    assert "9" in said(office, caught.value)


def test_pages_bring_the_rows_in_the_order_of_the_list(office: Office) -> None:
    applicants.register_applicant(office, CLERK, ZENG)
    applicants.register_applicant(office, CLERK, HUAXING)

    page = applicants.applicant_page(office, sort=ApplicantSort.NAME)

    assert [one.name for one in applicants.applicants_by_ids(office, page)] == [
        "乐昌市华兴科技有限公司",
        "曾朝阳",
    ]
    assert applicants.towns(office) == ("坪石镇",)

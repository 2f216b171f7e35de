from __future__ import annotations

from dataclasses import replace

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.finding import Severity
from ipdesk.domain.registration import (
    ApplicantForm,
    entered,
    form_notes,
    form_of,
    tidied,
)

# 9·1+1·3+4·9+4·27+0·19+2·26+8·16+1·17+21·20+10·29+4·25+29·13+1·28 = 1568; 31 - 1568 mod 31 = 13: D
UNIT = ApplicantForm(
    ApplicantKind.ENTERPRISE, name="乐昌市华兴科技有限公司", code="91440281MA4X00001D"
)
# 11010519491231002X is the worked example of GB 11643-1999.
PERSON = ApplicantForm(ApplicantKind.INDIVIDUAL, name="王小明", code="11010519491231002X")


def codes(form: ApplicantForm) -> list[str]:
    return [note.code for note in form_notes(tidied(form))]


def test_a_complete_unit_and_a_complete_person_leave_nothing_to_say() -> None:
    assert codes(UNIT) == []
    assert codes(PERSON) == []


def test_a_name_is_needed() -> None:
    assert codes(replace(UNIT, name=" （） ")) == ["applicant-name-missing"]


def test_units_need_a_credit_code_and_persons_an_id_number() -> None:
    assert codes(replace(UNIT, code="")) == ["credit-code-missing"]
    assert codes(replace(PERSON, code="")) == ["id-card-missing"]
    assert codes(replace(PERSON, code=UNIT.code)) == ["id-card-form"]


def test_a_doubtful_code_warns_and_asks_for_a_reason() -> None:
    (note,) = form_notes(replace(UNIT, code="91440281MA4X000010"))

    assert (note.field, note.code) == ("code", "credit-code-check")
    assert note.severity is Severity.WARNING
    assert note.reason == "code_exception"
    assert note.values["expected"] == "D"


def test_an_account_in_another_name_warns() -> None:
    assert codes(replace(UNIT, account_name="乐昌市华星科技有限公司")) == ["account-name-differs"]
    assert codes(replace(UNIT, account_name="乐昌市华兴科技有限公司 ")) == []


def test_accounts_are_checked_as_typed() -> None:
    assert codes(replace(UNIT, account="8002 0000-1234567")) == []
    assert codes(replace(UNIT, account="8002O")) == ["account-not-figures"]
    assert codes(replace(PERSON, account="6222021234567890127")) == ["bank-card-check"]


def test_a_character_one_cannot_see_is_refused_with_its_place() -> None:
    (note,) = form_notes(replace(UNIT, name="乐昌市\u200b华兴科技有限公司"))

    assert note.severity is Severity.BLOCK
    assert (note.field, note.code) == ("name", "character-invisible")
    assert note.values == {"position": 4, "character": "U+200B"}


def test_only_notes_may_have_lines() -> None:
    assert codes(replace(UNIT, note="一\n二")) == []
    assert codes(replace(UNIT, address="一\n二")) == ["character-control"]


def test_a_text_too_long_is_refused_with_its_length() -> None:
    (note,) = form_notes(replace(UNIT, address="长" * 201))

    assert note.values == {"longest": 200, "length": 201}


def test_numbers_are_kept_in_plain_capitals() -> None:
    form = tidied(
        replace(UNIT, code="９１440281 ma4x00001d", name=" 乐昌 ", former_names=(" ", "旧"))
    )

    assert form.code == UNIT.code
    assert form.name == "乐昌"
    assert form.former_names == ("旧",)


def test_a_reason_nothing_asks_for_is_dropped() -> None:
    assert entered(replace(UNIT, code_exception="证照如此")).code_exception == ""
    kept = entered(replace(UNIT, code="1", code_exception="证照如此"))
    assert kept.code_exception == "证照如此"


def test_the_form_of_an_applicant_describes_the_same_applicant() -> None:
    applicant = entered(PERSON, 7)

    assert entered(form_of(applicant), 7) == applicant


def test_a_telephone_number_that_cannot_be_rung_warns() -> None:
    assert codes(replace(UNIT, phone="13800")) == ["phone-too-short"]
    assert codes(replace(UNIT, phone="1380013800")) == ["mobile-too-short"]
    for rung in ("13800138000", "5556789", "0751-5556789", "5556789转8012", "12345678、5556789"):
        assert codes(replace(UNIT, phone=rung)) == []

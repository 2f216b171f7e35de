from __future__ import annotations

import pytest

from ipdesk.domain.password import same, weakness

COMMON = ("password", "admin", "abc", "aa", "qwer")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        pytest.param("", "password-short", id="none"),
        pytest.param("Lc86#20", "password-short", id="seven"),
        pytest.param("Lc86#202", "", id="eight of four kinds"),
        pytest.param("lechang2022", "password-classes", id="small letters and figures"),
        pytest.param("LECHANG2022", "password-classes", id="large letters and figures"),
        pytest.param("lechang#2022", "", id="three kinds without large letters"),
        pytest.param("乐昌政策Lc86号文", "", id="Chinese counts as other"),
        pytest.param("A1" * 65 + "a", "password-long", id="too long"),
        pytest.param("Chenxiaolan1!", "password-is-name", id="the name spelt"),
        pytest.param("陈晓岚20240101aA", "", id="the name is only a part"),
        pytest.param("陈晓岚!!1234567", "password-classes", id="the name and figures"),
        pytest.param("Password123", "password-common", id="password"),
        pytest.param("P@ssw0rd", "password-common", id="password in disguise"),
        pytest.param("P@ssw0rd1!", "password-common", id="password in disguise with a tail"),
        pytest.param("Admin@123", "password-common", id="admin"),
        pytest.param("Aa123456", "password-common", id="two letters and a row"),
        pytest.param("aaAA1111", "password-common", id="three characters"),
    ],
)
def test_a_password_must_be_long_varied_and_not_the_first_guess(password: str, code: str) -> None:
    found, _ = weakness(password, ("陈晓岚", "chenxiaolan"), COMMON)
    assert found == code


def test_what_is_missing_is_named() -> None:
    assert weakness("lechang2022", (), ()) == ("password-classes", ("upper", "other"))


def test_full_width_letters_of_an_input_method_are_the_same_password() -> None:
    assert same("Ｌc86＃20２２") == "Lc86#2022"

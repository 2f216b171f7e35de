from __future__ import annotations

import pytest

from ipdesk.domain.names import folded, like_keys, look_alike_key, one_character_apart

ENDINGS = ("公司", "有限公司", "有限责任公司")


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        pytest.param("乐昌市 华兴（广东）科技", "乐昌市华兴广东科技", id="brackets and blanks"),
        pytest.param("ＡＢＣ１２３", "abc123", id="full width"),
        pytest.param("阿依古丽·买买提", "阿依古丽买买提", id="middle dot"),
        pytest.param("𠮷野家", "𠮷野家", id="beyond the basic plane"),
        pytest.param("张\U000323b0", "张\U000323b0", id="too new for the tables"),
        pytest.param("李\ue123", "李\ue123", id="private to a bureau"),
        pytest.param("葛\U000e0100飾", "葛飾", id="variation selector"),
        pytest.param(" （） ", "", id="nothing to compare"),
    ],
)
def test_names_are_compared_by_letters_and_figures(typed: str, compared: str) -> None:
    assert folded(typed) == compared


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("乐昌华兴有限公司", "乐昌华兴有限责任公司", id="legal form"),
        pytest.param("乐昌（华兴）茶业", "乐昌(华兴)茶业", id="brackets"),
        pytest.param("乐昌 ABC 公司", "乐昌ａｂｃ有限公司", id="width and case"),
    ],
)
def test_look_alike_names_share_a_key(one: str, other: str) -> None:
    assert look_alike_key(one, ENDINGS) == look_alike_key(other, ENDINGS)


def test_other_names_have_other_keys() -> None:
    assert look_alike_key("乐昌华兴茶厂", ENDINGS) != look_alike_key("乐昌华星茶厂", ENDINGS)


def test_a_name_that_is_only_a_legal_form_keeps_it() -> None:
    assert look_alike_key("有限公司", ENDINGS) == "有限"
    assert look_alike_key("公司", ENDINGS) == "公司"


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        pytest.param("金岭机械", "银岭机械", True, id="the first changed"),
        pytest.param("金岭机械", "金岭机器", True, id="the last changed"),
        pytest.param("金岭机械厂", "金岭机械", True, id="one left out at the end"),
        pytest.param("坪石金岭机械", "坪金岭机械", True, id="one left out within"),
        pytest.param("金岭机械", "岭金机械", True, id="two neighbours swapped"),
        pytest.param("金岭机械", "金岭机械", False, id="the same"),
        pytest.param("金岭机械", "银山机械", False, id="two changed"),
        pytest.param("坪石金岭机", "金岭机械厂", False, id="one at either end"),
        pytest.param("李小明", "李小民", False, id="too short to tell"),
    ],
)
def test_names_one_character_apart(one: str, other: str, apart: bool) -> None:
    assert one_character_apart(one, other) is apart
    assert one_character_apart(other, one) is apart
    if apart:
        # Whatever is one character apart shares a key, or it would never be looked at.
        assert like_keys(one) & like_keys(other)


def test_short_names_share_a_key_only_when_they_are_equal() -> None:
    assert not like_keys("李小明") & like_keys("李小民")
    assert like_keys("李小明") == like_keys("李小明")

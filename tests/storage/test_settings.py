from __future__ import annotations

import pytest

from ipdesk.storage import settings
from ipdesk.storage.database import Database


@pytest.mark.parametrize(
    "value", ["乐昌市市场监督管理局", "", 0, 12, True, None, ["一", "二"], {"a": {"b": [1]}}]
)
def test_a_setting_comes_back_as_it_was_put(db: Database, value: object) -> None:
    with db.atomic():
        settings.put(db, "office.some", value)
    assert settings.get(db, "office.some", "default") == value
    assert type(settings.get(db, "office.some")) is type(value)


def test_a_setting_never_made_has_its_default(db: Database) -> None:
    assert settings.get(db, "office.name") is None
    assert settings.get(db, "office.name", "单位") == "单位"


def test_the_last_value_put_counts(db: Database) -> None:
    with db.atomic():
        settings.put(db, "a", 1)
        settings.put(db, "a", 2)
    assert settings.everything(db) == {"a": 2}


def test_a_fraction_is_no_setting(db: Database) -> None:
    with pytest.raises(TypeError), db.atomic():
        settings.put(db, "rate", 0.5)

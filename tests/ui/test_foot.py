"""The foot of the navigation: which backup stands behind the data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace

from ipdesk.paths import Home
from ipdesk.services.backups import BackupState

RESTORED = BackupState(
    last=datetime(2024, 3, 2, 17, 0),  # made on the other PC
    changed=True,
    late=False,
    problem="",
    second="",
    second_last=None,
    second_problem="",
    restored=datetime(2024, 3, 4, 16, 30),
)


def test_a_bureau_brought_back_names_the_backup_it_came_from(
    founded: Home, desk: Callable[[], SimpleNamespace]
) -> None:
    navigation = desk().window.navigation
    navigation.set_backup(RESTORED, date(2024, 3, 5))
    assert navigation.backup.text() == "! 恢复自 03-04 16:30 的备份"
    assert "2024-03-04 16:30" in navigation.backup.toolTip()
    navigation.set_backup(RESTORED, date(2024, 3, 4))
    assert navigation.backup.text() == "! 恢复自 今天 16:30 的备份"

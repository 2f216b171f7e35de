from __future__ import annotations

from ipdesk.services import backups
from ipdesk.services.diagnosis import Part, diagnose_open
from tests.services.casework import Desk


def told(desk: Desk) -> dict[str, Part]:
    return {part.code: part for part in diagnose_open(desk.office)}


def test_a_bureau_that_was_never_copied_says_so(desk: Desk) -> None:
    parts = told(desk)

    assert parts["doctor-backup"].detail == "还没有备份"
    assert not parts["doctor-backup"].ok
    assert parts["doctor-journal"].ok


def test_a_copy_is_told_with_its_moment_and_the_disk_with_what_is_free(desk: Desk) -> None:
    backups.back_up(desk.office)
    at = backups.state(desk.office).last
    assert at is not None

    parts = told(desk)

    assert parts["doctor-backup"].detail == f"本机 {at:%Y-%m-%d %H:%M}；没有第二处"
    assert parts["doctor-backup"].ok
    assert "所在磁盘剩余" in parts["doctor-space"].detail

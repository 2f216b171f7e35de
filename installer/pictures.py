"""Draw the pictures of README and help from the real window on the sample bureau.

    python installer/pictures.py            all of them
    python installer/pictures.py claims     one group, named as in GROUPS

The same seed, clock and fonts give the same pictures; run it after a change of a screen.
What each picture shows is held in pictures.toml: a picture without its screen is refused.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from picture_bureau import Wanted, prepare
from picture_first import guarded, opened, paint_sign_in, paint_start
from picture_painter import Painter, Seen
from picture_places import (
    paint_applicants,
    paint_desk,
    paint_imports,
    paint_ledgers,
    paint_lists,
    paint_settings,
    paint_targets,
)
from picture_screen import as_in_an_office
from picture_work import (
    paint_claims,
    paint_counter,
    paint_drafting,
    paint_letters,
    paint_policies,
    paint_publicity,
)
from PySide6.QtWidgets import QApplication

from ipdesk.paths import Home, resources
from ipdesk.services import bureaus
from ipdesk.ui.messages import Messages
from ipdesk.ui.platform import speak_chinese
from ipdesk.wording import Wording

START = "start"
GROUPS: dict[str, Callable[[Painter, Wanted], None]] = {
    "desk": paint_desk,
    "lists": paint_lists,
    "applicants": paint_applicants,
    "claims": paint_claims,
    "counter": paint_counter,
    "publicity": paint_publicity,
    "letters": paint_letters,
    "ledgers": paint_ledgers,
    "targets": paint_targets,
    "policies": paint_policies,
    "drafting": paint_drafting,
    "imports": paint_imports,
    "settings": paint_settings,
}


def main(asked: tuple[str, ...]) -> None:
    folder = resources() / "help" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    as_in_an_office()
    application = QApplication([])
    speak_chinese(application)
    with tempfile.TemporaryDirectory() as scratch:
        # A path of this machine is not for a manual, and would be another one each time.
        os.chdir(scratch)
        made, wanted = prepare(Path("样例单位"))
        bureaus.close(made.office)
        paint(application, wanted, folder, asked or (START, *GROUPS))
        os.chdir(folder)


def paint(application: QApplication, wanted: Wanted, folder: Path, groups: tuple[str, ...]) -> None:
    """The groups, of the bureau that stands in this folder."""
    messages = Seen(Messages(Wording.load(resources() / "wording")))
    messages.path = Path()
    if START in groups:
        _paint_first(application, messages, folder)
    painter = opened(application, messages, Home(Path("样例单位")), folder)
    painter.begin()
    for name in groups:
        if name in GROUPS:
            GROUPS[name](painter, wanted)
    painter.window.close()


def _paint_first(application: QApplication, messages: Seen, folder: Path) -> None:
    backups = Path("U盘备份")
    shutil.copytree(Path("样例单位", "backups"), backups)
    shutil.copytree(Path("样例单位", "files"), backups / "files")
    shutil.copy(Path("样例单位", "ipdesk.key"), backups)
    painter = opened(application, messages, Home(Path("新单位")), folder)
    paint_start(painter, backups)
    painter.window.close()
    home = Home(Path("有密码的单位"))
    shutil.copytree("样例单位", home.root)
    guarded(home)
    painter = opened(application, messages, home, folder)
    painter.window.opening.open()
    paint_sign_in(painter)
    painter.window.close()


if __name__ == "__main__":
    main(tuple(sys.argv[1:]))

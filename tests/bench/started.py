"""The program as a person starts it, in a process of its own: tells what was painted when.

`python tests/bench/started.py HOME [OPERATOR PASSWORD]` runs `python -m ipdesk --home HOME` itself
and writes a line for each thing seen: its name, the CPU seconds of the whole process and the
seconds on the clock since the interpreter's first line. Nothing of Qt or of the program is read
here before the program reads it.
"""

from __future__ import annotations

import sys
import time

BEGAN = time.perf_counter()
TYPING_MS = 1500  # nobody has typed a password sooner
_told: list[str] = []


def tell(what: str) -> None:
    _told.append(f"{what} {time.process_time():.4f} {time.perf_counter() - BEGAN:.4f}")


def finish() -> None:
    import os

    sys.stdout.write("\n".join(_told) + "\n")
    sys.stdout.flush()
    os._exit(0)


def watch(window, sign_in) -> None:
    """Tell when the window, the rows of the day and all beside them have been painted."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Painted(QObject):
        """Calls when its part has been painted with all that is in it."""

        def __init__(self, part, call, ready=lambda: True) -> None:
            super().__init__(part)
            self._call, self._ready = call, ready
            part.installEventFilter(self)

        def eventFilter(self, part, event) -> bool:  # noqa: N802
            if event.type() is QEvent.Type.Paint and self._ready():
                part.removeEventFilter(self)
                QTimer.singleShot(0, self._call)
            return False

    def shown() -> None:
        tell("shown")
        if sign_in is not None:
            QTimer.singleShot(TYPING_MS, typed)

    def typed() -> None:
        tell("typed")
        window.opening.sign_in(*sign_in)

    def rows_told(_rows) -> None:
        window.bench.rows_read.disconnect(rows_told)
        table = window.pages["desk"].table
        model = table.model
        Painted(
            table.view.viewport(),
            lambda: tell("rows"),
            lambda: model.rowCount() > 0 and model.record(0) is not None,
        )

    def all_told(_overview) -> None:
        QTimer.singleShot(0, lambda: (tell("all"), finish()))

    Painted(window, shown)
    window.bench.rows_read.connect(rows_told)
    window.bench.overview_read.connect(all_told)


def main() -> None:
    home, *account = sys.argv[1:]
    sign_in = (int(account[0]), account[1]) if account else None
    sys.argv = ["ipdesk", "--home", home]
    from ipdesk import __main__ as program
    from ipdesk import app

    show = app.show

    def show_watched(window) -> None:
        watch(window, sign_in)
        show(window)

    app.show = show_watched
    if sign_in is not None:
        tell_accepted()
    program.main()


def tell_accepted() -> None:
    """Tell when the password has been found right; what argon2 takes lies before."""
    from ipdesk.storage import slots

    unseal = slots.unseal

    def told(*words):
        key = unseal(*words)
        tell("accepted")
        return key

    slots.unseal = told


if __name__ == "__main__":
    main()

"""A second window on a data folder of its own: the sample bureau can be tried at any time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from ipdesk.paths import Home
from ipdesk.ui.bench import Bench

Starter = Callable[[str, Sequence[str]], tuple[bool, int]]  # whether it runs, and its number


class Practice:
    """Starts the program again on the folder for trying; what is done there stays there."""

    def __init__(self, bench: Bench, home: Home, start: Starter | None = None) -> None:
        self._bench = bench
        self._home = home
        self._start = start

    def open(self) -> None:
        if self._home.practice == self._home:
            self._bench.say("这里就是练习用的窗口，随便点、随便改")
            return
        program, *words = command(self._home.practice)
        running, _ = (self._start or _started)(program, words)
        if running:
            self._bench.say("练习窗口正在打开：选“试用样例单位”。那里做的不进本单位的数据")
        else:
            self._bench.messages.tell(
                "打不开练习窗口", "请重新启动电脑后再试，本单位的数据没有变。"
            )


def _started(program: str, words: Sequence[str]) -> tuple[bool, int]:
    from PySide6.QtCore import QProcess

    return QProcess.startDetached(program, words)


def command(home: Home) -> tuple[str, ...]:
    """How this very program is started on a data folder, as a package or from its source."""
    own = () if getattr(sys, "frozen", False) else ("-m", "ipdesk")
    return (sys.executable, *own, "--home", str(home.root))

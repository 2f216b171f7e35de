"""成批签发 of what waits: one confirmation, progress, a stop, then folder or printer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ipdesk.services import letter_batch
from ipdesk.services.letter_batch import BatchIssued, Progress
from ipdesk.services.office import Actor, Office
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets import ChoiceField, label
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.printing import Printing
from ipdesk.ui.widgets.progress import ProgressSheet

EACH, TOGETHER, PRINT, LATER = "each", "together", "print", "later"
_AFTER = (
    (EACH, "存到文件夹，每份一个 PDF"),
    (TOGETHER, "存到文件夹，合成一个 PDF"),
    (PRINT, "直接打印"),
    (LATER, "只签发，以后再打印"),
)
_NAMED = 8  # refused letters told one by one


class BatchSheet(Sheet):
    """How many go out, and what becomes of them."""

    def __init__(self, parent: QWidget | None, count: int) -> None:
        super().__init__(parent, f"成批签发 {count} 份文书", "签发")
        says = (
            "按列表的先后取文号，逐份签发、存档，签发后不能再改。"
            "不能签发的会列出原因，不影响其他；中途可以停止，已签发的有效。"
        )
        self.body.addWidget(label(says, wrap=True))
        self.after = ChoiceField(_AFTER)
        self.after.setAccessibleName("签发以后")
        self.body.addWidget(self.after)


class Batch(QObject):
    """One batch after the other, on the store's thread."""

    stepped = Signal(int, int)

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._printing = Printing(bench, self)
        self._stop = Event()
        self.sheet: ProgressSheet | None = None

    def begin(self, claims: Sequence[int]) -> None:
        """Ask once, then issue what these claims owe."""
        asked = BatchSheet(self._bench.messages.window, len(claims))
        if not claims or not self._bench.messages.run(asked):
            return
        after = str(asked.after.value())
        folder = None
        if after in (EACH, TOGETHER):
            folder = self._bench.messages.folder("文书存到哪个文件夹")
            if folder is None:
                return
        done = partial(self._issued, after, folder)
        wanted = [(claim, None) for claim in claims]
        work = (self._bench.actor, wanted)
        self._work("正在签发", letter_batch.issue_letters, done, len(wanted), *work)

    def _work(
        self,
        doing: str,
        service: Callable[..., Any],
        done: Callable[[Any], object],
        whole: int,
        *given: object,
    ) -> None:
        self._stop.clear()
        self.sheet = ProgressSheet(self._bench.messages.window, doing, whole)
        self.sheet.rejected.connect(self._stop.set)
        self.stepped.connect(self.sheet.show_step)
        self.sheet.open()
        finish = partial(self._finish, done)
        failed = partial(self._finish, self._bench.messages.complain)
        self._bench.jobs.run(service, finish, failed, *given, self._tell)

    def _tell(self, done: int, whole: int) -> bool:
        """Called on the store's thread."""
        self.stepped.emit(done, whole)
        return not self._stop.is_set()

    def _finish(self, done: Callable[[Any], object], result: Any) -> None:
        if self.sheet is not None:
            self.stepped.disconnect(self.sheet.show_step)
            self.sheet.close()
            self.sheet = None
        done(result)

    def _issued(self, after: str, folder: Path | None, batch: BatchIssued) -> None:
        self._bench.announce(batch.changes)
        said = f"已签发 {len(batch.letters)} 份"
        if batch.left:
            said += f"，停止时还有 {batch.left} 份没有签发"
        if batch.letters and after == PRINT:
            join = partial(self._print, batch)
            self._work(
                "正在准备打印", letter_batch.one_pdf, join, len(batch.letters), batch.letters
            )
        if batch.letters and folder is not None:
            save = _save_together if after == TOGETHER else _save_each
            done = partial(self._saved, said, len(batch.letters))
            work = (self._bench.actor, batch.letters, folder)
            self._work("正在存到文件夹", save, done, len(batch.letters), *work)
        else:
            self._bench.say(said)
        if batch.refused:
            self._bench.messages.warn(_told(batch))

    def _saved(self, said: str, whole: int, paths: tuple[Path, ...]) -> None:
        if not paths:
            self._bench.say(f"{said}；没有存到文件夹，可以在“已签发”里另存")
            return
        where = paths[0] if len(paths) == 1 else paths[0].parent
        left = f"，停止时还有 {whole - len(paths)} 份没有存" if 1 < len(paths) < whole else ""
        self._bench.say(f"{said}，存到 {where}{left}")

    def _print(self, batch: BatchIssued, pdf: bytes | None) -> None:
        if pdf is None:
            self._bench.say("没有打印；可以在“已签发”里打印")
            return
        log = partial(self._printed, batch)
        self._printing.print(f"文书 {len(batch.letters)} 份", "letter-batch", pdf, log)

    def _printed(self, batch: BatchIssued, copies: int) -> None:
        work = (self._bench.actor, batch.letters, copies)
        self._bench.jobs.run(letter_batch.log_prints, self._bench.announce, None, *work)
        self._bench.say(f"已送打印：{len(batch.letters)} 份文书，各 {copies} 份")


def _save_each(
    office: Office, actor: Actor, ids: Sequence[int], folder: Path, tell: Progress
) -> tuple[Path, ...]:
    return letter_batch.save_letters(office, actor, ids, folder, progress=tell)


def _save_together(
    office: Office, actor: Actor, ids: Sequence[int], folder: Path, tell: Progress
) -> tuple[Path, ...]:
    return letter_batch.save_letters(office, actor, ids, folder, as_one=True, progress=tell)


def _told(batch: BatchIssued) -> str:
    lines = [f"{one.number}：{one.reason}" for one in batch.refused[:_NAMED]]
    more = len(batch.refused) - len(lines)
    rest = [f"还有 {more} 份。"] if more > 0 else []
    return "\n".join([f"有 {len(batch.refused)} 份没有签发：", *lines, *rest])

"""The check behind the opened window, and the guided restore when it fails."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ipdesk.errors import StorageError
from ipdesk.services.bureau import hold_for_check
from ipdesk.ui.bench import Bench
from ipdesk.ui.opening import Opening

# The check begins when the window is there, and few will ever see a restore.
if TYPE_CHECKING:
    from ipdesk.services.journal_words import Told
    from ipdesk.services.office import Office
    from ipdesk.services.restoring import BackupRow, Loss
    from ipdesk.services.start_check import Fault, Progress

# What a restore can put right when the store does not even open.
_BROKEN = frozenset(("store-damaged", "store-empty", "store-missing", "store-foreign"))
_SHUT_OUT = frozenset(("key-missing", "slots-missing", "slots-damaged"))
_SLOTS = (
    "数据没有损坏，只是打开它的密码文件不能用。备份“{name}”旁边存有当时的密码文件，"
    "可以放回来：放回后用做那份备份时的密码登录，损坏的文件留在数据文件夹里。"
)


class StoreCare(QObject):
    """Checks each store that is opened; until it is found sound nothing is written."""

    state = Signal(str)  # what is going on, for the foot of the window; "" when all is well
    restoring = Signal(str)  # what is being waited for

    def __init__(self, bench: Bench, opening: Opening) -> None:
        super().__init__(bench)
        self._bench = bench
        self._opening = opening
        self._faults: tuple[Fault, ...] = ()
        opening.failed.connect(self._not_opened)
        bench.restore_asked.connect(self.ask)
        bench.check_asked.connect(self.propose)

    def check(self) -> None:
        """Begin, or begin again: nothing is written from now on, and looked at when it is quiet."""
        self._faults = ()
        self._bench.set_frozen(False)
        self.state.emit("正在核对数据…")
        self._bench.jobs.run(hold_for_check)
        self._bench.jobs.later(_go_on, self._advanced)

    def ask(self, row: BackupRow) -> None:
        """What would change is told before anything does."""
        self._bench.jobs.run(_outlook, self._show, None, row)

    def propose(self) -> None:
        """The newest backup that passes every check, with what is wrong."""
        self._bench.jobs.run(_proposal, self._proposed)

    def _advanced(self, now: Progress) -> None:
        if not now.done:
            self._bench.jobs.run(_go_on, self._advanced, None, now)
            return
        if now.sound:
            self.state.emit("")
            return
        self._faults = now.faults
        self._bench.set_frozen(True)
        self.state.emit("数据核对没有通过，只能查看")
        self.propose()

    def _proposed(self, found: tuple[BackupRow, Loss, tuple[Told, ...]] | None) -> None:
        from ipdesk.ui.store.restore_sheet import NoBackupSheet

        window = self._bench.messages.window
        if found is None:
            self._bench.messages.run(NoBackupSheet(window, self._faults))
            return
        self._show(found)

    def _show(self, found: tuple[BackupRow, Loss | None, Sequence[Told]]) -> None:
        from ipdesk.ui.store.restore_sheet import RestoreSheet

        row, loss, lost = found
        sheet = RestoreSheet(self._bench, row, loss, lost, self._faults)
        if self._bench.messages.run(sheet):
            self._restore(row.path)

    def _restore(self, path: Path) -> None:
        self.restoring.emit("正在核对备份并恢复……")
        self._opening.restore(path)

    def _not_opened(self, error: Exception) -> None:
        """The store does not open: the backups beside it may."""
        if not isinstance(error, StorageError):
            return
        if error.code in _SHUT_OUT:
            self._offer_slots()
            return
        if error.code not in _BROKEN:
            return
        from ipdesk.services.start_check import Fault

        text = self._bench.messages.text_of(error)
        self._faults = (Fault(error.code, text),)
        look = partial(_newest_good, self._opening)
        self._bench.jobs.aside(look, self._proposed_unopened, self._quiet)

    def _offer_slots(self) -> None:
        """The file of passwords is lost or damaged: one beside a backup opens the store as well."""
        from ipdesk.services import bringing_back

        home = self._opening.home
        kept = bringing_back.slots_kept(home)
        if kept is None:
            return
        title, says = "密码文件不见了或已损坏", _SLOTS.format(name=kept.stem)
        if self._bench.messages.ask(title, says, "放回密码文件", "先不动"):
            bringing_back.bring_slots_back(home, kept)
            self._opening.open()

    def _proposed_unopened(self, row: BackupRow | None) -> None:
        from ipdesk.ui.store.restore_sheet import NoBackupSheet

        if row is None:
            self._bench.messages.run(NoBackupSheet(self._bench.messages.window, self._faults))
        else:
            self._show((row, None, ()))

    def _quiet(self, _error: Exception) -> None:
        """Without a key there is nothing to propose; why the store does not open was told."""


def _go_on(office: Office, now: Progress | None = None) -> Progress:
    from ipdesk.services import start_check

    return start_check.advance(office, now)


def _newest_good(opening: Opening) -> BackupRow | None:
    from ipdesk.services import restoring

    return restoring.newest_good(opening.home, opening.key())


def _outlook(office: Office, row: BackupRow) -> tuple[BackupRow, Loss, tuple[Told, ...]]:
    from ipdesk.services import journal_words, restoring

    loss = restoring.loss(office, row)
    try:
        told = journal_words.tell(office, loss.entries)
    except StorageError:
        told = ()
    return row, loss, told


def _proposal(office: Office) -> tuple[BackupRow, Loss, tuple[Told, ...]] | None:
    from ipdesk.services import restoring

    row = restoring.proposed(office)
    return None if row is None else _outlook(office, row)

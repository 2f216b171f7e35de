"""What is typed into the form of a part is kept at once; what cannot be read is said beside it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from ipdesk.errors import UserError
from ipdesk.services import policy_drafts, typed
from ipdesk.services.office import Actor, Changes
from ipdesk.services.policy_drafts import PartKey
from ipdesk.ui.bench import Bench
from ipdesk.ui.drafting.form import PartForm, Value
from ipdesk.ui.keeping import KEEP_MS
from ipdesk.ui.permit import DRAFTERS


class Keeper(QObject):
    """Follows the form; a killed process loses no more than the last key."""

    kept = Signal()
    failed = Signal(object)  # an error that is no field's

    def __init__(self, bench: Bench, form: PartForm, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._form = form
        self._draft = 0
        self._key: PartKey | None = None
        self._dirty: dict[str, None] = {}
        self.faulty: dict[str, Value] = {}  # fields that cannot be read, as typed
        self.under_way = 0
        self._timer = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._timer.timeout.connect(self.flush)
        form.edited.connect(self.edited)

    def watch(self, draft: int, key: PartKey | None) -> None:
        """Another part is shown; what was typed of the one before is kept first."""
        self.flush()
        self._draft, self._key = draft, key
        self._dirty.clear()
        self.faulty = {}
        if key is not None and self._bench.may(*DRAFTERS):
            run, done = self._bench.jobs.run, partial(self._found, key)
            run(typed.typed, done, None, *self._record(key), key="drafting/typed")

    @property
    def busy(self) -> bool:
        """Whether something typed is not in the store yet."""
        return bool(self._dirty) or self.under_way > 0

    def edited(self, name: str) -> None:
        if self._key is None or not self._bench.has_actor:
            return
        self._dirty[name] = None
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Keep at once what was typed."""
        self._timer.stop()
        if not self._dirty or self._key is None:
            return
        now = self._form.values()
        values = {name: now[name] for name in self._dirty if name in now}
        self._dirty.clear()
        self._send(self._key, values)

    def _send(self, key: PartKey, values: dict[str, Value]) -> None:
        if not values:
            return
        self.under_way += 1
        done = partial(self._saved, key, tuple(values))
        failed = partial(self._refused, key, values)
        work = (self._bench.actor, self._draft, key, values)
        self._bench.jobs.run(policy_drafts.save_part, done, failed, *work)

    def _saved(self, key: PartKey, names: tuple[str, ...], _: Changes) -> None:
        self.under_way -= 1
        if key == self._key and self.faulty.keys() & set(names):
            self.faulty = {name: each for name, each in self.faulty.items() if name not in names}
            self._keep_unread(key)
        self.kept.emit()

    def _refused(self, key: PartKey, values: dict[str, Value], error: Exception) -> None:
        self.under_way -= 1
        field = error.field if isinstance(error, UserError) else ""
        if field not in values:
            self.failed.emit(error)
            return
        if key == self._key:
            self.faulty[field] = values[field]
            self._keep_unread(key)
            self._form.fault(field, self._bench.messages.text_of(error))
        # One field that cannot be read does not keep the others out of the store.
        self._send(key, {name: value for name, value in values.items() if name != field})

    def _record(self, key: PartKey) -> tuple[Actor, str, str]:
        return self._bench.actor, "drafting", f"{self._draft}/{key.kind}/{key.part}"

    def _keep_unread(self, key: PartKey) -> None:
        """What is no value yet is kept as it was typed, apart from the draft."""
        unread = {name: text for name, text in self.faulty.items() if isinstance(text, str)}
        if unread:
            self._bench.jobs.run(typed.keep_typed, None, None, *self._record(key), unread)
        else:
            self._bench.jobs.run(typed.forget_typed, None, None, *self._record(key))

    def _found(self, key: PartKey, texts: typed.Texts) -> None:
        """What could not be read when the part was left, or the program ended, is put back."""
        if key != self._key or self._dirty:
            return
        for name, text in texts.items():
            if self._form.retype(name, str(text)):
                self.edited(name)

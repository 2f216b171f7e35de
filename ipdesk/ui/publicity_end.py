"""By when a 公示 that begins on the day typed is over, said before it is begun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from ipdesk.services.publicity_paper import publicity_end
from ipdesk.ui.bench import Bench
from ipdesk.ui.widgets.form import FormField


class PublicityEnd(QObject):
    """Follows the first day and says the last one, in front of what stands there already."""

    def __init__(
        self, bench: Bench, starts_on: FormField, said: QLabel, claims: Sequence[int]
    ) -> None:
        super().__init__(starts_on)
        self._claims = tuple(claims)
        self.fault = ""  # why it cannot begin on that day
        self._bench = bench
        self._field = starts_on
        self._said = said
        self._note = said.text()
        starts_on.changed.connect(self.tell)
        self.tell()

    def tell(self) -> None:
        day = self._field.value()
        if isinstance(day, date):
            run = self._bench.jobs.run
            work = (day, self._claims)
            run(publicity_end, self._show, self._fail, *work, key="publicity-end")
        else:
            self._said.setText(self._note)

    def _show(self, until: date) -> None:
        self.fault = ""
        self._said.setText(f"公示到 {until.isoformat()} 为止。{self._note}")

    def _fail(self, error: Exception) -> None:
        self.fault = self._bench.messages.text_of(error)
        self._said.setText(self._note)
        self._field.note(self.fault, "fault")

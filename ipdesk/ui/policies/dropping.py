"""Files let fall on 政策: a published text, or a pack that came in one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from ipdesk.domain.stages import Role
from ipdesk.services.parcels import SUFFIX
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import DRAFTERS

TEXTS = (".txt", ".docx", ".pdf", ".md")


class Dropping(QObject):
    """A text begins a draft, a parcel is looked at to be put in use."""

    def __init__(self, bench: Bench, page: QWidget, take_parcel: Callable[[Path], object]) -> None:
        super().__init__(page)
        self._bench = bench
        self._take_parcel = take_parcel
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and self.taken(event) is not None:
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            path = self.taken(event)
            if path is not None:
                event.acceptProposedAction()
                self._take(path)
                return True
        return super().eventFilter(watched, event)

    def taken(self, event: QDropEvent) -> Path | None:
        """The one file that is let fall, when whoever sits here may do something with it."""
        urls = event.mimeData().urls()
        path = Path(urls[0].toLocalFile()) if len(urls) == 1 else None
        if path is None:
            return None
        ending = path.suffix.lower()
        if ending == SUFFIX:
            return path if self._bench.may(Role.ADMINISTRATOR) else None
        return path if ending in TEXTS and self._bench.may(*DRAFTERS) else None

    def _take(self, path: Path) -> None:
        if path.suffix.lower() == SUFFIX:
            self._take_parcel(path)
        else:
            self._bench.go("drafting", path)

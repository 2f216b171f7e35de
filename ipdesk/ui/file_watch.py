"""After the bureau is opened: kept files that are missing or cut short are told of by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ipdesk.ui.bench import Bench
from ipdesk.ui.opening import Opening

if TYPE_CHECKING:
    from ipdesk.services.evidence_files import FileFault
    from ipdesk.services.office import Office

_MOST_NAMED = 12
_CODES = {"file-missing": "不见了", "file-damaged": "大小与登记的不符"}


class FileWatch(QObject):
    """A glance at the folder, which is quick; what was turned inside shows when it is opened,
    or when everything is verified."""

    def __init__(self, bench: Bench, opening: Opening) -> None:
        super().__init__(opening)
        self._bench = bench
        opening.opened.connect(lambda *_: self.look())

    def look(self) -> None:
        self._bench.jobs.later(_file_faults, self._tell, key="file-watch")

    def _tell(self, faults: tuple[FileFault, ...]) -> None:
        if not faults:
            return
        lines = [
            f"{one.whose}　{one.what}　{one.file_name}：{_CODES.get(one.code, '')}"
            for one in faults[:_MOST_NAMED]
        ]
        if len(faults) > _MOST_NAMED:
            lines.append(f"……共 {len(faults)} 个")
        said = "登记的内容没有改动。请从备份取回，或打开这件申报重新附上：\n" + "\n".join(lines)
        self._bench.messages.tell(f"有 {len(faults)} 个材料文件缺失或损坏", said)


def _file_faults(office: Office) -> tuple[FileFault, ...]:
    from ipdesk.services import evidence_files  # with all of casework: not before the first rows

    return evidence_files.file_faults(office, False)

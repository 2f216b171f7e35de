"""Files kept with figures, records and progress, given out again as they came in."""

from __future__ import annotations

from pathlib import Path

from ipdesk.domain.observation import Attached
from ipdesk.services.office import Office
from ipdesk.services.targets.common import read_kept
from ipdesk.ui.bench import Bench


def save_kept(bench: Bench, file: Attached) -> None:
    """Ask where to, and write the file there; it is checked against its hash first."""
    path = bench.messages.save_file("另存材料", file.file_name, "所有文件 (*)")
    if path is None:
        return

    def told(done: Path) -> None:
        bench.say(f"已另存：{done}", done)

    bench.jobs.run(_write, told, None, file, path)


def _write(office: Office, file: Attached, path: Path) -> Path:
    path.write_bytes(read_kept(office, file))
    return path

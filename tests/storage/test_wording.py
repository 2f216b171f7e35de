from __future__ import annotations

import re
from pathlib import Path

from ipdesk import storage
from ipdesk.paths import resources
from ipdesk.wording import Wording

CODE = re.compile(r'(?:StorageError\(|return |_refusal = |code: str = )\s*"([a-z]+(?:-[a-z]+)+)"')
PLACES_AND_CHECKS = re.compile(r'"((?:place|check)-[a-z]+)"')


def test_every_fault_of_the_store_has_a_message() -> None:
    wording = Wording.load(resources() / "wording")
    codes: set[str] = set()
    for path in Path(storage.__file__).parent.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        codes.update(CODE.findall(text), PLACES_AND_CHECKS.findall(text))
    assert len(codes) > 35
    assert sorted(code for code in codes if not wording.has("message", code)) == []

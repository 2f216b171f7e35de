"""Papers of a year's end: lists, sums, an applicant's page, the papers of a dossier."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from ipdesk.services import dossiers, guides, one_page, year_paper
from ipdesk.services.batch_files import export_batch
from ipdesk.services.payment_batches import draw_up_payment
from tests.services.casework import PACK, Desk
from tests.services.every_paper import patents


def papers_of_a_year(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each."""
    first = desk.approved(desk.applicant("乐昌市壬有限公司"), "01-01", *patents(800, 2))
    desk.issue(first)
    day = desk.clock.now().date()
    sent = draw_up_payment(desk.office, desk.payer, {first: 1_000_000}, day, "第一批").batch
    assert sent is not None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "1.pdf"
        export_batch(desk.office, desk.payer, sent.id, path, "局财务室")
        yield "payment-list", path.read_bytes()
        kept = Path(folder) / "卷"
        dossiers.export_dossier(desk.office, desk.clerk, first, kept, "档案室")
        for name, file in (("dossier-application", "01"), ("dossier-checklist", "02")):
            yield name, next(kept.glob(f"{file} *.pdf")).read_bytes()
    yield "year-summary", year_paper.preview_year(desk.office, PACK, day.year).pdf
    yield "one-page", one_page.printed_page(desk.office, desk.claim(first).applicant).pdf
    yield "materials", guides.materials(desk.office, PACK, award="01-01").pdf

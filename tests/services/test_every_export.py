"""Every file and print that leaves the office is journalled with who gets it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ipdesk.domain.applicant_document import DocumentKind
from ipdesk.domain.office_form import FormKind
from ipdesk.domain.register_lines import Register
from ipdesk.domain.span import Span
from ipdesk.paths import resources
from ipdesk.services import (
    applicant_documents,
    batch_files,
    bureaus,
    dossiers,
    evidence_files,
    forms,
    journal_view,
    ledgers,
    letter_batch,
    letters,
    list_export,
    number_register,
    office_forms,
    one_page,
    publicity_paper,
    registers,
    word_copies,
    year_end,
    year_paper,
)
from ipdesk.services.applicant_documents import DocumentForm
from ipdesk.services.payment_batches import draw_up_payment
from ipdesk.services.targets import exports, sheets
from ipdesk.storage import casefile, journal
from ipdesk.storage import letters as kept_letters
from ipdesk.storage.claim_list import ClaimFilter
from tests.services.casework import PACK, Desk, new_desk
from tests.services.papers import scan
from tests.services.test_dossiers import settled

SERVICES = resources().parent / "ipdesk" / "services"
TO = "市财政局"
NAME = "乐昌市甲科技有限公司"
HOUSE = "乐昌市市场监督管理局"
TARGETS, DEPARTMENT, SPAN = "yingde-2023", "市场监管局（知识产权局）", Span.of("2023Q4")
# What nobody has to answer for: it holds nothing of a case, or never leaves the program's care.
NOT_LOGGED = {
    "exporting.finish": "the one place that writes and notes for the others",
    "word_copies._write": "called by the four copies below",
    "guides.write_handout": "what anybody may take home from the counter",
    "drafting.save_pack": "a policy, which is public",
    "parcels.export_parcel": "a policy, which is public",
    "imports.handing.save_template": "an empty table",
    "imports.handing.save_returned": "rows that were never taken in, back to who brought them",
    "sample.write_out": "invented people",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A bureau with one claim that has everything, and a folder to write to."""

    desk: Desk
    claim: int
    letter: int
    batch: int
    piece: int
    document: int
    folder: Path


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp("out")
    desk = new_desk(folder / "home")
    claim = settled(desk, NAME)
    owner = desk.claim(claim).applicant
    form = DocumentForm(DocumentKind.BUSINESS_LICENCE, file_name="照.pdf", data=scan())
    applicant_documents.file_document(desk.office, desk.clerk, owner, form)
    papers = applicant_documents.documents_of(desk.office, owner)
    piece = next(one for one in casefile.evidence(desk.office.db, claim) if one.is_file)
    letter = letters.letter_ids(desk.office)[0]
    today = desk.clock.now().date()
    sent = draw_up_payment(desk.office, desk.payer, {claim: 500_000}, today).batch
    assert sent is not None
    yield Told(desk, claim, letter, sent.id, piece.id, papers[0].id, folder)
    bureaus.close(desk.office)


Way = Callable[[Told], object]


def _letter(told: Told, name: str, *more: object) -> object:
    path = told.folder / name
    return letters.save_letter(told.desk.office, told.desk.clerk, told.letter, path, *more)  # type: ignore[arg-type]


def _span(told: Told) -> publicity_paper.PublicityPaper:
    span = publicity_paper.usual_span(told.desk.office, (told.claim,))
    return publicity_paper.preview_publicity(
        told.desk.office, (told.claim,), span.starts_on, span.until
    )


def _form(told: Told) -> forms.FormPreview:
    return forms.preview_form(told.desk.office, told.claim)


def _paper(told: Told, kind: FormKind) -> office_forms.OfficePaper:
    return office_forms.preview_paper(told.desk.office, told.claim, kind)


def _page(told: Told) -> one_page.PrintedPage:
    return one_page.printed_page(told.desk.office, told.desk.claim(told.claim).applicant)


def _year(told: Told) -> year_paper.YearPaper:
    return year_paper.preview_year(told.desk.office, PACK, 2024)


def _book(told: Told) -> number_register.PrintedRegister:
    return number_register.preview_register(told.desk.office, 2024)


def _owner(told: Told) -> int:
    return told.desk.claim(told.claim).applicant


# The function of the services, what was called, and who gets it.
WAYS: tuple[tuple[str, Way, str], ...] = (
    ("letters.save_letter", lambda t: _letter(t, "1.pdf"), NAME),
    ("letters.save_letter", lambda t: _letter(t, "1.pdf", TO), TO),
    (
        "letters.log_copy",
        lambda t: letters.log_copy(t.desk.office, t.desk.clerk, t.letter, "print", 2),
        NAME,
    ),
    (
        "letter_batch.save_letters",
        lambda t: letter_batch.save_letters(
            t.desk.office, t.desk.clerk, [t.letter], t.folder, as_one=True
        ),
        NAME,
    ),
    (
        "letter_batch.save_letters",
        lambda t: letter_batch.save_letters(t.desk.office, t.desk.clerk, [t.letter], t.folder),
        NAME,
    ),
    (
        "letter_batch.log_prints",
        lambda t: letter_batch.log_prints(t.desk.office, t.desk.clerk, [t.letter], 1),
        NAME,
    ),
    (
        "forms.save_form",
        lambda t: forms.save_form(t.desk.office, t.desk.clerk, _form(t), t.folder / "2.pdf"),
        HOUSE,
    ),
    (
        "forms.log_form",
        lambda t: forms.log_form(t.desk.office, t.desk.clerk, _form(t), "print", 1, TO),
        TO,
    ),
    (
        "office_forms.save_paper",
        lambda t: office_forms.save_paper(
            t.desk.office, t.desk.clerk, _paper(t, FormKind.APPLICATION), t.folder / "3.pdf"
        ),
        NAME,
    ),
    (
        "office_forms.log_paper",
        lambda t: office_forms.log_paper(
            t.desk.office, t.desk.clerk, _paper(t, FormKind.CONTENTS), "print"
        ),
        HOUSE,
    ),
    (
        "publicity_paper.save_publicity",
        lambda t: publicity_paper.save_publicity(
            t.desk.office, t.desk.clerk, _span(t), t.folder / "4.pdf", "市政府网站"
        ),
        "市政府网站",
    ),
    (
        "publicity_paper.log_publicity",
        lambda t: publicity_paper.log_publicity(t.desk.office, t.desk.clerk, _span(t), "print"),
        HOUSE,
    ),
    (
        "year_paper.save_year",
        lambda t: year_paper.save_year(
            t.desk.office, t.desk.clerk, _year(t), t.folder / "5.pdf", TO
        ),
        TO,
    ),
    (
        "year_paper.log_year",
        lambda t: year_paper.log_year(t.desk.office, t.desk.clerk, _year(t), "print"),
        HOUSE,
    ),
    (
        "number_register.save_register",
        lambda t: number_register.save_register(
            t.desk.office, t.desk.clerk, _book(t), t.folder / "6.pdf"
        ),
        HOUSE,
    ),
    (
        "number_register.log_register",
        lambda t: number_register.log_register(
            t.desk.office, t.desk.clerk, _book(t), "print", 1, TO
        ),
        TO,
    ),
    (
        "one_page.save_page",
        lambda t: one_page.save_page(
            t.desk.office, t.desk.clerk, _owner(t), _page(t), t.folder / "7.pdf"
        ),
        HOUSE,
    ),
    (
        "one_page.log_page",
        lambda t: one_page.log_page(t.desk.office, t.desk.clerk, _owner(t), _page(t), 1, NAME),
        NAME,
    ),
    (
        "word_copies.save_letter_word",
        lambda t: word_copies.save_letter_word(
            t.desk.office, t.desk.clerk, t.letter, t.folder / "1.docx", TO
        ),
        TO,
    ),
    (
        "word_copies.save_publicity_word",
        lambda t: word_copies.save_publicity_word(
            t.desk.office, t.desk.clerk, _span(t), t.folder / "2.docx", TO
        ),
        TO,
    ),
    (
        "word_copies.save_paper_word",
        lambda t: word_copies.save_paper_word(
            t.desk.office, t.desk.clerk, _paper(t, FormKind.CONTENTS), t.folder / "3.docx", TO
        ),
        TO,
    ),
    (
        "word_copies.save_form_word",
        lambda t: word_copies.save_form_word(
            t.desk.office, t.desk.clerk, _form(t), t.folder / "4.docx", TO
        ),
        TO,
    ),
    (
        "evidence_files.save_copy",
        lambda t: evidence_files.save_copy(
            t.desk.office, t.desk.clerk, t.claim, t.piece, t.folder / "8.pdf"
        ),
        HOUSE,
    ),
    (
        "applicant_documents.save_document",
        lambda t: applicant_documents.save_document(
            t.desk.office, t.desk.clerk, t.document, t.folder / "9.pdf"
        ),
        HOUSE,
    ),
    (
        "ledgers.export_ledger",
        lambda t: ledgers.export_ledger(
            t.desk.office, t.desk.clerk, ClaimFilter(), t.folder / "1.xlsx", recipient=TO
        ),
        TO,
    ),
    (
        "year_end.export_year_end",
        lambda t: year_end.export_year_end(
            t.desk.office, t.desk.clerk, PACK, 2024, t.folder / "2.xlsx", recipient=TO
        ),
        TO,
    ),
    *(
        (
            "registers.export_register",
            lambda t, which=which: registers.export_register(  # type: ignore[misc]
                t.desk.office, t.desk.clerk, which, t.folder / "3.xlsx", recipient=TO
            ),
            TO,
        )
        for which in Register
    ),
    *(
        (
            "batch_files.export_batch",
            lambda t, name=name: batch_files.export_batch(  # type: ignore[misc]
                t.desk.office, t.desk.clerk, t.batch, t.folder / name, TO
            ),
            TO,
        )
        for name in ("4.xlsx", "4b.pdf")
    ),
    (
        "list_export.export_list",
        lambda t: list_export.export_list(
            t.desk.office,
            t.desk.clerk,
            list_export.Sheaf("申报", "全部"),
            (("受理编号", "text"),),
            (("LC-2024-0001",),),
            t.folder / "5.xlsx",
            TO,
        ),
        TO,
    ),
    (
        "journal_view.export_journal",
        lambda t: journal_view.export_journal(
            t.desk.office,
            t.desk.approver,
            journal_view.JournalFilter(),
            t.folder / "6.xlsx",
            TO,
        ),
        TO,
    ),
    (
        "dossiers.export_dossier",
        lambda t: dossiers.export_dossier(
            t.desk.office, t.desk.clerk, t.claim, t.folder / "1.zip", TO
        ),
        TO,
    ),
    (
        "dossiers.export_batch_dossier",
        lambda t: dossiers.export_batch_dossier(
            t.desk.office, t.desk.clerk, t.batch, t.folder / "2.zip", TO
        ),
        TO,
    ),
    *(
        (
            "targets.exports.export_report",
            lambda t, name=name: exports.export_report(  # type: ignore[misc]
                t.desk.office, t.desk.clerk, TARGETS, 2023, t.folder / name, recipient=TO
            ),
            TO,
        )
        for name in ("7.xlsx", "7b.pdf")
    ),
    (
        "targets.exports.log_report",
        lambda t: exports.log_report(t.desk.office, t.desk.clerk, TARGETS, 2023, b"%PDF", 1),
        HOUSE,
    ),
    (
        "targets.sheets.send_form",
        lambda t: sheets.send_form(
            t.desk.office, t.desk.clerk, TARGETS, DEPARTMENT, SPAN, t.folder / "8.xlsx"
        ),
        DEPARTMENT,
    ),
)


@pytest.mark.parametrize(("way", "to"), [pytest.param(way, to, id=name) for name, way, to in WAYS])
def test_what_leaves_is_journalled_with_who_gets_it(way: Way, to: str, told: Told) -> None:
    before = journal.head(told.desk.office.db)[0]
    way(told)
    (entry,) = journal.page(told.desk.office.db, limit=1)
    assert entry.seq == before + 1
    # A form for a department names it as such.
    assert entry.data.get("recipient", entry.data.get("department")) == to


def test_a_copy_of_a_letter_names_who_got_it_in_the_register_too(told: Told) -> None:
    letters.log_copy(told.desk.office, told.desk.clerk, told.letter, "print")
    assert kept_letters.copies_of(told.desk.office.db, told.letter)[-1].recipient == NAME


def test_no_other_service_writes_a_file() -> None:
    known = {name for name, _, _ in WAYS} | set(NOT_LOGGED) | {"evidence_files.save_scan"}
    assert set(_writers()) <= known


def _writers() -> Iterator[str]:
    """Functions of the services that write to a place of the user's choice."""
    for path in sorted(SERVICES.rglob("*.py")):
        module = ".".join(path.relative_to(SERVICES).with_suffix("").parts)
        for one in ast.parse(path.read_text("utf-8")).body:
            if isinstance(one, ast.FunctionDef) and _writes(one):
                yield f"{module}.{one.name}"


def _writes(one: ast.FunctionDef) -> bool:
    called = {
        call.func.id
        for call in ast.walk(one)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    }
    return bool(called & {"replace_file", "finish", "bundle"})

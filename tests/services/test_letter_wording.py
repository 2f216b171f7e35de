"""Wording of letters: drafted, published, refused where it cannot be filled; old letters stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ipdesk.domain.letter import LetterKind
from ipdesk.errors import UserError
from ipdesk.paths import resources
from ipdesk.services import letters
from ipdesk.services.letter_wording import (
    Texts,
    check_texts,
    keep_draft,
    publish,
    view_wording,
)
from ipdesk.services.letters import letter_pdf, preview_letter, preview_wording
from ipdesk.storage import journal
from ipdesk.storage.database import IntegrityError
from tests.services.casework import Desk, patent

ONE, TWO = "201210123456.8", "201110234567.1"
KIND = LetterKind.APPROVAL


def own(desk: Desk) -> Texts:
    texts = view_wording(desk.office, KIND).shipped
    return replace(texts, body=(*texts.body[:3], "请于本月内领取。"))


def test_every_shipped_template_passes_its_own_check(desk: Desk) -> None:
    for kind in LetterKind:
        shown = view_wording(desk.office, kind)
        check_texts(desk.office, kind, shown.shipped)
        assert all(desk.office.wording.has("letter-field", name) for name, _ in shown.fields)
        assert desk.office.paper.template(kind).required
    assert {path.stem for path in (resources() / "templates").glob("*.toml")} >= set(LetterKind)


def test_a_draft_changes_no_letter_until_it_is_published(desk: Desk) -> None:
    claim = desk.approved(desk.applicant(), "01-01", patent(ONE))
    keep_draft(desk.office, desk.clerk, KIND, own(desk))
    assert view_wording(desk.office, KIND).draft
    assert "领取" not in str(preview_letter(desk.office, claim).letter.body)
    publish(desk.office, desk.clerk, KIND, own(desk))
    letter = preview_letter(desk.office, claim).letter
    assert "请于本月内领取。" in letter.body
    assert letter.wording == 1
    assert not view_wording(desk.office, KIND).draft
    entry = journal.page(desk.office.db, limit=1)[0]
    assert (entry.act, entry.data["version"]) == ("publish_template", 1)


def test_an_issued_letter_keeps_its_bytes_and_its_version(desk: Desk) -> None:
    firm = desk.applicant()
    first = desk.approved(firm, "01-01", patent(ONE))
    issued = desk.issue(first)
    before = letter_pdf(desk.office, issued.id)
    publish(desk.office, desk.clerk, KIND, own(desk))
    assert letter_pdf(desk.office, issued.id) == before
    publish(desk.office, desk.clerk, KIND, None)
    second = desk.approved(firm, "01-01", patent(TWO))
    letter = preview_letter(desk.office, second).letter
    assert (letter.wording, "请于本月内领取。" in letter.body) == (2, False)
    assert [one.version for one in view_wording(desk.office, KIND).history] == [2, 1]


@pytest.mark.parametrize(
    ("line", "code", "named"),
    [
        pytest.param("编号{nummer}", "template-field-unknown", "{nummer}", id="unknown"),
        pytest.param("{applicant.__class__}", "template-field-unknown", "__class__", id="inside"),
        pytest.param("{figures:>40}", "template-field-unknown", "{figures}", id="format"),
        pytest.param("{paid_on}", "template-field-unknown", "{paid_on}", id="of another letter"),
        pytest.param("编号{number", "template-brace", "编号{number", id="not closed"),
        pytest.param("@missing", "template-table-unknown", "@missing", id="table"),
    ],
)
def test_what_cannot_be_filled_is_refused_by_its_name(
    desk: Desk, line: str, code: str, named: str
) -> None:
    texts = own(desk)
    with pytest.raises(UserError) as caught:
        publish(desk.office, desk.clerk, KIND, replace(texts, body=(*texts.body, line)))
    assert caught.value.code == code
    assert named in desk.said(caught.value)
    assert view_wording(desk.office, KIND).version == 0


def test_what_must_stand_in_a_letter_cannot_be_left_out(desk: Desk) -> None:
    texts = own(desk)
    body = tuple(text.replace("{capitals}", "") for text in texts.body)
    with pytest.raises(UserError) as caught:
        publish(desk.office, desk.clerk, KIND, replace(texts, body=body))
    assert "大写金额" in desk.said(caught.value)


def test_a_wording_is_seen_on_a_real_claim_before_it_is_kept(desk: Desk) -> None:
    desk.received(desk.applicant(), "01-01", patent(ONE))
    pdf = preview_wording(desk.office, KIND, own(desk))
    assert pdf.startswith(b"%PDF")
    assert view_wording(desk.office, KIND).version == 0
    assert letters.letter_ids(desk.office) == []


def test_a_published_version_cannot_be_changed(desk: Desk) -> None:
    publish(desk.office, desk.clerk, KIND, own(desk))
    for sql in ("DELETE FROM letter_template", "UPDATE letter_template SET version = 9"):
        with (
            pytest.raises(IntegrityError, match="letter-template-is-kept"),
            desk.office.db.atomic(),
        ):
            desk.office.db.execute(sql)

"""A small bureau's days, in which each kind of paper leaves the office once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ipdesk.domain.letter import DocumentNumber, Layout, LetterKind
from ipdesk.domain.office_form import FormKind
from ipdesk.services import guides
from ipdesk.services.claims import ItemForm
from ipdesk.services.decisions import take
from ipdesk.services.forms import preview_form
from ipdesk.services.letters import issue_letter, preview_letter
from ipdesk.services.number_register import preview_register
from ipdesk.services.numbers import void_number
from ipdesk.services.office_forms import preview_paper
from ipdesk.services.paper_setup import PaperSetup, set_paper
from ipdesk.services.publicity_paper import preview_publicity
from tests.services.casework import PACK, Desk, patent

LONG_NAME = "乐昌市𬭎𫖯𠅤知识产权运营与高价值专利培育综合服务有限公司浛洸分公司"
REFUND = "户名：乐昌市财政局，开户行：乐昌农商银行，账号：80020000000000001"


def letter(desk: Desk, claim: int, kind: LetterKind | None = None) -> bytes:
    """Issued, so that the number goes on."""
    preview = preview_letter(desk.office, claim, kind=kind)
    issue_letter(desk.office, desk.clerk, preview)
    return preview.pdf


def patents(first: int, count: int) -> tuple[tuple[str, Mapping[str, object]], ...]:
    """Patents filed in 2012, numbered from `first`, each with its check digit."""
    return tuple(patent(_numbered(f"2012101{first + place:05d}")) for place in range(count))


def _numbered(stem: str) -> str:
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    rest = sum(int(figure) * weight for figure, weight in zip(stem, weights, strict=True)) % 11
    return f"ZL{stem}.{'X' if rest == 10 else rest}"


def papers(desk: Desk) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each, as they are issued."""
    set_paper(desk.office, desk.clerk, PaperSetup(Layout(), REFUND))
    yield from _on_the_way(desk)
    yield from _decided(desk)
    yield from _changed(desk)
    void_number(desk.office, desk.clerk, DocumentNumber("乐市监知奖", 2024, 13), "纸张印坏")
    yield "number-register", preview_register(desk.office, 2024).pdf


def _on_the_way(desk: Desk) -> Iterator[tuple[str, bytes]]:
    claim = desk.draft(desk.applicant(LONG_NAME), "01-01", *patents(100, 2), asked_fen=1_000_000)
    yield "application", preview_paper(desk.office, claim, FormKind.APPLICATION).pdf
    yield "application-empty", guides.application(desk.office, PACK, "01-01").pdf
    desk.receive(claim)
    desk.take("clerk", claim, "accept")
    yield "acceptance", letter(desk, claim, LetterKind.ACCEPTANCE)
    back = desk.received(desk.applicant("乐昌市乙有限公司"), "01-01", *patents(200, 1))
    missing = "1. 专利登记簿副本（90日内）；\n2、申请表未盖章。"
    desk.take(
        "clerk", back, "return", missing=missing, due_on=date(2024, 3, 25), delivery="当面送达"
    )
    yield "supplement", letter(desk, back)
    declined = desk.received(desk.applicant("乐昌市丙有限公司"), "01-01", *patents(300, 1))
    desk.take("clerk", declined, "decline", reason="不在申报期内")
    yield "not-accepted", letter(desk, declined)


def _decided(desk: Desk) -> Iterator[tuple[str, bytes]]:
    claim = desk.examined(desk.applicant("乐昌市丁精密机械有限公司"), "01-01", *patents(400, 2))
    yield "inspection", preview_paper(desk.office, claim, FormKind.INSPECTION).pdf
    many = desk.examined(desk.applicant("乐昌市戊制造有限公司"), "01-01", *patents(500, 30))
    days = (date(2024, 3, 5), date(2024, 3, 11))
    yield "publicity", preview_publicity(desk.office, (claim, many), *days).pdf
    desk.publish(claim)
    desk.approve(claim)
    yield "approval", letter(desk, claim)
    desk.pay(claim)
    yield "payment", letter(desk, claim, LetterKind.PAYMENT)
    yield "receipt", preview_paper(desk.office, claim, FormKind.RECEIPT).pdf
    yield "contents", preview_paper(desk.office, claim, FormKind.CONTENTS).pdf
    yield "approval-form", preview_form(desk.office, claim).pdf
    desk.publish(many)
    desk.approve(many)
    yield "approval-thirty", letter(desk, many)
    short = desk.examined(
        desk.applicant("乐昌市己有限公司"), "01-01", patent("ZL202010123450.1", "2020-05-06")
    )
    desk.take("reviewer", short, "review")
    desk.take("approver", short, "refuse", reason="专利维持年限不足十年")
    yield "refusal", letter(desk, short)


def _changed(desk: Desk) -> Iterator[tuple[str, bytes]]:
    claim = desk.approved(desk.applicant("乐昌市庚有限公司"), "01-01", *patents(600, 2))
    letter(desk, claim)
    grounds = {"change": "correct", "cause": "error", "reason": "第二件专利已转让"}
    items = tuple(ItemForm(subject, dict(typed)) for subject, typed in patents(600, 1))
    take(desk.office, desk.reviewer, claim, "propose_change", {**grounds, "items": items})
    desk.take("approver", claim, "correct")
    yield "correction", letter(desk, claim)
    claim = desk.approved(desk.applicant("乐昌市辛有限公司"), "01-01", *patents(700, 1))
    letter(desk, claim)
    desk.pay(claim)
    grounds = {"change": "revoke", "cause": "fraud", "reason": "专利证书系伪造"}
    desk.take("reviewer", claim, "propose_change", **grounds)
    desk.take("approver", claim, "revoke")
    yield "revocation", letter(desk, claim)
    yield "recovery", letter(desk, claim, LetterKind.RECOVERY)

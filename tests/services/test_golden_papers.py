"""Golden papers: each kind as it left the office when someone looked at it.

Each line is kept with its place on the page (mm from the top) in tests/reference/papers, not the
bytes: those follow from fonts and code. What must be true of a paper is said here by hand.
After a wanted change run `python -m tests.services.test_golden_papers`, look at the pages, and
commit the new lines with the change.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from ipdesk.documents.pdf.raster import page_count, page_sizes, page_texts
from ipdesk.services import bureaus
from tests.documents.pdf.measure import characters, lines
from tests.services.casework import new_desk
from tests.services.every_paper import LONG_NAME, REFUND, papers
from tests.services.papers_of_a_year import papers_of_a_year

REFERENCE = Path(__file__).parents[1] / "reference" / "papers"
QUOTE = "对有效发明专利维持年限超过十年的一次性给予专利权人每件专利0.5万元奖励"
LAW = ("60日内依法申请行政复议", "6个月内依法向人民法院提起行政诉讼")
# Two patents are 2 × 5,000; thirty are 30 × 5,000; a correction leaves one of two.
SAID: Mapping[str, tuple[str, ...]] = {
    "acceptance": ("〔2024〕1号", f"{LONG_NAME}：", "共2件", "2024年3月4日"),
    "supplement": ("〔2024〕2号", "专利登记簿副本（90日内）", "申请表未盖章", "2024年3月25日前"),
    "not-accepted": ("〔2024〕3号", "不在申报期内。", QUOTE, *LAW),
    "application": (LONG_NAME, "10,000.00", "人民币壹万元整", "80020000012345678", "2013-01-10"),
    "application-empty": ("申报主体", "专利申请日：", "承诺"),
    "number-register": ("乐市监知奖〔2024〕1号", "纸张印坏", LONG_NAME, "10,000.00", "作废文号1个"),
    "inspection": ("现场核查记录", "乐昌市丁精密机械有限公司", "LC-2024-0004"),
    "publicity": ("10,000.00", "150,000.00", "160,000.00元", "2024年3月5日至2024年3月11日"),
    "approval": ("〔2024〕4号", "10,000.00元（大写：人民币壹万元整）", QUOTE, *LAW),
    "payment": ("10,000.00元（大写：人民币壹万元整）", "记-12", "800200*******5678"),
    "receipt": ("¥10,000.00", "人民币壹万元整", "记-12", "800200*******5678"),
    "contents": ("卷内文件目录", "〔2024〕4号", "LC-2024-0004"),
    "approval-form": ("10,000.00", "人民币壹万元整", QUOTE, "经办甲", "复核乙", "审批丙"),
    "approval-thirty": ("30件×5,000.00元", "150,000.00元（大写：人民币壹拾伍万元整）"),
    "refusal": ("专利维持年限不足十年。", QUOTE, *LAW),
    "correction": ("10,000.00元", "5,000.00元（大写：人民币伍仟元整）", "第二件专利已转让。"),
    "revocation": ("专利证书系伪造。", "5,000.00元", *LAW),
    "payment-list": ("10,000.00", "人民币壹万元整", "800200*******5678", "制表：", "审批："),
    "dossier-application": ("申报内容", "乐昌市壬有限公司", "10,000.00"),
    "dossier-checklist": ("核对清单", "符合", "经办甲"),
    # 10,000 + 150,000 + 10,000, and 5,000 left by the correction; 10,000 and 5,000 were paid.
    "year-summary": ("2024年", "175,000.00", "15,000.00", "负责人："),
    "one-page": ("乐昌市壬有限公司", "10,000.00"),
    "materials": ("专利登记簿副本", "收款账户证明"),
    "recovery": ("5,000.00元（大写：人民币伍仟元整）应予退回", REFUND, "30日内"),
}
# Boxes and tables use more of the page than a letter; nothing reaches the edge.
FORMS = (
    "approval-form",
    "application",
    "application-empty",
    "contents",
    "dossier-application",
    "dossier-checklist",
    "inspection",
    "materials",
    "one-page",
    "receipt",
)
ACROSS = ("number-register", "payment-list", "year-summary")

_FOOT = re.compile(r"—\d+—|核验码.*")


def made() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        desk = new_desk(Path(folder) / "home")
        try:
            return {**dict(papers(desk)), **dict(papers_of_a_year(desk))}
        finally:
            bureaus.close(desk.office)


@pytest.fixture(scope="module")
def every() -> dict[str, bytes]:
    return made()


def layout(pdf: bytes) -> str:
    """Every line with page and place; the code of the record follows from code, not from paper."""
    rows = [
        f"{number + 1} {y:5.1f} {text}"
        for number in range(page_count(pdf))
        for y, text in lines(pdf, number).items()
        if not text.startswith("核验码")
    ]
    return "\n".join(rows) + "\n"


def run_on(pdf: bytes) -> str:
    """The text line by line, and again cell by cell, without page numbers and blanks."""
    rows = (text for n in range(page_count(pdf)) for text in lines(pdf, n).values())
    ways = ("".join(row for row in rows if not _FOOT.fullmatch(row)), *page_texts(pdf))
    return re.sub(r"[\s\u00ad\ufffe]", "", "".join(ways))


@pytest.mark.parametrize("name", SAID)
def test_the_paper_is_as_it_was_when_looked_at(name: str, every: dict[str, bytes]) -> None:
    assert layout(every[name]) == (REFERENCE / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", SAID)
def test_the_paper_says_what_was_decided(name: str, every: dict[str, bytes]) -> None:
    text = run_on(every[name])
    for said in SAID[name]:
        assert said in text
    # An amount has two figures behind the point, and no fraction of a 分.
    assert not any(re.search(r"\d\.\d\d\d", page) for page in page_texts(every[name]))
    assert "样稿" not in text
    assert "{" not in text


@pytest.mark.parametrize("name", SAID)
def test_the_paper_keeps_its_margins(name: str, every: dict[str, bytes]) -> None:
    pdf = every[name]
    across = name in ACROSS
    for number, (width, height) in enumerate(page_sizes(pdf)):
        size = (round(width * 25.4 / 72), round(height * 25.4 / 72))
        assert size == ((297, 210) if across else (210, 297))
        if across:
            continue
        ink = characters(pdf, number)
        own = name == "one-page"  # which has more columns
        left, right = (15, 195) if own else (28, 184)
        assert min(box.left for box in ink) >= left - 0.5
        assert max(box.right for box in ink) <= right + 2.9  # half a mark may hang outside
        first = 22 if own else 28 if name in FORMS else 30 if number == 0 else 37
        assert min(box.top for box in ink) >= first - 0.5
        assert max(box.bottom for box in ink) <= 297 - 20


def test_every_kind_of_paper_is_here(every: dict[str, bytes]) -> None:
    assert set(every) == set(SAID)


def keep() -> None:
    REFERENCE.mkdir(exist_ok=True)
    for name, pdf in made().items():
        (REFERENCE / f"{name}.txt").write_text(layout(pdf), "utf-8")


if __name__ == "__main__":
    keep()

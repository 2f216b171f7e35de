from __future__ import annotations

from datetime import date

import pytest

from ipdesk.documents.pdf.fonts import Faces
from ipdesk.domain.letter import DocumentNumber, Letter, LetterKind, Table
from ipdesk.paths import resources

TABLE = Table(
    head=("序号", "核算内容", "金额（元）"),
    rows=(
        ("1", "发明专利ZL202110123450.7，授权公告日2011年3月16日，维持满十年", "5,000.00"),
        ("2", "发明专利ZL202110123451.7，授权公告日2011年4月6日，维持满十年", "5,000.00"),
    ),
    align="clr",
    widths=(0.1, 0.66, 0.24),
    total=("", "合计", "10,000.00"),
)


@pytest.fixture(scope="session")
def faces() -> Faces:
    return Faces.load(resources() / "fonts")


@pytest.fixture
def letter() -> Letter:
    return Letter(
        kind=LetterKind.APPROVAL,
        issuer="甲市市场监督管理局",
        number=DocumentNumber("甲市监知奖", 2026, 12),
        title="关于批准给予发明专利维持奖励资金的通知",
        addressee="甲市浛洸精密机械有限公司",
        body=(
            "你单位于2026年3月2日提交的“发明专利维持奖励”申报（受理编号：2026-0012）收悉。经初审、"
            "复核、审签，并于2026年3月9日至3月15日公示，期满无异议。",
            TABLE,
            "以上合计人民币10,000.00元（大写：人民币壹万元整）。",
        ),
        attachments=(),
        signatory="甲市市场监督管理局",
        issued_on=date(2026, 11, 22),
        remark="联系人：陈晓明，联系电话：0751-5551234",
        check_code="ABCD-EFGH-JKLM",
        journal_seq=123,
        journal_head="0a1b2c3d4e5f",
    )

"""Records of a small invented year, and reading a workbook back."""

from __future__ import annotations

import io
import tomllib
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

from ipdesk.domain.ledger import (
    Budget,
    CapUse,
    LedgerItem,
    LedgerNotes,
    LedgerRow,
    award_sums,
)
from ipdesk.domain.year_content import YearContent
from ipdesk.domain.year_lines import (
    Adjustment,
    ObjectionLine,
    PaymentLine,
    TargetLine,
    TaskLine,
)
from ipdesk.paths import resources
from ipdesk.wording import Wording

WORDING = Wording(tomllib.loads((resources() / "wording/ledger.toml").read_text("utf-8")))

PAID = LedgerRow(
    number="LC2024-0001",
    received_on=date(2024, 3, 1),
    applicant="乐昌市金鸡岭茶业有限公司",
    applicant_kind="企业",
    code="91440281MA4UABCD1X",
    town="坪石镇",
    clause="（一）",
    award_id="01-01",
    award="有效发明专利维持年限超过十年",
    subject_name="一种茶叶杀青装置",
    subject="201310123456.7",
    fact_on=date(2023, 4, 12),
    count=1,
    claimed_fen=500_000,
    approved_fen=500_000,
    examined_on=date(2024, 3, 8),
    reviewed_on=date(2024, 3, 11),
    deliberated_on=None,
    published="2024-03-18—2024-03-22",
    objection="",
    document_number="乐市监知奖〔2024〕1号",
    paid_on=date(2024, 4, 2),
    paid_fen=500_000,
    voucher="记-0402",
    fund_year=2024,
    fund_source="本级财政",
    stage="已拨付",
    archive_number="ZSCQ-2024-001",
    note="",
)
PERSON = replace(
    PAID,
    number="LC2024-0002",
    applicant="骆雨萍",
    applicant_kind="个人",
    code="44028119900307002X",
    clause="（三）",
    award_id="03-01",
    award="作品登记",
    subject_name="九峰山水组画",
    subject="粤作登字-2024-F-00000012 等3件",
    count=3,
    claimed_fen=90_001,
    approved_fen=60_001,
    objection="权属有异议，查明不成立",
    stage="已批准",
    paid_on=None,
    paid_fen=None,
    voucher="",
    archive_number="",
)
REFUSED = replace(
    PAID,
    number="LC2024-0003",
    claimed_fen=1_000_000,
    approved_fen=None,
    paid_on=None,
    paid_fen=None,
    voucher="",
    stage="不予批准",
    failed=True,
    reason="专利年费滞纳，受理日专利权已终止",
)
ROWS = (PAID, PERSON, REFUSED)
ITEMS = tuple(
    LedgerItem(
        "LC2024-0002",
        "骆雨萍",
        "作品登记",
        place,
        f"粤作登字-2024-F-0000001{place}",
        date(2024, 2, place),
        "可兑现" if fen else "不可兑现",
        fen,
    )
    for place, fen in ((1, 30_000), (2, 30_001), (3, 0))
)
AWARDS = (
    ("01-01", "（一）", "有效发明专利维持年限超过十年"),
    ("01-02", "（一）", "中国专利金奖"),
    ("03-01", "（三）", "作品登记"),
)
BUDGET = Budget(2024, 2_000_000, 300_000, 560_001, 500_000)
CAPS = (
    CapUse("（三）", "作品登记", "每年最多100件", "骆雨萍", 2024, 63, 100),
    CapUse(
        "（五）",
        "贷款贴息",
        "每年最高10万元",
        "乐昌市金鸡岭茶业有限公司",
        2024,
        None,
        None,
        6_000_000,
        10_000_000,
    ),
)
PAYMENTS = (
    PaymentLine(
        PAID.number,
        PAID.applicant,
        PAID.code,
        PAID.award,
        PAID.document_number,
        date(2024, 4, 2),
        "拨付",
        500_000,
        0,
        "记-0402",
        "乐昌农商银行",
        PAID.applicant,
        "80020000012345678",
        "",
    ),
    PaymentLine(
        PAID.number,
        PAID.applicant,
        PAID.code,
        PAID.award,
        PAID.document_number,
        date(2024, 5, 6),
        "追回",
        0,
        200_000,
        "记-0506",
        "乐昌农商银行",
        PAID.applicant,
        "80020000012345678",
        "多付退回",
    ),
)
OBJECTIONS = (
    ObjectionLine(
        PERSON.number,
        PERSON.applicant,
        PERSON.award,
        60_001,
        PERSON.published,
        date(2024, 3, 19),
        "李某",
        "权属有异议",
        "查明不成立",
        date(2024, 3, 21),
        "已批准",
    ),
)
ADJUSTMENTS = (
    Adjustment(
        date(2024, 2, 1),
        "已更正",
        "LC2023-0007",
        2023,
        PAID.applicant,
        PAID.award,
        -100_000,
        0,
        100_000,
        "乐市监知奖〔2024〕2号",
        "记-0201",
        "核算有误",
    ),
)
TARGETS = (
    TargetLine(
        "英府〔2023〕1号",
        "（一）",
        "3-1a",
        "有效发明专利拥有量增长",
        "每万人口发明专利拥有量",
        "增长10%（拟）",
        "2022年",
        "每年",
        "市市场监管局",
        "知识产权局统计",
        "",
        "",
        "",
    ),
)
TASKS = (
    TaskLine(
        "英府〔2023〕1号",
        "（二）",
        "4-1",
        "任务",
        "开展专利导航",
        "导航项目数",
        "2025年",
        "市市场监管局、市科工局",
        "",
        "",
    ),
)
NOTES = LedgerNotes(
    bureau="乐昌市市场监督管理局",
    title="2024年知识产权奖补兑现台账",
    period="2024年1月1日—2024年12月31日",
    policy="乐府办发函〔2022〕86号",
    filters=(("镇街", "全部"), ("状态", "已批准、已拨付")),
    made_by="陈晓岚",
    made_at="2025-01-06T09:30:00",
    masked=True,
    journal_seq=412,
    journal_head="3fa94c0d7be1",
    digest="0" * 64,
)
CONTENT = YearContent(
    bureau="乐昌市市场监督管理局",
    pack="lechang-2022",
    year=2024,
    policy="乐府办发函〔2022〕86号",
    sums=award_sums(ROWS, AWARDS, {"01-01": 400_000, "01-02": 100_000}),
    rows=ROWS,
    items=ITEMS,
    payments=PAYMENTS,
    objections=OBJECTIONS,
    caps=CAPS,
    budget=BUDGET,
    adjustments=ADJUSTMENTS,
    targets=TARGETS,
    tasks=TASKS,
)


def read(data: bytes, *, values: bool = False) -> Workbook:
    from openpyxl import load_workbook  # the bench counts what loading the library takes

    return load_workbook(io.BytesIO(data), data_only=values)

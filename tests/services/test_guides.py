"""申报指南 and 材料清单: all that the pack promises, nothing else, for every award."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from ipdesk.commands.line import main
from ipdesk.documents.pdf.fonts import Faces
from ipdesk.documents.pdf.raster import page_count, page_texts
from ipdesk.domain.money import figures
from ipdesk.domain.policy import Award, ClauseStatus, Policy
from ipdesk.errors import UserError
from ipdesk.packs.loader import load_pack, read_folder
from ipdesk.paths import resources
from ipdesk.services import guides
from ipdesk.services.counter import Counter, pack_counter
from ipdesk.services.guide_terms import limits, standard, times
from ipdesk.services.guides import guide_of, materials_of
from ipdesk.services.readings import ReadingForm, set_reading
from ipdesk.wording import Wording
from tests.policies.deciding import lechang
from tests.services.casework import PACK, Desk

TODAY = date(2024, 3, 4)
AWARDS = sorted(lechang().awards)


@pytest.fixture(scope="module")
def faces() -> Faces:
    return Faces.load(resources() / "fonts")


@pytest.fixture(scope="module")
def counter() -> Counter:
    made = pack_counter(lechang(), Wording.load(resources() / "wording"), TODAY)
    return replace(made, bureau="乐昌市市场监督管理局", contact="李某", phone="0751-5550000")


def yingde(counter: Counter) -> Counter:
    policy = load_pack(read_folder(resources() / "policies" / "yingde-2023"))
    return pack_counter(policy, counter.wording, TODAY)


def run_on(text: str) -> str:
    return re.sub(r"\s", "", text)


def text_of(pdf: bytes) -> str:
    """All the text of a PDF, page numbers taken out."""
    return run_on("".join(re.sub(r"— \d+ —", "", page) for page in page_texts(pdf)))


def award(number: str) -> Award:
    return lechang().awards[number]


def with_readings(counter: Counter, **values: str) -> Counter:
    rows = tuple(
        replace(row, value=values[row.point.key]) if row.point.key in values else row
        for row in counter.rows
    )
    return replace(counter, rows=rows)


@pytest.mark.parametrize("number", AWARDS)
def test_the_guide_of_an_award_says_all_its_data(
    number: str, counter: Counter, faces: Faces
) -> None:
    known, policy = award(number), lechang()
    text = text_of(guide_of(counter, faces, award=number).pdf)
    said = [known.label, known.quote, known.as_written, known.who_text, policy.document_number]
    said += [piece.label for piece in known.evidence]
    said += [piece.note for piece in known.evidence]
    said += [check.quote for check in known.checks] + [check.label for check in known.checks]
    said += [fact.label for fact in known.facts]
    said += [counter.bureau, counter.phone, policy.contact, policy.validity_quote]
    for amount in (known.fen, known.ceiling_fen, known.year_cap_fen):
        if amount is not None:
            said.append(f"{figures(amount)}元")
    if known.rate is not None:
        said.append(f"{(known.rate * 100).normalize():f}%")
    assert [words for words in said if run_on(words) not in text] == []


@pytest.mark.parametrize("number", AWARDS)
def test_every_reading_behind_an_award_is_printed_with_its_basis(
    number: str, counter: Counter, faces: Faces
) -> None:
    text = text_of(guide_of(counter, faces, award=number).pdf)
    rows = counter.bearing(award(number))
    assert {check.reading for check in award(number).checks} - {""} <= {r.point.id for r in rows}
    for row in rows:
        assert run_on(f"{row.point.id}{row.point.question}{row.label}") in text
    assert text.count("口径：系统默认（未见书面依据）") == len(rows)


@pytest.mark.parametrize("number", AWARDS)
def test_the_evidence_list_has_a_line_with_boxes_for_each_piece(
    number: str, counter: Counter, faces: Faces
) -> None:
    text = text_of(materials_of(counter, faces, award=number).pdf)
    known = award(number)
    assert text.count("□") == 2 * len(known.evidence)
    for piece in known.evidence:
        assert run_on(piece.label) in text
        assert run_on(piece.note) in text
    assert text.count("（视情形）") == sum(not piece.required for piece in known.evidence)
    for box in ("交件人（签字）", "收件人（签字）", "日期", "份数", "原件", "复印件", "备注"):
        assert box in text


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("01-01", "计算方法：每件5,000.00元（人民币伍仟元整），乘以符合条件的数量。"),
        ("03-01", "计算方法：每个100.00元（人民币壹佰元整），乘以符合条件的数量。"),
        (
            "04-01",
            "计算方法：择优扶持，每项最高100,000.00元（人民币壹拾万元整），包括本数。"
            "具体金额由集体研究确定，申报时不填金额。",
        ),
        ("05-00", "本项由本局登记后转有关部门办理，本市不计算金额。"),
        ("05-01", "计算方法：实缴利息（不含罚息、复利）×15%。"),
        ("05-01", "按付息日期所在的日历年度分别计算。"),
        ("05-02", "保费（含税）先减去退回的保费，再乘比例。"),
        ("05-03", "计算方法：实际发行额度×1.5%。"),
        ("05-03", "再乘以本市入池企业占比；没有填写的，按全部计算。"),
    ],
)
def test_the_amount_is_worked_out_in_words(number: str, sentence: str, counter: Counter) -> None:
    assert sentence in list(standard(counter, award(number)))


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("01-01", "同一专利号，本项只奖补一次。"),
        ("03-01", "每个单位每年最多100个，每名个人每年最多50个，按资金年度（批准的年度）计。"),
        (
            "05-01",
            "每个申报主体每年最多30,000.00元（人民币叁万元整），包括本数，按付息日期所在的年度计。",
        ),
        (
            "05-02",
            "每个申报主体每年最多20,000.00元（人民币贰万元整），包括本数，"
            "按保费支付日所在的年度计。",
        ),
        ("05-03", "补助超过500,000.00元的，须有书面确认记录。"),
        (
            "07-01",
            "与下列事项在同一年度（按事项发生的年度计）合计以单项最高金额为限，先领了较低一项的，"
            "补差额：新认定国家知识产权优势企业奖励、新认定省知识产权示范企业奖励。",
        ),
        ("04-01", "每次申报只填一项。"),
        ("05-00", "同一贷款合同号，只登记转办一次。"),
        ("02-01", "没有年度数量和金额上限。"),
    ],
)
def test_what_is_paid_once_and_how_much_a_year_is_said(
    number: str, sentence: str, counter: Counter
) -> None:
    assert sentence in list(limits(counter, award(number)))


def test_the_ten_years_follow_the_readings(counter: Counter) -> None:
    said = list(times(counter, award("01-01")))
    assert said[0] == "从专利申请日起满10年，再过1天起可以申报。"
    assert "政策施行前就已符合条件的，可以申报一次。" in said
    assert "2024年12月31日以后收件的，须有准予受理的依据文件。" in said
    other = with_readings(
        counter, maint_compare="ge", maint_start="grant", maint_stock="deny", late_apply="deny"
    )
    said = list(times(other, award("01-01")))
    assert said[0].startswith("从授权公告日起满10年的当天起可以申报。")
    assert "政策施行前就已符合条件的，不予奖补。" in said
    assert "2024年12月31日以后收件的，不再受理。" in said


def test_who_may_ask_is_read_as_the_checks_read_it(counter: Counter, faces: Faces) -> None:
    for number, asked in (("01-01", "“我市”怎样认定？"), ("02-05", counter.rule_of("A27"))):
        assert run_on(asked) in text_of(guide_of(counter, faces, award=number).pdf)
    place = text_of(guide_of(counter, faces, award="02-05").pdf)
    [row] = [row for row in counter.rows if row.point.id == "A27"]
    assert run_on(row.point.question + row.label) in place


def test_an_expired_policy_says_so_first(counter: Counter, faces: Faces) -> None:
    fresh = text_of(guide_of(counter, faces, award="01-01").pdf)
    assert "现已到期" not in fresh
    late = replace(counter, today=date(2025, 1, 1))
    text = text_of(guide_of(late, faces, award="01-01").pdf)
    notice = "请注意：本政策有效期至2024年12月31日，现已到期。"
    assert text.index(notice) < text.index("一、政策依据")


def test_a_stopped_clause_says_so_in_every_guide(counter: Counter, faces: Faces) -> None:
    policy = lechang()
    stopped = tuple(
        replace(clause, status=ClauseStatus.STOPPED, status_document="韶市监〔2024〕9号")
        if clause.id == "01"
        else clause
        for clause in policy.clauses
    )
    changed = replace(counter, policy=replace(policy, clauses=stopped))
    for made in (guide_of(changed, faces, award="01-01"), guide_of(changed, faces, clause="01")):
        assert "本条款已停止执行，依据：韶市监〔2024〕9号。" in text_of(made.pdf)
    assert "停止执行" not in text_of(guide_of(changed, faces, award="02-01").pdf)


def contents(pdf: bytes) -> list[tuple[str, int]]:
    """The entries of the contents with their page numbers."""
    lines = "\n".join(page_texts(pdf)[:3]).splitlines()
    found = [re.fullmatch(r"(.+?)\s*…+\s*(\d+)\s*", line) for line in lines]
    return [(match[1], int(match[2])) for match in found if match]


@pytest.mark.parametrize("clause", ["", "05"])
def test_the_contents_lead_to_the_pages(clause: str, counter: Counter, faces: Faces) -> None:
    pdf = guide_of(counter, faces, clause=clause).pdf
    pages = [run_on(page) for page in page_texts(pdf)]
    entries = contents(pdf)
    policy: Policy = lechang()
    awards = policy.clause(clause).awards if clause else tuple(policy.awards.values())
    paying = 1 if clause else sum(bool(one.awards) for one in policy.clauses)
    assert len(entries) == len(awards) + paying + 1
    for heading, number in entries:
        assert run_on(heading) in pages[number - 1], (heading, number)
    listed = {heading.split(". ")[-1] for heading, _ in entries}
    assert {one.label for one in awards} <= listed


def test_what_all_awards_share_is_said_once(counter: Counter, faces: Faces) -> None:
    text = text_of(guide_of(counter, faces).pdf)
    assert text.count("真实性承诺书") == 1
    assert text.count(run_on("A34 申报主体有失信记录的，怎样处理？")) == 1
    assert text.count("公示5个工作日") == 1


def test_the_lists_of_a_policy_are_one_after_the_other(counter: Counter, faces: Faces) -> None:
    made = materials_of(counter, faces)
    pages = [run_on(page) for page in page_texts(made.pdf)]
    titles = [page for page in pages if "申报材料清单" in page]
    assert len(titles) == len(lechang().awards)
    assert sum(page.count("交件人（签字）") for page in pages) == len(lechang().awards)


def test_a_policy_without_awards_offers_its_tasks(counter: Counter, faces: Faces) -> None:
    targets = yingde(counter)
    made = guide_of(targets, faces)
    text = text_of(made.pdf)
    assert made.title.endswith("目标任务清单")
    assert "本政策不设奖补事项" in text
    for row in targets.policy.rows:
        assert run_on(row.id) in text
    with pytest.raises(UserError) as refused:
        materials_of(targets, faces)
    assert refused.value.code == "no-awards-here"


def test_the_bureau_gives_name_readings_and_days(desk: Desk) -> None:
    form = ReadingForm("maint_stock", "deny", "乐市监〔2024〕3号", date(2024, 1, 15))
    set_reading(desk.office, desk.clerk, PACK, form)
    text = text_of(guides.guide(desk.office, PACK, award="01-01").pdf)
    assert "受理单位：乐昌市市场监督管理局" in text
    assert "联系电话：0751-5550000" in text
    assert "乐市监〔2024〕3号，2024年1月15日" in text
    assert "政策施行前就已符合条件的，不予奖补。" in text


def test_the_same_guide_gives_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    made = guides.guide(desk.office, PACK, clause="05")
    assert made == guides.guide(desk.office, PACK, clause="05")
    guides.save_handout(desk.office, made, tmp_path / "指南.pdf")
    assert (tmp_path / "指南.pdf").read_bytes() == made.pdf


def test_the_command_writes_the_papers_of_an_award(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = CliRunner().invoke(main, ["policy", "guide", PACK, "--award", "01-02", "-o", str(out)])
    assert done.exit_code == 0, done.stderr
    assert sorted(path.name for path in out.iterdir()) == [
        "01-02中国专利金奖奖励申报指南.pdf",
        "01-02中国专利金奖奖励申报材料清单.pdf",
    ]
    assert all(page_count(path.read_bytes()) for path in out.iterdir())
    wrong = CliRunner().invoke(main, ["policy", "guide", PACK, "--award", "99-99", "-o", str(out)])
    assert wrong.exit_code == 2
    assert "99-99" in wrong.stderr

"""The sample bureau in December, with something waiting at every stage, for the pictures.

Everything is done through the services, as the office would do it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from picture_scans import scan

from ipdesk.domain.applicant import ApplicantKind
from ipdesk.domain.applicant_document import DocumentKind
from ipdesk.domain.record import CheckState
from ipdesk.domain.rounds import Round
from ipdesk.domain.stages import Role, Stage
from ipdesk.domain.task_record import OPEN, TaskState
from ipdesk.paths import Home
from ipdesk.services import backups, rounds, sample
from ipdesk.services.applicant_documents import DocumentForm, file_document
from ipdesk.services.applicants import register_applicant
from ipdesk.services.batching import take_all
from ipdesk.services.checklists import answer_check
from ipdesk.services.claim_reading import find_claim, read_claim
from ipdesk.services.claims import (
    ClaimFilter,
    ClaimForm,
    ItemForm,
    claim_ids,
    claim_rows,
    open_claim,
    save_draft,
)
from ipdesk.services.decisions import take
from ipdesk.services.evidence import attach_file, see_paper
from ipdesk.services.office import Actor, Office
from ipdesk.services.operators import list_operators
from ipdesk.services.payment_batches import draw_up_payment
from ipdesk.services.sample_draw import Draw
from ipdesk.services.targets import tasks
from ipdesk.services.targets.common import policies_with_targets

CLAIMS = 140
SEED = 7
LAST_DAY = date(2024, 12, 6)
TODAY = datetime(2024, 12, 9, 9, 20)
_PACK, _PATENTS, _SILVER = "lechang-2022", "01-01", "01-04"
_CHANNEL = "乐昌市人民政府门户网站、单位公告栏"


class OfficeHours:
    """The Monday after the last day of the sample; the bureau is at work."""

    def now(self) -> datetime:
        return TODAY


@dataclass(slots=True)
class Wanted:
    """Claims and applicants that the pictures are of."""

    work: int = 0  # accepted, half checked, with scans
    draft: int = 0  # at the counter, papers missing
    twin: int = 0  # a patent that another claim has as well
    reviewed: int = 0
    waiting: tuple[int, ...] = ()  # decided, no letter yet
    decided: int = 0
    returned: int = 0
    payable: int = 0
    applicant: int = 0
    alike: int = 0


class Preparing:
    """Brings the sample into the states the pictures show."""

    def __init__(self, made: sample.Sample) -> None:
        self.office: Office = made.office
        people = list_operators(self.office)
        self.by_role = {
            role: Actor(one.id, one.name, one.roles) for one in people for role in one.roles
        }
        self.clerk = self.by_role[Role.CLERK]
        self.draw = Draw(SEED + 1, sample.read_data())
        self.wanted = Wanted()

    def all(self) -> Wanted:
        self._rounds()
        self._decide()
        self._publish()
        self._pay()
        self._claims()
        self._alike_applicant()
        self._papers_on_file()
        self._tasks()
        backups.back_up(self.office, asked=True)
        return self.wanted

    def _of(self, stage: Stage) -> list[int]:
        rows = claim_rows(self.office, list(claim_ids(self.office, ClaimFilter())))
        return [row.id for row in rows.values() if row.stage is stage]

    def _rounds(self) -> None:
        notice = "关于组织申报2024年度知识产权奖补资金的通知"
        spans = (
            ("2024 年第一批", date(2024, 3, 1), date(2024, 5, 31), "乐市监〔2024〕12号"),
            ("2024 年第二批", date(2024, 10, 8), date(2024, 12, 20), "乐市监〔2024〕57号"),
        )
        for name, opens, closes, number in spans:
            one = Round(_PACK, name, f"{notice}（{number}）", opens, closes)
            rounds.keep_round(self.office, self.by_role[Role.ADMINISTRATOR], one)

    def _decide(self) -> None:
        """Two decided claims wait for their letter."""
        approver = self.by_role[Role.APPROVER]
        ended = self._of(Stage.UNOBJECTED)[:2]
        for claim in ended:
            take(self.office, approver, claim, "approve", {}, "同意")
        self.wanted.waiting = tuple(ended)
        self.wanted.returned = next(iter(self._of(Stage.RETURNED)), 0)

    def _publish(self) -> None:
        reviewed = self._of(Stage.REVIEWED)
        take_all(self.office, self.by_role[Role.APPROVER], reviewed[:2], "sign", {}, "同意公示")
        record = {"starts_on": TODAY.date(), "channel": _CHANNEL}
        take_all(self.office, self.clerk, reviewed[:1], "publish", record, name="2024 年第八批")
        self.wanted.reviewed = reviewed[2]

    def _pay(self) -> None:
        """One batch of two with the finance office; one claim more is due."""
        due = self._of(Stage.APPROVED)
        ready = [number for number in due if number not in self.wanted.waiting]
        amounts = {n: find_claim(self.office, n).due_fen for n in ready}
        draw_up_payment(self.office, self.clerk, dict(list(amounts.items())[:1]), TODAY.date(),
                        "2024 年第六批")  # fmt: skip
        self.wanted.payable = ready[-1]
        paid = self._of(Stage.PAID)
        self.wanted.decided = paid[0]

    def _claims(self) -> None:
        office, clerk, wanted = self.office, self.clerk, self.wanted
        work = self._open(_PATENTS, ApplicantKind.ENTERPRISE, 2)
        for act, record in (("receive", {"received_on": date(2024, 12, 4), "copies": 2}),
                            ("accept", {})):  # fmt: skip
            take(office, clerk, work, act, record)
        reading = read_claim(office, work)
        wanted.work, wanted.applicant = work, reading.applicant.id
        for piece in reading.award.evidence[:6]:
            see_paper(office, clerk, work, piece.id, 2)
        patent = reading.award.evidence[7]
        lines = (f"专利号：ZL {reading.items[0].subject}", "发明名称：一种茶叶低温烘干装置",
                 f"专利权人：{reading.applicant.name}", "授权公告日：2015年6月24日",
                 "证书样例，仅供练习。")  # fmt: skip
        attach_file(office, clerk, work, patent.id, "发明专利证书.png", scan("发明专利证书", lines))
        states = (CheckState.MET, CheckState.MET, CheckState.MET)
        open_lines = [line for line in reading.lines if line.state is CheckState.UNCHECKED]
        for line, state in zip(open_lines, states, strict=False):
            answer_check(office, clerk, work, line.check.id, state, "")
        wanted.draft = self._open(_SILVER, ApplicantKind.ENTERPRISE, 1)
        draft = read_claim(office, wanted.draft)
        for piece in draft.award.evidence[:3]:
            see_paper(office, clerk, wanted.draft, piece.id)
        wanted.twin = self._open(_PATENTS, ApplicantKind.ENTERPRISE, 1)
        same = tuple(ItemForm(item.subject, item.typed) for item in reading.items[:1])
        save_draft(office, clerk, wanted.twin, self._form(same))

    def _open(self, award: str, kind: ApplicantKind, count: int) -> int:
        """A draft of a new applicant, filled in as a clerk would."""
        who = register_applicant(self.office, self.clerk, self.draw.applicant(kind)).id
        opened = open_claim(self.office, self.clerk, who, _PACK, award, date(2024, 12, 4))
        plan = {**sample._plans(_PACK, [award])[award], "items": [count, count]}
        items = self.draw.items(plan, date(2024, 12, 4))
        save_draft(self.office, self.clerk, opened.id, self._form(items))
        return opened.id

    def _form(self, items: tuple[ItemForm, ...]) -> ClaimForm:
        return ClaimForm(
            received_on=date(2024, 12, 4),
            fund_year=2024,
            copies=2,
            basis_document="",
            note="",
            items=items,
        )

    def _alike_applicant(self) -> None:
        """The same company once more, its name without the town."""
        known = read_claim(self.office, self.wanted.work).applicant
        form = self.draw.applicant(ApplicantKind.ENTERPRISE)
        name = known.name.replace("有限公司", "有限责任公司")
        again = replace(form, name=name, account_name=name, phone=known.phone,
                        contact=known.contact, account=known.account)  # fmt: skip
        self.wanted.alike = register_applicant(self.office, self.clerk, again).id

    def _papers_on_file(self) -> None:
        who = read_claim(self.office, self.wanted.work).applicant
        lines = (f"名称：{who.name}", f"统一社会信用代码：{who.code}", "住所：乐昌市长乐路18号")
        licence = DocumentForm(
            DocumentKind.BUSINESS_LICENCE,
            number=who.code,
            valid_from=date(2019, 4, 1),
            valid_to=date(2029, 3, 31),
            file_name="营业执照.png",
            data=scan("营业执照", lines),
        )
        account = DocumentForm(DocumentKind.ACCOUNT_PERMIT, number="J5819000", note="原件已核对")
        for form in (licence, account):
            file_document(self.office, self.clerk, who.id, form)

    def _tasks(self) -> None:
        """What should have been done long ago is done; the desk shows an office in order."""
        for policy in policies_with_targets(self.office):
            for year in (2024, 2025):
                for line in tasks.task_lines(self.office, policy.id, year):
                    due = line.task.due_on
                    if line.task.id and due and due < TODAY.date() and line.task.state in OPEN:
                        form = tasks.TaskForm(policy.id, year, task=line.task.id)
                        done = tasks.ProgressForm("已按要求办结", TaskState.DONE, LAST_DAY)
                        tasks.note_progress(self.office, self.clerk, form, done)


def prepare(folder: Path) -> tuple[sample.Sample, Wanted]:
    """The bureau in `folder`, open, and what there is to be seen in it."""
    data = sample.read_data()
    data["receives_until"] = data["ends"] = LAST_DAY
    made = sample.live(Home(folder), CLAIMS, SEED, data)
    made.office.clock.set(datetime(2024, 12, 9, 8, 40))  # type: ignore[attr-defined]
    return made, Preparing(made).all()


__all__ = ["OfficeHours", "Wanted", "prepare"]

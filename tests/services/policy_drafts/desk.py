"""A short policy kept as a draft, and the few looks at it that the tests share."""

from __future__ import annotations

from ipdesk.domain.raw_document import RawDocument
from ipdesk.services import policy_drafts
from ipdesk.services.policy_drafts import DraftCheck, DraftPage, PartKey, PartRow
from tests.services.casework import Desk

TEXT = """云岭市促进知识产权发展若干措施
云府〔2024〕1号
第一条 对新认定的国家知识产权示范企业，每家给予一次性奖励10万元。
第二条 对知识产权质押贷款的企业，按实际支付利息的50%给予补贴，每家企业每年最高不超过5万元。
第三条 对获得发明专利授权的，每件奖励1000元，其中通过PCT途径授权的每件另奖励2万元。
第四条 市财政安排专项资金300万元，用于落实本措施。
第五条 市市场监督管理局要加强宣传培训，每年举办培训班3次以上。
第六条 本措施自2024年1月1日起施行，有效期至2026年12月31日，由云岭市市场监督管理局负责解释。
云岭市人民政府
2023年12月20日
"""


def document(text: str = TEXT, name: str = "yunling-2024.txt") -> RawDocument:
    return RawDocument(name, "a" * 64, "text", (tuple(text.split("\n")),))


def started(desk: Desk, text: str = TEXT, replaces: str = "") -> int:
    made = policy_drafts.start_document(desk.office, desk.clerk, document(text), "", replaces)
    return made.id


def page(desk: Desk, draft: int) -> DraftPage:
    return policy_drafts.draft_page(desk.office, draft)


def checked(desk: Desk, draft: int) -> DraftCheck:
    return policy_drafts.check_draft(page(desk, draft).work, desk.office.wording)


def row(desk: Desk, draft: int, part: str, kind: str = "proposal") -> PartRow:
    return next(one for one in page(desk, draft).parts if one.key == PartKey(kind, part))


def settle(desk: Desk, draft: int) -> None:
    """Confirm everything as it stands, the cases too."""
    keys = [one.key for one in page(desk, draft).parts if one.open]
    if keys:
        policy_drafts.confirm(desk.office, desk.clerk, draft, keys)
    waiting = [one for one in checked(desk, draft).cases if one.state == "proposed"]
    policy_drafts.confirm_cases(desk.office, desk.clerk, draft, waiting)

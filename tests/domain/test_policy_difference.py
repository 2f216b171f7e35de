from __future__ import annotations

from ipdesk.domain.policy import Policy
from ipdesk.domain.policy_difference import CHANGED, GONE, NEW, SAME, difference
from ipdesk.packs.drafting.writing.pack_files import write_pack
from ipdesk.packs.loader import load_pack
from tests.packs.drafting.reading import drafted, lexicon

PATENT = "对获得发明专利授权的单位，每件资助{}元。"
MARK = "对新注册地理标志商标的单位，每件奖励3万元。"
LOAN = "对知识产权质押贷款，按实际利息的{}%给予贴息，每家企业每年最高3万元。"
SHOW = "对参加境外展会的企业，给予展位费50%的补助。"


def policy(*clauses: str) -> Policy:
    return load_pack(write_pack(drafted(*clauses), "x", lexicon()).files)


def test_a_policy_does_not_differ_from_itself() -> None:
    one = policy(PATENT.format(5000), MARK)
    found = difference(one, one)
    assert found.head == ()
    assert {clause.kind for clause in found.clauses} == {SAME}


def test_amounts_old_and_new_clauses_new_and_gone_are_told() -> None:
    old = policy(PATENT.format(5000), MARK, LOAN.format(15))
    new = policy(LOAN.format(20), PATENT.format(3000), SHOW)
    found = difference(old, new)
    kinds = {
        (c.new or c.old).awards[0].label: c.kind for c in found.clauses if (c.new or c.old).awards
    }  # type: ignore[union-attr]
    assert sorted(kinds.values()) == sorted([CHANGED, CHANGED, NEW, GONE])
    changes = {
        (award.new.fen, change.what): (change.old, change.new)
        for clause in found.of_kind(CHANGED)
        for award in clause.awards
        if award.new
        for change in award.changes
        if change.what in ("fen", "rate")
    }
    assert changes[300_000, "fen"] == (500_000, 300_000)
    assert [str(part) for part in changes[None, "rate"]] == ["0.15", "0.2"]

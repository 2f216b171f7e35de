"""带来什么: one line for each award that fits the words, with what is known before typing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from ipdesk.domain.money import figures
from ipdesk.domain.rounds import Round, missed
from ipdesk.services.award_search import AwardMatch, match_awards, mentions
from ipdesk.services.claims import ClaimRow
from ipdesk.services.new_claim import Key, Standing
from ipdesk.ui.bench import Bench
from ipdesk.ui.claims.choices import NOBODY, Choice

_MOST = 40
_EARLIER = 3


class AwardLines:
    """Makes the lines; what an applicant may not have stands last and says why."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.standing: Standing | None = None
        self.rounds: tuple[Round, ...] = ()
        self._earlier: dict[Key, list[ClaimRow]] = {}

    def stand(self, standing: Standing | None) -> None:
        """Of whom the lines speak from now on."""
        self.standing = standing
        self._earlier = defaultdict(list)
        for claim in standing.earlier if standing else ():
            self._earlier[claim.pack, claim.award].append(claim)

    def find(self, words: str, picked: Collection[Key]) -> list[Choice]:
        """The awards for what was said, the best first."""
        found = match_awards(self._bench.policies, words)[:_MOST]
        lines = [self._line(match, picked) for match in found]
        lines.sort(key=lambda line: bool(line.refused))
        return lines

    def unpaid(self, words: str) -> list[Choice]:
        """The clauses that only speak of it; to take one is to read it."""
        return [
            Choice(
                one,
                f"{one.clause.number}{one.clause.heading}",
                "没有奖补",
                [f"条款里提到“{one.words}”，但没有对应的奖补事项。回车看条款原文"],
            )
            for one in mentions(self._bench.policies, words)
        ]

    def _line(self, match: AwardMatch, picked: Collection[Key]) -> Choice:
        award, key = match.award, (match.policy.id, match.award.id)
        texts = [f"{match.clause.number} {award.who_text}"]
        if self.standing is not None and key in self.standing.quotas:
            texts.append(self.standing.quotas[key])
        earlier = self._earlier.get(key, [])
        if earlier:
            texts.append("以往：" + "；".join(self._told(one) for one in earlier[:_EARLIER]))
        warning = self._out_of_round(key)
        refused = self._refused(match)
        return Choice(key, award.label, award.as_written, texts, refused, warning, key in picked)

    def _refused(self, match: AwardMatch) -> str:
        if self.standing is None:
            return NOBODY
        kind = self.standing.applicant.kind
        if kind in match.award.who:
            return ""
        return f"{self._bench.wording.label('kind', kind)}不在范围内"

    def _told(self, claim: ClaimRow) -> str:
        stage = self._bench.wording.label("stage", claim.stage)
        amount = f" {figures(claim.amount_fen)} 元" if claim.amount_fen else ""
        return f"{claim.number or '草稿'} {stage}{amount}"

    def _out_of_round(self, key: Key) -> str:
        """Where the award is taken in by rounds and today lies in none of them."""
        near = missed(self.rounds, *key, self._bench.today())
        if near is None:
            return ""
        days = f"{near.opens_on.isoformat()} 至 {near.closes_on.isoformat()}"
        return f"今天不在申报批次“{near.name}”的期间（{days}）内；照收的，收件时写明为什么"

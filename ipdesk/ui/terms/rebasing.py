"""Taking open claims over to the version and readings in use: the list first, then the act."""

from __future__ import annotations

from functools import partial

from ipdesk.services.activation import rebase, rebase_impact
from ipdesk.services.impact import Impacts
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.terms.impacts import RebaseSheet
from ipdesk.ui.widgets.working import Working


class Rebasing:
    """Shared by 口径 and 启用新版本; `only_changed` is quiet when no result changes."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def offer(self, pack: str, only_changed: bool = False) -> None:
        """Work the list out and ask; nothing is changed unless the person says so."""
        done = partial(self._ask, pack, only_changed)
        work = Working(self._bench, "正在算影响名单")
        work.run(rebase_impact, done, self._bench.messages.complain, pack)

    def _ask(self, pack: str, only_changed: bool, impacts: Impacts) -> None:
        if not impacts.open_count or (only_changed and not impacts.changed):
            if not only_changed:
                self._bench.say("没有未决的申报需要换用")
            return
        messages = self._bench.messages
        sheet = RebaseSheet(self._bench, impacts)
        if messages.run(sheet):
            run, actor = self._bench.jobs.run, self._bench.actor
            run(rebase, self._done, None, actor, pack, impacts.seen, sheet.reason())

    def _done(self, changes: Changes) -> None:
        self._bench.announce(changes)
        self._bench.say(f"已换用 {len(changes.ids)} 件未决申报")

"""Below the sheet of 填报: what was said before of the line under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ipdesk.domain.observation import Observation
from ipdesk.domain.span import Span
from ipdesk.services.targets.common import span_text
from ipdesk.services.targets.entry import figure_history, withdraw_figure
from ipdesk.services.targets.entry_lines import EntryLine
from ipdesk.ui.act_sheet import FILES
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import CLERKS, Permit
from ipdesk.ui.targets import files
from ipdesk.ui.targets.entry_sheets import MoveSheet
from ipdesk.ui.targets.scope import Scope
from ipdesk.ui.targets.story import history_line
from ipdesk.ui.widgets import Card, Notice, label, quiet
from ipdesk.ui.widgets.wrapping import Wrapping

_SHOWN = 4


class EntryFoot(Card):
    """History of a figure, its file, and what else can be done with it."""

    def __init__(self, bench: Bench) -> None:
        self.attach_button = quiet("附材料…", self.attach, icon="paperclip")
        self.file_button = quiet("另存材料…", self._save_file, icon="download")
        self.withdraw_button = quiet("撤回…", self.withdraw)
        self.move_button = quiet("改报送单位…", self._hand_over)
        tools = (self.file_button, self.attach_button, self.withdraw_button, self.move_button)
        super().__init__("填报记录", " ", padding=14)
        Permit(bench, CLERKS, self.attach_button, self.withdraw_button, self.move_button)
        self._bench = bench
        self.files: dict[tuple[str, Span], Path] = {}  # to be kept with a line when it is saved
        self.standing: Observation | None = None
        self._line: EntryLine | None = None
        self._scope: Scope | None = None
        self._may = False
        self.said = label("", "small", wrap=True, select=True)
        self.odd = Notice("")
        # The head goes on in a second line at large type.
        self.body.addWidget(Wrapping(self._title, self._note, *tools, gap=10, right=tools))
        self.body.addWidget(self.odd)
        self.body.addWidget(self.said)
        self.body.addStretch(1)

    def show_line(self, scope: Scope, line: EntryLine | None, may: bool) -> None:
        """Ask what was said of this line."""
        self._line, self._scope, self._may, self.standing = line, scope, may, None
        self._offer()
        self.setVisible(line is not None)
        if line is None:
            return
        self.set_title(line.subject.name)
        self._tell_file()
        self.said.setText("")

        def take(found: Sequence[Observation]) -> None:
            self._take(line, found)

        run = self._bench.jobs.run
        names = (scope.pack, line.subject.id, line.span.year)
        run(figure_history, take, None, *names, key="targets/history")

    def tell_odd(self, text: str, fault: bool) -> None:
        """What is odd about what was typed in this line."""
        self.odd.tell(text, "fault" if fault else "attention")

    def attach(self) -> None:
        """A file for the line under the cursor; it is kept when the line is saved."""
        line = self._line
        paths = self._bench.messages.open_files("选择材料", FILES) if line else []
        if line is not None and paths:
            self.files[line.subject.id, line.span] = paths[0]
            self._tell_file()
            self._bench.say("材料在保存这一行时一并存入")

    def withdraw(self) -> None:
        """Take back what should not have been entered."""
        if self.standing is None:
            return
        said = "撤回后，原先被它更正的数重新有效；撤回的数仍留在记录里。"
        why = self._bench.messages.reason("撤回填报？", said, "撤回")
        if why:
            run, actor = self._bench.jobs.run, self._bench.actor
            run(withdraw_figure, self._bench.announce, None, actor, self.standing.id, why)

    def _take(self, line: EntryLine, found: Sequence[Observation]) -> None:
        if line is not self._line:
            return
        own = [one for one in found if one.span == line.span]
        self.standing = next((one for one in own if one.state == "stands"), None)
        self._offer()
        lines = [history_line(one) for one in reversed(own)]
        said = "\n".join(lines[:_SHOWN])
        if len(lines) > _SHOWN:
            said += f"\n另有 {len(lines) - _SHOWN} 次"
        if not lines and line.cell.counted is not None:
            said = "没有填报，按登记的记录计；填报了的以填报数为准。"
        self.said.setText(said or "还没有填报过。")

    def _tell_file(self) -> None:
        line = self._line
        if line is None:
            return
        told = [span_text(self._bench.wording, line.span), line.subject.department.name]
        file = self.files.get((line.subject.id, line.span))
        told += [f"将附：{file.name}"] if file else []
        self.set_note("　".join(told))

    def _offer(self) -> None:
        stands = self.standing
        self.attach_button.setVisible(self._may)
        self.move_button.setVisible(self._may)
        self.withdraw_button.setVisible(self._may and stands is not None)
        self.file_button.setVisible(stands is not None and bool(stands.file.sha256))

    def _save_file(self) -> None:
        if self.standing is not None:
            files.save_kept(self._bench, self.standing.file)

    def _hand_over(self) -> None:
        if self._line is not None and self._scope is not None:
            sheet = MoveSheet(self._bench, self._scope.pack, self._line.subject)
            self._bench.messages.run(sheet)

"""启用新版本: choose a pack, see what it holds, what it changes, and who stands for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit

from ipdesk.domain.policy import Policy
from ipdesk.domain.policy_difference import difference
from ipdesk.errors import UserError
from ipdesk.services import activation
from ipdesk.services.cases import problem_text
from ipdesk.services.impact import Impacts
from ipdesk.services.office import Actor, Changes, Office
from ipdesk.services.pack_check import PackReport, check_files, read_pack
from ipdesk.services.parcels import open_parcel
from ipdesk.ui.bench import Bench
from ipdesk.ui.terms.comparing import CompareSheet
from ipdesk.ui.terms.impacts import ImpactTable
from ipdesk.ui.terms.rebasing import Rebasing
from ipdesk.ui.widgets import DateField, Form, LineField, Notice, label, link, quiet, row
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.wrapping import Wrapping
from ipdesk.wording import Wording

Files = Mapping[str, bytes]
Act = Callable[[Office, Actor, Files, str, date | None], Changes]
PARCELS = "政策包文件 (*.ippack)"
ABOUT = (
    "1. 选政策包：别的单位发来的是一个 .ippack 文件，自己改过的是一个文件夹。\n"
    "2. 程序核对：格式、原文里的每个数字、政策包自带的每个案例。有问题的逐条列出，不能启用。\n"
    "3. 看影响名单：哪些未决申报换用后结果会变，从多少变成多少，为什么。\n"
    "4. 写明谁在哪天对照原文复核过，再启用。已决定的申报不变，仍按当时的版本解释。"
)


@dataclass(frozen=True, slots=True)
class Looked:
    """A pack that was read and checked off the window's thread."""

    files: Files
    report: PackReport


def _look(folder: Path, wording: Wording) -> Looked:
    files = read_pack(folder)
    return Looked(files, check_files(files, wording))


def _look_at(files: Files, wording: Wording) -> Looked:
    return Looked(files, check_files(files, wording))


def _look_parcel(path: Path, wording: Wording) -> Looked:
    files, _ = open_parcel(path)
    return Looked(files, check_files(files, wording))


def _current(office: Office) -> tuple[Policy, ...]:
    return office.current


class ActivationSheet(Sheet):
    """From the folder to the confirmation; the act itself is taken here."""

    def __init__(
        self,
        bench: Bench,
        done: Callable[[Policy, Impacts], object],
        act: Act = activation.activate,
    ) -> None:
        super().__init__(bench.messages.window, "启用新版本", "启用")
        self.setMinimumSize(1040, 600)
        self._bench = bench
        self._done = done
        self._act = act
        self._own = False  # a draft of this bureau: nothing else is offered
        self.looked: Looked | None = None
        self.impacts: Impacts | None = None
        self.choose = quiet("选择政策包文件夹…", self.choose_folder, icon="folder-open")
        self.parcel = quiet("导入政策包文件…", self.choose_parcel, icon="download")
        self.parcel.setToolTip("别的单位导出的 .ippack 文件，收到时核对校验码")
        self.shipped = row(gap=12)
        said = "文件夹里有 pack.toml、source.md 和 clauses；或者一个 .ippack 文件"
        self.place = label(said, "muted", wrap=True)
        self.about = label(ABOUT, wrap=True)
        self.verdict = Notice()
        self.compare = link("与现用的版本逐条比较…", self.compare_now)
        self.troubles = QPlainTextEdit()
        self.troubles.setReadOnly(True)
        self.troubles.setAccessibleName("政策包的问题")
        self.table = ImpactTable(bench)
        self.form = Form(columns=2)
        self.form.add("reviewer", "复核人", LineField("逐条核对过原文的人", 50), required=True)
        self.form.add("reviewed_on", "复核日期", DateField(), required=True)
        self.form.fill({"reviewed_on": bench.today()})
        self.body.addWidget(Wrapping(self.choose, self.parcel, gap=12))
        self.body.addWidget(self.place)
        self.body.addLayout(self.shipped)
        for part, share in (
            (self.about, 0),
            (self.verdict, 0),
            (self.compare, 0),
            (self.troubles, 1),
            (self.table, 1),
            (self.form, 0),
        ):
            self.body.addWidget(part, share)
        self.body.addStretch(0)
        self._show_parts()
        bench.jobs.run(activation.offered, self._offer)

    def choose_folder(self) -> None:
        folder = self._bench.messages.folder("选择政策包文件夹")
        if folder is not None:
            self.look(folder)

    def look(self, folder: Path) -> None:
        """Read and check a pack."""
        self.place.setText(str(folder))
        self._begin()
        self._bench.jobs.aside(_look, self._checked, self._failed, folder, self._bench.wording)

    def choose_parcel(self) -> None:
        found = self._bench.messages.open_files("选择政策包文件", PARCELS)
        if found:
            self.look_parcel(found[0])

    def look_parcel(self, path: Path) -> None:
        """Unpack and check a pack that another bureau has sent in one file."""
        self.place.setText(str(path))
        self._begin()
        words = self._bench.wording
        self._bench.jobs.aside(_look_parcel, self._checked, self._failed, path, words)

    def look_at(self, files: Files, name: str, own: bool = False) -> None:
        """Check a pack that came with the program, or was drafted here."""
        self.place.setText(f"本单位拟稿：{name}" if own else f"随程序提供：{name}")
        for button in (self.choose, self.parcel):
            button.setVisible(not own)
        self._own = own
        self._begin()
        self._bench.jobs.aside(_look_at, self._checked, self._failed, files, self._bench.wording)

    def accept(self) -> None:
        if self.looked is None or not self.form.check_filled():
            return
        values = self.form.values()
        self.yes.setEnabled(False)
        self._bench.jobs.run(
            self._act,
            self._activated,
            self._refused,
            self._bench.actor,
            self.looked.files,
            values["reviewer"],
            values["reviewed_on"],
        )

    def _offer(self, packs: tuple[tuple[Policy, Files], ...]) -> None:
        for policy, files in () if self._own else packs:
            name = f"{policy.document_number or policy.title}（版本 {policy.sha256[:8]}）"
            button = link(f"随程序提供的新版本：{name}")
            button.clicked.connect(lambda _=False, f=files, n=name: self.look_at(f, n))
            self.shipped.addWidget(button)
        self.shipped.addStretch(1)

    def _begin(self) -> None:
        self.looked, self.impacts = None, None
        self.verdict.tell("正在核对…", "accent")
        self._show_parts()

    def _checked(self, looked: Looked) -> None:
        self.looked = looked
        report = looked.report
        if report.sound:
            self._bench.jobs.run(
                activation.activation_impact, self._impact_known, self._failed, looked.files
            )
            self.verdict.tell(
                f"核对通过：数字 {len(report.mentions)} 处都有着落，"
                f"案例 {len(report.cases)} 个都相符。"
                "正在算影响名单…",
                "accent",
            )
            return
        self.verdict.tell(self._refusal(report), "fault")
        self.troubles.setPlainText("\n".join(self._lines(report)))
        self._show_parts()

    def _refusal(self, report: PackReport) -> str:
        if not {"pack.toml", "source.md"} & set(self.looked.files if self.looked else ()):
            return "这个文件夹里没有 pack.toml 和 source.md，不是政策包。请选政策包本身的文件夹。"
        if report.policy is None:
            return f"政策包有 {len(report.problems)} 处问题，不能启用。现用的版本没有变。"
        return (
            f"有 {len(report.uncovered)} 处数字没有着落，{len(report.failed)} 个案例不符，"
            "不能启用。现用的版本没有变。"
        )

    def _lines(self, report: PackReport) -> list[str]:
        lines = [problem_text(problem, self._bench.wording) for problem in report.problems]
        lines += [f"{m.place}　{m.text}　…{m.around}…　没有着落" for m in report.uncovered]
        lines += [f"{c.place}　案例“{c.name}”：{c.differs}" for c in report.failed]
        return lines

    def _impact_known(self, impacts: Impacts) -> None:
        self.impacts = impacts
        report = self.looked.report if self.looked else None
        policy = report.policy if report else None
        if policy is None:
            return
        number = f"（{policy.document_number}）" if policy.document_number != policy.title else ""
        changed = len(impacts.changed)
        said = (
            f"核对通过：{policy.title}{number}，版本 {policy.sha256[:12]}。"
            "启用后新的申报按这个版本办理；"
        )
        said += (
            f"下面 {changed} 件未决申报如果换用，结果会变。" if changed else "未决申报的结果不变。"
        )
        same = any(one.sha256 == policy.sha256 for one in self._bench.policies)
        self.verdict.tell("这个版本已经在用。" if same else said, "done")
        self.table.show_impacts(impacts)
        self._show_parts(ready=not same)

    def _show_parts(self, ready: bool = False) -> None:
        report = self.looked.report if self.looked else None
        self.about.setVisible(report is None)
        self.troubles.setVisible(report is not None and not report.sound)
        self.compare.setVisible(self._before() is not None)
        self.table.setVisible(ready)
        self.form.setVisible(ready)
        self.yes.setEnabled(ready)
        self.yes.setToolTip("" if ready else "先选择一个核对通过、还没有在用的政策包")

    def _before(self) -> Policy | None:
        """The version in use of the pack that was read, when that is another one."""
        policy = self.looked.report.policy if self.looked else None
        if policy is None:
            return None
        in_use = (one for one in self._bench.policies if one.id == policy.id)
        return next((one for one in in_use if one.sha256 != policy.sha256), None)

    def compare_now(self) -> None:
        """What this version changes, clause by clause."""
        old = self._before()
        new = self.looked.report.policy if self.looked else None
        if old is not None and new is not None:
            names = (f"现用 {old.sha256[:8]}", f"新 {new.sha256[:8]}")
            sheet = CompareSheet(self._bench, *names, difference(old, new))
            self._bench.messages.run(sheet)

    def _activated(self, changes: Changes) -> None:
        self._announce = changes
        self._bench.jobs.run(_current, self._in_use)

    def _in_use(self, policies: tuple[Policy, ...]) -> None:
        self._bench.use_policies(policies)
        self._bench.announce(self._announce)
        report = self.looked.report if self.looked else None
        super().accept()
        if report is not None and report.policy is not None and self.impacts is not None:
            self._done(report.policy, self.impacts)

    def _failed(self, error: Exception) -> None:
        self.verdict.tell(self._bench.messages.text_of(error), "fault")
        self._show_parts()

    def _refused(self, error: Exception) -> None:
        self.yes.setEnabled(True)
        text = self._bench.messages.text_of(error)
        if not (isinstance(error, UserError) and self.form.fault(error.field, text)):
            self.verdict.tell(text, "fault")


class Activating:
    """The act of the page: the sheet, and afterwards the open claims."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._rebasing = Rebasing(bench)

    def begin(self, parcel: Path | None = None) -> None:
        """Ask for a pack; one that was let fall on the page is looked at straight away."""
        sheet = ActivationSheet(self._bench, self._finished)
        if parcel is not None:
            sheet.look_parcel(parcel)
        self._bench.messages.run(sheet)

    def _finished(self, policy: Policy, impacts: Impacts) -> None:
        self._bench.say(f"已启用版本 {policy.sha256[:12]}")
        if impacts.open_count:
            self._rebasing.offer(policy.id)

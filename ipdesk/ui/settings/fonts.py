"""设置 → 文书字体: the bureau's own fonts for each role, checked and seen before they are used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ipdesk.services import paper_fonts, paper_setup
from ipdesk.services.office import Changes
from ipdesk.services.paper_fonts import ROLES, FontChoice, FontReport, Fonts
from ipdesk.services.paper_setup import PaperSetup
from ipdesk.ui.bench import Bench
from ipdesk.ui.permit import KEEPERS, Permit
from ipdesk.ui.widgets import Card, ChoiceField, Form, Notice, column, label, primary, quiet, row
from ipdesk.ui.widgets.paper_view import PaperView
from ipdesk.ui.widgets.split import Split

_CAPTIONS = {
    "FANG": "正文（仿宋）",
    "TITLE": "标题、红头（小标宋）",
    "SONG": "页码（宋体）",
    "HEI": "小标题、表头（黑体）",
    "KAI": "引文、副题（楷体）",
}
_SHIPPED = "程序自带字体"
_TOLD = 12  # unusable fonts and missing characters named one by one


class FontSection(QWidget):
    """A font for each role at the left, a page in them at the right."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._known: PaperSetup | None = None
        self._offered: list[FontChoice] = []
        self.form = Form()
        self.choices = {role: ChoiceField((), empty=_SHIPPED) for role in ROLES}
        for role, choice in self.choices.items():
            self.form.add(role, _CAPTIONS[role], choice)
        self.notice = Notice("")
        self.notice.tell("")
        self.unusable = label("", "small", wrap=True)
        self.pick = quiet("从文件选…", self._pick)
        self.save = primary("保存", self._save)
        Permit(bench, KEEPERS, self.form, self.pick, self.save)
        self.paper = PaperView(bench)
        card = Card("文书字体", "已经发出的文书不会改变", padding=20)
        card.body.addWidget(self.form)
        card.body.addWidget(self.notice)
        card.body.addLayout(row(self.pick, None, self.save))
        card.body.addWidget(self.unusable)
        card.body.addStretch(1)
        shown = Card(padding=12)
        shown.body.addWidget(self.paper, 1)
        self.setLayout(column(Split(card, shown, shares=(430, 522), grows=(0, 1))))
        self.save.setEnabled(False)
        self.form.changed.connect(lambda _: self._edited())

    def refresh(self) -> None:
        self._bench.jobs.run(paper_setup.paper_setup, self._show)

    def fonts(self) -> Fonts:
        """What is on the screen."""
        given = self.form.values()
        return {role: given[role] for role in ROLES if given[role] is not None}

    def _show(self, setup: PaperSetup) -> None:
        if self.save.isEnabled() and self._known is not None:
            return  # what is being chosen is not overwritten by what another act changed
        self._known = setup
        self._offer([*setup.fonts.values()])
        self.form.fill({role: setup.fonts.get(role) for role in ROLES})
        self._preview()
        self._bench.jobs.aside(paper_fonts.installed_fonts, self._found, None)

    def _found(self, files: Sequence[Any]) -> None:
        self._offer([FontChoice(one.file, one.index, one.name) for one in files if not one.trouble])
        bad = list(dict.fromkeys(one.name for one in files if one.trouble))
        why = "PostScript 轮廓（OTF/CFF）或者不许嵌入"
        self.unusable.setText(f"本机另有 {len(bad)} 种字体不能用于文书：{why}。" if bad else "")
        self.unusable.setToolTip("\n".join(bad))

    def _offer(self, found: Sequence[FontChoice]) -> None:
        """Add to what can be chosen; what is chosen stays."""
        self._offered = list(dict.fromkeys([*self._offered, *found]))
        for choice in self.choices.values():
            choice.set_choices([(one, one.name) for one in self._offered])

    def _pick(self) -> None:
        kinds = "字体文件 (*.ttf *.ttc *.otf *.otc)"
        for path in self._bench.messages.open_files("选择字体文件", kinds):
            self._bench.jobs.aside(
                paper_fonts.fonts_of, partial(self._picked, path), None, str(path)
            )

    def _picked(self, path: Path, files: Sequence[Any]) -> None:
        usable = [one for one in files if not one.trouble]
        if usable:
            self._offer([FontChoice(one.file, one.index, one.name) for one in usable])
            self.notice.tell(f"“{usable[0].name}”可以在上面选用了。", "done")
            return
        code = files[0].trouble if files else "font-unreadable"
        code = "font-unusable" if code == "font-unreadable" else code
        said = self._bench.wording.text("message", code, {"name": path.name})
        self.notice.tell(said, "fault")

    def _edited(self) -> None:
        self.save.setEnabled(self._known is not None and self.fonts() != self._known.fonts)
        self._preview()

    def _preview(self) -> None:
        if self._known is None:
            return
        setup = replace(self._known, fonts=self.fonts())
        run, refused = self._bench.jobs.run, self._refused
        run(paper_fonts.check_fonts, self._checked, refused, setup.fonts, key="paper/fonts")
        run(paper_setup.sample_letter, self.paper.show_pdf, refused, setup, key="paper/font-sample")

    def _checked(self, reports: Sequence[FontReport]) -> None:
        lacking = [one for one in reports if one.lacks]
        if not lacking:
            self.notice.tell("所选字体里有全部申报主体的用字。" if reports else "", "done")
            return
        said = "；".join(
            f"“{one.name}”缺{len(one.lacks)}字（{'、'.join(one.lacks[:_TOLD])}）" for one in lacking
        )
        self.notice.tell(f"{said}。这些字用程序自带的字体补上。", "attention")

    def _refused(self, error: Exception) -> None:
        self.save.setEnabled(False)
        self.notice.tell(self._bench.messages.text_of(error), "fault")

    def _save(self) -> None:
        if self._known is None:
            return
        setup = replace(self._known, fonts=self.fonts())
        work = (self._bench.actor, setup)
        self._bench.jobs.run(paper_setup.set_paper, partial(self._saved, setup), None, *work)

    def _saved(self, setup: PaperSetup, changes: Changes) -> None:
        self._known = setup
        self.save.setEnabled(False)
        self._bench.announce(changes)
        self._bench.say("文书字体已保存，今后的文书用这些字体")

"""设置 → 文书模板: the wording of each letter with its fields, seen on a real claim."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget

from ipdesk.domain.letter import LetterKind
from ipdesk.services import letter_wording, letters
from ipdesk.services.letter_wording import Texts, WordingView
from ipdesk.services.office import Changes
from ipdesk.ui.bench import Bench
from ipdesk.ui.keeping import Keeping, slot
from ipdesk.ui.permit import ADMINISTRATORS, Permit
from ipdesk.ui.widgets import (
    Card,
    ChoiceField,
    LineField,
    Notice,
    column,
    label,
    link,
    primary,
    quiet,
    row,
)
from ipdesk.ui.widgets.paper_view import PaperView
from ipdesk.ui.widgets.split import Split

_PAUSE_MS = 400
TABLES = ("lines", "findings", "readings", "missing", "awards")


class TemplatesSection(QWidget):
    """One kind at a time; what is typed is shown on paper as one types."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self.view: WordingView | None = None
        self._filling = False
        self._fresh = True  # what is read next is shown, whatever was typed
        words = bench.wording
        self.kind = ChoiceField([(kind, words.label("letter", kind)) for kind in LetterKind])
        self.kind.set_value(LetterKind.APPROVAL)
        self.state = label("", "small", wrap=True)
        self.title, self.addressee, self.remark = LineField(), LineField(), LineField()
        named = {"标题": self.title, "主送": self.addressee, "附注": self.remark}
        for text, line in named.items():
            line.setAccessibleName(text)
        self.body = QPlainTextEdit()
        self.body.setAccessibleName("正文")
        self.insert = quiet("插入内容", self._offer_fields, icon="plus")
        self.notice = Notice("")
        self.keep = quiet("存为草稿", self._keep)
        self.publish = primary("发布", self._publish)
        self.back = link("恢复程序原文", self._back)
        permit = Permit(bench, ADMINISTRATORS, self.insert, self.keep, self.publish, self.back)
        permit.reading(self.title, self.addressee, self.remark, self.body)
        self.paper = PaperView(bench)
        self.keeping = Keeping(bench, "template", self).follow_slots(
            {
                "title": slot("标题", self.title),
                "addressee": slot("主送", self.addressee),
                "body": slot("正文", self.body),
                "remark": slot("附注", self.remark),
            }
        )
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._preview)
        for line in (self.title, self.addressee, self.remark):
            line.textChanged.connect(lambda _: self._edited())
        self.body.textChanged.connect(self._edited)
        self.kind.currentIndexChanged.connect(lambda _: self._change_kind())

    def refresh(self) -> None:
        self._read()

    def _change_kind(self) -> None:
        self.keeping.flush()
        self._read(fresh=True)

    def texts(self) -> Texts:
        """What is on the screen; a line of the body is a paragraph."""
        lines = self.body.toPlainText().splitlines()
        return Texts(
            self._kept(self.title.text()),
            self._kept(self.addressee.text()),
            tuple(self._kept(line) for line in lines if line.strip()),
            self._kept(self.remark.text()),
        )

    def _shown(self, text: str) -> str:
        """A text with its fields by what they are called here: {奖补事项}, @核算明细."""
        for name, caption in self._names():
            text = text.replace(name, caption)
        return text

    def _kept(self, text: str) -> str:
        for name, caption in self._names():
            text = text.replace(caption, name)
        return text.strip()

    def _names(self) -> list[tuple[str, str]]:
        fields = self.view.fields if self.view else ()
        words = self._bench.wording
        tables = [(f"@{table}", words.text("letter-table", table)) for table in TABLES]
        return [(f"{{{name}}}", f"{{{caption}}}") for name, caption in fields] + tables

    def _lay_out(self) -> None:
        card = Card("文书模板", "只改今后的文书，已经发出的不变", padding=16)
        card.body.addLayout(row(self.kind, None, self.insert))
        card.body.addWidget(self.state)
        card.body.addWidget(self.keeping.line)
        for caption, editor in (("标题", self.title), ("主送", self.addressee)):
            card.body.addWidget(label(caption, "field"))
            card.body.addWidget(editor)
        says = "正文：一行一段，以 @ 开头的一行是表格；花括号里的内容按申报填入"
        card.body.addWidget(label(says, "field", wrap=True))
        card.body.addWidget(self.body, 1)
        card.body.addWidget(label("附注", "field"))
        card.body.addWidget(self.remark)
        card.body.addWidget(self.notice)
        card.body.addLayout(row(self.back, None, self.keep, self.publish))
        shown = Card(padding=12)
        shown.body.addWidget(label("样稿：以最近一件申报为例", "small"))
        shown.body.addWidget(self.paper, 1)
        self.setLayout(column(Split(card, shown, shares=(1, 1))))

    def _read(self, fresh: bool = False) -> None:
        self._fresh = self._fresh or fresh
        kind = LetterKind(self.kind.value())
        self._bench.jobs.run(letter_wording.view_wording, self._show, None, kind, key="templates")

    def _show(self, view: WordingView) -> None:
        known = self.view
        if known is not None and not self._fresh and self.texts() != known.texts:
            return  # being typed
        self.view, self._fresh = view, False
        self._filling = True
        self.title.setText(self._shown(view.texts.title.replace("\n", "")))
        self.addressee.setText(self._shown(view.texts.addressee))
        self.body.setPlainText("\n".join(self._shown(line) for line in view.texts.body))
        self.remark.setText(self._shown(view.texts.remark))
        self._filling = False
        self._offer()
        self._preview()
        self.keeping.watch(view.kind)

    def _offer(self) -> None:
        view = self.view
        if view is None:
            return
        own = f"现用第 {view.version} 版" if view.version else "现用程序原文"
        self.state.setText(own + ("，有未发布的草稿" if view.draft else ""))
        self.back.setVisible(bool(view.version) or self.texts() != view.shipped)

    def _edited(self) -> None:
        if not self._filling:
            self._offer()
            self._pause.start()
            self.keeping.edited()

    def _preview(self) -> None:
        if self.view is None:
            return
        run, work = self._bench.jobs.run, (self.view.kind, self.texts())
        run(letters.preview_wording, self._seen, self._wrong, *work, key="templates/preview")

    def _seen(self, pdf: bytes) -> None:
        self.notice.tell("")
        self.paper.show_pdf(pdf)

    def _wrong(self, error: Exception) -> None:
        self.notice.tell(self._bench.messages.text_of(error), "fault")

    def fields_menu(self) -> QMenu:
        """The fields of this letter, by what they are."""
        menu = QMenu(self)
        for _, caption in self.view.fields if self.view else ():
            menu.addAction(caption, partial(self.body.insertPlainText, f"{{{caption}}}"))
        return menu

    def _offer_fields(self) -> None:
        self.fields_menu().popup(self.insert.mapToGlobal(self.insert.rect().bottomLeft()))

    def _keep(self) -> None:
        self._write(letter_wording.keep_draft, self.texts(), "草稿已保存，还没有使用")

    def _publish(self) -> None:
        self._write(letter_wording.publish, self.texts(), "已发布，今后的文书用这一版")

    def _back(self) -> None:
        said = "今后的文书改回程序原文；已经发布的各版和已经签发的文书都留着。"
        if self._bench.messages.ask("恢复程序原文？", said, yes="恢复"):
            self._write(letter_wording.publish, None, "已恢复程序原文")

    def _write(self, service: object, texts: Texts | None, said: str) -> None:
        if self.view is None:
            return
        work = (self._bench.actor, self.view.kind, texts)
        done = partial(self._written, said)
        self._bench.jobs.run(service, done, self._wrong, *work)  # type: ignore[arg-type]

    def _written(self, said: str, changes: Changes) -> None:
        self._bench.say(said)
        self.keeping.done()
        self._read(fresh=True)
        self._bench.announce(changes)

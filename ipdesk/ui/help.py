"""帮助: the Chinese pages of resources/help, shown in the window; one for each place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QAction, QPixmap, QShowEvent, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidgetItem, QScrollArea, QWidget

from ipdesk.ui import theme
from ipdesk.ui.help_text import Reader, dress, nearest, nearness, plain, read_lines, says
from ipdesk.ui.navigation import PLACES, SETTINGS
from ipdesk.ui.widgets import column, label, row
from ipdesk.ui.widgets.ask import Sheet
from ipdesk.ui.widgets.plain_list import PlainList

_COLUMN = 700
_HIGH = 560
_SIDE, _RIGHT = 150, 210
_SHOWN = 40  # characters of a line that was found
_NEAR = 12  # lines that are offered where none says it in these words
_ENOUGH = 0.3
QUICK_START = "quick-start"
_NAME = Qt.ItemDataRole.UserRole
PAGES = (
    (QUICK_START, "上手"),
    *((place.id, place.caption) for place in PLACES),
    ("drafting", "新政策拟稿"),
    ("imports", "导入"),
    (SETTINGS.id, SETTINGS.caption),
    ("lists", "列表和搜索"),
    ("faq", "常见问题"),
    ("changes", "更新说明"),
)


class PictureSheet(Sheet):
    """One picture of the help as large as it was taken."""

    def __init__(self, parent: QWidget | None, path: str, name: str) -> None:
        super().__init__(parent, name or "放大的图", "关闭")
        self.setProperty("help", True)
        self.no.hide()
        picture = QPixmap(path)
        shown = QLabel()
        shown.setPixmap(picture)
        shown.setAccessibleName(name or "放大的图")
        area = QScrollArea()
        area.setWidget(shown)
        area.setAccessibleName(f"{name}，方向键移动")
        room = self.screen().availableGeometry().size() - QSize(120, 220)
        area.setMinimumSize((picture.size() + QSize(4, 4)).boundedTo(room))
        self.body.addWidget(area)


class HelpSheet(Sheet):
    """Pages and their headings at the left, the asked one open; everything stays on this PC."""

    keys_asked = Signal()

    def __init__(
        self, parent: QWidget | None, folder: Path, page: str, about: Sequence[str] = ()
    ) -> None:
        super().__init__(parent, "帮助", "知道了", "操作与快捷键")
        self.setProperty("help", True)
        self.no.clicked.connect(self.keys_asked)
        self._folder = folder
        self._texts = {name: read_lines(folder / f"{name}.md") for name, _ in PAGES}
        self.search = QLineEdit()
        self.search.setPlaceholderText("在说明里查找")
        self.search.setAccessibleName("在说明里查找")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._first_found)
        self.pages = PlainList("各页说明")
        for name, caption in PAGES:
            item = QListWidgetItem(caption)
            item.setData(_NAME, name)
            self.pages.addItem(item)
        self.contents = PlainList("本页目录")
        self.contents.itemClicked.connect(self._go_to)
        self.contents.itemActivated.connect(self._go_to)
        self._column = min(theme.current().px(_COLUMN), self._room().width() - self._beside())
        self.text = Reader(self._column)
        self.text.setAccessibleName("说明")
        self.text.setMinimumSize(self._column, min(_HIGH, self._room().height()))
        self.text.picture_asked.connect(self._enlarge)
        self.text.sourceChanged.connect(self._mark)
        self.text.sourceChanged.connect(lambda: dress(self.text.document()))
        self.pages.currentItemChanged.connect(lambda item: self.show_page(item.data(_NAME)))
        self._lay_out()
        self._about = tuple(about)
        self.show_page(page)
        self.text.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Where a heading stands is known once the text has the width it is shown in.
        QTimer.singleShot(0, self, self._go_to_part)

    def _go_to_part(self) -> None:
        """The first of what it was asked about that has a heading of its own."""
        for wanted in self._about:
            for fits in (_is_of, _is_about):
                block = self.text.document().begin()
                while block.isValid():
                    if fits(_title(block), wanted):
                        self._stand_at(block)
                        return
                    block = block.next()

    def _stand_at(self, block: QTextBlock) -> None:
        """The heading on top, as one who leafed there would have it."""
        self.text.setTextCursor(QTextCursor(block))
        top = self.text.document().documentLayout().blockBoundingRect(block).top()
        self.text.verticalScrollBar().setValue(round(top))

    def _room(self) -> QSize:
        return self.screen().availableGeometry().size() - QSize(110, 230)

    def _beside(self) -> int:
        """What the lists take: at both sides where there is room, else at the left."""
        look = theme.current()
        self._wide = look.px(_COLUMN + _SIDE + _RIGHT) + 40 <= self._room().width()
        return look.px(_SIDE + _RIGHT if self._wide else _SIDE) + 40

    def _lay_out(self) -> None:
        self._heading = label("本页目录", "small")
        inner = QWidget()
        inner.setProperty("kind", "clear")
        found = (self.search, self._heading, self.contents)
        if self._wide:
            inner.setLayout(row(_side(_SIDE, self.pages), self.text, _side(_RIGHT, *found), gap=12))
        else:
            # The heading of the list stands at it: the room is shared by both lists.
            side = _side(_SIDE, self.search, self.pages, self._heading, self.contents)
            inner.setLayout(row(side, self.text, gap=12))
        self.body.addWidget(inner)
        hint = label("点图片放大，Ctrl+回车放大看得到的第一张", "small")
        self.buttons.insertWidget(0, hint)
        larger = QAction("放大图片", self)
        larger.setShortcut("Ctrl+Return")
        larger.triggered.connect(lambda: self._enlarge(self.text.first_picture()))
        self.addAction(larger)

    def _enlarge(self, path: str) -> None:
        if path:
            name = next((text for file, text in self._pictures() if path.endswith(file)), "")
            self._larger = PictureSheet(self, path, name)
            self._larger.open()

    def _pictures(self) -> Iterator[tuple[str, str]]:
        """File and caption of each picture of the page."""
        text = Path(self.text.source().toLocalFile()).read_text("utf-8")
        for name, file in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text):
            yield file, name

    def show_page(self, name: str) -> None:
        """Open a page by its name; one without help opens the quick start."""
        path = self._folder / f"{name}.md"
        if not path.is_file():
            path = self._folder / f"{QUICK_START}.md"
        wanted = QUrl.fromLocalFile(str(path))
        if self.text.source() != wanted:
            self.text.setSource(wanted, QTextDocument.ResourceType.MarkdownResource)

    def _mark(self, shown: QUrl) -> None:
        """The list follows a link that was taken in the text."""
        name = Path(shown.path()).stem
        for number in range(self.pages.count()):
            if self.pages.item(number).data(_NAME) == name:
                self.pages.setCurrentRow(number)
        if not self.search.text().strip():
            self._show_contents(name)

    def _show_contents(self, name: str) -> None:
        self._heading.setText("本页目录")
        self.contents.clear()
        for line in self._texts.get(name, ()):
            if line.startswith("## "):
                self._add(line[3:], name, line[3:])

    def _find(self, typed: str) -> None:
        """Every line of every page that says it; without words the headings of this page."""
        words = typed.split()
        if not words:
            self._show_contents(Path(self.text.source().path()).stem)
            return
        self.contents.clear()
        lines = [
            (name, caption, plain(one)) for name, caption in PAGES for one in self._texts[name]
        ]
        found = [one for one in lines if says(typed, one[2])]
        if not found:
            near = sorted(lines, key=lambda one: -nearness(typed, one[2]))[:_NEAR]
            found = [one for one in near if nearness(typed, one[2]) >= _ENOUGH]
        for name, caption, said in found:
            word = words[0] if words[0].lower() in said.lower() else nearest(typed, said)
            self._add(f"{caption}：{_around(said, word)}", name, word)
        count = self.contents.count()
        self._heading.setText(f"找到 {count} 处" if count else "没有找到，换个说法试试")

    def _add(self, text: str, page: str, words: str) -> None:
        item = QListWidgetItem(text)
        item.setToolTip(text)
        item.setData(_NAME, (page, words, text))
        self.contents.addItem(item)

    def _first_found(self) -> None:
        if self.contents.count():
            self.contents.setCurrentRow(0)
            self._go_to(self.contents.item(0))

    def _go_to(self, item: QListWidgetItem) -> None:
        """The page, and there the words: in the line that was chosen where it can be told."""
        page, words, line = item.data(_NAME)
        self.show_page(page)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        told = line.partition("：")[2].strip("…")
        if not (told and self.text.find(told)):
            self.text.find(words)
        self.text.ensureCursorVisible()
        # Pictures above it may get their height only now.
        QTimer.singleShot(0, self, self.text.ensureCursorVisible)


def _around(line: str, word: str) -> str:
    """So much of a line as fits the list, with the word in it."""
    at = line.lower().find(word.lower())
    if at + len(word) <= _SHOWN:
        return line[:_SHOWN]
    return f"…{line[at - _SHOWN // 3 : at + _SHOWN // 2]}"


def _title(block: QTextBlock) -> str:
    """What a heading below the top says, "" for every other block."""
    return block.text().strip() if block.blockFormat().headingLevel() > 1 else ""


def _is_of(title: str, wanted: str) -> bool:
    return bool(title) and title == wanted


def _is_about(title: str, wanted: str) -> bool:
    """登记 is about 登记申报主体, 拨付 about 待拨付, 修改和更名 about 修改."""
    near = wanted.startswith(title) or wanted.endswith(title) or title.startswith(wanted)
    return bool(title and wanted) and near


def _side(width: int, *parts: QWidget) -> QWidget:
    side = QWidget()
    side.setProperty("kind", "clear")
    side.setLayout(column(*parts, gap=6))
    side.setFixedWidth(theme.current().px(width))
    return side

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ipdesk.ui.drafting.columns import DraftColumns
from ipdesk.ui.theme import Theme


def test_large_letters_put_the_text_over_the_list_and_back(qtbot: QtBot, look: Theme) -> None:
    columns = DraftColumns()
    qtbot.addWidget(columns)
    columns.resize(1240, 600)
    columns.show()
    for zoom, over in ((100, False), (200, True), (100, False)):
        look.apply(zoom=zoom)
        columns.fit(1240)
        together = {columns.text.width(), columns.list.width()}
        assert columns._side.isVisible() is over
        assert columns.part.isVisible()
        assert (max(together) - min(together) < 60) is over  # one width, one over the other
    assert [columns.widget(n) for n in range(2)] == [columns._left, columns._middle]

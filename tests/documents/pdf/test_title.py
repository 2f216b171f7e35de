from __future__ import annotations

import pytest

from ipdesk.documents.pdf.fonts import Faces, Role
from ipdesk.documents.pdf.lines import Style
from ipdesk.documents.pdf.title import title_lines


def broken(faces: Faces, title: str, characters: int) -> tuple[str, ...]:
    return title_lines(title, Style(faces.cast(Role.TITLE), 22.0, 34.0), characters * 22.0)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        pytest.param("关于批准申报的通知", ("关于批准申报的通知",), id="fits"),
        pytest.param("关于批准\n申报的通知", ("关于批准", "申报的通知"), id="the author's break"),
        pytest.param(
            "关于批准给予“驰名商标奖励”资金的通知",
            ("关于批准给予", "“驰名商标奖励”资金的通知"),
            id="before a quotation rather than in a word",
        ),
        pytest.param(
            "关于批准知识产权服务机构奖励的通知",
            ("关于批准知识产权", "服务机构奖励的通知"),
            id="between known words",
        ),
        pytest.param(
            "关于不予批准甲市乙丙丁戊己庚辛壬癸有限公司申报的决定",
            ("关于不予批准甲市乙丙丁戊己", "庚辛壬癸有限公司申报的决定"),
            id="in the middle when nothing tells",
        ),
    ],
)
def test_a_title_breaks_by_sense(faces: Faces, title: str, lines: tuple[str, ...]) -> None:
    assert broken(faces, title, 14) == lines


def test_a_very_long_title_still_fits_the_measure(faces: Faces) -> None:
    lines = broken(faces, "关于批准给予资金的通知" * 8, 14)

    assert "".join(lines) == "关于批准给予资金的通知" * 8
    assert all(len(line) <= 14 for line in lines)

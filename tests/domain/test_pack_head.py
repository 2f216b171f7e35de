from __future__ import annotations

from datetime import date

import pytest

from ipdesk.domain.pack_head import ClauseHead, PackHead, plain, read_head

HEAD = PackHead(
    "pack",
    "ab12",
    "办法",
    "〔2022〕1号",
    date(2027, 6, 30),
    {"a": "奖励", "b": "资助"},
    (ClauseHead("（一）奖励", ("a", "b")),),
)


def test_what_is_kept_of_a_policy_is_read_as_it_was() -> None:
    assert read_head(plain(HEAD)) == HEAD
    endless = HEAD._replace(valid_to=None, labels={}, clauses=())
    assert read_head(plain(endless)) == endless
    assert not endless.pays


@pytest.mark.parametrize(
    "kept",
    [
        None,
        7,
        "words",
        [],
        {},
        {**plain(HEAD), "valid_to": "soon"},
        {**plain(HEAD), "title": 7},
        {**plain(HEAD), "clauses": [1]},
        {**plain(HEAD), "more": ""},
        {key: value for key, value in plain(HEAD).items() if key != "sha256"},
    ],
)
def test_anything_else_is_as_good_as_nothing(kept: object) -> None:
    assert read_head(kept) is None

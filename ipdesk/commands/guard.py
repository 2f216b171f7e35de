"""What every command shares: its words, its errors in one sentence, the kinds of its paths."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from ipdesk.errors import CasesError, PackError, Problem, StorageError, UserError
from ipdesk.paths import resources
from ipdesk.wording import Wording

BAD_INPUT = 2
FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


def wording() -> Wording:
    """The words of screen and command line."""
    return Wording.load(resources() / "wording")


def fail(text: str, code: int = BAD_INPUT) -> None:
    """Say `text` on the error stream and end with `code`."""
    click.echo(text, err=True)
    sys.exit(code)


def guarded(work: Callable[..., None]) -> Callable[..., None]:
    """Say what went wrong in one sentence; anything unknown is our bug and keeps its traceback."""

    def run(*args: Any, **values: Any) -> None:
        try:
            work(*args, **values)
        except (UserError, StorageError) as error:
            fail(wording().text("message", error.code, error.values))
        except (PackError, CasesError) as error:
            fail_with_problems(error.problems)

    run.__name__, run.__doc__ = work.__name__, work.__doc__
    return run


def fail_with_problems(problems: Sequence[Problem]) -> None:
    """Every problem of a file on a line of its own, located."""
    from ipdesk.services.cases import problem_text

    words = wording()
    click.echo(words.text("cli", "bad-file", {"count": len(problems)}), err=True)
    for problem in problems:
        click.echo(problem_text(problem, words), err=True)
    sys.exit(BAD_INPUT)

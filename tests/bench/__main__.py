"""`python -m tests.bench [name…]`: our figures beside their peers, measured in one run."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import tests.bench


def main() -> None:
    known = [entry.name for entry in pkgutil.iter_modules(tests.bench.__path__)]
    known.remove("__main__")
    wanted = sys.argv[1:] or known
    for name in wanted:
        if name not in known:
            sys.exit(f"no bench {name}; there are: {', '.join(known)}")
        importlib.import_module(f"tests.bench.{name}").main()


main()

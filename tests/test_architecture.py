"""Who may import whom, and what may not stand in Python; the reasons are in README.md."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from pytest_archon import archrule
from pytest_archon.collect import collect_imports, walk_runtime

ROOT = Path(__file__).parents[1]
PROGRAM = ROOT / "ipdesk"
LEAVES = ("ipdesk", "ipdesk.paths", "ipdesk.errors", "ipdesk.wording", "ipdesk.settings")
LAYERS = ("domain", "packs", "storage", "documents", "services", "ui")
BELOW_UI = LAYERS[:-1]
QT = ("PySide6*", "shiboken6*")
SQL = ("sqlcipher3*", "sqlite_utils*", "sqlite3*", "pysqlite3*", "PySide6.QtSql*")
PAPER = ("reportlab*", "rl_accel*", "openpyxl*", "pypdfium2*", "python_calamine*", "docx*", "PIL*")
NETWORK = (
    "socket*",
    "ssl*",
    "http*",
    "urllib.request*",
    "urllib3*",
    "requests*",
    "ftplib*",
    "smtplib*",
    "xmlrpc*",
    "asyncio*",
    "multiprocessing.connection*",
    "PySide6.QtWeb*",
)
# Fixed phrases that an algorithm needs; everything a person reads as a sentence is in
# resources/wording, a template or a policy pack.
CHINESE_TABLES = {
    "ipdesk/domain/money.py": {"零壹贰叁肆伍陆柒捌玖", "人民币", "零元整"},
    "ipdesk/documents/xlsx/styles.py": {"宋体", "等线"},
    "ipdesk/documents/pdf/fonts.py": {"仿宋", "小标宋", "宋体", "黑体", "楷体"},
}
# These read Chinese text: figures and periods, registration numbers, words for yes and no,
# what a line may not tear apart.
READS_CHINESE = {
    "ipdesk/domain/cell_entry.py",
    "ipdesk/domain/fact_entry.py",
    "ipdesk/domain/identifiers.py",
    "ipdesk/packs/mentions.py",
    "ipdesk/documents/pdf/lines.py",
}
# Where an error of any kind is kept, because it goes on to the crash dialog and the log.
CATCH_ALL = {"ipdesk/app.py", "ipdesk/ui/jobs.py"}
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"


def under(*layers: str) -> tuple[str, ...]:
    return tuple(f"ipdesk.{layer}*" for layer in layers)


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders or ("",):
        yield from sorted((PROGRAM / folder).rglob("*.py"))


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def docstrings(tree: ast.Module) -> set[int]:
    """The ids of the constants that are documentation (also of fields), not values."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def strings(path: Path) -> Iterator[tuple[int, str]]:
    tree = parsed(path)
    documentation = docstrings(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in documentation:
            continue
        if isinstance(node.value, str):
            yield node.lineno, node.value


def test_domain_is_python_and_nothing_else() -> None:
    def only_itself(module: str, direct: set[str], everything: dict[str, set[str]]) -> bool:
        return all(
            name.partition(".")[0] in sys.stdlib_module_names
            or f"{name}.".startswith("ipdesk.domain.")
            for name in direct
        )

    (
        archrule("the office's rules run without library, store or window")
        .match("ipdesk.domain*")
        .should(only_itself)
        .should_not_import(*SQL)
        .check("ipdesk", only_direct_imports=True)
    )


@pytest.mark.parametrize(
    ("layer", "strangers"),
    [
        ("packs", ("storage", "documents", "services", "ui")),
        ("storage", ("packs", "documents", "services", "ui")),
        ("documents", ("packs", "storage", "services", "ui")),
        ("services", ("ui",)),
    ],
)
def test_a_layer_knows_only_what_lies_below_it(layer: str, strangers: tuple[str, ...]) -> None:
    (
        archrule(f"{layer} may change without {', '.join(strangers)}")
        .match(*under(layer))
        .should_not_import(*under(*strangers))
        .check("ipdesk")
    )


def test_the_leaves_hang_on_no_layer() -> None:
    (
        archrule("paths, errors, wording and settings are usable from everywhere")
        .match(*LEAVES)
        .should_not_import(*under("packs", "storage", "documents", "services", "ui"))
        .check("ipdesk")
    )


def test_ui_reaches_only_services_and_domain() -> None:
    (
        archrule("windows call services; they never open the database or build a document")
        .match("ipdesk.ui*")
        .should_not_import(*under("storage", "documents", "packs"), *SQL, *PAPER)
        .check("ipdesk", only_direct_imports=True)
    )


def test_pages_do_not_know_each_other() -> None:
    places = [path.name for path in (PROGRAM / "ui").iterdir() if (path / "__init__.py").is_file()]
    shared = {"widgets", "terms", "store"}
    for place in set(places) - shared:
        others = [f"ui.{other}" for other in places if other not in {place} | shared]
        (
            archrule(f"the place {place} changes without touching another place")
            .match(*(f"{name}{end}" for name in [f"ipdesk.ui.{place}"] for end in ("", ".*")))
            .should_not_import(*(f"ipdesk.{other}{end}" for other in others for end in ("", ".*")))
            .check("ipdesk", only_direct_imports=True)
        )


@pytest.mark.parametrize(
    ("libraries", "home"),
    [
        pytest.param(QT, ("ipdesk.ui*", "ipdesk.app"), id="Qt only in the window"),
        pytest.param(SQL, ("ipdesk.storage*",), id="SQL only in the store"),
        pytest.param(PAPER, ("ipdesk.documents*",), id="papers and workbooks only in documents"),
    ],
)
def test_a_library_has_one_home(libraries: tuple[str, ...], home: tuple[str, ...]) -> None:
    (
        archrule("a library can be replaced in one folder")
        .match("ipdesk*")
        .exclude(*home)
        .should_not_import(*libraries)
        .check("ipdesk", only_direct_imports=True)
    )


def test_nothing_imports_the_composition_root() -> None:
    (
        archrule("app.py builds everything and passes it on; nobody asks it for anything")
        .match("ipdesk*")
        .exclude("ipdesk.__main__", "ipdesk.commands*")
        .should_not_import("ipdesk.app", "ipdesk.__main__", "ipdesk.commands*")
        .check("ipdesk", only_direct_imports=True)
    )


def test_no_module_can_reach_the_internet() -> None:
    (
        archrule("an office PC without network: no AF_INET socket anywhere")
        .match("ipdesk*")
        .should_not_import(*NETWORK)
        .check("ipdesk", only_direct_imports=True)
    )


def test_qt_network_serves_only_the_local_door_of_a_second_start() -> None:
    """A second start hands over to the first through a local socket; nothing else is allowed."""
    names = {
        alias.name
        for path in sources()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and node.module == "PySide6.QtNetwork"
        for alias in node.names
    }
    whole = {
        short(path)
        for path in sources()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if alias.name in {"QtNetwork", "PySide6.QtNetwork"}
    }

    assert names <= {"QLocalServer", "QLocalSocket"}
    assert whole == set()


def test_there_is_no_import_cycle() -> None:
    graph = {
        # `from ipdesk.x import name` also runs the package of x, which is empty here.
        module: {name for name in imports if name.startswith("ipdesk.")}
        for module, imports in collect_imports("ipdesk", walk_runtime).items()
    }
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))
    assert "ipdesk.domain.money" in order


def test_no_chinese_sentence_stands_below_the_window() -> None:
    words = re.compile(f"[{HAN}]{{2}}")
    found = [
        f"{short(path)}:{line}: {text}"
        for path in sources(*BELOW_UI)
        if short(path) not in READS_CHINESE
        for line, text in strings(path)
        if words.search(text) and text not in CHINESE_TABLES.get(short(path), set())
    ]

    assert found == []


def test_the_allowed_chinese_tables_are_still_used() -> None:
    for name, allowed in CHINESE_TABLES.items():
        used = {text for _, text in strings(ROOT / name)}
        assert allowed <= used, f"{name} no longer needs {allowed - used}"


def test_no_fact_of_a_policy_stands_in_python() -> None:
    fact = re.compile(r"乐昌|英德|韶关|〔20\d\d〕\s*\d+\s*号|第[一二三四五六七八九十]+条")
    clause_id = re.compile(r"\d\d-\d\d")
    found = [
        f"{short(path)}:{line}: {text}"
        for path in sources()
        for line, text in strings(path)
        if fact.search(text) or clause_id.fullmatch(text)
    ]

    assert found == []


def test_files_stay_small_enough_to_be_one_idea() -> None:
    sizes = {short(path): len(path.read_text("utf-8").splitlines()) for path in sources()}

    assert {name: size for name, size in sizes.items() if size > 400} == {}


def test_every_module_and_public_class_says_what_it_is_for() -> None:
    silent = [
        f"{short(path)}:{getattr(node, 'lineno', 1)}"
        for path in sources()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Module)
        or (isinstance(node, ast.ClassDef) and not node.name.startswith("_"))
        if not ast.get_docstring(node)
    ]

    assert silent == []


def test_no_error_is_swallowed() -> None:
    """Elsewhere a clean-up passes on what it caught."""
    catching_all = [
        f"{short(path)}:{node.lineno}"
        for path in sources()
        if short(path) not in CATCH_ALL
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ExceptHandler)
        if node.type is None
        or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"})
        if not any(isinstance(step, ast.Raise) for step in ast.walk(node))
    ]

    assert catching_all == []


def _passes_on(node: ast.stmt) -> bool:
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return isinstance(node, ast.FunctionDef) and node.name == "__getattr__"


def test_packages_do_nothing_when_imported() -> None:
    """An `__init__.py` documents its package and may pass on names, at once or when asked."""
    quiet = ast.Expr | ast.Import | ast.ImportFrom | ast.Assign
    busy = [
        short(path)
        for path in sources()
        if path.name == "__init__.py"
        if not all(isinstance(node, quiet) or _passes_on(node) for node in parsed(path).body)
    ]

    assert busy == []

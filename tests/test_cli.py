"""The command line as people and scripts use it: real processes, real folders."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from ipdesk.commands.line import main
from ipdesk.services import bureaus
from tests.conftest import SampleFolder
from tests.storage.test_proofs import plant

CASE = {
    "id": "K1",
    "award": "01-01",
    "applicant": "A1",
    "received_on": "2024-03-01",
    "items": [{"subject": "201210123456.8", "filed_on": "2012-02-29", "in_force": True}],
}
GOOD = {
    "format": 1,
    "pack": "lechang-2022",
    "applicants": [{"id": "A1", "name": "甲公司", "kind": "enterprise"}],
    "claims": [CASE],
}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in arguments])


def case(**changes: object) -> dict[str, object]:
    return {**GOOD, "claims": [{**CASE, **changes}]}


def refused(result: Result) -> str:
    """One sentence in Chinese on stderr, exit code 2, nothing else."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    [line] = result.stderr.splitlines()
    assert line.endswith("。")
    assert any("\u4e00" <= character <= "\u9fff" for character in line)
    return line


def test_the_demo_builds_a_bureau_and_says_what_it_wrote(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "ipdesk", "demo", "--claims", "3"]
    folders = ["--home", str(tmp_path / "home"), "--out", str(tmp_path / "out")]
    done = subprocess.run([*words, *folders], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "样例单位已建成" in done.stdout
    written = sorted(path.suffix for path in (tmp_path / "out").rglob("*.*"))
    assert written.count(".xlsx") == 2
    assert written.count(".pdf") >= 1
    again = subprocess.run([*words, *folders], capture_output=True, encoding="utf-8", check=False)
    assert again.returncode == 2
    assert "空文件夹" in again.stderr


def test_the_ledger_of_a_year_is_exported(sample: SampleFolder, tmp_path: Path) -> None:
    home = sample.copy(tmp_path / "home")
    out = tmp_path / "台账.xlsx"
    result = run(
        "export", "ledger", "--home", home.root, "--year", 2024, "-o", out, "--recipient", "财政局"
    )
    assert (result.exit_code, result.stderr) == (0, "")
    assert str(out) in result.stdout
    assert openpyxl.load_workbook(out).worksheets[0].max_row > 30
    office = bureaus.open_bureau(home)
    data = office.db.value("SELECT data FROM journal ORDER BY seq DESC LIMIT 1")
    bureaus.close(office)
    assert json.loads(data)["recipient"] == "财政局"


def test_the_letter_of_a_claim_is_saved_as_it_was_issued(
    sample: SampleFolder, tmp_path: Path
) -> None:
    home = sample.copy(tmp_path / "home")
    office = bureaus.open_bureau(home)
    row = office.db.row(
        "SELECT c.number, l.pdf FROM letter l JOIN claim c ON c.id = l.claim ORDER BY l.id LIMIT 1"
    )
    bureaus.close(office)
    assert row is not None
    result = run("notice", row[0], "--home", home.root, "-o", tmp_path / "通知书.pdf")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (tmp_path / "通知书.pdf").read_bytes() == row[1]


def test_verify_says_sound_or_what_is_wrong(sample: SampleFolder, tmp_path: Path) -> None:
    home = sample.copy(tmp_path / "home")
    result = run("verify", "--home", home.root)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "核验通过" in result.stdout
    assert "申报 41 件" in result.stdout  # forty, and one opened again after a revocation
    plant(home.database, sample.key, "UPDATE claim SET approved_fen = approved_fen + 1")
    result = run("verify", "--home", home.root)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "核定金额" in result.stderr


def test_doctor_names_every_part(sample: SampleFolder, tmp_path: Path) -> None:
    result = run("doctor", "--home", sample.copy(tmp_path / "home").root)
    assert result.exit_code == 0, result.output
    assert len(result.stdout.splitlines()) == 8
    assert "材料文件: 齐全" in result.stdout
    absent = run("doctor", "--home", tmp_path / "none")
    assert absent.exit_code == 0, absent.output
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "ipdesk.db").write_bytes(b"SQLite format 3\x00" + bytes(4096))
    broken = run("doctor", "--home", tmp_path / "broken")
    assert broken.exit_code == 1
    assert "Traceback" not in broken.output


def test_a_cases_file_is_decided(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text(json.dumps(GOOD), encoding="utf-8")
    result = run("assess", tmp_path / "in.json", "-o", tmp_path / "out.json")
    assert (result.exit_code, result.output) == (0, "")
    [claim] = json.loads((tmp_path / "out.json").read_text("utf-8"))["claims"]
    assert (claim["verdict"], claim["amount_fen"]) == ("payable", 500_000)
    assert sum(line["amount_fen"] for line in claim["lines"]) == 500_000
    assert json.loads(run("assess", tmp_path / "in.json").stdout)["claims"] == [claim]


ITEM = CASE["items"][0]  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("{not json", "", id="not JSON"),
        pytest.param("[]", "", id="no object"),
        pytest.param(json.dumps(case(award="99-99")), "claims[0].award", id="unknown award"),
        pytest.param(
            json.dumps(
                case(
                    award="05-02",
                    items=[{"subject": "P1", "paid_on": "2023-05-01", "premium_fen": -1}],
                )
            ),
            "claims[0].items[0].premium_fen",
            id="negative amount",
        ),
        pytest.param(
            json.dumps(case(items=[{**ITEM, "filed_on": "2023-02-29"}])),
            "claims[0].items[0].filed_on",
            id="bad date",
        ),
        pytest.param(
            json.dumps({**GOOD, "claims": [CASE, CASE]}), "claims[1].id", id="duplicate id"
        ),
        pytest.param(json.dumps(case(colour="red")), "claims[0].colour", id="unknown key"),
        pytest.param(
            json.dumps({**GOOD, "readings": {"maint_compare": "le"}}),
            "readings.maint_compare",
            id="unknown value of a reading",
        ),
    ],
)
def test_a_malformed_cases_file_is_located_and_writes_nothing(
    tmp_path: Path, text: str, place: str
) -> None:
    (tmp_path / "in.json").write_text(text, encoding="utf-8")
    result = run("assess", tmp_path / "in.json", "-o", tmp_path / "out.json")
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    count, problem = result.stderr.splitlines()
    assert "1" in count
    assert place in problem
    assert not (tmp_path / "out.json").exists()


def test_every_problem_of_a_cases_file_has_its_line(tmp_path: Path) -> None:
    text = json.dumps({**GOOD, "claims": [{**CASE, "award": "99-99"}, {**CASE, "colour": 1}]})
    (tmp_path / "in.json").write_text(text, encoding="utf-8")
    result = run("assess", tmp_path / "in.json")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 4  # the count, the award, the id again, the key


def test_a_year_without_claims_is_said(sample: SampleFolder, tmp_path: Path) -> None:
    home = sample.copy(tmp_path / "home")
    out = tmp_path / "a.xlsx"
    result = run("export", "ledger", "--home", home.root, "--year", 2031, "-o", out)
    assert "2031" in refused(result)
    assert not out.exists()


def test_an_unknown_claim_number_is_said(sample: SampleFolder, tmp_path: Path) -> None:
    home = sample.copy(tmp_path / "home")
    out = tmp_path / "a.pdf"
    result = run("notice", "LC-2024-9999", "--home", home.root, "-o", out)
    assert "LC-2024-9999" in refused(result)
    assert not out.exists()


COMMANDS = {
    "export": ("export", "ledger", "--year", 2024, "-o", "a.xlsx"),
    "notice": ("notice", "LC-2024-0001", "-o", "a.pdf"),
    "verify": ("verify",),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_home_without_a_bureau_is_said(tmp_path: Path, name: str) -> None:
    home = tmp_path / "none"
    refused(run(*COMMANDS[name], "--home", home))
    assert not home.exists()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_home_in_use_is_said(sample: SampleFolder, tmp_path: Path, name: str) -> None:
    home = sample.copy(tmp_path / "home")
    office = bureaus.open_bureau(home)
    try:
        words = [sys.executable, "-m", "ipdesk", *map(str, COMMANDS[name])]
        done = subprocess.run(
            [*words, "--home", str(home.root)],
            capture_output=True,
            encoding="utf-8",
            check=False,
            cwd=tmp_path,
        )
    finally:
        bureaus.close(office)
    assert done.returncode == 2
    assert done.stdout == ""
    [line] = done.stderr.splitlines()
    assert line.endswith("。")


@pytest.mark.parametrize("name", ["export", "notice", "demo", "demo out", "assess"])
def test_a_place_that_cannot_be_written_is_said(
    sample: SampleFolder, tmp_path: Path, name: str
) -> None:
    home = sample.copy(tmp_path / "home")
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "in.json").write_text(json.dumps(GOOD), encoding="utf-8")
    place = tmp_path / "file" / "out"
    commands: dict[str, tuple[object, ...]] = {
        "export": ("export", "ledger", "--year", 2024, "--home", home.root, "-o", place),
        "notice": ("notice", "LC-2024-0001", "--home", home.root, "-o", place),
        "demo": ("demo", "--home", place, "--claims", 1, "--out", tmp_path / "out"),
        "demo out": ("demo", "--home", tmp_path / "new", "--claims", 1, "--out", place),
        "assess": ("assess", tmp_path / "in.json", "-o", place),
    }
    refused(run(*commands[name]))

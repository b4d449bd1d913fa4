"""The command line: exit codes, errors without tracebacks, and what it writes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from sextant.cli import main

ROOT = Path(__file__).resolve().parents[2]
CLINIC = ROOT / "examples" / "clinic" / "profile.yaml"
MINIMAL = "organization: {name: Somebody, sector: other}\n"


def test_assess_writes_all_formats_and_prints_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["assess", str(CLINIC), "--out", str(tmp_path), "--format",
                 "html,pdf,json,md,xlsx,csv", "--quiet"])  # fmt: skip
    assert code == 0
    names = {p.name for p in tmp_path.iterdir()}
    assert names == {"assessment.json", "report.html", "report.pdf", "report.md",
                     "risk-register.xlsx", "risk-register.csv"}  # fmt: skip
    assert "report.html" in capsys.readouterr().out


def test_json_goes_to_standard_output_and_fits_its_schema(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["assess", str(CLINIC), "--out", str(tmp_path), "--format", "json", "--json"]) == 0
    printed = capsys.readouterr()
    document = json.loads(printed.out)
    schema = json.loads((ROOT / "docs/schemas/assessment.schema.json").read_text())
    jsonschema.validate(document, schema)
    assert len(document["controls"]) == 106
    assert "profiling" in printed.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("organization: {name: X, sector: helthcare}", "healthcare"),
        ("organization: {name: X", ":1:"),
        ("", "empty"),
    ],
)
@pytest.mark.parametrize("command", ["assess", "validate"])
def test_a_wrong_profile_is_exit_code_2_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, text: str, said: str
) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(text)
    extra = ["--out", str(tmp_path / "o")] if command == "assess" else []
    assert main([command, str(path), *extra]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["assess", "nowhere.yaml"], "nowhere.yaml"),
        (["assess", str(CLINIC), "--format", "htm"], "did you mean 'html'"),
        (["assess", str(CLINIC), "--model", "gpt-x"], "--model"),
        (["assess", str(CLINIC), "--evidence", "nowhere"], "not found"),
        (["init", "--sector", "helthcare"], "healthcare"),
        (["knowledge", "show", "PR.AA-3"], "PR.AA-03"),
        (["new", "threat", "Bad Id"], "lower-case"),
    ],
)
def test_wrong_arguments_are_explained(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.rglob("*.yaml")) == []


def test_evidence_that_cannot_be_used_degrades_the_result_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "p.yaml").write_text(MINIMAL)
    (tmp_path / "scan.bin").write_bytes(b"\0\1")
    code = main(["assess", str(tmp_path / "p.yaml"), "--evidence", str(tmp_path / "scan.bin"),
                 "--out", str(tmp_path / "o"), "--format", "json"])  # fmt: skip
    assert code == 1
    assert "scan.bin" in capsys.readouterr().err


def test_init_writes_a_profile_that_validates(tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    assert main(["init", "--sector", "retail", "--out", str(path)]) == 0
    assert main(["validate", str(path)]) == 0
    assert main(["init", "--sector", "retail", "--out", str(path)]) == 2


def test_knowledge_check_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["knowledge", "check"]) == 0
    assert "Sound" in capsys.readouterr().out


def test_validate_does_not_load_what_it_does_not_need() -> None:
    code = (
        "import sys; from sextant.cli import main; "
        f"main(['validate', {str(CLINIC)!r}]); "
        "print([m for m in ('langgraph', 'numpy', 'jinja2', 'streamlit', 'typst') "
        "if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().endswith("[]")


def test_the_published_schema_is_current() -> None:
    from sextant.assessment import json_schema

    path = ROOT / "docs/schemas/assessment.schema.json"
    assert json.loads(path.read_text()) == json_schema()


def test_with_source_date_epoch_two_runs_are_the_same_byte_for_byte(tmp_path: Path) -> None:
    documents = []
    for folder in (tmp_path / "one", tmp_path / "two"):
        subprocess.run(
            [sys.executable, "-m", "sextant", "assess", str(CLINIC), "--out", str(folder),
             "--format", "json,html", "--quiet"],
            cwd=ROOT, check=False, env={**os.environ, "SOURCE_DATE_EPOCH": "1790000000"},
            capture_output=True,
        )  # fmt: skip
        documents.append([(folder / n).read_bytes() for n in ("assessment.json", "report.html")])
    assert documents[0] == documents[1]

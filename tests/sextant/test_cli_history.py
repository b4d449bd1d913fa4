"""`assess --save`, `history`, `compare` and `whatif` as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sextant.cli import main

ROOT = Path(__file__).resolve().parents[2]
CLINIC = str(ROOT / "examples" / "clinic" / "profile.yaml")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEXTANT_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DATABASE_URL", raising=False)


def assessed(tmp_path: Path, *more: str) -> Path:
    out = tmp_path / "out"
    assert main(["assess", CLINIC, "--out", str(out), "--format", "json", "--quiet", *more]) == 0
    return out / "assessment.json"


def listed(capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, object]]:
    capsys.readouterr()
    assert main(["history", "--json", *more]) == 0
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def test_nothing_is_kept_unless_it_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assessed(tmp_path)
    assert not (tmp_path / "home").exists()
    assert listed(capsys) == []


def test_what_was_saved_is_listed_compared_asked_and_deleted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = assessed(tmp_path, "--save", "--note", "before the new firewall")
    (entry,) = listed(capsys, "juniper street family medicine")
    assert entry["note"] == "before the new firewall"
    identity = str(entry["id"])

    assert main(["compare", identity, str(document), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["same"] is True

    page = tmp_path / "whatif.html"
    arguments = ["whatif", identity[:8], "--set", "PR.AA-03=implemented", "--html", str(page)]
    assert main(arguments) == 0
    assert "PR.AA-03 Multi-factor sign-in: Partly in place -> In place" in capsys.readouterr().out
    assert "with PR.AA-03=implemented" in page.read_text(encoding="utf-8")

    assert listed(capsys, "--delete", identity) == []


def test_a_document_that_was_brought_in_can_be_compared_but_not_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (entry,) = listed(capsys, "--add", str(assessed(tmp_path)))
    assert entry["origin"] == "import"
    assert main(["whatif", str(entry["id"]), "--set", "PR.AA-03=implemented"]) == 2
    assert "without its input" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["compare", "abcdef", "abcdef"], "no assessment 'abcdef' in the history, which is empty"),
        (["compare", "none.json", "none.json"], "none.json: cannot be read: No such file"),
        (["compare", CLINIC, CLINIC], "is not an assessment.json"),
        (["history", "Nobody"], "no organisation 'Nobody'"),
        (["history", "--delete", "x"], "no assessment 'x'"),
        (["whatif", "none.yaml"], "none.yaml"),
        (["whatif", CLINIC, "--set", "PR.AA-3=implemented"], "Did you mean 'PR.AA-03'?"),
    ],
)
def test_wrong_input_is_told_and_ends_with_two(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


def test_a_database_address_with_a_password_is_never_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:hunter2@127.0.0.1:9/none")
    assert main(["history"]) == 2
    shown = capsys.readouterr()
    assert "hunter2" not in shown.err + shown.out
    assert "cannot be used" in shown.err

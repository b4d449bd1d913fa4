"""The command as a user meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from conftest import ROOT, environment, events, results, write_client

Process = subprocess.Popen[str]


def run(*arguments: object, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sextant", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env=environment(**env), capture_output=True, text=True, timeout=300
    )


def test_a_failing_profile_costs_only_itself_and_is_told_with_its_line(
    clients: Callable[[int], Path], tmp_path: Path
) -> None:
    root, out = clients(3), tmp_path / "out"
    (root / "bad.yaml").write_text("organization:\n  name: Bad\n  sectr: x\n", encoding="utf-8")
    (root / "none.yaml").write_text("colour: red\n", encoding="utf-8")
    done = run("batch", root, "--out", out, "--workers", 2)
    assert done.returncode == 1
    assert "4 profiles: 3 assessed, 1 failed." in done.stdout
    assert "bad.yaml  3:3: organization.sectr: unknown key 'sectr'" in done.stdout
    assert "none.yaml: passed over" in done.stderr
    told = json.loads((out / "portfolio.json").read_text(encoding="utf-8"))
    assert len(told["clients"]) == 3 and told["not_assessed"][0]["id"] == "bad.yaml"


def test_resume_keeps_what_is_right_and_redoes_what_changed(
    clients: Callable[[int], Path], batch: Callable[..., Process], tmp_path: Path
) -> None:
    root, out = clients(4), tmp_path / "out"
    events(batch(root, "--out", out, "--workers", 1))
    first = results(out)
    notes = root / "client-001" / "notes.md"
    notes.write_text(notes.read_text("utf-8") + "\nVisitors sign a book.\n", encoding="utf-8")
    write_client(root / "client-002", "Another name")
    seen = events(batch(root, "--out", out, "--resume"))
    done = [e["client"] for e in seen if e["event"] == "done"]  # workers end in any order
    assert sorted(done) == ["client-001/profile.yaml", "client-002/profile.yaml"]
    again = events(batch(root, "--out", out, "--resume", "--format", "html,json,md"))
    assert len([e for e in again if e["event"] == "done"]) == 4  # other formats: other results
    assert {p: c for p, c in results(out).items() if p in first} == first


def test_evidence_that_grew_too_old_is_assessed_again(
    clients: Callable[[int], Path], batch: Callable[..., Process], tmp_path: Path
) -> None:
    root, out = clients(2), tmp_path / "out"
    (root / "client-000" / "notes.md").write_text(
        "# Interview\n\nDate: 1 June 2026\n\nStaff sign in with a password only.\n", "utf-8"
    )
    events(batch(root, "--out", out))  # 21 September 2026
    later = events(batch(root, "--out", out, "--resume", SOURCE_DATE_EPOCH="1830000000"))
    assert [e["client"] for e in later if e["event"] == "done"] == ["client-000/profile.yaml"]
    told = json.loads((out / "portfolio.json").read_text(encoding="utf-8"))
    assert told["totals"]["with_stale"] == 1


def test_it_fails_when_a_client_got_worse_or_has_a_critical_risk(tmp_path: Path) -> None:
    root, out = tmp_path / "clients", tmp_path / "out"
    better = (
        "All staff use a second factor. Restores are tested. Malware protection runs everywhere."
    )
    write_client(root / "a", "A", better)
    assert run("batch", root, "--out", out, "--fail-on", "worse").returncode == 0
    (root / "a" / "notes.md").write_text(
        "# Interview\n\nThere is no backup. Remote desktop is open to the internet with a password "
        "only. Windows 7 is in use. Nobody installs updates. There is no antivirus. We had "
        "ransomware twice.\n",
        encoding="utf-8",
    )
    done = run("batch", root, "--out", out, "--resume", "--fail-on", "worse")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "worse: A (a/profile.yaml)" in done.stderr
    again = run("batch", root, "--out", out, "--resume", "--fail-on", "worse")
    assert again.returncode == 0  # nothing moved since


def test_the_portfolio_can_be_made_again_from_the_results(
    clients: Callable[[int], Path], tmp_path: Path
) -> None:
    root, out = clients(2), tmp_path / "out"
    run("batch", root, "--out", out, "--title", "Ours")
    before = (out / "portfolio.json").read_text(encoding="utf-8")
    done = run("portfolio", out, "--format", "json,md")
    assert done.returncode == 2 and "unknown format 'md'" in done.stderr
    assert run("portfolio", out, "--format", "json", "--title", "Ours").returncode == 0
    assert (out / "portfolio.json").read_text(encoding="utf-8") == before
    (out / "ledger.sqlite").unlink()
    (out / "ledger.sqlite-wal").unlink(missing_ok=True)
    assert run("portfolio", out, "--format", "json", "--title", "Ours").returncode == 0
    assert (out / "portfolio.json").read_text(encoding="utf-8") == before


def test_a_folder_without_profiles_is_wrong_input(tmp_path: Path) -> None:
    done = run("batch", tmp_path, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert "no YAML file below it" in done.stderr

"""Folders of small clients, and batches run as a user runs them: in processes of their own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
MOMENT = "1790000000"
Batch = Callable[..., "subprocess.Popen[str]"]


def write_client(folder: Path, name: str, words: str = "") -> Path:
    """One organisation with a note as evidence; `words` go into the note."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "notes.md").write_text(
        f"# Interview\n\nStaff sign in to email with a password only. {words}\n\n"
        "Backups run every night and a restore is tested each quarter.\n",
        encoding="utf-8",
    )
    (folder / "profile.yaml").write_text(
        f"organization:\n  name: {name}\n  sector: other\n  employees: {len(name)}\n"
        "evidence: [notes.md]\n",
        encoding="utf-8",
    )
    return folder / "profile.yaml"


@pytest.fixture
def clients(tmp_path: Path) -> Callable[[int], Path]:
    """A folder with so many clients."""

    def make(count: int) -> Path:
        root = tmp_path / "clients"
        for number in range(count):
            write_client(root / f"client-{number:03}", f"Client {number}", f"Note {number}.")
        return root

    return make


def environment(**more: str) -> dict[str, str]:
    """The tests' own, without a database that a person may have set."""
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SEXTANT_HOME")}
    return {**kept, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": MOMENT, **more}


@pytest.fixture
def batch() -> Batch:
    """Start `sextant batch` with these arguments; its events on standard output."""

    def start(*arguments: object, **env: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "sextant", "batch", *map(str, arguments), "--json"]
        return subprocess.Popen(
            command, cwd=ROOT, env=environment(**env), text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    return start


def events(process: subprocess.Popen[str], kind: str = "") -> list[dict[str, Any]]:
    """Wait for the end; all events, or those of one kind."""
    out, err = process.communicate(timeout=300)
    found = [json.loads(line) for line in out.splitlines()]
    assert found or err, "a batch says something"
    return [e for e in found if e["event"] == kind] if kind else found


def results(out: Path) -> dict[str, bytes]:
    """Every file of every result by its path, with the seconds that steps took left out."""
    folder = out / "results"
    return {
        path.relative_to(folder).as_posix(): re.sub(
            rb'("duration_s": |<td class="num">)[0-9.]+( s<)?', rb"\1\2", path.read_bytes()
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def nothing_unfinished(out: Path) -> bool:
    """No half file and no folder for one is left."""
    return not (out / ".unfinished").exists() and not list(out.rglob("*.tmp"))

from __future__ import annotations

from pathlib import Path

import pytest

from sextant.batch.shelf import holds, place, sweep
from sextant.errors import OutputError

KEY = "ab12"


def test_a_result_stands_under_client_and_key(tmp_path: Path) -> None:
    place(tmp_path, "north/clinic.yaml", KEY, {"a.json": b"{}"}, "me")
    assert holds(tmp_path, "north/clinic.yaml", KEY, ["a.json"])
    assert not holds(tmp_path, "north/clinic.yaml", KEY, ["a.json", "report.html"])
    assert (tmp_path / "results/north/clinic.yaml/ab12/a.json").read_bytes() == b"{}"


def test_the_same_result_again_replaces_its_files(tmp_path: Path) -> None:
    place(tmp_path, "c.yaml", KEY, {"a.json": b"1"}, "me")
    place(tmp_path, "c.yaml", KEY, {"a.json": b"2", "b.html": b"3"}, "me")
    folder = tmp_path / "results/c.yaml" / KEY
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == {"a.json": b"2", "b.html": b"3"}


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "results").write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        place(tmp_path, "c.yaml", KEY, {"a.json": b"1"}, "me")
    assert not [p for p in tmp_path.rglob("*") if p.is_file() and p.name != "results"]


def test_sweeping_spares_the_drivers_that_live(tmp_path: Path) -> None:
    for owner in ("dead", "living"):
        (tmp_path / ".unfinished" / owner / "x").mkdir(parents=True)
    sweep(tmp_path, ["living"])
    assert [p.name for p in (tmp_path / ".unfinished").iterdir()] == ["living"]
    sweep(tmp_path, [])
    assert not (tmp_path / ".unfinished").exists()

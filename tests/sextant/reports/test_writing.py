"""Writing: whole files or none."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from sextant.assessment import Assessment
from sextant.errors import OutputError
from sextant.reports import FORMATS
from sextant.reports.writing import write_all, write_atomically


def test_every_format_is_written_under_its_name(full: Assessment, tmp_path: Path) -> None:
    paths = write_all(full, tmp_path / "new" / "out", FORMATS)
    assert [path.name for path in paths] == [
        "assessment.json", "report.html", "report.pdf", "report.md", "risk-register.xlsx",
        "risk-register.csv",
    ]  # fmt: skip
    assert sorted(p.name for p in paths[0].parent.iterdir()) == sorted(p.name for p in paths)
    assert Assessment.model_validate_json(paths[0].read_text("utf-8")) == full


def test_an_unknown_format_is_named_before_anything_is_written(
    full: Assessment, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="'docx'"):
        write_all(full, tmp_path / "out", ["json", "docx"])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("step", ["replace", "fsync"])
def test_a_full_disk_leaves_the_old_file_and_no_litter(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.md"
    path.write_text("old")

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(OutputError, match="No space left"):
        write_atomically(path, b"new")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["report.md"]


def test_a_file_in_the_way_is_an_output_error(full: Assessment, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="out"):
        write_all(full, tmp_path / "out", ["json"])

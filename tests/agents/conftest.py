"""A small organisation with a folder of evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.agents.harbour_care import NOTES, PROFILE, REPORT


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    (tmp_path / "notes.md").write_text(NOTES, encoding="utf-8")
    (tmp_path / "it-report.md").write_text(REPORT, encoding="utf-8")
    path = tmp_path / "profile.yaml"
    path.write_text(PROFILE, encoding="utf-8")
    return path

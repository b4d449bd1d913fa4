"""An auditor's conclusion limits what stands beside it in the same answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sextant.evidence.reading_files import polarities_of

TABLE = """Control,Observation,Conclusion
Laptops are encrypted,Laptops are encrypted with BitLocker,{}
Backups are restored as a test,Restores were tested in March,Satisfactory
"""


@pytest.mark.parametrize("conclusion", ["Needs improvement", "Major NC"])
def test_an_adverse_conclusion_leaves_nothing_wholly_in_place(
    conclusion: str, tmp_path: Path
) -> None:
    found = polarities_of(tmp_path, "matrix.csv", TABLE.format(conclusion))
    assert found["PR.DS-01"] != "implemented"
    assert found["PR.DS-11"] == "implemented"


def test_a_favourable_conclusion_changes_nothing(tmp_path: Path) -> None:
    found = polarities_of(tmp_path, "matrix.csv", TABLE.format("Satisfactory"))
    assert found["PR.DS-01"] == "implemented"

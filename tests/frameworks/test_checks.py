"""`sextant knowledge check` names the file, the wrong id and the nearest right one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from frameworks.checks import check
from frameworks.loader import HERE

CONTROL = "controls/PR.AA-03.yaml"
THREAT = "threats/lost-or-stolen-device.yaml"

FAULTS = {
    "a misspelt key": (THREAT, "title:", "titel:", "titel"),
    "an unknown Subcategory": (THREAT, "[PR.DS-01", "[PR.DS-09", "did you mean 'PR.DS-"),
    "an unknown loss kind": (THREAT, "loss: lost_device", "loss: lost_devise", "'lost_device'"),
    "an id that is not the file's name": (THREAT, "id: lost-or", "id: host-or", "file name"),
    "an unknown source": (THREAT, "source: accident", "source: accidents", "source"),
    "an unknown concept": (
        CONTROL, "    practice:\n", "    practice:\n      - '{mfaa}'\n", "did you mean 'mfa'",
    ),
    "a broken pattern": (
        CONTROL, "    practice:\n", "    practice:\n      - '- {mfa}'\n", "exclusions",
    ),
    "a question without its mark": (CONTROL, "?\n", "\n", "must end with '?'"),
    "a duplicate concept": (
        "lexicon/concepts-facts.yaml", "concepts:\n", "concepts:\n  mfa: [mfa]\n", "twice",
    ),
    "an unknown prerequisite": (
        "recommendations/encrypt-laptops.yaml", "id: encrypt-laptops\n",
        "id: encrypt-laptops\nprerequisites: [encrypt-laptop]\n", "encrypt-laptop",
    ),
    "not YAML at all": ("sectors/retail.yaml", "id: retail", "id: [retail", "not valid YAML"),
    "an unknown emphasis": ("sectors/saas.yaml", "emphasis:\n", "emphasis:\n  PR.XX-01: x\n", "XX"),
    "a crosswalk to nowhere": (
        "crosswalks/csf-2.0__nist-800-53-r5.yaml", "map:\n", "map:\n  GV.OC-99: [AC-1]\n", "GV.OC-",
    ),
}  # fmt: skip


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    return Path(
        shutil.copytree(HERE, tmp_path / "frameworks", ignore=shutil.ignore_patterns("*.py"))
    )


@pytest.mark.parametrize(("file", "old", "new", "said"), FAULTS.values(), ids=FAULTS.keys())
def test_a_planted_fault_is_named(
    knowledge: Path, file: str, old: str, new: str, said: str
) -> None:
    path = knowledge / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"the fault cannot be planted: {old!r} is not in {file}"
    if "prerequisites:" in text and "prerequisites:" in new:
        text = "\n".join(x for x in text.splitlines() if not x.startswith("prerequisites")) + "\n"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    faults = "\n".join(check(knowledge))
    assert said in faults, faults
    assert Path(file).stem in faults or Path(file).parent.name in faults


def test_a_missing_control_is_noticed(knowledge: Path) -> None:
    (knowledge / CONTROL).unlink()
    assert any("PR.AA-03" in f and "controls/" in f for f in check(knowledge))


def test_a_circle_of_prerequisites_is_noticed(knowledge: Path) -> None:
    for here, there in (
        ("encrypt-laptops", "managed-detection"),
        ("managed-detection", "encrypt-laptops"),
    ):
        path = knowledge / "recommendations" / f"{here}.yaml"
        lines = [x for x in path.read_text().splitlines() if not x.startswith("prerequisites")]
        path.write_text("\n".join([*lines, f"prerequisites: [{there}]", ""]))
    assert any("waits for itself" in f for f in check(knowledge))

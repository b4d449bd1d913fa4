"""The overview of the knowledge: complete, and the committed copy is what is generated."""

from __future__ import annotations

from pathlib import Path

import pytest

from frameworks.loader import load
from sextant.cli import main
from sextant.knowledge_overview import render

ROOT = Path(__file__).resolve().parents[2]


def test_the_committed_overview_is_up_to_date() -> None:
    committed = (ROOT / "docs" / "knowledge.md").read_text(encoding="utf-8")
    assert committed == render(load()), (
        "run `python -m sextant knowledge overview > docs/knowledge.md`"
    )


def test_the_overview_names_every_threat_sector_law_and_crosswalk() -> None:
    text, knowledge = render(load()), load()
    wanted = [f"`{t}`" for t in knowledge.threats]
    wanted += [s.title for s in knowledge.sectors.values()]
    wanted += [o.title for o in knowledge.obligations.values()]
    wanted += [c.framework for c in knowledge.crosswalks.values()]
    assert not [w for w in wanted if w not in text]


@pytest.mark.parametrize(
    ("entry", "shown"),
    [
        ("PR.AA-03", "question:"),
        ("ransomware-phishing", "techniques:"),
        ("remote_access", "id: remote_access"),
        ("T1566.001", "Spearphishing Attachment"),
        ("mfa", "phrases:"),
    ],
)
def test_every_kind_of_entry_can_be_shown(
    entry: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["knowledge", "show", entry]) == 0
    assert shown in capsys.readouterr().out


def test_an_unknown_entry_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["knowledge", "show", "remote_acces"]) == 2
    assert "remote_access" in capsys.readouterr().err

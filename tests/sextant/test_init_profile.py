"""A new profile is valid as it is, claims nothing, and its examples are right when uncommented."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from frameworks.loader import read
from sextant.errors import InputError
from sextant.init_profile import render
from sextant.intake import Intake, parse_profile, read_profile

KNOWLEDGE: Any = SimpleNamespace(
    sectors={
        "healthcare": SimpleNamespace(
            id="healthcare",
            title="Health care",
            usual_data=("phi", "pii"),
            expected=(
                SimpleNamespace(kind="clinical_system", why="Patient notes\nlive here: always."),
                SimpleNamespace(kind="wifi", why="Visitors ask for it."),
            ),
            emphasis={
                "PR.AA-03": "Records open with one password.",
                "PR.DS-11": "No care without.",
            },
            profile_hints=("Which system holds the notes?", "word " * 60),
        ),
        "other": SimpleNamespace(
            id="other", title="Other", usual_data=(), expected=(), emphasis={}, profile_hints=()
        ),
    },
    asset_kinds={
        "clinical_system": SimpleNamespace(
            title='Records: the "EHR" #1', type="saas", data=("phi",), internet_facing=True
        ),
        "wifi": SimpleNamespace(title="Wi-Fi", type="network", data=(), internet_facing=None),
    },
    subcategories={
        "PR.AA-03": SimpleNamespace(title="Sign-in"),
        "PR.DS-11": SimpleNamespace(title="Backups"),
    },
    controls={"PR.DS-11": SimpleNamespace(question="Has a restore been tried?")},
    obligations={"hipaa-security-rule": SimpleNamespace(title="HIPAA Security Rule")},
)
REAL, _ = read()
CASES = [(s, KNOWLEDGE) for s in KNOWLEDGE.sectors]
CASES += [(s, REAL) for s in REAL.sectors] if REAL else []


def parsed(text: str, knowledge: Any) -> Intake:
    return parse_profile(text.encode(), "profile.yaml", knowledge)


def uncommented(text: str) -> str:
    return re.sub(r"^# ", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize(("sector", "knowledge"), CASES)
def test_a_new_profile_is_valid_and_claims_nothing(sector: str, knowledge: Any) -> None:
    intake = parsed(render(sector, knowledge), knowledge)
    given = intake.profile.model_dump(exclude_defaults=True)
    assert given == {"name": "Our organisation", "sector": sector}
    assert intake.evidence == ()


@pytest.mark.parametrize(("sector", "knowledge"), CASES)
def test_its_examples_are_valid_when_all_are_uncommented(sector: str, knowledge: Any) -> None:
    profile = parsed(uncommented(render(sector, knowledge)), knowledge).profile
    assert profile.employees == 15
    assert len(profile.assets) == max(1, len(knowledge.sectors[sector].expected))
    assert len(profile.practices) == max(1, len(knowledge.sectors[sector].emphasis))


def test_examples_come_from_the_sector() -> None:
    profile = parsed(uncommented(render("healthcare", KNOWLEDGE)), KNOWLEDGE).profile
    assert profile.assets[0].name == 'Records: the "EHR" #1'
    assert (profile.assets[0].data, profile.assets[0].internet_facing) == (("phi",), True)
    assert profile.assets[1].internet_facing is None
    assert [r.kind for r in profile.records] == ["phi", "pii"]
    assert {p.status for p in profile.practices} == {"unknown"}


@pytest.mark.parametrize(("sector", "knowledge"), CASES)
def test_its_lines_are_short_enough_to_read(sector: str, knowledge: Any) -> None:
    assert max(map(len, render(sector, knowledge).splitlines())) <= 120


def test_the_first_line_tells_editors_where_the_schema_is() -> None:
    text = render("other", KNOWLEDGE, schema="profile.schema.json")
    assert text.splitlines()[0] == "# yaml-language-server: $schema=profile.schema.json"
    assert parsed(text, KNOWLEDGE).profile.sector == "other"
    assert "language-server" not in render("other", KNOWLEDGE)


def test_an_unknown_sector_names_the_nearest() -> None:
    with pytest.raises(InputError, match="Did you mean 'healthcare'"):
        render("health-care", KNOWLEDGE)


def test_the_same_sector_gives_the_same_text(tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    path.write_text(render("healthcare", KNOWLEDGE), encoding="utf-8")
    assert read_profile(path, KNOWLEDGE).profile.sector == "healthcare"
    assert path.read_text(encoding="utf-8") == render("healthcare", KNOWLEDGE)

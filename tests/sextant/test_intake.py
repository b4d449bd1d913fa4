"""Intake reads honest profiles completely."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sextant.errors import InputError
from sextant.intake import EvidenceReference, read_profile
from tests.sextant.profiles import KNOWLEDGE, MINIMAL, ROOT, SAMPLE, read


def test_the_profile_of_the_contract_is_read_completely() -> None:
    profile = read(SAMPLE).profile
    assert profile.name == "Lakeside Family Clinic"
    assert (profile.sector, profile.employees, profile.annual_revenue_usd) == (
        "healthcare", 15, 2_400_000,
    )  # fmt: skip
    assert profile.description.startswith("We see patients on weekdays. Reception")
    assert [(r.kind, r.count) for r in profile.records] == [("phi", 12_000)]
    assert profile.regulations == ("HIPAA", "Town bylaw 7")
    assert profile.assets[0].internet_facing is True
    assert profile.assets[0].notes == "Signed in from home too."
    assert profile.practices[0].status == "not_implemented"
    assert profile.practices[1].status is None
    assert profile.practices[1].statement.endswith("Nobody has tried a restore.")
    assert profile.incidents == ("2024-03 phishing, one mailbox",)


def test_evidence_paths_come_with_their_places() -> None:
    assert read(SAMPLE).evidence[1] == EvidenceReference("policies/", 25, 26)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("organization.description", "We see patients"),
        ("practices[0].statement", "Staff sign in"),
        ("practices[1].statement", "The server is copied"),
        ("assets[0].notes", "Signed in from home"),
        ("incidents[0]", "2024-03 phishing"),
    ],
)
def test_each_text_has_the_line_where_it_begins(field: str, words: str) -> None:
    line = read(SAMPLE).lines[field]
    assert words in SAMPLE.splitlines()[line - 1]


def test_only_name_and_sector_are_required() -> None:
    profile = read(MINIMAL % "").profile
    assert (profile.employees, profile.assets, profile.risk_appetite) == (None, (), None)


def test_every_optional_field_may_be_left_empty() -> None:
    empty = (
        "employees:\n  description: ''\n  annual_revenue_usd: ~\n  countries: []\n  records: null"
    )
    text = f"organization:\n  name: Us\n  sector: saas\n  {empty}\n"
    text += "regulations:\nrisk_appetite:\nassets:\npractices: []\nevidence: null\nincidents:\n"
    assert read(text).profile.countries == ()


def test_norway_is_a_country_and_not_false() -> None:
    assert read(MINIMAL % ", countries: [NO, SE]").profile.countries == ("NO", "SE")


def test_what_looks_like_a_date_or_number_stays_text() -> None:
    text = MINIMAL % "" + "incidents: [2024-03-01, 0x1F, 1:30, yes]\n"
    assert read(text).profile.incidents == ("2024-03-01", "0x1F", "1:30", "yes")


@pytest.mark.parametrize(("word", "value"), [("yes", True), ("No", False), ("TRUE", True)])
def test_yes_and_no_answer_whether_an_asset_faces_the_internet(word: str, value: bool) -> None:
    text = MINIMAL % "" + f"assets: [{{name: A, type: saas, internet_facing: {word}}}]\n"
    assert read(text).profile.assets[0].internet_facing is value


def test_a_byte_order_mark_and_windows_line_ends_are_harmless() -> None:
    raw = b"\xef\xbb\xbf" + SAMPLE.replace("\n", "\r\n").encode()
    assert read(raw).profile == read(SAMPLE).profile


def test_a_regulation_that_nobody_knows_is_kept() -> None:
    assert read(MINIMAL % "" + "regulations: [HIPPA]\n").profile.regulations == ("HIPPA",)


def test_a_profile_file_is_read_and_named_in_its_problems(tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    path.write_text(SAMPLE, encoding="utf-8")
    assert read_profile(path, KNOWLEDGE).profile == read(SAMPLE).profile
    path.write_text(SAMPLE.replace("risk_appetite: low", "risk_apetite: low"), encoding="utf-8")
    with pytest.raises(InputError, match="profile.yaml:12:1: risk_apetite"):
        read_profile(path, KNOWLEDGE)


def test_intake_imports_nothing_heavy() -> None:
    code = "import sextant.intake, sys; print([m for m in %r if m in sys.modules])"
    heavy = ["langgraph", "numpy", "jinja2", "frameworks", "jsonschema", "snowballstemmer"]
    done = subprocess.run(
        [sys.executable, "-c", code % heavy], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"

"""Intake reads honest profiles, explains wrong ones, and loses no time on hostile ones."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frameworks.loader import load
from sextant import yaml_source
from sextant.errors import InputError, Problem
from sextant.intake import EvidenceReference, Intake, parse_profile, read_profile
from sextant.profile_schema import profile_json_schema, to_json

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 1.0  # of this process: other work on the machine must not fail a test


def entry(title: str, *aliases: str) -> SimpleNamespace:
    return SimpleNamespace(title=title, aliases=aliases)


KNOWLEDGE: Any = SimpleNamespace(
    sectors={"healthcare": entry("Health care"), "saas": entry("SaaS"), "other": entry("Other")},
    subcategories={
        "PR.AA-01": entry("Accounts"),
        "PR.AA-03": entry("Sign-in"),
        "PR.DS-11": entry("Backups"),
    },
    obligations={"hipaa-security-rule": entry("HIPAA Security Rule", "HIPAA")},
)

SAMPLE = """\
organization:
  name: Lakeside Family Clinic
  sector: healthcare            # an id in frameworks/sectors, or other
  employees: 15
  description: >                # free text is evidence too
    We see patients on weekdays.
    Reception uses two shared computers.
  annual_revenue_usd: 2400000   # optional, as all below
  countries: [US]
  records: {phi: 12000}
regulations: [HIPAA, Town bylaw 7]
risk_appetite: low
assets:
  - {name: Cloud EHR, type: saas, data: [phi], internet_facing: true, criticality: high,
     vendor: Example Health, notes: Signed in from home too.}
practices:
  - topic: multi-factor authentication
    status: not_implemented
    statement: Staff sign in to the EHR with a password only.
    subcategories: [PR.AA-03]
  - topic: backups
    statement: |
      The server is copied every night.
      Nobody has tried a restore.
evidence: [interview.md, policies/, scans/nessus.csv]
incidents: ["2024-03 phishing, one mailbox"]
"""
MINIMAL = "organization: {name: Us, sector: saas%s}\n"


def read(text: str | bytes) -> Intake:
    raw = text if isinstance(text, bytes) else text.encode()
    return parse_profile(raw, "profile.yaml", KNOWLEDGE)


def problems(text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        read(text)
    return caught.value.problems


def only_problem(text: str | bytes) -> Problem:
    found = problems(text)
    assert len(found) == 1, [str(p) for p in found]
    return found[0]


def in_organization(field: str) -> Problem:
    return only_problem(MINIMAL % (", " + field))


# --- What is read ---------------------------------------------------------------------------------


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


# --- What is explained ----------------------------------------------------------------------------


def test_all_problems_are_reported_at_once_in_the_order_of_the_file() -> None:
    found = problems(
        "organization:\n  nam: Us\n  sector: health-care\n  employees: 12,000\n"
        "risk_appetite: Medium\nassets:\n  - {name: PC, type: laptop}\n"
    )
    assert [(p.line, p.column, p.field, p.suggestion) for p in found] == [
        (2, 3, "organization.nam", "name"),
        (3, 11, "organization.sector", "healthcare"),
        (4, 14, "organization.employees", "12000"),
        (5, 16, "risk_appetite", "moderate"),
        (7, 22, "assets[0].type", "endpoint"),
    ]


@pytest.mark.parametrize(
    ("field", "suggestion"),
    [
        ("employees: '12,000'", "12000"),
        ("employees: about 20", "20"),
        ("employees: 15.0", "15"),
        ("employees: 1.5", ""),
        ("employees: -3", ""),
        ("employees: .nan", ""),
        ("employees: 12.000", ""),
        ("employees: 99999999999999999999", ""),
        ("annual_revenue_usd: 2.4M", "2400000"),
        ("annual_revenue_usd: $2.4 million", "2400000"),
        ("annual_revenue_usd: '2.400.000'", "2400000"),
        ("annual_revenue_usd: 850k", "850000"),
        ("annual_revenue_usd: .inf", ""),
        ("annual_revenue_usd: 1e999", ""),
        ("records: {pii: 12k}", "12000"),
        ("records: {patients: 5}", "phi"),
        ("countries: [usa]", "US"),
        ("countries: [Germany]", "DE"),
        ("countries: [UK]", "GB"),
        ("countries: [no]", "NO"),
        ("countries: [Untied States]", "US"),
        ("countries: [EU]", ""),
        ("descripton: x", "description"),
    ],
)
def test_a_sloppy_value_is_refused_with_the_right_one(field: str, suggestion: str) -> None:
    assert in_organization(field).suggestion == suggestion


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [("pr.aa-3", "PR.AA-03"), ("PR.AA-04", "PR.AA-03"), ("PR.AC-7", ""), ("backups", "")],
)
def test_an_unknown_subcategory_names_the_nearest_one(written: str, suggestion: str) -> None:
    text = MINIMAL % "" + f"practices: [{{topic: x, status: partial, subcategories: [{written}]}}]"
    assert only_problem(text).suggestion == suggestion


def test_an_id_of_the_older_framework_is_recognised() -> None:
    text = MINIMAL % "" + "practices: [{topic: x, status: partial, subcategories: [PR.AC-7]}]"
    assert "CSF 1.1" in only_problem(text).message


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("countries: US", "write countries: [US]"),
        ("records: 12000", "records: {pii: 1200}"),
        ("regulations: [HIPAA]", "top level"),
        ("assets: []", "top level"),
        ("description: [a, b]", "must be text"),
    ],
)
def test_a_value_of_the_wrong_shape_says_how_to_write_it(field: str, words: str) -> None:
    assert words in in_organization(field).message


def test_a_field_of_the_organization_at_the_top_level_is_sent_below() -> None:
    problem = only_problem(MINIMAL % "" + "employees: 4\n")
    assert (problem.field, problem.line) == ("employees", 2)
    assert "under 'organization:'" in problem.message


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        ("practices: [{topic: mfa}]", "statement"),
        ("practices: [{status: partial}]", "is required"),
        ("practices: [we do backups]", "{topic: ..., statement: ...}"),
        ("practices: {topic: mfa, status: partial}", "must be a list"),
        ("assets: [{name: PC}]", "is required"),
        ("assets: [Laptop]", "{name: ..., type: ...}"),
        ("assets: [{name: A, type: saas, internet_facing: maybe}]", "true or false"),
        ("incidents: [2024: phishing]", "must be text"),
        ("incidents: [a, ]\nevidence: [a, '']", "empty entry"),
        ("evidence: interview.md", "write evidence: [interview.md]"),
        ("evidence: [/etc/passwd]", "relative"),
        ("evidence: ['C:/notes.txt']", "relative"),
        ("evidence: [~/notes.txt]", "relative"),
        ("evidence: [a/../../b]", "'..'"),
        ("evidence: ['a\\b']", "use '/'"),
        ("evidence: ['https://example.org/policy']", "is an address"),
        ("<<: {name: x}", "unknown key"),
        ("7: x", "unknown key"),
        ("regulations: [HIPAA]\nregulations: []", "given twice; first in line 2"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(rest: str, words: str) -> None:
    assert words in only_problem(MINIMAL % "" + rest).message


def test_a_missing_name_is_not_reported_beside_its_misspelling() -> None:
    assert only_problem("organisation: {name: Us, sector: saas}").suggestion == "organization"


def test_a_text_that_is_too_long_names_the_limit() -> None:
    assert (
        "limit is 200" in only_problem(f"organization: {{name: {'x' * 201}, sector: saas}}").message
    )
    assert "limit is 20,000" in in_organization(f"description: {'x' * 20_001}").message


@pytest.mark.parametrize("escape", ["\\0", "\\x1b[31m", "\\r"])
def test_control_characters_are_refused_even_when_escaped(escape: str) -> None:
    assert "invisible or control" in in_organization(f'description: "a{escape}b"').message


@pytest.mark.parametrize("escape", ["\\u202e", "\\u200b", "\\U000E0041"])
def test_a_name_cannot_hide_characters(escape: str) -> None:
    problem = only_problem(f'organization: {{name: "a{escape}b", sector: saas}}')
    assert "invisible or control" in problem.message


@pytest.mark.parametrize("escape", ["\\u202e", "\\u200b", "\\U000E0041"])
def test_free_text_is_evidence_and_may_be_hostile(escape: str) -> None:
    text = f'organization: {{name: Us, sector: saas, description: "a{escape}b"}}'
    assert parse_profile(text.encode(), "p.yaml", KNOWLEDGE).profile.description.startswith("a")


def test_a_message_never_carries_raw_control_characters() -> None:
    found = problems(MINIMAL % "" + '"\\e[2J\\u202ekey": 1\n')
    assert all(str(p).isprintable() for p in found)


# --- What is refused, quickly ---------------------------------------------------------------------

BOMB = "a: &a [x]\n" + "".join(f"b{i}: &b{i} [*a, *a, *a, *a]\n" for i in range(50))
HOSTILE: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "is empty"),
    "comments": ("# nothing\n# here\n", "is empty"),
    "null": ("null", "is empty"),
    "list": ("- a\n- b\n", "key: value"),
    "scalar": ("hello", "key: value"),
    "two documents": ("a: 1\n---\nb: 1\n", "second document"),
    "many documents": ("---\n" * 200_000, "second document"),
    "alias bomb": (BOMB, "YAML reference"),
    "alias": ("organization: *x\n", "YAML reference"),
    "python tag": ("a: !!python/object/apply:os.system [id]\n", "YAML tag"),
    "local tag": ("a: !x y\n", "YAML tag"),
    "deep list": ("[" * 10_000, "nested more than"),
    "deep mapping": ("{a: " * 10_000, "nested more than"),
    "deep indentation": ("".join(" " * i + "a:\n" for i in range(1_400)), "nested more than"),
    "deep dashes": ("- " * 400_000, "nested more than"),
    "many items": ("a: [" + "1," * 500_000 + "]", "more than 50,000 values"),
    "many keys": ("".join(f"k{i}: 1\n" for i in range(90_000)), "more than 50,000 values"),
    "many unknown keys": ("".join(f"k{i}:\n" for i in range(20_000)), "more problems"),
    "same key": ("a: 1\n" * 20_000, "more problems"),
    "long keys": ("".join(f"{'k' * 40}{i}: 1\n" for i in range(20_000)), "more problems"),
    "wrong countries": (
        MINIMAL % (", countries: [" + "Untied Statse, " * 20_000 + "]"), "more problems",
    ),
    "wrong ids": (
        MINIMAL % "" + "practices: [{topic: x, status: partial, subcategories: ["
        + "PR.ZZ-99, " * 40_000 + "]}]", "more problems",
    ),
    "long scalar": (MINIMAL % "" + "incidents: [" + "x" * 1_000_000 + "]", "characters long"),
    "long key": ("{" + "a" * 1_000_000 + ": 1}", "not valid YAML"),
    "long word for a number": (MINIMAL % (", employees: " + "9" * 900_000), "characters long"),
    "colons": (":" * 1_000_000, "not valid YAML"),
    "open quote": ('"' + "\n" * 1_000_000, "not valid YAML"),
    "tag directives": (
        "".join(f"%TAG !a{i}! x\n" for i in range(60_000)) + "--- a", "begin with '%'",
    ),
    "tab": ("organization:\n\tname: x\n", "indent with spaces"),
    "NUL": ("organization:\n  name: a\0b\n", "U+0000"),
    "UTF-16": ("organization: {}\n".encode("utf-16"), "save it as UTF-8"),
    "UTF-16 without mark": ("organization: {}\n".encode("utf-16-le"), "save it as UTF-8"),
    "Latin-1": ("organization:\n  name: Caf\xe9\n".encode("latin-1"), "not UTF-8"),
    "surrogate": ('a: "\\ud800"\n', "not valid YAML"),
    "PDF": (b"%PDF-1.7\n", "a PDF"),
    "Word": (b"PK\x03\x04....", "a Word"),
    "too large": (b"a" * (1024 * 1024 + 1), "larger than 1024 KiB"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_within_a_second(name: str) -> None:
    text, words = HOSTILE[name]
    start = time.process_time()
    found = problems(text)
    assert time.process_time() - start < SECONDS
    assert words in " ".join(p.message for p in found)
    assert len(found) <= yaml_source.MAX_PROBLEMS + 1


def test_the_first_wrong_byte_has_a_line_and_column() -> None:
    problem = only_problem("organization:\n  name: Café\n".encode("latin-1"))
    assert (problem.line, problem.column) == (2, 12)


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda t: t.encode("utf-8", "replace")))
@settings(max_examples=300, deadline=1000, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_give_a_profile_or_an_input_error(raw: bytes) -> None:
    try:
        assert isinstance(read(raw), Intake)
    except InputError as error:
        assert error.problems


_WORDS = st.sampled_from(
    ["organization", "name", "sector", "saas", "records", "pii", "countries", "US", "practices",
     "topic", "status", "partial", "evidence", "a.md", "assets", "type", "employees", "12"]
)  # fmt: skip
_LEAVES = _WORDS | st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
_TREES: st.SearchStrategy[Any] = st.recursive(
    _LEAVES,
    lambda s: st.lists(s, max_size=4) | st.dictionaries(_WORDS, s, max_size=5),
    max_leaves=25,
)


@given(st.dictionaries(_WORDS, _TREES, max_size=6))
@settings(max_examples=300, deadline=1000, suppress_health_check=[HealthCheck.too_slow])
def test_any_tree_of_values_gives_a_profile_or_an_input_error(tree: dict[str, Any]) -> None:
    tree.setdefault("organization", {"name": "Us", "sector": "saas"})
    try:
        assert isinstance(read(yaml.safe_dump(tree, allow_unicode=True)), Intake)
    except InputError as error:
        assert error.problems


@given(
    st.integers(0, len(SAMPLE)),
    st.integers(0, 30),
    st.text("[]{}:,-#&*!|>'\"%@`\n\t ax1~?", max_size=8),
)
@settings(max_examples=300, deadline=1000)
def test_any_slip_in_a_profile_gives_a_profile_or_an_input_error(
    start: int, length: int, slip: str
) -> None:
    try:
        assert isinstance(read(SAMPLE[:start] + slip + SAMPLE[start + length :]), Intake)
    except InputError as error:
        assert all(p.line <= SAMPLE.count("\n") + 10 for p in error.problems)


# --- Files ----------------------------------------------------------------------------------------


def _folder(path: Path) -> Path:
    return path


def _missing(path: Path) -> Path:
    return path / "none.yaml"


def _pipe(path: Path) -> Path:
    os.mkfifo(path / "pipe")
    return path / "pipe"


def _large(path: Path) -> Path:
    with (path / "large.yaml").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    return path / "large.yaml"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_folder, "is a folder"),
        (_missing, "does not exist"),
        (_pipe, "not a regular file"),
        (_large, "larger than 1024 KiB"),
        (lambda path: path / "a\0b", "not a possible file name"),
        (lambda path: path / ("x" * 5_000), "cannot be read"),
    ],
)
def test_what_cannot_be_a_profile_file_is_refused(
    make: Callable[[Path], Path], words: str, tmp_path: Path
) -> None:
    start = time.process_time()
    with pytest.raises(InputError, match=words):
        read_profile(make(tmp_path), KNOWLEDGE)
    assert time.process_time() - start < SECONDS


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


# --- JSON Schema ----------------------------------------------------------------------------------


def test_the_published_schema_is_current() -> None:
    published = ROOT / "docs" / "schemas" / "profile.schema.json"
    hint = "run: python -m sextant.profile_schema > docs/schemas/profile.schema.json"
    assert published.read_text(encoding="utf-8") == to_json(profile_json_schema(load())), hint


@pytest.mark.parametrize("text", [SAMPLE, MINIMAL % "", MINIMAL % "" + "assets:\nevidence:\n"])
def test_a_valid_profile_satisfies_the_schema(text: str) -> None:
    jsonschema.validate(yaml.safe_load(text), profile_json_schema(KNOWLEDGE))


@pytest.mark.parametrize(
    "rest",
    ["colour: red", "risk_appetite: medium", "practices: [{topic: x}]", "evidence: [/etc/x]",
     "evidence: [a/../b]", "assets: [{name: A}]", "assets: [{name: A, type: x}]"],
)  # fmt: skip
def test_what_intake_refuses_the_schema_refuses_too(rest: str) -> None:
    text = MINIMAL % "" + rest
    assert problems(text)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(text), profile_json_schema(KNOWLEDGE))


def test_every_field_of_the_schema_is_described() -> None:
    def missing(schema: dict[str, Any], path: str) -> list[str]:
        fields = schema.get("properties", {}) if schema.get("additionalProperties") is False else {}
        found = [f"{path}.{k}" for k, v in fields.items() if not v.get("description")]
        for key, value in fields.items():
            found += missing(value, f"{path}.{key}") + missing(value.get("items", {}), key)
        return found

    schema = profile_json_schema(KNOWLEDGE)
    jsonschema.Draft7Validator.check_schema(schema)
    assert missing(schema, "") == []


def test_a_comma_that_cuts_a_text_short_is_told_as_such() -> None:
    found = problems(MINIMAL % "" + "assets: [{name: A, type: server, notes: old, in the closet}]")
    assert "quotes" in str(found) and "unknown key" not in str(found)

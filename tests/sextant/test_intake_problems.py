"""What is wrong in a profile is told all at once, in plain words, with the right value."""

from __future__ import annotations

import pytest

from tests.sextant.profiles import MINIMAL, in_organization, only_problem, problems


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


def test_a_comma_that_cuts_a_text_short_is_told_as_such() -> None:
    found = problems(MINIMAL % "" + "assets: [{name: A, type: server, notes: old, in the closet}]")
    assert "quotes" in str(found) and "unknown key" not in str(found)

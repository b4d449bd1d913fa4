"""What is taken out of reports and prompts, and what is left alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.records import Quote
from sextant.redaction import Redactor, redact, redacted, rules
from sextant.running import RunOptions
from sextant.service import run_assessment

EXAMPLES = [(r.id, r.placeholder, e) for r in rules() for e in r.examples]
NEAR = [(r.id, n) for r in rules() for n in r.near]


@pytest.mark.parametrize(("rule", "placeholder", "marked"), EXAMPLES)
def test_each_rule_takes_its_examples_out_and_nothing_around_them(
    rule: str, placeholder: str, marked: str
) -> None:
    text = marked.replace("«", "").replace("»", "")
    assert redact(text) == re.sub("«[^»]*»", f"[{placeholder} removed]", marked)


@pytest.mark.parametrize(("rule", "text"), NEAR)
def test_each_rule_leaves_what_only_looks_like_it(rule: str, text: str) -> None:
    assert redact(text) == text


@given(
    st.lists(
        st.sampled_from(
            ["password", "PIN", "Key", "secret", " is ", ": ", "'", "sk-", "://", "@", ".org",
             "tel ", "+44", "(0)", " ", "-", ".", "4", "11", "1234", "5678", "Ab3", "GB82", "WEST",
             "x" * 21]
        ),
        max_size=14,
    ).map("".join)
)  # fmt: skip
def test_what_a_rule_finds_holds_what_the_rule_needs(text: str) -> None:
    plain = re.sub(r"\d", "0", text.casefold())
    for rule in rules():
        if re.search(rule.pattern, text, re.I | re.X):
            assert any(needed in plain for needed in rule.needs), rule.id


@pytest.mark.parametrize(
    "key",
    [
        "AKIA" + "IOSFODNN7EXAMPLE",
        "ghp_" + "aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789",
        "sk_live_" + "0123456789abcdefghijklmn",
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_X",
    ],
)
def test_keys_of_known_services_are_taken_out_whole(key: str) -> None:
    assert redact(f"We found {key} in the wiki.") == "We found [key removed] in the wiki."


def test_what_evidence_must_keep_is_kept() -> None:
    for text in (
        "10.0.0.1 runs OpenSSH 8.9p1, CVE-2023-38408, CVSS 9.8",
        "sha256 b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        "12,000 patient records since 2019-04-01; NIST SP 800-30, PR.AA-03, T1110.004",
    ):
        assert redact(text) == text


@given(st.text(), st.sampled_from(["a.b@example.org", "[EMAIL-1]", "+44 20 7946 0958", "[KEY-2]"]))
def test_what_was_taken_out_can_be_put_back(before: str, thing: str) -> None:
    redactor = Redactor()
    text = f"{before} {thing} and c@example.org, {thing}"
    assert redactor.restore(redactor.redact(text)) == text


def test_the_same_thing_is_the_same_placeholder() -> None:
    redactor = Redactor()
    assert redactor.redact("a@example.org, b@example.org, a@example.org") == (
        "[EMAIL-1], [EMAIL-2], [EMAIL-1]"
    )


def test_a_record_keeps_its_identifiers_and_loses_its_secrets() -> None:
    quote = Quote(
        source="a@example.org.eml", locator="line 3", quote="Mail a@example.org",
        polarity="partial", reliability="narrative",
    )  # fmt: skip
    clean = redacted(quote)
    assert clean.quote == "Mail [email address removed]" and clean.source == quote.source
    assert redacted(clean) is clean


def test_no_secret_reaches_the_document_unless_that_is_wanted(tmp_path: Path) -> None:
    profile = tmp_path / "profile.yaml"
    said = "Mail jo@clinic.example; the Wi-Fi password is Rowing2024!; staff have no MFA."
    profile.write_text(
        "organization: {name: Clinic, sector: healthcare}\n"
        f"practices: [{{topic: multi-factor authentication, statement: '{said}'}}]\n",
        encoding="utf-8",
    )
    clean = run_assessment(profile).to_json()
    assert "jo@clinic" not in clean and "Rowing2024" not in clean
    assert "[email address removed]" in clean
    assert "jo@clinic" in run_assessment(profile, how=RunOptions(redact=False)).to_json()

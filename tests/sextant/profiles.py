"""Profiles for the tests of intake, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sextant.errors import InputError, Problem
from sextant.intake import Intake, parse_profile

ROOT = Path(__file__).resolve().parents[2]


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

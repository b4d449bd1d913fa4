"""Answers in plain language as a profile (DESIGN section 4), which `sextant assess` reads too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from frameworks.loader import Knowledge

# What a person chooses, and the profile's word for it. An unanswered question is left out.
STATUS_WORDS = {
    "Yes": "implemented",
    "Partly": "partial",
    "Planned": "planned",
    "No": "not_implemented",
    "Don't know": "unknown",
}
APPETITE_WORDS = {
    "As little as possible": "low",
    "A normal amount": "moderate",
    "A lot, if it pays": "high",
}
RECORD_QUESTIONS = {
    "pii": "people whose personal data you hold",
    "phi": "people whose health data you hold",
    "cardholder": "payment cards whose numbers you store yourselves",
    "financial": "people whose bank or financial data you hold",
}
_HEADER = """\
# Sextant profile, made from your answers. What is left out counts as not known, never as missing.
# You can add to it by hand and upload it again; `sextant validate` checks it.
"""


def answered(subcategory: str, part: str) -> str:
    """The key of an answer about one Subcategory: `part` is status or statement."""
    return f"practice.{subcategory}.{part}"


def to_yaml(answers: Mapping[str, Any], knowledge: Knowledge) -> str:
    """The profile's text. Only what was answered is in it; name and sector are always there."""
    organization = {
        "name": _text(answers, "name"),
        "sector": answers.get("sector") or "other",
        "employees": answers.get("employees"),
        "description": _text(answers, "description"),
        "annual_revenue_usd": answers.get("revenue"),
        "countries": list(answers.get("countries") or ()),
        "records": {k: n for k in RECORD_QUESTIONS if (n := answers.get(f"records.{k}"))},
    }
    profile = {
        "organization": _given(organization) | {"name": organization["name"]},
        "regulations": list(answers.get("laws") or ()),
        "risk_appetite": APPETITE_WORDS.get(answers.get("appetite") or ""),
        "assets": [_asset(kind, knowledge) for kind in answers.get("assets") or ()],
        "practices": [*_practices(answers, knowledge)],
        "incidents": [i.strip() for i in _text(answers, "incidents").splitlines() if i.strip()],
    }
    body: str = yaml.safe_dump(_given(profile), sort_keys=False, allow_unicode=True, width=100)
    return _HEADER + body


def _text(answers: Mapping[str, Any], key: str) -> str:
    return str(answers.get(key) or "").replace("\r\n", "\n").strip()


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _asset(kind: str, knowledge: Knowledge) -> dict[str, str]:
    """Only that there is one: what it holds and who reaches it, nobody has said."""
    entry = knowledge.asset_kinds[kind]
    return {"name": entry.title, "type": entry.type}


def _practices(answers: Mapping[str, Any], knowledge: Knowledge) -> list[dict[str, Any]]:
    found = []
    for identity, subcategory in knowledge.subcategories.items():
        status = STATUS_WORDS.get(answers.get(answered(identity, "status")) or "", "")
        statement = _text(answers, answered(identity, "statement"))
        if status or statement:
            practice = {"topic": subcategory.title, "status": status, "statement": statement}
            found.append(_given(practice) | {"subcategories": [identity]})
    return found

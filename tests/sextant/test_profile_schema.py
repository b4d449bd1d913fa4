"""The published schema takes what intake takes, and refuses what it refuses."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import yaml

from frameworks.loader import load
from sextant.profile_schema import profile_json_schema, to_json
from tests.sextant.profiles import KNOWLEDGE, MINIMAL, ROOT, SAMPLE, problems


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

"""JSON Schema of a profile, for completion and checking in editors (docs/schemas/).

`python -m sextant.profile_schema` writes it to standard output. Intake is the authority: the
schema helps while typing, and says less well what is wrong.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sextant import intake
from sextant.profile_words import COUNTRY_CODES
from sextant.records import CRITICALITIES
from sextant.yaml_fields import NAME_LENGTH, TEXT_LENGTH

Schema = dict[str, Any]


class Named(Protocol):
    @property
    def title(self) -> str: ...


class NamedObligation(Named, Protocol):
    @property
    def aliases(self) -> tuple[str, ...]: ...


class SchemaVocabulary(Protocol):
    """The part of the knowledge whose ids an editor can complete."""

    @property
    def sectors(self) -> Mapping[str, Named]: ...
    @property
    def subcategories(self) -> Mapping[str, Named]: ...
    @property
    def obligations(self) -> Mapping[str, NamedObligation]: ...


def profile_json_schema(knowledge: SchemaVocabulary) -> Schema:
    """The schema (draft-07, which YAML editors know best), the same for the same knowledge."""
    organization = _object("Who is assessed.", _organization(knowledge), ("name", "sector"))
    properties = {
        "organization": organization,
        "regulations": _regulations(knowledge),
        "risk_appetite": _choice(
            "How much risk the owners accept: low keeps more measures, high fewer.",
            intake.RISK_APPETITES,
        ),
        "assets": _list("What would hurt if it failed or leaked.", _asset()),
        "practices": _list(
            "What is done and what is not, one entry for each topic.", _practice(knowledge)
        ),
        "evidence": _list(
            "Files and folders to read, relative to this file: policies, interviews, scans.",
            {"type": "string", "minLength": 1, "maxLength": intake.PATH_LENGTH,
             "pattern": r"^(?!/|~|[A-Za-z]:)(?!.*(^|/)\.\.(/|$))(?!.*://)[^\\]+$"},
        ),
        "evidence_max_age_months": _number(
            "From which age on evidence counts for less; 12 when left out.", "integer",
            intake.MOST_MONTHS,
        ),
        "incidents": _list("What has happened in the last years, a line each.", _item(TEXT_LENGTH)),
    }  # fmt: skip
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Sextant profile",
        **_object("An organisation to assess against NIST CSF 2.0.", properties, ("organization",)),
    }


def _organization(knowledge: SchemaVocabulary) -> Schema:
    count = _number("How many.", "integer", intake.MOST_RECORDS)
    counts: Schema = dict.fromkeys(intake.DATA_CLASSES, count)
    country = {"type": "string", "enum": sorted(COUNTRY_CODES)}
    revenue = "Revenue or budget of a year in US dollars, digits only."
    return {
        "name": _label("Name, as the report shall print it."),
        "sector": {
            "description": "What it does: " + _titles(knowledge.sectors),
            "type": "string",
            "enum": sorted(knowledge.sectors),
        },
        "employees": _number("How many people work here.", "integer", intake.MOST_EMPLOYEES),
        "description": _text("What it does and how, in plain words. Is read as evidence."),
        "annual_revenue_usd": _number(revenue, "number", int(intake.MOST_REVENUE)),
        "countries": _list("Where it works: ISO 3166 codes, such as US.", country),
        "records": _nullable(
            _object("How many people's (or cards') records are held, by kind of data.", counts)
        ),
    }


def _regulations(knowledge: SchemaVocabulary) -> Schema:
    laws = knowledge.obligations
    known = sorted({name for key, law in laws.items() for name in (key, law.title, *law.aliases)})
    item = {"anyOf": [{"enum": known}, _item(NAME_LENGTH)]}
    return _list("Laws and standards that you know apply. Others are kept as text.", item)


def _asset() -> Schema:
    data = {"type": "string", "enum": list(intake.DATA_CLASSES)}
    flag = "Can it be reached from the internet?"
    properties = {
        "name": _label("What people here call it."),
        "type": {"description": "What it is.", "type": "string", "enum": list(intake.ASSET_TYPES)},
        "data": _list("Which sensitive data it holds or handles.", data),
        "internet_facing": {"description": flag, "type": ["boolean", "null"]},
        "criticality": _choice("How much it hurts when it is down.", CRITICALITIES),
        "vendor": _text("Who supplies or runs it.", NAME_LENGTH),
        "notes": _text("Anything else. Is read as evidence."),
    }
    return _object("One system, device, service or store of data.", properties, ("name", "type"))


def _practice(knowledge: SchemaVocabulary) -> Schema:
    subcategory = {
        "type": "string",
        "enum": sorted(knowledge.subcategories),
        "description": "CSF 2.0 Subcategory",
    }
    properties = {
        "topic": _label("What it is about: backups, passwords."),
        "status": _choice("How far it is in place.", intake.STATUSES),
        "statement": _text("What is done or not done, in your words."),
        "subcategories": _list("Leave out, and Sextant maps the practice.", subcategory),
    }
    told = [
        {
            "required": ["statement"],
            "properties": {"statement": {"type": "string", "minLength": 1}},
        },
        {"required": ["status"], "properties": {"status": {"type": "string"}}},
    ]
    return {**_object("One thing that is done or not done.", properties, ("topic",)), "anyOf": told}


def _titles(entries: Mapping[str, Named]) -> str:
    return "; ".join(f"{key} ({entry.title})" for key, entry in sorted(entries.items()))


def _object(description: str, properties: Schema, required: Sequence[str] = ()) -> Schema:
    return {
        "description": description,
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        **({"required": list(required)} if required else {}),
    }


def _nullable(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


def _list(description: str, items: Schema) -> Schema:
    return {"description": description, "type": ["array", "null"], "items": items}


def _text(description: str, limit: int = TEXT_LENGTH) -> Schema:
    return {"description": description, "type": ["string", "null"], "maxLength": limit}


def _item(limit: int) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": limit}


def _label(description: str) -> Schema:
    return {"description": description, **_item(NAME_LENGTH)}


def _number(description: str, kind: str, highest: int) -> Schema:
    return {"description": description, "type": [kind, "null"], "minimum": 0, "maximum": highest}


def _choice(description: str, allowed: Sequence[str]) -> Schema:
    return {"description": description, "enum": [*allowed, None]}


def to_json(schema: Schema) -> str:
    """The schema as it is published: indented, with a final newline."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    from frameworks.loader import load

    sys.stdout.write(to_json(profile_json_schema(load())))

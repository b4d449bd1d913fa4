"""A commented profile to start from: only name and sector are active, the rest is guidance.

Examples come from the sector's own knowledge (usual data, expected assets, what matters more), so
nothing in the file claims anything about the organisation until a person says so.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from sextant import intake
from sextant.errors import InputError, Problem
from sextant.profile_words import nearest
from sextant.records import CRITICALITIES
from sextant.settings import TEMPLATES
from sextant.yaml_source import shown

TEMPLATE = "profile.yaml.j2"
WIDTH = 100


class _ExpectedKind(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def why(self) -> str: ...


class _SectorEntry(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def profile_hints(self) -> tuple[str, ...]: ...
    @property
    def usual_data(self) -> tuple[str, ...]: ...
    @property
    def expected(self) -> Sequence[_ExpectedKind]: ...
    @property
    def emphasis(self) -> Mapping[str, str]: ...


class _AssetKindEntry(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def data(self) -> tuple[str, ...]: ...
    @property
    def internet_facing(self) -> bool | None: ...


class _SubcategoryEntry(Protocol):
    @property
    def title(self) -> str: ...


class _ControlEntry(Protocol):
    @property
    def question(self) -> str: ...


class _ObligationEntry(Protocol):
    @property
    def title(self) -> str: ...


class InitVocabulary(Protocol):
    """The part of the knowledge that a first profile is made from."""

    @property
    def sectors(self) -> Mapping[str, _SectorEntry]: ...
    @property
    def asset_kinds(self) -> Mapping[str, _AssetKindEntry]: ...
    @property
    def subcategories(self) -> Mapping[str, _SubcategoryEntry]: ...
    @property
    def controls(self) -> Mapping[str, _ControlEntry]: ...
    @property
    def obligations(self) -> Mapping[str, _ObligationEntry]: ...


def render(
    sector: str, knowledge: InitVocabulary, *, schema: str = "", templates: Path = TEMPLATES
) -> str:
    """The text of a new profile for a sector id, valid as it is.

    `schema`: where an editor finds the JSON Schema, relative to the new file; "" writes no hint.
    Raises InputError, with the nearest id, when the sector is not known.
    """
    if sector not in knowledge.sectors:
        message = f"'{shown(sector)}' is not one of: {', '.join(knowledge.sectors)}"
        near = nearest(sector, knowledge.sectors)
        raise InputError([Problem("sextant init", message, field="sector", suggestion=near)])
    entry = knowledge.sectors[sector]
    text: str = _template(templates).render(
        schema=schema,
        sector=entry,
        expected=[_asset(e, knowledge) for e in entry.expected],
        practices=[_practice(i, why, knowledge) for i, why in entry.emphasis.items()],
        obligations=[law.title for law in knowledge.obligations.values()],
        asset_types=intake.ASSET_TYPES,
        data_classes=intake.DATA_CLASSES,
        criticalities=CRITICALITIES,
        statuses=intake.STATUSES,
    )
    return text


def _asset(expected: _ExpectedKind, knowledge: InitVocabulary) -> dict[str, Any]:
    kind = knowledge.asset_kinds[expected.kind]
    flag = {True: "true", False: "false", None: ""}[kind.internet_facing]
    return {
        "title": kind.title,
        "type": kind.type,
        "data": kind.data,
        "internet_facing": flag,
        "why": expected.why,
    }


def _practice(subcategory: str, why: str, knowledge: InitVocabulary) -> dict[str, str]:
    topic = knowledge.subcategories[subcategory].title
    control = knowledge.controls.get(subcategory)
    return {"topic": topic, "why": why, "question": control.question if control else topic}


def _template(templates: Path) -> Any:
    """The template with its filters. jinja2 is imported here: reading profiles does not need it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        autoescape=False,  # the result is YAML; every foreign text passes a filter below
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"comment": _comment, "one_line": _one_line, "quoted": _quoted}
    return environment.get_template(TEMPLATE)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _comment(text: str) -> str:
    """Text as explaining comment lines."""
    return textwrap.fill(
        _one_line(text),
        WIDTH,
        initial_indent="## ",
        subsequent_indent="##   ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _quoted(text: str) -> str:
    """Text as a double-quoted YAML scalar, which JSON strings are."""
    return json.dumps(_one_line(text), ensure_ascii=False)

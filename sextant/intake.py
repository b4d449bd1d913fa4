"""Intake: a profile in YAML becomes an OrganizationProfile (CSF 2.0 Organizational Profile, scope).

The file is the contract of DESIGN section 4. All problems are reported at once, each with line,
column, field and the nearest right value.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal, Protocol, get_args

from sextant import records
from sextant.errors import InputError, Problem
from sextant.profile_words import COUNTRY_CODES, nearest, nearest_country, nearest_value
from sextant.yaml_fields import TEXT_LENGTH, Block, Reading
from sextant.yaml_source import MAX_BYTES, MappingNode, parse, shown

ASSET_TYPES: tuple[records.AssetType, ...] = get_args(records.AssetType)
DATA_CLASSES: tuple[records.DataClass, ...] = get_args(records.DataClass)
RISK_APPETITES: tuple[records.RiskAppetite, ...] = get_args(records.RiskAppetite)
PracticeStatus = Literal["implemented", "partial", "planned", "not_implemented", "unknown"]
STATUSES: tuple[PracticeStatus, ...] = get_args(PracticeStatus)

ORGANIZATION_KEYS = (
    "name", "sector", "employees", "description", "annual_revenue_usd", "countries", "records",
)  # fmt: skip
ASSET_KEYS = ("name", "type", "data", "internet_facing", "criticality", "vendor", "notes")
PRACTICE_KEYS = ("topic", "status", "statement", "subcategories")
TOP_KEYS = (
    "organization", "regulations", "risk_appetite", "assets", "practices", "evidence",
    "evidence_max_age_months", "incidents",
)  # fmt: skip
MOST_EMPLOYEES = 10_000_000
MOST_REVENUE = 1e13
MOST_RECORDS = 10**11
PATH_LENGTH = 400
MOST_MONTHS = 120

_BELONGS_BELOW = {k: "belongs under 'organization:', indented" for k in ORGANIZATION_KEYS}
_BELONGS_ABOVE = {
    k: f"belongs at the top level, beside 'organization:'; move '{k}:' to the left margin"
    for k in TOP_KEYS[1:]
}
_CSF_1_1 = re.compile(
    r"(ID\.(BE|GV|RM|SC)|PR\.(AC|IP|MA|PT)|DE\.DP|RS\.(RP|IM)|RC\.IM)-[0-9]{1,2}", re.IGNORECASE
)


class ProfileVocabulary(Protocol):
    """The part of the knowledge that a profile may refer to. `frameworks.loader.Knowledge` fits."""

    @property
    def sectors(self) -> Mapping[str, object]: ...
    @property
    def subcategories(self) -> Mapping[str, object]: ...


@dataclass(frozen=True)
class EvidenceReference:
    """A path as the profile writes it, relative to the profile's folder, and where it stands."""

    path: str
    line: int
    column: int


@dataclass(frozen=True)
class Intake:
    """A profile that was read. `lines`: from a field's path, such as `practices[2].statement`
    (entries count from 0), to the line where its text begins, from 1."""

    profile: records.OrganizationProfile
    evidence: tuple[EvidenceReference, ...]
    lines: Mapping[str, int]


def read_profile(path: Path, knowledge: ProfileVocabulary) -> Intake:
    """Read a profile file. Raises InputError, also when it is missing, too large or no file."""
    return parse_profile(profile_bytes(path), str(path), knowledge)


def profile_bytes(path: Path) -> bytes:
    """A profile file's content. Raises InputError when it is missing, too large or no file."""
    name = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise _refused(name, "is a folder; name the profile file itself")
        if not stat.S_ISREG(status.st_mode):
            raise _refused(name, "is not a regular file")
        if status.st_size > MAX_BYTES:
            raise _refused(name, f"is larger than {MAX_BYTES // 1024} KiB; long texts are evidence")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _refused(name, "does not exist") from None
    except OSError as exc:
        raise _refused(name, f"cannot be read ({exc.strerror})") from exc
    except ValueError:
        raise _refused(shown(name), "is not a possible file name") from None


def parse_profile(raw: bytes, name: str, knowledge: ProfileVocabulary) -> Intake:
    """Read a profile's bytes; `name` stands for the file in messages. Raises InputError."""
    reading = Reading(name)
    top = Block(reading, parse(raw, name))
    profile = _profile(top, knowledge)
    evidence = _evidence(top)
    top.close(TOP_KEYS, ("organization",), _BELONGS_BELOW)
    reading.finish()
    return Intake(profile, evidence, dict(reading.lines))


def _refused(name: str, message: str) -> InputError:
    return InputError([Problem(name, message)])


def _profile(top: Block, knowledge: ProfileVocabulary) -> records.OrganizationProfile:
    """The record; where there were problems, without what they concern."""
    own = top.block("organization", "{name: ..., sector: ...}")
    if own is None:
        own = Block(top.reading, MappingNode({}, 0, 0))
    else:
        own.close(ORGANIZATION_KEYS, ("name", "sector"), _BELONGS_ABOVE)
    assets = (_asset(b) for b in top.blocks("assets", "{name: ..., type: ...}"))
    practices = top.blocks("practices", "{topic: ..., statement: ...}")
    regulations = (item.text for item in top.texts("regulations"))
    return records.OrganizationProfile(
        name=own.text("name"),
        sector=own.choice("sector", tuple(knowledge.sectors)) or "",
        employees=own.whole_number("employees", MOST_EMPLOYEES),
        description=own.text("description", TEXT_LENGTH, lines=True),
        annual_revenue_usd=own.amount("annual_revenue_usd", MOST_REVENUE),
        countries=_countries(own),
        records=_record_counts(own),
        regulations=tuple(dict.fromkeys(regulations)),
        risk_appetite=top.choice("risk_appetite", RISK_APPETITES),
        assets=tuple(a for a in assets if a is not None),
        practices=tuple(_practice(b, knowledge.subcategories) for b in practices),
        evidence_max_age_months=_months(top),
        incidents=tuple(i.text for i in top.texts("incidents", TEXT_LENGTH, lines=True)),
    )


def _months(top: Block) -> int | None:
    months = top.whole_number("evidence_max_age_months", MOST_MONTHS)
    return months or None  # 0 is no age; the usual one counts


def _countries(block: Block) -> tuple[str, ...]:
    found = []
    for item in block.texts("countries"):
        if item.text in COUNTRY_CODES:
            found.append(item.text)
            continue
        message = f"'{shown(item.text)}' is not a two-letter country code (ISO 3166), such as US"
        near = partial(nearest_country, item.text)
        block.reading.problem(item.node, item.path, message, near)
    return tuple(dict.fromkeys(found))


def _record_counts(block: Block) -> tuple[records.RecordCount, ...]:
    counts = block.block("records", "{pii: 1200}")
    if counts is None:
        return ()
    counts.close(DATA_CLASSES, meant=nearest_value)
    found = ((kind, counts.whole_number(kind, MOST_RECORDS)) for kind in DATA_CLASSES)
    return tuple(records.RecordCount(kind=k, count=n) for k, n in found if n is not None)


def _asset(block: Block) -> records.ProfileAsset | None:
    block.close(ASSET_KEYS, ("name", "type"))
    kind = block.choice("type", ASSET_TYPES)
    asset = records.ProfileAsset(
        name=block.text("name"),
        type=kind or "server",
        data=block.choices("data", DATA_CLASSES),
        internet_facing=block.flag("internet_facing"),
        criticality=block.choice("criticality", records.CRITICALITIES),
        vendor=block.text("vendor"),
        notes=block.text("notes", TEXT_LENGTH, lines=True),
    )
    return asset if kind else None


def _practice(block: Block, known: Mapping[str, object]) -> records.Practice:
    block.close(PRACTICE_KEYS, ("topic",))
    topic = block.text("topic")
    statement = block.text("statement", TEXT_LENGTH, lines=True)
    status = block.choice("status", STATUSES)
    if not block.given("statement") and not block.given("status"):
        message = (
            "needs a statement (what is done, in your words) or a status; "
            "write 'status: unknown' if you do not know"
        )
        block.reading.problem(block.node, block.path, message)
    return records.Practice(
        topic=topic,
        statement=statement,
        status=status,
        subcategories=_subcategories(block, known),
    )


def _subcategories(block: Block, known: Mapping[str, object]) -> tuple[str, ...]:
    found = []
    for item in block.texts("subcategories"):
        if item.text in known:
            found.append(item.text)
            continue
        message = f"'{shown(item.text)}' is not a Subcategory of CSF 2.0"
        if _CSF_1_1.fullmatch(item.text):
            message += " (it is an id of CSF 1.1); leave it out and Sextant maps the practice"
        near = partial(_nearest_subcategory, item.text, known)
        block.reading.problem(item.node, item.path, message, near)
    return tuple(dict.fromkeys(found))


def _nearest_subcategory(wrong: str, known: Mapping[str, object]) -> str:
    """PR.AA-3 is PR.AA-03; an id of CSF 1.1 has no near one, however alike it looks."""
    return "" if _CSF_1_1.fullmatch(wrong) else nearest(re.sub(r"-(\d)$", r"-0\1", wrong), known)


def _evidence(top: Block) -> tuple[EvidenceReference, ...]:
    found: dict[str, EvidenceReference] = {}
    for item in top.texts("evidence", PATH_LENGTH):
        if message := _path_problem(item.text):
            top.reading.problem(item.node, item.path, message)
        else:
            reference = EvidenceReference(item.text, item.node.line, item.node.column)
            found.setdefault(item.text, reference)
    return tuple(found.values())


def _path_problem(path: str) -> str:
    """Why this cannot be a path below the profile's folder; "" when it can."""
    if "://" in path:
        return "is an address; save the page as a file beside the profile and name that file"
    if "\\" in path:
        return f"use '/' between folder and file: {shown(path.replace(chr(92), '/'))}"
    if path.startswith(("/", "~")) or re.match("[A-Za-z]:", path):
        return "must be relative to the profile's folder, such as policies/access.md"
    if ".." in path.split("/"):
        return "must not leave the profile's folder ('..'); copy the file into it"
    return ""

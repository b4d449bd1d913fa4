"""Reviews in a file: written out to be filled in, as YAML or as a workbook, and read back.

A workbook has the sheets Ratings and Risks with the same keys as columns; each row is read as the
YAML entry that it stands for, so that both are checked alike, a row's number being its line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from sextant.assessment import Assessment
from sextant.clipping import clipped
from sextant.records import DECISIONS, LEVELS, AssessmentState, Status, Verdict
from sextant.review import verdict_of
from sextant.review_requests import LONGEST, Place, Request
from sextant.settings import TEMPLATES
from sextant.yaml_fields import NAME_LENGTH, Block, Reading
from sextant.yaml_source import MappingNode, parse

RATING_KEYS = ("subcategory", "title", "found", "why", "decision", "status", "by", "reason")
RISK_KEYS = (
    "risk", "title", "found_likelihood", "found_impact", "why", "decision", "likelihood", "impact",
    "by", "reason",
)  # fmt: skip
_TOP_KEYS = ("assessment", "reviewer", "ratings", "risks")
_STATUSES: tuple[Status, ...] = get_args(Status)
_MOST_TEXT = 400  # characters


@dataclass(frozen=True)
class ReviewFile:
    """A file's decisions. `assessment`: the id or name that it was written for; may be empty."""

    assessment: str
    requests: tuple[Request, ...]


def rows(
    published: Assessment, machine: AssessmentState
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Ratings and risks as the rows of a file to fill in.

    `machine`: the state as the agents left it, with the ratings as reviewed: what was found.
    """
    return (
        [
            {
                "subcategory": c.subcategory, "title": c.title,
                "why": clipped(c.rationale, _MOST_TEXT),
                "found": _found(machine, "rating", c.subcategory).status or "",
            }
            for c in published.controls
        ],
        [
            {
                "risk": r.id, "title": r.title, "why": clipped(r.rationale, _MOST_TEXT),
                "found_likelihood": _found(machine, "risk", r.id).likelihood or "",
                "found_impact": _found(machine, "risk", r.id).impact or "",
            }
            for r in published.risks
        ],
    )  # fmt: skip


def _found(machine: AssessmentState, kind: Any, subject: str) -> Verdict:
    return verdict_of(machine, kind, subject) or Verdict()


def to_yaml(published: Assessment, machine: AssessmentState, reference: str) -> str:
    """The YAML file to fill in."""
    from jinja2 import Environment, FileSystemLoader, Undefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=False,  # `quoted` makes text inert
        undefined=Undefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["quoted"] = lambda text: json.dumps(str(text), ensure_ascii=False)
    ratings, risks = rows(published, machine)
    return environment.get_template("review.yaml.j2").render(
        organization=" ".join(published.organization.name.split()),
        reference=reference, date=published.meta.generated_at[:10], ratings=ratings, risks=risks,
    )  # fmt: skip


def from_yaml(raw: bytes, name: str, by: str = "") -> ReviewFile:
    """The decisions of a YAML file. `by`: the reviewer where the file names none.

    Raises InputError with every problem: file, line, field and the nearest right word.
    """
    return read(parse(raw, name), name, by)


def read(node: MappingNode, name: str, by: str) -> ReviewFile:
    """The decisions of a file that was taken apart. Raises InputError."""
    reading = Reading(name)
    top = Block(reading, node)
    reviewer = top.text("reviewer") or by
    assessment = top.text("assessment")
    requests = (*_ratings(top, name, reviewer), *_risks(top, name, reviewer))
    top.close(_TOP_KEYS)
    reading.finish()
    return ReviewFile(assessment, requests)


def _ratings(top: Block, name: str, reviewer: str) -> tuple[Request, ...]:
    found = []
    for block in top.blocks("ratings", "{subcategory: ..., decision: ..., reason: ...}"):
        common = _common(block, name, reviewer, RATING_KEYS, "subcategory")
        seen = block.choice("found", _STATUSES)
        status = block.choice("status", _STATUSES)
        if common:
            verdict = Verdict(status=seen) if seen else None
            found.append(Request(kind="rating", status=status, found=verdict, **common))
    return tuple(found)


def _risks(top: Block, name: str, reviewer: str) -> tuple[Request, ...]:
    found = []
    for block in top.blocks("risks", "{risk: ..., decision: ..., reason: ...}"):
        common = _common(block, name, reviewer, RISK_KEYS, "risk")
        likelihood, impact = block.choice("likelihood", LEVELS), block.choice("impact", LEVELS)
        seen = (
            block.choice("found_likelihood", LEVELS),
            block.choice("found_impact", LEVELS),
        )
        if common:
            verdict = Verdict(likelihood=seen[0], impact=seen[1]) if any(seen) else None
            request = Request(
                kind="risk", likelihood=likelihood, impact=impact, found=verdict, **common
            )
            found.append(request)
    return tuple(found)


def _common(
    block: Block, name: str, reviewer: str, known: tuple[str, ...], subject: str
) -> dict[str, Any]:
    """What ratings and risks share; empty for an entry without a decision."""
    block.close(known, (subject,))
    decision = block.choice("decision", DECISIONS)
    block.text("title", LONGEST)
    block.text("why", LONGEST, lines=True)
    reason = block.text("reason", LONGEST, lines=True)
    by = block.text("by", NAME_LENGTH) or reviewer
    identity = block.text(subject)
    if decision is None:
        _forgotten(block)
        return {}
    if not by:
        block.problem("decision", "whose is it? Write your name under 'reviewer:' at the top")
    return {
        "subject": identity, "decision": decision, "by": by, "reason": reason,
        "place": Place(name, block.node.line, block.path),
    }  # fmt: skip


def _forgotten(block: Block) -> None:
    """A reason or a new value without a decision: it would be lost silently."""
    filled = [k for k in ("status", "likelihood", "impact", "reason") if block.given(k)]
    if filled and not block.given("decision"):
        block.problem(filled[0], "is filled in, but there is no decision: accept, change or reject")


def sheets(
    published: Assessment, machine: AssessmentState
) -> Iterator[tuple[str, tuple[str, ...], list[Mapping[str, str]]]]:
    """Name, columns and rows of each sheet of the workbook."""
    ratings, risks = rows(published, machine)
    yield "Ratings", RATING_KEYS, list(ratings)
    yield "Risks", RISK_KEYS, list(risks)

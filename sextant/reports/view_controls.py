"""Chapters 3 and 7: scores by Function, and all 106 Subcategories with what proves them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from sextant.assessment import Assessment, ControlPart
from sextant.records import Quote, Status
from sextant.reports.figures import confidence, plain, sentence, slug
from sextant.reports.view_parts import Index, Link, QuoteView, Tag, quotes, sparse, status_tag
from sextant.reports.view_summary import ScoreView, score_view
from sextant.reports.words import CATEGORIES, FUNCTIONS, GAP, REFERENCE_OF, TARGET


@dataclass(frozen=True)
class ConflictView:
    note: str
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True)
class ReferenceView:
    framework: str
    ids: str


@dataclass(frozen=True)
class ControlView:
    id: str
    anchor: str
    function: str
    category: str
    title: str
    outcome: str
    question: str
    status: Tag
    known: bool
    target: str
    gap: str
    priority: str
    confidence: str
    why: str
    missing: tuple[str, ...]
    evidence: tuple[QuoteView, ...]
    conflicts: tuple[ConflictView, ...]
    references: tuple[ReferenceView, ...]
    actions: tuple[Link, ...]


@dataclass(frozen=True)
class CategoryView:
    id: str
    title: str
    known: tuple[ControlView, ...]
    unknown: tuple[ControlView, ...]


@dataclass(frozen=True)
class FunctionView:
    id: str
    title: str
    anchor: str
    score: ScoreView
    tally: tuple[Tag, ...]
    categories: tuple[CategoryView, ...]


@dataclass(frozen=True)
class ControlsView:
    tally: tuple[Tag, ...]
    functions: tuple[FunctionView, ...]


def _references(part: ControlPart, bound: frozenset[str]) -> tuple[ReferenceView, ...]:
    """Where other catalogues ask for the same; laws and schemes only for those under them."""
    return tuple(
        ReferenceView(name, ", ".join(ids))
        for name, ids in sorted(part.references.items())
        if ids and REFERENCE_OF.get(name, "") in bound
    )


def _unsaid(part: ControlPart) -> Iterator[str]:
    """What is lacking and not already named in the rationale."""
    said = part.rationale.casefold()
    for item in part.missing:
        if item.split(": ")[-1].casefold() not in said:
            yield item


def _undisputed(part: ControlPart) -> Iterator[Quote]:
    """The evidence that no contradiction shows already."""
    disputed = {(q.source, q.locator, q.quote) for c in part.conflicts for q in c.quotes}
    return (e for e in part.evidence if (e.source, e.locator, e.quote) not in disputed)


def _question(part: ControlPart, brief: bool) -> str:
    """Asked where it matters: of what is unknown, not where nothing is required, and where next to
    nothing is known only of what matters most."""
    wanted = part.target != "not_required" and (part.priority == "high" or not brief)
    return part.question if part.status != "unknown" or wanted else ""


def _control(
    part: ControlPart,
    index: Index,
    actions: tuple[Link, ...],
    brief: bool,
    bound: frozenset[str],
) -> ControlView:
    return ControlView(
        id=part.subcategory,
        anchor=f"c-{slug(part.subcategory)}",
        function=_title(FUNCTIONS, part.function),
        category=_title(CATEGORIES, part.category),
        title=part.title,
        outcome=sentence(part.outcome),
        question=_question(part, brief),
        status=status_tag(part.status),
        known=part.status != "unknown" or bool(part.evidence or part.conflicts),
        target=TARGET[part.target],
        gap=GAP[part.gap],
        priority=plain(part.priority),
        confidence=confidence(part.confidence) if part.confidence else "–",
        why=sentence(part.rationale),
        missing=tuple(_unsaid(part)),
        evidence=quotes(_undisputed(part), index),
        conflicts=tuple(
            ConflictView(sentence(c.note), quotes(c.quotes, index, bare_status=True))
            for c in part.conflicts
        ),
        references=_references(part, bound),
        actions=actions,
    )


def _title(names: dict[str, str], identifier: str) -> str:
    return names.get(identifier, identifier)


def _tally(parts: list[ControlPart]) -> tuple[Tag, ...]:
    counts = Counter(part.status for part in parts)
    tags = [(status_tag(status), counts[status]) for status in get_args(Status)]
    return tuple(Tag(f"{n} {tag.text.lower()}", tag.tone, tag.sign) for tag, n in tags if n)


def _category(identifier: str, controls: list[ControlView]) -> CategoryView:
    return CategoryView(
        id=identifier,
        title=_title(CATEGORIES, identifier),
        known=tuple(c for c in controls if c.known),
        unknown=tuple(c for c in controls if not c.known),
    )


def _function(
    identifier: str, assessment: Assessment, views: dict[str, ControlView]
) -> FunctionView:
    parts = [part for part in assessment.controls if part.function == identifier]
    title = _title(FUNCTIONS, identifier)
    categories = dict.fromkeys(part.category for part in parts)
    return FunctionView(
        id=identifier,
        title=title,
        anchor=f"f-{slug(identifier)}",
        score=score_view(title, assessment.scores.functions[identifier]),
        tally=_tally(parts),
        categories=tuple(
            _category(name, [views[p.subcategory] for p in parts if p.category == name])
            for name in categories
        ),
    )


def controls(assessment: Assessment, index: Index) -> ControlsView:
    """Functions and Categories in the order of the Framework."""
    serving: dict[str, list[Link]] = {}
    parts = {part.id: part for part in assessment.recommendations}
    for action in index.action_codes:
        for subcategory in parts[action].subcategories:
            serving.setdefault(subcategory, []).append(index.action(action))
    brief, bound = sparse(assessment), frozenset(("", *(o.id for o in assessment.obligations)))
    views = {
        part.subcategory: _control(
            part, index, tuple(serving.get(part.subcategory, ())), brief, bound
        )
        for part in assessment.controls
    }
    return ControlsView(
        tally=_tally(list(assessment.controls)),
        functions=tuple(_function(name, assessment, views) for name in assessment.scores.functions),
    )

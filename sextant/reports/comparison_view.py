"""A comparison of two assessments as words and rows, the same for page, text and terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from sextant.causes import Cause
from sextant.clipping import clipped
from sextant.comparison import Comparison, Side, Value
from sextant.records import LossRange, Phase, RiskLevel
from sextant.reports import words
from sextant.reports.figures import date, money, percent, plain, sentence
from sextant.reports.view_parts import Pair
from sextant.reports.view_reviews import verdict_words

_ARROW = "→"
_NOT_GIVEN = "not given"
_MOST_TEXT = 160


@dataclass(frozen=True)
class Row:
    """One change: its cells under the section's header, and why it came about."""

    cells: tuple[str, ...]
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    title: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class ComparisonView:
    title: str
    organization: str
    before: str
    after: str
    key_figures: tuple[Pair, ...]
    notes: tuple[str, ...]
    sections: tuple[Section, ...]  # only those in which something changed

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def comparison_view(comparison: Comparison, title: str = "What changed, and why") -> ComparisonView:
    """Everything that a reader sees of a comparison, in order."""
    c = comparison
    sections = (
        Section("Ratings", ("Outcome", "Before", "After"), tuple(_ratings(c))),
        Section("Risks", ("Risk", "Before", "After", "Loss a year"), tuple(_risks(c))),
        Section("Roadmap", ("Action", "Before", "After"), tuple(_roadmap(c))),
        Section("Scores", ("Function", "Before", "After"), tuple(_scores(c))),
        Section("Reviews", ("About", "Decision", "By", "Reason"), tuple(_reviews(c))),
        Section("The organisation", ("Field", "Before", "After"), tuple(_organization(c))),
        Section("Facts", ("Fact", "Before", "After"), tuple(_facts(c))),
        Section("Evidence files", ("File", "Change"), tuple(_inputs(c))),
        Section("Assets, threats, obligations, findings", ("What", "", "Change"),
                tuple(_items(c))),
    )  # fmt: skip
    names = dict.fromkeys((c.before.organization, c.after.organization))
    return ComparisonView(
        title=title,
        organization=f" {_ARROW} ".join(names),
        before=_side(c.before),
        after=_side(c.after),
        key_figures=tuple(_key_figures(c)),
        notes=tuple(_why(c.causes)) or (("Nothing differs.",) if c.same else ()),
        sections=tuple(s for s in sections if s.rows),
    )


def _side(side: Side) -> str:
    if side.label:
        return f"{side.label} ({date(side.generated_at)}, {side.profile})"
    return f"{date(side.generated_at)}, {side.profile}, Sextant {side.version}"


def _key_figures(c: Comparison) -> Iterator[Pair]:
    overall = next((s for s in c.scores if s.part == "overall"), None)
    if overall:
        yield Pair("Score", _moved(_score(overall.before), _score(overall.after)))
        shares = percent(overall.coverage_before), percent(overall.coverage_after)
        yield Pair("Coverage", _moved(*shares))
    for name in ("critical", "high"):
        before, after = c.severities[name]
        yield Pair(f"{words.SEVERITY[name]} risks", _moved(str(before), str(after)))
    yield Pair("Expected loss a year", _moved(money(c.money.before.p50), money(c.money.after.p50)))


def _moved(before: str, after: str) -> str:
    return before if before == after else f"{before} {_ARROW} {after}"


def _score(score: float | None) -> str:
    return "not assessed" if score is None else f"{score:.0f} of 100"


def _why(causes: Iterable[Cause]) -> Iterator[str]:
    return (sentence(c.text) for c in causes)


def _ratings(c: Comparison) -> Iterator[Row]:
    for r in c.ratings:
        same = r.before == r.after
        before, after = words.STATUS[r.before], words.STATUS[r.after]
        if same:
            before = f"{before}; target {words.TARGET[r.target_before].lower()}"
            after = f"{after}; target {words.TARGET[r.target_after].lower()}"
        yield Row((f"{r.subcategory} {r.title}", before, after), tuple(_why(r.why)))


def _risks(c: Comparison) -> Iterator[Row]:
    for r in c.risks:
        losses = _moved(_loss(r.loss_before), _loss(r.loss_after))
        yield Row((r.title, _level(r.before), _level(r.after), losses), tuple(_why(r.why)))


def _level(level: RiskLevel | None) -> str:
    if level is None:
        return "not in the register"
    likelihood, impact = words.LEVEL[level.likelihood], words.LEVEL[level.impact]
    severity = words.SEVERITY[level.severity]
    return f"{severity} (likelihood {likelihood.lower()}, impact {impact.lower()})"


def _loss(loss: LossRange | None) -> str:
    return "–" if loss is None else money(loss.p50)


def _roadmap(c: Comparison) -> Iterator[Row]:
    for a in c.roadmap:
        yield Row((a.title, _phase(a.before), _phase(a.after)))


def _phase(phase: Phase | None) -> str:
    return "not in it" if phase is None else words.PHASE[phase]


def _scores(c: Comparison) -> Iterator[Row]:
    for s in c.scores:
        before = f"{_score(s.before)} on {percent(s.coverage_before)}"
        after = f"{_score(s.after)} on {percent(s.coverage_after)}"
        yield Row((s.part if s.part != "overall" else "All", before, after))


def _reviews(c: Comparison) -> Iterator[Row]:
    for r in c.reviews:
        decision = f"{words.DECISION[r.decision]}: {verdict_words(r.found)}"
        if r.decision != "accept":
            decision += f" {_ARROW} {verdict_words(r.verdict)}"
        yield Row((f"{r.subject} {r.title}", decision, f"{r.by}, {date(r.at)}", r.reason))


def _organization(c: Comparison) -> Iterator[Row]:
    for f in c.organization:
        yield Row((plain(f.field), _value(f.before), _value(f.after)))


def _facts(c: Comparison) -> Iterator[Row]:
    for f in c.facts:
        yield Row((plain(f.id), _value(f.before), _value(f.after)), (sentence(f.reason),))


def _value(value: Value) -> str:
    if value is None or value == ():
        return _NOT_GIVEN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        value = ", ".join(value)
    text = f"{value:,.0f}" if isinstance(value, int | float) else value
    return clipped(text, _MOST_TEXT)


def _inputs(c: Comparison) -> Iterator[Row]:
    for i in c.inputs:
        yield Row((i.source, i.change))


def _items(c: Comparison) -> Iterator[Row]:
    for i in c.items:
        yield Row((i.title, i.kind, i.change))

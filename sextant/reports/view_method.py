"""Chapter 12: how the result was made, its limits, its inputs and its trace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import yaml

from sextant.assessment import Assessment, Meta, TracePart
from sextant.reports.figures import count, sentence
from sextant.reports.view_ledger import LedgerView, ledger
from sextant.reports.view_parts import Index, Pair
from sextant.reports.view_reviews import TrailView, trail
from sextant.reports.words import RELIABILITY
from sextant.settings import TEMPLATES


@dataclass(frozen=True)
class InputView:
    source: str
    kind: str
    size: str
    sha256: str
    skipped: str
    anchor: str = ""
    about: str = ""  # what kind of file, how old, what was left out of it


@dataclass(frozen=True)
class TraceView:
    agent: str
    seconds: str
    produced: str
    model: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class MethodView:
    paragraphs: tuple[Pair, ...]
    versions: tuple[Pair, ...]
    inputs: tuple[InputView, ...]
    trace: tuple[TraceView, ...]
    ledger: tuple[LedgerView, ...]
    reviews: TrailView


@cache
def _steady() -> tuple[Pair, ...]:
    """What is said in every report (templates/report/method.yaml)."""
    text = (TEMPLATES / "report" / "method.yaml").read_text(encoding="utf-8")
    return tuple(Pair(item["name"], item["value"]) for item in yaml.safe_load(text))


def _model(assessment: Assessment) -> Pair:
    trace, model = assessment.trace, assessment.meta.model
    calls = sum(part.model_calls for part in trace)
    if model == "none":
        text = (
            "No language model took part. The same input with the same knowledge gives the same "
            "result."
        )
    else:
        took = sum(part.accepted for part in trace)
        refused = sum(part.rejected for part in trace)
        text = (
            f"The language model {model} was asked {count(calls, 'time')}. Its rulings count only "
            "with a verified quotation, and numbers never come from it: "
            f"{took} accepted, {refused} rejected, {sum(p.abstained for p in trace)} not judged, "
            f"{sum(p.review for p in trace)} put aside for a person to review."
        )
    return Pair("Model", text)


def _size(size: int) -> str:
    return f"{size:,} bytes" if size < 10_000 else f"{size / 1000:,.0f} kB"


def _trace(part: TracePart) -> TraceView:
    notes = [*part.reasons]
    if part.left_out:
        pieces = count(len(part.left_out), "piece")
        notes.append(f"{pieces} of evidence or notes left out of a prompt for lack of room")
    model = "–"
    if part.model_calls:
        model = (
            f"{count(part.model_calls, 'call')}, {part.tokens:,} tokens; {part.accepted} accepted, "
            f"{part.rejected} rejected, {part.abstained} not judged, {part.review} to be reviewed"
        )
    return TraceView(
        agent=part.agent.replace("_", " ").capitalize(),
        seconds=f"{part.duration_s:.1f} s",
        produced=sentence(part.produced),
        model=model,
        notes=tuple(notes),
    )


def _inputs(meta: Meta, index: Index) -> Iterator[InputView]:
    """What was read, each with the place that quotes link to. The profile stands there as well."""
    if meta.inputs and meta.profile not in {item.source for item in meta.inputs}:
        anchor = index.file(meta.profile).anchor
        yield InputView(meta.profile, "The profile itself", "", "", "", anchor)
    for item in meta.inputs:
        dated = f"of {item.dated} ({item.dated_from})" if item.dated else ""
        late = "out of date" if item.stale else ""
        yield InputView(
            source=item.source,
            kind=RELIABILITY[item.reliability].capitalize(),
            size=_size(item.size),
            sha256=item.sha256,
            skipped=sentence(item.skipped and f"it {item.skipped}"),
            anchor=index.file(item.source).anchor,
            about=", ".join(
                part for part in (item.kind, dated, late, *item.notes, *item.told) if part
            ),
        )


def method(assessment: Assessment, index: Index) -> MethodView:
    meta = assessment.meta
    return MethodView(
        paragraphs=(*_steady(), _model(assessment)),
        versions=(
            Pair("Made", meta.generated_at),
            Pair("Program", f"{meta.tool} {meta.version}"),
            Pair("Framework", meta.framework),
            Pair("MITRE ATT&CK", meta.attack_version),
            Pair("Knowledge", meta.knowledge),
            Pair("Profile", meta.profile),
            Pair("Statements read", f"{meta.statements:,}"),
            Pair("Language model", meta.model),
        ),
        inputs=tuple(_inputs(meta, index)),
        trace=tuple(_trace(part) for part in assessment.trace),
        ledger=tuple(ledger(assessment)),
        reviews=trail(assessment),
    )

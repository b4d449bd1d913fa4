"""Why a rating or a risk differs between two assessments, as far as the documents tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from sextant.assessment import Assessment, ControlPart, Part, RiskPart, RulingPart, ThreatPart
from sextant.records import Quote, Review

_MOST_QUOTES = 3
_MOST_LAPSED = 5
SWITCHED = "what-if"  # the source of a statement that only a what-if makes


class Cause(Part):
    """Why something changed. `ref`: the Subcategory, fact, file or review that it speaks of."""

    kind: Literal[
        "evidence", "withdrawn", "review", "target", "rating", "likelihood", "assets",
        "organization", "knowledge", "program", "model",
    ]  # fmt: skip
    text: str
    ref: str = ""


@dataclass(frozen=True)
class Pair:
    """Two assessments, with what is looked up in them again and again."""

    before: Assessment
    after: Assessment

    @cached_property
    def controls(self) -> tuple[dict[str, ControlPart], dict[str, ControlPart]]:
        return (
            {c.subcategory: c for c in self.before.controls},
            {c.subcategory: c for c in self.after.controls},
        )

    @cached_property
    def threats(self) -> tuple[dict[str, ThreatPart], dict[str, ThreatPart]]:
        return (
            {t.id: t for t in self.before.threats},
            {t.id: t for t in self.after.threats},
        )

    @cached_property
    def reviews(self) -> dict[str, list[tuple[str, Review]]]:
        """By subject, trail entries that bear on one side only, with 'added' or 'withdrawn'."""
        then, now = ({r.digest: r for r in _holding(d)} for d in (self.before, self.after))
        found: dict[str, list[tuple[str, Review]]] = {}
        for digest, review in (now | then).items():
            if (digest in then) != (digest in now):
                found.setdefault(review.subject, []).append(
                    ("added" if digest in now else "withdrawn", review)
                )
        return found

    @cached_property
    def general(self) -> tuple[Cause, ...]:
        return tuple(_general(self.before, self.after))


def _holding(document: Assessment) -> Iterator[Review]:
    return (r for r in document.reviews if r.number not in document.stale_reviews)


def _general(before: Assessment, after: Assessment) -> Iterator[Cause]:
    """What differs in how the two were made, and so bears on everything."""
    then, now = before.meta, after.meta
    if then.knowledge != now.knowledge:
        text = f"The knowledge files differ ({then.knowledge[:12]} and {now.knowledge[:12]})."
        yield Cause(kind="knowledge", text=text, ref=now.knowledge)
    if then.attack_version != now.attack_version:
        text = f"The ATT&CK version differs: {then.attack_version}, then {now.attack_version}."
        yield Cause(kind="knowledge", text=text, ref=now.attack_version)
    if then.version != now.version:
        text = f"Made by different versions of Sextant: {then.version}, then {now.version}."
        yield Cause(kind="program", text=text, ref=now.version)
    if then.model != now.model:
        text = f"Model: {then.model}, then {now.model}."
        yield Cause(kind="model", text=text, ref=now.model)
    yield from _lapsed(before, after)


def _lapsed(before: Assessment, after: Assessment) -> Iterator[Cause]:
    """What the model had said that counted then and does not now."""
    taken = [k for k, r in _last_words(before).items() if r.outcome == "accepted"]
    now = _last_words(after)
    gone = [
        f"{now[k].subject} ({now[k].reason or now[k].outcome})"
        for k in taken
        if k in now and now[k].outcome != "accepted"
    ]
    if gone:
        named = ", ".join(gone[:_MOST_LAPSED]) + (", ..." if len(gone) > _MOST_LAPSED else "")
        text = f"Of {len(taken)} accepted answers of the model, {len(gone)} do not count now: "
        yield Cause(kind="model", text=f"{text}{named}.", ref=after.meta.model)


def _last_words(document: Assessment) -> dict[tuple[str, str], RulingPart]:
    return {(t.agent, r.subject): r for t in document.trace for c in t.calls for r in c.rulings}


def of_rating(then: ControlPart, now: ControlPart, pair: Pair) -> Iterator[Cause]:
    """Reviews, what is said now and was not, what is no longer said, the target. Where none of
    that differs: what the two were made with."""
    found = [*_reviewed(now.subcategory, pair), *_quotes(then, now)]
    if then.target != now.target:
        text = f"The target was {_words(then.target)} and is {_words(now.target)}."
        found.append(Cause(kind="target", text=text, ref=now.subcategory))
    if not [c for c in found if c.kind != "target"] and then.status != now.status:
        found += pair.general
    yield from found


def _reviewed(subject: str, pair: Pair) -> Iterator[Cause]:
    for how, review in pair.reviews.get(subject, ()):
        verb = {"accept": "accepted it", "change": "changed it", "reject": "rejected it"}
        said = f"{review.by} {verb[review.decision]} in review: {review.reason}"
        text = said if how == "added" else f"No longer holds: {said}"
        yield Cause(kind="review", text=text, ref=str(review.number))


def _quotes(then: ControlPart, now: ControlPart) -> Iterator[Cause]:
    old, new = _said(then.evidence), _said(now.evidence)
    added = [q for key, q in new.items() if key not in old]
    gone = [q for key, q in old.items() if key not in new]
    switched = [q for q in added if q.source == SWITCHED]
    if switched:
        yield Cause(kind="evidence", text=f"Switched: {switched[0].quote}.", ref=SWITCHED)
        return
    yield from _told("evidence", "Now said", added)
    yield from _told("withdrawn", "No longer said", gone)


def _said(quotes: Iterable[Quote]) -> dict[tuple[str, str, str], Quote]:
    return {(q.source, q.quote, q.polarity): q for q in quotes}


def _told(
    kind: Literal["evidence", "withdrawn"], words: str, quotes: list[Quote]
) -> Iterator[Cause]:
    for quote in quotes[:_MOST_QUOTES]:
        text = f"{words} in {quote.source}: “{quote.quote}”"
        yield Cause(kind=kind, text=text, ref=quote.source)
    more = len(quotes) - _MOST_QUOTES
    if more > 0:
        yield Cause(kind=kind, text=f"{words}: {more} more.")


def of_risk(then: RiskPart | None, now: RiskPart | None, pair: Pair) -> Iterator[Cause]:
    """Reviews, the ratings it rests on, how likely it is tried, what it hits, the organisation."""
    one = now or then
    if one is None:
        return
    found = [*_reviewed(one.id, pair), *_ruled(then, now, pair), *_ratings(one, pair)]
    if then and now:
        found += [*_initiation(now, pair), *_assets(then, now)]
    found += _organization(pair)
    yield from found or pair.general


def _ruled(then: RiskPart | None, now: RiskPart | None, pair: Pair) -> Iterator[Cause]:
    if then and not now:
        for threat in pair.after.ruled_out:
            if threat.id == then.threat:
                yield Cause(kind="likelihood", text=threat.reason, ref=threat.id)
    elif now and not then:
        threat_now = pair.threats[1].get(now.threat)
        if threat_now and threat_now.reasons:
            yield Cause(kind="likelihood", text=threat_now.reasons[0], ref=now.threat)


def _ratings(risk: RiskPart, pair: Pair) -> Iterator[Cause]:
    then, now = pair.controls
    for subcategory in risk.subcategories:
        old, new = then.get(subcategory), now.get(subcategory)
        if old and new and old.status != new.status:
            text = (
                f"{new.title} ({subcategory}) was {_words(old.status)} and is {_words(new.status)}."
            )
            yield Cause(kind="rating", text=text, ref=subcategory)


def _initiation(now: RiskPart, pair: Pair) -> Iterator[Cause]:
    old, new = (side.get(now.threat) for side in pair.threats)
    if old and new and old.initiation != new.initiation:
        text = (
            f"That it is tried or starts was rated {_words(old.initiation)} and is now "
            f"{_words(new.initiation)}. {' '.join(r for r in new.reasons if r not in old.reasons)}"
        )
        yield Cause(kind="likelihood", text=text.strip(), ref=now.threat)


def _assets(then: RiskPart, now: RiskPart) -> Iterator[Cause]:
    added = [a for a in now.assets if a not in then.assets]
    gone = [a for a in then.assets if a not in now.assets]
    if added:
        yield Cause(kind="assets", text=f"Could now hit also: {', '.join(added)}.")
    if gone:
        yield Cause(kind="assets", text=f"No longer hits: {', '.join(gone)}.")


def _organization(pair: Pair) -> Iterator[Cause]:
    then, now = pair.before.organization, pair.after.organization
    if then.assumed_revenue_usd != now.assumed_revenue_usd:
        text = (
            f"Revenue was ${then.assumed_revenue_usd:,.0f} and is ${now.assumed_revenue_usd:,.0f}."
        )
        yield Cause(kind="organization", text=text, ref="annual_revenue_usd")
    if then.records != now.records:
        yield Cause(kind="organization", text="The records held differ.", ref="records")


def _words(value: str) -> str:
    return value.replace("_", " ")

"""What-if: practices and facts switched in what was read, before the agents look at it again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, get_args

from frameworks.loader import Knowledge
from sextant.causes import SWITCHED
from sextant.errors import InputError, Problem
from sextant.records import (
    AssessmentState,
    DataClass,
    Mention,
    Record,
    RecordCount,
    RiskAppetite,
    Statement,
)
from sextant.trace import SWITCHED_OFF, replaced

STATUSES = ("implemented", "partial", "planned", "not_implemented", "unknown")
_FLAGS = {"true": True, "yes": True, "false": False, "no": False, "unknown": None}
_MOST = 10**12


class Change(Record):
    """One switch. `subject`: a Subcategory (PR.AA-03), one aspect of it (PR.AA-03.strong), a fact
    that is so or not (remote_desktop_exposed), or a figure of the profile (employees).
    `value`: a status, true/false, or the figure; `unknown` takes back what was said."""

    subject: str
    value: str

    def __str__(self) -> str:
        return f"{self.subject}={self.value}"


def parse(texts: Sequence[str], knowledge: Knowledge) -> tuple[Change, ...]:
    """`SUBJECT=VALUE` texts as changes. Raises InputError with each that is wrong and the nearest
    right name."""
    found: list[Change] = []
    problems: list[Problem] = []
    for text in texts:
        subject, _, value = (part.strip() for part in text.partition("="))
        change = Change(subject=subject, value=value)
        problem = check(change, knowledge)
        problems += [problem] if problem else []
        found.append(change)
    if problems:
        raise InputError(problems)
    return tuple(found)


def check(change: Change, knowledge: Knowledge) -> Problem | None:
    """What is wrong with a change, if anything."""
    allowed = _allowed(change.subject, knowledge)
    if allowed is None:
        known = sorted({*knowledge.subcategories, *_aspects(knowledge), *knowledge.facts, *FIGURES})
        message = "is no Subcategory, aspect, fact or figure that can be switched"
        return _problem(change, change.subject, message, known)
    if isinstance(allowed, tuple):
        if change.value not in allowed:
            return _problem(change, change.value, f"is not one of: {', '.join(allowed)}", allowed)
    elif not _figure(change.value):
        return _problem(change, change.value, "is not a number of zero or more", ())
    return None


def _allowed(subject: str, knowledge: Knowledge) -> tuple[str, ...] | type[float] | None:
    """The values that a subject can have: words, any figure, or None for an unknown subject."""
    if subject in knowledge.subcategories or subject in _aspects(knowledge):
        return STATUSES
    if subject in knowledge.facts:
        return tuple(_FLAGS)
    if subject == "sector":
        return tuple(knowledge.sectors)
    if subject == "risk_appetite":
        return get_args(RiskAppetite)
    return float if subject in FIGURES else None


def _problem(change: Change, wrong: str, message: str, known: Iterable[str]) -> Problem:
    from difflib import get_close_matches

    folded = {k.casefold(): k for k in known}
    near = get_close_matches(wrong.casefold(), folded, n=1, cutoff=0.6)
    suggestion = folded[near[0]] if near else ""
    return Problem(f"change {str(change)!r}", f"{wrong!r} {message}", suggestion=suggestion)


def _aspects(knowledge: Knowledge) -> frozenset[str]:
    return frozenset(
        f"{s}.{a.id}" for s, control in knowledge.controls.items() for a in control.aspects
    )


def _figure(value: str) -> float | None:
    try:
        number = float(value.replace("_", "").replace(",", ""))
    except ValueError:
        return None
    return number if 0 <= number <= _MOST else None


def applied(
    state: AssessmentState, changes: Iterable[Change], knowledge: Knowledge
) -> AssessmentState:
    """What was read, with each change in the place of what was said about its subject."""
    for change in changes:
        if change.subject in FIGURES:
            state = FIGURES[change.subject](state, change.value)
        elif change.subject in knowledge.facts:
            state = _fact(state, change.subject, _FLAGS[change.value])
        else:
            state = _practice(state, change, knowledge)
    return state


def ignored(
    state: AssessmentState, changes: Iterable[Change], knowledge: Knowledge
) -> tuple[Problem, ...]:
    """Facts that did not come out as they were set: they follow from something else that was said.

    `state`: finished, computed from the changes."""
    facts = {f.id: f for f in state.organization.facts} if state.organization else {}
    found = []
    for change in changes:
        wanted = _FLAGS.get(change.value) if change.subject in knowledge.facts else None
        fact = facts.get(change.subject)
        if wanted is not None and fact is not None and fact.value is not wanted:
            message = f"cannot be set: it follows from what was said ({fact.reason})"
            found.append(Problem(f"change {str(change)!r}", message))
    return tuple(found)


def _practice(state: AssessmentState, change: Change, knowledge: Knowledge) -> AssessmentState:
    whole = change.subject in knowledge.subcategories
    subcategory, aspect = (change.subject, "") if whole else _split(change.subject)
    others = [a.id for a in knowledge.controls[subcategory].aspects if a.id != aspect]
    kept = [k for s in state.statements for k in _without(s, subcategory, aspect, others)]
    if change.value != "unknown":
        kept.append(stated(subcategory, aspect, change.value, SWITCHED, str(change)))
    state = _unruled(state, "control_evaluation", subcategory, aspect)
    return state.model_copy(update={"statements": tuple(kept)})


def _unruled(state: AssessmentState, agent: str, subject: str, aspect: str = "") -> AssessmentState:
    """Without what a model had said of the subject: the change stands in its place too."""
    trace = tuple(
        replaced(t, {
            r.subject: r.model_copy(update={"outcome": "abstained", "reason": SWITCHED_OFF})
            for c in t.calls for r in c.rulings
            if r.subject == subject and (not aspect or r.aspect in ("", aspect))
        }) if t.agent == agent else t
        for t in state.trace
    )  # fmt: skip
    return state.model_copy(update={"trace": trace})


def stated(subcategory: str, aspect: str, status: str, source: str, words: str) -> Statement:
    """A status as a statement of its own, like the `status` field of a profile's practice."""
    return Statement(
        id=f"{source}-{subcategory}.{aspect}", subcategories=(subcategory,), aspect=aspect,
        polarity=status,
        quote=words, source=source, locator=subcategory, reliability="attestation", declared=True,
    )  # fmt: skip


def _split(subject: str) -> tuple[str, str]:
    subcategory, _, aspect = subject.rpartition(".")
    return subcategory, aspect


def _without(
    statement: Statement, subcategory: str, aspect: str, others: Sequence[str]
) -> Iterator[Statement]:
    """The statement without what it says of the subject. What it says of a whole outcome stays
    for the outcome's other aspects."""
    concerned = not aspect or statement.aspect in ("", aspect)
    if subcategory not in statement.subcategories or not concerned:
        yield statement
        return
    rest = tuple(s for s in statement.subcategories if s != subcategory)
    if rest:
        yield statement.model_copy(update={"subcategories": rest})
    if aspect and statement.aspect == "":
        for other in others:
            yield statement.model_copy(update={"subcategories": (subcategory,), "aspect": other})


def _fact(state: AssessmentState, fact: str, value: bool | None) -> AssessmentState:
    state = _unruled(state, "profiling", fact)
    kept = [m for m in state.mentions if (m.kind, m.id) != ("fact", fact)]
    if value is not None:
        kept.append(
            Mention(kind="fact", id=fact, present=value, quote=f"{fact}={value}".lower(),
                    source=SWITCHED, locator=fact)
        )  # fmt: skip
    return state.model_copy(update={"mentions": tuple(kept)})


def _profile(key: str, convert: Callable[[str], Any]) -> Callable[[AssessmentState, str], Any]:
    def put(state: AssessmentState, value: str) -> AssessmentState:
        profile = state.profile.model_copy(update={key: convert(value)})
        return state.model_copy(update={"profile": profile})

    return put


def _count(kind: str) -> Callable[[AssessmentState, str], AssessmentState]:
    def put(state: AssessmentState, value: str) -> AssessmentState:
        count = RecordCount(kind=kind, count=round(_figure(value) or 0))
        rest = tuple(r for r in state.profile.records if r.kind != kind)
        profile = state.profile.model_copy(update={"records": (*rest, count)})
        return state.model_copy(update={"profile": profile})

    return put


# The profile's own figures that can be switched, each with how it is put into a state.
FIGURES: dict[str, Callable[[AssessmentState, str], AssessmentState]] = {
    "employees": _profile("employees", lambda v: round(_figure(v) or 0)),
    "annual_revenue_usd": _profile("annual_revenue_usd", lambda v: _figure(v) or None),
    "sector": _profile("sector", str),
    "risk_appetite": _profile("risk_appetite", str),
    **{f"records_{kind}": _count(kind) for kind in get_args(DataClass)},
}

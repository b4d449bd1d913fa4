"""Page: what Sextant knows, before any organisation is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import streamlit as st

from agents.tailoring import Wording
from frameworks.conditions import Situation
from frameworks.loader import Knowledge
from frameworks.schema import Obligation, RecommendationRule, Subcategory, Threat
from sextant.reports.figures import count
from sextant.reports.words import LEVEL, THREAT_SOURCE
from sextant.ui import shown

T = TypeVar("T")


def page() -> None:
    st.title("Knowledge")
    st.caption("What every assessment is made from: plain files in the folder frameworks.")
    known = shown.knowledge()
    outcomes, threats, actions, laws = st.tabs(["Outcomes", "Threats", "Actions", "Laws"])
    with outcomes:
        _browse("outcome", known.subcategories, lambda s: s.title, lambda s: s.outcome,
                lambda s: _outcome(s, known))  # fmt: skip
    with threats:
        _browse("threat", known.threats, lambda t: t.title, _in_words, lambda t: _threat(t, known))
    with actions:
        _browse("action", known.recommendations, lambda r: r.title, lambda r: r.why,
                lambda r: _action(r, known))  # fmt: skip
    with laws:
        _browse("law or standard", known.obligations, lambda o: o.title, lambda o: o.covers,
                lambda o: _law(o, known))  # fmt: skip


def _browse(
    noun: str,
    entries: Mapping[str, T],
    title: Callable[[T], str],
    summary: Callable[[T], str],
    detail: Callable[[T], None],
) -> None:
    """A table to search, and one entry in full."""
    word = st.text_input(f"Find an {noun}" if noun[0] in "ao" else f"Find a {noun}",
                         key=f"find.{noun}", placeholder="a word or an id")  # fmt: skip
    fitting = {
        i: e for i, e in entries.items()
        if word.strip().lower() in f"{i} {title(e)} {summary(e)}".lower()
    }  # fmt: skip
    st.caption(f"{len(fitting)} of {len(entries)}")
    rows = [{"Id": i, "Title": title(e), "In short": summary(e)} for i, e in fitting.items()]
    shown.table(rows, f"table.{noun}")
    if fitting:
        chosen = st.selectbox(
            f"Show one {noun}", [*fitting], key=f"one.{noun}",
            format_func=lambda i: f"{i}: {title(entries[i])}" if i in entries else i,
        )  # fmt: skip
        if chosen in fitting:
            with st.container(border=True):
                detail(fitting[chosen])


def _lines(items: Sequence[str]) -> str:
    return "\n".join(f"• {item}" for item in items)


def _named(ids: Sequence[str], known: Knowledge) -> str:
    return _lines([f"{i} {known.subcategories[i].title}" for i in ids])


def _outcome(entry: Subcategory, known: Knowledge) -> None:
    control = known.controls[entry.id]
    shown.part("Outcome, in our words", entry.outcome)
    shown.part("The question", control.question)
    shown.part("In place looks like", control.implemented)
    shown.part("Partly in place looks like", control.partial)
    shown.part("What an auditor asks for", _lines(control.evidence))
    for crosswalk in known.crosswalks.values():
        shown.part(crosswalk.title, ", ".join(crosswalk.map.get(entry.id, ())))


def _in_words(threat: Threat) -> str:
    return threat.in_words.format(organization="the organisation", assets="its systems")


def _threat(entry: Threat, known: Knowledge) -> None:
    shown.part("What could happen", _in_words(entry))
    shown.part("From", THREAT_SOURCE.get(entry.source, entry.source))
    shown.part("Likelihood that it is tried", LEVEL[entry.likelihood["default"]])
    shown.part("Where that comes from", entry.likelihood_source)
    named = [f"{t} {known.techniques.get(t, '')}" for t in entry.techniques]
    shown.part("ATT&CK techniques", _lines(named))
    shown.part("What stops it", _named(entry.subcategories.stop, known))
    shown.part("What notices it", _named(entry.subcategories.detect, known))
    shown.part("What softens it", _named(entry.subcategories.soften, known))
    shown.part("Limits of this entry", entry.limits)
    shown.part("References", _lines(entry.references))


def _action(entry: RecommendationRule, known: Knowledge) -> None:
    wording = Wording(Situation({}), known.scales.phrases)  # of nobody in particular
    shown.part("Why", wording.text(entry.why))
    shown.part("First step", wording.text(entry.first_step, ("what the tool found",)))
    shown.part("Who", wording.role(entry.owner_role))
    shown.part("Brings about", _named(entry.subcategories, known))
    shown.part("Helps with", _named(entry.supports, known))
    shown.part("What the cost rests on", entry.cost_basis)
    before = [known.recommendations[i].title for i in entry.prerequisites]
    shown.part("Do this first", _lines(before))


def _law(entry: Obligation, known: Knowledge) -> None:
    certain = "It applies" if entry.certainty == "applies" else "It may apply"
    shown.part("When", f"{certain} to an organisation because {entry.because}.")
    shown.part("What Sextant covers of it", entry.covers)
    shown.part("What Sextant does not cover", entry.not_covered)
    st.markdown(f"**{count(len(entry.requirements), 'requirement')}**")
    head = ["Requirement", "Outcomes that answer it"]
    rows = [
        (
            f"{r.id} {r.title}",
            "; ".join(f"{i} {known.subcategories[i].title}" for i in r.subcategories),
        )
        for r in entry.requirements
    ]
    shown.sheet(f"Requirements of {entry.title}", head, rows)
    shown.part("References", _lines(entry.references))

"""Page: switch practices and facts on and off, and see scores, risks and money move at once."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sextant.assessment import Assessment
from sextant.errors import SextantError
from sextant.records import SEVERITIES, Status
from sextant.reports.comparison_view import comparison_view
from sextant.reports.view_parts import risk_order
from sextant.reports.words import STATUS
from sextant.service import Finished, what_if
from sextant.ui import keeping, outcomes_part, shown, subject_bar
from sextant.ui.failing import failure
from sextant.ui.looking import Subject

_OFFERED = 10
_SWITCHED: tuple[Status, ...] = ("implemented", "partial", "not_implemented", "unknown")
_WORDS = {STATUS[s]: s for s in _SWITCHED}
_MORE = "whatif.more"


def page() -> None:
    subject = subject_bar.needed("What if", heading=True)
    if subject is None:
        return
    if subject.kind == "client":
        keeping.offer(subject, "What is in the history can be played through.")
        return
    if subject.state is None:
        st.info("This assessment was saved without its input. Assess it again to play it through.")
        return
    st.write(
        "Switch practices and see at once what would change. Nothing here alters the assessment."
    )
    _desk(subject)


@st.fragment
def _desk(subject: Subject) -> None:
    left, right = st.columns([2, 3], gap="large")
    with left:
        changes = _switches(subject)
    with right:
        _answer(subject, changes)


def _switches(subject: Subject) -> list[str]:
    """The changes that were chosen, as `SUBJECT=VALUE`."""
    st.header("Practices")
    titles = {c.id: c for c in outcomes_part.controls(subject)}
    offered = weighty(subject.assessment)
    more = st.multiselect(
        "Add another practice", [i for i in titles if i not in offered], key=_MORE,
        format_func=lambda i: f"{i}: {titles[i].title}", placeholder="Any of the 106 outcomes",
        select_all=False,
    )  # fmt: skip
    changes = []
    for identity in (*more, *offered):
        now = titles[identity].status.text
        options = [*_WORDS]
        chosen = st.segmented_control(
            shown.literal(f"{identity} {titles[identity].title} (today: {now.lower()})"), options,
            default=now if now in options else None,
            key=f"whatif.{subject.id}.{identity}", required=now in options, wrap=True,
        )  # fmt: skip
        if chosen and chosen != now:
            changes.append(f"{identity}={_WORDS[chosen]}")
    return changes + _figures(subject)


def _figures(subject: Subject) -> list[str]:
    organization = subject.assessment.organization
    st.header("The organisation")
    employees = st.number_input(
        "People who work there", min_value=1, max_value=1_000_000, step=1,
        value=organization.employees, key=f"whatif.{subject.id}.employees",
    )  # fmt: skip
    return [f"employees={employees}"] if employees not in (None, organization.employees) else []


def weighty(assessment: Assessment) -> list[str]:
    """The outcomes that stand behind the gravest risks, and are not in place."""
    risks = {r.id: r for r in assessment.risks}
    ranked = (risks[i] for i in risk_order(assessment))
    named = dict.fromkeys(s for r in ranked for s in (*r.weak, *r.unknown))
    return [*named][:_OFFERED]


def _answer(subject: Subject, changes: Sequence[str]) -> None:
    st.header("What would change")
    before = Finished(subject.assessment, subject.state, subject.profile or b"")  # type: ignore[arg-type]
    try:
        done = what_if(before, changes)
    except SextantError as exc:
        failure(exc)
        return
    view = comparison_view(done.difference, "With your changes")
    shown.render("moved", title="Today → with your changes" if changes else "Today",
                 figures=view.key_figures)  # fmt: skip
    if not changes:
        st.caption("Choose another status on the left.")
        return
    _severities(done.before, done.after)
    shown.render("comparison", v=view, figures=False)


def _severities(before: Assessment, after: Assessment) -> None:
    """Risks of each severity, before and after."""
    rows = []
    for name in reversed(SEVERITIES):
        then, now = (sum(r.severity == name for r in d.risks) for d in (before, after))
        rows.append((name.capitalize(), str(then), str(now)))
    shown.sheet("Risks by severity", ["Risks", "Today", "With your changes"], rows)

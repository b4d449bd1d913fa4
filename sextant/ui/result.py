"""Page: the finished assessment, in the words of the report."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from sextant.reports.words import STATUS
from sextant.ui import (
    charts,
    menu,
    outcomes_part,
    questions_part,
    risks_part,
    shown,
    subject_bar,
)
from sextant.ui.looking import Subject

PARTS = (
    "Summary", "Risks", "Scores", "Outcomes", "Threats", "Assets", "Roadmap", "Money",
    "Laws", "Questions",
)  # fmt: skip
_PART = "part"


def page() -> None:
    subject = subject_bar.needed("Result")
    if subject is None:
        return
    shown.render("band", view=subject.view, model=_model(subject))
    for reason in subject.view.degraded:
        st.warning(shown.literal(reason))
    part = _chosen_part()
    DRAW[part](subject)


def _model(subject: Subject) -> str:
    model = subject.assessment.meta.model
    return "" if model == "none" else f"with {model}"


def _chosen_part() -> str:
    """Which part of the result; the address has it, so that a reload shows the same."""
    st.session_state.setdefault(_PART, st.query_params.get(_PART, PARTS[0]))
    chosen = st.segmented_control(
        "Part of the result", PARTS, key=_PART, label_visibility="collapsed", required=True
    )
    part = str(chosen) if chosen in PARTS else PARTS[0]
    if st.query_params.get(_PART) != part:
        st.query_params[_PART] = part
    return part


def show_part(name: str) -> None:
    """For a button elsewhere on the page: show that part on the next run."""
    st.session_state[_PART] = name


def _summary(subject: Subject) -> None:
    view = subject.view
    left, right = st.columns([3, 2], gap="large")
    with left:
        shown.render("summary", s=view.summary)
        if view.questions:
            st.button("Answer the questions that matter most", on_click=show_part,
                      args=("Questions",))  # fmt: skip
    with right:
        risks_part.heat_map(subject)
        st.header("Score by Function")
        shown.render("scores", scores=[f.score for f in view.controls.functions], brief=True)
        with st.container(horizontal=True):
            if st.button("Download the reports"):
                menu.go("Downloads", subject.address)
            if st.button("What if …"):
                menu.go("What if", subject.address)
    if view.context.findings:
        shown.render("findings", findings=view.context.findings)


def _scores(subject: Subject) -> None:
    st.header("Score and coverage by Function")
    controls = subject.view.controls
    shown.render(
        "scores",
        scores=[subject.view.summary.score, *(f.score for f in controls.functions)],
        brief=False,
    )
    counts = Counter((c.function, c.status) for c in subject.assessment.controls)
    rows = [(f.title, *(counts[f.id, status] for status in STATUS)) for f in controls.functions]
    shown.sheet("Outcomes by status", ["Function", *STATUS.values()], rows)


def _threats(subject: Subject) -> None:
    st.header("Threats")
    context = subject.view.context
    shown.render("threats", threats=context.threats, ruled_out=context.ruled_out)


def _assets(subject: Subject) -> None:
    st.header("Assets and third parties")
    context = subject.view.context
    shown.render("assets", assets=context.assets, missing=context.not_mentioned,
                 parties=context.third_parties)  # fmt: skip


def _roadmap(subject: Subject) -> None:
    plan = subject.view.plan
    st.header("Roadmap")
    if not plan.phases:
        st.info(plan.note)
        return
    st.text(plan.total)
    alt = "; ".join(f"{p.title}: {len(p.actions)} actions, {p.cost}" for p in plan.phases)
    st.vega_lite_chart(charts.roadmap(plan.phases), alt=alt, key="chart.roadmap")
    if plan.standing:
        st.header("Where you stand after each phase")
        rows = [
            (s.moment, f"{s.annual.middle} ({s.annual.span})", s.spent or "–",
             ", ".join(tag.text for tag in s.severities))
            for s in plan.standing
        ]  # fmt: skip
        head = ["When", "Loss in an average year", "Spent by then", "Risks"]
        shown.sheet("Where you stand after each phase", head, rows)
    for phase in plan.phases:
        st.header(phase.title)
        st.text(f"{phase.effort} · {phase.cost}")
        for action in phase.actions:
            with st.expander(shown.literal(f"{action.code} {action.title}")):
                shown.render("action", a=action)


def _money(subject: Subject) -> None:
    money = subject.view.money
    st.header("What a year could cost")
    st.text(money.in_words)
    spec = charts.exceedance(money)
    if spec:
        st.vega_lite_chart(spec, alt=f"Loss-exceedance curve. {money.curve_text}", key="chart.loss")
        with st.expander("The curve as a table"):
            shown.sheet("Chance that a year costs at least so much", ["Loss or more", "Chance"],
                        [(p.loss_text, p.probability_text) for p in money.curve])  # fmt: skip
    if money.sources:
        with st.expander("Where the figures come from"):
            shown.sheet("Sources of loss figures", ["Code", "Source"],
                        [(s.code, s.words) for s in money.sources])  # fmt: skip


def _laws(subject: Subject) -> None:
    st.header("Laws and standards")
    if not subject.view.context.obligations:
        st.info("None was named, and none follows from what is known.")
        return
    shown.render("obligations", obligations=subject.view.context.obligations)


DRAW = {
    "Summary": _summary,
    "Risks": risks_part.draw,
    "Scores": _scores,
    "Outcomes": outcomes_part.draw,
    "Threats": _threats,
    "Assets": _assets,
    "Roadmap": _roadmap,
    "Money": _money,
    "Laws": _laws,
    "Questions": questions_part.draw,
}

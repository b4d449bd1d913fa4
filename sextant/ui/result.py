"""Page: the finished assessment, in the words of the report."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sextant.records import SEVERITIES
from sextant.reports.figures import two_digits
from sextant.reports.view import ReportView, build_view
from sextant.reports.view_controls import ControlView
from sextant.reports.view_parts import Link
from sextant.reports.view_plan import ActionView
from sextant.reports.view_risks import RiskView
from sextant.reports.words import SEVERITY, STATUS
from sextant.ui import session, shown


def page() -> None:
    st.title("Result")
    run = session.finished()
    if run is None or run.assessment is None:
        return
    view = build_view(run.assessment)
    st.text(f"{view.organization} · {view.sector} · {view.date}")
    names = ["Summary", "Risks", "Outcomes", "Roadmap", "Questions"]
    summary, risks, outcomes, roadmap, questions = st.tabs(names)
    with summary:
        _summary(view)
    with risks:
        _risks(view.risks)
    with outcomes:
        _outcomes(view)
    with roadmap:
        _roadmap(view)
    with questions:
        _questions(view)


def _summary(view: ReportView) -> None:
    for reason in view.degraded:
        st.warning(shown.literal(reason))
    st.markdown(shown.literal(view.summary.headline))
    columns = st.columns(2), st.columns(2)
    for column, figure in zip((c for row in columns for c in row), view.summary.key_figures,
                              strict=False):  # fmt: skip
        column.metric(shown.literal(figure.name), figure.value, border=True)
    st.subheader("The gravest risks")
    for risk in view.summary.risks:
        with st.container(border=True):
            st.markdown(f"**{shown.literal(f'{risk.severity.text}: {risk.title}')}**")
            st.text(risk.in_words)
            st.text(risk.money)
    st.subheader("What to do first")
    for number, action in enumerate(view.summary.actions, 1):
        shown.part(f"{number}. {action.title}", f"{action.first_step}\n{action.terms}")
    st.subheader("What is not known")
    for line in view.summary.unknown:
        st.text(line)
    _findings(view)


def _findings(view: ReportView) -> None:
    """What a reader must know about the evidence itself."""
    if not view.context.findings:
        return
    st.subheader("About the evidence")
    for finding in view.context.findings:
        with st.container(border=True):
            place = f"“{finding.quote}” ({finding.where})" if finding.quote else finding.where
            shown.part(finding.title, "\n".join(t for t in (finding.detail, place) if t))


def _risks(risks: Sequence[RiskView]) -> None:
    levels = [SEVERITY[s] for s in reversed(SEVERITIES)]
    wanted = st.multiselect("Severity", levels, placeholder="All", key="risk.severity")
    fitting = [r for r in risks if not wanted or r.current.severity.text in wanted]
    rows = [
        {
            "Severity": r.current.severity.text,
            "Loss a year": two_digits(r.annual.p50),
            "Risk": r.title,
            "Likelihood": r.current.likelihood,
            "Impact": r.current.impact,
            "After the roadmap": r.residual.severity.text,
        }
        for r in fitting
    ]
    st.caption(f"{len(fitting)} of {len(risks)}")
    shown.table(rows, "risk.table", dollars="Loss a year")
    chosen = st.selectbox("Look at one risk", fitting, format_func=lambda r: f"{r.code}: {r.title}")
    if chosen:
        with st.container(border=True):
            _risk(chosen)


def _risk(risk: RiskView) -> None:
    st.text(risk.in_words)
    shown.part("Why it is rated so", risk.why)
    shown.part("Once it happens", f"{risk.event.middle} ({risk.event.span})")
    shown.part("In an average year", f"{risk.annual.middle} ({risk.annual.span})")
    shown.part("Confidence", risk.confidence)
    shown.part("Assets", ", ".join(risk.assets))
    shown.part("Weak today", _links(risk.weak))
    shown.part("Not known", _links(risk.unknown))
    shown.part("What helps", _links(risk.actions))
    if risk.evidence:
        shown.part("What was said", " ")
        shown.quotes(risk.evidence)


def _links(links: Sequence[Link]) -> str:
    return "\n".join(f"• {link.text} {link.title}".rstrip() for link in links)


def _outcomes(view: ReportView) -> None:
    controls = [
        control
        for function in view.controls.functions
        for category in function.categories
        for control in sorted((*category.known, *category.unknown), key=lambda c: c.id)
    ]
    wanted = st.multiselect("Status", [*STATUS.values()], placeholder="All", key="outcome.status")
    fitting = [c for c in controls if not wanted or c.status.text in wanted]
    rows = [
        {
            "Id": c.id,
            "Outcome": c.title,
            "Status": f"{c.status.sign} {c.status.text}",
            "Target": c.target,
            "Confidence": c.confidence if c.known else "",
            "Quotes": len(c.evidence),
        }
        for c in fitting
    ]
    st.caption(f"{len(fitting)} of {len(controls)} Subcategories of NIST CSF 2.0")
    shown.table(rows, "outcome.table")
    chosen = st.selectbox(
        "Look at one outcome", fitting, format_func=lambda c: f"{c.id}: {c.title} ({c.status.text})"
    )
    if chosen:
        with st.container(border=True):
            _outcome(chosen)


def _outcome(control: ControlView) -> None:
    st.text(control.outcome)
    shown.part("Status", f"{control.status.sign} {control.status.text}. {control.why}")
    shown.part("Still lacking", "\n".join(f"• {item}" for item in control.missing))
    shown.part("What helps", _links(control.actions))
    if not control.evidence:
        shown.part("Nothing was said about it. The question to ask", control.question)
    shown.quotes(control.evidence)
    for conflict in control.conflicts:
        shown.part("Contradiction", conflict.note)
        shown.quotes(conflict.quotes)


def _roadmap(view: ReportView) -> None:
    st.text(view.plan.total)
    for phase in view.plan.phases:
        if not phase.actions:
            continue
        st.subheader(phase.title)
        st.text(f"{phase.effort} · {phase.cost}")
        for action in phase.actions:
            with st.expander(shown.literal(f"{action.code} {action.title}")):
                _action(action)
    rows = [
        {
            "When": s.moment,
            "Loss a year": f"{s.annual.middle} ({s.annual.span})",
            "Risks": ", ".join(tag.text for tag in s.severities),
        }
        for s in view.plan.standing
    ]
    st.subheader("Where you stand after each phase")
    shown.table(rows, "plan.standing")


def _action(action: ActionView) -> None:
    if action.confirm_first:
        st.info("Nobody said whether this is already done: ask first.")
    shown.part("Why", action.why)
    shown.part("First step", action.first_step)
    shown.part("Who, effort, cost", f"{action.owner} · {action.effort} · {action.cost}")
    shown.part("Saves", action.saves)
    shown.part("For these outcomes", _links(action.subcategories))
    shown.part("Against these risks", _links(action.risks))


def _questions(view: ReportView) -> None:
    if not view.questions:
        st.info("No open question would change the result much.")
    for number, question in enumerate(view.questions, 1):
        with st.container(border=True):
            st.markdown(f"**{number}. {shown.literal(question.text)}**")
            st.text(" ".join(t for t in (question.why, question.worth) if t))
            st.caption(shown.literal(", ".join(link.text for link in question.subcategories)))

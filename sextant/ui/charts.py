"""Charts as Vega-Lite dicts: heat map, loss-exceedance curve, roadmap, history.

Each says in words what it shows (`alt`), and its numbers stand in a table or text beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from sextant.reports.view_plan import PhaseView
from sextant.reports.view_risks import HeatMapView, MoneyView

Spec = dict[str, Any]
CELL = "cell"
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_TONES = {"low": "#e3ebe6", "moderate": "#f2c865", "high": "#b5451b", "critical": "#6d1220"}
_INKS = {"low": "#23372c", "moderate": "#33260a", "high": "#ffffff", "critical": "#ffffff"}
_ACCENT, _ACCENT_DARK = "#1f5f7a", "#6bb4d3"
_DAYS = {30: (0, 30), 60: (30, 60), 90: (60, 90), 365: (90, 365)}


def accent() -> str:
    return _ACCENT_DARK if st.context.theme.type == "dark" else _ACCENT


def _ink() -> str:
    return "#c6d0d8" if st.context.theme.type == "dark" else "#44515c"


def _readable() -> Spec:
    """Words of a chart in the page's own ink: Streamlit's grey is too faint for many eyes."""
    named = {"labelColor": _ink(), "titleColor": _ink(), "labelFontSize": 13, "titleFontSize": 13}
    return {"axis": named, "legend": named}


def heat_map(view: HeatMapView) -> Spec:
    """Five by five, as SP 800-30 table I-2 has it; a cell can be chosen."""
    cells = [
        {
            "likelihood": row.likelihood,
            "impact": view.impacts[column],
            "fill": _TONES[cell.severity.tone],
            "ink": _INKS[cell.severity.tone],
            "risks": str(len(cell.risks) or ""),
            "named": ", ".join(link.text for link in cell.risks[:12]),
        }
        for row in view.rows
        for column, cell in enumerate(row.cells)
    ]
    levels = [*view.impacts]
    axis = {"labelAngle": 0, "ticks": False}
    return {
        "$schema": _SCHEMA,
        "data": {"values": cells},
        "height": 300,
        "encoding": {
            "x": {"field": "impact", "type": "ordinal", "sort": levels, "title": "Impact",
                  "axis": axis, "scale": {"padding": 0.03}},
            "y": {"field": "likelihood", "type": "ordinal", "sort": levels[::-1],
                  "title": "Likelihood", "axis": axis, "scale": {"padding": 0.03}},
            "tooltip": [
                {"field": "likelihood", "title": "Likelihood"},
                {"field": "impact", "title": "Impact"},
                {"field": "named", "title": "Risks"},
            ],
        },
        "layer": [
            {
                "params": [{"name": CELL, "select": {"type": "point",
                                                     "fields": ["likelihood", "impact"]}}],
                "mark": {"type": "rect", "cornerRadius": 4, "cursor": "pointer"},
                "encoding": {
                    "color": {"field": "fill", "type": "nominal", "scale": None},
                    "opacity": {"condition": {"param": CELL, "value": 1}, "value": 0.45},
                },
            },
            {
                "mark": {"type": "text", "fontSize": 17, "fontWeight": "bold"},
                "encoding": {
                    "text": {"field": "risks", "type": "nominal"},
                    "color": {"field": "ink", "type": "nominal", "scale": None},
                },
            },
        ],
        "config": {"view": {"stroke": None}, **_readable()},
    }  # fmt: skip


def exceedance(view: MoneyView) -> Spec | None:
    """Chance that a year's loss reaches an amount; None when there is no curve to draw."""
    points = [{"loss": p.loss, "chance": p.probability, "said": p.loss_text} for p in view.curve]
    if len({p["loss"] for p in points}) < 2:
        return None
    return {
        "$schema": _SCHEMA,
        "data": {"values": points},
        "height": 320,
        "mark": {"type": "area", "interpolate": "monotone", "opacity": 0.25, "color": accent(),
                 "line": {"color": accent(), "strokeWidth": 2.5}},
        "encoding": {
            "x": {"field": "loss", "type": "quantitative", "scale": {"type": "log", "nice": False},
                  "title": "Loss in one year, all risks together, or more (US dollars)",
                  "axis": {"format": "$.2~s", "tickCount": 6}},
            "y": {"field": "chance", "type": "quantitative", "title": "Chance in one year",
                  "axis": {"format": ".0%"}},
            "tooltip": [
                {"field": "said", "title": "At least"},
                {"field": "chance", "title": "Chance", "format": ".1%"},
            ],
        },
        "config": _readable(),
    }  # fmt: skip


def roadmap(phases: Sequence[PhaseView]) -> Spec:
    """Each action as a bar over the days of its phase, in the order of the plan.

    Its name stands above its bar and not beside it, so that a phone has room for both.
    """
    bars = [
        {
            "action": f"{a.code} {a.title}",
            "from": _DAYS[phase.phase][0],
            "to": _DAYS[phase.phase][1],
            "phase": phase.title,
            "who": a.owner,
            "cost": a.cost,
            "effort": a.effort,
        }
        for phase in phases
        for a in phase.actions
    ]
    titles = [p.title for p in phases]
    return {
        "$schema": _SCHEMA,
        "data": {"values": bars},
        "height": {"step": 38},
        "encoding": {
            "y": {"field": "action", "type": "nominal", "sort": None, "axis": None},
            "tooltip": [
                {"field": "action", "title": "Action"}, {"field": "who", "title": "Who"},
                {"field": "effort", "title": "Effort"}, {"field": "cost", "title": "Cost"},
            ],
        },
        "layer": [
            {
                "mark": {"type": "bar", "cornerRadius": 3, "height": 11, "yOffset": 9},
                "encoding": {
                    "x": {"field": "from", "type": "quantitative", "title": "Days from today",
                          "axis": {"values": [0, 30, 60, 90, 180, 365], "orient": "top"},
                          "scale": {"type": "sqrt", "domain": [0, 365]}},
                    "x2": {"field": "to"},
                    "color": {"field": "phase", "type": "nominal", "sort": titles, "title": None,
                              "scale": {"domain": titles,
                                        "range": ["#b5451b", "#dcb14c", "#3f8fb0", "#7f97a6"]},
                              "legend": {"orient": "bottom"}},
                },
            },
            {
                "mark": {"type": "text", "align": "left", "baseline": "middle", "yOffset": -6,
                         "fontSize": 13, "clip": True, "color": _ink()},
                "encoding": {"x": {"value": 2}, "text": {"field": "action", "type": "nominal"}},
            },
        ],
        "config": _readable(),
    }  # fmt: skip


def over_time(points: Sequence[tuple[str, float, str]], title: str, money: bool = False) -> Spec:
    """One figure of an organisation over its assessments: (moment, value, in words)."""
    rows = [{"when": when, "value": value, "said": said} for when, value, said in points]
    days = {when[:10] for when, _, _ in points}
    return {
        "$schema": _SCHEMA,
        "data": {"values": rows},
        "height": 220,
        "mark": {"type": "line", "point": {"size": 70, "filled": True}, "color": accent()},
        "encoding": {
            "x": {"field": "when", "type": "temporal", "title": None, "scale": {"type": "utc"},
                  "axis": {"format": "%H:%M" if len(days) == 1 else "%-d %b %Y", "tickCount": 4,
                           "labelOverlap": True}},
            "y": {"field": "value", "type": "quantitative", "title": title,
                  "axis": {"format": "$.2~s" if money else ".0f"}, "scale": {"zero": True}},
            "tooltip": [{"field": "when", "type": "temporal", "title": "When"},
                        {"field": "said", "title": title}],
        },
        "config": _readable(),
    }  # fmt: skip

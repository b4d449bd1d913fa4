"""The charts: valid SVG that says in words what it shows."""

from __future__ import annotations

from xml.etree import ElementTree

from sextant.assessment import Assessment
from sextant.reports import charts
from sextant.reports.view import build_view

SVG = "{http://www.w3.org/2000/svg}"


def test_every_chart_is_well_formed_and_titled(full: Assessment) -> None:
    view = build_view(full)
    for svg in (
        charts.score_bar(42.0, 80.0, "a <b> & c"),
        charts.score_bar(None, 80.0, "not assessed"),
        charts.range_bar(view.risks[0].annual, 500_000, "range"),
        charts.exceedance_curve(view.money.curve, "curve", charts.PRINT),
    ):
        root = ElementTree.fromstring(svg)
        assert root.find(f"{SVG}title") is not None and root.get("role") == "img"


def test_a_curve_needs_two_amounts(nearly_empty: Assessment, full: Assessment) -> None:
    assert charts.exceedance_curve(build_view(nearly_empty).money.curve, "none") == ""
    assert charts.exceedance_curve(build_view(full).money.curve[:1], "one") == ""


def test_no_range_divides_by_nothing(full: Assessment) -> None:
    assert "nan" not in charts.range_bar(build_view(full).risks[0].annual, 0, "none")

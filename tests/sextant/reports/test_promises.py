"""Amounts: none is promised where nothing tells how large the organisation is, or what is done."""

from __future__ import annotations

from pathlib import Path

import yaml

from sextant.reports.view import build_view
from sextant.service import run_assessment


def summary(folder: Path, **organization: object) -> tuple[str, str, list[str]]:
    content = {"organization": {"name": "Quay", "sector": "nonprofit", **organization}}
    path = folder / "profile.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    view = build_view(run_assessment(path))
    return (
        view.summary.headline,
        " ".join(view.summary.costs),
        [s.moment for s in view.plan.standing],
    )


def test_without_turnover_and_headcount_a_range_is_told_as_an_assumption(tmp_path: Path) -> None:
    headline, _, _ = summary(tmp_path)
    assert "What they cost cannot be said" in headline
    assert "it would be somewhere from" in headline and "cost about" not in headline


def test_with_a_headcount_the_middle_is_told(tmp_path: Path) -> None:
    headline, _, _ = summary(tmp_path, employees=12)
    assert "Together they cost about" in headline and "by headcount" in headline


def test_no_fall_is_promised_from_outcomes_that_nobody_spoke_of(tmp_path: Path) -> None:
    headline, costs, moments = summary(tmp_path, employees=12)
    assert "brings that to" not in headline and "With the roadmap done" not in costs
    assert all("at best" in m for m in moments if m != "Today")

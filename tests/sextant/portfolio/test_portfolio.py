"""The portfolio: true of the clients it is made from, in every format."""

from __future__ import annotations

import importlib.util
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from sextant.portfolio.building import build
from sextant.portfolio.document import Portfolio
from sextant.portfolio.entries import Source, find_sources
from sextant.portfolio.view import portfolio_view
from sextant.portfolio.writing import PORTFOLIO_FORMATS, write

_spec = importlib.util.spec_from_file_location(
    "portfolio_sample", Path(__file__).parents[1] / "reports" / "sample.py"
)
assert _spec and _spec.loader
sample = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(sample)

NOW = datetime(2026, 12, 1, tzinfo=UTC)
Edit = Callable[[dict[str, Any]], None]


def put(root: Path, folder: str, name: str, days_ago: int = 0, edit: Edit | None = None) -> Path:
    """One assessment.json below `root`."""
    document = json.loads(sample.full().to_json())
    document["organization"]["name"] = name
    document["meta"]["generated_at"] = (NOW - timedelta(days=days_ago)).isoformat()
    if edit:
        edit(document)
    path = root / folder / "assessment.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def calmer(document: dict[str, Any]) -> None:
    for risk in document["risks"]:
        risk["severity"] = "low"


def portfolio(root: Path) -> Portfolio:
    return build(find_sources(root), root, NOW, "Our clients")


def status(document: dict[str, Any], subcategory: str, value: str, gap: str) -> None:
    control = next(c for c in document["controls"] if c["subcategory"] == subcategory)
    control["status"], control["gap"] = value, gap


def test_more_critical_risks_stand_first_then_more_high_then_more_loss(tmp_path: Path) -> None:
    def rich(document: dict[str, Any]) -> None:
        calmer(document)
        document["money"]["annual_loss_usd"] = {"p10": 1, "p50": 9_000_000, "p90": 99_000_000}

    put(tmp_path, "a", "Rich and calm", edit=rich)
    put(tmp_path, "b", "Calm", edit=calmer)
    put(tmp_path, "c", "Grave")
    found = portfolio(tmp_path)
    assert [c.name for c in found.clients] == ["Grave", "Rich and calm", "Calm"]
    assert (found.totals.with_critical, found.totals.with_high) == (1, 0)


def test_what_is_unknown_is_not_counted_as_lacking(tmp_path: Path) -> None:
    put(tmp_path, "a", "A")
    put(tmp_path, "b", "B")
    put(tmp_path, "c", "C", edit=lambda d: status(d, "PR.AA-03", "unknown", "unknown"))
    put(tmp_path, "d", "D", edit=lambda d: status(d, "PR.AA-03", "implemented", "none"))
    weakness = next(w for w in portfolio(tmp_path).weaknesses if w.subcategory == "PR.AA-03")
    assert (weakness.lacking, weakness.partial, weakness.in_place, weakness.unknown) == (2, 0, 1, 1)
    row = next(w for w in portfolio_view(portfolio(tmp_path)).weaknesses if w.outcome == "PR.AA-03")
    assert row.share_text == "67% of 3 where it is known"
    assert row.clients == "A, B"


def test_an_outcome_lacking_at_one_client_alone_is_not_shared(tmp_path: Path) -> None:
    put(tmp_path, "a", "A")
    put(tmp_path, "b", "B", edit=lambda d: status(d, "PR.AA-03", "implemented", "none"))
    assert "PR.AA-03" not in {w.subcategory for w in portfolio(tmp_path).weaknesses}


def test_the_one_action_removes_most_over_all_clients_and_says_what_to_ask(tmp_path: Path) -> None:
    def strong_backup(document: dict[str, Any]) -> None:
        document["recommendations"][1]["risk_reduction"] = 80_000

    put(tmp_path, "a", "A", edit=strong_backup)
    put(tmp_path, "b", "B")
    found = portfolio(tmp_path)
    assert found.actions[0].id == "action-2"
    assert found.actions[0].risk_reduction == 88_000
    view = portfolio_view(found)
    assert "2 of 2 clients" in view.one_action_why and "$88,000" in view.one_action_why


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [(None, calmer, "worse"), (calmer, None, "better"), (None, None, "same")],
)
def test_change_is_told_against_the_assessment_before(
    tmp_path: Path, now: Edit | None, before: Edit | None, verdict: str
) -> None:
    new = put(tmp_path, "new", "A", edit=now)
    old = put(tmp_path, "old", "A", days_ago=90, edit=before)
    (client,) = build([Source("a", (new, old))], tmp_path, NOW).clients
    assert client.change.verdict == verdict
    assert bool(client.change.reasons) == (verdict != "same")


def test_a_client_assessed_for_the_first_time_is_new_and_not_changed(tmp_path: Path) -> None:
    put(tmp_path, "a", "A")
    found = portfolio(tmp_path)
    assert found.clients[0].change.verdict == "new"
    assert "nothing to compare" in portfolio_view(found).change_note


def test_an_action_is_due_from_when_it_was_first_proposed_without_a_break(tmp_path: Path) -> None:
    def without_first(document: dict[str, Any]) -> None:
        document["recommendations"] = document["recommendations"][1:]

    paths = (
        put(tmp_path, "n", "A"),
        put(tmp_path, "o", "A", days_ago=20),
        put(tmp_path, "p", "A", days_ago=40, edit=without_first),
        put(tmp_path, "q", "A", days_ago=80),
    )
    (client,) = build([Source("a", paths)], tmp_path, NOW).clients
    due = {action.id: action for action in client.due}
    assert (due["action-1"].proposed, due["action-1"].overdue) == ("2026-11-11", False)
    assert (due["action-2"].proposed, due["action-2"].overdue) == ("2026-09-12", True)
    assert "action-7" not in due  # for the rest of the year: planned, not due


def test_old_assessments_and_old_evidence_are_named(tmp_path: Path) -> None:
    def old_paper(document: dict[str, Any]) -> None:
        document["meta"]["inputs"][1] |= {"dated": "2024-02-01", "stale": True}

    put(tmp_path, "a", "A", days_ago=400)
    put(tmp_path, "b", "B", edit=old_paper)
    found = portfolio(tmp_path)
    assert (found.totals.to_reassess, found.totals.with_stale) == (1, 1)
    told = {row.name: row.what for row in portfolio_view(found).due.old}
    assert told["A"] == "Assessed 400 days ago: assess again."
    assert told["B"] == "Old evidence: interview.md (1 February 2024)."


def test_a_client_that_could_not_be_assessed_is_told_with_the_reason(tmp_path: Path) -> None:
    old = put(tmp_path, "a", "A", days_ago=9)
    sources = [Source("a", (old,), "a.yaml:3:1: is wrong"), Source("b", (), "b.yaml: is wrong")]
    found = build(sources, tmp_path, NOW)
    assert len(found.clients) == 1
    told = portfolio_view(found).absent
    assert [row.client for row in told] == ["a", "b"]
    assert told[0].reason.endswith("(its older assessment is shown)")


def test_files_that_are_no_assessments_do_not_stop_it(tmp_path: Path) -> None:
    put(tmp_path, "a", "A")
    for name, text in (("b", "{"), ("c", '{"schema": "other/1"}'), ("d", "[]")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "assessment.json").write_text(text, encoding="utf-8")
    found = portfolio(tmp_path)
    assert [c.name for c in found.clients] == ["A"]
    assert [n.id for n in found.not_assessed] == ["b", "c", "d"]


def test_every_format_says_the_same_and_escapes_what_clients_wrote(tmp_path: Path) -> None:
    put(tmp_path, "a", "<script>alert(1)</script> =cmd()")
    put(tmp_path, "b", "B & Sons", edit=calmer)
    found = portfolio(tmp_path)
    paths = {path.suffix: path for path in write(found, tmp_path, PORTFOLIO_FORMATS)}
    page = paths[".html"].read_text(encoding="utf-8")
    assert "<script>" not in page and "&lt;script&gt;" in page and "B &amp; Sons" in page
    assert Portfolio.model_validate_json(paths[".json"].read_bytes()) == found
    book = openpyxl.load_workbook(io.BytesIO(paths[".xlsx"].read_bytes()))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert not [c for c in cells if c.data_type == "f"]
    text = " ".join(p.extract_text() for p in pypdf.PdfReader(paths[".pdf"]).pages)
    headline = portfolio_view(found).headline
    assert headline in page.replace("&#39;", "'")
    assert re.sub(r"\s+", "", headline) in re.sub(r"\s+", "", text)


def test_a_client_links_to_its_own_report(tmp_path: Path) -> None:
    path = put(tmp_path, "a client", "A")
    (path.parent / "report.html").write_text("<p>", encoding="utf-8")
    assert portfolio(tmp_path).clients[0].report == "a%20client/report.html"
    elsewhere = build(find_sources(tmp_path), tmp_path / "other", NOW)
    assert elsewhere.clients[0].report == ""


def test_an_empty_portfolio_says_so_in_every_format(tmp_path: Path) -> None:
    found = build([], tmp_path, NOW)
    assert portfolio_view(found).headline == "No assessment was found."
    assert all(kind.render(found) for kind in PORTFOLIO_FORMATS.values())

"""The examples with one fact changed, or said in other words: what depends on it moves, no more.

The cases are in tests/data/flips.yaml and paraphrases.yaml.
"""

from __future__ import annotations

import shutil
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from sextant.assessment import Assessment
from sextant.service import run_assessment

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
ORDER = {"not_implemented": 0, "unknown": 1, "not_applicable": 1, "partial": 2, "implemented": 3}
TEXTS = (".md", ".txt")


def cases(name: str) -> list[dict[str, Any]]:
    text = (HERE / "data" / f"{name}.yaml").read_text(encoding="utf-8")
    return list(yaml.safe_load(text)[name])


FLIPS, PARAPHRASES = cases("flips"), cases("paraphrases")


@lru_cache(maxsize=8)
def before(example: str) -> Assessment:
    return run_assessment(EXAMPLES / example / "profile.yaml")


def changed(folder: Path, case: dict[str, Any], added: str = "") -> Assessment:
    """The example with its one change. Raises AssertionError when the text is not there."""
    copy = folder / case["example"]
    shutil.copytree(EXAMPLES / case["example"], copy)
    profile = copy / "profile.yaml"
    if statement := added or case.get("add"):
        content = yaml.safe_load(profile.read_text(encoding="utf-8"))
        content["practices"] = [{"topic": "computers", "statement": statement}]
        profile.write_text(yaml.safe_dump(content), encoding="utf-8")
        return run_assessment(profile)
    for path in (profile, *sorted(p for p in copy.rglob("*") if p.suffix in TEXTS)):
        text = path.read_text(encoding="utf-8")
        if case["from"] in text:
            path.write_text(text.replace(case["from"], case["to"], 1), encoding="utf-8")
            return run_assessment(profile)
    raise AssertionError(f"not in the example any more: {case['from']!r}")


def statuses(assessment: Assessment) -> dict[str, str]:
    return {c.subcategory: c.status for c in assessment.controls}


def name(case: dict[str, Any]) -> str:
    return f"{case['example']}: {case.get('to') or case.get('add')}"[:70]


def test_there_are_enough_of_both() -> None:
    assert len(FLIPS) >= 60
    assert len(PARAPHRASES) >= 40
    assert {f["example"] for f in FLIPS} == {p.parent.name for p in EXAMPLES.glob("*/profile.yaml")}


@pytest.mark.parametrize("case", FLIPS, ids=name)
def test_a_changed_fact_moves_what_depends_on_it_and_nothing_else(
    tmp_path: Path, case: dict[str, Any]
) -> None:
    first, second = before(case["example"]), changed(tmp_path, case)
    was, now = statuses(first), statuses(second)
    moved = {s: "up" if ORDER[now[s]] > ORDER[was[s]] else "down" for s in was if was[s] != now[s]}
    assert moved == case["moves"]
    worse = set(moved.values()) == {"down"}
    old = {r.id: r for r in first.risks}
    for risk in (r for r in second.risks if r.id in old):
        loss, earlier = risk.annual_loss_usd.p50, old[risk.id].annual_loss_usd.p50
        if not set(moved) & set(risk.subcategories):
            assert loss == earlier, risk.id
        elif worse or set(moved.values()) == {"up"}:
            assert loss >= earlier if worse else loss <= earlier, risk.id


def known(case: dict[str, Any]) -> Any:
    """A rewording that is misread, and known to be, is expected to fail."""
    misread = case.get("misread")
    marks = [pytest.mark.xfail(strict=True, reason=misread)] if misread else []
    return pytest.param(case, marks=marks)


@pytest.mark.parametrize("case", map(known, PARAPHRASES), ids=name)
def test_other_words_for_the_same_fact_move_nothing(tmp_path: Path, case: dict[str, Any]) -> None:
    first = before(case["example"])
    if "add" in case:
        first = changed(tmp_path / "first", case, added=case["like"])
    second = changed(tmp_path / "second", case)
    assert statuses(first) == statuses(second)
    assert [(r.id, r.severity) for r in first.risks] == [(r.id, r.severity) for r in second.risks]

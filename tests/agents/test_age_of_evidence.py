"""Evidence that is out of date counts for less, and a rule alone proves no practice."""

from __future__ import annotations

from pathlib import Path

import pytest

from sextant.assessment import Assessment, ControlPart
from sextant.service import run_assessment

PROFILE = "organization: {name: Acme, sector: other}\nevidence: [notes/]\n"
FRESH, OLD = "2026-05-01", "2021-05-01"


@pytest.fixture(autouse=True)
def _summer_2026(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780272000")  # 1 June 2026


def assess(folder: Path, files: dict[str, str], profile: str = PROFILE) -> Assessment:
    (folder / "notes").mkdir()
    for name, text in files.items():
        (folder / "notes" / name).write_text(text, encoding="utf-8")
    (folder / "profile.yaml").write_text(profile, encoding="utf-8")
    return run_assessment(folder / "profile.yaml")


def control(assessment: Assessment, subcategory: str = "PR.DS-11") -> ControlPart:
    return next(c for c in assessment.controls if c.subcategory == subcategory)


def notes(
    dated: str, words: str = "Backups run every night and a restore is tested monthly."
) -> str:
    return f"Last updated: {dated}\n\n{words}\n"


def test_old_evidence_is_reported_and_counts_for_less(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    fresh = assess(tmp_path / "a", {"it-summary.md": notes(FRESH)})
    old = assess(tmp_path / "b", {"it-summary.md": notes(OLD)})
    assert control(old).confidence < control(fresh).confidence
    assert control(old).status == control(fresh).status
    assert [f.source for f in old.findings if f.kind == "stale"] == ["notes/it-summary.md"]
    assert not [f for f in fresh.findings if f.kind == "stale"]
    assert control(old).evidence[0].stale
    assert control(old).evidence[0].dated == OLD
    assert [(i.dated, i.stale) for i in old.meta.inputs] == [(OLD, True)]


def test_of_two_like_voices_the_one_that_is_not_out_of_date_is_believed(tmp_path: Path) -> None:
    found = assess(tmp_path, {
        "it-summary.md": notes(FRESH),
        "status-report.md": notes(OLD, "A restore of the backups is never tested."),
    })  # fmt: skip
    assert control(found).status == "partial"
    assert [c for c in control(found).conflicts]


def test_the_profile_says_what_is_too_old(tmp_path: Path) -> None:
    profile = PROFILE + "evidence_max_age_months: 120\n"
    found = assess(tmp_path, {"it-summary.md": notes(OLD)}, profile)
    assert not [f for f in found.findings if f.kind == "stale"]


def test_a_policy_alone_never_proves_practice(tmp_path: Path) -> None:
    policy = "All staff must use multi-factor authentication to sign in.\n"
    found = assess(tmp_path, {"access-policy.md": policy})
    assert control(found, "PR.AA-03").status == "partial"
    assert "Only a written rule" in control(found, "PR.AA-03").rationale


def test_a_poisoned_file_costs_only_itself_and_is_reported(tmp_path: Path) -> None:
    found = assess(tmp_path, {"it-summary.md": notes(FRESH), "x.docx": "no such thing"})
    assert control(found).status == "implemented"
    assert any("x.docx was not used" in reason for reason in found.meta.degraded)
    assert any(f.kind == "skipped" and "x.docx" in f.title for f in found.findings)

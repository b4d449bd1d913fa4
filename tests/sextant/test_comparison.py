"""Two assessments side by side: nothing invented, nothing missed, and both ways the same."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sextant.comparison import Comparison, compare
from sextant.reports.comparison import render_html, render_markdown
from sextant.reports.comparison_text import lines
from sextant.service import Finished, assess_files, what_if

CLINIC = Path(__file__).resolve().parents[2] / "examples/clinic/profile.yaml"
SUBJECTS = ("PR.AA-03", "PR.AA-03.strong", "RC.RP-03", "GV.PO-01", "ID.AM-01")
STATUSES = ("implemented", "partial", "planned", "not_implemented", "unknown")
changed = st.lists(st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(STATUSES)), max_size=4).map(
    lambda pairs: [f"{s}={v}" for s, v in pairs]
)


def turned(comparison: Comparison) -> dict[str, object]:
    """What the comparison must be when its sides are exchanged, without words and order."""
    flip = {"added": "removed", "removed": "added", "changed": "changed"}
    return {
        "same": comparison.same,
        "ratings": {(r.subcategory, r.after, r.before) for r in comparison.ratings},
        "risks": {(r.id, r.after, r.before) for r in comparison.risks},
        "scores": {(s.part, s.after, s.before) for s in comparison.scores},
        "roadmap": {(a.id, a.after, a.before) for a in comparison.roadmap},
        "facts": {(f.id, f.after, f.before) for f in comparison.facts},
        "organization": {(f.field, f.after, f.before) for f in comparison.organization},
        "items": {(i.kind, i.id, flip[i.change]) for i in comparison.items},
        "money": (comparison.money.after, comparison.money.before),
        "severities": {s: (b, a) for s, (a, b) in comparison.severities.items()},
    }


def plain(comparison: Comparison) -> dict[str, object]:
    flip = {"added": "removed", "removed": "added", "changed": "changed"}
    found = turned(comparison)
    back = {
        k: {(x[0], x[2], x[1]) for x in v}  # type: ignore[attr-defined]
        for k, v in found.items()
        if k in ("ratings", "risks", "scores", "roadmap", "facts", "organization")
    }
    return (
        found
        | back
        | {
            "items": {(i.kind, i.id, flip[flip[i.change]]) for i in comparison.items},
            "money": (comparison.money.before, comparison.money.after),
            "severities": dict(comparison.severities),
        }
    )


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=changed)
def test_exchanging_the_sides_turns_every_change_round(
    clinic: Finished, changes: list[str]
) -> None:
    other = what_if(clinic, changes).after
    assert plain(compare(other, clinic.assessment)) == turned(compare(clinic.assessment, other))


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes=changed)
def test_an_assessment_compared_with_itself_shows_nothing(
    clinic: Finished, changes: list[str]
) -> None:
    document = what_if(clinic, changes).after
    comparison = compare(document, document)
    assert comparison.same
    assert "Nothing differs." in list(lines(comparison))


def test_a_changed_rating_is_told_with_the_quotes_that_made_it(
    clinic: Finished, tmp_path: Path
) -> None:
    note = "Restoring from backup is tested every quarter. We have no incident response plan."
    (tmp_path / "new.txt").write_text(note, encoding="utf-8")
    after = assess_files(CLINIC, [tmp_path / "new.txt"]).assessment
    comparison = compare(clinic.assessment, after)
    assert [(i.source, i.change) for i in comparison.inputs] == [("new.txt", "added")]
    assert comparison.ratings
    for rating in comparison.ratings:
        assert {(c.kind, c.ref) for c in rating.why} == {("evidence", "new.txt")}
        assert any(part in rating.why[0].text for part in note.split(". "))


def test_other_knowledge_is_named_as_the_cause(clinic: Finished) -> None:
    document = clinic.assessment
    meta = document.meta.model_copy(update={"knowledge": "f" * 64})
    controls = tuple(
        c.model_copy(update={"status": "implemented"}) if c.subcategory == "PR.AA-03" else c
        for c in document.controls
    )
    other = document.model_copy(update={"meta": meta, "controls": controls})
    comparison = compare(document, other)
    assert [c.kind for c in comparison.causes] == ["knowledge"]
    assert [c.kind for c in comparison.ratings[0].why] == ["knowledge"]


def test_a_risk_names_the_ratings_that_moved_it(clinic: Finished) -> None:
    difference = what_if(clinic, ["PR.AA-03=implemented"]).difference
    assert difference.risks
    for risk in difference.risks:
        assert "PR.AA-03" in {c.ref for c in risk.why if c.kind == "rating"}


def test_hostile_words_have_no_power_on_a_page_or_in_markdown(clinic: Finished) -> None:
    evil = "<script>alert(1)</script> [x](javascript:alert(1))"
    organization = clinic.assessment.organization.model_copy(
        update={"name": evil, "description": evil}
    )
    other = clinic.assessment.model_copy(update={"organization": organization})
    comparison = compare(clinic.assessment, other)
    assert "<script" not in render_html(comparison)
    text = render_markdown(comparison)
    assert text.count("\\<script\\>") == text.count("script\\>") / 2
    assert "](" not in text.replace("\\](", "")
    assert "javascript:" not in text

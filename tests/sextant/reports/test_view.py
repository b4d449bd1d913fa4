"""The view: ordering, wording, and what is said when little is known."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import sextant
from sextant.assessment import Assessment
from sextant.records import Quote
from sextant.reports.view import build_view
from sextant.reports.view_controls import controls
from sextant.reports.view_parts import index, quotes
from sextant.reports.view_risks import _TABLE_I2


def test_risks_are_worst_first_and_coded_in_that_order(full: Assessment) -> None:
    shuffled = full.model_copy(update={"risks": tuple(reversed(full.risks))})
    view = build_view(shuffled)
    assert [risk.code for risk in view.risks] == ["R1", "R2", "R3", "R4", "R5", "R6"]
    assert view.risks[0].current.severity.text == "Critical"
    shown = [r.id for r in view.risks if r.current.severity.text == "High"]
    assert shown == [r.id for r in shuffled.risks if r.severity == "high"]


def test_every_subcategory_is_shown_once(full: Assessment) -> None:
    shown = [
        control.id
        for function in build_view(full).controls.functions
        for category in function.categories
        for control in (*category.known, *category.unknown)
    ]
    assert sorted(shown) == sorted(control.subcategory for control in full.controls)


def test_every_risk_stands_in_the_heat_map(full: Assessment) -> None:
    rows = build_view(full).heat_map.rows
    placed = [link.text for row in rows for cell in row.cells for link in cell.risks]
    assert sorted(placed) == ["R1", "R2", "R3", "R4", "R5", "R6"]


def test_the_heat_map_has_the_colours_of_the_risk_scale() -> None:
    scales = Path(sextant.__file__).parent.parent / "frameworks" / "scales"
    files = [p for p in scales.glob("*.yaml") if "overall_likelihood" in p.read_text("utf-8")]
    if not files:
        pytest.skip("no risk scale in this checkout")
    scale = yaml.safe_load(files[0].read_text("utf-8"))
    for likelihood, severities in _TABLE_I2.items():
        by_impact = scale["risk"][likelihood]
        impacts = ("very_low", "low", "moderate", "high", "very_high")
        assert tuple(scale["severity"][by_impact[i]] for i in impacts) == severities


def test_nothing_known_is_said_to_be_unknown_and_not_fine(nearly_empty: Assessment) -> None:
    view = build_view(nearly_empty)
    assert view.summary.score.score_text == "Not assessed yet"
    assert "not a clean bill of health" in view.summary.headline
    assert view.plan.phases == ()
    assert [tag.text for tag in view.controls.tally] == ["106 unknown"]


def test_a_reference_to_nothing_is_plain_text(full: Assessment) -> None:
    first = full.recommendations[0].model_copy(update={"risks": ("gone",), "obligations": ("x",)})
    view = build_view(full.model_copy(update={"recommendations": (first,)}))
    action = view.plan.phases[0].actions[0]
    assert [(link.text, link.anchor) for link in action.risks] == [("Gone", "")]
    assert action.obligations[0].anchor == ""


def test_a_reduced_assessment_says_so(full: Assessment) -> None:
    meta = full.meta.model_copy(update={"degraded": ("the model did not answer",)})
    view = build_view(full.model_copy(update={"meta": meta}))
    assert view.degraded == ("The model did not answer.",)


def test_characters_that_deceive_or_break_are_replaced(hostile: Assessment) -> None:
    name = build_view(hostile).organization
    assert not set(name) & {"\x00", "\u202e", "\ud800"}
    assert "\ufffd" in name


def test_threats_set_aside_for_one_reason_are_named_together(full: Assessment) -> None:
    first = full.ruled_out[0]
    other = first.model_copy(update={"id": "other", "title": "Another"})
    pairs = build_view(full.model_copy(update={"ruled_out": (first, other)})).context.ruled_out
    assert [pair.value for pair in pairs] == [f"{first.title}; Another"]


def test_sources_are_numbered_once_and_referred_to(full: Assessment) -> None:
    view = build_view(full)
    assert [source.code for source in view.money.sources] == ["S1"]
    assert [link.text for link in view.risks[0].loss_sources] == ["S1"]


def test_a_year_without_loss_is_no_point_of_the_curve(full: Assessment) -> None:
    points = tuple(p.model_copy(update={"loss_usd": 0}) for p in full.money.exceedance)
    money = full.money.model_copy(update={"exceedance": points})
    assert build_view(full.model_copy(update={"money": money})).money.curve == ()


def test_a_file_that_was_read_in_part_keeps_the_case_of_its_name(full: Assessment) -> None:
    meta = full.meta.model_copy(update={"degraded": ("scans/a.sarif was read in part: 1 of 3",)})
    view = build_view(full.model_copy(update={"meta": meta}))
    assert view.degraded == ("scans/a.sarif was read in part: 1 of 3.",)


def test_files_that_say_nothing_are_counted_where_nothing_was_found(full: Assessment) -> None:
    silent = full.meta.model_copy(update={"statements": 0})
    view = build_view(full.model_copy(update={"meta": silent, "findings": ()}))
    read = sum(1 for i in full.meta.inputs if not i.skipped)
    assert view.context.no_finding.startswith(f"{read} files read; none says how you protect")
    assert "remarkable" in build_view(full).context.no_finding


def test_a_status_that_was_given_is_shown_once_beside_its_words(full: Assessment) -> None:
    said = Quote(
        source="p.yaml", locator="practices[0].statement (line 3)", quote="Mostly.",
        polarity="partial", reliability="attestation", about="restore drill",
    )  # fmt: skip
    given = said.model_copy(update={"locator": "practices[0].status (line 3)"})
    places = index(full)
    (shown,) = quotes((said, given), places)
    assert (shown.asked, shown.quote) == ("restore drill:", "Mostly.")
    (alone,) = quotes((given,), places)
    assert (alone.quote, alone.says.text) == ("Mostly.", "Status given: in part")
    (bare,) = quotes((given,), places, bare_status=True)  # set against its own words
    assert (bare.asked, bare.quote) == ("restore drill:", "status: in part")


def test_what_a_tool_counted_comes_before_the_line_of_its_export(full: Assessment) -> None:
    line = Quote(
        source="n.xml", locator="line 8", quote='portid="5900"', polarity="not_implemented",
        reliability="scanner", summary="Open ports for administration: 1 of 3 hosts.",
    )  # fmt: skip
    (shown,) = quotes((line,), index(full))
    assert shown.quote == line.summary
    assert shown.summary == 'The export\'s line: portid="5900"'


def test_the_summary_quotes_what_was_found_here_below_each_risk(full: Assessment) -> None:
    plan = Quote(
        source="p.yaml", locator="line 3", quote="Booked for May.", polarity="planned",
        reliability="narrative",
    )  # fmt: skip
    lack = plan.model_copy(
        update={"quote": "No.", "polarity": "not_implemented", "asked": "Is there a plan?"}
    )
    risks = [r.model_copy(update={"evidence": (plan, lack)}) for r in full.risks]
    view = build_view(full.model_copy(update={"risks": tuple(risks)}))
    assert view.summary.risks[0].found == "Found here: Is there a plan? “No.” (p.yaml)"
    bare = [r.model_copy(update={"evidence": ()}) for r in full.risks]
    assert build_view(full.model_copy(update={"risks": tuple(bare)})).summary.risks[0].found == ""


def test_words_with_a_note_of_their_own_are_no_line_of_an_export(full: Assessment) -> None:
    fact = Quote(
        source="n.txt", locator="line 8", quote="Same subnet.", polarity="not_implemented",
        reliability="narrative", summary="It tells that everything sits on one network.",
    )  # fmt: skip
    (shown,) = quotes((fact,), index(full))
    assert (shown.quote, shown.summary) == (fact.quote, fact.summary)


def test_facts_that_stand_beside_are_not_told_again(full: Assessment) -> None:
    """Head count, turnover, kinds of assets stand in lists and tables of their own."""
    known = full.organization.facts[0]
    more = known.model_copy(update={"id": "employees", "value": 15, "reason": "it has 15 people"})
    organization = full.organization.model_copy(update={"facts": (known, more)})
    view = build_view(full.model_copy(update={"organization": organization}))
    assert [f.name for f in view.context.organization.facts] == ["Remote work"]


def test_an_obligation_is_named_in_short_where_it_is_referred_to(full: Assessment) -> None:
    part = full.obligations[0].model_copy(update={"title": "HIPAA Rule (45 CFR 164)"})
    found = index(full.model_copy(update={"obligations": (part,)})).obligation(part.id)
    assert (found.text, found.title) == ("HIPAA Rule", "HIPAA Rule (45 CFR 164)")


def test_a_bare_answer_stands_once_with_the_remark_on_it(full: Assessment) -> None:
    bare = Quote(
        source="q.xlsx", locator="cell D7", quote="Partially", polarity="partial",
        reliability="attestation", asked="Are holes patched?",
    )  # fmt: skip
    remark = bare.model_copy(update={"quote": "base images only", "about": "Partially"})
    (shown,) = quotes((bare, remark), index(full))
    assert (shown.asked, shown.quote) == ("Are holes patched? Partially:", "base images only")


def test_a_law_is_a_reference_only_for_those_under_it(full: Assessment) -> None:
    named = {
        r.framework
        for f in controls(full, index(full)).functions for c in f.categories
        for o in (*c.known, *c.unknown) for r in o.references
    }  # fmt: skip
    bound = {o.id for o in full.obligations}
    assert ("HIPAA Security Rule" in named) == ("hipaa-security-rule" in bound)
    assert ("PCI DSS 4.0.1" in named) == ("pci-dss-4" in bound) and "NIST SP 800-53 Rev. 5" in named

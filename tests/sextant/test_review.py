"""Review: a person's verdict goes through the agents, stands beside the rule's, and is kept."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frameworks.loader import load
from sextant.assessment import Assessment, ControlPart, RiskPart
from sextant.errors import InputError
from sextant.records import Review
from sextant.review import possible_likelihoods
from sextant.review_requests import Request
from sextant.service import Finished, carry_reviews, review, what_if
from sextant.trail import is_whole


def rating(subject: str, decision: str = "change", **more: Any) -> Request:
    values = {"by": "Ann Lee", "reason": "Seen on site"} | more
    return Request(kind="rating", subject=subject, decision=decision, **values)  # type: ignore[arg-type]


def risk(subject: str, decision: str = "change", **more: Any) -> Request:
    values = {"by": "Ann Lee", "reason": "Seen on site"} | more
    return Request(kind="risk", subject=subject, decision=decision, **values)  # type: ignore[arg-type]


def after(finished: Finished, *requests: Request) -> Finished:
    return dataclasses.replace(finished, assessment=review(finished, requests).assessment)


def control(document: Assessment, subcategory: str) -> ControlPart:
    return next(c for c in document.controls if c.subcategory == subcategory)


def register(document: Assessment) -> dict[str, RiskPart]:
    return {r.id: r for r in document.risks}


def test_a_changed_rating_changes_risks_money_and_roadmap(clinic: Finished) -> None:
    document = after(clinic, rating("PR.AA-03", status="implemented")).assessment
    mine = control(document, "PR.AA-03")
    assert (mine.status, mine.gap) == ("implemented", "none")
    assert "In review set to implemented by Ann Lee: Seen on site." in mine.rationale
    assert "Before, partial:" in mine.rationale
    assert mine.evidence == control(clinic.assessment, "PR.AA-03").evidence
    assert document.money.annual_loss_usd.p50 < clinic.assessment.money.annual_loss_usd.p50
    served = {s for r in document.recommendations for s in r.subcategories}
    assert "PR.AA-03" not in served
    (entry,) = document.reviews
    assert (entry.found.status, entry.verdict.status) == ("partial", "implemented")


def test_it_comes_to_the_same_money_as_the_switch_of_a_what_if(clinic: Finished) -> None:
    document = after(clinic, rating("PR.AA-03", status="not_implemented")).assessment
    assert document.money == what_if(clinic, ["PR.AA-03=not_implemented"]).after.money


def test_accepting_changes_nothing_but_the_trail(clinic: Finished) -> None:
    document = after(clinic, rating("PR.AA-03", "accept")).assessment
    assert len(document.reviews) == 1
    assert document.model_copy(update={"reviews": ()}) == clinic.assessment


def test_a_rejected_rating_is_unknown_and_one_that_does_not_apply_has_no_gap(
    clinic: Finished,
) -> None:
    document = after(
        clinic, rating("PR.AA-03", "reject"), rating("PR.DS-11", status="not_applicable")
    ).assessment
    assert control(document, "PR.AA-03").status == "unknown"
    assert control(document, "PR.DS-11").status == "not_applicable"
    assert control(document, "PR.DS-11").gap == "none"


def test_a_rejected_risk_leaves_the_register_and_is_told_among_what_was_ruled_out(
    clinic: Finished,
) -> None:
    worst = clinic.assessment.risks[0]
    document = after(clinic, risk(worst.id, "reject")).assessment
    assert worst.id not in register(document)
    told = next(t for t in document.ruled_out if t.id == worst.threat)
    assert told.reason == "In review rejected by Ann Lee: Seen on site."
    assert document.money.annual_loss_usd.p50 < clinic.assessment.money.annual_loss_usd.p50


def test_a_changed_risk_has_the_levels_that_were_given_and_its_money_follows(
    clinic: Finished,
) -> None:
    worst = clinic.assessment.risks[0]
    lower = risk(worst.id, impact="low")
    document = after(clinic, lower).assessment
    changed = register(document)[worst.id]
    assert (changed.likelihood, changed.impact) == (worst.likelihood, "low")
    assert changed.annual_loss_usd.p50 < worst.annual_loss_usd.p50
    assert "In review set by Ann Lee" in changed.rationale
    for one, other in register(document).items():
        if one != worst.id:
            assert other.annual_loss_usd == register(clinic.assessment)[one].annual_loss_usd


def test_every_likelihood_that_is_offered_can_be_reached(clinic: Finished) -> None:
    knowledge = load()
    for one in clinic.assessment.risks[:4]:
        possible = possible_likelihoods(clinic.state, one.id, knowledge)
        assert one.likelihood in possible
        for level in possible:
            document = after(clinic, risk(one.id, likelihood=level)).assessment
            assert register(document)[one.id].likelihood == level


def test_a_likelihood_that_the_tables_cannot_give_is_refused_with_what_they_can(
    clinic: Finished,
) -> None:
    knowledge = load()
    one = next(
        r for r in clinic.assessment.risks
        if "very_high" not in possible_likelihoods(clinic.state, r.id, knowledge)
    )  # fmt: skip
    with pytest.raises(InputError, match="cannot be very high with the controls.*possible: "):
        review(clinic, [risk(one.id, likelihood="very_high")])


def test_the_last_decision_holds_and_the_earlier_ones_stay_in_the_trail(clinic: Finished) -> None:
    first = after(clinic, rating("PR.AA-03", status="implemented"))
    second = after(first, rating("PR.AA-03", "accept", by="Bo"))
    assert [r.decision for r in second.assessment.reviews] == ["change", "accept"]
    assert control(second.assessment, "PR.AA-03").status == "partial"
    assert second.assessment.money == clinic.assessment.money


def test_what_changed_since_the_reviewer_saw_it_is_told_and_not_taken(clinic: Finished) -> None:
    from sextant.records import Verdict

    seen = Verdict(status="implemented")
    outcome = review(clinic, [rating("PR.AA-03", "accept", found=seen)])
    assert outcome.added == ()
    assert "it was implemented when reviewed and is partial now" in outcome.refused[0]


def test_a_risk_reviewed_before_its_rating_was_changed_is_stale(clinic: Finished) -> None:
    moved = next(
        r for r in what_if(clinic, ["PR.AA-03=not_implemented"]).difference.risks
        if r.before and r.after and r.before != r.after
    )  # fmt: skip
    first = after(clinic, risk(moved.id, impact="very_low"))
    outcome = review(first, [rating("PR.AA-03", status="not_implemented")])
    assert outcome.assessment.stale_reviews == (1,)
    assert f"{moved.id} was" in outcome.stale[0]
    assert register(outcome.assessment)[moved.id].impact != "very_low"
    assert [r.number for r in outcome.assessment.reviews] == [1, 2]


def test_reviews_are_carried_to_a_new_assessment_unless_what_they_were_about_has_changed(
    clinic: Finished,
) -> None:
    first = after(
        clinic, rating("PR.AA-03", status="implemented"), rating("PR.DS-11", "reject")
    ).assessment
    assert carry_reviews(clinic, first).assessment == first
    changed = what_if(clinic, ["PR.AA-03=not_implemented"])
    from frameworks.loader import load as knowledge
    from sextant.changes import Change, applied

    given = applied(clinic.state, [Change(subject="PR.AA-03", value="unknown")], knowledge())
    from agents.revision import recompute

    newer = dataclasses.replace(clinic, state=recompute(clinic.state, given, knowledge()))
    document = carry_reviews(newer, first).assessment
    assert document.stale_reviews == (1,)
    assert control(document, "PR.AA-03").status == "unknown"
    assert control(document, "PR.DS-11").status == "unknown"
    assert changed.before == clinic.assessment


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (rating("PR.AA-3", status="partial"), "Did you mean 'PR.AA-03'"),
        (rating("PR.AA-03"), "status: is required to change something"),
        (rating("PR.AA-03", status="partial", reason=" "), "reason: is required to change"),
        (rating("PR.AA-03", "reject", reason=""), "reason: is required to reject"),
        (rating("PR.AA-03", "accept", by=" "), "by: the reviewer's name is missing"),
        (rating("PR.AA-03", "accept", reason="x" * 2001), "reason: is longer than"),
        (risk("R-nothing-like-it", "accept"), "no risk 'R-nothing-like-it' here"),
        (risk("R-lost-devic", "accept"), "Did you mean 'R-"),
    ],
)
def test_a_wrong_request_is_refused_with_the_field(
    clinic: Finished, request_: Request, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        review(clinic, [request_])


decisions = st.lists(
    st.builds(
        rating,
        st.sampled_from(["PR.AA-03", "PR.DS-11", "GV.PO-01", "RC.RP-03"]),
        st.sampled_from(["accept", "change", "reject"]),
        status=st.sampled_from(["implemented", "partial", "not_implemented", "unknown"]),
        by=st.text("abcÄ字 ", min_size=1, max_size=5).filter(str.strip),
        reason=st.text(min_size=1, max_size=20).filter(str.strip),
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(first=decisions, second=decisions)
def test_a_trail_only_grows_and_stays_whole(
    clinic: Finished, first: list[Request], second: list[Request]
) -> None:
    earlier = after(clinic, *first)
    later = after(earlier, *second)
    before, now = earlier.assessment.reviews, later.assessment.reviews
    assert now[: len(before)] == before
    assert len(now) == len(first) + len(second)
    assert is_whole(now)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=decisions, at=st.integers(0, 9), field=st.sampled_from(["by", "reason", "at"]))
def test_a_trail_that_was_tampered_with_is_not_whole(
    clinic: Finished, made: list[Request], at: int, field: str
) -> None:
    trail = list(after(clinic, *made).assessment.reviews)
    at %= len(trail)
    changed: list[Review] = [*trail]
    changed[at] = changed[at].model_copy(update={field: "somebody else's"})
    assert not is_whole(changed)
    if len(trail) > 1:
        assert not is_whole(trail[1:])
        assert not is_whole([*trail[:-2], trail[-1]])

"""What-if: a switch moves what depends on it, in the right direction, and nothing is kept."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sextant.errors import InputError, StorageError
from sextant.service import Finished, assess_files, what_if

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def largest() -> Finished:
    return assess_files(ROOT / "examples" / "fintech" / "profile.yaml")


def test_nothing_switched_changes_nothing(clinic: Finished) -> None:
    found = what_if(clinic, [])
    assert found.difference.same
    assert found.after == clinic.assessment


def test_what_was_said_already_can_be_computed_again_to_the_same_document(
    clinic: Finished,
) -> None:
    """Every agent runs again after a switch that comes to the same facts."""
    found = what_if(clinic, ["employees=" + str(clinic.state.profile.employees)])
    assert found.difference.same


def test_a_practice_switched_on_lowers_the_loss_and_off_raises_it(clinic: Finished) -> None:
    before = clinic.assessment.money.annual_loss_usd.p50
    assert what_if(clinic, ["PR.AA-03=implemented"]).difference.money.after.p50 < before
    assert what_if(clinic, ["PR.AA-03=not_implemented"]).difference.money.after.p50 > before


def test_only_the_rating_that_was_switched_changes(clinic: Finished) -> None:
    difference = what_if(clinic, ["PR.AA-03=not_implemented"]).difference
    assert [(r.subcategory, r.after) for r in difference.ratings] == [
        ("PR.AA-03", "not_implemented")
    ]
    assert difference.facts == ()


def test_unknown_takes_back_what_was_said(clinic: Finished) -> None:
    after = what_if(clinic, ["PR.AA-03=unknown"]).after
    rating = next(c for c in after.controls if c.subcategory == "PR.AA-03")
    assert (rating.status, rating.evidence) == ("unknown", ())


def test_an_aspect_is_switched_and_the_others_stay_as_they_were(clinic: Finished) -> None:
    after = what_if(clinic, ["PR.AA-03=not_implemented", "PR.AA-03.strong=implemented"]).after
    rating = next(c for c in after.controls if c.subcategory == "PR.AA-03")
    assert rating.status == "partial"
    assert len(rating.missing) == 2


def test_a_fact_brings_its_risk_into_the_register_and_takes_it_out(clinic: Finished) -> None:
    on = what_if(clinic, ["holds_crypto=true"])
    added = {r.id for r in on.difference.risks if r.before is None}
    assert "R-crypto-wallet-theft" in added
    assert [(f.id, f.after) for f in on.difference.facts if f.id == "holds_crypto"] == [
        ("holds_crypto", True)
    ]
    off = what_if(clinic, ["holds_crypto=false"])
    assert not {r.id for r in off.difference.risks if r.before is None}


def test_a_fact_that_follows_from_something_else_is_refused_with_what_it_follows_from(
    largest: Finished,
) -> None:
    facts = {f.id: f for f in largest.assessment.organization.facts if f.value is True}
    implied = [f for f in facts.values() if not f.quote]
    assert implied
    for fact in implied:
        try:
            after = what_if(largest, [f"{fact.id}=false"]).after
        except InputError as exc:
            assert "follows from" in str(exc) or "no Subcategory" in str(exc)
        else:
            assert {f.id: f.value for f in after.organization.facts}[fact.id] is False


def test_more_evidence_counts_as_if_it_had_been_handed_in(clinic: Finished, tmp_path: Path) -> None:
    (tmp_path / "it.txt").write_text("Backups are restored and checked every month.\n")
    found = what_if(clinic, [], [tmp_path / "it.txt"])
    assert [i.source for i in found.difference.inputs] == ["it.txt"]
    again = assess_files(ROOT / "examples/clinic/profile.yaml", [tmp_path / "it.txt"]).assessment
    assert [c.status for c in found.after.controls] == [c.status for c in again.controls]
    assert found.after.money == again.money


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("PR.AA-3=implemented", "Did you mean 'PR.AA-03'"),
        ("pr.aa-03.stron=partial", "Did you mean 'PR.AA-03.strong'"),
        ("PR.AA-03=done", "is not one of: implemented"),
        ("PR.AA-03", "is not one of"),
        ("remote_desktop_exposd=true", "Did you mean 'remote_desktop_exposed'"),
        ("employees=many", "is not a number"),
        ("employees=nan", "is not a number"),
        ("employees=1e300", "is not a number"),
        ("sector=helthcare", "Did you mean 'healthcare'"),
        ("", "is no Subcategory"),
    ],
)
def test_a_wrong_switch_is_refused_with_the_nearest_right_one(
    clinic: Finished, change: str, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        what_if(clinic, [change])


def test_without_its_input_an_assessment_cannot_be_asked(clinic: Finished) -> None:
    import dataclasses

    with pytest.raises(StorageError, match="without its input"):
        what_if(dataclasses.replace(clinic, state=None), [])  # type: ignore[arg-type]


def test_an_answer_takes_less_than_three_tenths_of_a_second_on_the_largest_example(
    largest: Finished,
) -> None:
    what_if(largest, ["PR.AA-03=implemented"])
    started = time.process_time()
    for change in ("PR.AA-03=not_implemented", "PR.DS-11=implemented", "employees=400"):
        what_if(largest, [change])
    assert (time.process_time() - started) / 3 < 0.3

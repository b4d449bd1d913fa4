"""What shows a part is no word against more; what shows faults is no word for more."""

from __future__ import annotations

from typing import Literal

from agents.voices import weigh
from frameworks.schema import Disagreement
from sextant.records import Polarity, Reliability, Statement


def said(
    source: str,
    polarity: Polarity,
    reliability: Reliability,
    bound: Literal["", "floor", "ceiling"] = "",
    summary: str = "",
) -> Statement:
    return Statement(
        id=source, subcategories=("PR.PS-06",), aspect="checked", polarity=polarity, quote="x",
        source=source, locator="line 1", reliability=reliability, bound=bound, summary=summary,
    )  # fmt: skip


RUN = said("grype.json", "partial", "scanner", bound="floor", summary="2 results.")


def test_that_a_tool_was_run_alone_is_a_part() -> None:
    assert weigh("checked", [RUN]).verdict == "partly"


def test_it_takes_nothing_from_what_others_say() -> None:
    verdict = weigh("checked", [RUN, said("handbook.md", "implemented", "document")])
    assert (verdict.verdict, verdict.conflicts) == ("in_place", ())


def test_what_a_tool_finds_in_order_is_no_contradiction_to_what_is_lacking_elsewhere() -> None:
    good = said("p.json", "implemented", "configuration", summary="1 of 1 resource in order.")
    verdict = weigh("checked", [good, said("notes.md", "not_implemented", "narrative")])
    assert (verdict.verdict, verdict.conflicts) == ("partly", ())


def test_what_is_wrong_on_some_raises_nothing_that_is_said_to_be_lacking() -> None:
    faults = said("n.nessus", "partial", "scanner", "ceiling", "3 findings on 2 of 9 hosts.")
    lacking = said("notes.md", "not_implemented", "narrative")
    assert weigh("checked", [faults]).verdict == "partly"
    assert weigh("checked", [faults, lacking]).verdict == "lacking"
    told = said("notes.md", "implemented", "narrative")
    assert weigh("checked", [faults, told]).verdict == "partly"
    assert weigh("checked", [faults, told]).conflicts


def test_a_count_of_both_settles_what_people_tell_in_either_way() -> None:
    counted = said("p.json", "partial", "configuration", summary="25 of 28 in order, 3 not.")
    told = [said("a.md", "implemented", "document"), said("b.md", "not_implemented", "document")]
    assert weigh("checked", [counted, *told]).verdict == "partly"


def test_an_incident_of_the_past_does_not_gainsay_what_is_done_since() -> None:
    since = said("notes.md", "implemented", "narrative")
    leak = said("profile.yaml", "not_implemented", "narrative")
    incident = leak.model_copy(update={"locator": "incidents[0] (line 9)"})
    assert weigh("checked", [since, leak]).conflicts
    assert weigh("checked", [since, incident]).conflicts == ()


def test_a_status_in_part_does_not_contradict_the_words_that_tell_which_part() -> None:
    entry = said("profile.yaml", "implemented", "attestation")
    status = said("profile.yaml", "partial", "attestation").model_copy(update={"declared": True})
    assert (weigh("checked", [entry, status]).verdict) == "partly"
    assert weigh("checked", [entry, status]).conflicts == ()


def told_of(source: str, polarity: Polarity, *systems: str) -> Statement:
    return said(source, polarity, "attestation").model_copy(update={"systems": systems})


def test_equal_voices_on_different_systems_are_a_part_and_no_contradiction() -> None:
    mail = told_of("it.md", "implemented", "email_service")
    records = told_of("profile.yaml", "not_implemented", "clinical_system")
    verdict = weigh("mfa", [mail, records])
    assert (verdict.verdict, verdict.conflicts) == ("partly", ())


def test_equal_voices_on_the_same_system_or_on_all_systems_contradict_each_other() -> None:
    records = told_of("profile.yaml", "not_implemented", "clinical_system")
    for systems in (("clinical_system",), ("practice_management",), ()):
        verdict = weigh("mfa", [told_of("it.md", "implemented", *systems), records])
        assert verdict.verdict == "lacking"
        assert verdict.conflicts


def test_one_system_that_is_gainsaid_does_not_hide_another_that_is_not() -> None:
    voices = [
        told_of("it.md", "implemented", "clinical_system"),
        told_of("it.md", "implemented", "email_service"),
        told_of("profile.yaml", "not_implemented", "clinical_system"),
    ]
    verdict = weigh("mfa", voices)
    assert verdict.verdict == "partly"
    assert verdict.conflicts


WIDE = Disagreement(
    wide=frozenset({"PR.AA-01.credentials"}), generic=("account", "customer", "the")
)


def words(source: str, polarity: Polarity, quote: str, about: str = "") -> Statement:
    return said(source, polarity, "document").model_copy(update={"quote": quote, "about": about})


def test_in_a_part_that_covers_much_only_what_speaks_of_the_same_thing_contradicts() -> None:
    glass = words("handbook.md", "implemented", "The break-glass account is in the vault.")
    code = words("notes.md", "not_implemented", "An API key stands in the code.")
    keys = words("policy.md", "implemented", "No key is stored in code.")
    apart = weigh("credentials", [glass, code], "PR.AA-01.credentials", WIDE)
    assert apart.conflicts == ()
    assert apart.verdict == weigh("credentials", [glass, code]).verdict  # ratings stay
    both = weigh("credentials", [glass, keys, code], "PR.AA-01.credentials", WIDE)
    assert [q.quote for q in both.conflicts[0].quotes] == [keys.quote, code.quote]


def test_words_that_everybody_uses_are_no_common_subject() -> None:
    one = words("a.md", "implemented", "Customer account exports are stopped.")
    other = words("b.md", "not_implemented", "Any customer account can be opened.")
    assert weigh("credentials", [one, other], "PR.AA-01.credentials", WIDE).conflicts == ()


def test_one_question_or_one_topic_is_a_common_subject() -> None:
    one = words("a.md", "implemented", "Sealed.", about="break-glass")
    other = words("b.md", "not_implemented", "On a note.", about="Break-glass password")
    assert weigh("credentials", [one, other], "PR.AA-01.credentials", WIDE).conflicts


def test_a_source_that_owns_to_a_part_is_not_made_to_deny_all_by_another() -> None:
    part = said("profile.yaml", "partial", "narrative")
    lack = said("profile.yaml", "not_implemented", "narrative")
    other = said("findings.md", "implemented", "narrative")
    assert weigh("checked", [lack, other]).verdict == "lacking"
    assert weigh("checked", [lack, other, part]).verdict == "partly"


def test_who_only_doubts_it_does_not_outvote_a_dated_record() -> None:
    doubt = said("interview.md", "not_implemented", "narrative").model_copy(update={"hedged": True})
    told = said("report.md", "implemented", "narrative").model_copy(update={"hedged": True})
    record = told.model_copy(update={"hedged": False, "dated": "2026-05-12"})
    old = record.model_copy(update={"stale": True, "hedged": True})
    sure = doubt.model_copy(update={"hedged": False})
    assert weigh("checked", [doubt, record]).verdict == "partly"
    assert weigh("checked", [doubt, told]).verdict == "lacking"
    assert weigh("checked", [doubt, old]).verdict == "lacking"
    assert weigh("checked", [sure, record]).verdict == "lacking"

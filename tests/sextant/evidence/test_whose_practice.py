"""Whom a sentence is about: what others do, want or sell is no practice of ours."""

from __future__ import annotations

import pytest

from sextant.reading import reader
from sextant.records import Passage
from tests.sextant.evidence.polarities import polarity, read_of


@pytest.mark.parametrize(
    "text",
    [
        "A backup is a copy of data kept apart from the original.",
        "Unpatched servers are an easy target.",
        "Our largest client insists on multi-factor authentication at all its suppliers.",
        "The insurer's form contains forty questions on backups and patching.",
        "The government intends to make risk assessments compulsory.",
        "Chapter three deals with vendor contracts and access reviews.",
        "How to enrol a phone for multi-factor authentication",
        "Every company needs an incident response plan.",
        "In the nineties nobody had a firewall.",
        "Access control policy",
        "Had we tested the backups, we would have noticed.",
    ],
)
def test_who_only_remarks_wants_or_defines_states_nothing(text: str) -> None:
    assert [s for s in reader().sentence(text) if s.label.kind == "control"] == []


@pytest.mark.parametrize(
    ("text", "subcategory", "context", "expected"),
    [
        # what only resembles a control
        ("An hour of standstill on the line costs us 4,000 euro.", "PR.IR-03", "", "none"),
        ("When the line stands still nobody can work.", "PR.IR-03", "", "not_implemented"),
        ("The cameras each have their own SIM card, everybody knows.", "PR.AA-01", "", "none"),
        ("Software without support must not be used in the office network.", "PR.IR-01", "",
         "none"),
        ("The press controllers sit in the office network.", "PR.IR-01", "", "not_implemented"),
        ("The build prints 40 ignored warnings about packages.", "DE.AE-02", "", "none"),
        ("Alerts in the console pile up unread.", "DE.AE-02", "", "not_implemented"),
        ("Written for SOC 2 and never read again.", "DE.CM-09", "risk register", "none"),
        # answers and appointments
        ("In preparation", "GV.SC-06", "Are suppliers checked before signing?", "planned"),
        pytest.param(
            "Ms Oyelaran is the security officer with half of her time.", "GV.RR-02", "",
            "implemented", marks=pytest.mark.xfail(strict=True, reason="taken for small talk"),
        ),
    ],
)  # fmt: skip
def test_words_in_another_sense_are_no_control(
    text: str, subcategory: str, context: str, expected: str
) -> None:
    assert polarity(text, subcategory, context) == expected


@pytest.mark.parametrize(
    ("text", "subcategory", "polarity"),
    [
    ("Kestrelbank asks suppliers for a SOC 2 report before signing.", "GV.SC-06", "implemented"),
        ("Nobody at Kestrelbank has ever tested a restore.", "PR.DS-11", "not_implemented"),
        ("The Kestrelbank laptops are encrypted.", "PR.DS-01", "implemented"),
        ("Kestrelbank's customers can turn on two-factor sign-in.", "PR.AA-03", ""),
        ("The Kestrelbank app lets members choose a second factor.", "PR.AA-03", ""),
        ("Northgate asks suppliers for a SOC 2 report before signing.", "GV.SC-06", ""),
    ],
)  # fmt: skip
def test_the_organisation_s_own_name_is_read_as_we(
    text: str, subcategory: str, polarity: str
) -> None:
    assert read_of("Kestrelbank Payments Ltd", text).get(subcategory, "") == polarity


def test_quotes_keep_the_name_as_it_was_written() -> None:
    text = "The Kestrelbank laptops are encrypted."
    passage = Passage(source="x.md", locator="line 1", text=text)
    assert {s.quote for s in reader().read([passage], "Kestrelbank").statements} == {text}


@pytest.mark.parametrize(
    ("text", "subcategory"),
    [
        ("Patients can choose a second factor for the portal.", "PR.AA-03"),
        ("The app lets tenants export their own audit log.", "PR.PS-04"),
        ("We patch our clients' servers every month.", "PR.PS-02"),
    ],
)
def test_what_those_who_are_served_can_do_or_get_is_no_practice_of_ours(
    text: str, subcategory: str
) -> None:
    assert subcategory not in read_of("", text)


@pytest.mark.parametrize(
    ("text", "subcategory", "polarity"),
    [
        ("Patients can use the Wi-Fi, on a separate network.", "PR.IR-01", "implemented"),
        ("Clients can open the office server from the guest Wi-Fi.", "PR.IR-01", "not_implemented"),
        ("We encrypt our customers' files.", "PR.DS-01", "implemented"),
    ],
)  # fmt: skip
def test_where_they_get_at_the_place_itself_or_their_data_are_held_it_is(
    text: str, subcategory: str, polarity: str
) -> None:
    assert read_of("", text).get(subcategory) == polarity

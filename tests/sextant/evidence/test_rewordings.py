"""The same said in other words: the same Subcategories, the same polarity."""

from __future__ import annotations

import pytest

from sextant.reading import reader


def read(text: str, context: str = "") -> dict[str, str]:
    """The polarity of each Subcategory that a text speaks of under a topic."""
    said = reader().sentence(text, context, topical=bool(context))
    return {s.label.id: s.polarity for s in said if s.label.kind == "control"}


@pytest.mark.parametrize(
    ("outcome", "polarity", "context", "wordings"),
    [
        ("PR.DS-02", "implemented", "", (
            "Connections to the portal are encrypted with TLS.",
            "The portal can be reached over HTTPS only.",
        )),
        ("PR.DS-01", "implemented", "", (
            "Account numbers in the database are encrypted.",
            "The database holds account numbers in encrypted form only.",
        )),
        ("PR.AA-05", "not_implemented", "privileged accounts", (
            "People do everyday tasks as domain admin.",
            "Domain admin accounts are used for daily work.",
        )),
        ("PR.AT-01", "implemented", "security training", (
            "Every employee sits an annual course on phishing.",
            "Each autumn all staff take a course on phishing, and whoever misses it loses access.",
            "The course on phishing that all staff take each year has to be done by June; "
            "accounts of those who have not are locked.",
        )),
        ("PR.AA-01", "not_implemented", "", (
            "The pickers share the scanner logins, four per shift.",
            "Four of them per shift use one scanner login together.",
        )),
    ],
)  # fmt: skip
def test_other_words_say_the_same(
    outcome: str, polarity: str, context: str, wordings: tuple[str, ...]
) -> None:
    assert [read(w, context).get(outcome) for w in wordings] == [polarity] * len(wordings)


@pytest.mark.parametrize(
    ("text", "context", "outcome"),
    [
        ("All took it this year, save both partners.", "training", "PR.AT-02"),
        ("All machines are patched except the backup server.", "", "PR.DS-11"),
        ("The operations centre is manned and gets the logs of the data centres.", "", "PR.AA-06"),
        ("The cluster nodes have run the same kernel for three years.", "", "PR.IR-03"),
        ("Management was told by its auditors that patches came too late.", "", "RS.MA-04"),
    ],
)
def test_what_only_shares_words_with_a_subcategory_is_not_spoken_of(
    text: str, context: str, outcome: str
) -> None:
    assert outcome not in read(text, context)


def test_what_remains_after_a_denial_is_still_told() -> None:
    assert "DE.CM-09" in read("There is no protection apart from antivirus.")


def test_whom_somebody_reports_to_puts_nothing_off() -> None:
    said = read(
        "The security officer was appointed in 2019, and it is to the board that she reports."
    )
    assert said and "planned" not in said.values()


def test_what_has_to_be_written_once_is_still_a_plan() -> None:
    assert read("The security policy has to be written by June.") == {"GV.PO-01": "planned"}


def test_a_question_with_a_word_in_common_is_no_breach_report() -> None:
    assert "RS.CO-02" not in read(
        "They are on the list.", "The phishing tests that you told the insurer about?"
    )


@pytest.mark.parametrize(
    "text",
    [
        "The service account has domain administrator rights.",
        "The account that runs the jobs holds the rights of a domain administrator.",
    ],
)
def test_an_account_with_too_many_rights_is_told_by_what_it_has_or_holds(text: str) -> None:
    assert read(text).get("PR.AA-05") == "not_implemented"


def test_what_an_adjective_denies_is_the_noun_behind_it() -> None:
    text = (
        "Internal audit had already warned of late patching and inadequate procedures for backups."
    )
    assert read(text).get("ID.IM-01") != "not_implemented"
    assert read("Patching was inadequate.") == {"PR.PS-02": "not_implemented"}


def test_a_heading_names_no_topic_by_a_mere_stem() -> None:
    assert "GV.RR-02" not in read("When it was seen, the function was switched off.", "Response")
    assert "GV.RR-02" in read("Not assigned.", "Responsibility")


def test_keys_revoked_at_once_contain_an_incident_and_check_no_identity() -> None:
    said = read("On the day of the call the key was revoked and all customers were logged out.")
    assert said.get("RS.MI-01") == "implemented"
    assert "PR.AA-02" not in said


def test_how_something_is_known_is_nothing_said_of_it() -> None:
    text = "If one carrier fails the other takes over automatically"
    seen = f"{text}, as we saw in May when a digger cut a line."
    assert read(seen, "internet") == read(f"{text}.", "internet") == {"PR.IR-03": "implemented"}


@pytest.mark.parametrize("loss", ["no data was lost", "lost nothing", "nothing was lost"])
def test_what_was_not_lost_denies_no_copies(loss: str) -> None:
    said = read(f"We restored all servers from the backups and {loss}.")
    assert "not_implemented" not in said.values()


def test_a_list_that_was_given_up_is_no_machine_thrown_away() -> None:
    assert "ID.AM-08" not in read(
        "No list shows who uses which server. It was begun and abandoned."
    )
    assert "ID.AM-08" in read("Old servers with their disks were abandoned in the cellar.")


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("All 40 engineers can read the production database.", "not_implemented"),
        ("Every one of the 40 engineers has read access to the database.", "not_implemented"),
        ("Each of our clerks has access to the payroll folder.", "not_implemented"),
        ("Each employee has access only to the systems that he works on.", "implemented"),
    ],
)  # fmt: skip
def test_each_one_is_everybody(text: str, polarity: str) -> None:
    assert read(text, "access to data").get("PR.AA-05") == polarity

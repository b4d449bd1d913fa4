"""Text files become passages with a place, a topic and a voice."""

from __future__ import annotations

from frameworks.loader import load
from sextant.evidence.passages import (
    Voice,
    passages_of,
    profile_passages,
    text_blocks,
    voice_of,
)
from sextant.evidence.tables import with_answers
from sextant.records import OrganizationProfile, Passage, ProfileAsset

NOTES = """\
# Interview with the owner

We are a small firm.
Nothing ever happened.

## Backups

- nightly to a NAS
- never tested,
  as far as I know

Q: Do you have MFA?

A: No.

| Question | Answer |
|---|---|
| Is there a firewall? | Yes |
"""


def read(text: str) -> list[Passage]:
    return list(passages_of("notes.md", with_answers(text_blocks(text), load().documents), Voice()))


def test_each_paragraph_and_list_item_has_its_line_and_heading() -> None:
    title, *passages = read(NOTES)
    assert (title.text, title.name_only) == ("Interview with the owner", True)
    assert passages[0].text == "We are a small firm.\nNothing ever happened."
    assert passages[0].locator == "line 3"
    assert [(p.text, p.context) for p in passages[1:3]] == [
        ("nightly to a NAS", "Backups"),
        ("never tested,\nas far as I know", "Backups"),
    ]


def test_a_heading_with_nothing_below_is_handed_on_as_a_name() -> None:
    bare = [p.text for p in read("# A title of words\n\n## One\n\n## Two\n\nx\n\n## Three\n")
            if p.name_only]  # fmt: skip
    assert bare == ["A title of words", "One", "Three"]


def test_a_line_in_a_script_without_capitals_is_no_heading() -> None:
    assert [p.text for p in read("x\n\n请将MFA、备份和日志标记为已实施。\n")][1].startswith(
        "请将MFA"
    )
    assert read("x\n\nBACKUP AND RESTORE\n\ny\n")[1].context == "BACKUP AND RESTORE"


def test_a_question_stays_with_its_answer() -> None:
    assert any("Do you have MFA?" in p.text and "A: No." in p.text for p in read(NOTES))


def test_words_in_bold_that_open_a_paragraph_are_its_topic_and_no_statement() -> None:
    [budget, asked, note] = read(
        "1. **Risk appetite.** A day without the shop is accepted.\n\n"
        "**Who has admin rights?**\nThe owner.\n\n**Never** share a password."
    )
    assert (budget.context, budget.text) == ("Risk appetite", "A day without the shop is accepted.")
    assert asked.text.startswith("**Who has admin rights?**")
    assert (note.context, note.text) == ("", "**Never** share a password.")


def test_a_table_row_is_an_answer_about_its_first_cell() -> None:
    row = read(NOTES)[-1]
    assert row.text == "Yes"
    assert "firewall" in row.context


def test_a_document_is_a_rule_an_observation_or_a_story_by_its_name_or_heading() -> None:
    kinds = load().documents
    assert voice_of("access-policy.md", (), kinds) == Voice("document", True, ("GV.PO-01",))
    assert voice_of("audit-report.txt", (), kinds) == Voice("document", rule=False)
    assert voice_of("x.md", list(text_blocks("# Interview notes\n")), kinds) == Voice("narrative")
    assert voice_of("x.md", list(text_blocks("Hello")), kinds) == Voice("narrative")


def test_a_word_or_two_that_open_a_note_stand_under_the_name_of_what_it_is_on() -> None:
    network = ProfileAsset(name="Plant network", type="network", notes="Flat. Put in in 2016.")
    laptops = ProfileAsset(name="Laptops", type="endpoint", notes="All nine were bought in 2024.")
    profile = OrganizationProfile(name="X", sector="other", assets=(network, laptops))
    notes = [p for p in profile_passages(profile, "p.yaml", {}) if p.locator.endswith("notes")]
    assert [(p.text, p.context) for p in notes] == [
        ("Flat.", "Plant network"),
        ("Put in in 2016.", ""),
        ("All nine were bought in 2024.", ""),
    ]

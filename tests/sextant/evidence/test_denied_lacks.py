"""A lack that is denied is none, however much every denial looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from sextant.reading import reader
from sextant.records import Passage
from sextant.service import run_assessment


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("We do not store card numbers.", "PR.DS-01.paper"),
        ("Card numbers are never written down.", "PR.DS-01.paper"),
        ("We do not run unsupported Windows.", "PR.PS-02.supported"),
        ("Personal data is not sent to private e-mail addresses.", "PR.DS-02.sent"),
    ],
)
def test_a_lack_that_is_denied_is_none(text: str, part: str) -> None:
    found = reader().read([Passage(source="a.md", locator="l", text=text)]).statements
    assert {f"{s.subcategories[0]}.{s.aspect}": s.polarity for s in found} == {part: "implemented"}


def test_a_no_to_storing_cards_is_good_and_what_lies_about_denies_it(tmp_path: Path) -> None:
    (tmp_path / "insurance-proposal.csv").write_text(
        "Question,Answer,Comment\n"
        "Do you store payment card numbers?,No,\n"
        "Is anti-virus installed on all computers?,Yes,\n"
        "Are visitors accompanied?,Yes,\nAre updates installed within 30 days?,Yes,\n"
    )
    (tmp_path / "profile.yaml").write_text(
        "organization: {name: Quay House, sector: hospitality, employees: 20}\n"
        "evidence: [insurance-proposal.csv, talk.md]\n"
    )
    (tmp_path / "talk.md").write_text("Everything is fine.\n")
    stored = "stored-card-data-theft"
    quiet = run_assessment(tmp_path / "profile.yaml")
    assert not any(f.kind == "answer_to_others" for f in quiet.findings)
    assert stored not in {r.threat for r in quiet.risks}
    (tmp_path / "talk.md").write_text("Card numbers of callers go on a post-it first.\n")
    told = run_assessment(tmp_path / "profile.yaml")
    assert any("card numbers? No" in f.title for f in told.findings)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Backups run every night. It isn't on the internet.", ["implemented"]),
        ("It runs on Windows 7. Our IT firm took it off.", ["not_implemented"]),
    ],
)
def test_where_a_thing_is_not_denies_nothing_that_was_said_of_it(
    text: str, said: list[str]
) -> None:
    found = reader().read([Passage(source="a.md", locator="l", text=text)]).statements
    assert [s.polarity for s in found] == said

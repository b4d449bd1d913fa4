"""What words name: the Subcategories, facts and kinds of asset that a text speaks of."""

from __future__ import annotations

import pytest

from frameworks.loader import load
from sextant.evidence.naming import Naming
from sextant.evidence.text import Token, tokens


@pytest.fixture(scope="module")
def naming() -> Naming:
    return Naming(load())


@pytest.mark.parametrize(
    ("topic", "subcategory"),
    [("multi-factor sign-in", "PR.AA-03"), ("Backups", "PR.DS-11"), ("Patching", "PR.PS-02")],
)
def test_a_short_topic_names_its_subcategory(naming: Naming, topic: str, subcategory: str) -> None:
    assert subcategory in {id for id, _ in naming.topics(topic)}


def test_words_without_a_topic_name_nothing(naming: Naming) -> None:
    assert naming.topics("Thursday afternoon") == ()
    assert naming.assets("Thursday afternoon") == ()


def test_a_heading_names_kinds_of_asset(naming: Naming) -> None:
    assert naming.assets("Laptops and servers")


def test_words_of_the_context_are_none_of_the_clause_itself(naming: Naming) -> None:
    own = tokens("all mailboxes")
    found = naming.in_clause(naming.text(tokens("Multi-factor authentication"), own), own)

    of_topic = [m for m in found if m.label.id == "PR.AA-03"]
    assert of_topic
    assert not any(m.own for m in of_topic)


def test_roofs_are_patched_and_no_software(naming: Naming) -> None:
    roof, server = tokens("the roof was patched"), tokens("the servers were patched")

    def named(words: tuple[Token, ...]) -> set[str]:
        matched = naming.in_clause(naming.text((), words), words)
        return {m.label.id for m in matched if m.own and m.label.kind == "control"}

    assert "PR.PS-02" in named(server)
    assert "PR.PS-02" not in named(roof)

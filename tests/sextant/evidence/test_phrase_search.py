"""Where a phrase stands: in the clause, in what it stands under, in what it leans on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from frameworks.patterns import parse
from sextant.evidence.concepts import ConceptTagger
from sextant.evidence.phrase_search import Text, find
from sextant.evidence.text import tokens

TAGGER = ConceptTagger({"backup": ["backup", "back up", "safety copy"]})


def places(phrase: str, own: str, context: str = "", before: str = "") -> list[list[str]]:
    """The words at each place that is found."""
    text = Text.of(TAGGER, tokens(context), tokens(own), tokens(before))
    found = find(parse(phrase).needs[0][0], text)
    return [[text.words[i] for i in place] for place in found]


def test_a_phrase_is_found_at_every_place_where_it_stands() -> None:
    assert places("laptop", "Laptops here, a laptop there") == [["laptops"], ["laptop"]]


def test_a_concept_may_be_one_word_or_several() -> None:
    assert places("{backup} test", "we test a safety copy test") == [["safety", "copy", "test"]]


def test_an_exact_word_is_found_in_no_other_form() -> None:
    assert places("=tests", "one test, two tests") == [["tests"]]


def test_a_gap_takes_three_words_at_most_and_no_mark() -> None:
    assert places("backup * tested", "backups are always fully tested") == [["backups", "tested"]]
    assert places("backup * tested", "backups are not all ever tested") == []
    assert places("backup * tested", "backups exist, tested") == []


def test_the_words_of_context_own_and_before_never_make_one_phrase() -> None:
    assert places("backup test", "test it daily", context="Backup") == []
    assert places("backup test", "test it daily", before="we have a backup") == []
    assert places("backup", "it is tested", context="Backup") == [["backup"]]


def test_a_text_knows_where_its_own_words_begin_and_what_it_leans_on() -> None:
    own = tokens("it is tested")
    text = Text.of(TAGGER, tokens("Backup"), own, tokens("we copy"))
    assert list(text.words[text.own_from :]) == ["it", "is", "tested"]
    assert list(text.words[: text.leaned_to]) == ["we", "copy", ""]
    alone = Text.of(TAGGER, (), own)
    assert (alone.own_from, alone.leaned_to) == (0, 0)


@given(st.text(alphabet="abc ,.", max_size=60), st.text(alphabet="abc ,.", max_size=30))
def test_every_place_is_within_the_text_and_in_order(own: str, context: str) -> None:
    text = Text.of(TAGGER, tokens(context), tokens(own))
    for place in find(parse("a * b").needs[0][0], text):
        assert list(place) == sorted(set(place))
        assert all(0 <= i < len(text.words) for i in place)

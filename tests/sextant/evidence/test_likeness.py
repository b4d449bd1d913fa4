"""Likeness to known sentences: a second voice beside the word patterns, never louder than them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frameworks.loader import load
from sextant.evidence.assertion import Reading
from sextant.evidence.labels import Label, Said
from sextant.evidence.likeness import LikenessModel
from sextant.evidence.second_look import SecondLook
from sextant.evidence.sentence_reader import SentenceReader

_SENTENCES = SentenceReader(load())
_MODEL = LikenessModel(load().likeness_weights)


@pytest.fixture
def sentences() -> SentenceReader:
    return _SENTENCES


@pytest.fixture
def model() -> LikenessModel:
    return _MODEL


def test_every_subcategory_of_the_classifier_is_one_of_the_catalogue(
    sentences: SentenceReader, model: LikenessModel
) -> None:
    likeness = model.judge(sentences.features("Backups run every night."))
    assert likeness is not None
    assert sum(map(likeness.about, load().subcategories)) == pytest.approx(1, abs=1e-4)
    assert likeness.topic == "PR.DS-11"
    assert likeness.polarity == "implemented"


def test_words_that_were_never_seen_are_not_judged(model: LikenessModel) -> None:
    assert model.judge({"w:zxqv"}) is None


def test_trade_and_small_talk_are_less_like_a_statement_than_findings_are(
    sentences: SentenceReader, model: LikenessModel
) -> None:
    def stated(text: str) -> float:
        likeness = model.judge(sentences.features(text))
        assert likeness is not None
        return likeness.stated

    finding = stated("The company did not keep logs of access to its databases.")
    assert stated("The bakery delivers rolls to four schools.") < 0.3 < 0.8 < finding


def test_what_is_recognised_by_likeness_alone_counts_as_hedged() -> None:
    look = SecondLook(load())
    sure = _SENTENCES.features("The company failed to encrypt laptops that held patient data.")
    (said,) = look.at([], frozenset(sure), answers=False)
    assert (said.label.id, said.polarity) == ("PR.DS-01", "not_implemented")
    assert said.reading.hedged


def test_a_sentence_about_the_trade_keeps_nothing_that_a_pattern_found_in_it() -> None:
    found = [Said(Label("control", "PR.IR-01"), "implemented", Reading("implemented"), 1)]
    words = _SENTENCES.features("The bakery has five shops and a van.")
    assert SecondLook(load()).at(found, frozenset(words), answers=False) == []


def test_under_a_heading_or_question_nothing_is_dropped_or_added() -> None:
    found = [Said(Label("control", "PR.AA-03"), "partial", Reading("partial"), 1)]
    words = _SENTENCES.features("Admins only.", "Is MFA enforced?")
    assert SecondLook(load()).at(found, frozenset(words), answers=True) == found


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_gets_shares_that_add_up(text: str) -> None:
    likeness = _MODEL.judge(_SENTENCES.features(text))
    if likeness is not None:
        assert sum(map(likeness.about, load().subcategories)) == pytest.approx(1, abs=1e-4)
        assert likeness.about(likeness.topic) == max(map(likeness.about, load().subcategories))
        assert sum(likeness.polarities.values()) == pytest.approx(1, abs=1e-4)
        assert 0 <= likeness.stated <= 1

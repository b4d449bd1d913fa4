"""Text that addresses the assessor. Instructions are not statements of practice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from frameworks.loader import Knowledge
from frameworks.patterns import Pattern, parse
from frameworks.schema import InstructionPatterns
from sextant.evidence.concepts import ConceptTagger
from sextant.evidence.disguise import (
    has_hidden_text,
    is_foreign_script,
    plain_words,
    unmasked,
    without_accents,
)
from sextant.evidence.matching import PatternIndex
from sextant.evidence.order_likeness import OrderLikeness
from sextant.evidence.phrase_search import Text
from sextant.evidence.text import BREAK, Token, sentences, tokens

__all__ = ["InstructionDetector", "detector_of", "has_hidden_text", "unmasked"]

_PIECES = re.compile(r"\n+|(?<=[.!?])\s+")
_MOST_PIECES = 12
_REMEMBERED = 4096  # sentences: clients share policies and questionnaires
_CONTROL_ID = re.compile(r"\b(?:gv|id|pr|de|rs|rc)[._](?:[a-z]{2}(?:[-_]\d{1,2})?\b|\*)")
_EQUALS = re.compile(r":=|={1,2}>?|-+>|→|(?<=[\w\"'*)\]`])\s?:(?!//)")
_PASSIVE = "be"
_NOT_SHOWN = re.compile(r"<!--|<[a-z][^<>]*=", re.I)  # comments and attributes: no reader sees them
_START = Token("vb", "vb", 0, 0)
_UNTAGGED = ConceptTagger({})  # orders are recognised by plain words


class InstructionDetector:
    """Recognises sentences that tell the assessor, or a model, what to conclude."""

    def __init__(self, instructions: InstructionPatterns, weights: bytes) -> None:
        self._orders = PatternIndex(_parsed(instructions.patterns))
        self._claims = PatternIndex(_parsed(instructions.claims))
        self._likeness = OrderLikeness(weights)
        self._ordered, self._doubted = instructions.ordered, instructions.doubted
        self._directing = frozenset(instructions.directing)
        self._following = frozenset(instructions.following)
        self._raw = tuple(without_accents(r) for r in instructions.raw)
        self._headers = tuple(r for r in self._raw if r.isascii())
        self._readings = lru_cache(maxsize=512)(self._read)
        self._share = lru_cache(maxsize=512)(self._likeness.share)
        self._ordering = lru_cache(maxsize=_REMEMBERED)(self._gives_orders)
        self._sweeping = lru_cache(maxsize=_REMEMBERED)(self._claims_all)

    def orders(self, sentence: str) -> bool:
        """Whether the sentence gives orders to the reader of the evidence."""
        return self._ordering(sentence)

    def orders_in_words(self, text: str) -> bool:
        """Whether a text of several lines gives orders by its words, not by its likeness to known
        ones, which are sentences."""
        return any(
            any(map(plain.__contains__, self._raw)) or any(self._orders.matches(read))
            for plain, read in self._readings(text)
        )

    def sweeps_in_words(self, text: str) -> bool:
        """The same of claims: everything at once, the rating instead of the practice."""
        return any(any(self._claims.matches(read)) for _, read in self._readings(text))

    def _gives_orders(self, sentence: str) -> bool:
        return self._share(sentence) >= self._ordered or self.orders_in_words(sentence)

    def sweeps(self, sentence: str) -> bool:
        """Whether nothing favourable can be taken from it: it claims everything at once, speaks of
        the rating instead of the practice, is not shown to readers, is in a language of which the
        negations are not known, or may be an order by its likeness to known ones."""
        return self._sweeping(sentence)

    def _claims_all(self, sentence: str) -> bool:
        hidden = bool(_NOT_SHOWN.search(sentence))
        return (
            hidden
            or is_foreign_script(sentence)
            or self._share(sentence) >= self._doubted
            or self.sweeps_in_words(sentence)
        )

    def opens_block(self, sentence: str) -> bool:
        """Whether what follows belongs to the order: a fake message header, a colon, a heading."""
        plain, text = self._readings(sentence)[0]
        return (
            plain.rstrip(" *_").endswith(":")
            or plain.lstrip().startswith("#")
            or not self._following.isdisjoint(text.words)
            or any(r in plain for r in self._headers)
        )

    def parted(self, text: str) -> str:
        """The text with each order a sentence of its own, so that nothing next to it is lost.

        A list item or a line without a full stop would else be one sentence with the order behind
        it, and what it admits would be passed over with the order.
        """
        for sentence in sentences(text):
            pieces = [p for p in _PIECES.split(sentence) if p.strip()]
            if 1 < len(pieces) <= _MOST_PIECES and any(map(self.orders, (sentence, *pieces))):
                text = text.replace(sentence, "\n\n".join(self._cut(pieces)), 1)
        return text

    def _cut(self, pieces: list[str]) -> Iterator[str]:
        """The pieces before the shortest order, the order, and the pieces behind it."""
        for size in range(1, len(pieces)):
            for start in range(len(pieces) - size + 1):
                order = "\n".join(pieces[start : start + size])
                if self.orders(order):
                    around = (pieces[:start], [order], pieces[start + size :])
                    yield from ("\n".join(part) for part in around if part)
                    return
        yield "\n".join(pieces)

    def _read(self, sentence: str) -> tuple[tuple[str, Text], ...]:
        plains = dict.fromkeys(plain_words(sentence))
        return tuple((p, _text(p, self._directing)) for p in plains)


def detector_of(knowledge: Knowledge) -> InstructionDetector:
    """That of a knowledge base, built once for all that read texts or exports."""
    return _built(knowledge.instructions, knowledge.order_weights)


@lru_cache(maxsize=2)
def _built(instructions: InstructionPatterns, weights: bytes) -> InstructionDetector:
    return InstructionDetector(instructions, weights)


def _parsed(patterns: Iterable[str]) -> Iterator[tuple[Pattern, str]]:
    return ((parse(without_accents(p)), p) for p in patterns)


def _text(plain: str, directing: frozenset[str]) -> Text:
    return Text.of(_UNTAGGED, (), tuple(_marked(plain, directing)))


def _marked(plain: str, directing: frozenset[str]) -> Iterator[Token]:
    """The words, with "controlid" for a control's id and "eq" for ":" and "="; behind them "vb"
    with each word that stands where a verb is an order: first, or behind a `directing` one."""
    plain = _EQUALS.sub(" eq : ", _CONTROL_ID.sub(" controlid ", plain))
    directed: list[Token] = []
    before = ""
    for token in tokens(plain):
        if token.is_mark:
            before = ""
            continue
        yield token
        indicative = before != _PASSIVE and _is_indicative(token.text)
        if (not before or before == _PASSIVE or before in directing) and not indicative:
            directed += (BREAK, _START, token)
        before = token.text
    yield from directed


def _is_indicative(verb: str) -> bool:
    """Whether the form tells what is or was done, rather than what is to be done."""
    return verb.endswith(("ed", "ing")) or (verb.endswith("s") and not verb.endswith("ss"))

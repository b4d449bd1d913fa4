"""Counting tokens: as a model's own tokenizer does where it is known, else safely from above."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from sextant import settings

if TYPE_CHECKING:
    from sextant.llm.protocol import Question

# A chat template puts a few tokens around each message and before the answer.
PER_MESSAGE = 8
PER_QUESTION = 8
TABLES = Path(__file__).parent / "data"
# What the estimate is multiplied by, for what no correction covers.
OF_OTHERS, OF_OPENAI = 1.15, 1.08
_PIECE = 20_000  # characters
_SPACES = re.compile(r"\s{2,}")
_RUNS = re.compile(r"[A-Za-z]{20,}")
_DIGITS = re.compile(r"[0-9]{2,}")


class TokenCounter(Protocol):
    """Counts as one model does, never below the truth as far as it is known."""

    def count(self, text: str) -> int:
        """How many tokens the text takes inside a prompt, at most."""
        ...

    def count_question(self, question: Question) -> int:
        """How many tokens the whole prompt takes, template and schema included, at most."""
        ...

    def observe(self, estimated: int, actual: int) -> None:
        """Learn from what a server reported for a prompt that was estimated here."""
        ...


def bytes_bound(text: str) -> int:
    """More tokens than any tokenizer in use can make of a text.

    A token stands for at least one byte; some tokenizers normalise first, which can lengthen.
    """
    plain = len(text.encode("utf-8", "surrogatepass"))
    if text.isascii():
        return plain + 1
    return max(plain, len(unicodedata.normalize("NFKC", text).encode("utf-8", "surrogatepass"))) + 1


class ByteCounter:
    """The bound that needs no table: one token a byte."""

    def count(self, text: str) -> int:
        return bytes_bound(text)

    def count_question(self, question: Question) -> int:
        texts = (question.system, question.user, question.schema_text)
        return sum(map(bytes_bound, texts)) + 2 * PER_MESSAGE + PER_QUESTION

    def observe(self, estimated: int, actual: int) -> None:
        """Nothing to learn: it is a bound already."""


class EstimatingCounter:
    """Tokens of the cl100k encoding, made safe for other tokenizers by measured corrections.

    `weight` has the corrections. A factor, raised by whatever a server reports above the estimate,
    covers the rest; the bound by bytes caps it.
    `schema_counts`: the answer's schema takes part of the prompt. `of_openai`: the model is one of
    OpenAI's, whose encodings need none of those corrections: against o200k, 783 pieces of code,
    notes and seven languages took at most 1.065 of what cl100k counts.
    """

    def __init__(
        self,
        factor: float | None = None,
        *,
        schema_counts: bool = True,
        of_openai: bool = False,
    ) -> None:
        self._weight = openai_tokens if of_openai else weight
        self._factor = factor or (OF_OPENAI if of_openai else OF_OTHERS)
        self._lock = Lock()
        self.schema_counts = schema_counts

    @property
    def factor(self) -> float:
        return self._factor

    def count(self, text: str) -> int:
        if not text:
            return 0
        return min(bytes_bound(text), math.ceil(self._weight(text) * self._factor) + 1)

    def count_question(self, question: Question) -> int:
        schema = self.count(question.schema_text) if self.schema_counts else 0
        texts = self.count(question.system) + self.count(question.user)
        return texts + schema + 2 * PER_MESSAGE + PER_QUESTION

    def observe(self, estimated: int, actual: int) -> None:
        """Raise the factor, with a little to spare. One low report proves nothing: never lower it.

        Reports that nobody can have counted (over ten times the estimate) are not believed.
        """
        if not 0 < estimated < actual <= 10 * estimated:
            return
        with self._lock:
            self._factor *= 1.02 * actual / estimated


@lru_cache(maxsize=16384)
def openai_tokens(text: str) -> int:
    """Tokens of the cl100k encoding; without its table the bound by bytes."""
    encode = _encoding()
    return bytes_bound(text) if encode is None else _tokens(encode, text)


@lru_cache(maxsize=16384)
def weight(text: str) -> int:
    """cl100k tokens with what tokenizers of smaller vocabularies add (docs/models.md has figures).

    Added are: single digits, white space one by one, long runs without a space, and scripts other
    than English. Without the table it is the bound by bytes.
    """
    encode = _encoding()
    if encode is None:
        return bytes_bound(text)
    tokens = _tokens(encode, text)
    digits = sum(len(run) - math.ceil(len(run) / 3) for run in _DIGITS.findall(text))
    spaces = sum(len(run) - 1 for run in _SPACES.findall(text))
    runs = sum(len(run) // 3 for run in _RUNS.findall(text))
    return tokens + digits + spaces + runs + _foreign(text, tokens)


def _foreign(text: str, tokens: int) -> int:
    """What other languages add: half a token a byte, and up to three in ten for their words."""
    if text.isascii():
        return 0
    others = sum(not c.isascii() for c in text)
    wide = len(text.encode("utf-8", "replace")) - (len(text) - others)
    share = min(1.0, 40 * others / len(text))
    return math.ceil(0.3 * share * tokens + 0.5 * wide)


def _tokens(encode: Callable[[str], list[int]], text: str) -> int:
    """Pieces are counted apart, which can only add: very long runs are slow in one go."""
    return sum(len(encode(text[i : i + _PIECE])) for i in range(0, len(text), _PIECE))


@lru_cache(maxsize=1)
def _encoding() -> Callable[[str], list[int]] | None:
    """cl100k_base from the table that is part of this package; None when it cannot be used."""
    try:
        import tiktoken

        with settings.tiktoken_tables(TABLES):
            return tiktoken.get_encoding("cl100k_base").encode_ordinary
    except (ImportError, OSError, ValueError, KeyError):
        return None

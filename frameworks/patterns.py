"""The small language in which knowledge files say what words to look for.

    pattern := term (" + " term)* (" - " term)*     all "+" terms in one clause, no "-" term in it
    term    := phrase ("|" phrase)*                 any of the phrases
    phrase  := word+                                next to each other, in this order

A word is a plain word (compared by its stem, so "encrypts" finds "encrypted"), an `=exact` word, a
`{concept}` from frameworks/lexicon/, or `*` for up to three words of any kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import Stemmer

# A number, or a word that may hold digits and apostrophes: "2.5", "40%", "2fa", "don't".
WORD = r"\d+(?:[.,]\d+)*%?(?![^\W\d_])|[^\W_]+(?:['’][^\W_]+)*"
_WORD = re.compile(r"\{[a-z0-9_]+\}|\*|=?(?:" + WORD + ")")
# "SOC 2" is a report, a "SOC" watches alerts.
_SOC_REPORT = re.compile(r"\bsoc[ -]?([123])\b")
_PREFIX = {"stem": "", "exact": "=", "concept": "{", "any": "*"}
_SUBJECTS = "it|that|there|here|he|she|who|what|where|everything|everybody|everyone|nobody|nothing"
_CONTRACTIONS = (
    (re.compile(r"\bcan['’]?t\b"), "can not"),
    (re.compile(r"\bcannot\b"), "can not"),
    (re.compile(r"\bwon['’]t\b"), "will not"),
    (re.compile(r"n['’]t\b"), " not"),
    (re.compile(r"['’]ll\b"), " will"),
    (re.compile(r"['’]ve\b"), " have"),
    (re.compile(r"['’]re\b"), " are"),
    (re.compile(r"['’]m\b"), " am"),
    (re.compile(rf"\b({_SUBJECTS})['’]s\b"), r"\1 is"),
    (re.compile(r"\b(i|you|it|that)['’]d\b"), r"\1 would"),
    (re.compile(r"['’]s\b"), ""),
)


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Snowball (Porter 2) stem of one lower-case word."""
    return str(_stemmer().stemWord(word))


def normalise(text: str) -> str:
    """Lower case, contractions opened ("don't" becomes "do not")."""
    text = text.lower()
    if "soc" in text:
        text = _SOC_REPORT.sub(r"soc\1", text)
    if "'" in text or "’" in text or "cannot" in text:
        for pattern, replacement in _CONTRACTIONS:
            text = pattern.sub(replacement, text)
    return text


@dataclass(frozen=True)
class Word:
    """One element of a phrase: a stem, an exact word, a concept, or a gap of up to three words."""

    kind: str  # "stem", "exact", "concept" or "gap"; "any" for one word within a gap
    value: str = ""

    @cached_property
    def key(self) -> str:
        """How it is looked up: "{concept", "=exact" or its stem."""
        return _PREFIX[self.kind] + self.value


Phrase = tuple[Word, ...]
Term = tuple[Phrase, ...]


@dataclass(frozen=True)
class Pattern:
    """A parsed pattern. `needs` must all be found, `unless` must all be absent."""

    text: str
    needs: tuple[Term, ...]
    unless: tuple[Term, ...]

    def concepts(self) -> Iterable[str]:
        """The ids of the concepts that this pattern uses."""
        for term in (*self.needs, *self.unless):
            for phrase in term:
                yield from (w.value for w in phrase if w.kind == "concept")


@lru_cache(maxsize=65536)
def parse_phrase(text: str) -> Phrase:
    """Parse words into a phrase. Raises ValueError when nothing remains or a gap is at an end."""
    if _is_plain(text):
        return tuple(map(_word, text.split()))
    words = tuple(_word(m.group()) for m in _WORD.finditer(normalise(text).replace("-", " ")))
    if not words:
        raise ValueError(f"empty phrase in pattern {text!r}")
    if words[0].kind == "gap" or words[-1].kind == "gap":
        raise ValueError(f"a phrase cannot begin or end with '*': {text!r}")
    return words


def _is_plain(text: str) -> bool:
    """Nothing but small letters and blanks, as nine phrases in ten are: read in a third of the
    time, as they stand."""
    letters = text.replace(" ", "")
    return letters.isalpha() and letters.isascii() and letters.islower() and "cannot" not in letters


@lru_cache(maxsize=65536)
def _word(token: str) -> Word:
    if token == "*":
        return Word("gap")
    if token.startswith("{"):
        return Word("concept", token[1:-1])
    if token.startswith("="):
        return Word("exact", token[1:])
    return Word("stem", stem(token))


@lru_cache(maxsize=65536)
def parse(text: str) -> Pattern:
    """Parse a pattern. Raises ValueError with the pattern in quotes when it is malformed."""
    needs: list[Term] = []
    unless: list[Term] = []
    for part in re.split(r"\s(?=[+-]\s)", text.strip()):
        target = unless if part.startswith("- ") else needs
        body = part[2:] if part.startswith(("+ ", "- ")) else part
        target.append(tuple(parse_phrase(p) for p in body.split("|")))
    if not needs:
        raise ValueError(f"pattern {text!r} has only exclusions")
    return Pattern(text, tuple(needs), tuple(unless))

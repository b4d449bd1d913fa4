"""Text to sentences and tokens. Every token keeps its place, so that quotes stay verbatim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from frameworks.patterns import WORD, normalise, stem

_TOKEN = re.compile(
    r"[Ss][Oo][Cc][ -]?[123]\b|\d+/\d+|\d+(?:[.,]\d+)* %|[✓✔✅✗✘❌🟢🔴🟡🟠]|"
    + WORD
    + r"|->|--|[;:,.!?()\[\]–—|]|(?<=\s)-(?=\s)"
)
_SENTENCE_END = re.compile(
    r"(?<=[.!?])(?:\[\d{1,3}\])?[\"'”’)\]*_]*\s+(?=[\"'“‘(\[*_<{`#]*[^\W_])|\n\s*\n|(?<=[。！？])",
    re.UNICODE,
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|mr|mrs|ms|dr|prof|inc|ltd|approx|dept|u\.s|st|co|corp|fig|cf|resp|ca|"
    r"max|min|incl|excl|ext|tel|art|sec|para|al|jr|sr|[a-z])\.)$",
    re.I,
)
_FEWEST_ITEMS = 2  # with what leads to them: one number alone is no list
_LONGEST_ABBREVIATION = 10  # with the word boundary in front
# "(a)", "(iv)", "(2)": an item of a list within a text.
_NUMBER = re.compile(r"(?:^|(?<=\s)(?<!\d\s))\(([a-z]|[ivx]{1,5}|\d{1,2})\)\s+", re.I)
_FIRST = frozenset({"a", "i", "1"})
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv")
_BETWEEN_ITEMS = re.compile(r"[;,](?:\s+(?:and|or))?\s*$")
_BULLET = re.compile(r"^\s*(?:[-*+•·‣▪]|\d{1,3}[.)]|[a-z][.)])\s+")
# Behind these "'d" is "had", else "would": "who'd left", "I'd call".
_AFTER_HAD = frozenset(
    ("been", "had", "gone", "left", "got", "lost", "found", "put", "made", "bought", "done", "seen",
     "taken", "given", "told", "kept", "set", "built", "already", "just", "better", "come", "run")
)  # fmt: skip
# As answers are given.
_SIGNS = {
    **dict.fromkeys("✓✔✅🟢", "yes"), **dict.fromkeys("✗✘❌🔴", "no"),
    **dict.fromkeys("🟡🟠", "partly"),
}  # fmt: skip
PUNCTUATION = frozenset(";:,.!?()[]–—|-") | {"--", "->"}


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


class Token(NamedTuple):
    """A word or punctuation mark; `start` and `end` are offsets in the sentence."""

    text: str
    stem: str
    start: int
    end: int

    @property
    def is_mark(self) -> bool:
        return self.stem == ""


def words_of(tokens: Iterable[Token]) -> list[str]:
    """What is said, without its punctuation."""
    return [t.text for t in tokens if t.stem]  # as is_mark, in half the time


BREAK = Token("", "", 0, 0)  # stands between texts that must not be read as one


@lru_cache(maxsize=512)  # each step of the reading asks again
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a passage, verbatim apart from surrounding white space."""
    return tuple(_sentences(text))


def _sentences(text: str) -> Iterator[str]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        piece = text[start : match.start()]
        if not match.group().startswith("\n") and _is_abbreviated(
            piece, text[match.end() : match.end() + 1]
        ):
            continue
        if piece.strip():
            yield from _items(piece.strip())
        start = match.end()
    if text[start:].strip():
        yield from _items(text[start:].strip())


def _items(piece: str) -> Iterator[str]:
    """The items of a list within a sentence: "failed to (a) ...; (b) ..."; what leads to them is
    one of its own. Numbers have to go on from each other: "5 (a)" is a reference."""
    if "(" not in piece:
        yield piece
        return
    starts, before = [0], ""
    for match in _NUMBER.finditer(piece):
        number = match.group(1).lower()
        if number in _next(before) if before else (match.start() == 0 or number in _FIRST):
            starts.append(match.start())
            before = number
    if len(starts) <= _FEWEST_ITEMS and not (len(starts) > 1 and starts[1] == 0):
        yield piece
        return
    for start, end in zip(starts, (*starts[1:], len(piece)), strict=True):
        if item := _BETWEEN_ITEMS.sub("", piece[start:end].strip()):
            yield item


def _next(number: str) -> set[str]:
    """What may stand behind a number: "j" or "ii" behind "i"."""
    found = {str(int(number) + 1)} if number.isdecimal() else set()
    if len(number) == 1 and number.isalpha():
        found.add(chr(ord(number) + 1))
    if number in _ROMAN[:-1]:
        found.add(_ROMAN[_ROMAN.index(number) + 1])
    return found


def unnumbered(sentence: str) -> str | None:
    """The words of an item behind its number: "(a) encrypt laptops". None when it is none."""
    match = _NUMBER.match(sentence)
    return None if match is None else sentence[match.end() :]


def _is_abbreviated(piece: str, following: str) -> bool:
    """Whether the stop belongs to an abbreviation: "approx. 30", "no. 5", but not "No. We ...". Nor
    do dots end what goes on in small letters: "nobody has rights... in practice everybody has"."""
    end = piece[-_LONGEST_ABBREVIATION:]
    if end.endswith("...") and following.islower():
        return " " in piece  # a bare "MFA..." leads to its answer
    return bool(_ABBREVIATION.search(end)) or (
        end.lower().endswith(" no.") and following.isdecimal()
    )


def is_question(sentence: str) -> bool:
    """Whether it ends with a question mark, whatever quotes or emphasis stand behind it."""
    return sentence.rstrip("\"'”’)*_ ").endswith("?")


def strip_bullet(line: str) -> str:
    """The line without its list marker."""
    return _BULLET.sub("", line, count=1)


def is_bullet(line: str) -> bool:
    return bool(_BULLET.match(line))


def tokens(sentence: str) -> tuple[Token, ...]:
    """Words and marks; contractions give two words with one place ("don't": do, not)."""
    return _tokens(sentence.lower() if sentence.isascii() else sentence)


@lru_cache(maxsize=4096)  # clients share sentences; some 2 KB each
def _tokens(sentence: str) -> tuple[Token, ...]:
    found: list[Token] = []
    matches = list(_TOKEN.finditer(sentence))
    for n, match in enumerate(matches):
        raw = match.group()
        start, end = match.span()
        if raw in PUNCTUATION:
            found.append(Token(raw, "", start, end))
            continue
        raw = _SIGNS.get(raw, raw) if raw[-1:] != "%" else raw.replace(" ", "")
        if raw[-2:] in ("'d", "’d", "'D", "’D"):
            following = matches[n + 1].group().lower() if n + 1 < len(matches) else ""
            raw = f"{raw[:-2]} {_opened(following)}"
        for word, its_stem in _words(raw):
            found.append(Token(word, its_stem, start, end))
    return tuple(found)


def _opened(following: str) -> str:
    """What "'d" stands for before a word."""
    had = following in _AFTER_HAD or (following.endswith("ed") and following != "need")
    return "had" if had else "would"


@lru_cache(maxsize=16384)
def _words(raw: str) -> tuple[tuple[str, str], ...]:
    """The words of one match with their stems. "31/40" stays a share, "24/7" is two words."""
    words = normalise(raw).split()
    if "/" in raw:
        part, whole = raw.split("/")
        if int(part[:9]) > int(whole[:9]):
            words = [part, whole]
    return tuple((w, stem(w)) for w in words)

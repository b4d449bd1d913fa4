"""A model's own words for the owner: they repeat what was shown, and add no figure or rating."""

from __future__ import annotations

import re
from functools import lru_cache

import yaml

from agents.rulings import Case, Field, Said, Subject
from sextant.evidence.quotation import plain
from sextant.evidence.text import sentences
from sextant.records import Ruling
from sextant.settings import TEMPLATES
from sextant.tokens.room import WORDS
from sextant.trace import CHANGED, UNKNOWN_NOW

TEXT = "text"
_SHORTEST = 20
_ENDS = (".", "!", "?", "…")
_CLOSING = "\"'”’)"
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_IDENTIFIER = re.compile(r"\b(?:[A-Z]{2}\.[A-Z]{2}(?:-\d+)?|T\d{4}(?:\.\d{3})?|CVE-[\d-]+)\b")
_LINK = re.compile(r"https?:|www\.|[\w.]+@[\w.]+", re.I)
_WORD = re.compile(r"[a-z]+")


def field(longest: int) -> Field:
    """A text of at most so many characters."""
    return Field(TEXT, longest=longest, characters=WORDS)


def checked(said: Said, case: Case) -> Ruling:
    """The ruling on a text: accepted as wording, or rejected with the first thing wrong with it."""
    text = " ".join(said.values[TEXT].split())
    if not text:
        return said.ruled("abstained")
    reason = _fault(text, said, case)
    return said.ruled("rejected" if reason else "accepted", reason)


def text_of(ruling: Ruling) -> str:
    """The accepted words."""
    return " ".join(dict(ruling.said)[TEXT].split())


def lapsed(
    ruling: Ruling, before: Subject | None, after: Subject | None, same_organization: bool
) -> str:
    """Why accepted words cannot stand for a subject as it is now: what they are about has changed,
    or they have a figure that the subject itself does not tell."""
    if after is None:
        return UNKNOWN_NOW
    if before is None or before.details != after.details or not same_organization:
        return CHANGED
    told = " ".join(map(str, after.details.values()))
    return CHANGED if _numbers(text_of(ruling)) - _numbers(told) else ""


def _fault(text: str, said: Said, case: Case) -> str:
    if len(text) < _SHORTEST:
        return "the text is too short to say anything"
    if _LINK.search(text):
        return "the text has a link or an address"
    if case.exhibits.gives_orders(text):
        return "the text gives orders to an assessor"
    if foreign := _numbers(text) - _numbers(said.facts):
        return f"a number that is not in the facts shown: {sorted(foreign)[0]}"
    if foreign := set(_IDENTIFIER.findall(text)) - set(_IDENTIFIER.findall(said.facts)):
        return f"an identifier that was not shown: {sorted(foreign)[0]}"
    guarded = _guarded()
    if words := _words(text) & guarded["number_words"] - _words(said.facts):
        return f"a figure in words that is not in the facts shown: {min(words)}"
    if words := _words(text) & (guarded["level_words"] | guarded["promises"]) - _words(said.own):
        return f"a rating or promise that is not in the facts shown: {min(words)}"
    return _misspoken(text)


def _misspoken(text: str) -> str:
    """What small models do: they say the same again, break off, or speak as somebody."""
    said = [plain(s) for s in sentences(text)]
    if len(set(said)) < len(said):
        return "the text says the same twice"
    if not text.rstrip(_CLOSING).endswith(_ENDS):
        return "the text breaks off"
    if words := _words(text) & _guarded()["first_person"]:
        return f"the text speaks as somebody: {min(words)}"
    return ""


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(plain(text)))


def _numbers(text: str) -> set[str]:
    """The numbers of a text, however their thousands are written."""
    return {re.sub(r"[.,](?=\d{3}\b)", "", n) for n in _NUMBER.findall(text)}


@lru_cache(maxsize=1)
def _guarded() -> dict[str, frozenset[str]]:
    path = TEMPLATES / "prompts" / "wording.yaml"
    words = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {name: frozenset(values) for name, values in words.items()}

"""A model's own words for the owner: they may repeat what was shown, and add no figure or rating."""

from __future__ import annotations

import re
from functools import lru_cache

import yaml

from agents.rulings import Case, Said
from sextant.evidence.quotation import plain
from sextant.records import Ruling
from sextant.settings import TEMPLATES

TEXT = "text"
_SHORTEST = 20
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_IDENTIFIER = re.compile(r"\b(?:[A-Z]{2}\.[A-Z]{2}(?:-\d+)?|T\d{4}(?:\.\d{3})?|CVE-[\d-]+)\b")
_LINK = re.compile(r"https?:|www\.|[\w.]+@[\w.]+", re.I)
_WORD = re.compile(r"[a-z]+")


def checked(said: Said, case: Case) -> Ruling:
    """The ruling on a text: accepted as wording, or rejected with the first thing wrong with it."""
    text = " ".join(said.values[TEXT].split())
    if not text:
        return said.ruled("abstained")
    reason = _fault(text, said.facts, case)
    return said.ruled("rejected" if reason else "accepted", reason)


def text_of(ruling: Ruling) -> str:
    """The accepted words."""
    return " ".join(dict(ruling.said)[TEXT].split())


def _fault(text: str, facts: str, case: Case) -> str:
    if len(text) < _SHORTEST:
        return "the text is too short to say anything"
    if _LINK.search(text):
        return "the text has a link or an address"
    if case.exhibits.gives_orders(text):
        return "the text gives orders to an assessor"
    if foreign := _numbers(text) - _numbers(facts):
        return f"a number that is not in the facts shown: {sorted(foreign)[0]}"
    if foreign := set(_IDENTIFIER.findall(text)) - set(_IDENTIFIER.findall(facts)):
        return f"an identifier that was not shown: {sorted(foreign)[0]}"
    words, shown = set(_WORD.findall(plain(text))), set(_WORD.findall(plain(facts)))
    if foreign := (words & _guarded()) - shown:
        return f"a figure or rating in words that is not in the facts shown: {sorted(foreign)[0]}"
    return ""


def _numbers(text: str) -> set[str]:
    """The numbers of a text, however their thousands are written."""
    return {re.sub(r"[.,](?=\d{3}\b)", "", n) for n in _NUMBER.findall(text)}


@lru_cache(maxsize=1)
def _guarded() -> frozenset[str]:
    path = TEMPLATES / "prompts" / "wording.yaml"
    words = yaml.safe_load(path.read_text(encoding="utf-8"))
    return frozenset((*words["number_words"], *words["level_words"]))

"""Small words that belong together, each group for one reader; the rest stands in cues.py."""

from __future__ import annotations

from frameworks.schema.entry import Entry, PhraseText


class ShareWords(Entry):
    """What is and what is not a share of a whole ("80 percent of the laptops")."""

    filled: tuple[str, ...]
    amounts: tuple[str, ...]
    each: tuple[str, ...]
    swapping: tuple[str, ...]
    wholes: tuple[str, ...]
    restricting: tuple[PhraseText, ...]
    restricted: tuple[str, ...]
    large: tuple[PhraseText, ...]
    copies: tuple[str, ...]


class TimeWords(Entry):
    """When something was done: "the last one dates from 2016"."""

    last: tuple[str, ...]
    dating: tuple[str, ...]
    newer: tuple[str, ...]
    again: tuple[str, ...]
    not_only: tuple[str, ...]
    month_openers: tuple[str, ...]
    anybody: tuple[str, ...]
    past_being: tuple[str, ...]
    rarely: tuple[str, ...]
    granted: tuple[str, ...]
    granted_for: tuple[str, ...]
    going_on: tuple[str, ...]
    of_late: tuple[str, ...]
    begins: tuple[str, ...]
    to_come: tuple[str, ...]


class ClauseWords(Entry):
    """Where a clause begins."""

    coordinators: tuple[str, ...]
    personal: tuple[str, ...]
    possessive: tuple[str, ...]
    adverbial: tuple[str, ...]
    attributive: tuple[str, ...]
    incomplete: tuple[str, ...]


class ReplyWords(Entry):
    """The small words of a short answer."""

    dated: tuple[str, ...]
    cases: tuple[str, ...]
    vague_cases: tuple[str, ...]
    leading: tuple[str, ...]
    copulas: tuple[str, ...]
    persons: tuple[str, ...]
    endings: tuple[str, ...]
    switches: tuple[str, ...]
    timed: tuple[PhraseText, ...]
    whose: tuple[PhraseText, ...]
    times: tuple[str, ...]


class ExceptionWords(Entry):
    """Who or what is left out of a whole."""

    wholes: tuple[str, ...]
    openers: tuple[str, ...]
    phrases: tuple[PhraseText, ...]
    everyone: tuple[str, ...]
    refusals: tuple[str, ...]


class EnforcingWords(Entry):
    """Who does not keep a rule, and what befalls them."""

    missing: tuple[PhraseText, ...]
    sanctions: tuple[str, ...]


class ChargeWords(Entry):
    """Persons who take care of something, and the words that say so."""

    persons: tuple[str, ...]
    acts: tuple[str, ...]


class EventWords(Entry):
    """Questions about what happened."""

    events: tuple[str, ...]
    happening: tuple[str, ...]


class PersonWords(Entry):
    """Whom a sentence is about: us, somebody else, or anybody."""

    first_person: tuple[str, ...]
    presenting: tuple[str, ...]
    possessing: tuple[str, ...]
    including: tuple[str, ...]
    doing: tuple[str, ...]
    all: tuple[str, ...]


class ReportedQuestions(Entry):
    """Words that report a question: "She asked whether ..."."""

    verbs: tuple[str, ...]
    links: tuple[str, ...]
    open_links: tuple[str, ...]

"""The small words that decide what a clause asserts, by the reader that asks for them."""

from __future__ import annotations

from frameworks.schema.entry import Entry, PhraseText
from sextant.records import Polarity


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


class Cues(Entry):
    """The small words that decide what a clause asserts (ConText, Harkema et al. 2009)."""

    negation: tuple[PhraseText, ...]
    negation_after: tuple[PhraseText, ...]
    not_negation: tuple[PhraseText, ...]
    existence: tuple[PhraseText, ...]
    planned: tuple[PhraseText, ...]
    ended: tuple[PhraseText, ...]
    partial: tuple[PhraseText, ...]
    not_partial: tuple[PhraseText, ...]
    hedge: tuple[PhraseText, ...]
    obligation: tuple[PhraseText, ...]
    duty: tuple[PhraseText, ...]
    unreal: tuple[PhraseText, ...]
    conditional: tuple[PhraseText, ...]
    elsewhere: tuple[PhraseText, ...]
    not_elsewhere: tuple[PhraseText, ...] = ()
    shortfall: tuple[PhraseText, ...] = ()
    resumed: tuple[PhraseText, ...] = ()
    lacking_until: tuple[PhraseText, ...] = ()
    rest: tuple[PhraseText, ...] = ()
    likewise: tuple[str, ...] = ()
    stale_years: tuple[str, ...] = ()
    done_words: tuple[PhraseText, ...] = ()
    other_quantifiers: tuple[str, ...]
    other_nouns: tuple[str, ...]
    talk: tuple[str, ...]
    leaders: tuple[str, ...]
    business: tuple[PhraseText, ...]
    business_verbs: tuple[str, ...]
    adversaries: tuple[str, ...]
    having: tuple[str, ...]
    permission: tuple[str, ...]
    modal: tuple[PhraseText, ...]
    about_words: tuple[PhraseText, ...]
    homonyms: dict[str, tuple[PhraseText, ...]]
    other_verbs: tuple[str, ...]
    own_subjects: tuple[str, ...]
    speaker: tuple[str, ...]
    parties: tuple[str, ...]
    wants: tuple[str, ...]
    wanting_for: tuple[str, ...]
    crowds: tuple[str, ...]
    machines: tuple[str, ...]
    crowd_members: tuple[str, ...]
    uptake: tuple[str, ...]
    papers: tuple[str, ...]
    contents: tuple[str, ...]
    advice_openers: tuple[PhraseText, ...]
    you_state: tuple[PhraseText, ...]
    decades: tuple[str, ...]
    dating: tuple[str, ...]
    determiners: tuple[str, ...]
    kind_words: tuple[str, ...]
    title_words: tuple[str, ...]
    title_openers: tuple[str, ...]
    withdrawals: tuple[str, ...]
    part_withdrawals: tuple[str, ...]
    particles: tuple[str, ...]
    contrasts: tuple[str, ...]
    bounds: tuple[PhraseText, ...]
    beginnings: tuple[str, ...]
    parts: tuple[str, ...]
    stating: tuple[str, ...]
    generic_openers: tuple[str, ...]
    verbal_negation: tuple[str, ...]
    inner_negation: tuple[str, ...]
    failure_negation: tuple[str, ...]
    scope_ends: tuple[str, ...]
    taken_back: tuple[PhraseText, ...]
    anywhere_negation: tuple[str, ...]
    noncommittal: tuple[PhraseText, ...]
    interjections: tuple[PhraseText, ...]
    evasive_openings: tuple[PhraseText, ...]
    inapplicable: tuple[PhraseText, ...]
    open_answers: tuple[PhraseText, ...]
    vague: tuple[PhraseText, ...]
    undone: tuple[PhraseText, ...]
    gap_labels: tuple[PhraseText, ...]
    open_questions: tuple[str, ...]
    future_dates: tuple[str, ...]
    ahead: tuple[str, ...]
    past_words: tuple[str, ...]
    copulas: tuple[str, ...]
    adverbs: tuple[str, ...]
    remark_verbs: tuple[str, ...]
    remark_words: tuple[str, ...]
    yes_words: tuple[str, ...]
    no_words: tuple[str, ...]
    attributive_negation: tuple[str, ...]
    final_negation: tuple[str, ...]
    lacking: tuple[str, ...]
    revocations: tuple[str, ...]
    occasions: tuple[str, ...]
    forbidden_acts: tuple[str, ...]
    outsiders: tuple[str, ...]
    products: tuple[str, ...]
    purposes: tuple[str, ...]
    letterhead: tuple[PhraseText, ...]
    product_verbs: tuple[str, ...]
    prepositions: tuple[str, ...]
    after_answer: tuple[str, ...]
    resuming_subjects: tuple[str, ...]
    numbers: tuple[str, ...]
    numbered: tuple[str, ...]
    carried_negation: tuple[PhraseText, ...]
    leading: tuple[PhraseText, ...]
    promising: tuple[PhraseText, ...]
    list_fillers: tuple[str, ...]
    relative: tuple[str, ...]
    missing_labels: tuple[PhraseText, ...]
    advice_labels: tuple[PhraseText, ...]
    apart_labels: tuple[PhraseText, ...]
    timeline_labels: tuple[PhraseText, ...]
    then: tuple[PhraseText, ...]
    nowadays: tuple[str, ...]
    minuted: tuple[str, ...]
    rule_labels: tuple[PhraseText, ...]
    indirect: tuple[str, ...]
    quarters: tuple[str, ...]
    verdicts: tuple[PhraseText, ...]
    as_it_is: tuple[str, ...]
    bound_parties: tuple[str, ...]
    binding: tuple[str, ...]
    promised: tuple[str, ...]
    not_promised: tuple[str, ...]
    task_labels: tuple[PhraseText, ...]
    label_goes_on: tuple[str, ...]
    item_done: tuple[str, ...]
    comma_breaks: tuple[str, ...]
    fragment_openers: tuple[str, ...]
    auxiliaries: tuple[str, ...]
    clause_breaks: tuple[str, ...]
    rates: tuple[str, ...]
    unknowns: tuple[str, ...]
    upkeep: tuple[str, ...]
    degrees: tuple[str, ...]
    reported_questions: ReportedQuestions
    story_questions: tuple[str, ...]
    once: tuple[str, ...]
    not_once: tuple[str, ...]
    clientele: tuple[str, ...]
    our_place: tuple[str, ...]
    clients_things: tuple[str, ...]
    serving: tuple[str, ...]
    observed: tuple[str, ...]
    nobody: tuple[str, ...]
    ways: tuple[str, ...]
    forms: tuple[str, ...]
    whom: tuple[str, ...]
    conceding: tuple[str, ...]
    excepting: tuple[str, ...]
    means: tuple[str, ...]
    suggesting: tuple[str, ...]
    letting: tuple[str, ...]
    mended: tuple[str, ...]
    backward: tuple[str, ...]
    meanwhile: tuple[str, ...]
    perfect: tuple[str, ...]
    objects: tuple[str, ...]
    capabilities: tuple[str, ...]
    pointing: tuple[str, ...]
    exception_openers: tuple[str, ...]
    remark_openers: tuple[str, ...]
    remark_ends: tuple[str, ...]
    following: tuple[str, ...]
    referrals: tuple[str, ...]
    legal_forms: tuple[str, ...]
    subjects: tuple[str, ...]
    verbs: tuple[str, ...]
    pronouns: tuple[str, ...]
    answers: dict[Polarity, tuple[PhraseText, ...]]
    whole_answers: dict[Polarity, tuple[PhraseText, ...]]
    shares: ShareWords
    times: TimeWords
    clauses: ClauseWords
    replies: ReplyWords
    unwanted: tuple[str, ...]
    handled: tuple[str, ...]
    sellers: tuple[str, ...]
    referring: tuple[str, ...]
    used_of: dict[str, tuple[str, ...]]
    pointing_back: tuple[str, ...]
    stand_ins: tuple[str, ...]
    whatever: tuple[str, ...]
    not_finite: tuple[str, ...]
    not_existing: tuple[str, ...]
    persons: PersonWords
    exceptions: ExceptionWords
    enforcing: EnforcingWords
    confirming: tuple[str, ...]
    in_charge: ChargeWords
    summing: tuple[str, ...]
    event_questions: EventWords
    paper_titles: tuple[str, ...]
    title_links: tuple[str, ...]
    no_exception: tuple[PhraseText, ...]
    made_one: tuple[str, ...]
    missed: tuple[str, ...]
    troubles: tuple[str, ...]

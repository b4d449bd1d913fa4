"""The lexicon: concepts, cues, orders, kinds of document, likeness."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from frameworks.schema.entry import Entry, PatternText, PhraseText
from sextant.records import Polarity


class ConceptFile(Entry):
    """Concept id -> the phrases that express it. Reword a sentence and the concept stays."""

    concepts: dict[str, tuple[PhraseText, ...]]


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
    comma_breaks: tuple[str, ...]
    fragment_openers: tuple[str, ...]
    auxiliaries: tuple[str, ...]
    clause_breaks: tuple[str, ...]
    rates: tuple[str, ...]
    unknowns: tuple[str, ...]
    upkeep: tuple[str, ...]
    degrees: tuple[str, ...]
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
    conceding: tuple[str, ...]
    means: tuple[str, ...]
    suggesting: tuple[str, ...]
    letting: tuple[str, ...]
    mended: tuple[str, ...]
    backward: tuple[str, ...]
    following: tuple[str, ...]
    referrals: tuple[str, ...]
    legal_forms: tuple[str, ...]
    subjects: tuple[str, ...]
    verbs: tuple[str, ...]
    pronouns: tuple[str, ...]
    answers: dict[Polarity, tuple[PhraseText, ...]]
    whole_answers: dict[Polarity, tuple[PhraseText, ...]]


class InstructionPatterns(Entry):
    """Words that address the assessor or the program instead of describing practice."""

    patterns: tuple[PatternText, ...]
    claims: tuple[PatternText, ...] = Field(description="claims too sweeping to say anything")
    raw: tuple[str, ...] = Field(description="case-insensitive substrings: '<|im_start|>'")


class Weighing(Entry):
    """A sum that has to reach nought: each share's log-odds times its weight, and a start."""

    stated: float
    topic: float
    favourable: float = Field(default=0.0, description="added where it would be in place")
    start: float


class PolarityWeighing(Entry):
    """What speaks for one polarity: the log of each share that the classifiers give, times its
    weight, and a start by what the word patterns read."""

    likely: dict[Polarity, float]
    read: dict[Polarity, float]


class LikenessScale(Entry):
    """How far the trained classifiers are believed (lexicon/likeness/), in shares 0..1."""

    fewest_words: int
    kept: Weighing
    added: Weighing
    polarity: dict[Polarity, PolarityWeighing]
    raising: float
    mended_topic: float
    least_topic_under_heading: float
    least_topic_favourable_under_heading: float
    clearly_stated: float
    belied: float
    belied_topic: float
    belied_stated: float
    other_polarity: float
    sure_stated: float
    great_topic: float
    great_stated: float
    asked_topic: float


class DocumentKind(Entry):
    id: str
    words: tuple[PhraseText, ...]
    reliability: Literal["narrative", "attestation", "document"]
    rule: bool
    proves: tuple[str, ...] = Field(
        default=(), description="Subcategories that such a document is evidence of by being there"
    )


class QuestionnaireColumns(Entry):
    """The words of a column's heading that say what is in it."""

    question: tuple[str, ...]
    answer: tuple[str, ...]
    comment: tuple[str, ...]
    ignored: tuple[str, ...] = Field(description="numbers, owners and the like: no answer")


class DateWords(Entry):
    """How a document says how old it is."""

    labels: tuple[str, ...] = Field(description="stand before the date")
    ahead: tuple[str, ...] = Field(description="before a label: the date is one to come")
    months: dict[str, Annotated[int, Field(ge=1, le=12)]]


class DocumentKinds(Entry):
    """How much a document's voice is worth, by the words of its name or first heading; the words
    by which a questionnaire's columns and a document's date are found."""

    kinds: tuple[DocumentKind, ...]
    columns: QuestionnaireColumns
    ticks: tuple[str, ...] = Field(description="what stands in a cell that is ticked")
    answer_words: tuple[str, ...] = Field(description="cells that are an answer")
    dates: DateWords

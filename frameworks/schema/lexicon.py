"""The lexicon: concepts, cues, orders, kinds of document, likeness."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from frameworks.patterns import stem
from frameworks.schema.entry import Entry, PatternText, PhraseText
from sextant.records import Polarity


class ConceptFile(Entry):
    """Concept id -> the phrases that express it. Reword a sentence and the concept stays."""

    concepts: dict[str, tuple[PhraseText, ...]]


class InstructionPatterns(Entry):
    """Words that address the assessor or the program instead of describing practice."""

    patterns: tuple[PatternText, ...]
    claims: tuple[PatternText, ...] = Field(description="claims too sweeping to say anything")
    raw: tuple[str, ...] = Field(description="case-insensitive substrings: '<|im_start|>'")
    directing: tuple[str, ...] = Field(description="before a verb, they make it an order")
    following: tuple[str, ...] = Field(description="an order that ends so is of what follows")
    ordered: float = Field(description="from this share on a sentence is an order, by likeness")
    doubted: float = Field(description="from this share on nothing favourable is taken from it")


class Weighing(Entry):
    """A sum that has to reach nought: each share's log-odds times its weight, and a start."""

    stated: float
    topic: float
    favourable: float = Field(default=0.0, description="added where it would be in place")
    polarity: float = 0.0
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
    kept_stated: float
    kept_stated_under_heading: float
    added_stated: float
    idle_stated: float
    added_under_heading: float
    added_beside: float
    most_share_beside: float
    least_share_of_likeliest: float
    polarity: dict[Polarity, PolarityWeighing]
    raising: float
    mended_topic: float
    mended_topic_of_several: float
    lack_without_cue: float
    raised_after_all: float
    fallen: float
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
    idle_answer: float
    lacking: float
    lacking_stated: float
    small_words: frozenset[str] = Field(description="whose order tells how a sentence turns")


class Disagreement(Entry):
    """When two voices on one part of an outcome speak of the same thing."""

    wide: frozenset[str] = Field(
        default=frozenset(), description="parts that cover things which have little in common"
    )
    generic: tuple[str, ...] = Field(
        default=(), description="words that may be shared without speaking of the same thing"
    )

    @cached_property
    def generic_stems(self) -> frozenset[str]:
        return frozenset(map(stem, self.generic))


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
    stated: tuple[str, ...]
    answer: tuple[str, ...]
    comment: tuple[str, ...]
    ahead: tuple[str, ...] = Field(description="what shall be done, in whole statements")
    tasks: tuple[str, ...] = Field(description="the same, where the table has no status")
    asked_for: tuple[str, ...] = Field(description="what was recommended, beside its progress")
    progress: tuple[str, ...] = Field(description="how far what was recommended is")
    inquiries: tuple[str, ...] = Field(description="open what is only to be looked into")
    aims: tuple[str, ...] = Field(description="first word of a column of what is aimed at")
    scope: tuple[str, ...] = Field(description="whether a control applies at all")
    test: tuple[str, ...] = Field(description="answers that are the results of a test")
    ignored: tuple[str, ...] = Field(description="numbers, owners and the like: no answer")


class DateWords(Entry):
    """How a document says how old it is."""

    labels: tuple[str, ...] = Field(description="stand before the date")
    ahead: tuple[str, ...] = Field(description="before a label: the date is one to come")
    months: dict[str, Annotated[int, Field(ge=1, le=12)]]


class HeadLabel(Entry):
    """What a field of a policy's head is a record of."""

    subcategory: str
    aspect: str
    about: tuple[str, ...] = Field(description="a word of it stands in the policy's name or title")


class PolicyHead(Entry):
    """The fields in the head of a policy, and what they are records of."""

    owner: tuple[str, ...]
    nobody: tuple[str, ...] = Field(description="in place of an owner's name")
    reviewed: tuple[str, ...]
    due: tuple[str, ...]
    reviewed_within_months: int = Field(description="a review longer ago counts in part")
    overdue_after_months: int = Field(description="a review that late was not done")
    says: dict[Literal["owner", "review"], HeadLabel]


class Recipient(Entry):
    """Somebody outside who relies upon the answers of a questionnaire."""

    to: str = Field(description="in words, as in: You told ...")
    words: tuple[PhraseText, ...] = Field(description="in the file's name or above its questions")


class DocumentKinds(Entry):
    """How much a document's voice is worth, by the words of its name or first heading; the words
    by which a questionnaire's columns, its reader and a document's date are found."""

    kinds: tuple[DocumentKind, ...]
    recipients: tuple[Recipient, ...]
    inward: tuple[PhraseText, ...] = Field(
        description="in the same places: the questions were asked to assess, nobody relies on them"
    )
    for_clients: tuple[PhraseText, ...] = Field(
        description="in a file's name or first lines: an outsider wrote it for the organisation"
    )
    titles: tuple[str, ...] = Field(description="headings that name the document and no topic")
    excepting: tuple[str, ...] = Field(
        default=(), description="Titles of sections that name who is left out of the rule above."
    )
    framing: tuple[str, ...] = Field(
        description="open lines that say what those below are: recommended, aimed at, defined"
    )
    columns: QuestionnaireColumns
    ticks: tuple[str, ...] = Field(description="what stands in a cell that is ticked")
    closed: tuple[str, ...]
    untested: tuple[str, ...] = Field(description="a result that tells nothing")
    answer_words: tuple[str, ...] = Field(description="cells that are an answer")
    dates: DateWords
    head: PolicyHead

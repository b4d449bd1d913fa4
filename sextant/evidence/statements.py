"""The deterministic reader: passages in, Statements, Mentions and Findings out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from frameworks.loader import Knowledge
from sextant.evidence.collecting import Collected, favours, findings
from sextant.evidence.former import FormerReader
from sextant.evidence.instructions import detector_of
from sextant.evidence.labels import Said, Told
from sextant.evidence.languages import LanguageReader, mostly
from sextant.evidence.likeness import Likeness
from sextant.evidence.merging import aspect, is_of_own_words, is_presumed
from sextant.evidence.own_name import OwnName
from sextant.evidence.sentence_reader import SentenceReader
from sextant.evidence.taint import Tainted, behind, field_of, place_of
from sextant.evidence.text import sentences, tokens
from sextant.evidence.verdicts import VerdictReader
from sextant.records import Finding, Mention, Passage, Statement

_REMEMBERED = 2048  # passages
_NAMELESS = OwnName()


@dataclass(frozen=True)
class ReadResult:
    """`trusted`: the passages in which, and before which, nobody gave the assessor orders."""

    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    findings: tuple[Finding, ...]
    trusted: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class _Understood:
    """One passage as read, whoever said it: it depends on its words and their context alone."""

    passage: Passage
    orders: tuple[str, ...]  # the sentences, or the heading, that tell the assessor what to do
    foreign: tuple[str, ...]  # the sentences in another language: nothing is taken from them
    doubted: frozenset[str]  # the sentences from which nothing favourable is taken
    said: Told
    languages: tuple[str | None, ...] = ()  # those that its sentences tell
    language: str = ""  # of the foreign ones

    def within(self, abroad: Mapping[str, str], original: Passage) -> _Understood:
        """The same in a source which is not in English: nothing is said."""
        language = abroad.get(original.source)
        if not language:
            return self
        every = tuple(sentences(self.passage.text))
        return replace(self, foreign=every, said=(), language=language)


class StatementReader:
    """Reads passages in order. Built once per knowledge base; same passages, same result.

    What was read is kept for a while: the same texts come again when a question is answered, a
    practice tried out, or many clients share one policy.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._sentences = SentenceReader(knowledge)
        self._instructions = detector_of(knowledge)
        self._former = FormerReader(knowledge.cues)
        self._verdicts = VerdictReader(knowledge.cues)
        self._languages = LanguageReader(knowledge.languages)
        self._speaker = frozenset(knowledge.cues.speaker)
        self._referring = frozenset(knowledge.cues.referring)
        self._used = {w: kind for kind, words in knowledge.cues.used_of.items() for w in words}
        self._usage = re.compile(rf"\b({'|'.join(map(re.escape, self._used)) or '(?!)'})\b")
        self._pointing_back = frozenset(knowledge.cues.pointing_back)
        self._means = frozenset(k.id for k in knowledge.asset_kinds.values() if k.means)
        self._understood = lru_cache(maxsize=_REMEMBERED)(self._understand)
        self._steering = lru_cache(maxsize=_REMEMBERED)(self._steers)  # lines share a paragraph

    def read(self, passages: Iterable[Passage], organization: str = "") -> ReadResult:
        """Everything that the passages say. `organization`: the name of whom they are of."""
        name = self._sentences.own_name(organization)
        found = Collected()
        tainted = Tainted()
        trusted: list[Passage] = []
        remembered = [(p, self._remembered(p, name)) for p in passages]
        abroad = mostly((p.source, u.languages) for p, u in remembered)
        understood = [(p, self._within_lines(u.within(abroad, p), p)) for p, u in remembered]
        steered = {place_of(p) for p, u in understood if u.orders}
        ordering = {field_of(p) for p, u in understood if p.topical and u.orders}
        for original, read in understood:
            passage = original
            if read.passage.text != original.text:
                passage = original.model_copy(update={"text": read.passage.text})
            found.findings += [f for f in findings(passage, read.orders) if found.is_new(f)]
            if not passage.name_only:  # "Booking.com": a name is of no language
                found.tell_of_language(passage, read.foreign, read.language)
            ordered = tainted.reaches(passage) or field_of(passage) in ordering
            if not read.orders and not ordered:
                trusted.append(passage)
            self._take(found, passage, read, ordered)
            if passage.context and place_of(passage) in steered:
                self._take_lacks(found, passage, read, name)
            if read.orders:
                opens = any(self._instructions.opens_block(s) for s in read.orders)
                opens = opens or passage.name_only or (ordered and tainted.opened)
                tainted = Tainted(place_of(passage), opens)
            elif not ordered:
                tainted = Tainted()
        found.keep_limits()
        return ReadResult(
            tuple(found.statements),
            tuple(found.mentions.values()),
            tuple(found.findings),
            tuple(trusted),
        )

    def _within_lines(self, read: _Understood, passage: Passage) -> _Understood:
        """The same, where the lines of its paragraph together give orders or claim too much."""
        around, detector = passage.around, self._instructions
        if not around or not (detector.orders_in_words(around) or detector.sweeps_in_words(around)):
            return read
        orders = (around,) if detector.orders_in_words(around) else ()
        every = frozenset(sentence for sentence, _ in read.said)
        return replace(read, orders=(*read.orders, *orders), doubted=read.doubted | every)

    def _steers(self, paragraph: str) -> bool:
        """Whether several lines together give orders or claim everything at once."""
        detector = self._instructions
        return detector.orders_in_words(paragraph) or detector.sweeps_in_words(paragraph)

    def _take_lacks(
        self, found: Collected, passage: Passage, read: _Understood, name: OwnName
    ) -> None:
        """What the passage admits without its heading, which may be an order's own."""
        known = {(q, s.label.id) for q, said in read.said for s in said if not favours(s)}
        plain = self._remembered(passage.model_copy(update={"context": ""}), name)
        for quote, said in plain.said:
            for item in said:
                if not favours(item) and (quote, item.label.id) not in known:
                    found.add(passage, quote, item, False)

    def _remembered(self, passage: Passage, name: OwnName) -> _Understood:
        """A passage that does not name its organisation reads the same in everybody's texts."""
        whose = name if name.occurs_in(passage.text) else _NAMELESS
        return self._understood(
            passage.text, passage.context, passage.topical, passage.asked, whose
        )

    def _take(self, found: Collected, passage: Passage, read: _Understood, ordered: bool) -> None:
        """Keep what the passage says. `ordered`: it may be what an order wants believed."""
        systems: tuple[str, ...] = ()
        for quote, said in read.said:
            of_before = systems if systems and self._refers_back(quote) else ()
            systems = self._systems(passage, quote, said, of_before)
            trusts = not ordered and quote not in read.doubted
            for item in said:
                if passage.by_outsider and self._is_of_writer(quote, item):
                    continue
                found.add(passage, quote, item, trusts, systems)

    def _is_of_writer(self, quote: str, said: Said) -> bool:
        """ "Hosting: one VM, our account", "when we do a release", in the paper of an agency."""
        if said.label.kind == "asset":
            return any(t.text in self._speaker for t in tokens(quote))
        return said.label.own

    def within(self, passage: Passage) -> Iterator[tuple[str, tuple[Said, ...]]]:
        """Each sentence of one passage with what it says; of a doubted one, nothing favourable."""
        read = self._understood(passage.text, passage.context, passage.topical, passage.asked)
        for sentence, said in read.said:
            doubted = sentence in read.doubted
            yield sentence, tuple(s for s in said if not doubted or not favours(s))

    def commands(self, text: str) -> bool:
        """Whether a sentence, or a name, tells the assessor what to do."""
        return self._instructions.orders(text)

    def doubts(self, sentence: str) -> bool:
        """Whether it gives orders, or claims so much at once that it supports nothing."""
        return self._instructions.orders(sentence) or self._instructions.sweeps(sentence)

    def likeness(self, text: str) -> Likeness | None:
        """What the classifiers make of a text by itself; None when nothing in it was ever seen."""
        return self._sentences.likeness(text)

    def topics(self, topic: str) -> tuple[tuple[str, str], ...]:
        """The (Subcategory, aspect) pairs that a short topic names ("multi-factor sign-in")."""
        return self._sentences.topics(topic)

    def _systems(
        self, passage: Passage, quote: str, said: Sequence[Said], before: tuple[str, ...]
    ) -> tuple[str, ...]:
        """The kinds of asset that a sentence names, else those that its words are used of, of the
        sentence `before` that it refers to, of its label ("Server: by hand"), question or heading.
        "MFA through Okta" is of what lies behind it: what only protects or reaches others is no
        system here."""
        if all(s.label.kind == "fact" for s in said):
            return ()
        named = [s.label.id for s in said if s.label.kind == "asset"]
        named = named or list(self._used_of(quote)) or list(before)
        label, colon, _ = quote.partition(":")
        for above in (label if colon else "", passage.asked, passage.context):
            named = named or list(self._sentences.assets(above) if above else ())
        return tuple(dict.fromkeys(n for n in named if n not in self._means))

    def _used_of(self, sentence: str) -> Iterator[str]:
        """ "Local admins": of computers; "root users": of a cloud account."""
        for word in self._usage.findall(sentence.casefold()):
            yield self._used[word]

    def _refers_back(self, sentence: str) -> bool:
        """ "We don't patch them", "no lock on it": of what the sentence before named."""
        words = [t.text for t in tokens(sentence)]
        pairs = (f"{one} {other}" for one, other in pairwise(words))
        return not (self._referring.isdisjoint(words) and self._pointing_back.isdisjoint(pairs))

    def sentence(self, quote: str, context: str = "", topical: bool = False) -> tuple[Said, ...]:
        """What one sentence says, given what it is about; nothing when it gives orders."""
        read = self._understand(quote, context, topical)
        return tuple(
            item
            for s, said in read.said
            for item in said
            if s not in read.doubted or not favours(item)
        )

    def _understand(
        self,
        text: str,
        context: str,
        topical: bool,
        asked: str = "",
        own_name: OwnName = _NAMELESS,
    ) -> _Understood:
        parted = self._instructions.parted(text)
        passage = Passage(
            source="", locator="", text=parted, context=context, topical=topical, asked=asked
        )
        orders, foreign = tuple(self._orders(passage)), tuple(self._foreign(passage))
        told = tuple(self._told_languages(passage))
        said = self._sentences.read(passage, (*orders, *foreign), topical, own_name)
        doubted = self._doubted(passage, orders)
        own = self._former.without_former(_in_own_words(said))
        said_here = self._verdicts.under_verdict(own) if asked else own
        language = next(filter(None, told), "")
        return _Understood(passage, orders, foreign, doubted, said_here, told, language)

    def _told_languages(self, passage: Passage) -> Iterator[str | None]:
        """Of each sentence and of its question; a bare "Nein" tells none."""
        for sentence in (*sentences(passage.asked), *sentences(passage.text)):
            language = self._languages.of(sentence)
            yield None if language and self._sentences.is_answer(sentence) else language

    def _foreign(self, passage: Passage) -> list[str]:
        """The sentences that are not in English, or answer what is not asked in it. A bare "Nein"
        is understood."""
        every = sentences(passage.text)
        if passage.asked and self._languages.of(passage.asked):
            return list(every)
        return [s for s in every if self._languages.of(s) and not self._sentences.is_answer(s)]

    def _doubted(self, passage: Passage, orders: Sequence[str]) -> frozenset[str]:
        """The sentences from which nothing favourable is taken."""
        sweeping = (s for s in sentences(passage.text) if self._instructions.sweeps(s))
        return behind(passage, orders).union(sweeping)

    def _orders(self, passage: Passage) -> list[str]:
        """The sentences, or the heading, that tell the assessor what to do."""
        orders = [s for s in sentences(passage.text) if self._instructions.orders(s)]
        if passage.context and self._instructions.orders(passage.context):
            orders.append(passage.context)
        return orders


def _in_own_words(
    read: Iterable[tuple[str, list[Said]]],
) -> Told:
    """What the sentences of a passage say, without what one was only presumed to affirm where
    another speaks of the same: "Features go out when they are finished. A review is skipped"."""
    every = [(sentence, said) for sentence, said in read]
    told = {aspect(s) for _, said in every for s in said if is_of_own_words(s)}
    return tuple(
        (q, tuple(s for s in said if not (is_presumed(s) and aspect(s) in told)))
        for q, said in every
    )

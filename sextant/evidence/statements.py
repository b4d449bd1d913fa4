"""The deterministic reader: passages in, Statements, Mentions and Findings out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from frameworks.loader import Knowledge
from sextant.evidence.instructions import InstructionDetector, has_hidden_text, unmasked
from sextant.evidence.labels import Said
from sextant.evidence.likeness import Likeness
from sextant.evidence.own_name import OwnName
from sextant.evidence.sentence_reader import SentenceReader
from sextant.evidence.text import is_question, sentences, tokens
from sextant.records import Finding, Mention, Passage, Statement

_REMEMBERED = 2048  # passages
_THEM = frozenset(("them", "they", "those", "these"))
_NAMELESS = OwnName()
_OWN_BLOCK = 3  # a passage of so few sentences, one of them an order, is all the order's


@dataclass(frozen=True)
class ReadResult:
    """`trusted`: the passages in which, and before which, nobody gave the assessor orders."""

    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    findings: tuple[Finding, ...]
    trusted: tuple[Passage, ...] = ()


@dataclass
class _Collected:
    """What has been read so far. An asset is kept per place, a fact once."""

    statements: list[Statement] = field(default_factory=list)
    mentions: dict[tuple[str, str, bool, str], Mention] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    limits: list[tuple[Passage, str, Said]] = field(default_factory=list)

    def is_new(self, finding: Finding) -> bool:
        """Whether it has not been reported of this source: a heading governs many passages."""
        return all(
            (f.kind, f.source, f.quote) != (finding.kind, finding.source, finding.quote)
            for f in self.findings
        )

    def add(
        self, passage: Passage, quote: str, said: Said, trusted: bool, systems: tuple[str, ...] = ()
    ) -> None:
        """Keep one assertion. Where orders were given, nothing favourable counts."""
        if said.label.kind == "control":
            if passage.name_only:
                return
            if trusted or not _favours(said):
                number = len(self.statements)
                self.statements.append(_statement(passage, quote, said, number, systems))
            elif said.polarity == "partial":
                self.limits.append((passage, quote, said))
            return
        mention = _mention(passage, quote, said)
        if mention and (trusted or mention.present):
            place = passage.locator if mention.kind == "asset" else ""
            key = (mention.kind, mention.id, mention.present, place)
            self.mentions.setdefault(key, mention)

    def keep_limits(self) -> None:
        """What is in place elsewhere and "only for admins" behind an order is limited all the same:
        passing it over would be a favour."""
        proved = {
            i for s in self.statements if s.polarity == "implemented" for i in s.subcategories
        }
        for passage, quote, said in self.limits:
            if said.label.id in proved:
                self.statements.append(_statement(passage, quote, said, len(self.statements)))


@dataclass(frozen=True)
class _Tainted:
    """Where an order was given, and whether it governs all that follows there."""

    place: tuple[str, ...] | None = None
    opened: bool = False

    def reaches(self, passage: Passage) -> bool:
        """Whether the passage may be what the order wants believed: anything behind a colon or a
        message header, else the list items and scraps that follow it."""
        if self.place != _place(passage):
            return False
        return self.opened or not passage.text.rstrip("\"'”’)*_ ").endswith((".", "!", "?"))


@dataclass(frozen=True)
class _Understood:
    """One passage as read, whoever said it: it depends on its words and their context alone."""

    passage: Passage
    orders: tuple[str, ...]  # the sentences, or the heading, that tell the assessor what to do
    doubted: frozenset[str]  # the sentences from which nothing favourable is taken
    said: tuple[tuple[str, tuple[Said, ...]], ...]


class StatementReader:
    """Reads passages in order. Built once per knowledge base; same passages, same result.

    What was read is kept for a while: the same texts come again when a question is answered, a
    practice tried out, or many clients share one policy.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._sentences = SentenceReader(knowledge)
        self._instructions = InstructionDetector(knowledge)
        self._means = frozenset(k.id for k in knowledge.asset_kinds.values() if k.means)
        self._understood = lru_cache(maxsize=_REMEMBERED)(self._understand)

    def read(self, passages: Iterable[Passage], organization: str = "") -> ReadResult:
        """Everything that the passages say. `organization`: the name of whom they are of."""
        name = self._sentences.own_name(organization)
        found = _Collected()
        tainted = _Tainted()
        trusted: list[Passage] = []
        understood = [
            (p, self._understood(p.text, p.context, p.topical, p.asked, name)) for p in passages
        ]
        ordering = {_field(p) for p, u in understood if p.topical and u.orders}
        for original, read in understood:
            passage = original
            if read.passage.text != original.text:
                passage = original.model_copy(update={"text": read.passage.text})
            found.findings += [f for f in _findings(passage, read.orders) if found.is_new(f)]
            behind = tainted.reaches(passage) or _field(passage) in ordering
            if not read.orders and not behind:
                trusted.append(passage)
            systems: tuple[str, ...] = ()
            for quote, said in read.said:
                systems = self._systems(passage, said, systems if _refers_back(quote) else ())
                trusts = not behind and quote not in read.doubted
                for item in said:
                    found.add(passage, quote, item, trusts, systems)
            if read.orders:
                opens = any(self._instructions.opens_block(s) for s in read.orders)
                opens = opens or passage.name_only or (behind and tainted.opened)
                tainted = _Tainted(_place(passage), opens)
            elif not behind:
                tainted = _Tainted()
        found.keep_limits()
        return ReadResult(
            tuple(found.statements),
            tuple(found.mentions.values()),
            tuple(found.findings),
            tuple(trusted),
        )

    def within(self, passage: Passage) -> Iterator[tuple[str, tuple[Said, ...]]]:
        """Each sentence of one passage with what it says; of a doubted one, nothing favourable."""
        read = self._understood(passage.text, passage.context, passage.topical, passage.asked)
        for sentence, said in read.said:
            doubted = sentence in read.doubted
            yield sentence, tuple(s for s in said if not doubted or not _favours(s))

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
        self, passage: Passage, said: Sequence[Said], before: tuple[str, ...]
    ) -> tuple[str, ...]:
        """The kinds of asset that a sentence names, else those of the sentence `before` that it
        refers to, of its question or heading. "MFA through Okta" is of what lies behind it: what
        only protects or reaches others is no system here."""
        if all(s.label.kind == "fact" for s in said):
            return ()
        named = [s.label.id for s in said if s.label.kind == "asset"] or list(before)
        for above in (passage.asked, passage.context):
            named = named or list(self._sentences.assets(above) if above else ())
        return tuple(dict.fromkeys(n for n in named if n not in self._means))

    def sentence(self, quote: str, context: str = "", topical: bool = False) -> tuple[Said, ...]:
        """What one sentence says, given what it is about; nothing when it gives orders."""
        read = self._understand(quote, context, topical)
        return tuple(
            item
            for s, said in read.said
            for item in said
            if s not in read.doubted or not _favours(item)
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
        orders = tuple(self._orders(passage))
        said = self._sentences.read(passage, orders, topical, own_name)
        return _Understood(passage, orders, self._doubted(passage, orders), _in_own_words(said))

    def _doubted(self, passage: Passage, orders: Sequence[str]) -> frozenset[str]:
        """The sentences from which nothing favourable is taken."""
        sweeping = (s for s in sentences(passage.text) if self._instructions.sweeps(s))
        return _behind(passage, orders).union(sweeping)

    def _orders(self, passage: Passage) -> list[str]:
        """The sentences, or the heading, that tell the assessor what to do."""
        orders = [s for s in sentences(passage.text) if self._instructions.orders(s)]
        if passage.context and self._instructions.orders(passage.context):
            orders.append(passage.context)
        return orders


def _in_own_words(
    read: Iterable[tuple[str, list[Said]]],
) -> tuple[tuple[str, tuple[Said, ...]], ...]:
    """What the sentences of a passage say, without what one was only presumed to affirm where
    another speaks of the same: "Features go out when they are finished. A review is skipped"."""
    every = [(sentence, said) for sentence, said in read]
    told = {
        (s.label.id, s.label.aspect)
        for _, said in every
        for s in said
        if s.label.kind == "control" and not s.answered
    }
    return tuple(
        (
            q,
            tuple(
                s for s in said if not (_is_presumed(s) and (s.label.id, s.label.aspect) in told)
            ),
        )
        for q, said in every
    )


def _is_presumed(said: Said) -> bool:
    return said.presumed and said.polarity == "implemented"


def _refers_back(sentence: str) -> bool:
    """ "We don't patch them": of what the sentence before named."""
    return any(t.text in _THEM for t in tokens(sentence))


def _place(passage: Passage) -> tuple[str, ...]:
    """What stands under one heading of a file, all its tables' rows included; or one topic."""
    return passage.source, passage.section


def _field(passage: Passage) -> tuple[str, str]:
    """One practice's statement. It is short and has one topic, so an order taints all of it."""
    return passage.source, passage.locator


def _favours(said: Said) -> bool:
    return said.polarity != "not_implemented"


def _behind(passage: Passage, orders: Sequence[str]) -> frozenset[str]:
    """The sentences of the passage behind its first order: they may be what it wants believed.
    What stands before was said without it and keeps its worth, unless the passage is so short that
    it is the order's own block."""
    every = list(sentences(passage.text))
    first = next((i for i, s in enumerate(every) if s in orders), None)
    if passage.context in orders or (first is not None and len(every) <= _OWN_BLOCK):
        first = 0
    return frozenset() if first is None else frozenset(every[first:])


def _statement(
    passage: Passage, quote: str, said: Said, number: int, systems: tuple[str, ...] = ()
) -> Statement:
    return Statement(
        id=f"S{number + 1}",
        subcategories=(said.label.id,),
        aspect=said.label.aspect,
        polarity=said.polarity,
        quote=" ".join(unmasked(quote).split()),
        source=passage.source,
        locator=passage.locator,
        reliability=passage.reliability,
        scope=said.reading.scope,
        policy=passage.rule or said.reading.policy or _is_rule(passage, said),
        hedged=said.reading.hedged,
        asked=" ".join(unmasked(_asked(passage, said)).split()),
        systems=systems,
    )


def _asked(passage: Passage, said: Said) -> str:
    """The question that is answered: the one beside the answer, or the heading of an interview."""
    if passage.asked or not said.answered or not is_question(passage.context):
        return passage.asked
    return passage.context


def _is_rule(passage: Passage, said: Said) -> bool:
    """ "Staff must ..." in a document says what shall be; told by a person, what is done."""
    return passage.reliability == "document" and said.reading.obliges


def _mention(passage: Passage, quote: str, said: Said) -> Mention | None:
    if said.polarity == "planned" or (said.label.denies and said.polarity != "implemented"):
        return None
    present = (said.polarity != "not_implemented") != said.label.denies
    if said.label.kind == "asset" and not present:
        return None
    return Mention(
        kind="fact" if said.label.kind == "fact" else "asset",
        id=said.label.id,
        present=present,
        quote=" ".join(unmasked(quote).split()),
        source=passage.source,
        locator=passage.locator,
    )


def _findings(passage: Passage, orders: Sequence[str]) -> Iterator[Finding]:
    for sentence in orders:
        yield Finding(
            kind="instruction",
            title="Text that tells the assessor what to conclude",
            detail="It was not followed, and nothing favourable behind it in the same block was "
            "counted.",
            source=passage.source,
            locator=passage.locator,
            quote=" ".join(sentence.split())[:400],
        )
    if has_hidden_text(passage.text):
        yield Finding(
            kind="hidden_text",
            title="Invisible characters in the text",
            detail="Zero-width or direction-changing characters can hide words from a reader; "
            "the text was read without them.",
            source=passage.source,
            locator=passage.locator,
            quote=" ".join(unmasked(passage.text).split())[:200],
        )

"""Exhibits: the passages that a model may be shown and must quote, and how a quote is read again.

Passages in or behind which somebody gave the assessor orders are no exhibits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agents.nearness import Nearness
from frameworks.loader import Knowledge
from sextant.evidence.disguise import unmasked
from sextant.evidence.labels import Said
from sextant.evidence.likeness import Likeness
from sextant.evidence.quotation import plain, widened
from sextant.evidence.statements import StatementReader
from sextant.evidence.tenor import TenorReader
from sextant.evidence.text import is_question, sentences
from sextant.records import RELIABILITIES, Passage, Polarity, Statement


@dataclass(frozen=True)
class Exhibit:
    """One passage under a short id. `spent`: what each of its sentences says was read already, so
    that `digest` can stand for it."""

    id: str
    passage: Passage
    spent: bool
    digest: str

    @property
    def text(self) -> str:
        """The passage as it is shown: without hidden characters, on one line."""
        return " ".join(unmasked(self.passage.text).split())

    @property
    def about(self) -> str:
        """Where it stands, what it is about, and whose voice it is."""
        place = f"{self.passage.source}, {self.passage.locator}"
        topic = self.passage.asked or self.passage.context
        topic = f", about “{topic}”" if topic and topic not in self.passage.locator else ""
        return f"({place}{topic}; {self.passage.reliability})"

    @property
    def worth(self) -> int:
        """Rank of its voice, 0 for what was told."""
        return RELIABILITIES.index(self.passage.reliability)


@dataclass(frozen=True)
class Sighting:
    """A quotation that was found, and what its whole sentences say by the deterministic reader.

    `said`: of the quoted sentences; `around`: of the others in the passage. `tenor`: how the quoted
    sentences read whatever they speak of; `likeness`: what the classifiers make of them. `doubted`:
    nothing favourable can rest on them.
    """

    exhibit: Exhibit
    quote: str
    said: tuple[Said, ...]
    around: tuple[Said, ...]
    tenor: Polarity | None
    doubted: bool
    likeness: Likeness | None = None


class Exhibits:
    """All that can be shown in one run. Built once; same passages, same ids."""

    def __init__(
        self,
        passages: Iterable[Passage],
        statements: Iterable[Statement],
        reader: StatementReader,
        knowledge: Knowledge,
    ) -> None:
        self._reader = reader
        self._tenor = TenorReader(knowledge.cues)
        taken = _taken(statements)
        shown = [p for p in passages if not p.name_only and p.text.strip()]
        self.all = tuple(
            _exhibit(f"P{i}", p, taken.get((p.source, p.locator), {}))
            for i, p in enumerate(shown, start=1)
        )
        self._by_id = {e.id: e for e in self.all}
        self._near = Nearness({e.id: _words(e.passage) for e in self.all})
        content = "\0".join(f"{e.passage.source}\0{e.passage.text}" for e in self.all)
        self.fingerprint = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()

    def __getitem__(self, exhibit_id: str) -> Exhibit:
        return self._by_id[exhibit_id]

    def ranked(self, words: str, most: int) -> tuple[Exhibit, ...]:
        """The exhibits nearest to the words, then those of the more reliable voice."""
        scores = self._near.scores(words)
        best = sorted(scores, key=lambda i: (-scores[i], -self[i].worth, int(i[1:])))
        return tuple(self[i] for i in best[:most])

    def at(self, places: Iterable[tuple[str, str]]) -> tuple[Exhibit, ...]:
        """The exhibits at these places (source, locator)."""
        wanted = set(places)
        return tuple(e for e in self.all if (e.passage.source, e.passage.locator) in wanted)

    def sight(self, quote: str, shown: Mapping[str, str]) -> Sighting | None:
        """Where the quotation stands in what was shown; None when it stands nowhere there.

        `shown`: text by exhibit id, or by that of a part ("P3.1").
        """
        for piece, text in shown.items():
            exhibit = self._by_id.get(piece.split(".")[0])
            if exhibit and widened(quote, text):
                found = widened(quote, exhibit.passage.text)
                return self._sighting(exhibit, found) if found else None
        return None

    def gives_orders(self, text: str) -> bool:
        """Whether a name or other short text tells the assessor what to do."""
        return any(self._reader.commands(s) for s in sentences(text))

    def _sighting(self, exhibit: Exhibit, found: tuple[str, ...]) -> Sighting:
        own: list[Said] = []
        around: list[Said] = []
        for sentence, said in self._reader.within(exhibit.passage):
            (own if sentence in found else around).extend(said)
        return Sighting(
            exhibit=exhibit,
            quote=" ".join(unmasked(" ".join(found)).split()),
            said=tuple(own),
            around=tuple(around),
            tenor=self._tenor.read(found),
            doubted=any(self._reader.doubts(s) for s in found),
            likeness=self._reader.likeness(" ".join(found)),
        )


def _taken(
    statements: Iterable[Statement],
) -> Mapping[tuple[str, str], Mapping[str, tuple[Statement, ...]]]:
    """(source, locator) -> sentence -> the statements that were read from it."""
    found: dict[tuple[str, str], dict[str, tuple[Statement, ...]]] = {}
    for s in statements:
        if not s.declared:
            place = found.setdefault((s.source, s.locator), {})
            place[plain(s.quote)] = (*place.get(plain(s.quote), ()), s)
    return found


def _exhibit(
    exhibit_id: str, passage: Passage, taken: Mapping[str, tuple[Statement, ...]]
) -> Exhibit:
    stating = [s for s in sentences(passage.text) if not is_question(s)]
    spent = bool(stating) and all(plain(s) in taken for s in stating)
    told = dict.fromkeys(
        f"{s.subcategories[0]} {s.polarity.replace('_', ' ')}" for said in taken.values()
        for s in said
    )  # fmt: skip
    return Exhibit(exhibit_id, passage, spent, "; ".join(told))


def _words(passage: Passage) -> str:
    return f"{passage.context} {passage.text}"

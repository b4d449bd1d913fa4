"""What a clause asserts about the words it contains: negation, plans, limits, hedges.

Method: trigger words with a scope (NegEx, Chapman et al. 2001; ConText, Harkema et al. 2009).
The words are in frameworks/lexicon/cues/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from frameworks.schema import Cues
from sextant.evidence.text import Token
from sextant.evidence.text import tokens as split_words
from sextant.records import Polarity

Sense = Literal["practice", "gap", "limited"]
Span = tuple[int, int]

# Negations that a second one inside their scope turns back: "cannot sign in without a code".
_INNER = frozenset({"without", "lack", "lacks", "lacking", "free of", "free from", "fail to",
                    "failed to", "absence of", "unable to"})  # fmt: skip
_SHARE = re.compile(r"^(\d{1,3})(?:[.,]\d+)?%$")
_NUMBERS = frozenset(
    [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "fourteen",
        "fifteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "hundred",
    ]
)
_NEARLY_ALL = 95


@dataclass(frozen=True)
class Reading:
    """What one clause says of one match. `polarity` None: it asserts nothing about it."""

    polarity: Polarity | None
    scope: str = ""
    hedged: bool = False
    policy: bool = False
    presupposed: bool = False  # taken for granted: "backups are not encrypted" has backups


_NOTHING = Reading(None)
_PRESUPPOSED = Reading(None, presupposed=True)
# "No logging on the firewall": what follows the preposition is there, unless the head says nothing
# by itself ("no process for reviewing access").
_PREPOSITIONS = frozenset({"on", "for", "in", "at", "from", "to", "within", "across", "during",
                           "between", "over", "by", "into", "onto", "with"})  # fmt: skip


class _Phrases:
    """A list of trigger phrases that can be looked up in a clause."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for text in phrases:
            words = tuple(t.text for t in split_words(text))
            self._by_first.setdefault(words[0], []).append((words, text))

    def find(self, tokens: Sequence[Token]) -> list[tuple[Span, str]]:
        """Where they stand, compared word for word: "going to" is not "go to"."""
        words = [t.text for t in tokens]
        found = []
        for i, first in enumerate(words):
            for phrase, text in self._by_first.get(first, ()):
                if tuple(words[i : i + len(phrase)]) == phrase:
                    found.append(((i, i + len(phrase)), text))
        return found


@dataclass(frozen=True)
class _Triggers:
    negation: list[tuple[Span, str]]
    negation_after: list[tuple[Span, str]]
    planned: list[tuple[Span, str]]
    ended: list[tuple[Span, str]]
    partial: list[tuple[Span, str]]
    existence: list[tuple[Span, str]]
    hedged: bool
    policy: bool
    void: bool  # nothing in this clause is asserted


class AssertionReader:
    """Reads one clause. Holds only what it was built from."""

    def __init__(self, cues: Cues) -> None:
        names = ("negation", "negation_after", "not_negation", "planned", "ended", "partial",
                 "not_partial", "hedge", "obligation", "unreal", "conditional", "elsewhere",
                 "existence")  # fmt: skip
        self._cues = {name: _Phrases(getattr(cues, name)) for name in names}
        self._permission = frozenset(cues.permission)
        self._answers = {p: _Phrases(words) for p, words in cues.answers.items()}

    def triggers(self, tokens: Sequence[Token]) -> _Triggers:
        """Every trigger of the clause; those inside a look-alike ("no later than") are dropped."""
        found = {name: phrases.find(tokens) for name, phrases in self._cues.items()}
        mocks = _positions(found["not_negation"])
        limits = _positions(found["not_partial"])
        opening = [c for c in found["conditional"] if c[0][0] <= 1]
        return _Triggers(
            negation=_longest(n for n in found["negation"] if not mocks & set(range(*n[0]))),
            negation_after=[n for n in found["negation_after"] if not mocks & set(range(*n[0]))],
            planned=found["planned"],
            ended=found["ended"],
            partial=[
                p
                for p in found["partial"]
                if not limits & set(range(*p[0])) and not self._permits(tokens, p)
            ]
            + _shares(tokens),
            existence=found["existence"],
            hedged=bool(found["hedge"]),
            policy=bool(found["obligation"]),
            void=bool(found["unreal"] or opening),
        )

    def _permits(self, tokens: Sequence[Token], trigger: tuple[Span, str]) -> bool:
        """ "Only the IT provider can install software": a restriction, not a limit."""
        (_, end), text = trigger
        return text.startswith("only") and any(t.text in self._permission for t in tokens[end:])

    def is_about_others(self, tokens: Sequence[Token]) -> bool:
        """Whether a sentence tells what others do or what a law asks for."""
        return bool(self._cues["elsewhere"].find(tokens))

    def read(
        self,
        tokens: Sequence[Token],
        triggers: _Triggers,
        own: frozenset[int],
        sense: Sense,
        heads: Sequence[frozenset[int]] = (),
    ) -> Reading:
        """What the clause says of the matched positions `own`, in the given sense.

        `heads` are the positions of everything else that was recognised in the clause.
        """
        if triggers.void:
            return _NOTHING
        negated, presupposed = self._negated(tokens, triggers, own)
        if presupposed or (negated and _is_beside_the_point(tokens, triggers, own, heads)):
            return _PRESUPPOSED
        limit = _outside(triggers.partial, own)
        planned = _outside(triggers.planned, own)
        ended = _outside(triggers.ended, own)
        polarity = _resolve(sense, negated, bool(planned), bool(ended), bool(limit))
        if triggers.hedged and polarity == "implemented":
            polarity = "partial"
        return Reading(polarity, _words(tokens, limit), triggers.hedged, triggers.policy)

    def answer(self, tokens: Sequence[Token]) -> Polarity | None:
        """What a clause that only answers says ("Not yet.", "Yes, for everyone")."""
        words = [t for t in tokens if not t.is_mark]
        best: tuple[int, int, Polarity] | None = None
        for polarity, phrases in self._answers.items():
            for (start, end), _ in phrases.find(words[:8]):
                key = (-start, end - start, polarity)
                if start <= 1 and (best is None or key > best):
                    best = key
        if best is None:
            return None
        negated = bool(self._cues["negation"].find(words))
        return "not_implemented" if best[2] == "implemented" and negated else best[2]

    def _negated(
        self, tokens: Sequence[Token], triggers: _Triggers, own: frozenset[int]
    ) -> tuple[bool, bool]:
        """(negated, presupposed): presupposed when something else said of it is negated."""
        scopes = [n for n in triggers.negation if not set(range(*n[0])) & own]
        covering = [n for n in scopes if any(p >= n[0][1] for p in own)]
        after = [n for n in triggers.negation_after
                 if not set(range(*n[0])) & own and any(p < n[0][0] for p in own)
                 and _is_predicate(tokens, n[0])]  # fmt: skip
        before = [n for n in scopes if n not in covering and n[1] in ("not", "never", "yet to")]
        if before and not after:
            reaches = any(_existence_follows(triggers, n[0], own) for n in before)
            if not reaches and not covering:
                return False, True
            if reaches:
                covering = [*covering, before[0]]
        count = bool(covering) + bool(after)
        inner = [n for n in covering if n[1] in _INNER]
        if len(covering) > 1 and inner and len(covering) > len(inner):
            count += 1
        return count % 2 == 1, False


def _is_beside_the_point(
    tokens: Sequence[Token],
    triggers: _Triggers,
    own: frozenset[int],
    heads: Sequence[frozenset[int]],
) -> bool:
    """Whether another recognised thing is what is negated, and this only stands in its "on ..."."""
    for (_, end), _text in triggers.negation:
        first = min(own)
        prepositions = [i for i in range(end, first) if tokens[i].text in _PREPOSITIONS]
        if not prepositions:
            continue
        if any(end <= p < prepositions[0] for head in heads for p in head if not head & own):
            return True
    return False


def _existence_follows(triggers: _Triggers, negation: Span, own: frozenset[int]) -> bool:
    """Whether "not" is followed by a word that only says "is there" or "is done"."""
    return any(
        0 <= span[0] - negation[1] <= 2 and not set(range(*span)) & own
        for span, _ in triggers.existence
    )


def _is_predicate(tokens: Sequence[Token], span: Span) -> bool:
    """A trailing negation counts only near the clause's end: "MFA: none", "logging is disabled"."""
    return len(tokens) - span[1] <= 4


def _resolve(sense: Sense, negated: bool, planned: bool, ended: bool, limited: bool) -> Polarity:
    """Sense and triggers to polarity. A planned or partial removal of a gap leaves the gap."""
    if sense == "gap":
        if planned:
            return "not_implemented"
        holds = not (negated or ended)
        if limited:
            return "partial"
        return "not_implemented" if holds else "implemented"
    if planned:
        return "planned"
    if ended:
        return "not_implemented" if not negated else "implemented"
    if limited or (sense == "limited" and not negated):
        return "partial"
    return "not_implemented" if negated else "implemented"


def _positions(found: Iterable[tuple[Span, str]]) -> set[int]:
    return {p for span, _ in found for p in range(*span)}


def _longest(found: Iterable[tuple[Span, str]]) -> list[tuple[Span, str]]:
    """Of triggers that overlap ("lack", "lack of"), the longest."""
    kept: list[tuple[Span, str]] = []
    for span, text in sorted(found, key=lambda f: (f[0][0] - f[0][1], f[0][0])):
        if not any(span[0] < k[1] and k[0] < span[1] for k, _ in kept):
            kept.append((span, text))
    return sorted(kept)


def _outside(found: list[tuple[Span, str]], own: frozenset[int]) -> list[tuple[Span, str]]:
    return [f for f in found if not set(range(*f[0])) & own]


def _words(tokens: Sequence[Token], limit: list[tuple[Span, str]]) -> str:
    """The limiting words as written, with what follows them: "only for admins"."""
    if not limit:
        return ""
    start = limit[0][0][0]
    return " ".join(t.text for t in tokens[start : start + 5] if not t.is_mark)


def _shares(tokens: Sequence[Token]) -> list[tuple[Span, str]]:
    """Shares of a whole: "60%", "three of nine", "14 of the 230 accounts", "14 accounts"."""
    found: list[tuple[Span, str]] = []
    for i, token in enumerate(tokens):
        share = _SHARE.match(token.text)
        if share and 0 < int(share.group(1)) < _NEARLY_ALL:
            found.append(((i, i + 1), token.text))
        elif _is_number(token.text) and _part_of(tokens, i):
            found.append(((i, i + 2), token.text))
    return found


def _is_number(word: str) -> bool:
    return word.isdigit() or word in _NUMBERS


def _part_of(tokens: Sequence[Token], i: int) -> bool:
    """A number, then "of" or "out of", then a larger whole or "the/our"."""
    rest = [t.text for t in tokens[i + 1 : i + 5]]
    if rest[:2] == ["out", "of"]:
        rest = rest[1:]
    if len(rest) < 2 or rest[0] != "of":
        return False
    whole = next((w for w in rest[1:3] if _is_number(w)), "")
    return rest[1] in ("the", "our", "its", "their", "them", "these") or (
        bool(whole) and whole != tokens[i].text
    )

"""Negation: which "no", "not" or "never" of a clause reaches which of its words."""

from __future__ import annotations

from collections.abc import Sequence

from frameworks.schema import Cues
from sextant.evidence.phrases import Trigger, outside
from sextant.evidence.polarity import Sense
from sextant.evidence.text import Token
from sextant.evidence.triggers import Triggers

_ENDING = 4  # a trailing negation stands at most this far from the clause's end
_MISSING = 3  # words from "nobody" to "missing"
_NEAR = 1  # words between "no" and the thing that it denies


class NegationReader:
    """Tells what a clause denies. Holds only what it was built from."""

    def __init__(self, cues: Cues) -> None:
        self._whatever = frozenset(cues.whatever)
        self._verbal = frozenset(cues.verbal_negation)
        self._inner = frozenset(cues.inner_negation)
        self._failure = frozenset(cues.failure_negation)
        self._scope_ends = frozenset(cues.scope_ends)
        self._gap_ends = self._scope_ends | {"and"}
        self._anywhere = frozenset(cues.anywhere_negation)
        self._final = frozenset(cues.final_negation)
        self._prepositions = frozenset(cues.prepositions)
        self._having = frozenset(cues.having)
        self._observed = frozenset(cues.observed)
        self._nobody = frozenset(cues.nobody)
        self._conceding = cues.conceding
        self._excepting = frozenset(cues.excepting)
        self._ways = frozenset(cues.ways)
        self._missed = frozenset(cues.missed)
        self._finite = frozenset(cues.auxiliaries)
        self._attributive = frozenset(cues.attributive_negation)

    def denied(
        self,
        tokens: Sequence[Token],
        triggers: Triggers,
        own: frozenset[int],
        sense: Sense,
        heads: Sequence[frozenset[int]],
    ) -> tuple[bool, bool]:
        """(denied, presupposed): presupposed when something else said of it is negated."""
        if sense == "gap" and any(set(range(*n[0])) <= own for n in triggers.negation):
            if any(self._misses_nothing(tokens, n) for n in triggers.negation):
                return True, False
            return False, False  # "never asked", "nothing between": its own negation is the lack
        scopes = [n for n in triggers.negation if self._reaches(tokens, n, own, sense)]
        ends = self._gap_ends if sense == "gap" else self._scope_ends
        covering = [n for n in scopes if _covers(tokens, n, own, ends)
                    and not self._is_of_subject(tokens, n, own)]  # fmt: skip
        after = [n for n in outside(triggers.negation_after, own)
                 if any(p < n[0][0] for p in own) and n not in covering
                 and (n[1] in self._anywhere or self._is_predicate(tokens, n))]  # fmt: skip
        after += [] if sense == "gap" else _turning_off(triggers, own)
        before = [n for n in scopes if n not in covering and n[1] in self._verbal
                  and not _is_relative(tokens, n, self._whatever)]  # fmt: skip
        if before and not after:
            reaching = self._reaching(tokens, triggers, own, sense, heads, before)
            if not reaching and not covering:
                return False, True
            covering += reaching[:1]
        conceded = _is_conceded(tokens, covering, own, self._conceding)
        if conceded or self._is_excepted(tokens, covering, own):
            return False, False
        return self._is_odd(tokens, covering, bool(after)), False

    def _is_of_subject(
        self, tokens: Sequence[Token], negation: Trigger, own: frozenset[int]
    ) -> bool:
        """ "Employees without email are trained in person": who is spoken of, and nothing that is
        denied behind the verb."""
        (start, end), text = negation
        if text != "without" or not start or self._has_verb(tokens[:start]):
            return False
        verb = next((i for i in range(end, len(tokens)) if self._has_verb(tokens[i : i + 1])), 0)
        return bool(verb) and not any(end <= p <= verb for p in own) and max(own) > verb

    def _has_verb(self, tokens: Sequence[Token]) -> bool:
        return any(t.text in self._finite for t in tokens)

    def _misses_nothing(self, tokens: Sequence[Token], negation: Trigger) -> bool:
        """ "Last year nobody was missing": of nobody, and so no lack."""
        end = negation[0][1]
        behind = {t.text for t in tokens[end : end + _MISSING]}
        return negation[1] in self._nobody and not self._missed.isdisjoint(behind)

    def _reaching(
        self,
        tokens: Sequence[Token],
        triggers: Triggers,
        own: frozenset[int],
        sense: Sense,
        heads: Sequence[frozenset[int]],
        before: Sequence[Trigger],
    ) -> list[Trigger]:
        """Negations of a verb behind the match that deny it all the same: "X is not in place"."""
        return [
            n
            for n in before
            if _existence_follows(triggers, n, own)
            or (_plain_participle(tokens, n, heads) and _can_deny(tokens, n, sense, self._observed))
        ]

    def _is_odd(self, tokens: Sequence[Token], covering: Sequence[Trigger], after: bool) -> bool:
        """Whether what is denied stays denied: a second negation takes the first back."""
        count = bool(covering) + after
        inner = [
            n
            for n in covering
            if n[1] in self._inner or _is_of_nobody(tokens, n, covering, self._nobody)
        ]
        if inner and len(covering) > len(inner):
            count += 1
        return count % 2 == 1

    def _is_excepted(
        self, tokens: Sequence[Token], covering: Sequence[Trigger], own: frozenset[int]
    ) -> bool:
        """ "There is no way in but through the jump host", "no log-in except over the VPN": what
        stands behind is the one way."""
        words = [t.text for t in tokens]
        return any(
            words[i] in self._excepting
            and words[i + 1] in self._ways
            and max(own) > i
            and any(n[0][1] <= i for n in covering)
            for i in range(len(words) - 1)
        )

    def denies_thing(
        self, tokens: Sequence[Token], triggers: Triggers, own: frozenset[int]
    ) -> bool:
        """Whether a negation denies that the thing is there: "no X", "we do not use X", "X is not
        in place", and not "nobody tested X", "X is not encrypted"."""
        first, last = min(own), max(own)
        for (start, end), _ in outside(triggers.negation, own):
            between = {t.text for t in tokens[end:first]}
            if end <= first and (first - end <= _NEAR or between & self._having):
                return True
            if start > last and (
                end >= len(tokens) - 1
                or any(0 <= s[0] - end <= 1 for s, _ in outside(triggers.existence, own))
            ):
                return True
        return any(start > last for (start, _), _ in outside(triggers.negation_after, own))

    def is_beside_the_point(
        self,
        tokens: Sequence[Token],
        triggers: Triggers,
        own: frozenset[int],
        heads: Sequence[frozenset[int]],
    ) -> bool:
        """ "No logging on the firewall": the firewall, behind the preposition, is not negated,
        because another thing that was recognised is."""
        for (_, end), _text in triggers.negation:
            first = min(own)
            between = [i for i in range(end, first) if tokens[i].text in self._prepositions]
            if between and any(
                end <= p < between[0] for head in heads for p in head if not head & own
            ):
                return True
        return False

    def _reaches(
        self, tokens: Sequence[Token], negation: Trigger, own: frozenset[int], sense: Sense
    ) -> bool:
        """Whether it can deny the match: it is no part of it, nor of a "where nobody can ..."."""
        (start, end), text = negation
        if set(range(start, end)) <= own:
            return False
        if "where" in {t.text for t in tokens[max(0, start - 4) : start]}:
            return False
        return sense != "gap" or not (text in self._failure or _straddles(tokens, negation, own))

    def _is_predicate(self, tokens: Sequence[Token], trigger: Trigger) -> bool:
        """A trailing negation counts only near the clause's end, a bare "none" only at it, and "of
        inadequate procedures" says nothing of who warned of them."""
        if trigger[1] in self._attributive and self._is_of_next(tokens, trigger):
            return False
        reach = 0 if trigger[1] in self._final else _ENDING
        return len(tokens) - trigger[0][1] <= reach

    def _is_of_next(self, tokens: Sequence[Token], trigger: Trigger) -> bool:
        """Whether an adjective stands before the word that it is of."""
        (start, end), _ = trigger
        if end >= len(tokens) or tokens[end].is_mark or tokens[end].text in self._prepositions:
            return False
        return start > 0 and tokens[start - 1].text not in self._finite


def _covers(
    tokens: Sequence[Token], trigger: Trigger, own: frozenset[int], ends: frozenset[str]
) -> bool:
    """Whether the matched words stand behind the negation and, where an "until" ends its reach,
    none behind that: "no login until the training is done"."""
    end = trigger[0][1]
    if trigger[1] == "no" and _behind_comma(tokens, end, own):
        return False
    if trigger[1] == "before" and 2 * sum(p >= end for p in own) <= len(own):
        return False  # "vendors were checked before any order was placed": they were
    stop = next((i for i in range(end + 1, len(tokens)) if tokens[i].text in ends), len(tokens) + 1)
    return any(p >= end for p in own) and all(p < stop for p in own)


def _behind_comma(tokens: Sequence[Token], end: int, own: frozenset[int]) -> bool:
    """ "No expiry, rate limit yes": a "no" reaches over a comma only in a list with its "or"."""
    comma = next((i for i in range(end, len(tokens)) if tokens[i].text == ","), 0)
    listed = {"or", "and", "nor"} & {t.text for t in tokens[comma:]}
    return bool(comma) and min(own) > comma and not listed


def _turning_off(triggers: Triggers, own: frozenset[int]) -> list[Trigger]:
    """ "We left encryption off": what is named, and behind it that it is not so."""
    return [n for n in triggers.negation_after if n[0][0] in own and n[0][1] - 1 not in own]


def _is_of_nobody(
    tokens: Sequence[Token],
    negation: Trigger,
    covering: Sequence[Trigger],
    nobody: frozenset[str],
) -> bool:
    """ "Nobody is hired who has not passed a check": the second "not" takes the first back."""
    start = negation[0][0]
    relative = {t.text for t in tokens[max(0, start - 2) : start]} & {"who", "that", "which"}
    first = any(n[0][1] < start and n[1] in nobody for n in covering)
    return negation[1] in ("not", "never") and bool(relative) and first


def _straddles(tokens: Sequence[Token], trigger: Trigger, own: frozenset[int]) -> bool:
    """ "No code review, changes made live on the server": a gap that begins before the comma and
    ends behind it is not what is denied."""
    comma = next((i for i in range(trigger[0][1], len(tokens)) if tokens[i].text == ","), 0)
    listed = {"or", "and", "nor"} & {t.text for t in tokens[comma : max(own)]}
    return trigger[1] == "no" and min(own) < comma < max(own) and not listed


def _is_conceded(
    tokens: Sequence[Token],
    covering: Sequence[Trigger],
    own: frozenset[int],
    conceding: Sequence[str],
) -> bool:
    """ "No file is sent unless it is encrypted", "nothing goes live before somebody has read it":
    what stands behind is the case."""
    words = [t.text for t in tokens]
    for word in conceding:
        at = words.index(word) if word in words else -1
        if at < 0 or not any(n[0][1] <= at for n in covering) or max(own) < at:
            continue
        behind = sum(p > at for p in own)
        if word == "unless" or (at not in own and 2 * behind > len(own)):
            return True
    return False


def _existence_follows(triggers: Triggers, negation: Trigger, own: frozenset[int]) -> bool:
    """Whether "not" is followed by a word that only says "is there" or "is done"."""
    return any(0 <= span[0] - negation[0][1] <= 2 for span, _ in outside(triggers.existence, own))


def _can_deny(
    tokens: Sequence[Token], negation: Trigger, sense: Sense, observed: frozenset[str]
) -> bool:
    """A lack is denied by "was not observed", and not by "cannot be replaced"."""
    end = negation[0][1]
    return sense != "gap" or any(t.text in observed for t in tokens[end : end + 2])


def _plain_participle(
    tokens: Sequence[Token], negation: Trigger, heads: Sequence[frozenset[int]]
) -> bool:
    """ "X was not verified": a participle that says nothing else that was recognised."""
    end = negation[0][1]
    return any(
        tokens[i].text.endswith("ed") and not any(i in head for head in heads)
        for i in range(end, min(end + 2, len(tokens)))
    )


def _is_relative(tokens: Sequence[Token], negation: Trigger, whatever: frozenset[str]) -> bool:
    """ "It blocks everything that is not needed": what is left out is described, not denied."""
    words = [t.text for t in tokens]
    start, end = negation[0]
    if "where" in words[max(0, start - 4) : start]:
        return True  # "stored offline, where an attacker cannot reach them"
    if words[0] in whatever:
        return any(w in ("is", "are", "gets", "goes") for w in words[end:])
    return words[max(0, start - 2) : start][:1] in (["that"], ["who"], ["which"])

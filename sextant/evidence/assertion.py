"""What a clause asserts about the words it contains: negation, plans, limits, hedges.

Method: trigger words with a scope (NegEx, Chapman et al. 2001; ConText, Harkema et al. 2009).
The words are in frameworks/lexicon/cues/.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from frameworks.schema import Cues
from sextant.evidence.neutrality import NeutralityReader
from sextant.evidence.text import Token
from sextant.evidence.triggers import Phrases, Trigger, TriggerFinder, Triggers
from sextant.records import Polarity

Sense = Literal["practice", "gap", "limited"]

_ENDING = 4  # a trailing negation stands at most this far from the clause's end
_MODAL_REACH = 2
_ABOUT_REACH = 6
_REMEMBERED = 4096  # sentences and clauses: clients share policies and questionnaires
_LASTING = ("until it", "until the")  # "the tills stand still until it is back"
_NEAR = 1  # words between "no" and the thing that it denies


@dataclass(frozen=True)
class Reading:
    """What one clause says of one match. `polarity` None: it asserts nothing about it."""

    polarity: Polarity | None
    scope: str = ""
    hedged: bool = False
    policy: bool = False
    obliges: bool = False  # "must", "shall": a rule where the document is one
    presupposed: bool = False  # taken for granted: "backups are not encrypted" has backups


_NOTHING = Reading(None)
_PRESUPPOSED = Reading(None, presupposed=True)


class AssertionReader:
    """Reads one clause. Holds only what it was built from."""

    def __init__(self, cues: Cues) -> None:
        self._finder = TriggerFinder(cues)
        self._neutral = NeutralityReader(cues)
        self._verbal = frozenset(cues.verbal_negation)
        self._inner = frozenset(cues.inner_negation)
        self._failure = frozenset(cues.failure_negation)
        self._scope_ends = frozenset(cues.scope_ends)
        self._gap_ends = self._scope_ends | {"and"}
        self._anywhere = frozenset(cues.anywhere_negation)
        self._final = frozenset(cues.final_negation)
        self._purposes = frozenset(cues.purposes)
        self._prepositions = frozenset(cues.prepositions)
        self._having = frozenset(cues.having)
        self._observed = frozenset(cues.observed)
        self._nobody = frozenset(cues.nobody)
        self._ways = frozenset(cues.ways)
        self._conceding = cues.conceding
        self._carried = Phrases(cues.carried_negation)
        self._triggers = lru_cache(maxsize=_REMEMBERED)(self._found)

    def triggers(self, tokens: Sequence[Token]) -> Triggers:
        """Every trigger of the clause, or of a sentence."""
        return self._triggers(tuple(tokens))

    def _found(self, tokens: tuple[Token, ...]) -> Triggers:
        found = self._finder.find(tokens)
        return replace(found, void=True) if self._neutral.is_wish_of_others(tokens) else found

    def is_neutral(self, tokens: Sequence[Token], noted: bool) -> bool:
        """Whether a sentence states nothing: others, laws, advice, titles. What is `noted` under a
        heading or of an asset is no title."""
        return self._neutral.is_neutral(tokens) or (not noted and self._neutral.is_title(tokens))

    def read(
        self,
        tokens: Sequence[Token],
        triggers: Triggers,
        own: frozenset[int],
        sense: Sense,
        heads: Sequence[frozenset[int]] = (),
        mention: bool = False,
        thing: bool = False,
    ) -> Reading:
        """What the clause says of the matched positions `own`, in the given sense.

        `heads` are the positions of everything else that was recognised in the clause. `mention`:
        being spoken of is enough, as it is for an asset: "A Synology NAS." `thing`: what is matched
        is there also where something else is denied of it: "MFA was never on for Office 365."
        """
        if self._is_not_asserted(tokens, triggers, own, sense):
            return _NOTHING
        negated, presupposed = self._negated(tokens, triggers, own, sense, heads)
        if presupposed and _is_elliptical(tokens, triggers, own):
            return Reading("partial", "not all", triggers.hedged, triggers.policy)
        if presupposed or (negated and self._is_beside_the_point(tokens, triggers, own, heads)):
            return _PRESUPPOSED
        if negated and thing and not self._denies_thing(tokens, triggers, own):
            return _PRESUPPOSED
        limit = [
            t
            for t in _outside(triggers.partial, own)
            if not _tells_the_way(tokens, t, own, self._ways)
        ]
        planned = bool(_outside(triggers.planned, own))
        ended = any(sense == "gap" or e[1] != "replaced" for e in _outside(triggers.ended, own))
        polarity = _resolve(sense, negated, planned, ended, bool(limit))
        is_plain = polarity == "implemented" and not (negated or mention) and sense != "gap"
        if is_plain and self._neutral.is_remark(tokens, own):
            return _NOTHING
        if triggers.hedged and polarity == "implemented":
            polarity = "partial"
        return Reading(
            polarity, _words(tokens, limit), triggers.hedged, triggers.policy, triggers.obliges
        )

    def _is_not_asserted(
        self, tokens: Sequence[Token], triggers: Triggers, own: frozenset[int], sense: Sense
    ) -> bool:
        if triggers.void or _is_unreal(tokens, triggers, own):
            return True
        aside = self._is_aim(tokens, own) if sense == "gap" else self._neutral.forbids(tokens)
        return aside or self._neutral.is_remark_on_many(tokens)

    def tells_of_business(self, tokens: Sequence[Token]) -> bool:
        """Whether a sentence that states no practice tells what the organisation does for whom."""
        return self._neutral.tells_of_business(tokens)

    def forbids(self, tokens: Sequence[Token], triggers: Triggers) -> bool:
        """ "... and must not be written down", "do not tell it to anybody": a rule that goes on,
        and takes nothing back."""
        obliged = triggers.obliges and bool(triggers.negation)
        return obliged or self._neutral.forbids(tokens)

    def carried(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """The words of a negation that holds for a whole list: "failed to: ...; ...; ..."."""
        found = self._carried.find(tokens)
        return tuple(tokens[found[0][0][0] : found[0][0][1]]) if found else ()

    def _negated(
        self,
        tokens: Sequence[Token],
        triggers: Triggers,
        own: frozenset[int],
        sense: Sense,
        heads: Sequence[frozenset[int]],
    ) -> tuple[bool, bool]:
        """(negated, presupposed): presupposed when something else said of it is negated."""
        if sense == "gap" and any(set(range(*n[0])) <= own for n in triggers.negation):
            return False, False  # "never asked", "nothing between": its own negation is the lack
        scopes = [n for n in triggers.negation if self._reaches(tokens, n, own, sense)]
        ends = self._gap_ends if sense == "gap" else self._scope_ends
        covering = [n for n in scopes if _covers(tokens, n, own, ends)]
        after = [n for n in _outside(triggers.negation_after, own)
                 if any(p < n[0][0] for p in own) and n not in covering
                 and (n[1] in self._anywhere or self._is_predicate(tokens, n))]  # fmt: skip
        before = [n for n in scopes if n not in covering and n[1] in self._verbal
                  and not _is_relative(tokens, n)]  # fmt: skip
        if before and not after:
            reaching = [
                n
                for n in before
                if _existence_follows(triggers, n, own)
                or (
                    _plain_participle(tokens, n, heads)
                    and _can_deny(tokens, n, sense, self._observed)
                )
            ]
            if not reaching and not covering:
                return False, True
            covering += reaching[:1]
        if _is_conceded(tokens, covering, own, self._conceding):
            return False, False
        count = bool(covering) + bool(after)
        inner = [
            n
            for n in covering
            if n[1] in self._inner or _is_of_nobody(tokens, n, covering, self._nobody)
        ]
        if inner and len(covering) > len(inner):
            count += 1
        return count % 2 == 1, False

    def _denies_thing(
        self, tokens: Sequence[Token], triggers: Triggers, own: frozenset[int]
    ) -> bool:
        """Whether a negation denies that the thing is there: "no X", "we do not use X", "X is not
        in place", and not "nobody tested X", "X is not encrypted"."""
        first, last = min(own), max(own)
        for (start, end), _ in _outside(triggers.negation, own):
            between = {t.text for t in tokens[end:first]}
            if end <= first and (first - end <= _NEAR or between & self._having):
                return True
            if start > last and (
                end >= len(tokens) - 1
                or any(0 <= s[0] - end <= 1 for s, _ in _outside(triggers.existence, own))
            ):
                return True
        return any(start > last for (start, _), _ in _outside(triggers.negation_after, own))

    def _is_aim(self, tokens: Sequence[Token], own: frozenset[int]) -> bool:
        """ "A sample is read to catch snooping": the gap is what the practice is directed at."""
        return any(
            tokens[i - 1].text in self._purposes
            and (tokens[i - 1].text == "against" or tokens[i - 2].text in ("to", "and", "or"))
            for i in own
            if i > 1
        )

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
        """A trailing negation counts only near the clause's end, a bare "none" only at it."""
        reach = 0 if trigger[1] in self._final else _ENDING
        return len(tokens) - trigger[0][1] <= reach

    def _is_beside_the_point(
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


def _tells_the_way(
    tokens: Sequence[Token], limit: Trigger, own: frozenset[int], ways: frozenset[str]
) -> bool:
    """ "It is reached over HTTPS only": the one way it is done, not a part of where it is."""
    (start, _), text = limit
    return (
        text == "only"
        and start - 1 in own
        and any(tokens[i].text in ways for i in range(max(0, start - 4), start))
    )


def _is_unreal(tokens: Sequence[Token], triggers: Triggers, own: frozenset[int]) -> bool:
    """Whether the match stands under a condition or a "would"."""
    condition = triggers.condition
    if condition and all(condition[0] <= p < condition[1] for p in own):
        return True
    for (start, end), _text in _outside(triggers.about, own):
        if any(n[0][1] <= start for n in triggers.negation):
            continue  # "there is nothing in writing about ..."
        between = {t.text for t in tokens[end : min(own)]}
        if end <= min(own) <= end + _ABOUT_REACH and not between & {"we", "i", "they", "it"}:
            return True
    for (start, _), text in _outside(triggers.modal, own):
        if text == "would" and _would_lack(tokens, triggers, start, own):
            continue
        if min(own) > start or 0 < start - max(own) <= _MODAL_REACH:
            return True
    return False


def _would_lack(
    tokens: Sequence[Token], triggers: Triggers, would: int, own: frozenset[int]
) -> bool:
    """ "Nobody would notice"; "if it happened tomorrow, we would have no plan": there is none."""
    if any(n[0][1] <= would for n in triggers.negation):
        return True
    speaker = {t.text for t in tokens[max(0, would - 2) : would]} & {"we", "i", "nobody"}
    return bool(speaker) and any(would < n[0][0] <= min(own) for n in triggers.negation)


def _is_elliptical(tokens: Sequence[Token], triggers: Triggers, own: frozenset[int]) -> bool:
    """ "We check admin accounts, ordinary users never": a negation that ends the clause."""
    return any(end >= len(tokens) - 1 and start > max(own) for (start, end), _ in triggers.negation)


def _existence_follows(triggers: Triggers, negation: Trigger, own: frozenset[int]) -> bool:
    """Whether "not" is followed by a word that only says "is there" or "is done"."""
    return any(0 <= span[0] - negation[0][1] <= 2 for span, _ in _outside(triggers.existence, own))


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


def _is_relative(tokens: Sequence[Token], negation: Trigger) -> bool:
    """ "It blocks everything that is not needed": what is left out is described, not denied."""
    words = [t.text for t in tokens]
    start, end = negation[0]
    if "where" in words[max(0, start - 4) : start]:
        return True  # "stored offline, where an attacker cannot reach them"
    if words[0] in ("anything", "everything", "whatever", "anyone", "whoever"):
        return any(w in ("is", "are", "gets", "goes") for w in words[end:])
    return words[max(0, start - 2) : start][:1] in (["that"], ["who"], ["which"])


def _resolve(sense: Sense, negated: bool, planned: bool, ended: bool, limited: bool) -> Polarity:
    """Sense and triggers to polarity. A planned or partial removal of a gap leaves the gap."""
    if sense == "gap":
        return _resolve_gap(negated, planned, ended, limited)
    if planned:
        return "not_implemented" if negated else "planned"
    if ended:
        return "not_implemented"
    if limited or (sense == "limited" and not negated):
        return "partial"
    return "not_implemented" if negated else "implemented"


def _resolve_gap(negated: bool, planned: bool, ended: bool, limited: bool) -> Polarity:
    if planned:
        return "not_implemented"
    if limited:
        return "partial"
    return "implemented" if negated or ended else "not_implemented"


def _outside(found: Sequence[Trigger], own: frozenset[int]) -> list[Trigger]:
    """Triggers that are not themselves part of the matched words."""
    return [f for f in found if not set(range(*f[0])) & own]


def _words(tokens: Sequence[Token], limit: Sequence[Trigger]) -> str:
    """The limiting words as written, with what follows them: "only for admins"."""
    if not limit:
        return ""
    start = limit[0][0][0]
    return " ".join(t.text for t in tokens[start : start + 5] if not t.is_mark)

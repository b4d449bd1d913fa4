"""What a clause asserts about the words it contains: negation, plans, limits, hedges.

Method: trigger words with a scope (NegEx, Chapman et al. 2001; ConText, Harkema et al. 2009).
The words are in frameworks/lexicon/cues/.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from frameworks.schema import Cues
from sextant.evidence.negation import NegationReader
from sextant.evidence.neutrality import NeutralityReader
from sextant.evidence.outsiders import OutsiderReader
from sextant.evidence.phrases import Phrases, Trigger, outside
from sextant.evidence.polarity import Sense, resolve
from sextant.evidence.remarks import RemarkReader
from sextant.evidence.text import Token, words_of
from sextant.evidence.triggers import TriggerFinder, Triggers
from sextant.evidence.unreal import is_unreal
from sextant.records import Polarity

_WAY = 6  # words from "through" to "only"
_REMEMBERED = 4096  # sentences and clauses: clients share policies and questionnaires


@dataclass(frozen=True)
class Reading:
    """What one clause says of one match. `polarity` None: it asserts nothing about it."""

    polarity: Polarity | None
    scope: str = ""
    hedged: bool = False
    policy: bool = False
    obliges: bool = False  # "must", "shall": a rule where the document is one
    whole: bool = False  # an "only" tells the one way it is done: it limits nothing
    of_part: bool = False  # a denial that names the part of which it is
    presupposed: bool = False  # taken for granted: "backups are not encrypted" has backups


_NOTHING = Reading(None)
_PRESUPPOSED = Reading(None, presupposed=True)


class AssertionReader:
    """Reads one clause. Holds only what it was built from."""

    def __init__(self, cues: Cues) -> None:
        self._finder = TriggerFinder(cues)
        self._negation = NegationReader(cues)
        self._others = OutsiderReader(cues)
        self._neutral = NeutralityReader(cues, self._others)
        self._remarks = RemarkReader(cues)
        self._purposes = frozenset(cues.purposes)
        self._ways = frozenset(cues.ways)
        self._forms = frozenset(cues.forms)
        self._excepting = frozenset((*cues.exceptions.openers, *cues.exceptions.phrases))
        self._carried = Phrases(cues.carried_negation)
        self._triggers = lru_cache(maxsize=_REMEMBERED)(self._found)

    def triggers(self, tokens: Sequence[Token]) -> Triggers:
        """Every trigger of the clause, or of a sentence."""
        return self._triggers(tuple(tokens))

    def _found(self, tokens: tuple[Token, ...]) -> Triggers:
        found = self._finder.find(tokens)
        return replace(found, void=True) if self._others.is_wish_of_others(tokens) else found

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
        negated, presupposed = self._negation.denied(tokens, triggers, own, sense, heads)
        if presupposed and _is_elliptical(tokens, triggers, own):
            return Reading("partial", "not all", triggers.hedged, triggers.policy)
        if presupposed or (
            negated and self._negation.is_beside_the_point(tokens, triggers, own, heads)
        ):
            return _PRESUPPOSED
        if negated and thing and not self._negation.denies_thing(tokens, triggers, own):
            return _PRESUPPOSED
        limits = outside(triggers.partial, own)
        limit = [t for t in limits if not self._tells_the_way(tokens, t, own)]
        if sense == "gap":
            limit = [t for t in limit if not self._finder.is_large(t)]
        planned = bool(outside(triggers.planned, own))
        ended = any(sense == "gap" or e[1] != "replaced" for e in outside(triggers.ended, own))
        polarity = resolve(sense, negated, planned, ended, bool(limit))
        is_plain = polarity == "implemented" and not (negated or mention) and sense != "gap"
        if is_plain and self._remarks.is_remark(tokens, own):
            return _NOTHING
        if triggers.hedged and polarity == "implemented":
            polarity = "partial"
        return Reading(
            polarity,
            _words(tokens, limit),
            triggers.hedged,
            triggers.policy,
            triggers.obliges,
            whole=bool(triggers.partial) and not limit,
        )

    def _is_not_asserted(
        self, tokens: Sequence[Token], triggers: Triggers, own: frozenset[int], sense: Sense
    ) -> bool:
        if triggers.void or is_unreal(tokens, triggers, own):
            return True
        aside = self._is_aim(tokens, own) if sense == "gap" else self._neutral.forbids(tokens)
        return aside or self._remarks.is_remark_on_many(tokens)

    def tells_of_business(self, tokens: Sequence[Token]) -> bool:
        """Whether a sentence that states no practice tells what the organisation does for whom."""
        return self._others.tells_of_business(tokens)

    def binds_other(self, tokens: Sequence[Token]) -> bool:
        """Whether a sentence is a contract's or an order's, on what somebody else shall do."""
        return self._others.binds_other(tokens)

    def forbids(self, tokens: Sequence[Token], triggers: Triggers) -> bool:
        """ "... and must not be written down", "do not tell it to anybody": a rule that goes on,
        and takes nothing back."""
        obliged = triggers.obliges and bool(triggers.negation)
        return obliged or self._neutral.forbids(tokens)

    def carried(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """The words of a negation that holds for a whole list: "failed to: ...; ...; ..."."""
        found = self._carried.find(tokens)
        if len(self.triggers(tokens).negation) > 1:
            return ()  # "nothing goes live without a review; GitHub enforces it"
        return tuple(tokens[found[0][0][0] : found[0][0][1]]) if found else ()

    def left_out(self, tokens: Sequence[Token], triggers: Triggers) -> int:
        """Where an exception to what is affirmed begins: "all took it, save both partners", "all
        machines are patched except the backup server" tell nothing of partners and backups. 0 where
        there is none, or where it is all that is affirmed: "no protection apart from antivirus"."""
        if triggers.negation or triggers.negation_after or triggers.ended:
            return 0
        starts = [start for (start, _), text in triggers.partial if text in self._excepting]
        return min(starts, default=0)

    def _tells_the_way(self, tokens: Sequence[Token], limit: Trigger, own: frozenset[int]) -> bool:
        """ "It is reached over HTTPS only", "stored in encrypted form only": the one way it is
        done, not a part of where it is."""
        (start, _), text = limit
        if text != "only":
            return False
        before = [t.text for t in tokens[max(0, start - _WAY) : start]]
        in_form = before[-1:] != [] and before[-1] in self._forms and "in" in before
        return in_form or (start - 1 in own and not self._ways.isdisjoint(before))

    def _is_aim(self, tokens: Sequence[Token], own: frozenset[int]) -> bool:
        """ "A sample is read to catch snooping": the gap is what the practice is directed at."""
        return any(
            tokens[i - 1].text in self._purposes
            and (tokens[i - 1].text == "against" or tokens[i - 2].text in ("to", "and", "or"))
            for i in own
            if i > 1 and i - 1 not in own  # "nothing against malware" is the gap itself
        )


def _is_elliptical(tokens: Sequence[Token], triggers: Triggers, own: frozenset[int]) -> bool:
    """ "We check admin accounts, ordinary users never": a negation that ends the clause."""
    return any(end >= len(tokens) - 1 and start > max(own) for (start, end), _ in triggers.negation)


def _words(tokens: Sequence[Token], limit: Sequence[Trigger]) -> str:
    """The limiting words as written, with what follows them: "only for admins"."""
    if not limit:
        return ""
    start = limit[0][0][0]
    return " ".join(words_of(tokens[start : start + 5]))

"""What a clause that names no topic of its own does to the clause before it: limits it, undoes it,
puts it off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from frameworks.schema import Cues
from sextant.evidence.phrases import Phrases
from sextant.evidence.text import Token, words_of
from sextant.evidence.triggers import Triggers

Effect = Literal["undone", "unused", "postponed", "limited", "unsaid", ""]

_SUPPLIED = 14  # words
_SHORT_CLAUSE = 9
_SUMMED = 6  # words in "so in the end nobody does"
_NAMED = 4  # words in "contractors not yet"


class SequelReader:
    """Reads what follows a statement. Holds only what it was built from."""

    def __init__(self, cues: Cues) -> None:
        self._unwanted = frozenset(cues.unwanted)
        self._prepositions = frozenset(cues.prepositions)
        self._withdrawals = frozenset(cues.withdrawals)
        self._part_withdrawals = frozenset(cues.part_withdrawals)
        self._uptake = frozenset(cues.uptake)
        self._beginnings = frozenset(cues.beginnings)
        self._particles = frozenset(cues.particles)
        self._contrasts = frozenset(cues.contrasts)
        self._pronouns = frozenset(cues.pronouns)
        self._neutral = frozenset((*cues.subjects, *cues.adverbs, *cues.fragment_openers))
        self._denials = frozenset(cues.no_words)
        self._plain_no = Phrases(a for a in cues.answers["not_implemented"] if " " in a)
        self._taken_back = Phrases(cues.taken_back)
        self._unknowns = Phrases(cues.unknowns)
        self._likewise = frozenset(cues.likewise)
        self._rest = Phrases(cues.rest)
        self._done = Phrases(cues.done_words)
        self._degrees = frozenset(cues.degrees)
        self._mended = frozenset(cues.mended)
        self._backward = frozenset(cues.backward)
        self._meanwhile = frozenset(cues.meanwhile)
        self._perfect = frozenset(cues.perfect)
        self._objects = frozenset(cues.objects)
        self._following = frozenset(cues.following)
        self._capabilities = frozenset(cues.capabilities)
        self._pointing = frozenset(cues.pointing)
        self._auxiliaries = frozenset(cues.auxiliaries)
        self._summing = frozenset(cues.summing)
        self._nobody = frozenset(cues.nobody)
        self._missing = Phrases(cues.enforcing.missing)
        self._personal = frozenset(cues.clauses.personal)
        self._confirming = frozenset(cues.confirming)
        self._sanctions = frozenset(cues.enforcing.sanctions)
        self._pro_verbs = frozenset((*cues.adverbs, *cues.auxiliaries, *cues.pronouns))

    def effect(self, tokens: Sequence[Token], triggers: Triggers, linked: bool) -> Effect:
        """What the clause does to the one before it. `linked`: it leans on that one."""
        if self._leaves_open(tokens):
            return "unsaid"
        if self._done.find(tokens) and not triggers.void:
            if triggers.partial:
                return "limited"
            if triggers.negation and not triggers.condition:
                return "undone"
        if ended := self._ended(tokens, triggers, linked):
            return ended
        if triggers.planned and self._following & {t.text for t in tokens[:_SHORT_CLAUSE]}:
            return "limited"
        if linked and self.postpones(tokens, triggers):
            return "postponed"
        return "limited" if self.takes_back(tokens, triggers, linked) else ""

    def _ended(self, tokens: Sequence[Token], triggers: Triggers, linked: bool) -> Effect:
        if linked and (self.withdraws(tokens, triggers) or self._is_over(tokens, triggers)):
            return "undone"
        return "unused" if self._is_unused(tokens, triggers) else ""

    def mends(self, tokens: Sequence[Token], triggers: Triggers) -> bool:
        """ "Both points have been corrected.", "Fixed.": what was lacking is so no more."""
        if _is_open_still(triggers):
            return False
        words = words_of(tokens)
        of_that = bool(words) and words[0] in (self._pronouns | self._backward | self._mended)
        mended = of_that and not self._mended.isdisjoint(words)
        return (mended and len(words) <= _SHORT_CLAUSE) or self.supplies(tokens, triggers)

    def supplies(self, tokens: Sequence[Token], triggers: Triggers) -> bool:
        """ "It has since deployed it for all users.", "They are now.": what lacked is there."""
        words = words_of(tokens)
        if len(words) > _SUPPLIED or self._meanwhile.isdisjoint(words) or _is_open_still(triggers):
            return False
        at = next((i for i, w in enumerate(words) if w in self._perfect), len(words))
        behind = words[at + 1 :]
        if words[:1] and words[0] in self._pronouns and behind and behind[0] in self._meanwhile:
            bare = len(behind) == 1 or behind[1] in self._prepositions
            return bare or not self._objects.isdisjoint(behind)
        return bool(behind) and not self._objects.isdisjoint(behind)

    def of_a_part(self, tokens: Sequence[Token]) -> bool:
        """Whether a denial names what it is of: "not on the old server", "for plant 2 there is
        none", "contractors not yet"."""
        words = words_of(tokens)
        if self.excepts(tokens):
            return True
        if words[:1] and words[0] in self._prepositions:
            return not set(words[1:2]) & self._denials  # "in none of the schools" is of no part
        if words[-2:] == ["not", "yet"]:
            words = words[:-1]
        opening = words[:1] and words[0] not in (self._pronouns | self._neutral)
        return bool(opening) and 1 < len(words) <= _NAMED and words[-1] in self._denials

    def of_the_rest(self, tokens: Sequence[Token]) -> bool:
        """Whether a clause is about "the rest", "everyone else"."""
        return any(start <= 1 for (start, _), _text in self._rest.find(tokens[:5]))

    def of_degree(self, tokens: Sequence[Token]) -> bool:
        """ "Not regularly." behind what was said to be done: in part. To a question it is a no."""
        words = words_of(tokens)
        return words[:1] == ["not"] and len(words) < _NAMED and words[-1] in self._degrees

    def excepts(self, tokens: Sequence[Token]) -> bool:
        """Whether a clause opens with "but not to ...": it takes the predicate before it back for
        what it names, and says nothing else."""
        said = [t for t in tokens if not t.is_mark][:_NAMED]
        said = said[1:] if said and said[0].text == "but" else said
        if any(start == 0 for (start, _), _text in self._plain_no.find(said)):
            return False  # "not at all" is of no part
        words = [t.text for t in said[:3]]
        return (
            words[:1] in (["not"], ["none"]) and words[1:2] != [] and words[1] in self._prepositions
        )

    def _leaves_open(self, tokens: Sequence[Token]) -> bool:
        """ "Cameras and heating, no idea, the landlords put them in"."""
        ends = [end for (start, end), _ in self._unknowns.find(tokens) if start == 0]
        return any(end == len(tokens) or tokens[end].is_mark for end in ends)

    def sums_up_to_none(self, tokens: Sequence[Token]) -> bool:
        """ "Everybody a little, so nobody really": in the end a no."""
        words = words_of(tokens)
        if not words or words[0] not in self._summing or len(words) > _SUMMED:
            return False
        at = next((i for i, w in enumerate(words) if w in self._nobody), len(words))
        return at < len(words) and self._pro_verbs.issuperset(words[at + 1 :])

    def enforces(self, tokens: Sequence[Token]) -> bool:
        """ "..., and whoever misses it loses access until it is done": what befalls those who do
        not keep a rule enforces it and limits nothing."""
        whom = any(start <= _NAMED for (start, _), _text in self._missing.find(tokens))
        return whom and not self._sanctions.isdisjoint(words_of(tokens))

    def confirms(self, tokens: Sequence[Token]) -> bool:
        """ "..., as we saw in May when a digger cut a line": how it is known, and nothing else."""
        words = [t.text for t in tokens[:3]]
        known = words[:1] == ["as"] and len(words) == 3 and words[1] in self._personal
        return known and words[2] in self._confirming

    def _is_over(self, tokens: Sequence[Token], triggers: Triggers) -> bool:
        """A scanner is there, and "it has been switched off since summer"."""
        opens = tokens[0].text in self._pronouns and len(tokens) <= _SHORT_CLAUSE
        return opens and bool(triggers.negation_after or triggers.ended)

    def _is_unused(self, tokens: Sequence[Token], triggers: Triggers) -> bool:
        """ "The drives can be encrypted." "That option was never switched on.", "This was not
        activated.": it is only possible."""
        words = words_of(tokens)
        if not 1 < len(words) <= _SHORT_CLAUSE or words[0] not in self._pointing:
            return False
        verb = 2 if words[1] in self._capabilities else 1
        if words[verb : verb + 1] == [] or words[verb] not in self._auxiliaries:
            return False  # "the option to skip it was removed"
        if verb == 1 and self._uptake.isdisjoint(words):
            return False
        denied = triggers.negation or triggers.negation_after or triggers.ended
        return bool(denied) and not (triggers.partial or triggers.planned or triggers.void)

    def takes_back(self, tokens: Sequence[Token], triggers: Triggers, linked: bool) -> bool:
        """Whether a clause that names no topic limits what the one before it said: "..., but not
        for the directors", "...; workstations are excluded", "..., the rest are not"."""
        words = words_of(tokens)
        if self.of_the_rest(tokens) and not triggers.void:
            return bool(triggers.negation) or not self._likewise & set(words)
        if len(words) > _SHORT_CLAUSE or triggers.void or words[:1] == ["where"]:
            return False
        if triggers.negation_after and not self._unwanted.isdisjoint(words):
            return False  # "... and the old protocols are switched off"
        if self._taken_back.find(tokens):
            return True
        if any(start == 0 for (start, _), _text in triggers.partial):
            return True
        elliptical = words[-1:] in (["not"], ["never"], ["none"], ["nothing"]) or words[:1] == [
            "not"
        ]
        return elliptical or (linked and bool(triggers.negation or triggers.partial))

    def withdraws(self, tokens: Sequence[Token], triggers: Triggers) -> bool:
        """Whether a clause undoes what the one before it said: "and then I switched it off",
        "but nobody has turned it on"."""
        words = words_of(tokens)
        denied = bool(triggers.negation) and not triggers.partial
        for i, word in enumerate(words[:-1]):
            if words[i + 1] not in self._pronouns:
                continue
            after = words[i + 2 : i + 3]
            if word in self._uptake and denied and not set(after) & self._particles:
                return True
            if word in self._withdrawals or (
                word in self._part_withdrawals and set(after) & self._particles
            ):
                return True
        return False

    def postpones(self, tokens: Sequence[Token], triggers: Triggers) -> bool:
        """ "The board approved it and IT will begin with the rollout in May"."""
        return bool(triggers.planned) and any(t.text in self._beginnings for t in tokens)

    def contrasts(self, tokens: Sequence[Token]) -> bool:
        """ "..., but it ...": what follows limits the thing spoken of before."""
        words = words_of(tokens)[:2]
        return len(words) > 1 and words[0] in self._contrasts and words[1] in self._pronouns


def _is_open_still(triggers: Triggers) -> bool:
    """Whether it is denied, planned or limited: nothing that is done."""
    return bool(triggers.negation or triggers.planned or triggers.partial or triggers.void)

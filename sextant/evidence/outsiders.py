"""Sentences about somebody else: other organisations, customers, partners who want something; and
about what the organisation does for whom.

The subject is what stands before the first finite verb; the words are in frameworks/lexicon/cues/.
"""

from __future__ import annotations

from collections.abc import Sequence

from frameworks.schema import Cues
from sextant.evidence.phrases import Phrases
from sextant.evidence.text import Token, words_of
from sextant.evidence.verbs import finite

_HEAD = 12  # a subject is no longer than this
_SUBJECT_REACH = 3
_BOUND = 5  # words before who is bound: "On termination the"
_BUSINESS = 5  # words within which "makes and sells" tells what the organisation itself does


class OutsiderReader:
    """Tells whom a sentence is about. Holds only what it was built from."""

    def __init__(self, cues: Cues) -> None:
        self._finite = finite(cues)
        self._wants = frozenset((*cues.wants, *cues.other_verbs))
        self._by = frozenset(cues.means)
        self._for = frozenset(cues.wanting_for)
        self._own = frozenset(cues.own_subjects)
        self._machines = frozenset(cues.machines)
        self._business = Phrases(cues.business)
        self._business_verbs = frozenset(cues.business_verbs)
        self._suppliers = frozenset(cues.sellers)
        self._adversaries = frozenset(cues.adversaries)
        self._outsiders = frozenset(cues.outsiders)
        self._products = frozenset(cues.products)
        self._product_verbs = frozenset(cues.product_verbs)
        self._clientele = frozenset(cues.clientele)
        self._our_place = frozenset(cues.our_place)
        self._clients_things = frozenset(cues.clients_things)
        self._serving = frozenset(cues.serving)
        self._letting = frozenset(cues.letting)
        self._other_nouns = frozenset(cues.other_nouns)
        self._other_quantifiers = frozenset(cues.other_quantifiers)
        self._crowds = frozenset(cues.crowds)
        self._members = frozenset(cues.crowd_members)
        self._past = frozenset(cues.past_words)
        self._parties = frozenset(cues.parties)
        self._other_verbs = frozenset(cues.other_verbs)
        self._first_person = frozenset(cues.persons.first_person)
        self._speaker = frozenset(cues.speaker)
        self._acting = self._finite | self._wants | self._for
        self._generic = frozenset(cues.generic_openers)
        self._places = frozenset(cues.prepositions)
        self._subjects = self._own | self._machines
        self._doing = self._finite | frozenset(cues.persons.doing)
        self._presenting = frozenset(cues.persons.presenting)
        self._possessing = frozenset(cues.persons.possessing)
        self._including = frozenset(cues.persons.including)
        self._bound = frozenset(cues.bound_parties)
        self._binding = frozenset(cues.binding)
        self._definite = self._presenting - self._possessing

    def tells_of_others(self, words: Sequence[str]) -> bool:
        """Whether a sentence is about somebody else, about customers, or about anybody."""
        return self._names_outsider(words) or self._serves(words) or self._names_crowd(words)

    def tells_of_business(self, tokens: Sequence[Token]) -> bool:
        """ "Sells spectacles online", "our customers can pay by card": no practice, but facts."""
        first = {t.text for t in tokens[:_BUSINESS]}
        if first & self._business_verbs and not first & (self._outsiders | self._suppliers):
            return True
        return bool(self._business.find(tokens)) or self._serves([t.text for t in tokens])

    def _names_outsider(self, words: Sequence[str]) -> bool:
        """ "Our bank uses a token for its own staff", "the product supports single sign-on": what
        others do, or customers can do."""
        if words[:1] and words[0] in self._presenting and set(words[1:3]) & self._products:
            return bool(set(words[2:5]) & self._product_verbs)
        outside = bool(words[1:]) and words[0] in self._possessing
        if not outside or words[1] not in self._outsiders:
            return False
        return (
            bool(words[2:]) and words[2] in self._finite and self._including.isdisjoint(words[2:])
        )

    def binds_other(self, tokens: Sequence[Token]) -> bool:
        """ "7.1 The Supplier shall encrypt ...": what a contract or an order asks of somebody; not
        where it is to be done for us: "must sign our terms"."""
        if self._bound.isdisjoint([t.text for t in tokens[: 2 * _BOUND]]):
            return False
        words = [t.text for t in tokens if not (t.is_mark or t.text[0].isdigit())]
        at = next((i for i, w in enumerate(words[:_BOUND]) if w in self._bound), -1)
        return (
            at >= 0
            and (at == 0 or words[at - 1] in self._definite)
            and not self._binding.isdisjoint(words[at + 1 : at + 3])
            and self._speaker.isdisjoint(words)
        )

    def _serves(self, words: Sequence[str]) -> bool:
        """ "Members can turn on a second factor", "lets patients reset their password", "we patch
        our clients' servers": what is sold, unless they get at the place itself."""
        ours = not self._our_place.isdisjoint(words)
        for i, word in enumerate(words):
            if word not in self._clientele:
                continue
            after = words[i + 1] if i + 1 < len(words) else ""
            served = bool(self._serving & set(words[max(0, i - 2) : i]))
            if served and word.endswith("s") and after in self._clients_things:
                return True
            can = i < _SUBJECT_REACH and after in ("can", "may")
            if not ours and (can or self._letting & set(words[max(0, i - 2) : i])):
                return True
        return False

    def is_wish_of_others(self, tokens: Sequence[Token]) -> bool:
        """ "The insurer asks for MFA": a wish or rule of somebody else, in the active voice."""
        words = words_of(tokens)
        verb = next((i for i, w in enumerate(words[:_HEAD]) if w in self._other_verbs), 0)
        if (
            verb
            and self._subjects.isdisjoint(words[:verb])
            and "as" not in words[max(0, verb - 3) : verb]
            and words[verb - 1] not in self._by
        ):
            return True
        first = next((i for i, w in enumerate(words[:_HEAD]) if w in self._acting), 0)
        if not first or words[0] in self._first_person:
            return False
        head = words[:first]
        if head[0] in ("under", "according"):
            return bool(self._parties & set(head))
        end = next((i for i, w in enumerate(head) if w in self._places or w == "of"), first)
        wants = words[first] in self._wants or self._calls_for(words, first)
        return wants and bool(self._parties & set(head[:end]))

    def _calls_for(self, words: Sequence[str], verb: int) -> bool:
        """ "The client calls for an audit"; "the bank calls the client back" is a practice."""
        return words[verb] in self._for and words[verb + 1 : verb + 2] == ["for"]

    def _names_crowd(self, words: Sequence[str]) -> bool:
        """ "Many hospitals", "another school", or a bare "Banks" that opens the sentence."""
        if words[:1] and words[0] in self._crowds and not self._speaker & set(words):
            return not self._tells_of_attack(words)
        if self._names_any_member(words):
            return True
        return any(
            w in self._other_nouns
            and set(words[max(0, i - 2) : i]) & self._other_quantifiers
            and not self._speaker & set(words[:i])
            for i, w in enumerate(words[:6])
        )

    def _tells_of_attack(self, words: Sequence[str]) -> bool:
        """ "Attackers signed in with a stolen password": it happened, and here."""
        if words[0] not in self._adversaries:
            return False
        return any(w in self._past or w.endswith("ed") for w in words[1:_SUBJECT_REACH])

    def _names_any_member(self, words: Sequence[str]) -> bool:
        """ "Every company needs ...", "without logs, an investigation ...", not in the past."""
        at = next((i for i, w in enumerate(words[:6]) if w in self._generic or w == "every"), -1)
        if at < 0 or (at > 0 and words[0] != "without"):
            return False
        if not set(words[at + 1 : at + 2]) & self._members or self._speaker & set(words):
            return False
        if self._doing.isdisjoint(words[at + 2 : at + 3]):
            return False
        return not any(w in self._past or w.endswith("ed") for w in words[at:])

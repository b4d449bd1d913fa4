"""Remarks: sentences that judge or define a thing ("MFA is important", "a backup is a copy") and
say nothing of its being there. The words are in frameworks/lexicon/cues/."""

from __future__ import annotations

from collections.abc import Sequence

from frameworks.schema import Cues
from sextant.evidence.text import Token
from sextant.evidence.verbs import existing, finite

_HEAD = 12  # a subject is no longer than this
_SUBJECT_REACH = 3


class RemarkReader:
    """Tells remarks from statements. Holds only what it was built from."""

    def __init__(self, cues: Cues) -> None:
        self._finite = finite(cues)
        self._existing = existing(cues)
        self._stating = frozenset(cues.stating)
        self._determiners = frozenset(cues.determiners)
        self._first_person = frozenset(cues.persons.first_person)
        self._speaker = frozenset(cues.speaker)
        self._copulas = frozenset(cues.copulas)
        self._adverbs = frozenset(cues.adverbs)
        self._remark_verbs = frozenset(cues.remark_verbs)
        self._remark_words = frozenset(cues.remark_words)
        self._generic = frozenset(cues.generic_openers)
        self._kinds = frozenset(cues.kind_words)
        self._places = frozenset(cues.prepositions)
        self._tying = self._stating | self._determiners | self._existing
        self._all = frozenset(cues.persons.all)

    def is_remark(self, tokens: Sequence[Token], own: frozenset[int]) -> bool:
        """Whether the matched words are only the subject of a remark: "MFA is important",
        "audit logs help investigators". What is done to a subject is said with a participle, a
        place or a state: "backups are tested", "MFA is on", "the firewall sits in front"."""
        if tokens[0].text in self._first_person:
            return False
        verb = self._verb(tokens, own)
        if verb is None:
            return self._is_of_any(tokens)
        bare = tokens[0].text not in self._determiners and not self._owned(tokens)
        rest = [t.text for t in tokens[verb + 1 :]]
        spoken_of = min(own) < verb or tokens[0].text in self._generic
        if bare and spoken_of and self._tells_what_it_is(tokens[verb].text, rest):
            return True
        if min(own) >= verb:
            return False
        near = verb - max(own) <= _SUBJECT_REACH and max(own) < verb
        if self._is_of_any(tokens):
            return True
        if tokens[verb].text not in self._copulas:
            return tokens[verb].text in self._remark_verbs and (near or bare)
        if near and tokens[0].text in self._generic and not self._states(rest):
            return True
        return (near or (bare and self._all.isdisjoint(rest))) and self._judges(rest)

    def _judges(self, predicate: Sequence[str]) -> bool:
        """Whether "MFA is ..." goes on with a judgement: "very important", "a nuisance"."""
        told = [w for w in predicate if w not in self._adverbs]
        return bool(told) and told[0] in self._remark_words

    def is_remark_on_many(self, tokens: Sequence[Token]) -> bool:
        """ "Unpatched servers are an easy target": a remark on lacks as such."""
        words = [t.text for t in tokens]
        verb = self._verb(tokens) or 0
        if words[0] in self._generic and words[verb] == "is" and self._judges(words[verb + 1 :]):
            return True
        if words[0] in self._determiners or words[0] in self._stating or self._owned(tokens):
            return False
        return any(
            words[i] == "are" and words[i + 1] in self._generic and not self._states(words[i + 2 :])
            for i in range(1, min(_HEAD, len(words) - 1))
        )

    def _is_of_any(self, tokens: Sequence[Token]) -> bool:
        """ "A firewall filters traffic between two networks": nothing ties it to this place, as a
        "the", an "all", a "daily", a figure or a participle would."""
        if tokens[0].text not in self._generic:
            return False
        words = [t.text for t in tokens[1:]]
        if not self._tying.isdisjoint(words):
            return False
        end = next((i for i, w in enumerate(words) if w in self._places), len(words))
        verbs = [w for w in words[:end] if w.endswith("s") and not w.endswith("ss")]
        return bool(verbs) and not any(w.endswith("ed") or w[:1].isdecimal() for w in words)

    def _tells_what_it_is(self, verb: str, predicate: Sequence[str]) -> bool:
        """ "A backup is a copy ...", "encryption is the process of ...": a kind, defined."""
        if verb not in self._copulas or not predicate or self._states(predicate[1:]):
            return False
        return predicate[0] in self._generic or (verb == "is" and predicate[0] in self._kinds)

    def _verb(self, tokens: Sequence[Token], own: frozenset[int] = frozenset()) -> int | None:
        """The first finite verb; in "hard drives are wiped" that is not "drives"."""
        return next(
            (
                i
                for i, t in enumerate(tokens)
                if t.text in self._finite and not (i in own and t.text in self._remark_verbs)
            ),
            None,
        )

    def _owned(self, tokens: Sequence[Token]) -> bool:
        return any(t.text in self._speaker for t in tokens)

    def _states(self, predicate: Sequence[str]) -> bool:
        """Whether "a firewall is ..." goes on to say that it is there or what is done to it."""
        return any(
            w.endswith("ed") or w in self._places or w in self._existing for w in predicate[:2]
        )

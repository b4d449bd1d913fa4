"""Sentences and clauses that state nothing of the organisation itself: what others do or want,
remarks, definitions, titles, advice, what a form or a talk is about.

The method is to find the grammatical subject (the words before the first finite verb) and to ask who
or what it is; the words are in frameworks/lexicon/cues/.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from frameworks.schema import Cues
from sextant.evidence.text import Token
from sextant.evidence.triggers import Phrases

_HEAD = 12  # a subject is no longer than this
_SUBJECT_REACH = 3
_TITLE = 7  # words in a title
_LONG_AGO = re.compile(r"^(?:19\d\d|(?:19)?[3-9]0s|\w+ties)$")


class NeutralityReader:
    """Tells what is not asserted at all. Holds only what it was built from."""

    def __init__(self, cues: Cues) -> None:
        self._elsewhere = Phrases(cues.elsewhere)
        self._talk = frozenset(cues.talk)
        self._other_nouns = frozenset(cues.other_nouns)
        self._other_quantifiers = frozenset(cues.other_quantifiers)
        self._crowds = frozenset(cues.crowds)
        self._parties = frozenset(cues.parties)
        self._wants = frozenset((*cues.wants, *cues.other_verbs))
        self._other_verbs = frozenset(cues.other_verbs)
        self._first_person = frozenset(("we", "i"))
        self._papers = frozenset(cues.papers)
        self._contents = frozenset(cues.contents)
        self._own = frozenset(cues.own_subjects)
        self._speaker = frozenset(cues.speaker)
        self._openers = Phrases(cues.advice_openers)
        self._you_state = Phrases(cues.you_state)
        self._long_ago = frozenset(cues.decades)
        self._dating = frozenset(cues.dating)
        self._finite = frozenset((*cues.verbs, *cues.remark_verbs)) - {"be", "been", "used"}
        self._acting = self._finite | self._wants
        self._copulas = frozenset(cues.copulas)
        self._adverbs = frozenset(cues.adverbs)
        self._remark_verbs = frozenset(cues.remark_verbs)
        self._remark_words = frozenset(cues.remark_words)
        self._generic = frozenset(cues.generic_openers)
        self._determiners = frozenset(cues.determiners)
        self._kinds = frozenset(cues.kind_words)
        self._places = frozenset(cues.prepositions)
        self._existing = frozenset(w for phrase in cues.existence for w in phrase.split())
        self._title_openers = frozenset(cues.title_openers)
        self._title_words = frozenset(cues.title_words)
        self._stating = frozenset(cues.stating)

    def is_neutral(self, tokens: Sequence[Token]) -> bool:
        """Whether a sentence tells what others do, what a law asks for, or what one might do."""
        words = [t.text for t in tokens if not t.is_mark]
        others = self._elsewhere.find(tokens)
        if any(s == 0 or tokens[s - 1].text not in ("as", "than") for (s, _), _ in others):
            return True
        return (
            any(w in self._talk for w in words)
            or self._names_crowd(words)
            or self._advises(tokens, words)
            or self._is_history(words)
            or self._is_table_of_contents(words)
        )

    def is_title(self, tokens: Sequence[Token]) -> bool:
        """ "Access control policy", "4.2 Incident response": a few words that name a subject and
        say nothing of it. A list ("firewall, antivirus, MFA") and a note ("MFA on VPN") do."""
        words = [t.text for t in tokens if not t.is_mark]
        if not 0 < len(words) <= _TITLE or any(t.text in (",", ";") for t in tokens):
            return False
        if any(w in self._stating or w in self._existing or w.endswith("ed") for w in words):
            return False
        numbered = words[0][0].isdigit() or words[0] in self._title_openers
        return numbered or words[-1] in self._title_words

    def is_wish_of_others(self, tokens: Sequence[Token]) -> bool:
        """ "The insurer asks for MFA": a wish or rule of somebody else, in the active voice."""
        words = [t.text for t in tokens if not t.is_mark]
        verb = next((i for i, w in enumerate(words[:_HEAD]) if w in self._other_verbs), 0)
        if (
            verb
            and not set(words[:verb]) & self._own
            and "as" not in words[max(0, verb - 3) : verb]
        ):
            return True
        first = next((i for i, w in enumerate(words[:_HEAD]) if w in self._acting), 0)
        if not first or words[0] in self._first_person:
            return False
        head = words[:first]
        if head[0] in ("under", "according"):
            return bool(self._parties & set(head))
        end = next((i for i, w in enumerate(head) if w in self._places or w == "of"), first)
        return words[first] in self._wants and bool(self._parties & set(head[:end]))

    def is_remark(self, tokens: Sequence[Token], own: frozenset[int]) -> bool:
        """Whether the matched words are only the subject of a remark: "MFA is important",
        "audit logs help investigators". What is done to a subject is said with a participle, a
        place or a state: "backups are tested", "MFA is on", "the firewall sits in front"."""
        verb = self._verb(tokens)
        if verb is None:
            return False
        bare = tokens[0].text not in self._determiners and not self._owned(tokens)
        rest = [t.text for t in tokens[verb + 1 :]]
        if self._tells_what_it_is(rest) and bare and tokens[verb].text in self._copulas:
            return True
        if min(own) >= verb:
            return False
        near = verb - max(own) <= _SUBJECT_REACH and max(own) < verb
        if tokens[verb].text not in self._copulas:
            return tokens[verb].text in self._remark_verbs and (near or bare)
        if not near:
            return False
        if tokens[0].text in self._generic and not self._states(rest):
            return True
        told = [w for w in rest if w not in self._adverbs]
        return bool(told) and told[0] in self._remark_words

    def _tells_what_it_is(self, predicate: Sequence[str]) -> bool:
        """ "A backup is a copy ...", "encryption is the process of ...": a kind, defined."""
        return bool(predicate) and predicate[0] in self._kinds and not self._states(predicate[1:])

    def _verb(self, tokens: Sequence[Token]) -> int | None:
        return next((i for i, t in enumerate(tokens) if t.text in self._finite), None)

    def _owned(self, tokens: Sequence[Token]) -> bool:
        return any(t.text in self._speaker for t in tokens)

    def _states(self, predicate: Sequence[str]) -> bool:
        """Whether "a firewall is ..." goes on to say that it is there or what is done to it."""
        return any(
            w.endswith("ed") or w in self._places or w in self._existing for w in predicate[:3]
        )

    def _names_crowd(self, words: Sequence[str]) -> bool:
        """ "Many hospitals", "another school", or a bare "Banks" that opens the sentence."""
        if words[:1] and words[0] in self._crowds and not self._speaker & set(words):
            return True
        return any(
            w in self._other_nouns and set(words[max(0, i - 2) : i]) & self._other_quantifiers
            for i, w in enumerate(words[:6])
        )

    def _advises(self, tokens: Sequence[Token], words: Sequence[str]) -> bool:
        """ "Consider ...", "How to ...", "Protect your business": said to the reader. "You need a
        code" tells how it is."""
        if any(span[0] == 0 for span, _ in self._openers.find(tokens[:5])):
            return True
        return "your" in words and not self._you_state.find(tokens)

    def _is_history(self, words: Sequence[str]) -> bool:
        """ "In the nineties nobody had ..."; "unchanged since 1998" is no history."""
        for i, word in enumerate(words):
            if word in self._long_ago or (word.isdigit() and 1900 < int(word[:5]) < 2000):
                before = words[max(0, i - 3) : i]
                if "in" in before and not self._dating & set(words[: i + 1]):
                    return True
        return False

    def _is_table_of_contents(self, words: Sequence[str]) -> bool:
        """ "The questionnaire has a page about encryption", "during the interview we covered":
        what a paper or talk holds. "The audit found that ..." reports."""
        at = next((i for i, w in enumerate(words[:_HEAD]) if w in self._contents), None)
        if at is None or words[at + 1 : at + 2] == ["that"]:
            return False
        return bool(self._papers & set(words[:at])) and "our" not in words[:at]

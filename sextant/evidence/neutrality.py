"""Sentences and clauses that state nothing of the organisation itself: what others do or want,
remarks, definitions, titles, advice, what a form or a talk is about.

The method is to find the grammatical subject (the words before the first finite verb) and to ask
who or what it is; the words are in frameworks/lexicon/cues/.
"""

from __future__ import annotations

from collections.abc import Sequence

from frameworks.schema import Cues
from sextant.evidence.phrases import Phrases
from sextant.evidence.text import Token

_HEAD = 12  # a subject is no longer than this
_SUBJECT_REACH = 3
_BUSINESS = 5  # words within which "makes and sells" tells what the organisation itself does
_TITLE = 7  # words in a title


class NeutralityReader:
    """Tells what is not asserted at all. Holds only what it was built from."""

    def __init__(self, cues: Cues) -> None:
        self._elsewhere = Phrases(cues.elsewhere)
        self._not_elsewhere = Phrases(cues.not_elsewhere)
        self._talk = frozenset(cues.talk)
        self._leaders = frozenset(cues.leaders)
        self._business = Phrases(cues.business)
        self._business_verbs = frozenset(cues.business_verbs)
        self._suppliers = frozenset(cues.sellers)
        self._adversaries = frozenset(cues.adversaries)
        self._outsiders = frozenset(cues.outsiders)
        self._letterhead = Phrases(cues.letterhead)
        self._products = frozenset(cues.products)
        self._product_verbs = frozenset(cues.product_verbs)
        self._clientele = frozenset(cues.clientele)
        self._our_place = frozenset(cues.our_place)
        self._clients_things = frozenset(cues.clients_things)
        self._suggesting = frozenset(cues.suggesting)
        self._serving = frozenset(cues.serving)
        self._letting = frozenset(cues.letting)
        self._forbidden = frozenset(cues.forbidden_acts)
        self._other_nouns = frozenset(cues.other_nouns)
        self._other_quantifiers = frozenset(cues.other_quantifiers)
        self._crowds = frozenset(cues.crowds)
        self._members = frozenset(cues.crowd_members)
        self._past = frozenset(cues.past_words)
        self._parties = frozenset(cues.parties)
        self._wants = frozenset((*cues.wants, *cues.other_verbs))
        self._other_verbs = frozenset(cues.other_verbs)
        self._first_person = frozenset(("we", "i"))
        self._machines = frozenset(cues.machines)
        self._handled = frozenset(cues.handled)
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
        self._existing = frozenset(w for phrase in cues.existence for w in phrase.split()) - {
            "and", "up", "out", "for"
        }  # fmt: skip
        self._title_openers = frozenset(cues.title_openers)
        self._title_words = frozenset(cues.title_words)
        self._stating = frozenset(cues.stating)
        self._tying = self._stating | self._determiners | self._existing
        self._saying = self._stating | self._existing | self._finite
        self._subjects = self._own | self._machines
        self._doing = self._finite | {"who", "that", "which", "without"}

    def is_neutral(self, tokens: Sequence[Token]) -> bool:
        """Whether a sentence tells what others do, what a law asks for, or what one might do."""
        words = [t.text for t in tokens if not t.is_mark]
        own = [span for span, _ in self._not_elsewhere.find(tokens)]
        others = [
            (span, found)
            for span, found in self._elsewhere.find(tokens)
            if not any(start <= span[0] and span[1] <= end for start, end in own)
        ]
        if any(s == 0 or tokens[s - 1].text not in ("as", "than") for (s, _), _ in others):
            return True
        return (
            self._talks(words)
            or self._names_outsider(words)
            or self._serves(words)
            or self._names_crowd(words)
            or self._advises(tokens, words)
            or self._is_history(words)
            or self._is_table_of_contents(words)
        )

    def _talks(self, words: Sequence[str]) -> bool:
        """ "The author discusses backups"; "the board discusses cyber risks" is what it does."""
        at = next((i for i, w in enumerate(words) if w in self._talk), -1)
        return at >= 0 and self._leaders.isdisjoint(words[:at])

    def tells_of_business(self, tokens: Sequence[Token]) -> bool:
        """ "Sells spectacles online", "our customers can pay by card": no practice, but facts."""
        first = {t.text for t in tokens[:_BUSINESS]}
        if first & self._business_verbs and not first & (self._outsiders | self._suppliers):
            return True
        return bool(self._business.find(tokens)) or self._serves([t.text for t in tokens])

    def _names_outsider(self, words: Sequence[str]) -> bool:
        """ "Our bank uses a token for its own staff", "the product supports single sign-on": what
        others do, or customers can do."""
        if words[:1] and words[0] in ("our", "the", "each") and set(words[1:3]) & self._products:
            return bool(set(words[2:5]) & self._product_verbs)
        outside = bool(words[1:]) and words[0] in ("our", "my")
        if not outside or words[1] not in self._outsiders:
            return False
        return (
            bool(words[2:])
            and words[2] in self._finite
            and not {"us", "our", "we"} & set(words[2:])
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

    def forbids(self, tokens: Sequence[Token]) -> bool:
        """ "Do not tell it to anybody": a rule that forbids, not a note of what is left undone."""
        words = [t.text for t in tokens[:3]]
        if words[:1] == ["never"]:
            return words[1:2] != [] and words[1] in self._forbidden
        return words[:2] == ["do", "not"] and words[2:] != [] and words[2] in self._forbidden

    def is_title(self, tokens: Sequence[Token]) -> bool:
        """ "Access control policy", "4.2 Incident response": a few words that name a subject and
        say nothing of it. A list ("firewall, antivirus, MFA") and a note ("MFA on VPN") do."""
        words = [t.text for t in tokens if not t.is_mark]
        if self._letterhead.find(tokens) and tokens[-1].text != ".":
            return not any(w in self._finite or w.endswith("ed") for w in words)
        if not 0 < len(words) <= _TITLE or any(t.text in (",", ";") for t in tokens):
            return False
        if tokens[-1].text == "." or len(words) > 1 and words[0].isdigit() and words[1].isdigit():
            return False  # a note ends with a stop, a title does not; and "24/7" is no number
        if any(w in self._saying or w.endswith("ed") for w in words):
            return False
        last = words[-2] if len(words) > 1 and words[-1].isdigit() else words[-1]
        numbered = words[0][0].isdigit() or words[0] in self._title_openers
        return numbered or last in self._title_words

    def is_wish_of_others(self, tokens: Sequence[Token]) -> bool:
        """ "The insurer asks for MFA": a wish or rule of somebody else, in the active voice."""
        words = [t.text for t in tokens if not t.is_mark]
        verb = next((i for i, w in enumerate(words[:_HEAD]) if w in self._other_verbs), 0)
        if (
            verb
            and self._subjects.isdisjoint(words[:verb])
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
        return (near or (bare and not {"all", "every", "each"} & set(rest))) and self._judges(rest)

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
        return bool(verbs) and not any(w.endswith("ed") or w[:1].isdigit() for w in words)

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

    def _advises(self, tokens: Sequence[Token], words: Sequence[str]) -> bool:
        """ "Consider ...", "How to ...", "Protect your business": said to the reader. "You need a
        code" tells how it is."""
        if any(span[0] == 0 for span, _ in self._openers.find(tokens[:5])):
            return True
        if words[:1] and words[0] in self._suggesting:
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
        if words[at + 1 : at + 2] != [] and words[at + 1] in self._handled:
            return False  # "a form was filled in"
        return bool(self._papers & set(words[:at])) and "our" not in words[:at]

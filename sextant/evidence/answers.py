"""Answers: what a few words say of the question, topic or label that they stand under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from frameworks.schema import Cues
from sextant.evidence.phrases import Phrases
from sextant.evidence.text import Token, words_of
from sextant.evidence.text import tokens as split_words
from sextant.evidence.verbs import finite
from sextant.records import Polarity

_ELLIPSIS = 6  # words
_REFERRED = 3  # words in "see Ines"
_LABEL = 4  # words in a label such as "What is missing"
_CASES = 6  # words in an answer that names nothing but a case
_EVASION = 14  # words; who says more than this has said something
_Words = tuple[str, ...]


class AnswerReader:
    """Reads clauses that name no topic of their own. Holds only what it was built from."""

    def __init__(self, cues: Cues) -> None:
        self._finite = finite(cues)
        self._dated = frozenset(cues.replies.dated)
        self._cases = frozenset(cues.replies.cases)
        self._vague_cases = frozenset(cues.replies.vague_cases)
        self._after_answer = frozenset(cues.after_answer)
        self._gap_labels = Phrases(cues.gap_labels)
        self._relative = frozenset((*cues.relative, *cues.indirect))
        self._open_questions = frozenset(cues.open_questions)
        self._referrals = frozenset(cues.referrals)
        self._story = frozenset(cues.story_questions)
        self._noncommittal = Phrases(cues.noncommittal)
        self._yes = frozenset(cues.yes_words)
        self._no = frozenset(cues.no_words)
        self._endings = frozenset((*cues.final_negation, *cues.replies.endings))
        self._negation = Phrases(cues.negation)
        self._inner = frozenset(cues.inner_negation)
        self._events = frozenset(cues.event_questions.events)
        self._happening = frozenset(cues.event_questions.happening)
        self._resumed = Phrases(cues.resumed)
        self._no_longer_lacking = Phrases(cues.lacking_until)
        self._stale = frozenset(cues.stale_years)
        self._shortfall = Phrases(cues.shortfall)
        self._answers = {p: Phrases(words) for p, words in cues.answers.items()}
        self._whole = dict(_whole_answers(cues))
        self._interjections = sorted(map(_words, cues.interjections), key=len, reverse=True)
        self._opening = frozenset(words[0] for words in self._interjections)
        self._closing = frozenset(words[-1] for words in self._interjections)
        self._evasions = Phrases((*cues.evasive_openings, *cues.inapplicable))
        self._inapplicable = Phrases(cues.inapplicable)
        self._auxiliaries = frozenset((*cues.auxiliaries, *cues.resuming_subjects))
        self._prepositions = frozenset(cues.prepositions)
        self._persons = frozenset((*cues.speaker, *cues.pronouns, *cues.replies.persons))
        self._switches = frozenset(cues.replies.switches)
        self._undone = Phrases(cues.undone)
        self._vague = Phrases(cues.vague)
        self._open = frozenset(map(_words, cues.open_answers))
        self._leading = frozenset((*cues.pronouns, *cues.replies.leading))
        self._copulas = frozenset(cues.replies.copulas)

    def whole(self, tokens: Sequence[Token]) -> Polarity | None:
        """What a sentence says that is nothing but an answer, however it is dressed up: "Er, no",
        "Not that I recall", "It's on the list"."""
        words = self._bare(tokens)
        known = self._whole.get(words) or self._whole.get(self._predicate(words))
        return known or ("partial" if self._is_of_cases(words) else None)

    def _is_of_cases(self, words: _Words) -> bool:
        """ "When Tom is in", "only if a client insists", "at head office, yes"."""
        if not 1 < len(words) <= _CASES:
            return False
        opening = words[1] if words[0] == "only" else words[0]
        return opening in self._cases or (words[-1] == "yes" and words[0] in self._prepositions)

    def is_filler(self, tokens: Sequence[Token]) -> bool:
        """ "Hmm.", "Well, to be honest": the answer is still to come."""
        return not self._bare(tokens)

    def evades(self, tokens: Sequence[Token]) -> bool:
        """ "You'd have to ask Dave", "N/A, we are an office": said instead of an answer. "N/a, we
        do not have one" is one."""
        words = self._bare(tokens)
        if words in self._open or self._predicate(words) in self._open:
            return True
        if len(words) > _EVASION or self.whole(tokens):
            return False
        own = tuple(t for t in tokens if not t.is_mark)[-len(words) or len(tokens) :]
        opening = [end for (start, end), _ in self._evasions.find(own) if start == 0]
        return bool(opening) and not self._negation.find(own[max(opening) :])

    def is_inapplicable(self, tokens: Sequence[Token]) -> bool:
        """ "N/A": the question is none for them."""
        return any(start == 0 for (start, _), _ in self._inapplicable.find(tokens))

    def is_clause(self, tokens: Sequence[Token]) -> bool:
        """Whether it is a sentence with a verb or a person, and no note of a few nouns."""
        return any(t.text in self._finite or t.text in self._persons for t in tokens)

    def has_auxiliary(self, tokens: Sequence[Token]) -> bool:
        """ "Staff are": what follows is done to them."""
        return any(t.text in self._auxiliaries for t in tokens)

    def is_vague(self, tokens: Sequence[Token]) -> bool:
        """ "They send something round at Christmas", not "whenever something is bought"."""
        return any(
            start == 0 or tokens[start - 1].text not in self._vague_cases
            for (start, _), _text in self._vague.find(tokens)
        )

    def _bare(self, tokens: Sequence[Token]) -> _Words:
        """The words without what is only said before or behind them."""
        words = tuple(words_of(tokens))
        while around := self._around(words):
            opens = words[: len(around)] == around
            words = words[len(around) :] if opens else words[: -len(around)]
        return words

    def _around(self, words: _Words) -> _Words | None:
        """What is only said, at the beginning or the end."""
        if not words or (words[0] not in self._opening and words[-1] not in self._closing):
            return None
        return next((f for f in self._interjections if _wraps(f, words)), None)

    def _predicate(self, words: _Words) -> _Words:
        """ "It is on the list": what is said of what was asked."""
        named = len(words) > 2 and words[0] in self._leading and words[1] in self._copulas
        return words[2:] if named else words

    def is_yes_or_no(self, question: Sequence[Token]) -> bool:
        """Whether a question can be answered with yes or no: "Do you ...", not "Where is ..."."""
        words = words_of(question)[:3]
        return bool(words) and not self._open_questions & set(words)

    def asks_for_a_story(self, question: Sequence[Token]) -> bool:
        """ "What happened with the mailbox?": an event, not how things are."""
        return any(t.text in self._story for t in question)

    def asks_for_an_event(self, question: Sequence[Token]) -> bool:
        """ "Any breach in the last three years?": what happened, not what is done."""
        words = {t.text for t in question}
        return not self._events.isdisjoint(words) and not self._happening.isdisjoint(words)

    def lists_gaps(self, tokens: Sequence[Token], label: Sequence[Token]) -> bool:
        """Whether a clause without a verb stands under a label such as "Gaps:"."""
        named = [t for t in label if not t.is_mark]
        if len(named) > _LABEL or not self._gap_labels.find(named):
            return False
        item = takewhile(
            lambda t: t.text not in self._relative, tokens
        )  # "a list of what is on it"
        return not any(t.text in self._finite for t in item)

    def is_noncommittal(self, tokens: Sequence[Token]) -> bool:
        """ "See 3.", "To be confirmed": no answer at all. "N/a, we do not have one" is one."""
        words = words_of(tokens)
        if 1 < len(words) <= _REFERRED and words[0] in self._referrals:
            return True
        found = self._noncommittal.find(tokens)
        return bool(found) and not self._negation.find(tokens[found[-1][0][1] + 1 :])

    def denies(self, tokens: Sequence[Token]) -> bool:
        """Whether a "no", "nobody" or the like stands in words."""
        return bool(self._negation.find(tokens))

    def resumes(self, tokens: Sequence[Token]) -> bool:
        """ "Now there is one": goes on answering what was answered."""
        return any(start <= 1 for (start, _), _text in self._resumed.find(tokens[:6]))

    def opens_with_answer(self, tokens: Sequence[Token]) -> bool:
        """ "Nope, buyers complained": an answer, whoever complained."""
        return len(tokens) > 1 and tokens[1].text == "," and self.whole(tokens[:1]) is not None

    def falls_short(self, tokens: Sequence[Token]) -> bool:
        """ "New people get a tour, that's it", "A form was filled in in 2014": told as an answer,
        it is not all that was asked."""
        words = [t.text for t in tokens]
        pairs = zip(words, words[1:], strict=False)
        dated = any(year in self._stale and before in self._dated for before, year in pairs)
        return bool(self._shortfall.find(tokens)) or (dated and "since" not in words)

    def answer(self, tokens: Sequence[Token]) -> Polarity | None:
        """What a clause that only answers says ("Not yet.", "Yes, for everyone")."""
        if self._no_longer_lacking.find(tokens[:6]) or self.resumes(tokens):
            return "implemented"
        best: tuple[int, int, Polarity] | None = None
        for polarity, phrases in self._answers.items():
            for (start, end), _ in phrases.find(tokens[:8]):
                key = (-start, end - start, polarity)
                if start <= 1 and self._stands_alone(tokens, start, end):
                    best = key if best is None else max(best, key)
        if self.is_noncommittal(tokens):
            return None
        if self._is_mixed(tokens):
            return "partial"
        if best is None:
            undone = bool(self._undone.find(tokens)) or self.is_elliptical(tokens)
            return "not_implemented" if undone else None
        denied = best[2] == "implemented" and self._is_denied(tokens)
        return "not_implemented" if denied else best[2]

    def _is_denied(self, tokens: Sequence[Token]) -> bool:
        """Whether a "no" takes a yes back; "yes, a laptop without a check" says what it was."""
        plain = is_plain_yes(tokens)
        return any(not (plain and n[1] in self._inner) for n in self._negation.find(tokens))

    def is_elliptical(self, tokens: Sequence[Token]) -> bool:
        """ "Nights and Sundays nobody.", "Cyber, no.": for one part, no, and without a verb."""
        words = words_of(tokens)
        if not 1 < len(words) <= _ELLIPSIS or words[-1] not in self._endings:
            return False
        return not any(w in self._finite for w in words)

    def affirms_each(self, tokens: Sequence[Token], own: frozenset[int]) -> bool | None:
        """Whether a "yes" stands right behind the words `own`, where a clause has a yes for some
        and a no for others: "VPN yes, email yes, tablets no". None where it has not."""
        if not self._is_mixed(tokens):
            return None
        return bool(own) and tokens[min(max(own) + 1, len(tokens) - 1)].text in self._yes

    def _denies_the_yes(self, words: Sequence[str]) -> bool:
        """ "Not enabled", "enabled in none of them": the no is that of the yes."""
        return any(
            word in self._yes and self._no & {*words[max(0, i - 3) : i], *words[i + 1 : i + 3]}
            for i, word in enumerate(words)
        )

    def _is_mixed(self, tokens: Sequence[Token]) -> bool:
        """ "email yes, VPN no": one answer for each part."""
        said = [t.text for t in tokens]
        words = set(said)
        yes = any(  # "has been done" is none
            w in self._yes and not {"been", "be"} & set(said[max(0, i - 1) : i])
            for i, w in enumerate(said)
        )
        if "," in words and words >= self._switches:  # "on for mail, off for the VPN"
            return True
        both = yes and bool(words & self._no) and len(words) > 2
        if both and "," not in words and self._denies_the_yes(said):
            return False
        return (
            both
            and not any(  # "she says yes or no"
                said[i] == "or" and said[i - 1] in self._yes and set(said[i + 1 : i + 2]) & self._no
                for i in range(1, len(said))
            )
        )

    def _stands_alone(self, tokens: Sequence[Token], start: int, end: int) -> bool:
        """Whether a short answer is one: "No, never", "It is.", not "No complaints"."""
        said = {t.text for t in tokens[start:end]}
        if end == len(tokens) or (end - start > 1 and not said <= self._auxiliaries):
            return True
        return tokens[end].is_mark or tokens[end].text in self._after_answer


def is_plain_yes(tokens: Sequence[Token]) -> bool:
    """Whether it opens with a "yes" that a mark cuts off."""
    return len(tokens) > 1 and tokens[0].text in ("yes", "yep", "yeah") and tokens[1].is_mark


def _words(phrase: str) -> _Words:
    return tuple(t.text for t in split_words(phrase))


def _wraps(around: _Words, words: _Words) -> bool:
    return words[: len(around)] == around or words[-len(around) :] == around


def _whole_answers(cues: Cues) -> Iterator[tuple[_Words, Polarity]]:
    """Every answer with its polarity, those of several words also before a "yes" or "no"."""
    for lists in (cues.answers, cues.whole_answers):
        for polarity, phrases in lists.items():
            for phrase in map(_words, phrases):
                yield phrase, polarity
                if polarity in ("implemented", "partial"):
                    yield ("yes", *phrase), polarity
                    yield (*phrase, "yes"), polarity
                if polarity == "not_implemented":
                    yield ("no", *phrase), polarity
                    yield (*phrase, "no"), polarity

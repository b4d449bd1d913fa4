"""Sentences and clauses that state nothing of the organisation itself: what others do or want,
titles, advice, rules that forbid, the past, what a form or a talk is about.

The words are in frameworks/lexicon/cues/.
"""

from __future__ import annotations

from collections.abc import Sequence

from frameworks.schema import Cues
from sextant.evidence.outsiders import OutsiderReader
from sextant.evidence.phrases import Phrases
from sextant.evidence.text import Token, words_of
from sextant.evidence.verbs import existing, finite

_HEAD = 12  # a subject is no longer than this
_TITLE = 7  # words in a title


class NeutralityReader:
    """Tells what is not asserted at all. Holds only what it was built from."""

    def __init__(self, cues: Cues, others: OutsiderReader) -> None:
        self._finite = finite(cues)
        self._existing = existing(cues)
        self._stating = frozenset(cues.stating)
        self._elsewhere = Phrases(cues.elsewhere)
        self._not_elsewhere = Phrases(cues.not_elsewhere)
        self._talk = frozenset(cues.talk)
        self._leaders = frozenset(cues.leaders)
        self._letterhead = Phrases(cues.letterhead)
        self._paper_titles = frozenset(cues.paper_titles)
        self._title_links = frozenset(cues.title_links)
        self._suggesting = frozenset(cues.suggesting)
        self._forbidden = frozenset(cues.forbidden_acts)
        self._handled = frozenset(cues.handled)
        self._papers = frozenset(cues.papers)
        self._contents = frozenset(cues.contents)
        self._openers = Phrases(cues.advice_openers)
        self._you_state = Phrases(cues.you_state)
        self._long_ago = frozenset(cues.decades)
        self._dating = frozenset(cues.dating)
        self._title_openers = frozenset(cues.title_openers)
        self._title_words = frozenset(cues.title_words)
        self._saying = self._stating | self._existing | self._finite
        self._others = others

    def is_neutral(self, tokens: Sequence[Token]) -> bool:
        """Whether a sentence tells what others do, what a law asks for, or what one might do."""
        words = words_of(tokens)
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
            or self._others.tells_of_others(words)
            or self._advises(tokens, words)
            or self._is_history(words)
            or self._is_table_of_contents(words)
        )

    def _talks(self, words: Sequence[str]) -> bool:
        """ "The author discusses backups"; "the board discusses cyber risks" is what it does."""
        at = next((i for i, w in enumerate(words) if w in self._talk), -1)
        return at >= 0 and self._leaders.isdisjoint(words[:at])

    def forbids(self, tokens: Sequence[Token]) -> bool:
        """ "Do not tell it to anybody": a rule that forbids, not a note of what is left undone."""
        words = [t.text for t in tokens[:3]]
        if words[:1] == ["never"]:
            return words[1:2] != [] and words[1] in self._forbidden
        return words[:2] == ["do", "not"] and words[2:] != [] and words[2] in self._forbidden

    def is_title(self, tokens: Sequence[Token]) -> bool:
        """ "Access control policy", "4.2 Incident response": a few words that name a subject and
        say nothing of it. A list ("firewall, antivirus, MFA") and a note ("MFA on VPN") do."""
        words = words_of(tokens)
        if self._is_paper_title(tokens, words):
            return True
        if self._letterhead.find(tokens) and tokens[-1].text != ".":
            return not any(w in self._finite or w.endswith("ed") for w in words)
        if not 0 < len(words) <= _TITLE or any(t.text in (",", ";") for t in tokens):
            return False
        if (
            tokens[-1].text == "."
            or len(words) > 1
            and words[0].isdecimal()
            and words[1].isdecimal()
        ):
            return False  # a note ends with a stop, a title does not; and "24/7" is no number
        if any(w in self._saying or w.endswith("ed") for w in words):
            return False
        last = words[-2] if len(words) > 1 and words[-1].isdecimal() else words[-1]
        numbered = words[0][0].isdecimal() or words[0] in self._title_openers
        return numbered or last in self._title_words

    def _is_paper_title(self, tokens: Sequence[Token], words: Sequence[str]) -> bool:
        """ "Application to the insurance pool, cyber section": what the paper is."""
        opens = len(words) > 2 and words[0] in self._paper_titles and words[1] in self._title_links
        return opens and tokens[-1].text != "." and not any(w in self._saying for w in words)

    def _advises(self, tokens: Sequence[Token], words: Sequence[str]) -> bool:
        """ "Consider ...", "How to ...", "Protect your business": said to the reader. "You need a
        code" tells how it is."""
        opening = [span[1] for span, _ in self._openers.find(tokens[:5]) if span[0] == 0]
        if opening and words[max(opening) : max(opening) + 1] != ["not"]:  # "you can't get in"
            return True
        if words[:1] and words[0] in self._suggesting:
            return True
        return "your" in words and not self._you_state.find(tokens)

    def _is_history(self, words: Sequence[str]) -> bool:
        """ "In the nineties nobody had ..."; "unchanged since 1998" is no history."""
        for i, word in enumerate(words):
            if word in self._long_ago or (word.isdecimal() and 1900 < int(word[:5]) < 2000):
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

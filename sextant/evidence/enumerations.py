"""Lists: "failed to (a) encrypt ...; (b) train ...", bullets under "The firm did not:". Each item
is read by itself, with the words that lead to all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from frameworks.schema import Cues
from sextant.evidence.answers import AnswerReader
from sextant.evidence.phrases import Phrases
from sextant.evidence.text import Token, is_question, tokens, unnumbered

_TAIL = 3  # words behind the phrase that leads: "did not adequately carry out"
_ARTICLE = re.compile(r"^(?:an?|the|any)\s+", re.I)
_JOINING = re.compile(r"[;,]?(?:\s+(?:and|or))?\s*$")
_END = 40  # characters: as far from the end as "; and" is looked for
_ENDS = (".", "!", ":")
_REMEMBERED = 512  # headings, which stand above many passages
_NO, _WILL = "no", "will"


@dataclass(frozen=True)
class Item:
    """A sentence and its words as they are to be `read`: none, if it only leads to others. `led`:
    what leads to it, where it cannot be understood without."""

    sentence: str
    read: str
    led: str = ""


class LeadReader:
    """Finds what a heading or the beginning of a sentence says of every item behind it. Holds only
    what it was built from."""

    def __init__(self, cues: Cues, answers: AnswerReader) -> None:
        self._answers = answers
        self._leading = Phrases(cues.leading)  # "failed to"
        self._promising = Phrases(cues.promising)  # "agreed to"
        self._missing = Phrases(cues.missing_labels)
        self._bound = frozenset(cues.bound_parties)
        self._binding = frozenset(cues.binding)
        self._subjects = frozenset(cues.subjects)
        self._auxiliaries = frozenset(cues.auxiliaries)
        self._verbs = frozenset((*cues.verbs, *cues.auxiliaries))
        self._fillers = frozenset(cues.list_fillers)
        self._relative = frozenset(cues.relative)
        self.of = lru_cache(maxsize=_REMEMBERED)(self._of)

    def items(self, every: Sequence[str], heading: str) -> Iterator[Item]:
        """The sentences of a passage that stands under a heading."""
        above = self.of(heading)
        lead, shown = "", ""
        for sentence, following in zip(every, (*every[1:], ""), strict=False):
            bare = unnumbered(sentence)
            if bare is not None:
                yield self._item(sentence, bare, lead or above, shown if lead else heading)
                continue
            shown = sentence
            lead = "" if unnumbered(following) is None else self.of(sentence)
            leads = sentence.endswith(":") and self.of(sentence)  # to the items below the text
            if leads or (lead and not sentence.endswith(_ENDS)):
                yield Item(sentence, "")
            else:
                yield self._item(sentence, sentence, above, heading)

    def _of(self, words: str) -> str:
        """What stands before each item, "" for nothing: "did not" of "In short, the firm did not",
        "will" of "They agreed to", "no" of "The following was missing"."""
        if not words or is_question(words):
            return ""
        said = [t for t in tokens(words) if not t.is_mark]
        if any(end == len(said) for (_, end), _ in self._missing.find(said)):
            return _NO
        ending = [t.text for t in said[-2:]]
        if len(ending) == 2 and ending[1] in self._binding and ending[0] in self._bound:
            return " ".join(ending)  # "Respondent shall", which is nothing that is done here
        if found := self._at_end(self._leading, said):
            return " ".join(found)
        found = self._at_end(self._promising, said)
        return " ".join((_WILL, *found[1:])) if found else ""

    def _at_end(self, phrases: Phrases, said: Sequence[Token]) -> tuple[str, ...]:
        """The last of the phrases, and the few words behind it; empty where there is none, or it is
        not at the end."""
        found = phrases.find(said)
        if not found:
            return ()
        (_, end), phrase = found[-1]
        tail = tuple(t.text for t in said[end:] if t.text not in self._fillers)
        return (phrase, *tail) if len(tail) <= _TAIL else ()

    def _item(self, sentence: str, bare: str, lead: str, shown: str) -> Item:
        """The item with what leads to it, unless it stands alone."""
        bare = bare if bare == sentence else _unjoined(bare)
        if not lead or not bare or self._stands_alone(bare, lead):
            return Item(sentence, bare)
        said = _ARTICLE.sub("", bare) if lead == _NO else bare
        return Item(sentence, f"{lead} {_unjoined(said)}", shown)

    def _stands_alone(self, item: str, lead: str) -> bool:
        """Whether it is an answer or has a subject and a verb: "Nobody looks at the logs", "Backups
        lie on one disk"; not "encrypt laptops that leave the building"."""
        said = tokens(item)
        words = [t.text for t in said]
        if lead.split()[-1] in self._binding:
            return False
        if not words or words[0] in self._subjects or self._answers.whole(said) is not None:
            return True
        goes_on = item[:1].islower() and lead != _NO
        verbs = self._auxiliaries if goes_on else self._verbs
        verb = next((i for i, w in enumerate(words) if i and w in verbs), 0)
        return verb > 0 and self._relative.isdisjoint(words[:verb])


def _unjoined(item: str) -> str:
    """An item without the "; and" before the next."""
    bare = item.rstrip()
    return bare[:-_END] + _JOINING.sub("", bare[-_END:])

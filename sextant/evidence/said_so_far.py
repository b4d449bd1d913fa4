"""What has been read of one sentence so far, and how a further clause changes it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sextant.evidence.labels import Label, Said
from sextant.evidence.matching import Match
from sextant.evidence.merging import CHANGES, denied, is_of_control, limited
from sextant.evidence.sequels import Effect
from sextant.evidence.text import Token


@dataclass
class SaidSoFar:
    """What has been read of one sentence so far. `before`: what the sentence before it said."""

    said: list[Said] = field(default_factory=list)
    previous: tuple[Token, ...] = ()
    last: list[Said] = field(default_factory=list)
    before: list[Said] = field(default_factory=list)
    assumed: list[Said] = field(default_factory=list)  # affirmed for want of any other word
    context: tuple[Token, ...] = ()  # the words that the clause stands under
    topical: bool = False  # the statement of a practice
    neutral: bool = False  # by its grammar it states nothing
    named: tuple[Match[Label], ...] = ()  # by the names of its topics alone
    label: tuple[Token, ...] = ()  # with which the sentence opens, or goes on
    answered: bool = False  # a sentence before it answered the question
    label_words: frozenset[str] = frozenset()  # of the label that the clause stands behind
    names_who: bool = False  # it answers who is responsible, by a name or a post
    labelled: bool = False  # the clause stands behind a label: "Desktops: no"
    excepted: bool = False  # it opened with a "not on ...", and nothing was said before
    remarked: bool = False  # what goes on stands behind "Remark:"
    excepting: bool = False  # what goes on stands behind "Exceptions:"
    spoke: bool = False  # it told of a Subcategory
    lacked: list[Said] = field(default_factory=list)  # until what the next sentence says

    def moved_on(self) -> SaidSoFar:
        """What the next sentence begins with."""
        return SaidSoFar(previous=self.previous, before=self.last)

    def limit_rule(self, told: bool) -> None:
        """ "Exceptions: the scanners." limits what the sentence before said, where one is `told`,
        and says nothing in favour of what it names."""
        self.said = [
            s for s in self.said if not is_of_control(s) or s.polarity == "not_implemented"
        ]
        if not told:
            self.said = [s for s in self.said if not is_of_control(s)]
        else:
            rule = (s for s in self.before if s.polarity == "implemented" and is_of_control(s))
            self.said += [replace(limited(s), size=1, answered=True) for s in rule]

    def change_last(self, effect: Effect, part: bool = False) -> list[Said]:
        """Change what the clause before said; with nothing said in this sentence, a taking back
        denies what the sentence before it said, for a `part` of it or all, and that is returned."""
        if not effect:
            return []
        if effect == "unsaid":
            self.said = [s for s in self.said if s not in self.last]
            return []
        change = CHANGES[effect]
        self.said = [change(s) if s in self.last else s for s in self.said]
        if effect == "postponed" or self.said:
            return []
        favourable = [s for s in self.before if s.polarity == "implemented"]
        if part:
            return [replace(limited(s), size=1, answered=True) for s in favourable]
        if effect == "unused":  # "The option was left off." is of that, whatever its own words
            return [replace(denied(s), answered=True) for s in favourable]
        # "Windows 7, I think. They took it off.": what lacks already cannot be taken back.
        return [denied(s) for s in self.before if s.polarity != "not_implemented"]

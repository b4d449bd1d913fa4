"""Trigger words of a clause: negation, plans, limits, and what only looks like them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from frameworks.schema import Cues
from sextant.evidence.exceptions import ExceptionReader
from sextant.evidence.phrases import Span, Trigger, longest, positions
from sextant.evidence.shares import ShareReader, is_nearly_all
from sextant.evidence.text import Token
from sextant.evidence.text import tokens as split_words
from sextant.evidence.times import TimeReader

_NEAR = 3  # words from what is gone to "removed"
_PAPERS = ("plan for", "plans for")
_DUE = ("has", "have")
_LATEST = ("to be", "by the end of")
_PUTS_OFF = ("is to", "are to")
_GOAL = 4  # words from "until it" to "closed"
_TOLD = 6  # words from "which" to "must"
_CONDITION_REACH = 3  # a condition's own subject stands right behind "if"


@dataclass(frozen=True)
class Triggers:
    """Every trigger of one clause, with where it stands."""

    negation: tuple[Trigger, ...]
    negation_after: tuple[Trigger, ...]
    planned: tuple[Trigger, ...]
    ended: tuple[Trigger, ...]
    partial: tuple[Trigger, ...]
    existence: tuple[Trigger, ...]
    modal: tuple[Trigger, ...]
    about: tuple[Trigger, ...]
    condition: Span | None  # the part of the clause that is only a condition
    hedged: bool
    policy: bool
    obliges: bool
    void: bool  # nothing in this clause is asserted


class TriggerFinder:
    """Finds the triggers of a clause. Holds only what it was built from."""

    def __init__(self, cues: Cues) -> None:
        names = (
            "negation", "negation_after", "not_negation", "planned", "ended", "partial",
            "not_partial", "hedge", "obligation", "duty", "about_words", "unreal", "modal",
            "conditional", "existence",
        )  # fmt: skip
        self._names = names
        self._times = TimeReader(cues)
        self._shares = ShareReader(cues, self._times)
        self._exceptions = ExceptionReader(cues)
        self._mended = frozenset(cues.mended)
        self._relative = frozenset(cues.relative)
        self._troubles = frozenset(cues.troubles)
        self._cues: dict[str, list[tuple[str, tuple[str, ...], str]]] = {}
        for name in names:
            for text in getattr(cues, name):
                words = tuple(t.text for t in split_words(text))
                self._cues.setdefault(words[0], []).append((name, words, text))
        self._subjects = frozenset(cues.resuming_subjects)
        self._revocations = frozenset(cues.revocations)
        self._future = frozenset(cues.future_dates)
        self._ahead = frozenset(cues.ahead)
        self._stand_ins = frozenset((*cues.stand_ins, *cues.pronouns))
        self._past = frozenset(cues.past_words)
        self._unwanted = frozenset(cues.unwanted)
        self._promised = frozenset(cues.promised)
        self._yearly = frozenset((*cues.shares.each, "annual"))
        self._named = frozenset((*cues.objects, *cues.clauses.possessive, *cues.whom))
        self._not_promised = frozenset(cues.not_promised)

    def find(self, tokens: Sequence[Token]) -> Triggers:
        """All triggers; those inside a look-alike ("no later than") are dropped."""
        found = self._found(tokens)
        partial = (
            *self._limits(tokens, found),
            *self._exceptions.find(tokens),
            *self._done_once(tokens),
            *((span, "year") for span in self._times.in_past_year(tokens)),
            *((span, "rarely") for span in self._times.too_rarely(tokens)),
        )
        taken = positions(found["not_negation"]) | {
            p for span, text in partial if text.startswith("not ") for p in range(*span)
        }
        too_soon = ((span, "before") for span in self._times.too_soon(tokens))
        denied = positions(n for n in found["negation"] if n[1] == "not one")
        return Triggers(
            negation=longest(
                n for n in (*found["negation"], *too_soon) if not taken & set(range(*n[0]))
            ),
            negation_after=tuple(
                n for n in found["negation_after"] if not taken & set(range(*n[0]))
            ),
            planned=(
                *self._plans(tokens, found["planned"]),
                *self._promises(tokens),
                *self._dates(tokens),
            ),
            ended=self._ends(tokens, [e for e in found["ended"] if not taken & set(range(*e[0]))]),
            partial=(*partial, *(s for s in self._shares.find(tokens) if s[0][0] not in denied)),
            existence=tuple(found["existence"]),
            modal=tuple(m for m in found["modal"] if not _is_surmise(tokens, m)),
            about=tuple(a for a in found["about_words"] if not self._shares.is_amount(tokens, a)),
            condition=self._condition(tokens, found["conditional"]),
            hedged=any(not self._is_of_a_thing(tokens, h) for h in found["hedge"]),
            policy=bool(found["obligation"]),
            obliges=any(not _is_told_of(tokens, d) for d in found["duty"]),
            void=bool(found["unreal"]),
        )

    def is_large(self, limit: Trigger) -> bool:
        """Whether a limit leaves most of it: "most PCs are months behind"."""
        return self._shares.is_large(limit)

    def _is_of_a_thing(self, tokens: Sequence[Token], hedge: Trigger) -> bool:
        """ "Any account that seems to be hijacked is locked": no doubt about the locking."""
        (start, _), text = hedge
        return text.endswith(" to") and start > 0 and tokens[start - 1].text in self._relative

    def _found(self, tokens: Sequence[Token]) -> dict[str, list[Trigger]]:
        """Every kind of trigger in one pass over the words: most words begin none."""
        words = [t.text for t in tokens]
        found: dict[str, list[Trigger]] = {name: [] for name in self._names}
        for i, first in enumerate(words):
            for name, phrase, text in self._cues.get(first, ()):
                if tuple(words[i : i + len(phrase)]) == phrase:
                    found[name].append(((i, i + len(phrase)), text))
        return found

    def _ends(self, tokens: Sequence[Token], found: Sequence[Trigger]) -> tuple[Trigger, ...]:
        ends = (
            (span, text)
            for span, text in found
            if not (_is_purpose(tokens, (span, text)) or self._is_rid_of(tokens, span))
            and not self._is_followed_up(tokens, (span, text))
            and not (text in self._revocations and self._times.is_each_time(tokens, span))
        )
        past = self._times.long_ago(tokens)
        return (*ends, *((span, "ago") for span in past))

    def _is_rid_of(self, tokens: Sequence[Token], span: Span) -> bool:
        """ "12 old rules removed", "removed unused accounts": what is better gone has gone."""
        around = tokens[max(0, span[0] - _NEAR) : span[1] + _NEAR]
        return not self._unwanted.isdisjoint([t.text for t in around])

    def _is_followed_up(self, tokens: Sequence[Token], end: Trigger) -> bool:
        """ "Tracked until it is closed": kept up to its end."""
        (_, after), text = end
        goal = {t.text for t in tokens[after : after + _GOAL]}
        return text.startswith("until") and not self._mended.isdisjoint(goal)

    def _plans(self, tokens: Sequence[Token], found: Sequence[Trigger]) -> Iterator[Trigger]:
        if not found:
            return
        granted = self._times.is_granted(tokens)
        due = self._is_due_each_time(tokens)
        for plan in found:
            if self._is_carried_out(tokens, plan) or _is_of_whom(tokens, plan):
                continue
            if self._points_to(tokens, plan) or (due and plan[1].startswith(_LATEST)):
                continue
            if not (granted and self._times.is_for_later(plan[1])):
                yield plan

    def _is_carried_out(self, tokens: Sequence[Token], plan: Trigger) -> bool:
        """ "As planned": done. "The plan for emergencies" is a paper. "Had been mended by the end
        of May": told of the past."""
        (start, end), text = plan
        before = [t.text for t in tokens[:start]]
        there = before[-1:] != ["a"]  # "working on a plan for incidents"
        paper = there and text in _PAPERS and self._is_of_trouble(tokens[end:])
        if paper or before[-1:] == ["as"]:
            return True
        return text == "by the end of" and not self._past.isdisjoint(before)

    def _is_due_each_time(self, tokens: Sequence[Token]) -> bool:
        """ "The yearly course has to be done by June": a rule, and nothing put off to June."""
        words = [t.text for t in tokens]
        due = any(w in _DUE and words[i + 1] == "to" for i, w in enumerate(words[:-1]))
        return due and not self._yearly.isdisjoint(words)

    def _points_to(self, tokens: Sequence[Token], plan: Trigger) -> bool:
        """ "It is to them that she reports", "access is to the team's own folder": no "is to"
        that puts something off, which a verb follows."""
        (_, end), text = plan
        behind = tokens[end].text if end < len(tokens) else ""
        return text in _PUTS_OFF and behind in self._named

    def _is_of_trouble(self, behind: Sequence[Token]) -> bool:
        return not self._troubles.isdisjoint([t.text for t in behind[:2]])

    def _promises(self, tokens: Sequence[Token]) -> Iterator[Trigger]:
        """ "Agreed to encrypt its laptops", "committed to appointing an officer"; not "agreed to
        the terms", "is committed to security"."""
        if self._promised.isdisjoint([t.text for t in tokens]):
            return
        for i, token in enumerate(tokens[:-2]):
            if token.text not in self._promised or tokens[i + 1].text != "to":
                continue
            if tokens[i + 2].text in self._not_promised or tokens[i + 2].is_mark:
                continue
            if not (i and tokens[i - 1].text in ("is", "are", "am", "fully")):
                yield (i, i + 2), "promised"

    def _limits(
        self, tokens: Sequence[Token], found: dict[str, list[Trigger]]
    ) -> tuple[Trigger, ...]:
        mocks = positions(found["not_partial"])
        return tuple(
            p
            for p in found["partial"]
            if not mocks & set(range(*p[0]))
            and not self._shares.permits(tokens, p)
            and not is_nearly_all(tokens, p)
            and not self._exceptions.refuses(tokens, p)
        )

    def _done_once(self, tokens: Sequence[Token]) -> Iterator[Trigger]:
        for span in self._times.just_once(tokens):
            yield span, "once"

    def _condition(self, tokens: Sequence[Token], found: Sequence[Trigger]) -> Span | None:
        """From an opening "if" to the main clause's subject, or to the end."""
        opening = next((span for span, _ in found if span[0] <= 1), None)
        if opening is None:
            return None
        first = tokens[opening[1] : opening[1] + 1]
        alone = bool(first) and first[0].text in self._stand_ins  # "if one fails the other ..."
        for i in range(opening[1] + _CONDITION_REACH - alone, len(tokens)):
            if tokens[i].text in self._subjects:
                return opening[0], i
        return opening[0], len(tokens)

    def _dates(self, tokens: Sequence[Token]) -> tuple[Trigger, ...]:
        """A date ahead makes a plan: "from November", "before Christmas", "starts in January";
        not where the past is told, nor where the date is an end: "in force until June"."""
        words = [t.text for t in tokens]
        if any(w in self._past or w.endswith("ed") for w in words):
            return ()
        return tuple(
            ((i, i + 1), w)
            for i, w in enumerate(words)
            if w in self._future
            and _is_ahead(words[max(0, i - 3) : i], self._ahead)
            and not (words[i - 1] == "by" and self._is_due_each_time(tokens))
        )


def _is_of_whom(tokens: Sequence[Token], plan: Trigger) -> bool:
    """ "References for anybody who will handle money": not the checking lies ahead."""
    (start, _), text = plan
    return text.startswith("will") and start > 0 and tokens[start - 1].text in ("who", "that")


def _is_surmise(tokens: Sequence[Token], modal: Trigger) -> bool:
    """ "That would be me": it is."""
    after = [t.text for t in tokens[modal[0][1] : modal[0][1] + 2]]
    return after[:1] == ["be"] and after[1:] != [] and after[1] in ("me", "us", "him", "her")


def _is_ahead(before: Sequence[str], ahead: frozenset[str]) -> bool:
    """Whether the words before a date put something off to it; "not until May" does."""
    if {"until", "till"} & set(before):
        return "not" in before
    return bool(set(before) & ahead)


def _is_purpose(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """ "A tool was used to watch" tells a purpose, "we used to watch" an end."""
    (start, _), text = trigger
    before = {t.text for t in tokens[max(0, start - 2) : start]}
    return text == "used to" and bool(before & {"is", "are", "was", "were", "be", "been", "being"})


def _is_told_of(tokens: Sequence[Token], duty: Trigger) -> bool:
    """ "The contract lays down which measures they must take": no duty of its own."""
    start = duty[0][0]
    return bool({"which", "what", "how"} & {t.text for t in tokens[max(0, start - _TOLD) : start]})

"""Composing one prompt: step by step less, from the least important, until it fits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sextant.errors import PromptTooLong
from sextant.evidence.text import sentences
from sextant.llm.protocol import Question
from sextant.tokens.counting import TokenCounter
from sextant.tokens.sections import DETAILS, Detail, Frame, Prompt, Section

DIGEST_SHARE = 4  # a digest takes at most this part of the room: one fourth
LONGEST = 16  # characters; no ordinary text has more in a token
LEAST = 8  # tokens; no piece of evidence is worth trying below


@dataclass(frozen=True)
class Order:
    """What a prompt must have, whatever else fits."""

    instructions: str
    schema: Mapping[str, Any]
    schema_name: str
    answer_room: int
    seed: int
    frame: Frame


@dataclass(frozen=True)
class _Piece:
    """A piece of evidence in the prompt: the whole section, or its n-th part."""

    section: Section
    text: str
    number: int = 0

    @property
    def cited(self) -> str:
        return self.section.cited(self.text, self.number)


class Composition:
    """A prompt in the making. Everything offered is in it, condensed in it, or left out of it."""

    def __init__(
        self,
        order: Order,
        subjects: Sequence[Section],
        digest: Sequence[Section],
        evidence: Sequence[Section],
        counter: TokenCounter,
        window: int,
    ) -> None:
        self._order = order
        self._subjects = subjects
        self._digest = digest
        self._evidence = sorted(evidence, key=lambda s: s.order)
        self._counter = counter
        self._window = window
        self._subject_detail: Detail = "full"
        self._details: list[Detail] = ["out"] * len(digest)
        self._pieces: list[_Piece] = []

    def fitted(self, room: int) -> Prompt:
        """The prompt, at most `room` tokens by the counter. Raises PromptTooLong."""
        left = room - self._place_subjects(room)
        left -= self._place_digest(min(left, room // DIGEST_SHARE))
        self._place_evidence(left)
        tokens = self._counter.count_question(self.question())
        while tokens > room:
            if not self._drop(tokens - room):
                raise PromptTooLong(tokens + self._order.answer_room, self._window)
            tokens = self._counter.count_question(self.question())
        return self._prompt(tokens)

    def question(self) -> Question:
        order, frame = self._order, self._order.frame
        digest = [s.at(d) for s, d in zip(self._digest, self._details, strict=True)]
        evidence = [p.cited for p in self._pieces]
        subjects = [self._subject(s) for s in self._subjects]
        parts = (
            _block(frame.digest, digest),
            _block(frame.evidence, evidence, frame.evidence_end),
            _block(frame.subjects, subjects),
        )
        return Question(
            system=order.instructions,
            parts=tuple(p for p in parts if p),
            json_schema=order.schema,
            schema_name=order.schema_name,
            max_answer_tokens=order.answer_room,
            seed=order.seed,
        )

    def _place_subjects(self, room: int) -> int:
        """Tokens of the bare question: subjects in full, else briefly."""
        tokens = 0
        for detail in ("full", "brief"):
            self._subject_detail = detail
            tokens = self._counter.count_question(self.question())
            if tokens <= room:
                return tokens
        raise PromptTooLong(tokens + self._order.answer_room, self._window)

    def _subject(self, section: Section) -> str:
        """A subject is never left out of a question about it."""
        return section.at(self._subject_detail) or section.full

    def _place_digest(self, room: int) -> int:
        """Tokens of the digest, stepped down least important first until it takes `room`."""
        costs = [[self._cost(s.at(d)) for d in DETAILS] for s in self._digest]
        self._details = ["full"] * len(self._digest)
        total = sum(c[0] for c in costs) + self._cost(self._order.frame.digest)
        least_first = sorted(
            range(len(costs)), key=lambda i: (self._digest[i].order, i), reverse=True
        )
        for step in range(1, len(DETAILS)):
            for i in least_first:
                if total <= room:
                    return total
                total += costs[i][step] - costs[i][step - 1]
                self._details[i] = DETAILS[step]
        return 0

    def _place_evidence(self, left: int) -> None:
        """Evidence by rank while it fits: whole, else in whole sentences where that is allowed."""
        frame = self._order.frame
        left -= self._cost(frame.evidence) + self._cost(frame.evidence_end)
        for section in self._evidence:
            if left < LEAST:
                return
            long = len(section.full) > LONGEST * left  # not worth counting
            cost = left + 1 if long else self._cost(section.cited())
            if cost <= left:
                self._pieces.append(_Piece(section, section.full))
                left -= cost
            elif section.splittable:
                left -= self._place_sentences(section, left)

    def _place_sentences(self, section: Section, left: int) -> int:
        """As many of the first sentences as fit, as one part. None is cut."""
        candidates: list[str] = []
        length = 0
        for sentence in sentences(section.full):
            length += len(sentence)
            if length > LONGEST * left:
                break
            candidates.append(sentence)
        number = bisect_right(
            range(1, len(candidates) + 1),
            left,
            key=lambda n: self._cost(section.cited(" ".join(candidates[:n]), 1)),
        )
        if not number:
            return 0
        piece = _Piece(section, " ".join(candidates[:number]), 1)
        self._pieces.append(piece)
        return self._cost(piece.cited)

    def _drop(self, excess: int) -> bool:
        """Take out what is least important until about `excess` tokens are gone."""
        gone = 0
        while gone < excess and self._pieces:
            gone += self._cost(self._pieces.pop().cited)
        if gone:
            return True
        for i in reversed(range(len(self._details))):
            if self._details[i] != "out":
                self._details[i] = "out"
                return True
        return False

    def _cost(self, text: str) -> int:
        return self._counter.count(text) + 1 if text else 0

    def _prompt(self, tokens: int) -> Prompt:
        states = {s.id: _state(s, self._subject(s)) for s in self._subjects}
        for section, detail in zip(self._digest, self._details, strict=True):
            states[section.id] = _state(section, section.at(detail))
        placed = {p.section.id: "brief" if p.number else "full" for p in self._pieces}
        states |= {s.id: placed.get(s.id, "out") for s in self._evidence}
        return Prompt(
            question=self.question(),
            tokens=tokens,
            window=self._window,
            evidence={p.section.piece_id(p.number): p.text for p in self._pieces},
            shown=tuple(i for i, d in states.items() if d == "full"),
            condensed=tuple(i for i, d in states.items() if d == "brief"),
            left_out=tuple(i for i, d in states.items() if d == "out"),
        )


def _state(section: Section, text: str) -> str:
    """What became of a section, by the text that stands for it."""
    return "full" if text == section.full else "brief" if text else "out"


def _block(opening: str, texts: Sequence[str], closing: str = "") -> str:
    body = [t for t in texts if t]
    return "\n".join(t for t in (opening, *body, closing) if t) if body else ""

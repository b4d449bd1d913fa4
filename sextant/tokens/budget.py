"""The budget of one call: every prompt fits its window together with its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sextant.tokens.composing import Composition, Order
from sextant.tokens.counting import EstimatingCounter, TokenCounter
from sextant.tokens.sections import Frame, Prompt, Section

Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Budget:
    """How a model's window is shared out: prompt, room for the answer, a margin."""

    window: int = 4096
    answer_room: int = 512
    margin: int = 16
    counter: TokenCounter = field(default_factory=EstimatingCounter)

    @property
    def room(self) -> int:
        """Tokens that a prompt may take."""
        return max(0, self.window - self.answer_room - self.margin)

    def with_answer(self, tokens: int) -> Budget:
        """The same with another room for the answer, at most half the window."""
        return replace(self, answer_room=min(tokens, self.window // 2))

    def fit(
        self,
        instructions: str,
        schema: Schema,
        *,
        subjects: Sequence[Section],
        digest: Sequence[Section] = (),
        evidence: Sequence[Section] = (),
        frame: Frame = Frame(),  # noqa: B008 - frozen
        schema_name: str = "answer",
        seed: int = 0,
    ) -> Prompt:
        """A prompt that fits. Order: instructions, digest, evidence, subjects.

        Subjects are shown in full, else briefly. The digest steps down from full to brief to ids
        until it takes a quarter of the room. Evidence is shown whole, in the order of `rank`,
        while it fits; what is `splittable` and does not fit, in whole sentences.
        Raises PromptTooLong when instructions and subjects alone do not fit: ask about fewer, or
        record them as not judged.
        """
        order = Order(instructions, schema, schema_name, self.answer_room, seed, frame)
        return Composition(order, subjects, digest, evidence, self.counter, self.window).fitted(
            self.room
        )

    def batches(
        self,
        instructions: str,
        schema_of: Callable[[Sequence[Section]], Schema],
        subjects: Sequence[Section],
        most: int = 1,
    ) -> Iterator[tuple[Section, ...]]:
        """Subjects in groups of up to `most` that leave half of the room for evidence.

        None is lost: one that is too large by itself comes alone, for `fit` to condense or refuse.
        """
        batch: tuple[Section, ...] = ()
        for subject in subjects:
            larger = (*batch, subject)
            if batch and (
                len(larger) > most or not self._leaves_half(larger, instructions, schema_of)
            ):
                yield batch
                larger = (subject,)
            batch = larger
        if batch:
            yield batch

    def _leaves_half(
        self,
        batch: Sequence[Section],
        instructions: str,
        schema_of: Callable[[Sequence[Section]], Schema],
    ) -> bool:
        order = Order(instructions, schema_of(batch), "", self.answer_room, 0, Frame())
        question = Composition(order, batch, (), (), self.counter, self.window).question()
        return self.counter.count_question(question) <= self.room // 2

"""The budget of one call: every prompt fits its window together with its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from sextant.tokens.composing import Composition, Order
from sextant.tokens.counting import EstimatingCounter, TokenCounter
from sextant.tokens.room import Schema, room_for
from sextant.tokens.sections import Frame, Prompt, Section


@dataclass(frozen=True)
class Budget:
    """How a model's window is shared out: prompt, room for the answer, a margin.

    `answer_room`: tokens; None: as many as the longest answer of the question's schema can take.
    `spacious`: twice that, up to half the window, after an answer that ran out of room all the
    same, as it can where a server does not hold it to the schema.
    """

    window: int = 4096
    answer_room: int | None = None
    margin: int = 16
    counter: TokenCounter = field(default_factory=EstimatingCounter)
    spacious: bool = False

    def answer_for(self, schema: Schema) -> int:
        """Tokens kept free for an answer of this schema. Raises Unbounded for one without end."""
        if self.answer_room is not None:
            return self.answer_room
        needed = room_for(schema)
        return max(needed, min(2 * needed, self.window // 2)) if self.spacious else needed

    def prompt_room(self, schema: Schema) -> int:
        """Tokens that a prompt may take."""
        return max(0, self.window - self.answer_for(schema) - self.margin)

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
        room = self.answer_for(schema)
        order = Order(instructions, schema, schema_name, room, seed, frame)
        return Composition(order, subjects, digest, evidence, self.counter, self.window).fitted(
            self.prompt_room(schema)
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
        schema = schema_of(batch)
        order = Order(instructions, schema, "", self.answer_for(schema), 0, Frame())
        question = Composition(order, batch, (), (), self.counter, self.window).question()
        return self.counter.count_question(question) <= self.prompt_room(schema) // 2

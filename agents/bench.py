"""The bench: one agent's questions to a model, within budget; its answers, checked one by one.

All that touches a model is here, once. Whatever goes wrong costs the judgement it concerns and is
recorded; the deterministic result stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from agents.briefing import Briefing
from agents.rulings import AGAIN, MOST_AGAIN, Case, Judging, Said, Subject, faults_of
from sextant.errors import AnswerInvalid, AnswerTruncated, ModelError
from sextant.llm.extent import Extent
from sextant.llm.fitting import ask_within
from sextant.llm.protocol import Answer, JudgementModel
from sextant.records import CallLedger, ModelCall, Record, Ruling
from sextant.tokens import Budget, Prompt
from sextant.trace import last_word

NOT_ASKED = "was not asked about"


@dataclass(frozen=True)
class Hearing:
    """What came of an agent's questions: the result to go on with, and how it came about."""

    result: Any
    calls: tuple[ModelCall, ...] = ()
    not_asked: tuple[str, ...] = ()
    stood: str = ""


Batch = Sequence[Subject]
Ask = Callable[[Batch], Sequence[ModelCall]]
Spread = Callable[[Ask, Sequence[Batch], int], Sequence[Sequence[ModelCall]]]


def one_by_one(ask: Ask, batches: Sequence[Batch], at_once: int) -> list[Sequence[ModelCall]]:
    """The batches one after the other."""
    return [ask(batch) for batch in batches]


@dataclass(frozen=True)
class Bench:
    """A model with what it may be asked about. Built once per run; agents hand their drafts in.

    `spread` asks batches that do not depend on each other, so many at once, and gives what came of
    them in their order.
    `told` is called with the agent's name and each call as it ends, from several threads; what it
    raises ends the run, which is how a person stops it.
    """

    model: JudgementModel
    case: Case
    judgings: Mapping[str, Judging[Any, Any]]
    extent: Extent
    told: Callable[[str, ModelCall], None] = lambda agent, call: None
    spread: Spread = one_by_one

    def hear(self, agent: str, inp: Record, draft: Record) -> Hearing:
        """The draft with what the model could add, or as it is. Never raises for the model."""
        judging = self.judgings[agent]
        found = sorted(judging.subjects(inp, draft, self.case), key=lambda s: (-s.worth, s.id))
        asked = found[: self.extent.calls_per_agent * self.extent.together]
        not_asked = tuple(s.id for s in found[len(asked) :])
        if not asked:
            return Hearing(draft, not_asked=not_asked)
        session = _Session(self, agent, judging, inp, draft)
        calls = tuple(session.calls(asked))
        ruled = last_word(calls)
        if not any(r.outcome == "accepted" for r in ruled):
            return Hearing(draft, calls, not_asked)
        merged = judging.merge(inp, draft, ruled, self.case.knowledge)
        if faults := judging.faults(draft, merged):
            stood = f"The result with the model was incomplete: {'; '.join(faults)}."
            return Hearing(draft, calls, not_asked, stood)
        return Hearing(merged, calls, not_asked)


class _Session:
    """The questions of one agent."""

    def __init__(
        self, bench: Bench, agent: str, judging: Judging[Any, Any], inp: Record, draft: Record
    ) -> None:
        self._model, self._extent, self._case = bench.model, bench.extent, bench.case
        self._judging, self._inp, self._draft = judging, inp, draft
        self._told = partial(bench.told, agent)
        self._spread = bench.spread
        digests = judging.digests(inp, draft, bench.case)
        self._briefing = Briefing(
            agent, bench.model, bench.case.exhibits, bench.extent, digests, judging.quotes
        )

    def calls(self, subjects: Sequence[Subject]) -> list[ModelCall]:
        """Every question asked, in the order of the subjects whatever came back first."""
        batches = list(self._briefing.batches(subjects))
        found = self._spread(self._ask, batches, self._extent.at_once)
        return [call for calls in found for call in calls]

    def _ask(self, batch: Sequence[Subject]) -> list[ModelCall]:
        """One question; then once more about what was not answered as asked, or could not be told
        without passages that were asked for."""
        first, wanted = self._question(batch)
        self._told(first)
        faults = _faults(first) if self._extent.repairs else {}
        open_ = [s for s in batch if s.id in faults or (wanted and s.id in _abstained(first))]
        if not open_:
            return [first]
        second, _ = self._question(
            open_, tuple(faults.values()), wanted, attempt=2, spacious=bool(first.failure)
        )
        self._told(second)
        return [first, second]

    def _question(
        self,
        subjects: Sequence[Subject],
        faults: Sequence[str] = (),
        again: Sequence[str] = (),
        attempt: int = 1,
        spacious: bool = False,
    ) -> tuple[ModelCall, tuple[str, ...]]:
        """The call, and the ids of the passages that the model wants to see again."""
        try:
            prompt, answer = self._answered(subjects, faults, again, attempt, spacious)
        except _Failure as exc:
            salvaged = exc.error.parsed if isinstance(exc.error, AnswerInvalid) else None
            if salvaged is None or exc.prompt is None:
                return self._failed(subjects, exc.prompt, exc.error, attempt), ()
            prompt, answer = exc.prompt, Answer("", salvaged, 0, 0)
        ledger = prompt.ledger(answer.answer_tokens, answer.prompt_tokens)
        call = ModelCall(
            subjects=tuple(s.id for s in subjects),
            ledger=self._briefing.named(ledger),
            rulings=tuple(self._rulings(subjects, prompt, answer.parsed)),
            attempt=attempt,
            cached=answer.cached,
            cost_usd=answer.cost_usd,
        )
        return call, _wanted(prompt, answer.parsed)

    def _answered(
        self,
        subjects: Sequence[Subject],
        faults: Sequence[str],
        again: Sequence[str],
        attempt: int,
        spacious: bool,
    ) -> tuple[Prompt, Answer]:
        """The answer with the prompt that got it, made smaller as often as the server asks for."""
        made: list[Prompt] = []

        def build(budget: Budget) -> Prompt:
            made.append(self._briefing.prompt(subjects, budget, faults, again, attempt))
            return made[-1]

        try:
            answer, prompt = ask_within(self._model, build, spacious=spacious)
        except ModelError as exc:
            raise _Failure(exc, made[-1] if made else None) from exc
        return prompt, answer

    def _rulings(
        self, subjects: Sequence[Subject], prompt: Prompt, parsed: Mapping[str, Any]
    ) -> list[Ruling]:
        """What becomes of each subject's answer. One that fails takes no other with it."""
        found = []
        for subject in subjects:
            answer = parsed.get(subject.id)
            if fault := faults_of(subject, answer):
                found.append(Ruling(subject=subject.id, outcome="rejected", reason=fault))
                continue
            values = {f.name: str(answer[f.name]) for f in subject.fields}  # type: ignore[index]
            own, facts = self._briefing.subject(subject), self._briefing.facts(subject)
            said = Said(subject, values, prompt.evidence, facts, own)
            found.append(self._judging.dispose(said, self._inp, self._draft, self._case))
        asked = {AGAIN, *(s.id for s in subjects)}
        found += [
            Ruling(subject=f"{name[:60]!r}", outcome="rejected", reason=NOT_ASKED)
            for name in parsed if name not in asked
        ][:20]  # fmt: skip
        return found

    def _failed(
        self, subjects: Sequence[Subject], prompt: Prompt | None, error: ModelError, attempt: int
    ) -> ModelCall:
        reason = f"not judged: {_name(error)}"
        ledger = self._briefing.named(prompt.ledger()) if prompt else CallLedger(
            window=self._model.window, prompt=0, room=0,
            left_out=tuple(s.id for s in subjects),
        )  # fmt: skip
        said = isinstance(error, AnswerInvalid | AnswerTruncated)
        outcome = "rejected" if said else "abstained"
        return ModelCall(
            subjects=tuple(s.id for s in subjects),
            ledger=ledger,
            rulings=tuple(Ruling(subject=s.id, outcome=outcome, reason=reason) for s in subjects),
            attempt=attempt,
            failure=str(error),
        )


class _Failure(Exception):  # noqa: N818 - carries an error with the prompt that met it
    def __init__(self, error: ModelError, prompt: Prompt | None) -> None:
        self.error, self.prompt = error, prompt
        super().__init__(str(error))


def _faults(call: ModelCall) -> dict[str, str]:
    """Subject -> why its answer was not taken, where asking again may help."""
    if call.failure and not all(r.outcome == "rejected" for r in call.rulings):
        return {}  # no answer at all: the client has tried again already
    asked = set(call.subjects)
    return {
        r.subject: f"{r.subject}: {r.reason}" for r in call.rulings
        if r.outcome == "rejected" and r.subject in asked
    }  # fmt: skip


def _abstained(call: ModelCall) -> set[str]:
    return {r.subject for r in call.rulings if r.outcome == "abstained"}


def _wanted(prompt: Prompt, parsed: Mapping[str, Any]) -> tuple[str, ...]:
    """Passages asked for again, among those that could be."""
    schema = prompt.question.json_schema["properties"].get(AGAIN)
    asked = parsed.get(AGAIN)
    if schema is None or not isinstance(asked, list):
        return ()
    offered = schema["items"]["enum"]
    return tuple(dict.fromkeys(i for i in asked if i in offered))[:MOST_AGAIN]


def _name(error: ModelError) -> str:
    """ "PromptTooLong" -> "prompt too long" """
    name = type(error).__name__
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()

"""The bench: one agent's questions to a model, within budget; its answers, checked one by one.

All that touches a model is here, once. Whatever goes wrong costs the judgement it concerns and is
recorded; the deterministic result stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from agents.prompts import PromptTemplate, nonce_of
from agents.rulings import Case, Judging, Said, Subject, faults_of, schema_of
from sextant.errors import AnswerInvalid, ModelError, PromptTooLong
from sextant.llm.extent import Extent
from sextant.llm.protocol import Answer, JudgementModel
from sextant.records import CallLedger, ModelCall, Record, Ruling
from sextant.tokens import Budget, Prompt, Section
from sextant.trace import last_word

NOT_ASKED = "was not asked about"
_FITTINGS = 4  # how often a prompt is made smaller because the server takes less than it said
_CHARACTERS_PER_TOKEN = 2.5  # room for an answer: text in any language, quotation marks escaped
_OVERHEAD = 24
_LEAST_ROOM = 64
_MASKED = 6  # digests of passages that were read already, beside the evidence shown


@dataclass(frozen=True)
class Hearing:
    """What came of an agent's questions: the result to go on with, and how it came about."""

    result: Any
    calls: tuple[ModelCall, ...] = ()
    not_asked: tuple[str, ...] = ()
    stood: str = ""


@dataclass(frozen=True)
class Bench:
    """A model with what it may be asked about. Built once per run; agents hand their drafts in."""

    model: JudgementModel
    case: Case
    judgings: Mapping[str, Judging[Any, Any]]
    extent: Extent

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
        merged = judging.merge(inp, draft, ruled, self.case)
        if faults := judging.faults(draft, merged):
            stood = f"The result with the model was incomplete: {'; '.join(faults)}."
            return Hearing(draft, calls, not_asked, stood)
        return Hearing(merged, calls, not_asked)


class _Session:
    """The questions of one agent."""

    def __init__(
        self, bench: Bench, agent: str, judging: Judging[Any, Any], inp: Record, draft: Record
    ) -> None:
        self._bench, self._agent, self._judging = bench, agent, judging
        self._inp, self._draft = inp, draft
        self._template = PromptTemplate(agent)
        self._key = f"{bench.case.exhibits.fingerprint}\0{bench.extent.seed}"
        self._digests = judging.digests(inp, draft, bench.case)

    def calls(self, subjects: Sequence[Subject]) -> list[ModelCall]:
        """Every question asked, in the order of the subjects whatever came back first."""
        by_id = {s.id: s for s in subjects}
        sections = [self._template.subject(s, rank) for rank, s in enumerate(subjects)]
        options = self._bench.extent
        batches = self._budget(subjects[: options.together]).batches(
            self._template.instructions,
            lambda some: schema_of([by_id[s.id] for s in some]),
            sections,
            options.together,
        )
        ask = partial(self._ask, by_id)
        if options.at_once == 1:
            return [call for batch in batches for call in ask(batch)]
        with ThreadPoolExecutor(options.at_once) as pool:
            return [call for calls in pool.map(ask, list(batches)) for call in calls]

    def _ask(self, by_id: Mapping[str, Subject], batch: Sequence[Section]) -> list[ModelCall]:
        """One question, and once more about what was not answered as asked."""
        first = self._question([by_id[s.id] for s in batch], (), 1)
        faults = _faults(first)
        if not faults or not self._bench.extent.repairs:
            return [first]
        again = [by_id[subject] for subject in faults]
        return [first, self._question(again, tuple(faults.values()), 2)]

    def _question(
        self, subjects: Sequence[Subject], faults: Sequence[str], attempt: int
    ) -> ModelCall:
        try:
            prompt, answer = self._answered(subjects, faults, attempt)
        except _Failure as exc:
            salvaged = exc.error.parsed if isinstance(exc.error, AnswerInvalid) else None
            if salvaged is None or exc.prompt is None:
                return self._failed(subjects, exc.prompt, exc.error, attempt)
            prompt, answer = exc.prompt, Answer("", salvaged, 0, 0)
        rulings = tuple(self._rulings(subjects, prompt, answer.parsed))
        return ModelCall(
            subjects=tuple(s.id for s in subjects),
            ledger=self._ledger(prompt.ledger(answer.answer_tokens, answer.prompt_tokens)),
            rulings=rulings,
            attempt=attempt,
            cached=answer.cached,
            cost_usd=answer.cost_usd,
        )

    def _answered(
        self, subjects: Sequence[Subject], faults: Sequence[str], attempt: int
    ) -> tuple[Prompt, Answer]:
        """The answer with the prompt that got it, made smaller as often as the server asks for."""
        prompt: Prompt | None = None
        for remaining in reversed(range(_FITTINGS)):
            try:
                prompt = self._prompt(subjects, faults, attempt)
                return prompt, self._bench.model.ask(prompt.question)
            except PromptTooLong as exc:
                if not remaining or prompt is None:
                    raise _Failure(exc, prompt) from exc
            except ModelError as exc:
                raise _Failure(exc, prompt) from exc
        raise AssertionError("unreachable")

    def _budget(self, subjects: Sequence[Subject]) -> Budget:
        model = self._bench.model
        return Budget(window=model.window, counter=model.counter).with_answer(
            _answer_room(subjects)
        )

    def _prompt(self, subjects: Sequence[Subject], faults: Sequence[str], attempt: int) -> Prompt:
        evidence, masked = self._evidence(subjects) if self._judging.quotes else ([], [])
        text = "\0".join(s.full for s in evidence)
        ids = [s.id for s in subjects]
        nonce = nonce_of(self._key, self._agent, ids, attempt, text)
        own = nonce_of(self._key, self._agent, (), 0, text)  # the same for all of the agent's
        digests = [self._template.digest(d, own, n) for n, d in enumerate(self._digests)]
        return self._budget(subjects).fit(
            self._template.instructions,
            schema_of(subjects),
            subjects=[self._template.subject(s, n) for n, s in enumerate(subjects)],
            digest=[*digests, *masked],
            evidence=evidence,
            frame=self._template.frame(nonce, faults),
            schema_name=self._agent,
            seed=self._bench.extent.seed,
        )

    def _evidence(self, subjects: Sequence[Subject]) -> tuple[list[Section], list[Section]]:
        """What is shown: named passages, then the nearest that were not read already. Those that
        were stand in the ledger under their digest."""
        exhibits, most = self._bench.case.exhibits, self._bench.extent.evidence
        chosen = {i: exhibits[i] for s in subjects for i in s.exhibits}
        near = [e for s in subjects for e in exhibits.ranked(s.words, most + _MASKED)]
        spent = {e.id: e for e in near if e.spent and e.id not in chosen}
        for exhibit in near:
            if not exhibit.spent and len(chosen) < most * len(subjects):
                chosen.setdefault(exhibit.id, exhibit)
        sections = [
            Section(
                id=e.id, full=e.text, about=e.about, rank=rank,
                reliability=e.passage.reliability, splittable=True,
            )
            for rank, e in enumerate(chosen.values())
        ]  # fmt: skip
        masked = [
            Section(id=e.id, full=f"[{e.id}] {e.about}: read already: {e.digest}", rank=90 + rank)
            for rank, e in enumerate(list(spent.values())[:_MASKED])
        ]
        return sections, masked

    def _rulings(
        self, subjects: Sequence[Subject], prompt: Prompt, parsed: Mapping[str, Any]
    ) -> list[Ruling]:
        """What becomes of each subject's answer. One that fails takes no other with it."""
        told = "\n".join(d.full for d in self._digests)
        found = []
        for subject in subjects:
            answer = parsed.get(subject.id)
            if fault := faults_of(subject, answer):
                found.append(Ruling(subject=subject.id, outcome="rejected", reason=fault))
                continue
            values = {f.name: str(answer[f.name]) for f in subject.fields}  # type: ignore[index]
            own = self._template.subject(subject, 0).full
            said = Said(subject, values, prompt.evidence, f"{told}\n{own}", own)
            found.append(self._judging.dispose(said, self._inp, self._draft, self._bench.case))
        asked = {s.id for s in subjects}
        found += [
            Ruling(subject=f"{name[:60]!r}", outcome="rejected", reason=NOT_ASKED)
            for name in parsed if name not in asked
        ][:20]  # fmt: skip
        return found

    def _failed(
        self, subjects: Sequence[Subject], prompt: Prompt | None, error: ModelError, attempt: int
    ) -> ModelCall:
        reason = f"not judged: {_name(error)}"
        ledger = self._ledger(prompt.ledger()) if prompt else CallLedger(
            window=self._bench.model.window, prompt=0, room=0,
            left_out=tuple(s.id for s in subjects),
        )  # fmt: skip
        outcome = "rejected" if isinstance(error, AnswerInvalid) else "abstained"
        return ModelCall(
            subjects=tuple(s.id for s in subjects),
            ledger=ledger,
            rulings=tuple(Ruling(subject=s.id, outcome=outcome, reason=reason) for s in subjects),
            attempt=attempt,
            failure=str(error),
        )

    def _ledger(self, ledger: CallLedger) -> CallLedger:
        """The same with the places of passages beside their ids."""
        named = {
            e.id: f"{e.id} ({e.passage.source}, {e.passage.locator})"
            for e in self._bench.case.exhibits.all
        }
        return ledger.model_copy(
            update={
                field: tuple(named.get(i, i) for i in getattr(ledger, field))
                for field in ("shown", "condensed", "left_out")
            }
        )


class _Failure(Exception):  # noqa: N818 - carries an error with the prompt that met it
    def __init__(self, error: ModelError, prompt: Prompt | None) -> None:
        self.error, self.prompt = error, prompt
        super().__init__(str(error))


def _answer_room(subjects: Sequence[Subject]) -> int:
    """Tokens that the longest answer can take."""
    return _LEAST_ROOM + sum(_field_room(s) for s in subjects)


def _field_room(subject: Subject) -> int:
    texts = sum(f.longest for f in subject.fields) / _CHARACTERS_PER_TOKEN
    return int(texts) + _OVERHEAD * len(subject.fields)


def _faults(call: ModelCall) -> dict[str, str]:
    """Subject -> why its answer was not taken, where asking again may help."""
    if call.failure and not all(r.outcome == "rejected" for r in call.rulings):
        return {}  # no answer at all: the client has tried again already
    asked = set(call.subjects)
    return {
        r.subject: f"{r.subject}: {r.reason}" for r in call.rulings
        if r.outcome == "rejected" and r.subject in asked
    }  # fmt: skip


def _name(error: ModelError) -> str:
    """ "PromptTooLong" -> "prompt too long" """
    name = type(error).__name__
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()

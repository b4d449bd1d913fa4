"""The briefing: what one agent's prompts hold, in order and within budget.

First what stays the same (instructions, digests of what earlier agents concluded), then evidence,
the question last. What was read from a passage already stands for it; it can be asked for again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from agents.exhibits import Exhibit, Exhibits
from agents.prompts import PromptTemplate, nonce_of
from agents.rulings import Digest, Subject, schema_of
from sextant.llm.extent import Extent
from sextant.llm.protocol import JudgementModel
from sextant.records import CallLedger
from sextant.tokens import Budget, Prompt, Section

_MASKED = 6  # passages that were read already, named by what was read
_BEHIND = 90  # rank of those: the digests of earlier agents come first


class Briefing:
    """Writes the prompts of one agent in one run. `quotes`: whether rulings rest on evidence."""

    def __init__(
        self,
        agent: str,
        model: JudgementModel,
        exhibits: Exhibits,
        extent: Extent,
        digests: Sequence[Digest],
        quotes: bool,
    ) -> None:
        self._agent, self._model, self._exhibits = agent, model, exhibits
        self._extent, self._digests, self._quotes = extent, digests, quotes
        self._template = PromptTemplate(agent)
        self._key = f"{exhibits.fingerprint}\0{extent.seed}"
        self._told = "\n".join(d.full for d in digests)

    def batches(self, subjects: Sequence[Subject]) -> Iterator[list[Subject]]:
        """The subjects in questions: as many together as the extent allows and the room holds."""
        by_id = {s.id: s for s in subjects}
        sections = [self._template.subject(s, rank) for rank, s in enumerate(subjects)]
        batches = Budget(self._model.window, counter=self._model.counter).batches(
            self._template.instructions,
            lambda some: schema_of([by_id[s.id] for s in some]),
            sections,
            self._extent.together,
        )
        return ([by_id[s.id] for s in batch] for batch in batches)

    def prompt(
        self,
        subjects: Sequence[Subject],
        budget: Budget,
        faults: Sequence[str] = (),
        again: Sequence[str] = (),
        attempt: int = 1,
    ) -> Prompt:
        """A prompt that fits the budget. `again`: passages asked for, now shown whatever was read
        from them.

        Raises PromptTooLong when one subject alone does not fit.
        """
        chosen, spent = self._chosen(subjects, again) if self._quotes else ([], [])
        evidence = [_section(e, rank) for rank, e in enumerate(chosen)]
        text = "\0".join(s.full for s in evidence)
        ids = [s.id for s in subjects]
        nonce = nonce_of(self._key, self._agent, ids, attempt, text)
        own = nonce_of(self._key, self._agent, (), 0, text)  # the same for all of the agent's
        digests = [self._template.digest(d, own, n) for n, d in enumerate(self._digests)]
        masked = [_masked(e, _BEHIND + n) for n, e in enumerate(spent)]
        may_ask = [e.id for e in spent] if self._extent.look_again and not again else []
        return budget.fit(
            self._template.instructions,
            schema_of(subjects, may_ask),
            subjects=[self._template.subject(s, n) for n, s in enumerate(subjects)],
            digest=[*digests, *masked],
            evidence=evidence,
            frame=self._template.frame(nonce, faults),
            schema_name=self._agent,
            seed=self._extent.seed,
        )

    def subject(self, subject: Subject) -> str:
        """One subject as the prompt tells of it."""
        return self._template.subject(subject, 0).full

    def facts(self, subject: Subject) -> str:
        """What a model's own words on the subject may repeat."""
        return f"{self._told}\n{self.subject(subject)}"

    def named(self, ledger: CallLedger) -> CallLedger:
        """The ledger with the places of passages beside their ids."""
        places = {
            e.id: f"{e.id} ({e.passage.source}, {e.passage.locator})" for e in self._exhibits.all
        }
        return ledger.model_copy(
            update={
                field: tuple(places.get(i, i) for i in getattr(ledger, field))
                for field in ("shown", "condensed", "left_out")
            }
        )

    def _chosen(
        self, subjects: Sequence[Subject], again: Sequence[str]
    ) -> tuple[list[Exhibit], list[Exhibit]]:
        """What is shown, nearest first: named passages, then those near that were not read already;
        and of the near ones those that were."""
        most = self._extent.evidence
        near = [e for s in subjects for e in self._exhibits.ranked(s.words, most + _MASKED)]
        place: Mapping[str, int] = {e.id: n for n, e in reversed(list(enumerate(near)))}
        named = dict.fromkeys(i for s in subjects for i in s.exhibits)
        first = [*again, *sorted(named, key=lambda i: place.get(i, len(near)))]
        chosen = {i: self._exhibits[i] for i in first}
        spent = {e.id: e for e in near if e.spent and e.id not in chosen}
        for exhibit in near:
            if not exhibit.spent and len(chosen) < most * len(subjects):
                chosen.setdefault(exhibit.id, exhibit)
        return list(chosen.values()), list(spent.values())[:_MASKED]


def _section(exhibit: Exhibit, rank: int) -> Section:
    return Section(
        id=exhibit.id, full=exhibit.text, about=exhibit.about, rank=rank,
        reliability=exhibit.passage.reliability, splittable=True,
    )  # fmt: skip


def _masked(exhibit: Exhibit, rank: int) -> Section:
    """What was read stands for the passage: our words only, so that no fence is needed."""
    return Section(id=exhibit.id, full=f"[{exhibit.id}] read already: {exhibit.digest}", rank=rank)

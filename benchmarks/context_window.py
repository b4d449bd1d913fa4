"""Thirty assessments in a window of 4,096 tokens, with a real model that enforces it.

    python -m benchmarks.context_window [--runs 30] [--out results.json]

Five sector examples, six seeds each, six agents each, against SmolLM2 (135M, on the processor, one
thread, no cache of answers between runs). Beside it the plain way: every agent is handed the whole
shared context, which grows by each agent's result. The server counts and refuses, not we. The model
is too small to judge; what is measured is whether the runs complete, and what they cost.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from agents.graph import PIPELINE
from sextant.assessment import Assessment
from sextant.errors import ModelError, PromptTooLong
from sextant.llm.asking import LanguageModel, Patience
from sextant.llm.backend import Backend, Mode, Reply
from sextant.llm.extent import extent_of
from sextant.llm.fetching import fetch
from sextant.llm.local import open_file
from sextant.llm.protocol import Question
from sextant.running import RunOptions
from sextant.service import assess_files

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ("clinic", "fintech", "manufacturer", "retailer", "saas")
REPEATS = 6
MODEL = "smollm2"
ANSWER = 64  # tokens of an answer in the plain way: short, in its favour
TEXT = {
    "type": "object", "properties": {"text": {"type": "string", "maxLength": 120}},
    "required": ["text"], "additionalProperties": False,
}  # fmt: skip


@dataclass
class Run:
    """What one assessment cost, and whether it completed."""

    example: str
    seed: int
    completed: bool = False
    calls: int = 0
    tokens: int = 0
    largest_prompt: int = 0
    refused_for_length: int = 0
    accepted: int = 0
    rejected: int = 0
    abstained: int = 0
    review: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0  # the engine runs in this process: says more on a busy machine
    stopped_at: str = ""


@dataclass
class Watched:
    """A backend that counts what the server refused."""

    backend: Backend
    refused: int = 0
    largest: int = 0
    replies: list[Reply] = field(default_factory=list)

    @property
    def identity(self) -> str:
        return self.backend.identity

    @property
    def modes(self) -> tuple[Mode, ...]:
        return self.backend.modes

    def complete(self, question: Question, mode: Mode, timeout: float) -> Reply:
        try:
            reply = self.backend.complete(question, mode, timeout)
        except PromptTooLong as exc:
            self.refused += 1
            self.largest = max(self.largest, exc.prompt_tokens)
            raise
        self.largest = max(self.largest, reply.prompt_tokens)
        self.replies.append(reply)
        return reply

    def count(self, question: Question, mode: Mode) -> int | None:
        return self.backend.count(question, mode)

    def close(self) -> None:
        """It is used again by the next run."""


def budgeted(example: str, seed: int, backend: Backend, window: int) -> Run:
    """One assessment as Sextant makes it."""
    run, watched = Run(example, seed), Watched(backend)
    model = LanguageModel(f"gguf:{MODEL}", watched, window, patience=Patience(at_once=1))
    extent = extent_of(model.name).model_copy(update={"seed": seed})
    started, worked = time.perf_counter(), time.process_time()
    assessment = assess_files(
        profile_of(example), how=RunOptions(model=model, extent=extent)
    ).assessment
    run.seconds = round(time.perf_counter() - started, 1)
    run.cpu_seconds = round(time.process_time() - worked, 1)
    run.calls = sum(t.model_calls for t in assessment.trace)
    run.tokens = sum(t.tokens for t in assessment.trace)
    for outcome in ("accepted", "rejected", "abstained", "review"):
        setattr(run, outcome, sum(getattr(t, outcome) for t in assessment.trace))
    run.largest_prompt, run.refused_for_length = watched.largest, watched.refused
    run.completed = _is_complete(assessment)
    return run


def _is_complete(assessment: Assessment) -> bool:
    """Every agent finished, no question was left without an answer, every outcome is rated."""
    calls = [c for t in assessment.trace for c in t.calls]
    return (
        [t.agent for t in assessment.trace] == [a.name for a in PIPELINE]
        and bool(calls)
        and not any(c.failure for c in calls)
        and len(assessment.controls) == 106
    )


def plain(example: str, seed: int, backend: Backend, contexts: Sequence[tuple[str, str]]) -> Run:
    """One assessment the plain way: all that is known so far goes to each agent in turn."""
    run, watched = Run(example, seed), Watched(backend)
    started, worked = time.perf_counter(), time.process_time()
    for agent, context in contexts:
        question = Question(
            system=f"You are the {agent.replace('_', ' ')} agent of a security assessment.",
            parts=(context, "Answer in one sentence: what matters most here?"),
            json_schema=TEXT, max_answer_tokens=ANSWER, seed=seed,
        )  # fmt: skip
        run.calls += 1
        try:
            reply = watched.complete(question, "json_schema", 600)
        except ModelError:
            run.stopped_at = agent
            break
        run.tokens += reply.prompt_tokens + reply.answer_tokens
    run.completed = not run.stopped_at
    run.largest_prompt, run.refused_for_length = watched.largest, watched.refused
    run.seconds = round(time.perf_counter() - started, 1)
    run.cpu_seconds = round(time.process_time() - worked, 1)
    return run


def growing(example: str) -> Iterator[tuple[str, str]]:
    """Agent, and the shared context that it is handed: profile, evidence, all earlier results."""
    folder = profile_of(example).parent
    texts = sorted(p for p in folder.rglob("*") if p.suffix in (".md", ".txt", ".yaml"))
    shared = "\n\n".join(
        f"# {p.relative_to(folder)}\n{p.read_text(encoding='utf-8')}" for p in texts
        if p.name != "README.md"
    )  # fmt: skip
    state = assess_files(profile_of(example)).state
    for agent in PIPELINE:
        yield agent.name, shared
        result = getattr(state, agent.writes).model_dump_json(exclude_defaults=True)
        shared += f"\n\n# Result of {agent.name}\n{result}"


def profile_of(example: str) -> Path:
    return ROOT / "examples" / example / "profile.yaml"


def summary(name: str, runs: Sequence[Run]) -> dict[str, object]:
    """The figures of one way."""
    return {
        "way": name,
        "runs": len(runs),
        "completed": sum(r.completed for r in runs),
        "calls": sum(r.calls for r in runs),
        "tokens": sum(r.tokens for r in runs),
        "largest_prompt": max((r.largest_prompt for r in runs), default=0),
        "refused_for_length": sum(r.refused_for_length for r in runs),
        "accepted": sum(r.accepted for r in runs),
        "rejected": sum(r.rejected for r in runs),
        "abstained": sum(r.abstained for r in runs),
        "review": sum(r.review for r in runs),
        "seconds": round(sum(r.seconds for r in runs), 1),
        "cpu_seconds": round(sum(r.cpu_seconds for r in runs), 1),
    }


def table(rows: Sequence[dict[str, object]]) -> str:
    """The figures as a Markdown table, one way a column."""
    lines = ["| | " + " | ".join(str(r["way"]) for r in rows) + " |", "|---|" + "---:|" * len(rows)]
    for key in list(rows[0])[1:]:
        values = " | ".join(f"{r[key]:,}" for r in rows)
        lines.append(f"| {key.replace('_', ' ')} | {values} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Assessments in a small window, beside the wall.")
    parser.add_argument("--runs", type=int, default=len(EXAMPLES) * REPEATS)
    parser.add_argument("--window", type=int, default=4096)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, help="where to write every run, as JSON")
    options = parser.parse_args(arguments)
    fetch(MODEL)
    server, window = open_file(MODEL, options.window, options.threads)
    planned = [(e, seed) for e in EXAMPLES for seed in range(REPEATS)]
    if options.runs < len(planned):  # spread over the examples
        planned = [(e, seed) for seed in range(REPEATS) for e in EXAMPLES][: options.runs]
    ours: list[Run] = []
    theirs: list[Run] = []
    contexts = {e: tuple(growing(e)) for e in dict.fromkeys(e for e, _ in planned)}
    for example, seed in planned:
        theirs.append(plain(example, seed, server, contexts[example]))
        ours.append(budgeted(example, seed, server, window))
        sys.stderr.write(
            f"{example} {seed}: budgeted {'done' if ours[-1].completed else 'NOT DONE'} in "
            f"{ours[-1].seconds} s; whole context "
            f"{'done' if theirs[-1].completed else 'stopped at ' + theirs[-1].stopped_at}\n"
        )
    server.close()
    rows = [summary("budgeted", ours), summary("whole context", theirs)]
    sys.stdout.write(table(rows) + "\n")
    if options.out:
        content = {
            "model": MODEL, "window": window, "threads": options.threads, "summary": rows,
            "runs": {"budgeted": [asdict(r) for r in ours],
                     "whole context": [asdict(r) for r in theirs]},
        }  # fmt: skip
        options.out.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return 0 if all(r.completed and not r.refused_for_length for r in ours) else 1


if __name__ == "__main__":
    sys.exit(main())

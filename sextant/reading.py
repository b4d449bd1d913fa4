"""From files to the state that the agents start from: profile, evidence, statements, mentions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from frameworks.loader import HERE, Knowledge, load
from sextant import collector
from sextant.errors import InputError, Problem
from sextant.evidence import files
from sextant.evidence.passages import profile_passages
from sextant.evidence.statements import ReadResult, StatementReader
from sextant.intake import Intake, read_profile
from sextant.records import AssessmentState, EvidenceFile, Finding, Statement


@dataclass(frozen=True)
class Reading:
    """What was read, ready for the agents."""

    state: AssessmentState
    profile_name: str


@lru_cache(maxsize=2)
def reader(root: Path = HERE) -> StatementReader:
    """The statement reader of a knowledge folder, built once per process."""
    with collector.lasting():
        return StatementReader(load(root))


def read(profile: Path, evidence: Sequence[Path], knowledge: Knowledge) -> Reading:
    """Read a profile with its own evidence and that which is named beside it.

    Raises InputError with every problem of the profile, or with each missing evidence path.
    """
    intake = read_profile(profile, knowledge)
    found = [*own_evidence(profile, intake), *files.find(evidence)]
    return read_intake(intake, profile.name, dict(found), knowledge)


def read_intake(
    intake: Intake, name: str, evidence_paths: Mapping[str, Path], knowledge: Knowledge
) -> Reading:
    """Read a profile that was taken in already, with evidence files by the names to be shown."""
    texts = [
        files.read(n, path, knowledge.documents, evidence_paths)
        for n, path in evidence_paths.items()
    ]
    evidence = tuple(t.record for t in texts)
    shown = [s for t in texts for s in _shown(t)]
    passages = [*profile_passages(intake.profile, name, intake.lines)]
    passages += [p for t in texts for p in t.passages]
    result = reader().read(passages)
    declared, lost = _declared(intake, name, result, reader())
    exported = [s for t in texts for s in t.material.statements]
    mentions = [m for t in texts for m in t.material.mentions]
    told = [f for t in texts for f in t.material.findings]
    skipped = tuple(_skipped(e) for e in evidence if e.skipped)
    state = AssessmentState(
        profile=intake.profile,
        evidence=evidence,
        statements=(*result.statements, *declared, *shown, *_numbered(exported)),
        mentions=(*result.mentions, *mentions),
        findings=(*result.findings, *lost, *told, *skipped),
    )
    return Reading(state, name)


def add_evidence(
    state: AssessmentState, evidence: Sequence[Path], knowledge: Knowledge
) -> AssessmentState:
    """What was read, with further files or folders; a file of a known name takes its place.

    Raises InputError for a path that is not there.
    """
    found = dict(files.find(evidence))
    texts = [files.read(n, path, knowledge.documents, found) for n, path in found.items()]
    result = reader().read([p for t in texts for p in t.passages])
    exported = [s for t in texts for s in t.material.statements]
    told = [f for t in texts for f in t.material.findings]
    skipped = [_skipped(t.record) for t in texts if t.record.skipped]
    return state.model_copy(update={
        "evidence": (*(e for e in state.evidence if e.source not in found),
                     *(t.record for t in texts)),
        "statements": (*(s for s in state.statements if s.source not in found),
                       *result.statements, *(s for t in texts for s in _shown(t)),
                       *_numbered(exported)),
        "mentions": (*(m for m in state.mentions if m.source not in found), *result.mentions,
                     *(m for t in texts for m in t.material.mentions)),
        "findings": (*(f for f in state.findings if f.source not in found), *result.findings,
                     *told, *skipped),
    })  # fmt: skip


def own_evidence(profile: Path, intake: Intake) -> Iterator[tuple[str, Path]]:
    """(shown name, path) of the evidence that a profile names. Raises InputError at its end."""
    problems: list[Problem] = []
    for reference in intake.evidence:
        try:
            yield from files.find([Path(reference.path)], folder=profile.parent)
        except InputError as exc:
            problems += [
                Problem(
                    profile.name,
                    f"{p.message}: {reference.path!r}",
                    reference.line,
                    reference.column,
                    "evidence",
                )
                for p in exc.problems
            ]
    if problems:
        raise InputError(problems)


def _shown(text: files.EvidenceText) -> Iterator[Statement]:
    """A policy that was handed in shows that there is one, whatever it says."""
    if not text.passages:
        return
    first = next((p for p in text.passages if not p.name_only), text.passages[0])
    for subcategory in text.proves:
        yield Statement(
            id=f"F-{text.record.source}", subcategories=(subcategory,), aspect="",
            polarity="implemented", quote=" ".join(first.text.split())[:200],
            source=text.record.source, locator=first.locator, reliability=text.record.reliability,
        )  # fmt: skip


def _numbered(exported: Sequence[Statement]) -> Iterator[Statement]:
    """Statements that came finished out of a scanner's or a platform's export."""
    for number, statement in enumerate(exported, start=1):
        yield statement.model_copy(update={"id": f"X{number}"})


def _skipped(record: EvidenceFile) -> Finding:
    return Finding(
        kind="skipped", title=f"Evidence not read: {record.source}",
        detail=f"The file {record.skipped}.", source=record.source,
    )  # fmt: skip


def _declared(
    intake: Intake, name: str, result: ReadResult, statement_reader: StatementReader
) -> tuple[list[Statement], list[Finding]]:
    """Statements from the practices' own `status`, and practices that could not be placed."""
    statements: list[Statement] = []
    lost: list[Finding] = []
    for i, practice in enumerate(intake.profile.practices):
        prefix = f"practices[{i}]"
        read_here = [s for s in result.statements if s.locator.startswith(f"{prefix}.")]
        wanted = _subcategories(practice.subcategories, practice.topic, read_here, statement_reader)
        if not wanted and not read_here:
            lost.append(_not_understood(practice.topic, practice.statement, name, prefix))
        elif practice.status and practice.status != "unknown":
            line = intake.lines.get(f"{prefix}.status") or intake.lines.get(f"{prefix}.topic", 0)
            for subcategory, aspect in wanted:
                statements.append(
                    Statement(
                        id=f"D{len(statements) + 1}", subcategories=(subcategory,), aspect=aspect,
                        polarity=practice.status, quote=practice.statement or practice.topic,
                        source=name, locator=f"{prefix}.status (line {line})" if line else prefix,
                        reliability="attestation", declared=True,
                    )
                )  # fmt: skip
    return statements, lost


def _subcategories(
    named: tuple[str, ...],
    topic: str,
    read_here: Sequence[Statement],
    statement_reader: StatementReader,
) -> list[tuple[str, str]]:
    """What a practice's status speaks of: as named, else by its topic, else by its statement."""
    if named:
        return [(s, "") for s in named]
    by_topic = statement_reader.topics(topic)
    if by_topic:
        return list(by_topic)
    return list(dict.fromkeys((s, t.aspect) for t in read_here for s in t.subcategories))


def _not_understood(topic: str, statement: str, name: str, prefix: str) -> Finding:
    return Finding(
        kind="not_understood",
        title=f"Practice not understood: {topic}",
        detail="No CSF Subcategory was recognised in it, so it bears on no rating. Naming "
        "`subcategories` for it would place it.",
        source=name,
        locator=prefix,
        quote=statement or topic,
    )

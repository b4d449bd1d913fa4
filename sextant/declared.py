"""What a profile's practices declare: Statements of their status, and what was not understood."""

from __future__ import annotations

from collections.abc import Sequence

from sextant.evidence.statements import ReadResult, StatementReader
from sextant.intake import Intake
from sextant.records import Finding, Statement


def declared(
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
            systems = tuple(dict.fromkeys(k for s in read_here for k in s.systems))
            line = intake.lines.get(f"{prefix}.status") or intake.lines.get(f"{prefix}.topic", 0)
            for subcategory, aspect in wanted:
                statements.append(
                    Statement(
                        id=f"D{len(statements) + 1}", subcategories=(subcategory,), aspect=aspect,
                        polarity=practice.status, quote=practice.statement or practice.topic,
                        source=name, locator=f"{prefix}.status (line {line})" if line else prefix,
                        reliability="attestation", declared=True, systems=systems,
                        about=practice.topic,
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

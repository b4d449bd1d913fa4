"""The one door to an assessment, for command line, web app, batch and tests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from frameworks.loader import Knowledge, load
from sextant import __version__, settings
from sextant.assessment import Assessment
from sextant.publication import publish
from sextant.reading import Reading, read
from sextant.records import AssessmentState

Progress = Callable[[str], None]


def run_assessment(
    profile: Path,
    evidence: Sequence[Path] = (),
    *,
    progress: Progress = lambda step: None,
    checkpoint: Path | None = None,
) -> Assessment:
    """Assess one organisation: read, six agents, publish.

    `evidence`: files or folders beside those that the profile names. `progress` is called with the
    name of each step as it begins. With `checkpoint`, a killed run goes on where it was.
    Raises InputError for anything wrong with profile or evidence, KnowledgeError for the product's
    own knowledge.
    """
    knowledge = load()
    progress("reading")
    reading = read(profile, evidence, knowledge)
    state = run_agents(reading, knowledge, progress, checkpoint)
    progress("publishing")
    return publish(state, knowledge, reading.profile_name, _now())


def run_agents(
    reading: Reading,
    knowledge: Knowledge,
    progress: Progress = lambda step: None,
    checkpoint: Path | None = None,
) -> AssessmentState:
    """The six agents over what was read."""
    from agents.base import RunContext
    from agents.graph import assess

    context = RunContext(knowledge, progress)
    return assess(reading.state, context, checkpoint, _identity(reading, knowledge))


def _identity(reading: Reading, knowledge: Knowledge) -> str:
    """Same inputs, knowledge and version: the same run, which may be resumed."""
    content = f"{__version__}\0{knowledge.version}\0{reading.state.model_dump_json()}"
    return hashlib.sha256(content.encode()).hexdigest()


def _now() -> datetime:
    """Now, or the moment that SOURCE_DATE_EPOCH fixes for reproducible output."""
    fixed = settings.source_date_epoch()
    return datetime.now(UTC) if fixed is None else datetime.fromtimestamp(fixed, UTC)

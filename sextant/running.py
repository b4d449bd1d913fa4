"""One run of the six agents over what was read, with or without a model."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from frameworks.loader import Knowledge
from sextant import __version__, settings
from sextant.errors import NOTHING_SENT, SextantError
from sextant.reading import Reading, reader
from sextant.records import AgentTrace, AssessmentState, ModelCall

if TYPE_CHECKING:
    from agents.bench import Bench
    from sextant.llm.extent import Extent
    from sextant.llm.options import ModelOptions
    from sextant.llm.protocol import JudgementModel

Progress = Callable[[str], None]
Found = Callable[[AgentTrace], None]
Asked = Callable[[str, ModelCall], None]
Model: TypeAlias = "ModelOptions | JudgementModel | None"


def unseen(trace: AgentTrace) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class RunOptions:
    """How a run is watched, resumed and helped.

    `progress` is called with the name of each step as it begins, `found` with each agent's trace
    as it ends, `asked` with an agent's name and each call to the model as it ends. With
    `checkpoint`, a killed run goes on where it was. `model`: how to reach one, or one that is open
    already; None for none. `extent`: how much it is asked, else by its record
    (sextant/llm/extents.yaml). `redact`: secrets and personal data are taken out of the document.
    """

    progress: Progress = lambda step: None
    found: Found = unseen
    asked: Asked = lambda agent, call: None
    checkpoint: Path | None = None
    model: Model = None
    extent: Extent | None = None
    redact: bool = True


ALONE = RunOptions()


def run_agents(reading: Reading, knowledge: Knowledge, how: RunOptions = ALONE) -> AssessmentState:
    """The six agents over what was read."""
    _refuse_foreign_agents()
    from agents.base import RunContext
    from agents.graph import assess

    thread = _identity(reading, knowledge, how.model, how.extent) if how.checkpoint else ""
    with _opened(how.model) as opened:
        bench = _bench(opened, how, reading, knowledge)
        context = RunContext(knowledge, how.progress, how.found, bench, _clock())
        return assess(reading.state, context, how.checkpoint, thread)


def _clock() -> Callable[[], float]:
    """Seconds, for the durations in the trace; it stands still for reproducible output."""
    return time.perf_counter if settings.source_date_epoch() is None else lambda: 0.0


def _opened(model: Model) -> AbstractContextManager[JudgementModel | None]:
    """The model for the run. One that was handed over open stays open."""
    if model is None:
        return nullcontext()
    from sextant.llm.opening import open_model
    from sextant.llm.options import ModelOptions

    if not isinstance(model, ModelOptions):
        return nullcontext(model)

    return open_model(model)


def _bench(
    model: JudgementModel | None, how: RunOptions, reading: Reading, knowledge: Knowledge
) -> Bench | None:
    """The model with all that it may be shown. Imported only where there is one."""
    if model is None:
        return None
    from agents.bench import Bench
    from agents.exhibits import Exhibits
    from agents.graph import fan_out
    from agents.judgings import JUDGINGS
    from agents.rulings import Case
    from agents.topics import Topics
    from sextant.llm.extent import extent_of

    exhibits = Exhibits(reading.trusted, reading.state.statements, reader(), knowledge)
    case = Case(knowledge, exhibits, Topics(knowledge))
    return Bench(model, case, JUDGINGS, how.extent or extent_of(model.name), how.asked, fan_out)


@cache
def _refuse_foreign_agents() -> None:
    """Other projects install a package called `agents` too; say so instead of failing oddly."""
    import agents

    ours = Path(__file__).resolve().parents[1] / "agents"
    found = Path(str(agents.__file__)).resolve().parent
    if found != ours:
        raise SextantError(
            f"another package named 'agents' is installed ({found}) and hides Sextant's own; "
            "install Sextant in a virtual environment of its own"
        )


def _identity(reading: Reading, knowledge: Knowledge, model: Model, extent: Extent | None) -> str:
    """Same inputs, knowledge, version and model: the same run, which may be resumed."""
    asked = f"{name_of(model)}\0{extent}"
    content = f"{__version__}\0{knowledge.version}\0{asked}\0{reading.state.model_dump_json()}"
    return hashlib.sha256(content.encode()).hexdigest()


def name_of(model: Model) -> str:
    """What to call the model in the document and in a run's identity; "none" without one."""
    name = str(getattr(model, "spec", None) or getattr(model, "name", "none"))
    return f"{name} ({NOTHING_SENT})" if getattr(model, "dry_run", False) else name


def now() -> datetime:
    """Now, or the moment that SOURCE_DATE_EPOCH fixes for reproducible output."""
    fixed = settings.source_date_epoch()
    return datetime.now(UTC) if fixed is None else datetime.fromtimestamp(fixed, UTC)

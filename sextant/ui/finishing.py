"""One background run from what it was given to its result in the database."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sextant import run_records as records
from sextant.database import Database
from sextant.run_records import Run, RunInput
from sextant.ui import examples

if TYPE_CHECKING:
    from sextant.llm.options import ModelOptions
    from sextant.service import Finished
    from sextant.ui.runs import Watch


def finish(database: Database, run: Run, given: RunInput, watch: Watch, worker: str) -> None:
    """Assess, keep in the history if that was wished, and keep the result.

    Raises StoppedError when the run was cancelled or taken; InputError for what was given.
    """
    from sextant.storage import save_assessment

    done = _assessed(run, given, watch)
    if run.options.get("keep") and not run.progress.get("saved"):
        watch.step("saving")
        watch.note(saved=save_assessment(database, done.assessment, done.state, done.profile))
    records.finish_run(database, run.id, worker, done.assessment, done.state)
    records.checkpoint(run.id).unlink(missing_ok=True)
    _answers(run.id).unlink(missing_ok=True)


def _assessed(run: Run, given: RunInput, watch: Watch) -> Finished:
    from sextant.running import RunOptions
    from sextant.service import assess_files, assess_submission

    how = RunOptions(
        progress=watch.step,
        found=watch.found,
        asked=watch.asked,
        checkpoint=records.checkpoint(run.id),
        model=_model(run),
    )
    example = run.options.get("example")
    if example in examples.names():
        return assess_files(examples.profile(str(example)), how=how)
    with TemporaryDirectory(prefix="sextant-") as folder:
        files = files_in(Path(folder), given.files)
        return assess_submission(given.profile, given.profile_name, files, how)


def _model(run: Run) -> ModelOptions | None:
    """The model that was chosen; its answers are kept until the run ends, so that a resumed run
    asks nothing twice."""
    spec = str(run.options.get("model", "none"))
    if spec == "none":
        return None
    from sextant.llm.options import ModelOptions

    window = run.options.get("window")
    return ModelOptions(
        spec=spec, context_window=int(window) if window else None, cache=_answers(run.id)
    )


def _answers(identity: str) -> Path:
    return records.checkpoint(identity).with_suffix(".answers")


def files_in(folder: Path, files: Mapping[str, bytes]) -> dict[str, Path]:
    """Writes evidence under numbers; where each is, by the name to be shown."""
    paths = {}
    for number, (shown, content) in enumerate(files.items()):
        suffix = Path(shown).suffix.lower()
        paths[shown] = folder / f"{number:03}{suffix if suffix[1:].isalnum() else ''}"
        paths[shown].write_bytes(content)
    return paths

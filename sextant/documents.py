"""An assessment.json read back, from a file or from the history."""

from __future__ import annotations

from pathlib import Path

from sextant.assessment import Assessment
from sextant.errors import InputError, Problem

MOST_DOCUMENT_BYTES = 64 * 1024 * 1024


def find_document(reference: str) -> Assessment:
    """An assessment by the path of its assessment.json, or by its id in the history.

    Raises InputError for a file that is no assessment, StorageError for an unknown id.
    """
    path = Path(reference)
    if path.suffix == ".json" or path.is_file():
        return read_document(path)
    from sextant.database import open_database
    from sextant.storage import load as load_saved

    return load_saved(open_database(), reference).assessment


def read_document(path: Path) -> Assessment:
    """An assessment.json. Raises InputError when it cannot be read or is none."""
    try:
        if path.stat().st_size > MOST_DOCUMENT_BYTES:
            raise InputError([Problem(str(path), "is too large for an assessment.json")])
        return Assessment.model_validate_json(path.read_bytes())
    except OSError as exc:
        raise InputError([Problem(str(path), f"cannot be read: {exc.strerror or exc}")]) from exc
    except ValueError as exc:
        raise InputError([_not_an_assessment(path, exc)]) from exc


def _not_an_assessment(path: Path, exc: ValueError) -> Problem:
    """The first thing that is wrong, with its field; never the content."""
    from pydantic import ValidationError

    first = exc.errors(include_input=False)[0] if isinstance(exc, ValidationError) else None
    field = ".".join(str(part) for part in first["loc"]) if first else ""
    said = first["msg"] if first else "not UTF-8"
    return Problem(str(path), f"is not an assessment.json: {said}", field=field)

"""The trail of reviews: only ever added to, each entry sealed with the digest of the one before."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from sextant.records import Review


def extended(trail: Sequence[Review], entry: Review) -> tuple[Review, ...]:
    """The trail with one more entry, numbered and sealed."""
    previous = trail[-1].digest if trail else ""
    numbered = entry.model_copy(
        update={"number": len(trail) + 1, "previous": previous, "digest": ""}
    )
    return (*trail, numbered.model_copy(update={"digest": _digest(numbered)}))


def is_whole(trail: Sequence[Review]) -> bool:
    """Whether no entry of the trail was changed, taken out or put in between."""
    previous = ""
    for number, entry in enumerate(trail, start=1):
        bare = entry.model_copy(update={"digest": ""})
        if (entry.number, entry.previous, entry.digest) != (number, previous, _digest(bare)):
            return False
        previous = entry.digest
    return True


def _digest(entry: Review) -> str:
    return hashlib.sha256(entry.model_dump_json().encode()).hexdigest()


def holding(trail: Iterable[Review]) -> dict[tuple[str, str], Review]:
    """The last entry about each subject."""
    return {(r.kind, r.subject): r for r in trail}

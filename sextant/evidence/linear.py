"""Trained linear weights over named features, as a weights file holds them."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np

    Samples: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]
else:
    Samples = Any


class Vocabulary:
    """The features that are known, each with its row. `names`: their names as bytes of text, a
    line each. Read-only."""

    def __init__(self, names: Any) -> None:
        known = names.tobytes().decode().split("\n")
        self._rows = dict(zip(known, range(len(known)), strict=True))

    def __contains__(self, feature: str) -> bool:
        return feature in self._rows

    def rows(self, features: Set[str]) -> Any:
        """The rows of those that are known, in ascending order."""
        import numpy as np

        rows = self._rows
        return np.array(sorted([rows[f] for f in features if f in rows]), dtype=np.intp)


class LinearTable:
    """Linear weights: a row for each feature, a column for each class; features weigh by rarity,
    and all those of a text together have length one. `stored`: an opened weights file; `name`
    stands before the keys of this table, which may know only the first rows of a vocabulary.
    Read-only."""

    def __init__(self, stored: Mapping[str, Any], name: str) -> None:
        import numpy as np

        self._idf: Any = stored[f"{name}_idf"]
        # Of one byte each, in steps; a text needs some rows, which have to stand together.
        self._weights: Any = np.ascontiguousarray(stored[f"{name}_weights"])
        self._steps: Any = stored[f"{name}_steps"]
        self.bias: Any = stored[f"{name}_bias"]

    def scores(self, rows: Any) -> Samples | None:
        """The score of each class, from the rows of a text in ascending order; None when it knows
        none of them."""
        known = rows[: rows.searchsorted(len(self._idf))]
        if not known.size:
            return None
        x = self._idf.take(known)
        weights = self._weights.take(known, axis=0)
        found: Samples = x @ weights * (self._steps / (x @ x) ** 0.5) + self.bias
        return found

"""Trained linear weights over named features, as a weights file holds them."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np

    Samples: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]
else:
    Samples = Any


class LinearTable:
    """Linear weights: a row for each feature, a column for each class; features weigh by rarity,
    and all those of a text together have length one. `stored`: an opened weights file; `name`
    stands before the keys of this table. Read-only."""

    def __init__(self, stored: Mapping[str, Any], name: str) -> None:
        import numpy as np

        names = stored[f"{name}_features"].tobytes().decode().split("\n")
        self.rows = dict(zip(names, range(len(names)), strict=True))
        self._idf: Any = stored[f"{name}_idf"]
        # Of one byte each, in steps; a text needs some rows, which have to stand together.
        self._weights: Any = np.ascontiguousarray(stored[f"{name}_weights"])
        self._steps: Any = stored[f"{name}_steps"]
        self.bias: Any = stored[f"{name}_bias"]

    def scores(self, features: Set[str]) -> Samples | None:
        """The score of each class; None when no feature is known."""
        import numpy as np

        rows = np.array(sorted(map(self.rows.__getitem__, self.rows.keys() & features)))
        if not rows.size:
            return None
        x = self._idf.take(rows)
        weights = self._weights.take(rows, axis=0)
        found: Samples = (x / np.sqrt(x @ x)) @ weights * self._steps + self.bias
        return found

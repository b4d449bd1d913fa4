"""What parsers found in the last files, by what is in them: the same files come again when a
profile is corrected, a question answered, or many clients share one policy."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from sextant.evidence.material import MEGABYTE, Block, Limits, Material

_MOST = 16 * MEGABYTE  # characters of text, and bytes of enclosed files, of all together
Key = tuple[str, str, Limits]  # the reader's module, SHA-256 of the file, limits


class Remembered:
    """The materials asked for last, as many as fit. For use by several threads."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Key, tuple[Material, int]] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def __contains__(self, key: Key) -> bool:
        return key in self._kept

    def get(self, key: Key) -> Material | None:
        """What was found in this very file; None when it is not remembered."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def keep(self, key: Key, material: Material) -> None:
        """Remember it, and forget what was not asked for longest."""
        size = _size(material)
        with self._lock:
            if size > self._most or key in self._kept:
                return
            self._kept[key] = material, size
            self._size += size
            while self._size > self._most:
                _, (_, freed) = self._kept.popitem(last=False)
                self._size -= freed


def _size(material: Material) -> int:
    blocks = (*material.blocks, *material.hidden)
    return sum(map(_length, blocks)) + sum(len(e.content) for e in material.enclosed)


def _length(block: Block) -> int:
    return len(block.text) + len(block.context) + sum(len(c.text) for c in block.cells)

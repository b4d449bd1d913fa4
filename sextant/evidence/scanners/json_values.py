"""JSON exports as a stream of values: limited, read with ijson without holding the whole file."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from sextant.evidence.material import Given, Unreadable

MAX_DEPTH = 60
MAX_EVENTS = 40_000_000
MAX_IN_RECORD = 100_000  # values below one record
_CHECKED_EVERY = 20_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Value:
    """One wanted value: which, where ("Results[0].Vulnerabilities[3]"), and what."""

    kind: str
    place: str
    value: Any


def values(given: Given, wanted: Iterable[str]) -> Iterator[Value]:
    """Each wanted value in the file's order. `wanted` are ijson prefixes: "Results.item.Target".

    Raises Unreadable for what is nested too deep, too much, or no JSON.
    """
    import ijson

    with given.path.open("rb") as file:
        try:
            events = ijson.parse(_utf8(file), use_float=True)
            yield from _Collector(frozenset(wanted)).collect(events, given)
        except (ijson.JSONError, UnicodeError, ValueError, OverflowError) as exc:
            raise Unreadable("is no complete JSON") from exc


class _Collector:
    """Builds the wanted values out of parsing events, and knows where each stands."""

    def __init__(self, wanted: frozenset[str]) -> None:
        self._wanted = wanted
        self._arrays = {
            ".".join(parts[:i])
            for parts in (w.split(".") for w in wanted)
            for i, part in enumerate(parts)
            if part == "item"
        }
        self._at: dict[str, int] = {}
        self._building: _Building | None = None

    def collect(self, events: Iterable[tuple[str, str, Any]], given: Given) -> Iterator[Value]:
        depth = 0
        for count, (prefix, event, value) in enumerate(events):
            if count % _CHECKED_EVERY == 0:
                given.check_time()
            depth += (event in _STARTS) - (event in _ENDS)
            if depth > MAX_DEPTH or count > MAX_EVENTS:
                raise Unreadable("is nested too deep or has too many values to be an export")
            if self._building is not None:
                if done := self._building.take(prefix, event, value):
                    self._building = None
                    yield done
            elif event not in _ENDS and event != "map_key":
                yield from self._begin(prefix, event, value)

    def _begin(self, prefix: str, event: str, value: Any) -> Iterator[Value]:
        """A value outside of what is being built."""
        self._count(prefix)
        if prefix in self._wanted:
            place = self._place(prefix)
            if event in _STARTS:
                self._building = _Building(prefix, place)
                self._building.take(prefix, event, value)
            else:
                yield Value(prefix, place, value)

    def _count(self, prefix: str) -> None:
        """Keep count of the items of the arrays that lead to what is wanted."""
        if prefix in self._arrays:
            self._at[prefix] = -1
        array = prefix[:-5] if prefix.endswith(".item") else "" if prefix == "item" else None
        if array is not None and array in self._arrays:
            self._at[array] = self._at.get(array, -1) + 1

    def _place(self, prefix: str) -> str:
        """The prefix with an index for each `item`."""
        shown, so_far = "", ""
        for part in prefix.split("."):
            if part == "item":
                shown += f"[{self._at.get(so_far, 0)}]"
            else:
                shown += f".{part}" if shown else part
            so_far = f"{so_far}.{part}" if so_far else part
        return shown


class _Building:
    """One wanted object or list while its events come in."""

    def __init__(self, kind: str, place: str) -> None:
        from ijson import ObjectBuilder

        self._kind, self._place, self._size = kind, place, 0
        self._builder: Any = ObjectBuilder()

    def take(self, prefix: str, event: str, value: Any) -> Value | None:
        """The value, once it is complete."""
        self._size += 1
        if self._size > MAX_IN_RECORD:
            where = f"{MAX_IN_RECORD:,} values ({self._place})"
            raise Unreadable(f"has one entry of more than {where}")
        self._builder.event(event, value)
        if prefix == self._kind and event in _ENDS:
            return Value(self._kind, self._place, self._builder.value)
        return None


_STARTS = frozenset(["start_map", "start_array"])
_ENDS = frozenset(["end_map", "end_array"])


def _utf8(file: BinaryIO) -> Any:
    """The stream without a byte order mark, recoded where it is UTF-16 (PowerShell writes that)."""
    mark = file.read(3)
    for start, encoding in _MARKS:
        if mark.startswith(start):
            file.seek(len(start) if encoding == "utf-8" else 0)
            return file if encoding == "utf-8" else _Recoded(file, encoding)
    file.seek(0)
    return file


class _Recoded:
    """A text stream read as UTF-8 bytes."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._text = codecs.getreader(encoding)(file)

    def read(self, size: int = -1) -> bytes:
        return self._text.read(size, size).encode() if size != 0 else b""


def text(value: object) -> str:
    """A string of the file, or "" for anything else."""
    return value if isinstance(value, str) else ""


def mapping(value: object) -> dict[str, Any]:
    """An object of the file, or an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def listed(value: object) -> list[Any]:
    """A list of the file, or an empty one for anything else."""
    return value if isinstance(value, list) else []

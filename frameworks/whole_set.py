"""Ring three of `sextant knowledge check`: the knowledge as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from frameworks.loader import Knowledge

_WHOLE: tuple[tuple[str, Callable[[Knowledge], Iterable[str]]], ...] = (
    ("has no controls/ file", lambda k: (s for s in k.subcategories if s not in k.controls)),
    ("is served by no recommendation", lambda k: _unserved(k)),
)


def _unserved(k: Knowledge) -> Iterable[str]:
    served = {s for r in k.recommendations.values() for s in (*r.subcategories, *r.supports)}
    return (s for s in k.subcategories if s not in served)


def faults_of_the_whole(k: Knowledge) -> Iterator[str]:
    """What no single file shows: gaps, circles, titles given twice."""
    if len(k.subcategories) != 106:
        yield f"catalogs/csf-2.0.yaml: has {len(k.subcategories)} Subcategories, CSF 2.0 has 106"
    for what, find in _WHOLE:
        yield from (f"{subcategory}: {what}" for subcategory in find(k))
    yield from _cycles(k)
    titles: dict[str, str] = {}
    for threat in k.threats.values():
        if other := titles.get(threat.title.lower()):
            yield f"threats/{threat.id}.yaml: has the same title as {other}"
        titles[threat.title.lower()] = threat.id
    if "other" not in k.sectors:
        yield "sectors: 'other' is missing"


def _cycles(k: Knowledge) -> Iterator[str]:
    """A recommendation must not, through its prerequisites, wait for itself."""
    for start in k.recommendations:
        seen: set[str] = set()
        todo = list(k.recommendations[start].prerequisites)
        while todo:
            current = todo.pop()
            if current == start:
                yield f"recommendations/{start}.yaml: waits for itself through its prerequisites"
                break
            if current not in seen and current in k.recommendations:
                seen.add(current)
                todo += k.recommendations[current].prerequisites

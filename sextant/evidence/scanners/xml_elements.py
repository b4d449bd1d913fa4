"""XML exports as a stream of elements: limited, and without entities or outside references."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from sextant.evidence.material import Given, Unreadable

MAX_DEPTH = 60
MAX_ELEMENTS = 10_000_000
MAX_IN_RECORD = 5_000  # elements below one record; more are passed over
MAX_TEXT = 20_000  # characters kept of one element
_CHUNK = 64 * 1024


@dataclass(slots=True)
class Element:
    """One element with what is below it. Names are without their namespace."""

    tag: str
    attributes: dict[str, str]
    line: int = 0
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def find(self, *path: str) -> Element | None:
        """The first element down the path."""
        found: Element | None = self
        for tag in path:
            found = next((c for c in found.children if c.tag == tag), None) if found else None
        return found

    def words(self, *path: str) -> str:
        """The text of the first element down the path, without the space around it; or ""."""
        found = self.find(*path)
        return found.text.strip() if found else ""

    def every(self, tag: str) -> Iterator[Element]:
        """All elements of that name, at any depth."""
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.every(tag)


def elements(
    given: Given,
    records: frozenset[str],
    opened: frozenset[str] = frozenset(),
    skipped: frozenset[str] = frozenset(),
) -> Iterator[Element]:
    """Each record once it is complete, and each `opened` element as it begins, with its attributes
    only. Nothing inside `skipped` is kept.

    Raises Unreadable for entities, too deep nesting, too many elements, and what is no XML.
    """
    builder = _Builder(records, opened, skipped)
    try:
        with given.path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                builder.parser.Parse(chunk, False)
                yield from builder.taken()
                given.check_time()
            builder.parser.Parse(b"", True)
    except expat.ExpatError as exc:
        reason = expat.errors.messages[exc.code]
        raise Unreadable(f"is no complete XML: {reason} (line {exc.lineno})") from exc
    yield from builder.taken()


class _Builder:
    """Collects elements while expat reads."""

    def __init__(
        self, records: frozenset[str], opened: frozenset[str], skipped: frozenset[str]
    ) -> None:
        self._records, self._opened, self._skipped = records, opened, skipped
        self._open: list[Element] = []
        self._done: list[Element] = []
        self._depth = self._count = self._within = self._skipping = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = _refuse
        self.parser.ExternalEntityRefHandler = _refuse
        self.parser.StartDoctypeDeclHandler = _refuse_declarations

    def taken(self) -> list[Element]:
        """What is complete, handed over once."""
        done, self._done = self._done, []
        return done

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise Unreadable("is nested too deep or has too many elements to be an export")
        tag = name.rpartition(":")[2]
        if self._skipping or tag in self._skipped:
            self._skipping += 1
        elif self._open:
            self._within += 1
            element = Element(tag, attributes)
            if self._within <= MAX_IN_RECORD:
                self._open[-1].children.append(element)
            self._open.append(element)
        elif tag in self._records:
            self._within = 0
            self._open.append(Element(tag, attributes, self.parser.CurrentLineNumber))
        elif tag in self._opened:
            self._done.append(Element(tag, attributes, self.parser.CurrentLineNumber))

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._skipping:
            self._skipping -= 1
        elif self._open:
            element = self._open.pop()
            if not self._open:
                self._done.append(element)

    def _text(self, data: str) -> None:
        if self._open and not self._skipping:
            element = self._open[-1]
            if len(element.text) < MAX_TEXT:
                element.text += data[:MAX_TEXT]


def _refuse(*args: object) -> int:
    raise Unreadable("declares or uses XML entities, which no scanner's export needs")


def _refuse_declarations(name: str, system: str | None, public: str | None, internal: bool) -> None:
    if internal:
        _refuse()

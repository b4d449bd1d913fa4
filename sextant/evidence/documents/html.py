"""HTML pages as a person sees them: headings, paragraphs, lists, tables. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lxml import etree

from sextant.evidence.documents.encoding import decoded
from sextant.evidence.documents.timestamps import metadata_day
from sextant.evidence.material import Block, Given, Material, Unreadable, row

_UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "svg", "iframe", "object"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption", "legend", "summary"})
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr", "input", "button", "center",
})  # fmt: skip
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|"
    r"opacity\s*:\s*0(?![.\d]*[1-9])", re.I,
)  # fmt: skip
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.I)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_DATES = ("last-modified", "dcterms.modified", "dc.date", "date", "article:modified_time")


def read(given: Given) -> Material:
    """The visible text. Raises Unreadable for binary data."""
    return from_text(_text(given.raw()), given)


def _text(raw: bytes) -> str:
    named = _CHARSET.search(raw[:4096])
    if named:
        try:
            return raw.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # a page that names the wrong encoding is read like any text
    return decoded(raw)


def from_text(text: str, given: Given) -> Material:
    """The visible text of a page that was decoded already."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(_XML_DECLARATION.sub("", text), parser)
    if root is None:
        raise Unreadable("is empty")
    walk = _Walk(given)
    blocks = tuple(walk.blocks(root))
    dated = _dated(root)
    return Material(
        blocks=blocks, hidden=tuple(walk.hidden), dated=dated, notes=tuple(walk.notes),
        dated_from="HTML metadata" if dated else "",
    )  # fmt: skip


def _dated(root: Any) -> date | None:
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        if name in _DATES and (day := metadata_day(meta.get("content") or "")):
            return day
    return None


@dataclass
class _Walk:
    """One pass over the elements, without recursion. `words` is the block being put together."""

    given: Given
    words: list[str] = field(default_factory=list)
    line: int = 0
    cells: list[str] | None = None
    tables: int = 0
    size: int = 0
    hidden: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def blocks(self, root: Any) -> Iterator[Block]:
        walker = etree.iterwalk(root, events=("start", "end"))
        for count, (event, element) in enumerate(walker):
            if count % 1024 == 0:
                self.given.check_time()
            if self.size > self.given.limits.text:
                self.notes.append("what follows was not read: it is too long")
                return
            if event == "end":
                yield from self._closed(element)
            elif _is_seen(element):
                yield from self._opened(element)
            else:
                self._pass_over(element)
                walker.skip_subtree()
        yield from self._flush("text")

    def _pass_over(self, element: Any) -> None:
        if element.tag not in _UNSEEN and (text := " ".join("".join(element.itertext()).split())):
            self.hidden.append(Block("text", text[:2000], f"line {element.sourceline}"))

    def _opened(self, element: Any) -> Iterator[Block]:
        tag = element.tag
        if tag in ("td", "th"):
            yield from self._flush("text")
        elif tag == "br":
            self.words.append("\n")
        elif tag not in _INLINE and self.cells is None:
            yield from self._flush("text", _is_item(element.getparent()))
        elif tag not in _INLINE and self.words:
            self.words.append("\n")
        if tag == "table":
            self.tables += 1
        if tag == "tr":
            self.cells, self.words = [], []
        self._say(element.text, element)

    def _closed(self, element: Any) -> Iterator[Block]:
        tag = element.tag
        if _is_seen(element):
            if tag in ("td", "th") and self.cells is not None:
                self.cells.append(self._taken())
            elif tag == "tr" and self.cells is not None:
                self.size += sum(map(len, self.cells))
                yield row(self.cells, f"line {element.sourceline}", self.tables)
                self.cells = None
            elif tag not in _INLINE and tag != "br" and self.cells is None:
                heading = tag in _HEADINGS
                yield from self._flush("heading" if heading else "text", _is_item(element))
        if element.getparent() is not None:
            self._say(element.tail, element)

    def _say(self, text: str | None, element: Any) -> None:
        if text:
            if not self.words:
                self.line = element.sourceline or 0
            self.words.append(" ".join(text.split("\n")))

    def _taken(self) -> str:
        words = "\n".join(" ".join(w.split()) for w in "".join(self.words).split("\n"))
        self.words = []
        return words.strip()

    def _flush(self, kind: Any, item: bool = False) -> Iterator[Block]:
        if text := self._taken():
            self.size += len(text)
            yield Block(kind, text, f"line {self.line}", item=item and kind == "text")


def _is_item(element: Any) -> bool:
    """Whether it is an item of a list, or a paragraph of one."""
    if element is None or element.tag == "li":
        return element is not None
    parent = element.getparent()
    return element.tag == "p" and parent is not None and parent.tag == "li"


def _is_seen(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return False
    return element.get("hidden") is None and not _HIDDEN_STYLE.search(element.get("style") or "")

"""Word documents: headings, paragraphs and tables in order. Macros and links are never touched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.oxml.ns import qn

from sextant.evidence.documents import office_package
from sextant.evidence.material import Block, Given, Material, row
from sextant.evidence.text import is_bullet, strip_bullet

_P, _TBL, _TR, _TC = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_T, _R, _VANISH = qn("w:t"), qn("w:r"), qn("w:vanish")
_TEXTBOX, _BOLD, _STYLE, _VALUE = qn("w:txbxContent"), qn("w:b"), qn("w:pStyle"), qn("w:val")
_RUN_PROPERTIES = qn("w:rPr")
_BREAKS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_REMOVED = qn("w:del")
_NUMBERING = f"{qn('w:pPr')}/{qn('w:numPr')}"
_HEADING = re.compile(r"(heading|title)\b", re.I)
_LISTED = re.compile(r"\blist (?:bullet|number)", re.I)
_HEADING_LENGTH = 90
_ASIDE = ("footnotes", "endnotes", "comments")
_WORDS = re.compile(rb"<w:t[ >][^<]*[^<\s]")


def read(given: Given) -> Material:
    """Blocks by paragraph and table row. Raises Unreadable for a password or a hostile package."""
    dated = office_package.check(given)
    document = docx.Document(str(given.path))
    walk = _Walk(given, {s.style_id: s.name or "" for s in document.styles})
    blocks = list(walk.blocks(document.element.body))
    for section in document.sections:
        for part in (section.header, section.footer):
            if not part.is_linked_to_previous:
                blocks += [Block("text", b.text, "page header or footer")
                           for b in walk.blocks(part._element) if b.text]  # fmt: skip
    aside = [kind for kind in _ASIDE if _has_words(document, kind)]
    if aside:
        walk.notes.append(f"its {' and '.join(aside)} were not read")
    return Material(
        blocks=tuple(blocks), dated=dated, dated_from="Word metadata" if dated else "",
        hidden=tuple(walk.hidden), notes=tuple(walk.notes),
    )  # fmt: skip


def _has_words(document: Any, kind: str) -> bool:
    """Whether a part beside the text (comments, footnotes) holds any words."""
    named = (p for p in document.part.package.iter_parts() if p.partname == f"/word/{kind}.xml")
    return any(_WORDS.search(part.blob) for part in named)


@dataclass
class _Walk:
    """One pass over the document's elements, counting what a person can count."""

    given: Given
    styles: dict[str, str]
    hidden: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    size: int = 0

    def blocks(self, parent: Any) -> Iterator[Block]:
        """Paragraphs and tables below `parent`, content controls and insertions opened."""
        for child in parent.iterchildren():
            if self.size > self.given.limits.text:
                self.notes = ["what follows was not read: it is too long"]
                return
            if child.tag == _P:
                yield from self._paragraph(child)
            elif child.tag == _TBL:
                yield from self._table(child)
            elif child.tag not in (_REMOVED, _FALLBACK) and isinstance(child.tag, str):
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        self.given.check_time()
        self.paragraphs += 1
        place = f"paragraph {self.paragraphs}"
        text = self._text(paragraph, place).strip()
        self.size += len(text)
        if text:
            if self._is_heading(paragraph, text):
                yield Block("heading", text, place)
            else:
                yield Block("text", strip_bullet(text), place, item=self._is_item(paragraph, text))
        for box in paragraph.iter(_TEXTBOX):
            if not any(a.tag == _FALLBACK for a in box.iterancestors()):
                yield from self.blocks(box)

    def _table(self, table: Any) -> Iterator[Block]:
        self.tables += 1
        number = self.tables
        for count, line in enumerate(table.iter(_TR), start=1):
            self.given.check_time()
            place = f"table {number}, row {count}"
            cells = [self._text(cell, place).strip() for cell in line.iter(_TC)]
            self.size += sum(map(len, cells))
            yield row(cells, place, number)

    def _text(self, element: Any, place: str) -> str:
        """The visible words; hidden ones are kept apart."""
        pieces: list[str] = []
        for node in element.iter():
            if node.tag == _T and node.text:
                if _is_hidden(node):
                    self.hidden.append(Block("text", node.text, place))
                elif not _is_elsewhere(node, element):
                    pieces.append(node.text)
            elif node.tag in _BREAKS:
                pieces.append(_BREAKS[node.tag])
            elif node.tag == _P and node is not element and pieces:
                pieces.append("\n")
        return "".join(pieces)

    def _style(self, paragraph: Any) -> str:
        style = paragraph.find(f".//{_STYLE}")
        return self.styles.get(style.get(_VALUE), "") if style is not None else ""

    def _is_item(self, paragraph: Any, text: str) -> bool:
        """Whether it is one of a list, by its style, its numbering or the sign it begins with."""
        numbered = paragraph.find(_NUMBERING) is not None
        return numbered or bool(_LISTED.search(self._style(paragraph))) or is_bullet(text)

    def _is_heading(self, paragraph: Any, text: str) -> bool:
        if _HEADING.match(self._style(paragraph)):
            return True
        if len(text) > _HEADING_LENGTH or text.endswith((".", "?", ";", ",")):
            return False
        runs = [r for r in paragraph.iter(_R) if any(t.text for t in r.iter(_T))]
        return bool(runs) and all(_is_bold(r) for r in runs)


def _is_bold(run: Any) -> bool:
    bold = run.find(f"{_RUN_PROPERTIES}/{_BOLD}")
    return bold is not None and bold.get(_VALUE) not in ("0", "false")


def _is_hidden(text: Any) -> bool:
    vanish = text.getparent().find(f"{_RUN_PROPERTIES}/{_VANISH}")
    return vanish is not None and vanish.get(_VALUE) not in ("0", "false")


def _is_elsewhere(text: Any, element: Any) -> bool:
    """Whether it stands in a text box, which is read by itself, or is a copy for old programs."""
    for ancestor in text.iterancestors():
        if ancestor is element:
            return False
        if ancestor.tag in (_TEXTBOX, _FALLBACK):
            return True
    return False

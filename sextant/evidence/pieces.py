"""Lines of plain text to what belongs together: headings, paragraphs, notes and list items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from sextant.evidence.checklists import is_ticked, marked
from sextant.evidence.material import Block, BlockKind
from sextant.evidence.text import is_bullet, is_question, sentences, strip_bullet

_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^\s*(=+|-{3,})\s*$")
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]+\|[\s:|-]*$")
_LABEL_LINE = re.compile(r"^[^.!?]{2,60}:$")
_NOTE = re.compile(r"^[^\W_][^.!?:;,|]{1,40}: \S")  # "Last restore test: never"
_STAMPED = re.compile(
    r"^[\[(][\w/.,: -]{0,24}\d{1,2}:\d{2}|^\d[\d/.-]{5,9},? \d{1,2}:\d{2}|"
    r"^\d{1,2}\.? [A-Z][a-z]{2,8}\.?,? (?:\d{4},? )?\d{1,2}:\d{2}|^(?:[01]\d|2[0-3]):?[0-5]\d\s+\w"
)  # of a chat or a log
_ANSWERED = re.compile(
    r"^[*_\"“(\[]*[A-Z0-9][^?]{5,200}\?[*_\"”)\]]*\s+\S"
)  # "Is it encrypted? No"
_BOLD_LABEL = re.compile(r"^(\*\*|__)[^*_]{2,60}(?::\1|\1:)\s+\S")  # "**Backups:** daily"
_OPENING = re.compile(r"^[*_\"“(\[]*[A-Z0-9]")
_GOES_ON = re.compile(
    r"(?:[,;:(–—-]|\b(?:and|or|the|an?|of|to|for|in|on|with|by|at|is|are))$", re.I
)
# "Offline backup ........ yes"
CHOICE = re.compile(
    r"^([^\W\d][^\n]{2,100}?)\s*\(y(?:es)?\s?/\s?no?(?:\s?/[^()]{1,20})?\)\s*[:?]*\s*(.*)$", re.I
)
LEADERS = re.compile(
    r"^([^\W\d][^\n]{2,100}?)\s*(?:\.{4,}|(?: \.){4,}|…{2,}|_{4,})\s*([^\s._…][^\n]*)$"
)
# "C16. Hardware register? Y - ServiceNow": a numbered question with its answer in one line.
ASKED = re.compile(
    r"^(?:[A-Z]{1,3}[-.]?\d{1,3}|\d{1,3}(?:\.\d{1,3})+|[QF]?\d{1,3}(?=[.):]))[.):]?\s+([^?\n]{4,160}\?)"
    r"\s+(\S[^\n?]{0,160})$"
)
_WRAPPED = 60  # characters: lines that are cut at a width are longer
_SHORT = 0.6  # of the longest line of its paragraph: it was not cut there
# What cannot be the end of a sentence: "We recommend that the company", "It did not".
_UNENDED = re.compile(
    r"\b(?:we|they|it|you|not|to|that|must|shall|should|will|would|can|has|had|have|is|are|was|were|"
    r"the (?:company|firm|organi[sz]ation|business|practice|bank|group|board|respondent))$",
    re.I,
)
_LEAD_WORDS = 25
_ENDS = (".", "!", "?")
_TOGETHER = 40  # lines of a paragraph that are looked at together
_LONGEST = 20_000  # characters of them


@dataclass
class Piece:
    """Lines that belong together, and the number of the first. `item`: of a list. `around`: the
    paragraph that they are a part of."""

    kind: BlockKind
    line: int
    lines: list[str] = field(default_factory=list)
    item: bool = False
    around: str = ""

    @property
    def words(self) -> str:
        return "\n".join(self.lines)


@dataclass(frozen=True)
class _Paragraph:
    """Lines without an empty one between them: the length of the longest, and the words of those
    that are looked at together."""

    width: int = 0
    words: str = ""


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of a Markdown or plain text in order; never an empty one."""
    piece: Piece | None = None
    lines = text.splitlines()
    paragraphs = _paragraphs(lines)
    for number, line in enumerate(lines, start=1):
        paragraph = paragraphs[number - 1]
        before = lines[number - 2] if piece is not None else ""
        noted = piece is not None and _is_note(line, before, paragraph.width)
        alone = piece is not None and _stands_alone(line, before)
        around = paragraph.words if noted and not alone else ""
        if piece and (noted or alone or _starts_anew(line) or _is_label(line)):
            piece.around = around or piece.around
            yield piece
            piece = None
        if not line.strip("> \t") or _UNDERLINE.match(line) or _TABLE_RULE.match(line):
            continue
        if heading := _heading(line, lines[number] if number < len(lines) else ""):
            yield Piece("heading", number, [heading])
        elif piece is None:
            piece = _begun(line, number, around)
        else:
            quoted = piece.lines[0].lstrip().startswith(">")
            piece.lines.append(line.strip("> \t") if quoted else line.strip())
    if piece:
        yield piece


def _begun(line: str, number: int, around: str) -> Piece | None:
    words = strip_bullet(line)
    if not words.strip():
        return None
    return Piece("text", number, [words], item=is_bullet(line), around=around)


def with_leads(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks; the items of a list stand under the text that leads to them."""
    lead = ""
    for block in blocks:
        if block.item and lead and not block.context:
            yield replace(block, context=lead)
            continue
        lead = lead if block.item else _lead(block)
        yield block


def _lead(block: Block) -> str:
    """The last sentence of a text, if it leads to something."""
    if block.kind != "text" or block.asked:
        return ""
    last = (sentences(block.text) or ("",))[-1]
    leads = last.endswith(":") or _UNENDED.search(last) is not None
    return " ".join(last.rstrip(":").split()) if leads and len(last.split()) <= _LEAD_WORDS else ""


def _starts_anew(line: str) -> bool:
    in_table = line.lstrip().startswith("|")
    return not line.strip("> \t") or is_bullet(line) or in_table or bool(_HEADING.match(line))


def _is_label(line: str) -> bool:
    return _LABEL_LINE.match(line) is not None


def _is_note(line: str, before: str, width: int) -> bool:
    """Whether a line says something of its own: a ticked one; one of several with a label each; or
    the one before it was ended by its writer, not by the width of the paragraph."""
    bare, above = line.strip(), before.strip()
    if is_ticked(bare) or marked(bare)[0] or _STAMPED.match(bare) or _has_answer(bare):
        return True
    if above.rstrip('*_)"”’').endswith(_ENDS):  # sentences follow each other anyway
        return False
    if _NOTE.match(bare) and _NOTE.match(above):
        return True
    if not _OPENING.match(bare) or _GOES_ON.search(above):
        return False
    return width < _WRAPPED or len(above) < _SHORT * width


def _stands_alone(line: str, before: str) -> bool:
    """Whether it is a question with its answer below another, or opens with a label in bold: what
    stands around it is about something else."""
    bare, above = line.strip(), before.strip()
    return bool(_BOLD_LABEL.match(bare) or (_ANSWERED.match(bare) and _ANSWERED.match(above)))


def _has_answer(line: str) -> bool:
    return any(shape.match(line) is not None for shape in (LEADERS, CHOICE, ASKED))


def _paragraphs(lines: Sequence[str]) -> list[_Paragraph]:
    """The paragraph of each line. Lines share what is said of them: a text may be one paragraph."""
    found: list[_Paragraph] = []
    for filled, group in groupby(map(str.strip, lines), key=bool):
        bare = list(group)
        width = max(map(len, bare)) if filled else 0
        for start in range(0, len(bare), _TOGETHER):
            together = bare[start : start + _TOGETHER]
            words = "\n".join(together) if sum(map(len, together)) <= _LONGEST else ""
            found += [_Paragraph(width, words)] * len(together)
    return found


def _heading(line: str, following: str) -> str:
    """The words of a heading in any of the usual forms, or ""."""
    if match := _HEADING.match(line):
        return match.group(1).strip("*_ ")
    if _UNDERLINE.match(following) and not is_bullet(line) and len(line) < 80 and "|" not in line:
        return line.strip("*_ ")
    bare = line.strip().strip("*_")
    if _LABEL_LINE.match(bare) and not is_bullet(line):
        return bare
    spoken = ": " in bare and is_question(bare)  # "Q: MFA?" is asked
    if _in_capitals(bare) and 3 < len(bare) < 60 and not is_bullet(line) and "|" not in line:
        return "" if spoken else bare
    return ""


def _in_capitals(line: str) -> bool:
    """Whether a line shouts: most of its letters are capitals, and none are small. Scripts without
    capitals cannot."""
    letters = [c for c in line if c.isalpha()]
    return line.isupper() and 2 * sum(c.isupper() for c in letters) > len(letters)

"""Tables to answers: which column asks, which one answers, wherever they stand.

Any kind of file may hold a questionnaire. What is none keeps the plain reading: the first cell of a
row is what the others are about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from frameworks.schema import DocumentKinds
from sextant.evidence.checklists import is_ticked
from sextant.evidence.columns import (
    Columns,
    by_heading,
    cell,
    followed,
    is_question_column,
    longest,
    stating,
)
from sextant.evidence.material import Block, Cell

_FEW = 2  # so many answers in a column make it one
_MOSTLY = 0.6
_PROSE = 8  # words; fewer are a title
_TICKED = re.compile(r"[☒☑✓✔■]")
_BOX = "☒☑✓✔■☐□"
_LOOSE_BOXES = re.compile(rf"[{_BOX}][\s|]*[{_BOX}]")
_UNTICKED = re.compile(r"[☐□]\s*[^☐□☒☑✓✔■.;\n]*")


def with_answers(blocks: Iterable[Block], words: DocumentKinds) -> Iterator[Block]:
    """The blocks, every row of a table turned into an answer, a heading, or plain text."""
    for (kind, _), group in groupby(blocks, key=lambda b: (b.kind == "row", b.table)):
        if kind:
            yield from _table([r for r in group if any(c.text for c in r.cells)], words)
        else:
            yield from (_chosen(b) for b in group if not _has_loose_boxes(b.text))


def _chosen(block: Block) -> Block:
    """Of boxes to tick in a text, those that are: "☒ Yes ☐ No" says yes. A ticked item of a list
    stays as it is."""
    if is_ticked(block.text):
        return block
    text = _ticked(block.text)
    return block if text in ("", block.text) else replace(block, text=text)


def _table(rows: Sequence[Block], words: DocumentKinds) -> Iterator[Block]:
    columns = by_heading(rows, words)
    if columns is None and (told := [*_stated(rows, words)] or [*_tracked(rows, words)]):
        yield from told
        return
    columns = columns or _by_content(rows, words)
    for number, row in enumerate(rows):
        if _is_beyond_telling(row, columns):
            continue
        if columns is None:
            yield _plain(row)
        elif number < columns.header:
            yield from _above(row)
        elif number > columns.header:
            yield from _answer(row, columns, words)


def _is_beyond_telling(row: Block, columns: Columns | None) -> bool:
    """Whether boxes stand apart from their words, as some PDFs have them ("Yes | No ☒ ☐"): which
    word belongs to which box cannot be told, so nothing is said. Boxes below headings can."""
    if any(_has_loose_boxes(c.text) for c in row.cells):
        return True
    alone = sum(bool(c.text) and not c.text.strip(_BOX + " ") for c in row.cells)
    return alone > 1 and (columns is None or columns.header < 0)


def _has_loose_boxes(text: str) -> bool:
    """Whether two boxes, one of them or one behind them empty, have no words between them."""
    if "☐" not in text and "□" not in text:
        return False
    two = _LOOSE_BOXES.search(text)
    return two is not None and any(box in text[two.start() :] for box in "☐□")


def _ticked(text: str) -> str:
    """Without the boxes, and without the words behind an empty one; a tick alone is an answer, and
    of nothing but empty ones nothing is left."""
    if not _TICKED.search(text):
        return text if _UNTICKED.sub("", text, count=_FEW).strip() or "☐" not in text else ""
    return _TICKED.sub("", _UNTICKED.sub("", text)).strip() or text.strip()


def _plain(row: Block) -> Block:
    """The first cell is what the others are about; numbers and the like are passed over."""
    cells = [c for c in row.cells if c.text]
    if len(cells) > 1 and not any(c.isalpha() for c in cells[0].text):
        cells = cells[1:]
    first, others = cells[0], cells[1:]
    if not others:
        return replace(row, kind="text", text=first.text, cells=())
    text = others[0].text if len(others) == 1 else " | ".join(c.text for c in others)
    return replace(row, kind="answer", text=text, context=first.text, cells=())


def _above(row: Block) -> Iterator[Block]:
    """What stands above a questionnaire's heading: sentences are kept, titles are not."""
    filled = [c for c in row.cells if c.text]
    is_title = not filled or not filled[0].text.rstrip().endswith((".", "!", ";", ":"))
    if len(filled) == 1 and not is_title and len(filled[0].text.split()) >= _PROSE:
        yield replace(row, kind="text", text=filled[0].text, cells=())


def _answer(row: Block, columns: Columns, words: DocumentKinds) -> Iterator[Block]:
    """One row of a questionnaire. A row with nothing but its first words is a section's heading;
    an unanswered question says nothing."""
    question = cell(row, columns.question)
    ticks = set(words.ticks)
    given = [cell(row, n) for n in columns.answer if not _is_untested(row, n, columns, words)]
    given += [Cell(h.text, c.place) for n, h in columns.ticked
              if (c := cell(row, n)).text.casefold() in ticks]  # fmt: skip
    given += [cell(row, n) for n in columns.comment]
    said = [c for c in (replace(c, text=_ticked(c.text)) for c in given) if c.text]
    filled = [c for c in row.cells if c.text]
    if said and question.text:
        yield Block(
            "answer", "\n\n".join(c.text for c in said), said[0].place or row.place,
            context=question.text, asked=True,
        )  # fmt: skip
    elif len(filled) == 1 and not filled[0].text.endswith("?"):
        yield Block("heading", filled[0].text, filled[0].place or row.place)


def _is_untested(row: Block, number: int, columns: Columns, words: DocumentKinds) -> bool:
    """ "Not tested" in the column of an auditor's results: nothing was found out."""
    said = cell(row, number).text.casefold().strip(" .")
    return number in columns.tested and said.startswith(words.untested)


def _stated(rows: Sequence[Block], words: DocumentKinds) -> Iterator[Block]:
    """The cells of a table of findings, of controls in place ("Risk | Existing controls") or of
    tasks, each a text of its own; a finding that is closed says nothing."""
    found = stating(rows, words)
    if found is None:
        return
    columns = (*((n, "") for n in found.stated), *found.ahead)
    for row in rows[found.header + 1 :]:
        if any(c.text.casefold().strip().startswith(words.closed) for c in row.cells):
            continue
        for number, heading in columns:
            if (given := cell(row, number)).text:
                yield Block("text", given.text, given.place or row.place, heading)


def _tracked(rows: Sequence[Block], words: DocumentKinds) -> Iterator[Block]:
    """Recommendations or actions, each with how far it is. What was only to be looked into is no
    practice once that is done."""
    found = followed(rows, words)
    if found is None:
        return
    for row in rows[found.header + 1 :]:
        asked_for, progress = cell(row, found.asked_for), cell(row, found.progress)
        said = [progress, *(cell(row, n) for n in found.remarks)]
        opening = asked_for.text.casefold().split()[:1]
        if progress.text and opening and opening[0] not in words.columns.inquiries:
            yield Block(
                "answer", " | ".join(c.text for c in said if c.text), row.place,
                context=asked_for.text, asked=True,
            )  # fmt: skip


def _by_content(rows: Sequence[Block], words: DocumentKinds) -> Columns | None:
    """Columns without a heading: one of answers, and left of it or beside it one of questions."""
    width = max((len(r.cells) for r in rows), default=0)
    answers = [n for n in range(width) if _is_answer_column(rows, n, words)]
    if not answers:
        return None
    asking = [n for n in range(width) if n not in answers and is_question_column(rows, n)]
    if not asking:
        return None
    question = longest(rows, asking)
    comment = tuple(n for n in range(width) if n > max(answers) and n != question)
    return Columns(question, tuple(answers), comment)


def _is_answer_column(rows: Sequence[Block], column: int, words: DocumentKinds) -> bool:
    texts = [t for r in rows if (t := cell(r, column).text.casefold().strip(" ."))]
    found = Counter(_first_words(t) in words.answer_words or t in words.answer_words for t in texts)
    return found[True] >= _FEW and found[True] >= _MOSTLY * len(texts)


def _first_words(text: str) -> str:
    """ "Yes, for admins" begins with yes."""
    return re.split(r"[,;:.\n–-]", text, maxsplit=1)[0].strip()

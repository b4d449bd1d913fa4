"""What the headings of a table say is in its columns: questions, answers, what is found, what is
set out to be done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from frameworks.schema import DocumentKinds
from sextant.evidence.material import Block, Cell

HEADER_ROWS = 15  # the heading of a questionnaire stands in one of the first rows
_HEADER_LENGTH = 60
_HEADER_WORDS = 6
_MOSTLY = 0.6
_QUESTION_LENGTH = 12


@dataclass(frozen=True)
class Columns:
    """Column numbers. `ticked`: columns whose heading is the answer where they are ticked."""

    question: int
    answer: tuple[int, ...] = ()
    comment: tuple[int, ...] = ()
    ticked: tuple[tuple[int, Cell], ...] = ()
    header: int = -1  # the row above the first answer
    tested: frozenset[int] = frozenset()  # answer columns with the result of somebody's test


@dataclass(frozen=True)
class Stating:
    """A table of whole statements: the row that heads it, and the columns of what is so and, with
    their headings, of what shall be."""

    header: int
    stated: tuple[int, ...]
    ahead: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Followed:
    """A table that follows up what was recommended: the row that heads it, and the columns of what
    was to be done, of how far that is, and of remarks."""

    header: int
    asked_for: int
    progress: int
    remarks: tuple[int, ...]


def cell(row: Block, number: int) -> Cell:
    return row.cells[number] if 0 <= number < len(row.cells) else Cell("")


def by_heading(rows: Sequence[Block], words: DocumentKinds) -> Columns | None:
    """The columns as the first row names them that names a question and an answer."""
    for number, row in enumerate(rows[:HEADER_ROWS]):
        roles = [role(c.text, words) for c in row.cells]
        ticked = tuple((n, row.cells[n]) for n, r in enumerate(roles) if r == "tick")
        answer = tuple(n for n, r in enumerate(roles) if r == "answer")
        asking = _asking(rows[number:], roles, words)
        if asking and (answer or len(ticked) > 1):
            question = max(asking, key=lambda n: _length(rows[number + 1 :], n))
            comment = tuple(n for n, r in enumerate(roles)
                            if r == "comment" and not _is_scope(row, n - 1, words))  # fmt: skip
            tested = frozenset(n for n in answer if _bare(row.cells[n].text) in words.columns.test)
            ticked = ticked if not answer else ()
            return Columns(question, answer, comment, ticked, number, tested)
    return None


def _is_scope(row: Block, number: int, words: DocumentKinds) -> bool:
    """Whether a column says if a control applies; the one right of it says why, not how."""
    return _bare(cell(row, number).text) in words.columns.scope


def _asking(rows: Sequence[Block], roles: Sequence[str], words: DocumentKinds) -> list[int]:
    """The columns of questions: "Statement" beside "Answer" is one; numbers of controls beside the
    weaknesses of each are none."""
    asking = [n for n, r in enumerate(roles) if r == "question"]
    stated = [n for n, r in enumerate(roles) if r == "stated"]
    if not asking:
        return [n for n in stated if _bare(rows[0].cells[n].text) in words.columns.question]
    if stated and not any(is_question_column(rows[1:], n) for n in asking):
        return []
    return asking


def stating(rows: Sequence[Block], words: DocumentKinds) -> Stating | None:
    """The first row that heads a table of findings, of controls in place, or of tasks; None where
    there is none."""
    for number, row in enumerate(rows[:HEADER_ROWS]):
        heads = [_bare(c.text) for c in row.cells]
        if sum(map(bool, heads)) < 2:
            continue
        stated = tuple(n for n, h in enumerate(heads) if h in words.columns.stated)
        later = words.columns.ahead if stated else words.columns.ahead + words.columns.tasks
        ahead = tuple((n, row.cells[n].text) for n, h in enumerate(heads) if h in later)
        if stated or (ahead and not _is_answered(row, words)):
            return Stating(number, stated, ahead)
    return None


def followed(rows: Sequence[Block], words: DocumentKinds) -> Followed | None:
    """The first row that heads recommendations or actions with their progress; None without one."""
    for number, row in enumerate(rows[:HEADER_ROWS]):
        heads = [_bare(c.text) for c in row.cells]
        asked_for = [n for n, h in enumerate(heads) if h in words.columns.asked_for]
        progress = [n for n, h in enumerate(heads) if h in words.columns.progress]
        if asked_for and progress:
            remarks = tuple(n for n, h in enumerate(heads) if role(h, words) == "comment")
            return Followed(number, asked_for[0], progress[-1], remarks)
    return None


def _is_answered(row: Block, words: DocumentKinds) -> bool:
    return any(role(c.text, words) in ("answer", "tick") for c in row.cells)


def role(heading: str, words: DocumentKinds) -> str:
    """What a heading says is in its column. The last word that is known decides: "Control status"
    is a status, "Answer (yes/no)" an answer, "Description of control" a control; "Target state"
    is none."""
    text = _bare(heading)
    if not text or len(text) > _HEADER_LENGTH or len(text.split()) > _HEADER_WORDS:
        return ""
    if text in words.answer_words and text not in words.columns.answer:
        return "tick"
    if text in words.columns.ahead:
        return "ahead"
    if text in words.columns.stated and text not in words.columns.answer:
        return "stated"
    if text.split()[0] in words.columns.aims:
        return "ignored"
    return max(_named(text, words), default=(0, 0, ""))[2]


def _bare(heading: str) -> str:
    return re.sub(r"\(.*?\)", " ", heading.casefold()).strip(" :*?")


def _named(text: str, words: DocumentKinds) -> Iterator[tuple[int, int, str]]:
    """The words of a heading that are known: where each ends, its length and its role."""
    for known in ("question", "answer", "comment", "ignored"):
        for word in getattr(words.columns, known):
            if word in text:
                for match in _heading_word(word).finditer(text):
                    yield match.end(), match.end() - match.start(), known


@lru_cache(maxsize=1024)
def _heading_word(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?:s|en|n)?(?!\w)")


def _length(rows: Sequence[Block], column: int) -> int:
    return sum(len(cell(r, column).text) for r in rows[:50])


def is_question_column(rows: Sequence[Block], column: int) -> bool:
    """Whether most cells are asked or long enough to be a control or a question."""
    texts = [t for r in rows if (t := cell(r, column).text)]
    asked = sum(t.endswith("?") or len(t) >= _QUESTION_LENGTH for t in texts)
    return bool(texts) and asked >= _MOSTLY * len(texts)


def longest(rows: Sequence[Block], columns: Sequence[int]) -> int:
    """The column with the most words in it."""
    return max(columns, key=lambda n: _length(rows, n))

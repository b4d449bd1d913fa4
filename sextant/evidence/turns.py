"""Transcripts: who asks, who answers, and which answer belongs to which question.

A text is taken for a transcript where lines open with a speaker ("Oakes: ...", "A (Greer): ...",
"[10:02] Priya: ...") and one of the speakers mostly asks and is answered. Anything else is left as
it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sextant.evidence.material import Block
from sextant.evidence.text import is_question

_DAY = r"(?:[A-Z][a-z]{2,8},? |\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[, T]\s?)?"
_TIME = rf"[\[(]?{_DAY}\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?: ?[AaPp][Mm])?[\])]?"
_LABEL = re.compile(
    rf"^\s*(?:{_TIME}\s*[-–]?\s*)?[*_]{{0,2}}"
    r"(?P<name>[^\W\d_][\w.'’-]{0,24}(?: [\w.'’-]{1,24}){0,3}?)\s*(?:\([^()\n]{1,60}\))?"
    rf"\s*(?:{_TIME})?[*_]{{0,2}}:[*_]{{0,2}}\s+(?P<words>\S.*)$",
    re.S,
)
_LETTER = re.compile(r"^(\s*)([QA])\.(\s+)(?=\S)")  # "Q. Were you told?" of a hearing
_NUMBER = re.compile(r"\d{1,3}$")
_LINE = re.compile(r"line (\d+)$")
_FEW = 2  # so many questions, each with somebody else's answer, make an interview
_MOSTLY = 0.5


@dataclass(frozen=True)
class _Turn:
    """What is said from one label to the next; `speaker` "" where none is named."""

    speaker: str
    text: str
    place: str


@dataclass(frozen=True)
class _Cast:
    """Who speaks in a transcript, and who of them asks."""

    asker: str
    speakers: frozenset[str]


def with_turns(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks; where they are a transcript, each answer together with its question."""
    given = tuple(blocks)
    cast = _cast([t for b in given if b.kind == "text" for t in _lines(b)])
    return iter(given) if cast is None else _spoken(given, cast)


def _lines(block: Block) -> Iterator[_Turn]:
    """The lines of a text, each with the speaker that it names."""
    text = f"{block.context}: {block.text}" if block.context else block.text
    place = _LINE.search(block.place)
    for number, line in enumerate(text.splitlines()):
        where = block.place
        if place and number:
            where = f"{block.place[: place.start()]}line {int(place[1]) + number}"
        found = _LABEL.match(_LETTER.sub(r"\1\2:\3", line))
        name = _NUMBER.sub("", found["name"].casefold()) if found else ""
        yield _Turn(name, found["words"] if found and name else line, where)


def _cast(lines: Sequence[_Turn]) -> _Cast | None:
    """Who asks and who answers; None where nobody does."""
    named = [t for t in _joined(lines, frozenset(t.speaker for t in lines)) if t.speaker]
    turns = Counter(t.speaker for t in named)
    asked = Counter(
        a.speaker
        for a, b in zip(named, named[1:], strict=False)
        if is_question(a.text) and a.speaker != b.speaker
    )
    asker, questions = max(asked.items(), key=lambda a: (a[1], a[0]), default=("", 0))
    if questions < _FEW or questions < _MOSTLY * turns[asker]:
        return None
    answering = {
        b.speaker for a, b in zip(named, named[1:], strict=False)
        if a.speaker == asker and is_question(a.text)
    }  # fmt: skip
    often = {speaker for speaker, count in turns.items() if count >= _FEW}
    return _Cast(asker, frozenset({asker} | answering | often))


def _joined(lines: Iterable[_Turn], speakers: frozenset[str]) -> Iterator[_Turn]:
    """Lines to turns: what names no speaker goes on with the turn before it."""
    turn: _Turn | None = None
    for line in lines:
        if line.speaker in speakers and (line.speaker or turn is None):
            if turn:
                yield turn
            turn = line
        elif turn is None:
            turn = replace(line, speaker="")
        else:
            turn = replace(turn, text=f"{turn.text}\n{line.text}")
    if turn:
        yield turn


def _spoken(blocks: Iterable[Block], cast: _Cast) -> Iterator[Block]:
    """The turns; each question waits for its answers, and is kept where there are none."""
    question: _Turn | None = None
    answered = True
    for item in _items(blocks, cast):
        is_asked = isinstance(item, _Turn) and item.speaker == cast.asker and is_question(item.text)
        if question and not answered and (is_asked or isinstance(item, Block)):
            yield Block("text", question.text, question.place)
        if isinstance(item, Block):
            question, answered = None, True
            yield item
        elif is_asked:
            question, answered = item, False
        elif question is None or item.speaker in ("", cast.asker):
            yield Block("text", item.text, item.place)
        else:
            answered = True
            yield Block("answer", item.text, item.place, context=question.text, asked=True)
    if question and not answered:
        yield Block("text", question.text, question.place)


def _items(blocks: Iterable[Block], cast: _Cast) -> Iterator[Block | _Turn]:
    """Blocks in which nobody speaks, and the turns of the others."""
    for block in blocks:
        spoken = block.kind == "text" and any(t.speaker in cast.speakers for t in _lines(block))
        if spoken:
            yield from _joined(_told(block, cast), cast.speakers)
        else:
            yield block


def _told(block: Block, cast: _Cast) -> Iterator[_Turn]:
    """The lines; a label that is no speaker's ("Backups: nightly") stays with its words."""
    whole = (f"{block.context}: {block.text}" if block.context else block.text).splitlines()
    for line, turn in zip(whole, _lines(block), strict=True):
        known = turn.speaker in cast.speakers
        yield turn if known else replace(turn, speaker="", text=line)

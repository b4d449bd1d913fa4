"""Text files and profile fields to passages: paragraphs and list items with a place and a topic."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from frameworks.patterns import parse_phrase
from frameworks.schema import DocumentKinds
from sextant.evidence.text import is_bullet, is_question, strip_bullet, tokens
from sextant.records import OrganizationProfile, Passage, Reliability

_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^\s*(=+|-{3,})\s*$")
_TABLE_RULE = re.compile(r"^\s*\|?[\s:|-]+\|[\s:|-]*$")
_TITLE_WORDS = 2
_LABEL_LINE = re.compile(r"^[^.!?]{2,60}:$")


@dataclass(frozen=True)
class Voice:
    """How much a document's words are worth, and whether they are rules."""

    reliability: Reliability = "narrative"
    rule: bool = False
    proves: tuple[str, ...] = ()


def voice_of(name: str, text: str, kinds: DocumentKinds) -> Voice:
    """The voice of a document, judged by its file name, else by its first heading."""
    heading = next((m.group(1) for m in map(_HEADING.match, text.splitlines()[:15]) if m), "")
    for label in (re.sub(r"[._/-]+", " ", name), heading):
        stems = [t.stem for t in tokens(label)]
        for kind in kinds.kinds:
            for words in kind.words:
                wanted = [w.value for w in parse_phrase(words)]
                if any(stems[i : i + len(wanted)] == wanted for i in range(len(stems))):
                    return Voice(kind.reliability, kind.rule, kind.proves)
    return Voice()


@dataclass
class _Block:
    """Lines that belong together, and where the first one is."""

    line: int
    lines: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def read_text(source: str, text: str, voice: Voice) -> Iterator[Passage]:
    """Markdown or plain text to passages: one per paragraph, list item or table row.

    A question is kept together with the block after it, which is its answer. The document's title
    names the document and is no topic, unless it is a word or two ("Backups").
    """
    heading = ""
    started = False
    pending: _Block | None = None
    for kind, block in _blocks(text):
        if kind == "heading":
            if pending:
                yield _passage(source, heading, pending, voice)
                pending = None
            title = not started and len(block.text.split()) > _TITLE_WORDS
            heading = "" if title else block.text
            started = True
            continue
        started = True
        if pending is not None:
            block = _Block(pending.line, [*pending.lines, *block.lines])
            pending = None
        if is_question(block.text):
            pending = block
            continue
        yield _passage(source, heading, block, voice)
    if pending:
        yield _passage(source, heading, pending, voice)


def _passage(source: str, heading: str, block: _Block, voice: Voice) -> Passage:
    context = heading
    text = block.text
    if text.count("|") >= 2 and "\n" not in text:
        cells = [c.strip() for c in text.strip().strip("|").split("|") if c.strip()]
        if len(cells) > 1:
            context = f"{heading}. {cells[0]}" if heading else cells[0]
            text = cells[1] if len(cells) == 2 else text.strip().strip("|").split("|", 1)[1].strip()
    place = f"line {block.line}" + (f", under “{heading}”" if heading else "")
    return Passage(source=source, locator=place, text=text, reliability=voice.reliability,
                   context=context, rule=voice.rule)  # fmt: skip


def _blocks(text: str) -> Iterator[tuple[str, _Block]]:
    block: _Block | None = None
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        following = lines[number] if number < len(lines) else ""
        if _ends_block(line, block):
            if block:
                yield "text", block
            block = None
        if not line.strip() or _UNDERLINE.match(line) or _TABLE_RULE.match(line):
            continue
        if heading := _heading(line, following):
            yield "heading", _Block(number, [heading])
        elif block is None:
            block = _Block(number, [strip_bullet(line)])
        else:
            block.lines.append(line.strip())
    if block:
        yield "text", block


def _ends_block(line: str, block: _Block | None) -> bool:
    starts_anew = not line.strip() or is_bullet(line) or bool(_HEADING.match(line))
    in_table = line.lstrip().startswith("|")
    return starts_anew or in_table or (block is not None and _LABEL_LINE.match(line) is not None)


def _heading(line: str, following: str) -> str:
    """The words of a heading in any of the usual forms, or ""."""
    if match := _HEADING.match(line):
        return match.group(1).strip("*_ ")
    if _UNDERLINE.match(following) and not is_bullet(line) and len(line) < 80 and "|" not in line:
        return line.strip("*_ ")
    bare = line.strip().strip("*_")
    if _LABEL_LINE.match(bare) and not is_bullet(line):
        return bare.rstrip(":")
    if bare.isupper() and 3 < len(bare) < 60 and not is_bullet(line) and "|" not in line:
        return bare
    return ""


@dataclass(frozen=True)
class _Field:
    """One text field of a profile."""

    locator: str
    text: str
    reliability: Reliability = "narrative"
    topic: str = ""
    topical: bool = False


def profile_passages(
    profile: OrganizationProfile, name: str, lines: Mapping[str, int]
) -> Iterator[Passage]:
    """The profile's own words as passages. Practices without a statement have none."""
    for i, asset in enumerate(profile.assets):
        label = f"{asset.name}. {asset.vendor}" if asset.vendor else asset.name
        yield Passage(source=name, locator=f"assets[{i}].name", text=label, name_only=True)
    for field in _fields(profile):
        line = lines.get(field.locator, 0)
        place = f"{field.locator} (line {line})" if line else field.locator
        for _, block in _paragraphs(field.text):
            yield Passage(
                source=name, locator=place, text=block, reliability=field.reliability,
                context=field.topic, topical=field.topical,
            )  # fmt: skip


def _fields(profile: OrganizationProfile) -> Iterator[_Field]:
    yield _Field("organization.description", profile.description)
    for i, practice in enumerate(profile.practices):
        # Beside a status, words that name no topic are a remark and say nothing by themselves.
        yield _Field(
            f"practices[{i}].statement", practice.statement, "attestation", practice.topic,
            topical=practice.status in (None, "unknown"),
        )  # fmt: skip
    for i, asset in enumerate(profile.assets):
        yield _Field(f"assets[{i}].notes", asset.notes)
    for i, incident in enumerate(profile.incidents):
        yield _Field(f"incidents[{i}]", incident)


def _paragraphs(text: str) -> Iterable[tuple[str, str]]:
    return ((kind, block.text) for kind, block in _blocks(text) if block.text.strip())

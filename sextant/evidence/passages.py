"""Text files and profile fields to passages: paragraphs and list items with a place and a topic."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from frameworks.patterns import parse_phrase
from frameworks.schema import DocumentKinds
from sextant.evidence.checklists import filled_in, marked
from sextant.evidence.framed import frames, with_headings
from sextant.evidence.left_out import with_exceptions
from sextant.evidence.material import Block, row
from sextant.evidence.pieces import ASKED, CHOICE, LEADERS, Piece, pieces, with_leads
from sextant.evidence.text import is_question, sentences, tokens
from sextant.records import OrganizationProfile, Passage, Reliability

_TITLE_WORDS = 2
_REMARK = 4  # words of a note that lean on the name of what it is on
_TITLE_BLOCKS = 4  # a title stands at the beginning
_LEAD_IN = re.compile(r"^(?:\*\*|__)([^*_\n]{2,60}[.:?])(?:\*\*|__)\s+(\S.*)$", re.S)
# "**Restore tests** none so far."; not "**Laptops** are encrypted."
_BOLD_TOPIC = re.compile(
    r"^(?:\*\*|__)([A-Z][A-Z\d]+|[^*_\s]+ [^*_\n]{1,40})(?:\*\*|__)\s+"
    r"(?!(?:is|are|was|were|has|have|had|do|does|did|must|"
    r"shall|should|will|can|may|and|or|of|for)\b)([a-z0-9]\S*\s+\S.*)$",
    re.S,
)


@dataclass(frozen=True)
class Voice:
    """How much a document's words are worth, and whether they are rules."""

    reliability: Reliability = "narrative"
    rule: bool = False
    proves: tuple[str, ...] = ()
    by_outsider: bool = False


def voice_of(name: str, blocks: Sequence[Block], kinds: DocumentKinds) -> Voice:
    """The voice of a document, judged by its file name, else by its first heading."""
    heading = next((b.text for b in blocks[:_TITLE_BLOCKS] if b.kind == "heading"), "")
    for label in (re.sub(r"[._/-]+", " ", name), heading):
        stems = [t.stem for t in tokens(label)]
        for kind in kinds.kinds:
            for words in kind.words:
                wanted = [w.value for w in parse_phrase(words)]
                if any(stems[i : i + len(wanted)] == wanted for i in range(len(stems))):
                    return Voice(kind.reliability, kind.rule, kind.proves)
    return Voice()


def passages_of(
    source: str,
    blocks: Iterable[Block],
    voice: Voice,
    titles: Container[str] = (),
    framing: Sequence[str] = (),
    excepting: Container[str] = (),
) -> Iterator[Passage]:
    """Blocks to passages, each with its heading. `titles`: headings that are no topic.
    `framing`: the openings of lines that say what those below them are. `excepting`: titles above
    who is left out of a rule.

    A question is kept together with the block after it, which is its answer. The document's title
    names the document and is no topic, unless it is a word or two ("Backups"). It and headings with
    nothing below are handed on as names, so that an order in them is seen.
    """
    heading = ""
    bare: Block | None = None
    started = False
    whole = with_exceptions(filled_in(blocks), excepting) if excepting else filled_in(blocks)
    for block in with_leads(_answered(with_headings(whole, framing))):
        if block.kind == "heading":
            if bare:
                yield _name(source, bare, voice)
            leads = block.text.endswith(":") or frames(block.text, framing)  # what is below
            title = not started and not leads and len(block.text.split()) > _TITLE_WORDS
            title = title or block.text.casefold().strip(" :") in titles
            if title:
                yield _name(source, block, voice)
            bare = None if title or not block.text else block
            heading = "" if title else block.text.rstrip(":")
        else:
            bare = None
            yield _passage(source, heading, block, voice)
        started = True
    if bare:
        yield _name(source, bare, voice)


def _answered(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each question together with what follows it under the same heading: with every
    item, if that is a list."""
    pending: Block | None = None
    listed: Block | None = None  # the question that a list answers
    for block in blocks:
        if block.kind == "heading":
            if pending:
                yield pending
            pending = listed = None
            yield block
            continue
        if pending is not None:
            listed = pending if block.item else None
            block = replace(block, text=f"{pending.text}\n{block.text}", place=pending.place)
            pending = None
        elif listed is not None and block.item and not is_question(block.text):
            yield replace(block, text=f"{listed.text}\n{block.text}")
            continue
        else:
            listed = None
        if is_question(block.text) and block.kind == "text":
            pending = block
        else:
            yield block
    if pending:
        yield pending


def _name(source: str, block: Block, voice: Voice) -> Passage:
    return Passage(
        source=source, locator=block.place, text=block.text, reliability=voice.reliability,
        name_only=True, by_outsider=voice.by_outsider,
    )  # fmt: skip


def _passage(source: str, heading: str, block: Block, voice: Voice) -> Passage:
    context = (
        f"{heading}. {block.context}" if heading and block.context else heading or block.context
    )
    place = block.place + (f", under “{heading}”" if heading else "")
    reliability, rule = voice.reliability, voice.rule
    if block.asked and rule:  # an answer says what is, in whatever document it stands
        reliability, rule = "attestation", False
    return Passage(
        source=source, locator=place, text=block.text, reliability=reliability,
        context=context, rule=rule, section=heading, asked=block.context * block.asked,
        by_outsider=voice.by_outsider, around=block.around,
    )  # fmt: skip


def text_blocks(text: str, first_line: int = 1) -> Iterator[Block]:
    """Markdown or plain text to blocks: headings, paragraphs, list items and table rows."""
    for piece in pieces(text):
        place = f"line {piece.line + first_line - 1}"
        if piece.kind == "heading":
            yield Block("heading", piece.words, place)
        else:
            yield _row(piece.words, place) or _marked(piece, place) or _led_in(piece, place)


def _marked(piece: Piece, place: str) -> Block | None:
    """A line with its answer in front, "FAIL  MFA on the VPN", "Y  Are laptops encrypted?", or
    behind a numbered question: "C16. Hardware register? Y - ServiceNow"."""
    if asked := ASKED.match(piece.words):
        return Block("answer", asked[2], place, asked[1], asked=True)
    answer, words = marked(piece.words)
    return Block("answer", answer, place, words, asked=True) if answer else None


def _led_in(piece: Piece, place: str) -> Block:
    """A text that opens with its topic in bold ("**Budget.** $140k approved.") stands under it."""
    match = _LEAD_IN.match(piece.words) or _BOLD_TOPIC.match(piece.words)
    if match is None or is_question(match.group(1)):
        return Block("text", piece.words, place, item=piece.item, around=piece.around)
    topic = match.group(1).strip(" .:–—-")
    return Block("text", match.group(2), place, topic, item=piece.item, around=piece.around)


def _row(words: str, place: str) -> Block | None:
    """A table's row, or a line with dots that lead to an answer ("Backups ...... yes"). None where
    the words are neither."""
    if "\n" in words:
        return None
    if led := LEADERS.match(words) or CHOICE.match(words):
        return row([led[1], led[2]], place)
    if words.count("|") < 2:
        return None
    cells = words.strip().removeprefix("|").removesuffix("|").split("|")
    return row(cells, place) if sum(bool(c.strip()) for c in cells) > 1 else None


@dataclass(frozen=True)
class _Field:
    """One text field of a profile."""

    locator: str
    text: str
    reliability: Reliability = "narrative"
    topic: str = ""
    topical: bool = False
    named: str = ""  # what it is a note on


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
        heading = ""
        blocks = (
            Block(p.kind, p.words, place, item=p.item, around=p.around) for p in pieces(field.text)
        )
        for block in _noted(with_leads(blocks), field.named):
            topic = ". ".join(filter(None, (field.topic, heading, block.context)))
            yield Passage(
                source=name, locator=place, text=block.text, reliability=field.reliability,
                context=topic, topical=field.topical, section=field.topic, around=block.around,
            )  # fmt: skip
            heading = block.text.rstrip(":") if block.kind == "heading" else heading


def _noted(blocks: Iterable[Block], name: str) -> Iterator[Block]:
    """The blocks of a note; a word or two with which one opens say something of what it is on, and
    stand under its `name`: "Flat." of a network, "Locked." of a room."""
    for block in blocks:
        first, *others = sentences(block.text) or ("",)
        if not name or block.context or not 0 < len(first.split()) <= _REMARK:
            yield block
            continue
        yield replace(block, text=first, context=name)
        if others:
            yield replace(block, text=block.text[block.text.index(first) + len(first) :].strip())


def _fields(profile: OrganizationProfile) -> Iterator[_Field]:
    yield _Field("organization.description", profile.description)
    for i, practice in enumerate(profile.practices):
        # Beside a status, words that name no topic are a remark and say nothing by themselves.
        yield _Field(
            f"practices[{i}].statement", practice.statement, "attestation", practice.topic,
            topical=practice.status in (None, "unknown"),
        )  # fmt: skip
    for i, asset in enumerate(profile.assets):
        yield _Field(f"assets[{i}].notes", asset.notes, topical=True, named=asset.name)
    for i, incident in enumerate(profile.incidents):
        yield _Field(f"incidents[{i}]", incident)

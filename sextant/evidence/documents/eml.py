"""E-mail messages: subject, the text a person sees, the Date header; attachments apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from email import policy
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from sextant.evidence.documents import html
from sextant.evidence.material import Block, Enclosed, Given, Material, Unreadable
from sextant.evidence.passages import text_blocks

_MOST_PARTS = 200
_HEADER_LENGTH = 2_000
_UNSAFE = re.compile(r"[^\w.() -]+")


def read(given: Given) -> Material:
    """Blocks of the message and its attachments. Raises Unreadable where there is no message."""
    message = BytesParser(policy=policy.compat32).parsebytes(given.raw())
    if not message.keys():
        raise Unreadable("is no e-mail message: it has no header")
    parts = [
        p for _, p in zip(range(_MOST_PARTS), _parts(message, given.limits.depth), strict=False)
    ]
    body = _body(parts, given)
    subject = _header(message, "Subject")
    heading = (Block("heading", subject, "subject"),) if subject else ()
    dated = _dated(message)
    return Material(
        blocks=(*heading, *body.blocks), hidden=body.hidden, dated=dated,
        dated_from="Date header" if dated else "", enclosed=tuple(_enclosed(parts)),
        notes=(f"only the first {_MOST_PARTS} parts were read",) * (len(parts) == _MOST_PARTS),
    )  # fmt: skip


def _parts(message: Message, depth: int) -> Iterator[Message]:
    """The leaves of a message; another message inside is one leaf."""
    if message.get_content_maintype() != "multipart" or depth < -20:
        yield message
        return
    for part in message.get_payload():
        if isinstance(part, Message):
            yield from _parts(part, depth - 1)


def _body(parts: list[Message], given: Given) -> Material:
    """The plain text, else the HTML text."""
    texts = [p for p in parts if p.get_content_maintype() == "text" and not _file_name(p)]
    plain = [p for p in texts if p.get_content_subtype() == "plain"]
    if plain:
        text = "\n\n".join(_text(p) for p in plain)
        blocks = (Block(b.kind, b.text, f"message text, {b.place}", b.context, b.cells)
                  for b in text_blocks(text[: given.limits.text]))  # fmt: skip
        return Material(blocks=tuple(blocks))
    pages = [p for p in texts if p.get_content_subtype() == "html"]
    return html.from_text(_text(pages[0]), given) if pages and _text(pages[0]) else Material()


def _text(part: Message) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    try:
        return raw.decode(part.get_content_charset() or "utf-8").replace("\0", "")
    except (LookupError, UnicodeDecodeError):
        return raw.decode("cp1252", "replace").replace("\0", "")


def _header(message: Message, name: str) -> str:
    raw = str(message.get(name, ""))[:_HEADER_LENGTH]
    try:
        return " ".join(str(make_header(decode_header(raw))).split())
    except (LookupError, ValueError):  # an unknown encoding
        return " ".join(raw.split())


def _dated(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))[:100]).date()
    except (TypeError, ValueError, OverflowError):
        return None


def _file_name(part: Message) -> str:
    """A name that is safe to show; "" for what is no attachment."""
    if part.get_content_type() == "message/rfc822":
        return "forwarded message.eml"
    raw = part.get_filename()
    if not raw:
        return ""
    return _UNSAFE.sub(
        "_", str(make_header(decode_header(raw[:_HEADER_LENGTH]))).replace("/", "_")
    )[-80:]


def _enclosed(parts: list[Message]) -> Iterator[Enclosed]:
    for part in parts:
        name = _file_name(part)
        if not name or part.get_content_maintype() == "image":
            continue
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                yield Enclosed(name, inner[0].as_bytes())
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield Enclosed(name, content)

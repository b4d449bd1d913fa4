"""Words in disguise: hidden and look-alike characters, leet, spaced-out letters, encoded text."""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

# Zero-width and bidirectional characters: they hide words from a reader, or reorder them.
_HIDDEN = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad]|[\U000e0000-\U000e007f]"
)
_LOOKALIKES = str.maketrans(
    "авгеікмнорстухѕјԁԛԝһӏαβγεηικνορτυχω",
    "abreikmhopctyxsjdqwhlabyenikvoptuxw",
)
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe"})
_LEET = tuple(str.maketrans("013457@$!|", f"o{one}eastasil") for one in "il")
_LEET_WORD = re.compile(r"(?<!\S)(?=\S*[a-z])(?=\S*[013457@$!|])[a-z013457@$!|]{3,}(?=[\s,.;:?]|$)")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_][ .·_*-]){3,}[^\W\d_](?![^\W_])")
_TAG = re.compile(r"</?[a-z][^<>]{0,200}>", re.I)
_EMPHASIS = re.compile(r"(?<=[^\W_])[*`~]+(?=[^\W_])")
_BLOB = re.compile(r"[A-Za-z0-9+/_-]{20,}={0,2}")
_HEX_BLOB = re.compile(r"(?:[0-9a-fA-F]{2}[ :]?){12,}")
_ROT13_HINT = re.compile(r"\b(?:naq|gur|nyy|nf|zsn|cyrnfr)\b", re.I)
_ENGLISH_HINT = re.compile(r"\b(?:the|and|of|to|in|is|are|a|as|we|our)\b", re.I)


def unmasked(text: str) -> str:
    """The text without hidden characters and with look-alike forms folded (NFKC)."""
    return unicodedata.normalize("NFKC", _HIDDEN.sub("", text))


def has_hidden_text(text: str) -> bool:
    """Whether characters that a reader cannot see stand between the letters."""
    return bool(_HIDDEN.search(text.removeprefix("\ufeff")))


def without_accents(text: str) -> str:
    """Lower case, accents removed: "Évaluez" becomes "evaluez"."""
    if text.isascii():
        return text.lower()
    split = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(c for c in split if not unicodedata.combining(c))


def is_foreign_script(text: str) -> bool:
    """Whether it is written in another script than the Latin one, perhaps with Latin names in it.

    Letters that only look Latin do not count: they are a disguise."""
    if text.isascii():
        return False
    letters = [c for c in unmasked(text).lower() if c.isalpha()]
    foreign = sum(c > "\u024f" and ord(c) not in _LOOKALIKES for c in letters)
    return foreign * 10 > len(letters)


def plain_words(sentence: str) -> Iterator[str]:
    """The sentence in lower case as its words were meant, then every decoding that differs."""
    text = unmasked(sentence)
    if "&" in text:
        text = html.unescape(text)
    if "%20" in text:
        text = unquote(text)
    foreign = is_foreign_script(text)
    text = _EMPHASIS.sub("", without_accents(text))
    if not foreign and not text.isascii():
        text = text.translate(_LOOKALIKES)
    yield text
    if "<" in text:
        yield _TAG.sub(" ", text)
        yield _TAG.sub("", text)
    yield from _respelt(text)
    yield from _decoded(unmasked(sentence))


def _respelt(text: str) -> Iterator[str]:
    if _LEET_WORD.search(text):
        for table in _LEET:
            yield "".join(
                part.translate(table) if _LEET_WORD.fullmatch(part) else part
                for part in re.split(r"(\s+|[,.;:?](?=\s|$))", text)
            )
    if _SPACED.search(text):
        yield _SPACED.sub(lambda m: re.sub(r"[\W_]", "", m.group()), text)


def _decoded(text: str) -> Iterator[str]:
    """Readable words in base64, hexadecimal or rotated letters."""
    for blob in _BLOB.findall(text):
        try:
            padded = blob.rstrip("=") + "=" * (-len(blob.rstrip("=")) % 4)
            yield from _readable(base64.b64decode(padded, altchars=b"-_" if "-" in blob else None))
        except (binascii.Error, ValueError):
            continue
    for blob in _HEX_BLOB.findall(text):
        yield from _readable(bytes.fromhex(re.sub(r"[ :]", "", blob)))
    if _ROT13_HINT.search(text) and not _ENGLISH_HINT.search(text):
        yield codecs.encode(text, "rot13").lower()


def _readable(raw: bytes) -> Iterator[str]:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return
    if " " in text and text.isprintable():
        yield text.lower()

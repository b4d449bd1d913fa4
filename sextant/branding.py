"""A consultant's own look for reports: name, logo, colours and texts from a small YAML.

Nothing of it changes what a report says. Colours are checked for contrast (WCAG 2.2), a logo is
decoded and written anew as PNG, so that only its pixels come into a report.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sextant.errors import InputError, Problem
from sextant.yaml_fields import Block, Reading
from sextant.yaml_source import MAX_BYTES, parse

MOST_LOGO_BYTES = 1024 * 1024
MOST_PIXELS = 4_000_000
LOGO_BOX = (720, 240)  # pixels; a larger logo is made smaller
TEXT_LENGTH = 3_000
DARK_INK, LIGHT_INK = "#1c2a36", "#ffffff"
TEXT_CONTRAST, SHAPE_CONTRAST = 4.5, 3.0
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_KEYS = ("consultant", "logo", "colors", "texts")
_COLOURS = ("cover", "accent")
_TEXTS = ("title", "introduction", "contact", "footer")


@dataclass(frozen=True)
class Branding:
    """How a report looks. Empty: as it comes. `logo`: PNG bytes."""

    consultant: str = ""
    logo: bytes = b""
    cover: str = "#15303f"
    cover_ink: str = LIGHT_INK
    cover_soft: str = "#c4d5de"
    accent: str = "#1f5f7a"
    title: str = ""
    introduction: str = ""
    contact: str = ""
    footer: str = ""


def read_branding(path: Path) -> Branding:
    """The branding of a YAML file; its logo lies beside it or below.

    Raises InputError with every problem: file, line, field, and what would be right.
    """
    return parse_branding(_content(path, str(path), MAX_BYTES), str(path), _beside(path.parent))


def parse_branding(
    raw: bytes, name: str, logo: Callable[[str], bytes] | Mapping[str, bytes]
) -> Branding:
    """The branding of a YAML's bytes. `logo`: gives a picture's bytes by the name that the YAML
    has for it, or raises InputError; or such pictures by name."""
    reading = Reading(name)
    top = Block(reading, parse(raw, name))
    top.close(_KEYS)
    fetch = logo if callable(logo) else _handed_over(logo, name)
    values: dict[str, Any] = {"consultant": top.text("consultant")}
    if colours := top.block("colors", '{cover: "#15303F", accent: "#1F5F7A"}'):
        colours.close(_COLOURS)
        values |= _colours(colours)
    if texts := top.block("texts", "{title: ..., introduction: ...}"):
        texts.close(_TEXTS)
        values |= {k: texts.text(k, TEXT_LENGTH, lines=True) for k in _TEXTS}
    if file := top.text("logo"):
        try:
            values["logo"] = redrawn(fetch(file), file)
        except InputError as exc:
            top.problem("logo", "; ".join(f"{file}: {p.message}" for p in exc.problems))
    reading.finish()
    return Branding(**values)


def _colours(block: Block) -> dict[str, str]:
    found: dict[str, str] = {}
    for key in _COLOURS:
        text = block.text(key)
        if not text:
            continue
        if not _COLOUR.fullmatch(text):
            block.problem(key, "must be a colour as six digits after '#', in quotes",
                          _as_colour(text))  # fmt: skip
        else:
            found[key] = text.lower()
    if accent := found.get("accent"):
        _check(block, "accent", accent, SHAPE_CONTRAST, "lines on white paper")
    if cover := found.get("cover"):
        ink = max((LIGHT_INK, DARK_INK), key=lambda i: contrast(cover, i))
        _check(block, "cover", cover, TEXT_CONTRAST, "the words upon it", ink)
        found |= {"cover_ink": ink, "cover_soft": ink}
    return found


def _check(
    block: Block, key: str, colour: str, least: float, what: str, against: str = LIGHT_INK
) -> None:
    ratio = contrast(colour, against)
    if ratio < least:
        message = f"{colour} has a contrast of {ratio:.1f} to {what}; {least} is needed"
        block.problem(key, message, _darker(colour, least))


def _as_colour(text: str) -> str:
    digits = text.strip().lstrip("#")
    if re.fullmatch(r"[0-9a-fA-F]{3}", digits):
        digits = "".join(d * 2 for d in digits)
    return f"#{digits}" if re.fullmatch(r"[0-9a-fA-F]{6}", digits) else ""


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _darker(colour: str, least: float) -> str:
    """The same hue, as much darker as white words upon it need."""
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    for percent in range(99, -1, -1):
        made = "#" + "".join(f"{p * percent // 100:02x}" for p in parts)
        if contrast(made, LIGHT_INK) >= least:
            return made
    return "#000000"


def redrawn(raw: bytes, name: str) -> bytes:
    """A PNG or JPEG picture as a new PNG of a size for reports, with its pixels and nothing else.

    Raises InputError for anything else, also for SVG, which can hold programs.
    """
    from PIL import Image, UnidentifiedImageError

    if len(raw) > MOST_LOGO_BYTES:
        raise _refused(name, f"is larger than {MOST_LOGO_BYTES // 1024:,} KiB")
    if raw.lstrip()[:5].lower() in (b"<?xml", b"<svg ") or b"<svg" in raw[:1000].lower():
        raise _refused(name, "is SVG, which can hold programs; save it as PNG")
    try:
        with Image.open(io.BytesIO(raw), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _refused(name, f"has more than {MOST_PIXELS:,} pixels")
            picture.load()
            small = picture.convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as exc:
        raise _refused(name, f"has more than {MOST_PIXELS:,} pixels") from exc
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as exc:
        raise _refused(name, "is no PNG or JPEG picture, or is damaged") from exc
    small.thumbnail(LOGO_BOX)
    fresh = Image.new("RGBA", small.size)
    fresh.paste(small)
    out = io.BytesIO()
    fresh.save(out, "PNG", optimize=True)
    return out.getvalue()


def _refused(name: str, message: str) -> InputError:
    return InputError([Problem(name, message)])


def _content(path: Path, name: str, most: int) -> bytes:
    try:
        if not path.is_file():
            raise _refused(name, "is no file" if path.exists() else "does not exist")
        if path.stat().st_size > most:
            raise _refused(name, f"is larger than {most // 1024:,} KiB")
        return path.read_bytes()
    except OSError as exc:
        raise _refused(name, f"cannot be read: {exc.strerror or exc}") from exc


def _beside(folder: Path) -> Callable[[str], bytes]:
    def fetch(name: str) -> bytes:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise _refused(name, "must lie beside the branding file or below")
        return _content(path, name, MOST_LOGO_BYTES)

    return fetch


def _handed_over(pictures: Mapping[str, bytes], name: str) -> Callable[[str], bytes]:
    def fetch(picture: str) -> bytes:
        if picture not in pictures:
            raise _refused(picture, f"is named by {name} and was not handed over")
        return pictures[picture]

    return fetch


def json_schema() -> dict[str, Any]:
    """The published JSON Schema of a branding file (draft 2020-12)."""

    def text(description: str, limit: int = TEXT_LENGTH) -> dict[str, Any]:
        return {"type": ["string", "null"], "maxLength": limit, "description": description}

    colour = {"type": ["string", "null"], "pattern": "^#[0-9a-fA-F]{6}$"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Sextant branding",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "consultant": text("Who prepared the report.", 200),
            "logo": text("PNG or JPEG beside this file, up to 1 MiB and 4 megapixels.", 200),
            "colors": {
                "type": ["object", "null"],
                "additionalProperties": False,
                "properties": {
                    "cover": colour | {"description": "Background of the first page."},
                    "accent": colour | {"description": "Lines and bars; 3:1 against white."},
                },
            },
            "texts": {
                "type": ["object", "null"],
                "additionalProperties": False,
                "properties": {
                    "title": text("Instead of 'Cybersecurity assessment'."),
                    "introduction": text("Before the summary."),
                    "contact": text("On the first page, with the name."),
                    "footer": text("At the end of the page, or of each page in PDF."),
                },
            },
        },
    }

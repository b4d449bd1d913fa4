"""What tells of a sentence, by name: what it is about, and how it is told. The classifiers of
likeness.py learn weights for these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sextant.evidence.text import Token, words_of
from sextant.evidence.triggers import Triggers

_TRIGGERS = (
    "negation", "negation_after", "planned", "ended", "partial", "existence", "modal", "condition",
    "void", "hedged", "policy", "obliges",
)  # fmt: skip
_SIGNS = (
    ("negation", "-"), ("negation_after", "-"), ("ended", "x"), ("planned", ">"), ("partial", "~"),
)  # fmt: skip
_LONGEST = 5
_LENGTH_STEP = 4  # words
_REACH = 5  # small words that one is put together with
_TITLE_SHARE = 0.6
_SPEAKER = frozenset({"we", "our", "i", "us", "my"})
_Part = list[tuple[int, Token]]  # words with where they stand
TOPIC = ("w:", "b:", "c:")  # these alone tell what a sentence is about


def topic_signs(words: Sequence[Token], concepts: Iterable[str]) -> Iterator[str]:
    """What a text is about, which a heading or question tells as well: "w:" stem, "b:" pair of
    stems, "c:" concept."""
    for before, word in zip((None, *words), words, strict=False):
        if word.is_mark:
            continue
        yield "w:" + word.stem
        if before is not None and not before.is_mark:
            yield f"b:{before.stem} {word.stem}"
    yield from ("c:" + concept for concept in concepts)


def telling_signs(
    sentence: str,
    words: Sequence[Token],
    triggers: Triggers,
    breaks: frozenset[str],
    small: frozenset[str],
) -> Iterator[str]:
    """How it is told: "t:" trigger, "s:" shape, and the words as they stand, since tense and order
    are lost in stems. `breaks`: the words that part a sentence as a comma does ("but", "while");
    `small`: those whose order tells how it turns."""
    said = words_of(words)
    if not said:
        return
    yield "s:first " + said[0]
    yield "s:opening " + " ".join(said[:2])
    yield "s:last " + said[-1]
    if not _SPEAKER.isdisjoint(said):
        yield "s:own"
    parts = _parts(words, breaks)
    signed = list(_signed(parts, triggers, breaks))
    yield "s:signs " + "".join(
        sorted({sign for sign, part in signed if sign != "+" or len(part) > 1})
    )
    yield from (f"m:{sign}{word.stem}" for sign, part in signed for word in part)
    yield f"s:length {min(len(said) // _LENGTH_STEP, _LONGEST)}"
    yield from ("t:" + kind for kind in _TRIGGERS if getattr(triggers, kind))
    yield from _shape(sentence.strip())
    yield from _order(words, small)
    if (
        len(parts) > 1
    ):  # "we have one, but ..." tells the other way round from "..., but we have one"
        yield from ("p:" + word.text for _, word in parts[0])
        yield from ("q:" + word.text for _, word in parts[-1])


def _order(words: Sequence[Token], small: frozenset[str]) -> Iterator[str]:
    """The words as they stand ("f:"), two in a row ("g:"), and small ones with those that follow
    ("k:")."""
    forms = ["#" if w.text.isdecimal() else w.text for w in words]
    yield from ("f:" + form for form in forms)
    yield from (f"g:{a} {b}" for a, b in zip(forms, forms[1:], strict=False))
    turning = [form for form in forms if form in small]
    for i, first in enumerate(turning, start=1):
        yield from (f"k:{first} {other}" for other in turning[i : i + _REACH])


def _parts(words: Sequence[Token], breaks: frozenset[str]) -> list[_Part]:
    """The parts of a sentence, between its marks; a word that parts it opens the next one."""
    parts: list[_Part] = [[]]
    for place, word in enumerate(words):
        if (word.is_mark or word.text in breaks) and parts[-1]:
            parts.append([])
        if not word.is_mark:
            parts[-1].append((place, word))
    return [part for part in parts if part]


def _signed(
    parts: Iterable[_Part], triggers: Triggers, breaks: frozenset[str]
) -> Iterator[tuple[str, list[Token]]]:
    """The words of each part ("m:"), with what it says by its first trigger: "+" where it has none,
    so that "we have one, but not there" affirms once and denies once."""
    begins = {span[0]: s for kind, s in reversed(_SIGNS) for span, _ in getattr(triggers, kind)}
    for part in parts:
        said = [(place, word) for place, word in part if word.text not in breaks]
        if said:
            sign = next((begins[place] for place, _ in said if place in begins), "+")
            yield sign, [word for _, word in said]


def _shape(sentence: str) -> Iterator[str]:
    pieces = sentence.split()
    capitals = sum(p[:1].isupper() for p in pieces)
    if capitals >= _TITLE_SHARE * len(pieces):
        yield "s:title"
    if any(p[:1].isupper() for p in pieces[1:]):
        yield "s:name"
    if any(c.isdecimal() for c in sentence):
        yield "s:digit"
    if not sentence.endswith((".", "!", "?")):
        yield "s:no stop"

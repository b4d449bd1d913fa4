"""Secrets and personal data taken out of text, so that it can be shown or sent.

Known forms only: keys of services (detect-secrets), and what frameworks/privacy/redaction.yaml
lists: passwords that are told, email addresses, cards, bank accounts, numbers of persons,
telephones. Names of persons and street addresses are not recognised: that takes a language model
of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import is_not
from typing import Any, Literal, TypeVar, get_args, get_origin

import yaml
from pydantic import BaseModel

from frameworks.loader import HERE
from sextant.records import Record

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
RecordT = TypeVar("RecordT", bound=BaseModel)
# Fields that identify and say nothing: taken out of them, a reference would lead nowhere.
IDENTIFIERS = frozenset(
    {"id", "sha256", "source", "locator", "schema_id", "version", "profile", "knowledge"}
)
_DIGIT = re.compile(r"\d")
_ZEROS = bytes.maketrans(b"123456789", b"0" * 9)
_SHORTEST = 6  # characters: an address as short as a@b.io
_SHORTEST_KEY = 16
_WORD = re.compile(rf"[A-Za-z0-9_+=]{{{_SHORTEST_KEY},}}")
_STRETCH = 20_000  # characters looked at in one go for keys; some of their patterns are slow
_REST = re.compile(r"[A-Za-z0-9_/+=.-]*[A-Za-z0-9_/+=-]")
_TAKEN = re.compile(r"\[([A-Z_]+)-(\d+)\]")


class Rule(Record):
    """One kind of thing to take out (frameworks/privacy/redaction.yaml)."""

    id: str
    placeholder: str
    pattern: str
    needs: tuple[str, ...]  # one of these stands in what it finds; lower case, 0 for any digit
    check: Literal["", "luhn", "iban"] = ""
    examples: tuple[str, ...]
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    kind: str
    placeholder: str


_Compiled = tuple[Rule, tuple[str, ...], re.Pattern[str]]  # a rule, what it needs, its pattern


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The rules in their order."""
    text = (HERE / "privacy" / "redaction.yaml").read_text(encoding="utf-8")
    return tuple(Rule.model_validate(entry) for entry in yaml.load(text, Loader=_Loader))  # noqa: S506 - as frameworks.loader


@lru_cache(maxsize=8192)
def redact(text: str) -> str:
    """The text with each finding replaced by what it is: "[email address removed]"."""
    return _replaced(text, lambda found, value: f"[{found.placeholder} removed]")


class Redactor:
    """Takes things out reversibly: the same thing is the same placeholder, `[EMAIL-1]`.

    The mapping stays in this object. Not for use from several threads.
    """

    def __init__(self) -> None:
        self.mapping: dict[str, str] = {}
        self._placeholders: dict[str, str] = {}
        self._used: set[str] = set()

    def redact(self, text: str) -> str:
        """The text with placeholders. Those that the text itself holds already are never used."""
        self._used |= {m.group() for m in _TAKEN.finditer(text)}
        return _replaced(text, lambda found, value: self._placeholder(found.kind, value))

    def restore(self, text: str) -> str:
        """The text with what was taken out put back."""
        if not self.mapping:
            return text
        return _TAKEN.sub(lambda m: self.mapping.get(m.group(), m.group()), text)

    def _placeholder(self, kind: str, value: str) -> str:
        if value not in self._placeholders:
            number = len(self.mapping) + 1
            while (name := f"[{kind.upper()}-{number}]") in self._used:
                number += 1
            self._used.add(name)
            self._placeholders[value] = name
            self.mapping[name] = value
        return self._placeholders[value]


def redacted(record: RecordT) -> RecordT:
    """The record with every text in it redacted, but for the fields that identify."""
    values = record.__dict__  # far faster than asking the record, field by field
    changes: dict[str, object] = {}
    for name in _wordy(type(record)):
        value = values[name]
        if value and (new := _redacted_value(value)) is not value:
            changes[name] = new
    return record.model_copy(update=changes) if changes else record


@lru_cache(maxsize=256)
def _wordy(kind: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a record that may hold words: no figures, no fixed terms, nothing that
    identifies."""
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if name not in IDENTIFIERS and not _is_wordless(field.annotation)
    )


def _is_wordless(annotation: Any) -> bool:
    if get_origin(annotation) is Literal:
        return True
    parts = get_args(annotation)
    if parts:
        return all(p is Ellipsis or _is_wordless(p) for p in parts)
    return annotation in (int, float, bool, type(None))


def _redacted_value(value: object) -> object:
    """The very same object when nothing in it changes."""
    if isinstance(value, str):
        clean = redact(value)
        return value if clean == value else clean
    if isinstance(value, BaseModel):
        return redacted(value)
    if isinstance(value, tuple):
        items = [*map(_redacted_value, value)]
        return tuple(items) if any(map(is_not, items, value)) else value
    return value


def _replaced(text: str, name: Callable[[_Found, str], str]) -> str:
    findings = _findings(text) if len(text) >= _SHORTEST else []
    if not findings:
        return text
    parts: list[str] = []
    start = 0
    for found in findings:
        parts += [text[start : found.start], name(found, text[found.start : found.end])]
        start = found.end
    return "".join([*parts, text[start:]])


def _findings(text: str) -> list[_Found]:
    """What to take out, in order, none overlapping: of two, the one whose rule stands first."""
    plain = _plain(text)
    every = list(_by_rules(text, plain))
    # No key is without a digit, or shorter than this.
    if "0" in plain and max(map(len, plain.split())) >= _SHORTEST_KEY:
        every += _keys(text)
    if not every:
        return every
    kept: list[_Found] = []
    taken = bytearray(len(text))
    for found in every:
        if not any(taken[found.start : found.end]):
            kept.append(found)
            taken[found.start : found.end] = b"\1" * (found.end - found.start)
    return sorted(kept, key=lambda f: f.start)


def _plain(text: str) -> str:
    """The text in lower case, with 0 for any digit."""
    if text.isascii():  # as bytes it takes a tenth of the time
        return text.lower().encode("ascii").translate(_ZEROS).decode("ascii")
    return _DIGIT.sub("0", text.casefold())


def _by_rules(text: str, plain: str) -> Iterator[_Found]:
    compiled = _compiled() if "0" in plain else _without_digits()
    for rule, needs, pattern in compiled:
        for need in needs:  # a loop of its own: this runs for every text of every document
            if need in plain:
                break
        else:
            continue
        for match in pattern.finditer(text):
            group = next((g for g in ("value", "quoted") if match.groupdict().get(g)), 0)
            if _CHECKS[rule.check](match.group(group)):
                yield _Found(match.start(group), match.end(group), rule.id, rule.placeholder)


@lru_cache(maxsize=1)
def _compiled() -> tuple[_Compiled, ...]:
    return tuple((rule, rule.needs, re.compile(rule.pattern, re.I | re.X)) for rule in rules())


@lru_cache(maxsize=1)
def _without_digits() -> tuple[_Compiled, ...]:
    """The rules that may find something in a text without a digit."""
    return tuple(c for c in _compiled() if not all("0" in need for need in c[1]))


def _keys(text: str) -> Iterator[_Found]:
    """Keys of known services. The library is loaded only for a text that could hold one."""
    if not any(_may_be_key(m.group()) for m in _WORD.finditer(text)):
        return
    for start in range(0, len(text), _STRETCH):
        stretch = text[start : start + _STRETCH]
        for pattern in _key_patterns():
            for match in pattern.finditer(stretch):
                rest = _REST.match(stretch, match.end())
                end = rest.end() if rest else match.end()
                yield _Found(start + match.start(), start + end, "key", "key")


def _may_be_key(word: str) -> bool:
    """Digits among letters."""
    return any(c.isdecimal() for c in word) and any(c.isalpha() for c in word)


@lru_cache(maxsize=1)
def _key_patterns() -> tuple[re.Pattern[str], ...]:
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
    from detect_secrets.plugins.base import RegexBasedDetector

    kinds: Mapping[str, type] = get_mapping_from_secret_type_to_class()
    # A public address is no secret; a password in an address has a rule of its own.
    other = ("IPPublicDetector", "BasicAuthDetector", "KeywordDetector", "PrivateKeyDetector")
    return tuple(
        pattern
        for kind in kinds.values()
        if issubclass(kind, RegexBasedDetector) and kind.__name__ not in other
        for pattern in kind().denylist
    )


def _luhn(number: str) -> bool:
    """ISO/IEC 7812: the check digit of card numbers."""
    digits = [int(c) for c in number if c.isdecimal()]
    if not 13 <= len(digits) <= 19:
        return False
    doubled = [d * 2 - 9 * (d > 4) if i % 2 else d for i, d in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0


def _iban(account: str) -> bool:
    """ISO 13616: the remainder by 97 is 1."""
    plain = account.replace(" ", "").upper()
    if not plain.isascii() or not plain.isalnum():
        return False
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1


_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "": lambda value: True,
    "luhn": _luhn,
    "iban": _iban,
}

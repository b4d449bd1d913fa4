"""What a model is asked about, what it may answer, and what has become of each of its rulings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from agents.exhibits import Exhibits, Sighting
from agents.topics import Topics
from frameworks.loader import Knowledge
from sextant.records import Record, Ruling, RulingOutcome
from sextant.tokens.room import ANY_SCRIPT, text_form

InT = TypeVar("InT", bound=Record)
OutT = TypeVar("OutT", bound=Record)

CANNOT_TELL = "cannot_tell"
QUOTE = "quote"
LONGEST_QUOTE = 140  # characters: the beginning of a long sentence is enough to find it again
_TAKEN_QUOTE = 600  # characters: four sentences are as much as one quotation can be
AGAIN = "show_again"
MOST_AGAIN = 3


@dataclass(frozen=True)
class Field:
    """One field of an answer: one of `choices`, or else text of at most `longest` characters.

    `characters`: those that it may have, of `sextant.tokens.room`. A server that enforces the
    schema keeps to both; where one does not, other characters do no harm, and texts of up to
    `taken` characters are taken (0: `longest`).
    """

    name: str
    choices: tuple[str, ...] = ()
    longest: int = 0
    characters: str = ANY_SCRIPT
    taken: int = 0

    @property
    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""
        if self.choices:
            return {"type": "string", "enum": list(self.choices)}
        return text_form(self.longest, self.characters)

    def fault(self, value: object) -> str:
        """What is wrong with a value; "" when nothing is."""
        if not isinstance(value, str):
            return f"{self.name} is missing or is not text"
        if self.choices and value not in self.choices:
            return f"{self.name} {value[:40]!r} is none of the choices"
        most = self.taken or self.longest
        if most and len(value) > most:
            return f"{self.name} is longer than {most} characters"
        return ""


@dataclass(frozen=True)
class Subject:
    """One thing that a model may be asked about. `details` are for the prompt's template.

    `words` find the passages that bear on it; `exhibits` are shown first whatever their words.
    `worth` orders the subjects: the more an answer could change, the earlier it is asked.
    """

    id: str
    kind: str
    details: Mapping[str, object]
    fields: tuple[Field, ...]
    words: str = ""
    exhibits: tuple[str, ...] = ()
    worth: float = 0.0


@dataclass(frozen=True)
class Said:
    """A well-formed answer on one subject, with what was shown in that very prompt."""

    subject: Subject
    values: Mapping[str, str]
    shown: Mapping[str, str]  # text of the evidence, by the id under which it was shown
    facts: str = ""  # what a text may repeat: the digests and the subject
    own: str = ""  # the subject alone: a rating may be repeated of it only

    def ruled(
        self, outcome: RulingOutcome, reason: str = "", sighting: Sighting | None = None
    ) -> Ruling:
        """The ruling on it, with the verified quotation where there is one."""
        quoted: dict[str, Any] = {}
        if sighting:
            passage = sighting.exhibit.passage
            quoted = {
                "quote": sighting.quote, "source": passage.source, "locator": passage.locator,
                "reliability": passage.reliability, "policy": passage.rule,
            }  # fmt: skip
        return Ruling(
            subject=self.subject.id,
            outcome=outcome,
            said=tuple((f.name, self.values[f.name]) for f in self.subject.fields),
            reason=reason,
            **quoted,
        )


@dataclass(frozen=True)
class Case:
    """What an agent asks from and checks against."""

    knowledge: Knowledge
    exhibits: Exhibits
    topics: Topics = field(compare=False)


@dataclass(frozen=True)
class Digest:
    """What an earlier agent concluded, at three lengths. It names things as others named them, so
    that it stands between fences, like evidence."""

    name: str
    full: str
    brief: str
    ids: str


@dataclass(frozen=True)
class Turn(Generic[InT, OutT]):
    """An agent's input and its result, before the model's part."""

    inp: InT
    draft: OutT


@dataclass(frozen=True)
class Judging(Generic[InT, OutT]):
    """All that a model may add to one agent's result. The functions are pure.

    `subjects`: what it could change. `digests`: what was concluded before. `dispose`: what becomes
    of one answer. `merge`: how far the accepted ones reach. `lapsed`: why an accepted ruling cannot
    be applied to another state of things (then, now); "" when it can. `faults`: what a result must
    contain and does not (draft, merged); with any, the deterministic result stands.
    """

    subjects: Callable[[InT, OutT, Case], Sequence[Subject]]
    digests: Callable[[InT, OutT, Case], Sequence[Digest]]
    dispose: Callable[[Said, InT, OutT, Case], Ruling]
    merge: Callable[[InT, OutT, Sequence[Ruling], Knowledge], OutT]
    lapsed: Callable[[Ruling, Turn[InT, OutT], Turn[InT, OutT], Knowledge], str]
    faults: Callable[[OutT, OutT], Sequence[str]]
    quotes: bool = True  # rulings rest on quotations; False: only wording is asked for


def quoted() -> Field:
    """A quotation. It is shorter than many sentences: what is found is widened to whole ones."""
    return Field(QUOTE, longest=LONGEST_QUOTE, taken=_TAKEN_QUOTE)


def schema_of(subjects: Sequence[Subject], again: Sequence[str] = ()) -> dict[str, Any]:
    """The JSON Schema of an answer: one named property per subject, so that ids cannot repeat.

    `again`: ids of passages that the model may ask to see in full.
    """
    parts = {s.id: _closed({f.name: f.schema for f in s.fields}) for s in subjects}
    if again:
        items = {"type": "string", "enum": list(again)}
        parts[AGAIN] = {"type": "array", "items": items, "maxItems": MOST_AGAIN}
    return _closed(parts)


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object", "properties": properties, "required": list(properties),
        "additionalProperties": False,
    }  # fmt: skip


def faults_of(subject: Subject, answer: object) -> str:
    """What is wrong with the form of one subject's answer; "" when nothing is."""
    if not isinstance(answer, Mapping):
        return "no answer on it"
    return next((f for f in (x.fault(answer.get(x.name)) for x in subject.fields) if f), "")

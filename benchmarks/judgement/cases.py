"""Cases of the judgement benchmark: reading them, and making their changed variants."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Expected(Part):
    """One finding: its primary Subcategory, acceptable alternatives, the words that say so."""

    id: str
    alternatives: tuple[str, ...] = Field(default=(), alias="or")
    says: str


class Expectations(Part):
    lacking: tuple[Expected, ...]
    in_place: tuple[Expected, ...]
    silent: tuple[str, ...]
    arguable: tuple[str, ...] = ()
    obligations: tuple[str, ...]
    not_obligations: tuple[str, ...]
    facts_true: tuple[str, ...]
    facts_false: tuple[str, ...] = ()


class Flip(Part):
    """A changed fact. `moves` must all move; `also` may; nothing else."""

    change: str
    old: str = Field(alias="from")
    new: str = Field(alias="to")
    moves: tuple[str, ...]
    also: tuple[str, ...] = ()
    direction: Literal["up", "down"]


class Rewording(Part):
    old: str = Field(alias="from")
    new: str = Field(alias="to")


class Attack(Part):
    """A text that orders the assessor about, appended to the description or a named text."""

    into: str
    text: str


class EvidenceText(Part):
    name: str
    text: str


class Case(Part):
    id: str
    modelled_on: str
    profile: dict[str, Any]
    evidence: tuple[EvidenceText, ...] = ()
    expect: Expectations
    flips: tuple[Flip, ...] = ()
    rewordings: tuple[Rewording, ...] = ()
    attacks: tuple[Attack, ...] = ()


def load_case(path: Path) -> Case:
    """Read a case. Raises ValueError when an expectation quotes words that are not there."""
    case = Case.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    words = " ".join(" ".join(_texts(_tree(case))).split())
    quotes = [e.says for e in (*case.expect.lacking, *case.expect.in_place)]
    for quote in quotes:
        if " ".join(quote.split()) not in words:
            raise ValueError(f"{path.name}: not in the case: {quote!r}")
    changes: tuple[Flip | Rewording, ...] = (*case.flips, *case.rewordings)
    for change in changes:
        replaced(case, change.old, change.new)
    for attack in case.attacks:
        attacked(case, attack)
    return case


def neighbours() -> dict[str, tuple[str, ...]]:
    """What a text may fairly be taken to speak of as well (neighbours.yaml)."""
    path = Path(__file__).with_name("neighbours.yaml")
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {str(subject): tuple(near) for subject, near in raw.items()}


def fair(expect: Expectations) -> frozenset[str]:
    """Every Subcategory on which a rating is not far-fetched."""
    near = neighbours()
    named = [s for e in (*expect.lacking, *expect.in_place) for s in (e.id, *e.alternatives)]
    around = [n for s in named for n in near.get(s, ())]
    return frozenset((*named, *around, *expect.arguable)) - frozenset(expect.silent)


def replaced(case: Case, old: str, new: str) -> Case:
    """The case with the one passage changed. Raises ValueError unless it occurs exactly once."""
    pattern = re.compile(r"\s+".join(re.escape(word) for word in old.split()))
    found = sum(len(pattern.findall(text)) for text in _texts(_tree(case)))
    if found != 1:
        raise ValueError(f"{case.id}: {found} times, not once: {old!r}")
    return case.model_copy(update=_mapped(_tree(case), pattern, " ".join(new.split())))


def attacked(case: Case, attack: Attack) -> Case:
    """The case with the attack appended. Raises ValueError when there is no such text."""
    if attack.into == "description":
        organization = dict(case.profile["organization"])
        organization["description"] = f"{organization['description']}\n\n{attack.text}"
        return case.model_copy(update={"profile": {**case.profile, "organization": organization}})
    if attack.into not in {e.name for e in case.evidence}:
        raise ValueError(f"{case.id}: no text {attack.into!r}")
    texts = (
        e.model_copy(update={"text": f"{e.text}\n{attack.text}\n"}) if e.name == attack.into else e
        for e in case.evidence
    )
    return case.model_copy(update={"evidence": tuple(texts)})


def _tree(case: Case) -> dict[str, Any]:
    return {"profile": case.profile, "evidence": case.evidence}


def _texts(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, EvidenceText):
        yield node.text
    elif isinstance(node, Mapping):
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _texts(value)


def _mapped(node: Any, pattern: re.Pattern[str], new: str) -> Any:
    if isinstance(node, str):
        return pattern.sub(lambda _: new, node)
    if isinstance(node, EvidenceText):
        return node.model_copy(update={"text": pattern.sub(lambda _: new, node.text)})
    if isinstance(node, dict):
        return {key: _mapped(value, pattern, new) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return type(node)(_mapped(value, pattern, new) for value in node)
    return node

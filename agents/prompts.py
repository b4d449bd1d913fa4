"""Prompts: the templates under templates/prompts/, and the fences around what others wrote."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from agents.rulings import Digest, Subject
from sextant.settings import TEMPLATES
from sextant.tokens import Frame, Section

if TYPE_CHECKING:
    from jinja2 import Template

_NONCE_LENGTH = 16


class PromptTemplate:
    """The parts of one agent's prompt. Only the template's words go into the system role."""

    def __init__(self, agent: str) -> None:
        self._template = _load(f"{agent}.md.j2")

    @property
    def instructions(self) -> str:
        """The system's message: the same for every question of the agent."""
        return self._block("instructions")

    def subject(self, subject: Subject, rank: int) -> Section:
        """What is asked about one subject, in full and briefly."""
        return Section(
            id=subject.id,
            full=self._block("subject", subject=subject, brief=False),
            brief=self._block("subject", subject=subject, brief=True),
            rank=rank,
        )

    def digest(self, digest: Digest, nonce: str, rank: int) -> Section:
        """What was concluded before, between fences at each length."""
        full, brief, ids = (
            self._block("digest", text=text, nonce=nonce) if text else ""
            for text in (digest.full, digest.brief, digest.ids)
        )
        return Section(id=f"digest:{digest.name}", full=full, brief=brief, ids=ids, rank=rank)

    def frame(self, nonce: str, faults: Sequence[str] = ()) -> Frame:
        """Our words around the parts. `faults`: why a first answer was not taken."""
        return Frame(
            evidence=self._block("evidence", nonce=nonce),
            evidence_end=self._block("evidence_end", nonce=nonce),
            subjects=self._block("question", nonce=nonce, faults=faults),
        )

    def _block(self, name: str, **values: object) -> str:
        context = self._template.new_context(values)
        return "".join(self._template.blocks[name](context)).strip()


@lru_cache(maxsize=16)
def _load(name: str) -> Template:
    """A template with the blocks that it inherits."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES / "prompts"),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    base = environment.get_template("base.md.j2")
    template = environment.get_template(name)
    template.blocks = {**base.blocks, **template.blocks}
    return template


def nonce_of(key: str, agent: str, subjects: Iterable[str], attempt: int, evidence: str) -> str:
    """A mark that nobody who wrote the evidence can know, the same for the same run.

    `key` is made of everything that was read and the run's seed.
    """
    content = "\0".join((key, agent, *subjects, str(attempt)))
    while True:
        nonce = hashlib.sha256(content.encode()).hexdigest()[:_NONCE_LENGTH]
        if nonce not in evidence:
            return nonce
        content += "+"

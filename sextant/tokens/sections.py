"""The pieces that a prompt is made of, and the prompt with its ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sextant.llm.protocol import Question
from sextant.records import RELIABILITIES, CallLedger, Reliability

Detail = Literal["full", "brief", "ids", "out"]
DETAILS: tuple[Detail, ...] = ("full", "brief", "ids", "out")


@dataclass(frozen=True)
class Section:
    """One piece of context, citable by its id, in up to three levels of detail.

    `brief` and `ids` say the same in fewer words; empty when there is no such level. A lower
    `rank` is kept first; of equal rank the more reliable, then the earlier. `about` names where
    the text is from. Evidence is shown as "[id] about: text"; digests and subjects as they are.
    A `splittable` section may be shown in whole sentences instead of whole.
    """

    id: str
    full: str
    brief: str = ""
    ids: str = ""
    rank: float = 0
    reliability: Reliability = "narrative"
    about: str = ""
    splittable: bool = False

    def at(self, detail: Detail) -> str:
        """The text at a level of detail; a level that does not exist is the next shorter one."""
        if detail == "out":
            return ""
        levels = (self.full, self.brief, self.ids)[DETAILS.index(detail) :]
        return next((text for text in levels if text), "")

    def cited(self, text: str | None = None, number: int = 0) -> str:
        """Evidence as it stands in a prompt: its id, where it is from, its text or a part of it."""
        about = f"{self.about}: " if self.about else ""
        return f"[{self.piece_id(number)}] {about}{self.full if text is None else text}"

    def piece_id(self, number: int) -> str:
        """The id of the section's n-th part, counted from 1; 0: of the whole."""
        return f"{self.id}.{number}" if number else self.id

    @property
    def order(self) -> tuple[float, int]:
        """What is kept first sorts first."""
        return (self.rank, -RELIABILITIES.index(self.reliability))


@dataclass(frozen=True)
class Frame:
    """Our own words around the parts of a prompt. Fences carry the prompt's nonce."""

    digest: str = ""
    evidence: str = ""
    evidence_end: str = ""
    subjects: str = ""


@dataclass(frozen=True)
class Prompt:
    """A question that fits, with an account of what is in it.

    `evidence` has the text of every piece of evidence shown, by the id under which it was shown:
    all that an answer may quote. `shown`, `condensed` and `left_out` name every section that was
    offered exactly once.
    """

    question: Question
    tokens: int
    window: int
    evidence: Mapping[str, str] = field(hash=False)
    shown: tuple[str, ...] = ()
    condensed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        return self.question.parts

    def ledger(self, answer_tokens: int = 0, prompt_tokens: int = 0) -> CallLedger:
        """The record of this call; `prompt_tokens` as the server counted them, if it did."""
        return CallLedger(
            window=self.window,
            prompt=prompt_tokens or self.tokens,
            room=self.question.max_answer_tokens,
            answer=answer_tokens,
            shown=self.shown,
            condensed=self.condensed,
            left_out=self.left_out,
        )

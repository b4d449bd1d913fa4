"""Orders hidden in an export: in a banner, a host's name, a description somebody else wrote."""

from __future__ import annotations

import re

from frameworks.loader import Knowledge, load
from sextant.evidence.instructions import detector_of, has_hidden_text, unmasked
from sextant.evidence.scanners.observations import Observation
from sextant.evidence.text import sentences
from sextant.records import Finding

_MOST_TEXTS = (
    4_000  # that differ in more than their numbers; each takes a fraction of a millisecond
)
_LONGEST = 4_000  # characters looked through of one text
_NUMBERS = re.compile(r"[0-9a-f]*\d[0-9a-f]*", re.I)


class Suspicion:
    """Looks through the fields of observations. One per file."""

    def __init__(self, source: str, knowledge: Knowledge | None = None) -> None:
        self._source = source
        self._detector = detector_of(knowledge or load())
        self._known: dict[str, bool] = {}
        self.findings: dict[str, Finding] = {}
        self.passed_over = 0

    def gives_orders(self, seen: Observation) -> bool:
        """Whether any field of the observation tells the assessor what to conclude."""
        fields = (seen.title, seen.quote, seen.subject, *seen.texts)
        return any([self._looks_bad(text, seen.place) for text in fields if len(text) > _SHORTEST])

    def _looks_bad(self, text: str, place: str) -> bool:
        key = _NUMBERS.sub("", text[:_LONGEST])
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MOST_TEXTS:
                self.passed_over += 1
                return False
            known = self._known[key] = self._read(text[:_LONGEST], place)
        return known

    def _read(self, text: str, place: str) -> bool:
        orders = [s for s in sentences(text) if self._detector.orders(s)]
        for sentence in orders:
            self._report(
                "instruction", "Text that tells the assessor what to conclude",
                "It stands in a field of an export. It was not followed, and nothing favourable "
                "beside it was counted.", place, sentence,
            )  # fmt: skip
        if has_hidden_text(text):
            self._report(
                "hidden_text", "Invisible characters in the text",
                "Zero-width or direction-changing characters can hide words from a reader; the "
                "text was read without them.", place, unmasked(text)[:200],
            )  # fmt: skip
        return bool(orders)

    def _report(self, kind: str, title: str, detail: str, place: str, quote: str) -> None:
        words = " ".join(quote.split())[:400]
        finding = Finding.model_validate({
            "kind": kind, "title": title, "detail": detail, "source": self._source,
            "locator": place, "quote": words,
        })  # fmt: skip
        self.findings.setdefault(f"{kind} {words}", finding)


_SHORTEST = 12  # characters; a shorter field holds no order

"""What one sentence says of one Subcategory."""

from __future__ import annotations

from sextant.reading import reader
from sextant.records import Passage


def polarity(text: str, subcategory: str, context: str = "") -> str:
    """The merged polarity of one Subcategory, or "none"."""
    said = reader().sentence(text, context, topical=bool(context))
    found = {s.polarity for s in said if s.label.kind == "control" and s.label.id == subcategory}
    return "/".join(sorted(found)) or "none"


def read_of(organization: str, text: str) -> dict[str, str]:
    passage = Passage(source="x.md", locator="line 1", text=text)
    found = reader().read([passage], organization).statements
    return {s: x.polarity for x in found for s in x.subcategories}

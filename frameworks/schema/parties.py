"""Third parties."""

from __future__ import annotations

from frameworks.schema.entry import Entry


class Parties(Entry):
    """How third parties are recognised (assets/parties/parties.yaml)."""

    between: tuple[str, ...]
    companies: tuple[str, ...]
    aliases: dict[str, str]
    roles: dict[str, tuple[str, ...]]

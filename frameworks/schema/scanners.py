"""Scanners: what their findings mean."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from frameworks.schema.entry import Entry

CheckSeverity = Literal["none", "low", "medium", "high", "critical"]


class ScannerSays(Entry):
    """The part of an outcome that an observation speaks of."""

    subcategory: str
    aspect: str = Field(default="", description="an aspect of controls/<CSF-ID>.yaml, or the whole")
    at_worst: Literal["partial", "not_implemented"] = Field(
        default="not_implemented", description="as far as failures can speak against it"
    )


class ScannerProof(ScannerSays):
    """What an export shows by being there: that somebody ran the tool. `partial` shows at least
    that, and is no word against more."""

    polarity: Literal["implemented", "partial"]


class ScannerUnit(Entry):
    """What is counted: 'host' and 'hosts'."""

    one: str
    many: str


class ScannerMatch(Entry):
    """Which observations a rule is about. All given keys must hold, within a key any value."""

    checks: tuple[str, ...] = Field(default=(), description="shell patterns over the tool's own id")
    never: tuple[str, ...] = Field(default=(), description="ids that are something else")
    families: tuple[str, ...] = Field(default=(), description="shell patterns over the family")
    words: tuple[str, ...] = Field(default=(), description="word sequences of the title")
    without: tuple[str, ...] = Field(default=(), description="word sequences that rule it out")
    ports: tuple[int, ...] = ()
    exposed: bool = Field(default=False, description="only on addresses of the public internet")
    cve: bool | None = Field(default=None, description="only what has, or has no, CVE number")
    least: CheckSeverity = "none"


class ScannerUrgency(Entry):
    """Which findings of a rule are to be mended at once; known to be exploited is always one."""

    least: CheckSeverity = "critical"
    fact: str = Field(default="", description="a fact that such a finding establishes")


class ScannerExample(Entry):
    """A tested observation that the rule is, or is not, about."""

    applies: bool
    check: str = ""
    title: str = ""
    family: str = ""
    port: int = 0
    exposed: bool = False
    severity: CheckSeverity = "high"
    cve: str = ""


class ScannerRule(Entry):
    """What observations of one kind say, however many there are."""

    id: str
    about: str = Field(description="what was looked at: 'missing security updates'")
    unit: ScannerUnit | None = Field(default=None, description="where not the tool's own")
    match: ScannerMatch
    verdict: Literal["share", "any", "partial"] = Field(
        default="share",
        description="what failures mean. share: by the share of subjects that fail; any: one is "
        "enough for not_implemented; partial: a hint, never worse than partial",
    )
    seen: bool = Field(
        default=False, description="being there is enough: an open port, an old system"
    )
    says: tuple[ScannerSays, ...] = ()
    everywhere: bool = Field(
        default=False, description="it concerns all systems, whatever platform was looked at"
    )
    fact: str = Field(default="", description="a fact that failures (or what is seen) establish")
    urgent: ScannerUrgency | None = None
    examples: tuple[ScannerExample, ...] = Field(min_length=2)


class Scanner(Entry):
    """What the exports of one tool mean (scanners/<tool>.yaml)."""

    id: str
    title: str
    reliability: Literal["configuration", "scanner"] = "scanner"
    unit: ScannerUnit
    passes: bool = Field(
        default=False, description="its export says of every check whether it passed or failed"
    )
    lists_all: bool = Field(
        default=True,
        description="its export names what was looked at, also where nothing was found",
    )
    platforms: dict[str, tuple[str, ...]] = Field(
        default={},
        description="asset kinds whose settings it looks at, by its own name of the platform; by "
        "an empty name where it looks at one only",
    )
    includes: tuple[str, ...] = Field(default=(), description="files whose rules hold here too")
    lacking_from: float = Field(
        default=0.5, gt=0, le=1,
        description="from which share of failing subjects on a practice counts as lacking",
    )  # fmt: skip
    proves: tuple[ScannerProof, ...] = ()
    rules: tuple[ScannerRule, ...] = ()

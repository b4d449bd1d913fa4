"""Profiles of made-up organisations in realistic variety, with their evidence.

    python -m benchmarks.generate_profiles FOLDER --count 200 --seed 7

Sectors, sizes, assets and practices come from the knowledge: what a control's example sentences say
is what an organisation says, in its notes, its policies or its profile. An organisation has a
maturity of its own, and one in ten tells next to nothing. The same seed gives the same folder;
organisation number n is the same in folders of any size. `--changed SHARE --round N` rewrites that
share of the organisations for a later round, some better and some worse.
"""

from __future__ import annotations

import argparse
import random  # noqa: TID251 - seeded; this is a generator of inputs, not an assessment
from collections.abc import Sequence
from pathlib import Path

import yaml

from frameworks.loader import Knowledge, load

FIRST = (
    "Alder", "Birch", "Bridge", "Canal", "Cedar", "Copper", "Elm", "Ferry", "Garnet", "Harbour",
    "Hazel", "Iron", "Juniper", "Kestrel", "Lake", "Linden", "Maple", "Meadow", "Mill", "North",
    "Oak", "Orchard", "Pine", "Quarry", "River", "Rowan", "Salt", "Slate", "South", "Stone",
    "Summit", "Sycamore", "Thistle", "Tower", "Valley", "Walnut", "West", "Willow", "Wren", "Yew",
)  # fmt: skip
SECOND = ("bank", "brook", "cross", "dale", "field", "ford", "gate", "ham", "ridge", "side",
          "ton", "view", "water", "well", "wick", "wood", "worth", "yard")  # fmt: skip
KINDS = {
    "education": ("School", "College", "Academy"), "fintech": ("Payments", "Lending", "Pay"),
    "healthcare": ("Family Clinic", "Dental", "Physiotherapy", "Hospital"),
    "hospitality": ("Hotel", "Restaurants", "Inn"), "local_government": ("Council", "Township"),
    "logistics": ("Freight", "Couriers"), "manufacturing": ("Castings", "Foods", "Tooling"),
    "nonprofit": ("Shelter", "Foundation"), "professional_services": ("Law", "Accountants"),
    "retail": ("Outfitters", "Hardware", "Books"), "saas": ("Software", "Cloud", "Analytics"),
}  # fmt: skip
HEADINGS = ("Sign-in and accounts", "Backups", "Computers", "People", "Suppliers", "Incidents",
            "Monitoring", "Data", "Management", "Other things we talked about")  # fmt: skip
TALK = (
    "We met in the back office for about an hour.", "The manager was open and well prepared.",
    "Some answers came later by phone.", "Nobody from the IT provider could join.",
    "Business has been steady and there are no plans to move.", "The next visit is in spring.",
    "The building is shared with another firm.", "Most people have been here for years.",
)  # fmt: skip
COUNTRIES = (("US",), ("US",), ("US",), ("GB",), ("DE",), ("FR", "DE"), ("CA",), ("US", "CA"), ())
POLARITIES = ("implemented", "partial", "planned", "not_implemented")


class Organization:
    """One made-up organisation; `number` and `seed` decide everything about it."""

    def __init__(self, number: int, seed: int, knowledge: Knowledge, round_: int = 0) -> None:
        self.chance = random.Random(f"{seed}/{number}")
        self._knowledge = knowledge
        self.sector = self.chance.choice(sorted(knowledge.sectors))
        self.employees = round(min(20_000, max(1, self.chance.lognormvariate(3.4, 1.3))))
        kind = self.chance.choice(KINDS.get(self.sector, ("Group", "Partners", "Services")))
        stem = self.chance.choice(FIRST) + self.chance.choice(SECOND)
        self.name = f"{stem} {kind} {number:04}"
        self.maturity = self.chance.betavariate(2, 2.4)
        self.silent = self.chance.random() < 0.1
        later = random.Random(f"{seed}/{number}/{round_}")
        if round_:
            self.maturity = min(0.97, max(0.03, self.maturity + later.choice((-0.3, 0.3, 0.4))))

    def sentences(self, share: float) -> list[tuple[str, str, str]]:
        """(Subcategory, what is said of it, its polarity), for about that share of them."""
        found = []
        for identifier, control in sorted(self._knowledge.controls.items()):
            said = [e for e in control.examples if e.polarity in POLARITIES and not e.context]
            if self.chance.random() < share and said:
                polarity = self._polarity()
                fitting = [e for e in said if e.polarity == polarity] or said
                example = self.chance.choice(fitting)
                found.append((identifier, " ".join(example.text.split()), example.polarity))
        self.chance.shuffle(found)
        return found

    def _polarity(self) -> str:
        m = self.maturity
        weights = (m, 0.25, 0.1, (1 - m) * 0.8)
        return self.chance.choices(POLARITIES, weights)[0]

    def profile(self, practices: Sequence[tuple[str, str, str]], evidence: Sequence[str]) -> str:
        own: dict[str, object] = {"name": self.name, "sector": self.sector}
        if not self.silent or self.chance.random() < 0.5:
            own["employees"] = self.employees
        if self.chance.random() < 0.5:
            revenue = self._knowledge.sectors[self.sector].revenue_per_employee_usd
            own["annual_revenue_usd"] = round(self.employees * revenue, -3)
        if countries := self.chance.choice(COUNTRIES):
            own["countries"] = list(countries)
        usual = self._knowledge.sectors[self.sector].usual_data
        if not self.silent:
            own["records"] = {usual[0]: self.employees * self.chance.randint(5, 900)}
        document: dict[str, object] = {"organization": own}
        if assets := self._assets():
            document["assets"] = assets
        if practices:
            document["practices"] = [self._practice(*p) for p in practices]
        if evidence:
            document["evidence"] = list(evidence)
        return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=100)

    def _assets(self) -> list[dict[str, object]]:
        kinds = self._knowledge.asset_kinds
        expected = self._knowledge.sectors[self.sector].expected
        chosen = [e.kind for e in expected if self.chance.random() < (0.1 if self.silent else 0.7)]
        assets = []
        for kind in chosen:
            entry: dict[str, object] = {"name": kinds[kind].title, "type": kinds[kind].type}
            if kinds[kind].data:
                entry["data"] = list(kinds[kind].data)
            if self.chance.random() < 0.4:
                entry["internet_facing"] = self.chance.random() < 0.5
            if self.chance.random() < 0.5:
                entry["criticality"] = self.chance.choice(("low", "moderate", "high", "critical"))
            assets.append(entry)
        return assets

    def _practice(self, identifier: str, text: str, polarity: str) -> dict[str, str]:
        topic = self._knowledge.subcategories[identifier].title
        practice = {"topic": topic, "statement": text}
        if self.chance.random() < 0.2:
            practice["status"] = polarity
        return practice

    def interview(self, told: Sequence[tuple[str, str, str]]) -> str:
        """Notes of a conversation: paragraphs under headings, with talk in between."""
        lines = [f"# Notes, {self.name}", "", self.chance.choice(TALK), ""]
        rest = list(told)
        while rest:
            part, rest = rest[:4], rest[4:]
            lines += [f"## {self.chance.choice(HEADINGS)}", ""]
            lines += [" ".join([*(t for _, t, _ in part), self.chance.choice(TALK)]), ""]
        return "\n".join(lines)

    def policy(self, ruled: Sequence[tuple[str, str, str]]) -> str:
        """A policy of one page, as a list."""
        lines = ["# Information security policy", "", f"Applies to everyone at {self.name}.", ""]
        return "\n".join(lines + [f"- {text}" for _, text, _ in ruled]) + "\n"

    def write(self, folder: Path) -> None:
        """Profile, notes and perhaps a policy. One in ten has a profile of a few lines."""
        folder.mkdir(parents=True, exist_ok=True)
        said = [] if self.silent else self.sentences(self.chance.uniform(0.15, 0.6))
        cut = self.chance.randint(0, min(8, len(said)))
        practices, told = said[:cut], said[cut:]
        ruled = [s for s in told if s[2] == "implemented"] if self.chance.random() < 0.4 else []
        evidence = []
        if told:
            (folder / "interview.md").write_text(self.interview(told), encoding="utf-8")
            evidence.append("interview.md")
        if ruled:
            (folder / "policies").mkdir(exist_ok=True)
            (folder / "policies" / "security.md").write_text(self.policy(ruled), encoding="utf-8")
            evidence.append("policies/")
        (folder / "profile.yaml").write_text(self.profile(practices, evidence), encoding="utf-8")


def generate(root: Path, count: int, seed: int, changed: float = 1.0, round_: int = 0) -> None:
    """Write `count` organisations below `root`; in a later round only the share that changed."""
    knowledge = load()
    for number in range(count):
        if round_ and random.Random(f"{seed}/{number}/{round_}/changes").random() >= changed:
            continue
        Organization(number, seed, knowledge, round_).write(root / f"{number:05}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--changed", type=float, default=0.3)
    parser.add_argument("--round", type=int, default=0)
    options = parser.parse_args()
    generate(options.folder, options.count, options.seed, options.changed, options.round)


if __name__ == "__main__":
    main()

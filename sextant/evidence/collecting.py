"""What sentences say, kept as Statements, Mentions and Findings of where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sextant.evidence.instructions import has_hidden_text, unmasked
from sextant.evidence.labels import Said
from sextant.evidence.stands_under import about
from sextant.evidence.text import is_question
from sextant.records import Finding, Mention, Passage, Statement

_ORDER_SHOWN, _HIDDEN_SHOWN, _FOREIGN_SHOWN = 400, 200, 200  # characters


@dataclass
class Collected:
    """What has been read so far. An asset is kept per place, a fact once."""

    statements: list[Statement] = field(default_factory=list)
    mentions: dict[tuple[str, str, bool, str], Mention] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    limits: list[tuple[Passage, str, Said]] = field(default_factory=list)

    def is_new(self, finding: Finding) -> bool:
        """Whether it has not been reported of this source: a heading governs many passages."""
        return all(
            (f.kind, f.source, f.quote) != (finding.kind, finding.source, finding.quote)
            for f in self.findings
        )

    def add(
        self, passage: Passage, quote: str, said: Said, trusted: bool, systems: tuple[str, ...] = ()
    ) -> None:
        """Keep one assertion. Where orders were given, nothing favourable counts."""
        if said.label.kind == "control":
            if passage.name_only:
                return
            if trusted or not favours(said):
                number = len(self.statements)
                self.statements.append(_statement(passage, quote, said, number, systems))
            elif said.polarity == "partial":
                self.limits.append((passage, quote, said))
            return
        mention = _mention(passage, quote, said)
        if mention and (trusted or mention.present):
            place = passage.locator if mention.kind == "asset" else ""
            key = (mention.kind, mention.id, mention.present, place)
            self.mentions.setdefault(key, mention)

    def tell_of_language(self, passage: Passage, foreign: Sequence[str], language: str) -> None:
        """Report, once a source, that the sentences which are not in English were not read."""
        if not foreign or any(
            f.kind == "not_understood" and f.source == passage.source for f in self.findings
        ):
            return
        self.findings.append(
            Finding(
                kind="not_understood",
                title=f"Text in {language or 'another language'}, which is not read",
                detail="Only English is understood: nothing was taken from what is in another "
                "language. Have it translated, or say the same in the profile.",
                source=passage.source,
                locator=passage.locator,
                quote=" ".join(unmasked(foreign[0]).split())[:_FOREIGN_SHOWN],
            )
        )

    def keep_limits(self) -> None:
        """What is in place elsewhere and "only for admins" behind an order is limited all the same:
        passing it over would be a favour."""
        proved = {
            i for s in self.statements if s.polarity == "implemented" for i in s.subcategories
        }
        for passage, quote, said in self.limits:
            if said.label.id in proved:
                self.statements.append(_statement(passage, quote, said, len(self.statements)))


def favours(said: Said) -> bool:
    return said.polarity != "not_implemented"


def _statement(
    passage: Passage, quote: str, said: Said, number: int, systems: tuple[str, ...] = ()
) -> Statement:
    return Statement(
        id=f"S{number + 1}",
        subcategories=(said.label.id,),
        aspect=said.label.aspect,
        polarity=said.polarity,
        quote=" ".join(unmasked(quote).split()),
        source=passage.source,
        locator=passage.locator,
        reliability=passage.reliability,
        scope=said.reading.scope,
        policy=passage.rule or said.reading.policy or _is_rule(passage, said),
        hedged=said.reading.hedged,
        asked=" ".join(unmasked(_asked(passage, said)).split()),
        about="" if said.led else about(passage, quote),
        systems=systems,
        by_outsider=passage.by_outsider,
    )


def _asked(passage: Passage, said: Said) -> str:
    """The question that is answered: the one beside the answer, or the heading of an interview; or
    what leads to an item of a list ("The firm failed to")."""
    if said.led:
        return said.led
    if passage.asked or not said.answered or not is_question(passage.context):
        return passage.asked
    return passage.context


def _is_rule(passage: Passage, said: Said) -> bool:
    """ "Staff must ..." in a document says what shall be; told by a person, what is done."""
    return passage.reliability == "document" and said.reading.obliges


def _mention(passage: Passage, quote: str, said: Said) -> Mention | None:
    if said.polarity == "planned" or (said.label.denies and said.polarity != "implemented"):
        return None
    present = (said.polarity != "not_implemented") != said.label.denies
    if said.label.kind == "asset" and not present:
        return None
    return Mention(
        kind="fact" if said.label.kind == "fact" else "asset",
        id=said.label.id,
        present=present,
        quote=" ".join(unmasked(quote).split()),
        source=passage.source,
        locator=passage.locator,
    )


def findings(passage: Passage, orders: Sequence[str]) -> Iterator[Finding]:
    for sentence in orders:
        yield Finding(
            kind="instruction",
            title="Text that tells the assessor what to conclude",
            detail="It was not followed, and nothing favourable behind it in the same block was "
            "counted.",
            source=passage.source,
            locator=passage.locator,
            quote=" ".join(sentence.split())[:_ORDER_SHOWN],
        )
    if has_hidden_text(passage.text):
        yield Finding(
            kind="hidden_text",
            title="Invisible characters in the text",
            detail="Zero-width or direction-changing characters can hide words from a reader; "
            "the text was read without them.",
            source=passage.source,
            locator=passage.locator,
            quote=" ".join(unmasked(passage.text).split())[:_HIDDEN_SHOWN],
        )

"""File after file: limits, the right reader, voice and age. A bad file costs only itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from frameworks.schema import DocumentKinds
from sextant.evidence.confinement import Confinement
from sextant.evidence.dates import Dated, DateReader, months_before
from sextant.evidence.disguise import unmasked
from sextant.evidence.material import (
    HEAD,
    MEGABYTE,
    Block,
    Enclosed,
    Given,
    Limits,
    Material,
    Reader,
    Unreadable,
)
from sextant.evidence.passages import Voice, passages_of, voice_of
from sextant.evidence.policy_head import PolicyHeadReader
from sextant.evidence.readers import SUFFIXES, likely_readers, read_with, reader_for
from sextant.evidence.recipients import is_for_client, recipient
from sextant.evidence.remembered import Key, Remembered
from sextant.evidence.tables import with_answers
from sextant.evidence.turns import with_turns
from sextant.records import EvidenceFile, Finding, Passage, Statement

MAX_FILES = 500
MAX_TOTAL_BYTES = 500 * MEGABYTE
_MOST_ENCLOSED = 50  # files within one file
_AHEAD, _AHEAD_BYTES = 64, 50 * MEGABYTE  # files read before they are asked for
_SHOWN, _PIECES = 300, 20  # characters and pieces of hidden text
_QUESTIONNAIRE = 3  # questions with their answers: a person answers for what is said
_SAVE_AS = {
    ".doc": ".docx or PDF", ".dot": ".docx or PDF", ".odt": ".docx or PDF", ".rtf": ".docx or PDF",
    ".pages": ".docx or PDF", ".wpd": ".docx or PDF", ".xls": ".xlsx or .csv",
    ".xlsb": ".xlsx or .csv", ".ods": ".xlsx or .csv", ".numbers": ".xlsx or .csv", ".msg": ".eml",
    ".ppt": "PDF", ".pptx": "PDF", ".odp": "PDF",
}  # fmt: skip
Progress = Callable[[str], None]
_remembered = Remembered()


@dataclass(frozen=True)
class EvidenceText:
    """One file: what is recorded of it, and what was found in it (nothing when it was skipped)."""

    record: EvidenceFile
    passages: tuple[Passage, ...] = ()
    proves: tuple[str, ...] = ()  # Subcategories that the document shows by being there
    statements: tuple[Statement, ...] = ()
    material: Material = Material()


class FileReader:
    """Reads files as of a day, in a `with` block: complicated parsers run in a process of their
    own. `max_age_months`: what is older than that on `today` is stale."""

    def __init__(
        self,
        kinds: DocumentKinds,
        today: date,
        max_age_months: int = 12,
        limits: Limits = Limits(),  # noqa: B008 - frozen
    ) -> None:
        self._kinds = kinds
        self._dates = DateReader(kinds.dates)
        self._heads = PolicyHeadReader(kinds.head, self._dates, today)
        self._today = today
        self._oldest = months_before(today, max_age_months)
        self._limits = limits
        self._confinement = Confinement()
        self._looked: dict[Path, tuple[bytes, str]] = {}  # ahead of being read

    def __enter__(self) -> FileReader:
        return self

    def __exit__(self, *exc: object) -> None:
        self._confinement.close()

    def prepare(self, names: Iterable[str]) -> None:
        """Begin to load what files of these names will need, while there is other work to do."""
        self._confinement.prepare(r for name in names for r in likely_readers(name))

    def read_all(
        self, files: Mapping[str, Path], progress: Progress = lambda step: None
    ) -> Iterator[EvidenceText]:
        """Every file by the name to show, with the files inside it right behind it. Never raises
        for what is in a file."""
        self._confinement.begin(self._for_the_confined(files))
        total = 0
        for number, (name, path) in enumerate(files.items()):
            total += path.stat().st_size if path.is_file() else 0
            if number >= MAX_FILES:
                reason = f"is one of more than {MAX_FILES} files"
                yield _skipped(EvidenceFile(source=name, sha256="", size=0), reason)
            elif total > MAX_TOTAL_BYTES:
                reason = f"lies beyond the first {MAX_TOTAL_BYTES // MEGABYTE} MB of evidence"
                yield _skipped(EvidenceFile(source=name, sha256="", size=0), reason)
            else:
                progress(f"reading {number + 1} of {len(files)}: {name}")
                yield from self.read(name, path, files)

    def _for_the_confined(self, files: Mapping[str, Path]) -> Iterator[tuple[Reader, Given]]:
        """The first files for the confined process, which reads them while others are read here."""
        total, begun = 0, set[Key]()
        for name, path in islice(files.items(), _AHEAD):
            with suppress(Unreadable, OSError):
                size = path.stat().st_size
                total += size
                if total > _AHEAD_BYTES:
                    return
                if any(r.confined for r in likely_readers(name)):
                    head, digest = self._looked[path] = _looked_at(path)
                    reader = _reader(name, head, size)
                    key = self._key(reader, digest)
                    if reader.confined and key not in begun and key not in _remembered:
                        begun.add(key)
                        yield reader, Given(name, path, self._limits)

    def _key(self, reader: Reader, digest: str) -> Key:
        return reader.module, digest, self._limits

    def read(
        self, name: str, path: Path, beside: Mapping[str, Path] | None = None, depth: int = 0
    ) -> Iterator[EvidenceText]:
        """One file, and those inside it. A file that cannot be read is a record that says why."""
        record = EvidenceFile(source=name, sha256="", size=0)
        try:
            size = path.stat().st_size
            known = self._looked.pop(path) if path in self._looked else None
            head, digest = known or _looked_at(path)
            record = record.model_copy(update={"size": size, "sha256": digest})
            reader = _reader(name, head, size)
            record = record.model_copy(update={"kind": reader.title})
            given = Given(name, path, self._limits, beside or {})
            material = self._material(reader, given, digest)
        except Unreadable as exc:
            yield _skipped(record, str(exc))
            return
        except OSError as exc:
            yield _skipped(record, f"cannot be read: {exc.strerror}")
            return
        yield self._understood(record, material)
        yield from self._enclosed(name, material.enclosed, depth + 1)

    def _material(self, reader: Reader, given: Given, digest: str) -> Material:
        if reader.confined:
            key = self._key(reader, digest)
            material = _remembered.get(key) or self._confinement.read(reader, given)
            _remembered.keep(key, material)
            return material
        try:
            return read_with(reader, given)
        except (Unreadable, OSError):
            raise
        except Exception as exc:  # whatever a parser raises on a damaged file
            raise Unreadable(f"is damaged, or no {reader.title} at all") from exc

    def _enclosed(
        self, name: str, files: tuple[Enclosed, ...], depth: int
    ) -> Iterator[EvidenceText]:
        """Files within a file, written under numbers: no name becomes a path."""
        if not files:
            return
        with TemporaryDirectory(prefix="sextant-") as folder:
            for number, file in enumerate(files):
                shown = f"{name}: {file.name}"
                record = EvidenceFile(source=shown, sha256="", size=len(file.content))
                if depth > self._limits.depth:
                    yield _skipped(record, "lies too deep within other files")
                elif number >= _MOST_ENCLOSED:
                    yield _skipped(record, f"is one of more than {_MOST_ENCLOSED} files in a file")
                else:
                    path = Path(folder) / f"{number:03}"
                    path.write_bytes(file.content)
                    yield from self.read(shown, path, None, depth)

    def _understood(self, record: EvidenceFile, material: Material) -> EvidenceText:
        """The file as passages in its own voice, with its age and what its reader says of it."""
        blocks = tuple(with_answers(material.blocks, self._kinds))
        voice = voice_of(record.source, blocks, self._kinds)
        if material.reliability:
            voice = Voice(material.reliability)
        questionnaire = sum(b.asked for b in blocks) >= _QUESTIONNAIRE
        if voice == Voice() and questionnaire:
            voice = Voice("attestation")
        told = recipient(record.source, material.blocks, self._kinds) if questionnaire else ""
        if is_for_client(record.source, blocks, self._kinds):
            voice = replace(voice, by_outsider=True)
        dated = self._dated(record.source, material)
        kinds, spoken = self._kinds, with_turns(blocks)
        passages = tuple(
            passages_of(record.source, spoken, voice, kinds.titles, kinds.framing, kinds.excepting)
        )
        exported = (
            *material.statements, *material.mentions, *material.findings, *material.notes,
            *material.told,
        )  # fmt: skip
        done = record.model_copy(
            update={
                "reliability": voice.reliability,
                "skipped": "" if passages or exported or material.enclosed else "is empty",
                "dated": dated.day.isoformat() if dated else "",
                "dated_from": dated.found_in if dated else "",
                "stale": bool(dated and dated.day < self._oldest),
                "notes": material.notes,
                "told": material.told,
                "told_to": told,
            }
        )
        head = tuple(self._heads.read(record.source, blocks)) if voice.rule else ()
        return EvidenceText(done, passages, voice.proves, (*material.statements, *head), material)

    def _dated(self, name: str, material: Material) -> Dated | None:
        """What an export or a message says of itself; else the text, the name, the metadata."""
        given = Dated(material.dated, material.dated_from) if material.dated else None
        if given and given.day > self._today:
            given = None
        if given and (material.reliability or "metadata" not in given.found_in):
            return given
        return (
            self._dates.of_text(material.blocks, self._today)
            or self._dates.of_name(name, self._today)
            or given
        )


def read_file(
    name: str,
    path: Path,
    kinds: DocumentKinds,
    today: date,
    beside: Mapping[str, Path] | None = None,
) -> EvidenceText:
    """One file by itself, without those inside it."""
    with FileReader(kinds, today) as reader:
        return next(reader.read(name, path, beside))


def hidden_text(source: str, hidden: tuple[Block, ...]) -> Iterator[Finding]:
    """One finding for the text of a file that a person who opens it does not see."""
    if hidden:
        words = " … ".join(" ".join(unmasked(b.text).split()) for b in hidden[:_PIECES])
        yield Finding(
            kind="hidden_text",
            title="Text that is there and not shown",
            detail=f"{len(hidden)} piece{'s' if len(hidden) > 1 else ''} of text cannot be seen by "
            "a person who opens the file. It was not counted.",
            source=source,
            locator=hidden[0].place,
            quote=words[:_SHOWN],
        )


def _looked_at(path: Path) -> tuple[bytes, str]:
    """How a file begins, and the SHA-256 of all of it."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(0)
        return head, hashlib.file_digest(file, "sha256").hexdigest()


def _skipped(record: EvidenceFile, reason: str) -> EvidenceText:
    return EvidenceText(record.model_copy(update={"skipped": reason}))


def _reader(name: str, head: bytes, size: int) -> Reader:
    """Who reads it. Raises Unreadable when it is empty, of an unknown kind or too large."""
    if not size:
        raise Unreadable("is empty")
    reader = reader_for(name, head)
    if reader is None:
        suffix = Path(name).suffix.lower()
        if suffix in SUFFIXES:
            raise Unreadable(f"is no {suffix} file of a kind that is known")
        advice = f"; save it as {_SAVE_AS[suffix]}" if suffix in _SAVE_AS else ""
        raise Unreadable(f"is of a kind that is not read ({suffix or 'no suffix'}){advice}")
    if size > reader.max_bytes:
        raise Unreadable(f"is larger than {reader.max_bytes // MEGABYTE} MB")
    return reader

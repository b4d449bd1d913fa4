"""Evidence files: found below what was named. Links and hidden files are passed over, and said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from sextant.errors import InputError, Problem

_CLUTTER = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".gitkeep", ".gitignore"})


def find(paths: Iterable[Path], folder: Path | None = None) -> tuple[tuple[str, Path], ...]:
    """(shown name, path) of every file named, folders walked, in a stable order.

    `folder`: where given, nothing outside it is taken. Raises InputError for what is missing or
    outside.
    """
    found: dict[Path, str] = {}
    problems: list[Problem] = []
    for path in paths:
        full = folder / path if folder else path
        if folder and not full.resolve().is_relative_to(folder.resolve()):
            problems.append(Problem(str(path), "lies outside the profile's folder"))
        elif not full.exists():
            problems.append(Problem(str(path), "evidence file or folder not found"))
        else:
            base = folder or (full if full.is_dir() else full.parent)
            for file in _walk(full):
                found.setdefault(file, file.relative_to(base).as_posix())
    if problems:
        raise InputError(problems)
    return tuple((name, path) for path, name in found.items())


def passed_over(path: Path) -> Iterator[tuple[str, str]]:
    """(shown name, reason) of each link and hidden file in a folder. What systems leave behind in
    every folder is not worth a word."""
    if path.is_dir():
        for child in sorted(path.iterdir()):
            if child.name.lower() in _CLUTTER:
                continue
            if child.is_symlink():
                yield child.name, "is a link, and links are not followed"
            elif _is_hidden(child):
                yield child.name, "is hidden or temporary"
            elif child.is_dir():
                yield from ((f"{child.name}/{n}", why) for n, why in passed_over(child))


def _is_hidden(path: Path) -> bool:
    return path.name.startswith((".", "~$")) or path.name.lower() in _CLUTTER


def _walk(path: Path) -> Iterator[Path]:
    """Regular files at or below `path`; links and hidden files are passed over."""
    if path.is_file():
        yield path
    elif path.is_dir():
        for child in sorted(path.iterdir()):
            if not _is_hidden(child) and not child.is_symlink():
                yield from _walk(child)

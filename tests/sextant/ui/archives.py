"""ZIP archives of clients, honest and hostile."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
PROFILE = "organization: {name: %s, sector: other, employees: 9}\nevidence: [notes.md]\n"
NOTES = "Staff sign in with a password only. Backups run every night and are tested each quarter."


def zipped(files: Mapping[str, str | bytes]) -> BytesIO:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    packed.seek(0)
    return packed


def client(folder: str, name: str = "Corner Shop") -> dict[str, str]:
    return {f"{folder}/profile.yaml": PROFILE % name, f"{folder}/notes.md": NOTES}


def linked(target: str) -> BytesIO:
    """One client, and a symbolic link as `zip --symlinks` writes it."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in client("a").items():
            archive.writestr(name, content)
        link = ZipInfo("a/link.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, target)
    packed.seek(0)
    return packed


def examples(*names: str) -> dict[str, bytes]:
    """Examples of the repository as a person would zip them."""
    return {
        path.relative_to(EXAMPLES).as_posix(): path.read_bytes()
        for name in names
        for path in sorted((EXAMPLES / name).rglob("*"))
        if path.is_file()
    }

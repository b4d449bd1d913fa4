"""Finding organisations and assessments of the history by what people write of them."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sextant.errors import StorageError
from sextant.tables import ASSESSMENTS, ORGANIZATIONS

_SHORTEST_ID = 4
_MOST_SUGGESTED = 3


def key_of(name: str) -> str:
    """The name by which an organisation is found: letter case and spaces aside."""
    return " ".join(name.casefold().split())


def known_organization(connection: Connection, organization: str) -> str:
    """The id of the organisation of that name or id. Raises StorageError with the nearest."""
    rows = connection.execute(sa.select(ORGANIZATIONS.c.id, ORGANIZATIONS.c.name)).all()
    by_key = {key_of(r.name): r.id for r in rows} | {r.id: r.id for r in rows}
    if found := by_key.get(key_of(organization)):
        return str(found)
    raise StorageError(_nothing("organisation", organization, [r.name for r in rows]))


def full_id(connection: Connection, identity: str) -> str:
    """The id that is meant by its beginning. Raises StorageError with the nearest, or with those
    that it fits."""
    ids = connection.scalars(sa.select(ASSESSMENTS.c.id)).all()
    wanted = identity.strip().lower()
    found = [i for i in ids if i == wanted or len(wanted) >= _SHORTEST_ID and i.startswith(wanted)]
    if len(found) > 1:
        raise StorageError(f"{identity!r} fits several assessments: {', '.join(sorted(found))}")
    if not found:
        raise StorageError(_nothing("assessment", identity, ids))
    return str(found[0])


def _nothing(what: str, name: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=_MOST_SUGGESTED, cutoff=0.5)
    if near:
        return f"no {what} {name!r} in the history; near: {', '.join(near)}"
    return f"no {what} {name!r} in the history" + ("" if known else ", which is empty")

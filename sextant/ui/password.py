"""The optional password of the web app: kept as a scrypt hash, compared in constant time."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections import deque
from collections.abc import Callable

from sextant.errors import SextantError

SHORTEST = 10
_COST, _BLOCK, _LANES = 2**15, 8, 1  # 32 MB and about 0.1 s a try (RFC 7914)
_MEMORY = 128 * 1024 * 1024
_KIND = "scrypt"
SESSION_SECONDS = 12 * 60 * 60


def make_hash(password: str) -> str:
    """The line to keep instead of the password. Raises SextantError when it is too short."""
    if len(password) < SHORTEST:
        raise SextantError(f"a password needs at least {SHORTEST} characters")
    salt = secrets.token_bytes(16)
    key = _derive(password, salt, _COST, _BLOCK, _LANES)
    parts = (_KIND, _COST, _BLOCK, _LANES, b64encode(salt).decode(), b64encode(key).decode())
    return ":".join(map(str, parts))


def fits(password: str, kept: str) -> bool:
    """Whether `password` is the one that `kept` was made of. Raises SextantError for a bad line."""
    cost, block, lanes, salt, key = _parts(kept)
    return hmac.compare_digest(_derive(password, salt, cost, block, lanes), key)


def checked(kept: str) -> str:
    """`kept` when it is a hash made by `make_hash`. Raises SextantError, without showing it."""
    _parts(kept)
    return kept


def _derive(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    return hashlib.scrypt(
        password.encode(), salt=salt, n=cost, r=block, p=lanes, maxmem=_MEMORY, dklen=32
    )


def _parts(kept: str) -> tuple[int, int, int, bytes, bytes]:
    try:
        kind, cost, block, lanes, salt, key = kept.split(":")
        numbers = int(cost), int(block), int(lanes)
        found = b64decode(salt, validate=True), b64decode(key, validate=True)
    except (ValueError, NotBase64):
        kind = ""
    if kind != _KIND or not (2**14 <= numbers[0] <= 2**17 and numbers[1:] == (_BLOCK, _LANES)):
        raise SextantError(
            "the password's hash is not one that `sextant ui --make-password` wrote; make a new one"
        )
    return (*numbers, *found)


class Tickets:
    """What a browser holds after the right password: signed, and worthless after half a day.

    The signature hangs on the password's hash: a new password ends every session, a restart none.
    """

    def __init__(self, kept: str, now: Callable[[], float] = time.time) -> None:
        self._key = hashlib.sha256(b"sextant-ticket:" + kept.encode()).digest()
        self._now = now

    def issue(self) -> str:
        body = f"{int(self._now()) + SESSION_SECONDS}.{secrets.token_urlsafe(16)}"
        return f"{body}.{self._sign(body)}"

    def valid(self, ticket: str) -> bool:
        body, _, signature = ticket.rpartition(".")
        if not hmac.compare_digest(self._sign(body).encode(), signature.encode()):
            return False
        until = body.partition(".")[0]
        return until.isdecimal() and int(until) > self._now()

    def _sign(self, body: str) -> str:
        return hmac.new(self._key, body.encode(), hashlib.sha256).hexdigest()


class Attempts:
    """Wrong passwords of late, by address and in all: beyond the limit, one waits.

    Bounded in memory: the oldest address makes room.
    """

    def __init__(
        self,
        each: int = 5,
        all_together: int = 50,
        seconds: float = 300,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._each, self._all, self._seconds, self._now = each, all_together, seconds, now
        self._wrong: dict[str, deque[float]] = {}

    def wait(self, address: str) -> int:
        """Seconds until this address may try again; 0 when it may."""
        self._forget()
        mine = self._wrong.get(address, deque())
        everyone = sorted(moment for moments in self._wrong.values() for moment in moments)
        ends = [mine[-self._each]] if len(mine) >= self._each else []
        ends += [everyone[-self._all]] if len(everyone) >= self._all else []
        return max((int(end + self._seconds - self._now()) + 1 for end in ends), default=0)

    def failed(self, address: str) -> None:
        self._wrong.setdefault(address, deque(maxlen=self._each)).append(self._now())

    def succeeded(self, address: str) -> None:
        self._wrong.pop(address, None)

    def _forget(self) -> None:
        edge = self._now() - self._seconds
        for address, moments in [*self._wrong.items()]:
            while moments and moments[0] <= edge:
                moments.popleft()
            if not moments:
                del self._wrong[address]

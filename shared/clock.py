"""Time and new ids, as values that tests replace."""

import os
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
Ids = Callable[[str], str]

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def utc_now() -> datetime:
    """Return now in UTC with the millisecond resolution the database keeps."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def new_id(prefix: str) -> str:
    """Return a new id such as `par_1f9k...`: 80 random bits behind the prefix of its kind."""
    bits = int.from_bytes(_random_bytes(10), "big")
    return prefix + "_" + "".join(_ALPHABET[bits >> shift & 31] for shift in range(75, -1, -5))


_pool = bytearray()


def _random_bytes(count: int) -> bytes:
    """Return bytes fit for secrets, asked of the system a few thousand at a time and never given out twice."""
    if len(_pool) < count:
        _pool.extend(os.urandom(4_096))
    taken = bytes(_pool[-count:])
    del _pool[-count:]
    return taken

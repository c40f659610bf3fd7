"""Reading the mails that the development stack did not send: keys and sign-in links in them."""

import re
from collections.abc import Collection
from datetime import datetime, timedelta

from deploy.demo.door import Answer, DemoFailed, Door, until
from deploy.demo.staff import ANYONE
from shared.clock import utc_now

ALL = 10_000
FRESH = timedelta(minutes=3)
"""An older link may have been used; another one can be asked for."""


async def keys_in_mails(door: Door, to: Collection[str], *, before: str) -> list[str]:
    """Return the key behind `before` in the latest mail to each address, once every mail has come."""
    if not to or not await has_outbox(door):
        return []

    async def there() -> list[str] | None:
        found: dict[str, str] = {}
        for mail in await mails(door):
            key = re.search(re.escape(before) + r"([\w-]+)", mail["text"])
            if key and mail["to"][0] in to:
                found.setdefault(mail["to"][0], key[1])
        return list(found.values()) if len(found) == len(to) else None

    return await until(there, what=f"mails to {len(to)} addresses")


async def mails(door: Door, to: str = "", *, limit: int = ALL) -> list[Answer]:
    """Return mails, the latest first."""
    found: list[Answer] = await door.read(ANYONE, "/outbox/api/mails", to=to, limit=limit)
    return found


async def sign_in_link(door: Door, to: str, *, service: str) -> str:
    """Return the latest sign-in link a service mailed to someone, a fresh one for an old one; empty when none comes."""
    found = await _latest(door, to, service, since=None)
    if found is None or utc_now() - _at(found) > FRESH:
        await door.form(f"/{service}/link", email=to)
        found = await _latest(door, to, service, since=found and _at(found)) or found
    link = _link(service).search(found["text"]) if found else None
    return link[0] if link else ""


async def _latest(door: Door, to: str, service: str, *, since: datetime | None) -> Answer | None:
    pattern = _link(service)

    async def there() -> Answer | None:
        found = (mail for mail in await mails(door, to, limit=50) if pattern.search(mail["text"]))
        return next((mail for mail in found if since is None or _at(mail) > since), None)

    try:
        return await until(there, what=f"a sign-in link to {to}", within=20 if since is None else 5)
    except DemoFailed:
        return None


def _at(mail: Answer) -> datetime:
    return datetime.fromisoformat(mail["received_at"])


def _link(service: str) -> re.Pattern[str]:
    return re.compile(r"https?://\S+/" + service + r"/link/\w+")


async def has_outbox(door: Door) -> bool:
    """Tell whether the mails can be read here: only a development stack keeps them."""
    return await door.find(ANYONE, "/outbox/api/mails?limit=1") is not None

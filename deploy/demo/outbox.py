"""Reading the mails that the development stack did not send: keys and sign-in links in them."""

import re
from collections.abc import Collection

from deploy.demo.door import PATIENCE, Answer, DemoFailed, Door, until
from deploy.demo.staff import ANYONE

ALL = 10_000


async def keys_in_mails(door: Door, to: Collection[str], *, before: str) -> list[str]:
    """Return the key behind `before` in the latest mail to each address, once every mail has come."""
    if not to:
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


async def sign_in_link(door: Door, to: str, *, service: str, within: float = PATIENCE) -> str:
    """Return the address of the latest sign-in link a service mailed to someone; empty when none comes."""
    pattern = re.compile(r"https?://\S+/" + service + r"/link/\w+")

    async def there() -> str | None:
        found = (pattern.search(mail["text"]) for mail in await mails(door, to, limit=20))
        return next((one[0] for one in found if one), None)

    try:
        return await until(there, what=f"a sign-in link to {to}", within=within)
    except DemoFailed:
        return ""


async def has_outbox(door: Door) -> bool:
    """Tell whether the mails can be read here: only a development stack keeps them."""
    return await door.find(ANYONE, "/outbox/api/mails?limit=1") is not None

"""Mails: the value a unit queues, the ledger row, and the port to the ledger; `postman.py` sends them."""

from datetime import datetime
from typing import Protocol

from pydantic import Field

from shared.values import Value


class Mail(Value):
    """One mail to one address, in that person's language already.

    `key` is the row's id in the ledger: queued twice under one key it goes out once. In `text`, an address of ours is
    written `plenary:/sponsorship/...`; the postman puts the public address of the house in its place.
    """

    key: str
    to: str = Field(pattern=r"^[^@\s]+@[^@\s]+$", max_length=320)
    subject: str
    text: str
    about: str | None = None


class ClaimedMail(Mail):
    """A mail somebody is sending now; `tries` counts this try, `claimed_until` names the claim."""

    tries: int
    claimed_until: datetime


class MailLedger(Protocol):
    """The mails of one service and what became of them: queued, sending, sent, failed or bounced.

    Whoever ends a claim names it; if the claim ran out meanwhile and someone else took the mail, nothing happens.
    """

    async def waiting(self, now: datetime) -> bool:
        """Tell whether a mail is due, or a claim has run out."""

    async def claim(self, now: datetime, *, until: datetime) -> ClaimedMail | None:
        """Take the mail that is due for longest, or whose claim ran out, for this caller alone until `until`."""

    async def sent(self, mail: ClaimedMail, *, at: datetime, text: str) -> None:
        """Note that the mail went out, and keep `text` of it."""

    async def retry(self, mail: ClaimedMail, *, at: datetime, error: str) -> None:
        """Queue the mail again for `at`."""

    async def give_up(self, mail: ClaimedMail, *, state: str, error: str, text: str) -> None:
        """Note that the mail will not go out: `failed` or `bounced`."""

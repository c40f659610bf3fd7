"""What pages and the API read of mailings: each with its recipients and what became of every mail."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from services.registration.domain.mailings.mailing import Mailing
from services.registration.domain.mailings.reminders import Reminder
from shared.values import Value


class Sent(Value):
    """One recipient and the newest of their mails: queued, sending, sent, failed or bounced."""

    recipient_id: str
    name: str
    email: str
    delegation: str
    language: str
    state: str
    tries: int = 0
    mails: int = 1
    error: str = ""
    queued_at: datetime
    sent_at: datetime | None = None


class MailingViews(Protocol):
    """The read side of mailings."""

    async def mailings(self, meeting_id: str) -> list[Mailing]:
        """Return the mailings of a meeting, newest first."""

    async def mailing(self, mailing_id: str) -> Mailing:
        """Return one mailing, or refuse with NotFound."""

    async def recipients(self, mailing_id: str) -> list[Sent]:
        """Return every recipient by name, each with what became of their newest mail."""

    async def counts(self, mailing_ids: Sequence[str]) -> dict[str, dict[str, int]]:
        """Return how many mails of each mailing are in which state."""

    async def reminders(self, meeting_id: str) -> list[Reminder]:
        """Return the reminders of a meeting by instant."""

"""A mail server and a ledger for tests: the server is real and can be rude, the ledger is in memory."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, Envelope, Session

from shared.mail import ClaimedMail, Mail


@dataclass
class Entry:
    """One row of the ledger in memory."""

    mail: Mail
    at: datetime
    state: str = "queued"
    tries: int = 0
    text: str = ""
    error: str | None = None
    sent_at: datetime | None = None


@dataclass
class MemoryMailLedger:
    """The ledger in memory."""

    rows: dict[str, Entry] = field(default_factory=dict)

    def queue(self, mail: Mail, at: datetime) -> None:
        """Put a mail in, as a unit does."""
        self.rows.setdefault(mail.key, Entry(mail, at, text=mail.text))

    async def waiting(self, now: datetime) -> bool:
        return bool(self._due(now))

    async def claim(self, now: datetime, *, until: datetime) -> ClaimedMail | None:
        due = self._due(now)
        if not due:
            return None
        row = min(due, key=lambda row: row.at)
        row.state, row.at, row.tries = "sending", until, row.tries + 1
        return ClaimedMail(**row.mail.model_dump(), tries=row.tries, claimed_until=until)

    async def sent(self, mail: ClaimedMail, *, at: datetime, text: str) -> None:
        if row := self._claimed(mail):
            row.state, row.sent_at, row.text = "sent", at, text

    async def retry(self, mail: ClaimedMail, *, at: datetime, error: str) -> None:
        if row := self._claimed(mail):
            row.state, row.at, row.error = "queued", at, error

    async def give_up(self, mail: ClaimedMail, *, state: str, error: str, text: str) -> None:
        if row := self._claimed(mail):
            row.state, row.error, row.text = state, error, text

    def _due(self, now: datetime) -> list[Entry]:
        return [row for row in self.rows.values() if row.state in ("queued", "sending") and row.at <= now]

    def _claimed(self, mail: ClaimedMail) -> Entry | None:
        row = self.rows[mail.key]
        return row if row.state == "sending" and row.at == mail.claimed_until else None


@dataclass
class PostOffice:
    """What the mail server took, and how it answers: by recipient, for the next mail, or to everything."""

    url: str = ""
    taken: list[EmailMessage] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    once: list[str] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event | None = None

    async def handle_RCPT(  # noqa: N802 - the name the server calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        if self.once:
            return self.once.pop(0)
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        self.arrived.set()
        if self.go_on:
            await self.go_on.wait()
        return "250 taken"

    def texts(self) -> list[str]:
        """Return the texts of the mails taken."""
        bodies = [message.get_body(("plain",)) for message in self.taken]
        return [body.get_content().replace("\r\n", "\n") for body in bodies if body]


@asynccontextmanager
async def a_post_office() -> AsyncIterator[PostOffice]:
    """Run a mail server on a free port."""
    office = PostOffice()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(office, hostname="post.test", loop=loop), "127.0.0.1", 0)
    office.url = f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield office
    finally:
        server.close()
        await server.wait_closed()

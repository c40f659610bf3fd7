"""Sends the mails of the ledger: several connections, growing pauses, each mail once."""

import asyncio
import hashlib
import logging
import random
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from time import monotonic
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from aiosmtplib import SMTP, SMTPDataError, SMTPException, SMTPRecipientRefused, SMTPRecipientsRefused

from shared.clock import Clock, utc_now
from shared.finishing import to_the_end
from shared.mail import ClaimedMail, Mail, MailLedger
from shared.mail_pages import as_page

CLAIM = timedelta(seconds=120)
TIMEOUT = 60.0
"""Seconds for one mail; well below CLAIM, so that nobody else takes a mail that is still being sent."""

CONNECTIONS = 4
SWEEP = 5.0
EVERY = 1.0
"""Seconds between two words that mails changed, however many go out meanwhile."""

TRIES = 12
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)

_LINK = re.compile(r"(/link/)[\w-]+")
_logger = logging.getLogger(__name__)


class Bounced(Exception):
    """The mail server refuses this mail for good."""


class Connection(Protocol):
    """An open way to send mails."""

    @property
    def is_open(self) -> bool:
        """Tell whether the next mail can go this way."""

    async def send(self, message: EmailMessage, *, sender: str, to: str) -> None:
        """Send one mail; raises Bounced, or SMTPException or OSError for what may pass."""


class Smtp:
    """Connections to the mail server at `url`.

    `smtp://user:password@host:port` (STARTTLS where offered; `?starttls=required` insists), `smtps://` for TLS at once.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._tls = parts.scheme == "smtps"
        self._start_tls = True if parse_qs(parts.query).get("starttls") == ["required"] else None
        self._host = parts.hostname or "localhost"
        self._port = parts.port
        self._user = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None

    @asynccontextmanager
    async def connected(self) -> AsyncIterator["SmtpConnection"]:
        """Open one connection; raises SMTPException or OSError if the server is away."""
        client = SMTP(
            hostname=self._host,
            port=self._port,
            username=self._user,
            password=self._password,
            use_tls=self._tls,
            start_tls=False if self._tls else self._start_tls,
            timeout=TIMEOUT / 4,
        )
        async with client:
            yield SmtpConnection(client)


class SmtpConnection:
    """One connection, for one mail after the other."""

    def __init__(self, client: SMTP) -> None:
        self._client = client

    @property
    def is_open(self) -> bool:
        return self._client.is_connected

    async def send(self, message: EmailMessage, *, sender: str, to: str) -> None:
        """Send one mail."""
        try:
            async with asyncio.timeout(TIMEOUT):
                await self._client.send_message(message, sender=sender, recipients=[to])
        except SMTPRecipientsRefused as refused:
            _bounce_if_final(refused.recipients[0])
            raise
        except SMTPDataError as refused:
            _bounce_if_final(refused)
            raise


def _bounce_if_final(refused: SMTPRecipientRefused | SMTPDataError) -> None:
    if refused.code >= 500:
        raise Bounced(f"{refused.code} {refused.message}") from refused


class Postman:
    """Sends what the ledger holds; run by the lease holder of a service.

    A mail is claimed in the ledger before it is sent and marked after the mail server took it, so no two senders have
    the same mail. Only if the process dies between the server's acceptance and the mark, the mail goes out again when
    the claim has run out - with the same Message-ID, by which mail programs and servers recognise the second copy.
    """

    def __init__(
        self,
        ledger: MailLedger,
        smtp: Smtp,
        *,
        sender: str,
        public_url: str,
        clock: Clock = utc_now,
    ) -> None:
        self.wake = asyncio.Event()
        self.changed: Callable[[], None] = lambda: None
        """What is called when mails went out or came back, for pages that follow them."""
        self._ledger = ledger
        self._smtp = smtp
        self._sender = sender
        self._public_url = public_url.rstrip("/")
        self._clock = clock
        self._away = False
        self._said_at = 0.0
        self._unsaid = False

    async def run(self) -> None:
        """Send until cancelled; `wake` says that there are new mails, a slow sweep finds the rest."""
        while True:
            self.wake.clear()
            try:
                await self.deliver_due()
            except Exception:
                _logger.exception("mails could not be sent; they stay queued")
            await self._rest()

    async def _rest(self) -> None:
        if self._away:
            await asyncio.sleep(SWEEP)
            return
        try:
            async with asyncio.timeout(SWEEP):
                await self.wake.wait()
        except TimeoutError:
            return

    async def deliver_due(self) -> None:
        """Send everything that is due now. No mail is touched while the mail server is away."""
        if not await self._ledger.waiting(self._clock()):
            return
        self._away = False
        async with asyncio.TaskGroup() as group:
            for _ in range(CONNECTIONS):
                group.create_task(self._deliver_some())
        if self._unsaid:
            self._say(monotonic())

    def _say(self, at: float) -> None:
        self._said_at, self._unsaid = at, False
        self.changed()

    async def _deliver_some(self) -> None:
        try:
            async with self._smtp.connected() as connection:
                while mail := await self._ledger.claim(self._clock(), until=self._clock() + CLAIM):
                    self._unsaid = True
                    await to_the_end(self._deliver(mail, connection), within=TIMEOUT)
                    if (at := monotonic()) - self._said_at >= EVERY:
                        self._say(at)
        except (SMTPException, OSError) as error:
            if not self._away:
                _logger.warning("the mail server does not answer; mails stay queued: %s", error)
            self._away = True

    async def _deliver(self, mail: ClaimedMail, connection: Connection) -> None:
        text = without_links(mail.text)
        try:
            message = message_of(mail, sender=self._sender, public_url=self._public_url, clock=self._clock)
            await connection.send(message, sender=self._sender, to=mail.to)
        except (Bounced, ValueError) as refused:
            await self._ledger.give_up(mail, state="bounced", error=str(refused), text=text)
        except (SMTPException, OSError) as error:
            await self._later(mail, error=f"{type(error).__name__}: {error}")
            if isinstance(error, OSError) or not connection.is_open:
                raise
        else:
            await self._ledger.sent(mail, at=self._clock(), text=text)

    async def _later(self, mail: ClaimedMail, *, error: str) -> None:
        if mail.tries >= TRIES:
            await self._ledger.give_up(mail, state="failed", error=error, text=without_links(mail.text))
            return
        await self._ledger.retry(mail, at=self._clock() + pause_after(mail.tries), error=error)


def pause_after(tries: int) -> timedelta:
    """Return the pause after so many tries: doubling, at most an hour, with jitter of a quarter."""
    pause = min(FIRST_PAUSE * 2.0 ** min(tries - 1, 20), LONGEST_PAUSE)
    return pause * random.uniform(0.75, 1.25)  # noqa: S311 - jitter, not a secret


def message_of(mail: Mail, *, sender: str, public_url: str, clock: Clock = utc_now) -> EmailMessage:
    """Return the mail as it goes out; ValueError if address or subject cannot be a header."""
    message = EmailMessage()
    message["From"] = Address(addr_spec=sender)
    message["To"] = Address(addr_spec=mail.to)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(clock())
    message["Message-ID"] = message_id(mail.key, sender=sender)
    message["Auto-Submitted"] = "auto-generated"
    text = mail.text.replace("plenary:/", f"{public_url}/")
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(as_page(text), subtype="html", cte="quoted-printable")
    return message


def message_id(key: str, *, sender: str) -> str:
    """Return the Message-ID of the mail with this key: always the same one."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{sender.rpartition('@')[2]}>"


def without_links(text: str) -> str:
    """Return what is kept of a mail's text: sign-in links without their token, so that the ledger opens no door."""
    return _LINK.sub(r"\1...", text)

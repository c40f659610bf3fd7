"""The mail sink: takes every mail over SMTP, sends none, keeps the latest on disk."""

from collections import OrderedDict
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from shared.clock import utc_now
from shared.values import Value

KEPT = 10_000
"""How many mails are kept; the oldest go first."""


class Caught(Value):
    """One mail as the sink received it."""

    mail_id: int
    received_at: datetime
    sender: str
    to: tuple[str, ...]
    subject: str
    text: str


class Envelope(Protocol):
    """What SMTP says around a mail."""

    mail_from: str | None
    rcpt_tos: list[str]
    content: bytes | str | None


class Sink:
    """The mails caught so far, in memory and in one file of JSON lines."""

    def __init__(self, file: Path) -> None:
        self._file = file
        lines = file.read_text().splitlines()[-KEPT:] if file.exists() else []
        read = (Caught.model_validate_json(line) for line in lines)
        self._mails = OrderedDict((mail.mail_id, mail) for mail in read)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(line + "\n" for line in lines))
        file.chmod(0o600)
        self._writer = file.open("a")

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep one mail."""
        content = envelope.content or b""
        raw = content.encode() if isinstance(content, str) else content
        self.keep(_read(raw, envelope, number=next(reversed(self._mails), 0) + 1))
        return "250 Kept in the outbox"

    def keep(self, mail: Caught) -> None:
        """Keep a mail; beyond the limit the oldest is forgotten."""
        self._mails[mail.mail_id] = mail
        while len(self._mails) > KEPT:
            self._mails.popitem(last=False)
        self._writer.write(mail.model_dump_json() + "\n")
        self._writer.flush()

    def find(self, mail_id: int) -> Caught | None:
        """Return one mail by its number."""
        return self._mails.get(mail_id)

    def latest(self, *, to: str = "", limit: int = 200) -> list[Caught]:
        """Return mails, the latest first; `to` picks those to one address."""
        wanted = to.strip().casefold()
        found: list[Caught] = []
        for mail in reversed(self._mails.values()):
            if len(found) >= limit:
                break
            if not wanted or wanted in (one.casefold() for one in mail.to):
                found.append(mail)
        return found


def _read(raw: bytes, envelope: Envelope, *, number: int) -> Caught:
    message = message_from_bytes(raw, EmailMessage, policy=policy.default)
    body = message.get_body(preferencelist=("plain", "html")) if isinstance(message, EmailMessage) else None
    return Caught(
        mail_id=number,
        received_at=utc_now(),
        sender=str(message["from"] or envelope.mail_from or ""),
        to=tuple(envelope.rcpt_tos),
        subject=str(message["subject"] or ""),
        text=str(body.get_content()) if body else "",
    )

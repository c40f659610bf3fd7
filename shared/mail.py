"""Mails: the value a unit queues; the ledger row and the sending by the lease holder."""

from pydantic import Field

from shared.values import Value


class Mail(Value):
    """One mail to one address, in that person's language already.

    `key` is the row's id in the ledger: queued twice under one key it goes out once.
    """

    key: str
    to: str = Field(pattern=r"^[^@\s]+@[^@\s]+$", max_length=320)
    subject: str
    text: str
    about: str | None = None

"""A mailing and its recipients: drafted, sent piece by piece, each address once, stopped, sent again to one."""

import hashlib
from datetime import datetime
from enum import StrEnum
from typing import Self

from services.registration.domain.mailings.audience import Addressee, Audience
from services.registration.domain.mailings.texts import sound
from shared.contracts.registration.mailings import MailText
from shared.errors import Refused
from shared.values import Aggregate


class MailingState(StrEnum):
    """How far a mailing is."""

    DRAFT = "draft"
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"


class Phase(StrEnum):
    """Which people are gone through now."""

    DELEGATIONS = "delegations"
    PARTICIPANTS = "participants"


class NotADraft(Refused):
    """The mailing was sent, so its text stands."""

    status = 409
    next_step = "Start another mailing from this one."


class NotSending(Refused):
    """The mailing is not being sent."""

    status = 409
    next_step = "Open the mailing: it shows how far it is."


class Mailing(Aggregate):
    """One text to one audience; `queued` counts the addresses that were written to, `deadline` what it reminds of.

    With `follow_up_id` it goes to those alone who are asked by that form and have not answered.
    """

    mailing_id: str
    meeting_id: str
    title: str
    texts: tuple[MailText, ...]
    audience: Audience
    state: MailingState = MailingState.DRAFT
    deadline: datetime | None = None
    follow_up_id: str = ""
    phase: Phase = Phase.DELEGATIONS
    behind: str = ""
    queued: int = 0
    drafted_by: str
    drafted_at: datetime
    sent_by: str = ""
    sent_at: datetime | None = None
    moved_at: datetime

    def edit(self, title: str, texts: tuple[MailText, ...], audience: Audience) -> Self:
        """Replace what a draft says and to whom."""
        self._must_be_draft()
        return self.next(title=title, texts=sound(texts), audience=audience)

    def send(self, by: str, *, at: datetime) -> Self:
        """Begin to send; the pieces follow."""
        self._must_be_draft()
        return self.next(state=MailingState.SENDING, sent_by=by, sent_at=at, moved_at=at)

    def stop(self) -> Self:
        """Write to nobody else."""
        if self.state is not MailingState.SENDING:
            raise NotSending("This mailing is not being sent.")
        return self.next(state=MailingState.STOPPED)

    def is_at(self, phase: str, behind: str) -> bool:
        """Tell whether this is the piece that comes next; a repetition is not."""
        return self.state is MailingState.SENDING and (self.phase.value, self.behind) == (phase, behind)

    def advance(self, last: str | None, *, queued: int, at: datetime) -> Self:
        """Go on behind the last one of a piece; without one the phase, or the whole, is done."""
        total = self.queued + queued
        if last is not None:
            return self.next(behind=last, queued=total, moved_at=at)
        if self.phase is Phase.DELEGATIONS:
            return self.next(phase=Phase.PARTICIPANTS, behind="", queued=total, moved_at=at)
        return self.next(state=MailingState.SENT, queued=total, moved_at=at)

    def _must_be_draft(self) -> None:
        if self.state is not MailingState.DRAFT:
            raise NotADraft("This mailing was sent already.")


class Recipient(Aggregate):
    """One address of one mailing; `mail_keys` are its rows in the ledger of mails, the newest last."""

    recipient_id: str
    mailing_id: str
    email: str
    name: str
    language: str
    delegation: str
    delegation_id: str
    participant_id: str | None = None
    focal_point: bool = False
    mail_keys: tuple[str, ...]
    queued_at: datetime


def recipient_id_of(mailing_id: str, email: str) -> str:
    """Return the id of an address in a mailing: the same for every way by which it falls under the audience."""
    return f"{mailing_id}:{hashlib.sha256(email.encode()).hexdigest()[:20]}"


def recipient_of(mailing_id: str, to: Addressee, *, mail_key: str, at: datetime) -> Recipient:
    """Return the row of one address."""
    return Recipient(
        recipient_id=recipient_id_of(mailing_id, to.email),
        mailing_id=mailing_id,
        mail_keys=(mail_key,),
        queued_at=at,
        version=1,
        **dict(to),
    )

"""Reminders: so many days before a deadline of the meeting, to those whom it concerns; they move with the deadline."""

from datetime import datetime, timedelta
from typing import Self

from services.registration.domain.mailings.audience import Audience
from services.registration.domain.meetings import Meeting
from shared.contracts.registration import DeadlineKind
from shared.contracts.registration.mailings import MailText
from shared.values import Aggregate


class Reminder(Aggregate):
    """A reminder of one deadline; `at` is when it goes out, `sent_for` the deadline it went out for last."""

    reminder_id: str
    meeting_id: str
    deadline: DeadlineKind
    days_before: int
    texts: tuple[MailText, ...]
    audience: Audience
    at: datetime | None = None
    sent_for: datetime | None = None
    active: bool = True

    def follow(self, meeting: Meeting) -> Self:
        """Set the instant by the meeting's deadline; the same reminder where nothing moved."""
        deadline = meeting.deadline(self.deadline)
        at = deadline - timedelta(days=self.days_before) if deadline else None
        return self if at == self.at else self.next(at=at)

    def is_due(self, meeting: Meeting, now: datetime) -> bool:
        """Tell whether it goes out now: not twice for one deadline, and not once the deadline has passed."""
        deadline = meeting.deadline(self.deadline)
        if not self.active or self.at is None or deadline is None or self.sent_for == deadline:
            return False
        return self.at <= now < deadline

    def sent(self, meeting: Meeting) -> Self:
        """Note for which deadline it went out."""
        return self.next(sent_for=meeting.deadline(self.deadline))

    @property
    def waits(self) -> bool:
        """Tell whether it is still to go out for the deadline as it stands."""
        due = self.at + timedelta(days=self.days_before) if self.at else None
        return self.active and due is not None and self.sent_for != due


def reminder_id_of(meeting_id: str, deadline: DeadlineKind, *, days_before: int) -> str:
    """Return the id of a reminder: one for so many days before one deadline."""
    return f"rem_{meeting_id}_{deadline.value}_{days_before}"

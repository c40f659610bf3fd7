"""What the rules of accreditation refuse, each named after what is not so."""

from datetime import datetime
from zoneinfo import ZoneInfo

from shared.errors import AlreadyTaken, Refused


class ApplicationTooLate(Refused):
    """The application comes later than the hours that checking takes; the next step says what was the last instant."""

    def __init__(self, latest: datetime, zone: str) -> None:
        local = latest.astimezone(ZoneInfo(zone))
        said = (
            f"The last moment was {local:%a} {local.day} {local:%b %Y, %H:%M} ({zone}). Ask the press desk in person."
        )
        super().__init__("It is too late to apply for these days.", field="days", next_step=said)
        self.latest = latest


class DaysOutsideMeeting(Refused):
    """Somebody applies for days on which nothing takes place."""

    next_step = "Tick days of the meeting."


class DocumentNotAsked(Refused):
    """A document was sent that this application does not need."""

    next_step = "Send the documents of the checklist only."


class DocumentsMissing(Refused):
    """Nothing is granted before every document is in order."""

    next_step = "Check the documents that are left, or ask the applicant for them."


class NotAtThisStep(Refused):
    """The application is decided already, or not decided yet."""

    status = 409
    next_step = "Load the page again: a colleague may have been faster."


class AppliedAlready(AlreadyTaken):
    """Somebody applied with this address before."""

    next_step = "Use the link that was mailed to you, or ask for a new one."

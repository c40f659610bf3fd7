"""What a first entry does to a participant: it checks them in; an earlier one that comes in later moves the hour."""

from datetime import datetime
from zoneinfo import ZoneInfo

from services.registration.domain.participants import Participant, ParticipantStatus
from shared.contracts.registration import ParticipantCheckedIn


def arrive(
    participant: Participant, *, at: datetime, zone: str
) -> tuple[Participant, tuple[ParticipantCheckedIn, ...]] | None:
    """Return the participant as arrived at `at` with what is told of it, or None where nothing changes.

    The arrival is told once; when a device reports an earlier scan later, the hour and day of arrival follow it.
    """
    if participant.status is ParticipantStatus.CONFIRMED:
        present, checked_in = participant.check_in(zone=zone, at=at, now=at)
        return present, (checked_in,)
    if participant.arrived_at is None or participant.arrived_at <= at:
        return None
    day = at.astimezone(ZoneInfo(zone)).date().isoformat()
    return participant.next(arrived_at=at, arrived_on=day), ()

"""What a rule of side events refuses or warns of, by name."""

from enum import StrEnum

from shared.errors import AlreadyTaken, Refused
from shared.values import Value


class WarningKind(StrEnum):
    """What a warning is about."""

    CAPACITY = "capacity"
    SAME_THEME = "same_theme"
    SAME_HOST = "same_host"
    ACCESSIBILITY = "accessibility"
    OUTSIDE_MEETING = "outside_meeting"
    PROVISIONAL_HOST = "provisional_host"
    PARALLEL_SESSION = "parallel_session"


class Warning(Value):
    """One sentence for the person who decides; it forbids nothing."""

    kind: WarningKind
    reason: str


class RoomTaken(AlreadyTaken):
    """Another side event holds the room, or a part of it, at an overlapping time (E1)."""

    next_step = "Choose another room or time."


class OfficialSession(AlreadyTaken):
    """An official session needs the room at an overlapping time; it outranks every side event (E3)."""

    next_step = "Choose another room or time."


class SpeakerElsewhere(AlreadyTaken):
    """A speaker is in another room at an overlapping time (E4)."""

    next_step = "Choose another time, or agree another speaker with the host."


class AlreadyApplied(AlreadyTaken):
    """The organisation has a request of its own as sole host at this meeting (E5)."""

    next_step = "Add a supporting host, or change the request you made before."


class NotADelegation(Refused):
    """A host is no delegation of the meeting (E6)."""

    next_step = "Choose a delegation that is invited to this meeting."


class RequestsClosed(Refused):
    """The deadline for requests has passed and late ones are not taken."""

    next_step = "Write to the secretariat of the meeting."


class ConditionsNotAccepted(Refused):
    """The host did not accept the conditions."""

    next_step = "Read the conditions and tick the box to accept them."


class NotWaiting(Refused):
    """The side event does not wait for a decision."""

    status = 409
    next_step = "Open the side event to see where it stands."


class NotScheduled(Refused):
    """The side event has no room and time."""

    status = 409
    next_step = "Give it a room and a time first."


class NotConfirmed(Refused):
    """The side event was not confirmed, so it cannot be published (E7)."""

    status = 409
    next_step = "Confirm it with its host first."


class ReasonNeeded(Refused):
    """Warnings stand against this room and time, and no reason was given to go on all the same."""

    status = 409
    next_step = "Choose another room or time, or give a reason to go on all the same."


class WrongTimes(Refused):
    """A beginning and an end that make no time slot."""


class WrongRoom(Refused):
    """A description that makes no room."""

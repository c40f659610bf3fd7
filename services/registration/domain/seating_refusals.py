"""What the rules of seats, substitutions and badge holders refuse, each named after what is not so."""

from shared.errors import Refused


class RoomFull(Refused):
    """The quotas of the delegations and the seats in use would exceed the room (R7)."""

    status = 409
    next_step = "Lower the quotas, take seats back from a delegation, or choose a larger room."


class QuotaInUse(Refused):
    """More people of a delegation are seated than its quota would allow."""

    status = 409
    next_step = "Let somebody of the delegation give up a seat first."


class NoSeatFree(Refused):
    """Every seat of the delegation in the room is taken (R7)."""

    status = 409
    next_step = "Swap with somebody of the delegation who has a seat, or join the waiting list."


class AlreadySeated(Refused):
    """The person has a seat in this room."""

    status = 409
    next_step = "Nothing is left to do here."


class NotSeated(Refused):
    """The person has no seat in this room."""

    status = 409
    next_step = "Load the page again: somebody may have changed the seats."


class NoSeating(Refused):
    """The meeting has no room with seats, or the role takes none."""

    next_step = "Ask the secretariat whether seats are given out for this meeting."


class NotTheirColleague(Refused):
    """Whoever takes a place is not registered in the same delegation, or is the same person."""

    next_step = "Choose somebody of the same delegation who is registered and not withdrawn."


class AlreadyReverted(Refused):
    """The substitution was taken back before."""

    status = 409
    next_step = "Nothing is left to do here."


class SuccessorArrived(Refused):
    """Whoever took the place has entered the venue."""

    status = 409
    next_step = "Substitute them again instead: the place then goes back by a new substitution."


class UnknownSubAffiliation(Refused):
    """The delegation has no such organisation inside it (LOG09)."""

    next_step = "Choose one of the organisations of the delegation, or ask its focal point to add yours."


class AccompaniesNobody(Refused):
    """Somebody accompanies a participant who does not come, or who accompanies somebody too."""

    next_step = "Name the participant whom this person accompanies."


class BadgeRunsOut(Refused):
    """The standing badge is not valid on every day of the meeting (domain 2.1)."""

    next_step = "Let the person register, so that they are given a badge for the meeting."

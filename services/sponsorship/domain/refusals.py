"""What sponsorship refuses, by name."""

from shared.errors import AlreadyTaken, Refused


class FundExhausted(Refused):
    """The money that may be used for this State does not suffice (S3)."""

    next_step = "Offer less, put the nominee on the reserve list, or record another contribution first."


class FundFull(Refused):
    """The fund's one document holds as many contributions or offers as it may."""

    next_step = "Settle this round and open the next one."


class FundOpenAlready(AlreadyTaken):
    """The meeting has its fund already."""

    next_step = "Open the meeting's fund and record contributions there."


class NotInvited(Refused):
    """Only a State invited to the meeting can nominate (S1)."""

    next_step = "Ask registration to invite the State first."


class StateLimitReached(AlreadyTaken):
    """The State has nominated as many delegates as one round allows (S2)."""

    next_step = "Wait until an earlier nomination ends, or try again if another was being entered at this moment."


class AlreadyNominated(AlreadyTaken):
    """This person is nominated for this meeting already."""

    next_step = "Open the existing nomination."


class NotAtThisStep(Refused):
    """The nomination or offer is not where this step begins."""

    status = 409
    next_step = "Load the page again to see where it stands."


class SamePerson(Refused):
    """Proposer and decider must be two people (S4)."""

    next_step = "Ask the Coordinator to decide."


class ReasonNeeded(Refused):
    """Who decides otherwise than proposed says why (S5)."""

    next_step = "Write the reason for the other amount."


class DeadlinePassed(Refused):
    """The offer can no longer be answered."""

    next_step = "Ask the sponsorship administrator whether a new offer is possible."


class WrongDeadline(Refused):
    """An offer must be answered in the future, and before the meeting opens."""

    next_step = "Choose an instant from now until the day the meeting opens."


class WrongAmount(Refused):
    """The amount, its currency or its rate cannot be booked."""

    next_step = "Correct the amount, its currency or its rate."

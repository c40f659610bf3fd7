"""What the rules of the review refuse, each named after what is not so."""

from shared.errors import Refused


class ReasonMissing(Refused):
    """Somebody would be rejected and not told why."""

    next_step = "Choose a reason or write one; it is mailed to the person."


class AlreadyRejected(Refused):
    """The person was rejected before."""

    status = 409
    next_step = "Reopen the decision first."


class ArrivedAlready(Refused):
    """The person is at the meeting; a decision on their registration comes too late."""

    status = 409
    next_step = "Withdraw the person if they have to leave; their badge stops working at once."


class NothingDecided(Refused):
    """There is no decision that could be published or taken back."""

    status = 409
    next_step = "Load the page again: a colleague may have been faster."


class NothingAsked(Refused):
    """The person has no open question."""

    status = 409
    next_step = "Nothing is left to do here."


class NotOneMeeting(Refused):
    """Two registrations that are compared belong to different meetings."""

    next_step = "Choose two registrations of one meeting."

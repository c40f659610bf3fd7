"""What the rules of registration refuse, each named after what is not so."""

from datetime import datetime
from zoneinfo import ZoneInfo

from shared.errors import AlreadyTaken, Refused


class AlreadyAnnounced(AlreadyTaken):
    """A meeting with this code was announced before."""

    next_step = "Open the meeting, or choose another code."


class DatesOutOfOrder(Refused):
    """A meeting would close before it opens, or a deadline lie after its end."""


class UnknownZone(Refused):
    """The venue's time zone is no zone of the IANA database."""

    next_step = "Give the zone by its IANA name, for example Europe/Zurich."


class UnknownConvention(Refused):
    """There are no treaty facts for this convention."""

    next_step = "Choose a convention whose States are in the treaty data."


class PatternIncomplete(Refused):
    """The pattern of document symbols has no place for the number."""

    next_step = "Write the pattern with {number} where the number goes, for example APLC/MSP.22/2025/INF.{number}."


class RegistrationNotOpen(Refused):
    """The meeting does not take registrations or notifications yet."""

    next_step = "Come back when registration has been opened, or ask the secretariat."


class RegistrationOpenAlready(Refused):
    """Registration for this meeting was opened before."""

    next_step = "Nothing is left to do here."


class NotOneHead(Refused):
    """A delegation has no head, or more than one (R1)."""

    next_step = "Mark exactly one person as head of delegation."


class NamedTwice(Refused):
    """A note names the same person twice."""

    next_step = "Remove the second entry."


class DecisionRecordMissing(Refused):
    """An organisation outside the standing list has no decision that admits it (R4)."""

    next_step = "Give the recommendation and the decision that admit this organisation."


class AlreadyInvited(AlreadyTaken):
    """The organisation has a delegation at this meeting."""

    next_step = "Open its delegation."


class AlreadyRegistered(AlreadyTaken):
    """The e-mail address is registered for this meeting."""

    next_step = "Use the sign-in link that was mailed to you, or ask for a new one."


class NotNotified(Refused):
    """No notification of the delegation names this person (R3)."""

    next_step = "Ask the delegation to name this person in a note verbale or letter."


class AlreadyMatched(Refused):
    """The name in the note was matched with another participant."""

    status = 409
    next_step = "Take the other match back first, or look at both registrations."


class NotMatched(Refused):
    """No name in the note was matched with this participant."""

    status = 409
    next_step = "Nothing is left to do here."


class AlreadyConfirmed(Refused):
    """The person was confirmed before."""

    status = 409
    next_step = "Nothing is left to do here."


class AlreadyWithdrawn(Refused):
    """The person was withdrawn."""

    status = 409
    next_step = "Register the person again if they come after all."


class NotConfirmed(Refused):
    """The person is registered, but not confirmed, and cannot be checked in."""

    next_step = "Send the person to the registration desk."


class AlreadyCheckedIn(Refused):
    """The person came through this door before; the next step says when."""

    status = 409

    def __init__(self, arrived_at: datetime, zone: str) -> None:
        local = arrived_at.astimezone(ZoneInfo(zone))
        said = f"They arrived on {local:%a} {local.day} {local:%b %Y at %H:%M} ({zone}). Check the badge and the photo."
        super().__init__("This person was checked in already.", next_step=said)
        self.arrived_at = arrived_at


class ArrivalInFuture(Refused):
    """An arrival is reported for an instant that has not come."""

    next_step = "Set the clock of the device."


class CredentialsNotRequired(Refused):
    """Credentials are asked of States Parties alone, at meetings flagged so (R6)."""

    next_step = "Nothing has to be recorded for this delegation."


class CredentialsOutOfOrder(Refused):
    """Credentials cannot go from their state to the one asked for."""

    next_step = "Record the steps in their order: copy, original, examined, in order or defective."


class SamePairOfEyes(Refused):
    """The officer who examined credentials would also find them in order."""

    next_step = "Ask another officer to decide: two persons look at every credential."


class NobodyToList(Refused):
    """Nobody is both named and confirmed, so the list would be empty (R2)."""

    next_step = "Confirm the participants whose delegations have named them first."


class NothingChanged(Refused):
    """The list would say exactly what the last one says."""

    status = 409
    next_step = "Issue a revision when somebody was added, changed or withdrawn."


class DepositedAlready(Refused):
    """The State deposited its instrument before and has not withdrawn since."""

    next_step = "Look at the dates of the State; a withdrawal can be recorded."


class NothingToWithdrawFrom(Refused):
    """A State withdraws from what it had not joined by that day."""

    next_step = "Check the State and the day of the notification."


class NothingToAdd(Refused):
    """An addendum lists additions alone, and nobody was added (domain 2.5)."""

    next_step = "Issue a revision: it prints the whole list as it stands."


class RegistrationClosedAlready(Refused):
    """The public form is closed; delegations and the secretariat still register people."""

    next_step = "Ask the focal point of your delegation or the secretariat to register you."


class MeetingOver(Refused):
    """The meeting is concluded, so nobody joins it any more."""

    status = 409
    next_step = "Ask the secretariat to reopen the meeting if this must still be recorded."


class StageOutOfOrder(Refused):
    """A meeting cannot go from its stage to the one asked for."""

    status = 409
    next_step = "Open the meeting's page: it shows its stage and the next one."


class RecommendationMissing(Refused):
    """An organisation outside the standing list is invited without a recommendation or a finding (R4)."""

    next_step = "Record what was found on both criteria, and where the recommendation stands."


class CriteriaNotMet(Refused):
    """An organisation is to be recommended that is not non-profit, or not consistent with the convention."""

    next_step = "Record it as not recommended, or correct what was found."


class ObserverStepOutOfOrder(Refused):
    """A request for observer status cannot go from its state to the one asked for."""

    status = 409
    next_step = "Open the request: it shows its state and the next step."


class AlreadyRequested(AlreadyTaken):
    """The organisation asked for this meeting before."""

    next_step = "Wait for the answer, or write to the secretariat."


class DelegationRejected(Refused):
    """The Meeting did not approve this organisation, so nobody registers in its delegation."""

    status = 409
    next_step = "Ask the secretariat; the Meeting alone can decide otherwise."


class NoTreatyAct(Refused):
    """There is no recorded act of this State that could be struck."""

    status = 409
    next_step = "The dates come with the convention's file; record what happened since."

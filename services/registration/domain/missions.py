"""What a delegation's own people do: invite, endorse, hand over; and the rules of a meeting for it."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Self

from services.registration.domain.delegations import Delegation, FocalPoint, Named
from services.registration.domain.meetings import Meeting
from services.registration.domain.participants import Participant, ParticipantStatus
from shared.contracts.registration import CredentialsState, DeadlineKind
from shared.errors import Refused
from shared.values import Aggregate, Value


class NotEndorsed(Refused):
    """The focal point of the delegation has not endorsed this registration, and the meeting asks for it."""

    next_step = "Ask the focal point to endorse the registration on the page of the delegation."


class NotOfThisDelegation(Refused):
    """A person belongs to another delegation."""

    next_step = "Choose people of this delegation."


class NotTheAdministrator(Refused):
    """Only the access administrator of a delegation says who else may act for it."""

    status = 403
    next_step = "Ask the access administrator of your delegation, or the secretariat."


class FocalPointAlready(Refused):
    """The person is a focal point of this delegation."""

    status = 409
    next_step = "Nothing is left to do here."


class Endorsing(StrEnum):
    """What a meeting asks of focal points: nothing, to look at each registration, or to endorse it before it counts."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    REQUIRED = "required"


class Outsider(StrEnum):
    """What happens to credentials that none of the meeting's authorities issued."""

    REFUSED = "refused"
    FLAGGED = "flagged"


AUTHORITIES = ("Head of State", "Head of Government", "Minister for Foreign Affairs")
"""Who issues credentials unless a meeting says otherwise (domain 2.3, CCWPV)."""


class MissionRules(Aggregate):
    """How one meeting deals with delegations: whether focal points endorse, who may issue credentials.

    `naming_days` after a sponsored delegate accepted, the desk is alerted where no note names them (domain 8).
    """

    meeting_id: str
    endorsing: Endorsing = Endorsing.ASKED
    authorities: tuple[str, ...] = AUTHORITIES
    outsiders: Outsider = Outsider.FLAGGED
    naming_days: int = 14


class Endorsement(Aggregate):
    """What the focal point of a delegation says of one registration."""

    participant_id: str
    meeting_id: str
    delegation_id: str
    endorsed: bool
    reason: str = ""
    by: str
    at: datetime


class PersonInvited(Aggregate):
    """Somebody whom the focal point asked by mail to register."""

    invitation_id: str
    meeting_id: str
    delegation_id: str
    name: str
    email: str
    language: str = "en"
    by: str
    invited_at: datetime
    times: int = 1

    def again(self, *, name: str, by: str, at: datetime) -> Self:
        """Ask once more."""
        return self.next(name=name, by=by, invited_at=at, times=self.times + 1)


def must_be_endorsed(rules: MissionRules | None, endorsement: Endorsement | None, *, registered_by: str) -> None:
    """Refuse where the meeting requires an endorsement and there is none; whom the delegation registered has it."""
    required = rules is not None and rules.endorsing is Endorsing.REQUIRED
    if required and not (endorsement.endorsed if endorsement else bool(registered_by)):
        raise NotEndorsed("The delegation has not endorsed this registration.", field="participant_id")


def provisional(delegation: Delegation) -> bool:
    """Tell whether a delegation takes part provisionally: its credentials are required and not in order yet (R6)."""
    return delegation.credentials.state not in {CredentialsState.NOT_REQUIRED, CredentialsState.IN_ORDER}


class Lack(Value):
    """Something a delegation has not done: what, how often, by when, where to do it, whether it is too late."""

    kind: str
    count: int
    by: datetime | None
    late: bool


class Seen(Value):
    """What is there of a delegation, to see what is missing."""

    people: tuple[Participant, ...]
    missing: tuple[Named, ...]
    endorsements: tuple[Endorsement, ...] = ()


def to_endorse(seen: Seen, rules: MissionRules) -> tuple[Participant, ...]:
    """Return the registrations the focal point has not looked at."""
    if rules.endorsing is Endorsing.NOT_ASKED:
        return ()
    looked = {one.participant_id for one in seen.endorsements}
    waits = (one for one in seen.people if one.active and one.status is ParticipantStatus.REGISTERED)
    return tuple(one for one in waits if one.participant_id not in looked and not one.registered_by)


def named_there(delegation: Delegation) -> frozenset[str]:
    """Return the keys of everyone whom the note in force names: to be asked of many people."""
    return frozenset(one.key for one in delegation.names)


def lacks(delegation: Delegation, meeting: Meeting, seen: Seen, rules: MissionRules, *, at: datetime) -> list[Lack]:
    """Return what is missing of a delegation and by when, the first to do first."""
    named = named_there(delegation)
    unnamed = [one for one in seen.people if one.active and named.isdisjoint(one.keys)]
    paper = delegation.credentials.state in {CredentialsState.AWAITED, CredentialsState.DEFECTIVE}
    counted: tuple[tuple[str, int, DeadlineKind], ...] = (
        ("note", 0 if delegation.notes else 1, DeadlineKind.NOTIFICATION),
        ("unnamed", len(unnamed) if delegation.notes else 0, DeadlineKind.NOTIFICATION),
        ("unregistered", len(seen.missing), DeadlineKind.REGISTRATION),
        ("unendorsed", len(to_endorse(seen, rules)), DeadlineKind.REGISTRATION),
        ("credentials", int(paper), DeadlineKind.CREDENTIALS),
    )
    return [
        Lack(kind=kind, count=count, by=meeting.deadline(deadline), late=meeting.late(deadline, at))
        for kind, count, deadline in counted
        if count
    ]


def administrators(delegation: Delegation, email: str | None) -> bool:
    """Tell whether this address is that of the delegation's access administrator."""
    return delegation.focal_point is not None and delegation.focal_point.email == email


def add_focal_point(delegation: Delegation, person: FocalPoint) -> Delegation:
    """Let one more person act for the delegation."""
    if person.email in addresses(delegation):
        raise FocalPointAlready("This person is a focal point of the delegation.", field="email")
    return delegation.next(other_focal_points=(*delegation.other_focal_points, person))


def remove_focal_point(delegation: Delegation, email: str) -> Delegation:
    """Let somebody act for the delegation no more."""
    return delegation.next(other_focal_points=_without(delegation.other_focal_points, email))


def hand_over(delegation: Delegation, person: FocalPoint) -> Delegation:
    """Make another person the access administrator; the former one acts for the delegation no more."""
    others = _without(delegation.other_focal_points, person.email)
    return delegation.next(focal_point=person, other_focal_points=others)


def addresses(delegation: Delegation) -> set[str]:
    """Return the addresses of everyone who acts for the delegation."""
    first = [delegation.focal_point] if delegation.focal_point else []
    return {one.email for one in (*first, *delegation.other_focal_points)}


def _without(people: Iterable[FocalPoint], email: str) -> tuple[FocalPoint, ...]:
    return tuple(one for one in people if one.email != email)

"""Who comes with or inside a delegation: member organisations, accompanying persons, holders of standing badges."""

from collections.abc import Sequence
from datetime import datetime

from services.registration.domain.badge_holders import StandingBadge
from services.registration.domain.delegations import Delegation
from services.registration.domain.meetings import Meeting
from services.registration.domain.names import name_key
from services.registration.domain.participants import Participant, ParticipantStatus, Person, register
from services.registration.domain.refusals import AlreadyMatched, NotNotified
from services.registration.domain.seating_refusals import AccompaniesNobody, BadgeRunsOut, UnknownSubAffiliation
from shared.contracts.registration import DelegateRole, ParticipantConfirmed
from shared.messages import Event

COMING = frozenset({ParticipantStatus.CONFIRMED, ParticipantStatus.PRESENT})


def sub_affiliation(delegation: Delegation, asked: str) -> str:
    """Return a member organisation as the umbrella delegation writes it, or refuse (LOG09)."""
    if not asked.strip():
        return ""
    known = {name_key(one): one for one in delegation.sub_affiliations}
    if name_key(asked) not in known:
        raise UnknownSubAffiliation("The delegation has no such organisation inside it.", field="sub_affiliation")
    return known[name_key(asked)]


def accompany(
    person: Person, host: Participant, delegation: Delegation, *, meeting: Meeting, given: tuple[str, datetime]
) -> tuple[Participant, tuple[Event, ...]]:
    """Register somebody who accompanies a participant: no delegate, named in no note, confirmed with the participant.

    `given` is the new participant's id and the instant.
    """
    if not host.active or host.accompanies:
        raise AccompaniesNobody("Only a participant who comes can be accompanied.", field="participant_id")
    participant_id, at = given
    own = person.model_copy(update={"role": DelegateRole.ACCOMPANYING})
    company, registered = register(own, delegation, meeting, participant_id=participant_id, at=at)
    company = company.model_copy(update={"accompanies": host.participant_id})
    if host.status not in COMING:
        return company, (registered,)
    company, confirmed = confirm_company(company, at=at)
    return company, (registered, confirmed)


def confirm_company(company: Participant, *, at: datetime) -> tuple[Participant, ParticipantConfirmed]:
    """Confirm somebody because whom they accompany is."""
    confirmed = company.next(status=ParticipantStatus.CONFIRMED, confirmed_at=at, changed_at=at)
    return confirmed, confirmed.fact(ParticipantConfirmed)


def went_along(company: Participant, *, at: datetime) -> bool:
    """Tell whether somebody was withdrawn in the act of this instant, as whom they accompany, and not erased since."""
    return not company.active and company.withdrawn_at == at and bool(company.name_key)


def admit(
    person: Person, delegation: Delegation, meeting: Meeting, *, badge: StandingBadge, given: tuple[str, datetime]
) -> tuple[Participant, tuple[Event, ...]]:
    """Confirm somebody named in the note who holds a standing badge: the second track is not needed (domain 2.1)."""
    if badge.valid_until < meeting.closes_on:
        raise BadgeRunsOut("The badge runs out before the meeting ends.", field="valid_until")
    named = delegation.named_as(name_key(person.full_name))
    if named is None:
        raise NotNotified("No notification of the delegation names this person.", field="full_name")
    participant_id, at = given
    own = person.model_copy(update={"role": named.role, "function": person.function or named.function})
    admitted, registered = register(own, delegation, meeting, participant_id=participant_id, at=at)
    admitted = admitted.model_copy(update={"standing_badge": badge})
    admitted, confirmed = admitted.confirm(delegation, at=at)
    return admitted, (registered, confirmed)


def must_be_the_only(key: str, people: Sequence[Participant]) -> None:
    """Refuse when somebody active is registered under a name of the note already."""
    if any(one.active and key in one.keys for one in people):
        raise AlreadyMatched("Somebody is registered under this name in the note already.", field="full_name")

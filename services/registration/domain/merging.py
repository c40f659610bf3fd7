"""What was said of two registrations that looked like one person's: the same, of which one is kept, or different."""

from datetime import datetime
from enum import StrEnum

from services.registration.domain.duplicates import pair_of
from services.registration.domain.participants import Participant, ParticipantStatus
from services.registration.domain.review_refusals import ArrivedAlready, NothingDecided, NotOneMeeting
from shared.contracts.registration import ParticipantCorrected, ParticipantMerged
from shared.errors import Refused
from shared.values import Aggregate

MERGED = "Registered twice; the other registration is kept."


class SamePerson(Refused):
    """A registration would be merged with itself."""

    next_step = "Choose two different registrations."


class Ruling(StrEnum):
    """What was decided about a pair."""

    SAME = "same"
    DIFFERENT = "different"
    OPEN = "open"


class Pair(Aggregate):
    """Two registrations and what was decided about them; `open` once that was taken back."""

    pair_id: str
    meeting_id: str
    first: str
    second: str
    ruling: Ruling
    kept: str | None = None
    by: str = ""
    at: datetime


def pair_id(first: str, second: str) -> str:
    """Return the id of a pair, whoever of the two is named first."""
    return "dup_{}_{}".format(*pair_of(first, second))


def rule(pair: Pair | None, first: Participant, second: Participant, ruling: Ruling, **signed: object) -> Pair:
    """Return the pair with this ruling; `signed` is kept, by, at."""
    if first.participant_id == second.participant_id:
        raise SamePerson("These are not two registrations.", field="second")
    if first.meeting_id != second.meeting_id:
        raise NotOneMeeting("These registrations are for different meetings.", field="second")
    one, other = pair_of(first.participant_id, second.participant_id)
    fresh = Pair(
        pair_id=pair_id(one, other), meeting_id=first.meeting_id, first=one, second=other, ruling=ruling, **signed
    )
    return fresh.model_copy(update={"version": pair.version + 1 if pair else 1})


def merge(kept: Participant, other: Participant, *, at: datetime) -> tuple[Participant, ParticipantMerged | None]:
    """Withdraw a registration in favour of the one that is kept; one that was withdrawn before is only marked."""
    kept.must_be_active()
    if other.arrived_at:
        raise ArrivedAlready("The registration to be given up is that of somebody who has arrived.", field="keep")
    marked = {"merged_into": kept.participant_id, "changed_at": at, "decided": None}
    if not other.active:
        return other.next(**marked), None
    merged = other.next(
        **marked,
        status=ParticipantStatus.WITHDRAWN,
        active=False,
        withdrawn_at=at,
        withdrawn_because=MERGED,
    )
    return merged, merged.fact(ParticipantMerged, into=kept.participant_id)


def separate(other: Participant, *, at: datetime) -> tuple[Participant, ParticipantCorrected | None]:
    """Take a merge back: the registration that was given up is what it was before."""
    if other.merged_into is None:
        raise NothingDecided("These registrations were not merged.", field="second")
    if other.withdrawn_because != MERGED:
        return other.next(merged_into=None, changed_at=at), None
    status = ParticipantStatus.CONFIRMED if other.confirmed_at else ParticipantStatus.REGISTERED
    back = other.next(
        merged_into=None, status=status, active=True, withdrawn_at=None, withdrawn_because="", changed_at=at
    )
    return back, back.fact(ParticipantCorrected, status=status.value)

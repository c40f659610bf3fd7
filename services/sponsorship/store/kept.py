"""What sponsorship keeps in MongoDB."""

from collections.abc import Sequence

from services.sponsorship.commands import LapseOffer
from services.sponsorship.domain import (
    AlreadyNominated,
    DelegationCopy,
    Fund,
    MeetingCopy,
    Nomination,
    Offer,
    OfferStatus,
    ParticipantCopy,
    StateLimitReached,
)
from shared.identity.access import REVOKED
from shared.identity.links import LINKS
from shared.kept import Kept, Unique
from shared.values import Due
from shared.webhooks import WEBHOOKS


def due_of(offer: Offer) -> Sequence[Due]:
    """Return when an unanswered offer lapses."""
    if offer.status is not OfferStatus.OFFERED:
        return ()
    return (Due(at=offer.answer_by, command=LapseOffer(offer_id=offer.offer_id)),)


ONE_PLACE = Unique(
    ("meeting_id", "state", "place"),
    StateLimitReached,
    "This State has nominated as many delegates as the round allows.",
    where={"live": True},
)
"""S2: a State's live nominations take different places, from 1 to the round's number."""

ONE_PERSON = Unique(
    ("meeting_id", "email"),
    AlreadyNominated,
    "This person is nominated for this meeting already.",
    where={"live": True},
)

KEPT = (
    Kept("funds", Fund, key="fund_id"),
    Kept(
        "nominations",
        Nomination,
        key="nomination_id",
        unique=(ONE_PLACE, ONE_PERSON),
        indexes=(("meeting_id", "status"),),
    ),
    Kept(
        "offers",
        Offer,
        key="offer_id",
        indexes=(("meeting_id", "person", "status"), ("nomination_id",)),
        due=due_of,
    ),
    Kept("meetings", MeetingCopy, key="meeting_id", indexes=(("code",),), copy=True),
    Kept("delegations", DelegationCopy, key="delegation_id", indexes=(("meeting_id", "state"),), copy=True),
    Kept("participants", ParticipantCopy, key="participant_id", indexes=(("meeting_id", "person"),), copy=True),
    LINKS,
    REVOKED,
    *WEBHOOKS,
)
"""One fund document a meeting guards its money (S3); two unique indexes guard S2."""

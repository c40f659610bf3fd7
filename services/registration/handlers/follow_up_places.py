"""Places of follow-up forms that become free: given back by whoever does not come, offered to those who wait."""

from collections.abc import Sequence

from services.registration.domain import Participant
from services.registration.domain.follow_ups import FollowUp
from services.registration.handlers.mailed import Letter, both_clocks
from services.registration.handlers.review_letters import write
from services.registration.ports import RegistrationUnit
from shared.pages.languages import msg
from shared.waiting import Offer

OFFERED = Letter(
    subject=msg("A place is free for you"),
    text=msg(
        "Dear %(name)s,\n\na place has become free and is kept for you until %(answer_by)s (UTC): %(title)s. Take it, "
        "or leave it to the next, on your page. This link signs you in once, until %(until)s (UTC):\n\n%(link)s\n"
    ),
)


async def give_places_back(participant: Participant, unit: RegistrationUnit) -> None:
    """Give the places of somebody who does not come to those who wait."""
    for follow_up in await unit.follow_ups.all(meeting_id=participant.meeting_id):
        changed, offers = follow_up.give_back(participant.participant_id, at=unit.now)
        if changed != follow_up:
            await unit.follow_ups.save(changed)
            await offer_places(changed, offers, unit)


async def offer_places(follow_up: FollowUp, offers: Sequence[Offer], unit: RegistrationUnit) -> None:
    """Mail whoever waits what is offered to them, and until when."""
    meeting = await unit.meetings.get(follow_up.meeting_id)
    for offer in offers:
        participant = await unit.participants.get(offer.key)
        title = follow_up.title.said(participant.language)
        answer_by = both_clocks(offer.until, meeting, language=participant.language)
        await write(OFFERED, participant, unit, title=title, answer_by=answer_by)

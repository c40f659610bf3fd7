"""The meetings of this service as the front pages read them."""

from services.sponsorship.domain import MeetingCopy
from services.sponsorship.pages.words import DEADLINES
from services.sponsorship.ports import SponsorshipViews
from shared.errors import NotFound
from shared.pages import Due, MeetingCard


class MeetingCards:
    """Cards made of the copies sponsorship keeps."""

    def __init__(self, views: SponsorshipViews) -> None:
        self._views = views

    async def all(self) -> list[MeetingCard]:
        """Return all meetings."""
        return [card_of(one) for one in await self._views.meetings()]

    async def by_code(self, code: str) -> MeetingCard | None:
        """Return the meeting of that code, or None."""
        try:
            return card_of(await self._views.meeting(code))
        except NotFound:
            return None


def card_of(meeting: MeetingCopy) -> MeetingCard:
    """Return a meeting as the header of every page and the front pages show it."""
    return MeetingCard(
        meeting_id=meeting.meeting_id,
        code=meeting.code,
        title=meeting.title,
        opens_on=meeting.opens_on,
        closes_on=meeting.closes_on,
        venue=meeting.venue,
        city=meeting.city,
        zone=meeting.zone,
        convention=meeting.convention,
        deadlines=tuple(Due(label=DEADLINES[one.kind], at=one.at) for one in meeting.deadlines),
    )

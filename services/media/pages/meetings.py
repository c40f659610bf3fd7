"""Meetings as the front pages of the house show them."""

from services.media.domain.copies import MeetingCopy
from services.media.ports import MediaReads
from shared.errors import NotFound
from shared.pages import Due, MeetingCard, msg

DEADLINES = {
    "notification": msg("Notification of delegations"),
    "registration": msg("Registration"),
    "credentials": msg("Credentials"),
    "sponsorship": msg("Sponsorship requests"),
    "side_events": msg("Side event requests"),
}


class MeetingCards:
    """Media's copies of the meetings, for the list of meetings and the Hall."""

    def __init__(self, views: MediaReads) -> None:
        self._views = views

    async def all(self) -> list[MeetingCard]:
        """Return all meetings."""
        return [_card(one) for one in await self._views.meetings()]

    async def by_code(self, code: str) -> MeetingCard | None:
        """Return the meeting of a code, or None."""
        try:
            return _card(await self._views.meeting(code))
        except NotFound:
            return None


def _card(meeting: MeetingCopy) -> MeetingCard:
    deadlines = tuple(Due(label=DEADLINES[each.kind], at=each.at) for each in meeting.deadlines)
    return MeetingCard(**meeting.model_dump(exclude={"version", "deadlines"}), deadlines=deadlines)

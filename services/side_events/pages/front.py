"""The meetings as the list of meetings and the Hall show them, from the copies side events keep."""

from services.side_events.domain import MeetingCopy
from services.side_events.ports import Views
from shared.contracts.registration import DeadlineKind
from shared.errors import NotFound
from shared.pages import Due, MeetingCard, msg

DEADLINES = {
    DeadlineKind.NOTIFICATION: msg("Notification of delegations"),
    DeadlineKind.REGISTRATION: msg("Registration"),
    DeadlineKind.CREDENTIALS: msg("Credentials"),
    DeadlineKind.SPONSORSHIP: msg("Nominations for sponsorship"),
    DeadlineKind.SIDE_EVENTS: msg("Requests for side events"),
}


class FrontPages:
    """The meetings for `house_routes`."""

    def __init__(self, views: Views) -> None:
        self._views = views

    async def all(self) -> list[MeetingCard]:
        """Return all meetings."""
        return [_card(one) for one in await self._views.meetings()]

    async def by_code(self, code: str) -> MeetingCard | None:
        """Return the meeting of a code, or None."""
        try:
            return _card(await self._views.meeting(f"mtg_{code.lower()}"))
        except NotFound:
            return None


def _card(meeting: MeetingCopy) -> MeetingCard:
    dues = tuple(Due(label=DEADLINES[one.kind], at=one.at) for one in meeting.deadlines)
    return MeetingCard(**meeting.model_dump(exclude={"version", "deadlines"}), deadlines=dues)

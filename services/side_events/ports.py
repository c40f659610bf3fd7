"""What side events need: their unit with its stores, the read views, and the planner."""

from typing import Protocol

from services.side_events.domain import (
    DelegationCopy,
    MeetingCopy,
    RequestRules,
    Room,
    RoomDay,
    SideEvent,
    SpeakerDay,
)
from shared.identity.links import SignInLink
from shared.stored import Stored
from shared.unit import Work


class SideEventsUnit(Work, Protocol):
    """The stores of side events in one unit."""

    @property
    def meetings(self) -> Stored[MeetingCopy]:
        """Copies of registration's meetings."""

    @property
    def delegations(self) -> Stored[DelegationCopy]:
        """Copies of registration's delegations."""

    @property
    def rules(self) -> Stored[RequestRules]:
        """How requests are taken, by meeting."""

    @property
    def rooms(self) -> Stored[Room]:
        """The rooms of the venues."""

    @property
    def room_days(self) -> Stored[RoomDay]:
        """What guards a room on a day (E1, E3)."""

    @property
    def speaker_days(self) -> Stored[SpeakerDay]:
        """What guards a speaker on a day (E4)."""

    @property
    def side_events(self) -> Stored[SideEvent]:
        """The side events, from request to programme."""

    @property
    def links(self) -> Stored[SignInLink]:
        """The sign-in links mailed to hosts."""

"""An experts' programme: a meeting beside another, with invitations by name, sessions and attendance (domain 6)."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Self, TypeVar
from zoneinfo import ZoneInfo

from services.registration.domain.meetings import Meeting
from shared.contracts.registration import MeetingKind, SessionCancelled, SessionFacts, SessionScheduled
from shared.errors import AlreadyTaken, Refused
from shared.values import Aggregate, Value

F = TypeVar("F", bound=SessionFacts)


class NotAProgramme(Refused):
    """Only an experts' programme has sessions and invitations by name."""

    next_step = "Announce an experts' programme as part of the meeting first."


class SessionOutOfProgramme(Refused):
    """A session lies outside the days of its programme, or ends before it begins."""

    next_step = "Choose a time within the days of the programme."


class SessionsOverlap(Refused):
    """Two sessions of one programme take the same room at the same time."""

    status = 409
    next_step = "Choose another room or another time."


class RoomNotAccessible(Refused):
    """Somebody who is invited needs an accessible room (E9)."""

    next_step = "Choose a room that wheelchair users can reach and mark it as accessible."


class SessionIsOff(Refused):
    """The session was cancelled before."""

    status = 409
    next_step = "Schedule a new session."


class AlreadyInvitedByName(AlreadyTaken):
    """The person is invited to this programme."""

    next_step = "Open the invitation."


class AlreadyAnswered(Refused):
    """The invitation was answered before."""

    status = 409
    next_step = "Write to the secretariat if the answer has to change."


class InvitationState(StrEnum):
    """How an expert answered."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Times(Value):
    """When and where a session takes place."""

    title: str
    room: str
    accessible: bool = False
    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Times | Session") -> bool:
        """Tell whether two times share an instant."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


class ExpertInvitation(Aggregate):
    """An expert invited by name; accessibility needs are theirs to say and go to nobody else."""

    invitation_id: str
    meeting_id: str
    delegation_id: str
    delegation: str
    name: str
    email: str
    language: str = "en"
    state: InvitationState = InvitationState.INVITED
    needs: str = ""
    accessible_room: bool = False
    invited_at: datetime
    answered_at: datetime | None = None
    read_by: tuple[str, ...] = ()
    """Who of the secretariat read the needs, oldest first."""
    participant_id: str | None = None

    def answer(self, *, accepts: bool, needs: str, accessible_room: bool, at: datetime) -> Self:
        """Take the expert's answer, once."""
        if self.state is not InvitationState.INVITED:
            raise AlreadyAnswered("This invitation was answered before.")
        state = InvitationState.ACCEPTED if accepts else InvitationState.DECLINED
        return self.next(state=state, needs=needs, accessible_room=accessible_room, answered_at=at)

    def read(self, by: str) -> Self:
        """Note that somebody of the secretariat read the needs."""
        return self.next(read_by=(*self.read_by, by))


class Session(Aggregate):
    """One session of a programme; `attended` are the invitations of those who were there."""

    session_id: str
    meeting_id: str
    parent_id: str | None = None
    title: str
    room: str
    accessible: bool
    starts_at: datetime
    ends_at: datetime
    cancelled: bool = False
    reason: str = ""
    attended: tuple[str, ...] = ()

    def move(self, times: Times) -> tuple[Self, SessionScheduled]:
        """Give it another time or room."""
        self._must_be_on()
        moved = self.next(**dict(times))
        return moved, moved._fact(SessionScheduled)

    def cancel(self, reason: str) -> tuple[Self, SessionCancelled]:
        """Call it off."""
        self._must_be_on()
        off = self.next(cancelled=True, reason=reason)
        return off, off._fact(SessionCancelled)

    def record_attendance(self, invitations: Iterable[str]) -> Self:
        """Note who was there; said again it replaces what was noted."""
        self._must_be_on()
        return self.next(attended=tuple(sorted(set(invitations))))

    def _must_be_on(self) -> None:
        if self.cancelled:
            raise SessionIsOff("This session was cancelled.", field="session_id")

    def _fact(self, kind: type[F]) -> F:
        return kind.model_validate({name: getattr(self, name) for name in SessionFacts.model_fields})


def schedule(programme: Meeting, times: Times, *, session_id: str) -> tuple[Session, SessionScheduled]:
    """Return a new session of a programme."""
    about = {"session_id": session_id, "meeting_id": programme.meeting_id, "parent_id": programme.parent_id}
    session = Session(version=1, **about, **dict(times))
    return session, session._fact(SessionScheduled)


def check(times: Times, programme: Meeting, *, others: Iterable[Session], invited: Iterable[ExpertInvitation]) -> None:
    """Refuse a session outside its programme, over another in its room, or where an invited person cannot get (E9)."""
    must_be_programme(programme)
    place = ZoneInfo(programme.zone)
    days = {times.starts_at.astimezone(place).date(), times.ends_at.astimezone(place).date()}
    if times.ends_at <= times.starts_at or not all(programme.opens_on <= day <= programme.closes_on for day in days):
        raise SessionOutOfProgramme("The session does not lie within the programme.", field="starts_at")
    if any(not one.cancelled and one.room == times.room and times.overlaps(one) for one in others):
        raise SessionsOverlap("Another session of the programme has this room then.", field="room")
    if not times.accessible and any(one.accessible_room for one in invited):
        raise RoomNotAccessible("Somebody who is invited needs an accessible room.", field="accessible")


def must_be_programme(meeting: Meeting) -> None:
    """Refuse unless the meeting is an experts' programme."""
    if meeting.kind is not MeetingKind.EXPERTS:
        raise NotAProgramme("This meeting is not an experts' programme.", field="meeting_id")

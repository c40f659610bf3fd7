"""Rooms, and the documents that keep two side events out of one room and one speaker out of two rooms."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Self

from services.side_events.domain.refusals import OfficialSession, RoomTaken, SpeakerElsewhere, WrongRoom
from services.side_events.domain.slots import Slot
from shared.errors import Refused
from shared.values import Aggregate, Text


class Room(Aggregate):
    """A room of the venue; a combined one (207-209) has its parts, and is free only while all of them are."""

    room_id: str
    site: Text
    building: Text | None = None
    name: Text
    zone: str
    capacity: int | None = None
    wheelchair_accessible: bool | None = None
    parts: tuple[str, ...] = ()
    set_up_minutes: int = 15
    clear_out_minutes: int = 15

    @property
    def label(self) -> str:
        """The room as the programme names it: "XXIV, building E"."""
        return f"{self.name}, building {self.building}" if self.building else self.name

    @property
    def physical(self) -> tuple[str, ...]:
        """The ids of the rooms with walls of their own that this one takes."""
        return self.parts or (self.room_id,)

    def held(self, slot: Slot) -> Slot:
        """Return what an event at `slot` holds: its time with set-up and clear-out (E1)."""
        return slot.widened(timedelta(minutes=self.set_up_minutes), timedelta(minutes=self.clear_out_minutes))

    def combine(self, parts: Iterable["Room"]) -> Self:
        """Return this room if it can be the combination of `parts`."""
        for part in parts:
            if part.parts or part.site != self.site or part.zone != self.zone:
                raise WrongRoom("A part must be a single room of the same site.", field="parts")
        return self


class Booking(Slot):
    """One side event in one guarding document, for the time it holds there; `own` is that without its margins."""

    side_event_id: str
    title: str
    own: Slot


class Session(Slot):
    """One official session of the meeting in a room."""

    title: Text


class Booked(Aggregate):
    """What both guarding documents have in common: the side events booked."""

    bookings: tuple[Booking, ...] = ()

    def books(self, side_event_id: str) -> bool:
        """Tell whether a side event is booked here."""
        return any(one.side_event_id == side_event_id for one in self.bookings)

    def overlapping(self, booking: Booking) -> Booking | None:
        """Return another side event's booking that shares time with this one."""
        return next((one for one in self._others(booking.side_event_id) if one.overlaps(booking)), None)

    def book(self, booking: Booking) -> Self:
        """Return the day with a booking against which nothing stands."""
        bookings = (*self._others(booking.side_event_id), booking)
        return self.next(bookings=tuple(sorted(bookings, key=lambda one: (one.starts_at, one.side_event_id))))

    def release(self, side_event_id: str) -> Self:
        """Return the day without the booking of a side event."""
        return self.next(bookings=self._others(side_event_id))

    def _others(self, side_event_id: str) -> tuple[Booking, ...]:
        return tuple(one for one in self.bookings if one.side_event_id != side_event_id)


class RoomDay(Booked):
    """One room with walls of its own on one day of its zone: the one document that guards E1 and E3.

    A booking across midnight stands on both days with its whole time, so that any two that overlap meet on a day.
    """

    room_day_id: str
    room_id: str
    day: date
    official_sessions: tuple[Session, ...] = ()

    def objection(self, booking: Booking) -> Refused | None:
        """Return what stands against a booking; set-up and clear-out may reach into an official session."""
        for session in self.official_sessions:
            if session.overlaps(booking.own):
                return OfficialSession(f"The room is needed for {session.title} at this time.", field="room_id")
        other = self.overlapping(booking)
        return RoomTaken(f"The room is taken at this time by {other.title}.", field="room_id") if other else None

    def hold_session(self, session: Session) -> Self:
        """Return the day with an official session; it outranks what is booked, see `hit_by`."""
        kept = tuple(one for one in self.official_sessions if one.starts_at != session.starts_at)
        return self.next(official_sessions=(*kept, session))

    def hit_by(self, session: Session) -> tuple[str, ...]:
        """Return the ids of the side events an official session pushes out (E3)."""
        return tuple(one.side_event_id for one in self.bookings if one.own.overlaps(session))


class SpeakerDay(Booked):
    """One speaker at one meeting on one day (UTC): guards that nobody speaks in two rooms at once (E4)."""

    speaker_day_id: str
    speaker: str

    def objection(self, booking: Booking) -> Refused | None:
        """Return what stands against a booking of the speaker."""
        other = self.overlapping(booking)
        if other is None:
            return None
        return SpeakerElsewhere(f"{self.speaker} speaks at {other.title} at this time.", field="starts_at")


def days_of(owner: str, slot: Slot, *, zone: str) -> dict[str, date]:
    """Return the ids of the guarding documents of a room or speaker that a slot touches, with their days."""
    return {f"{owner}.{day.isoformat()}": day for day in slot.days(zone)}

"""A side event from request to programme: its states, what each step needs, and the facts it tells."""

from datetime import datetime
from enum import StrEnum
from typing import Self, TypeVar

from services.side_events.domain.refusals import NotConfirmed, NotScheduled, NotWaiting, Warning
from services.side_events.domain.slots import Slot
from services.side_events.domain.wishes import Host, name_key
from shared.contracts.side_events import (
    Contact,
    Format,
    Needs,
    Preference,
    SideEventCancelled,
    SideEventFacts,
    SideEventMoved,
    SideEventPublished,
    SideEventRequested,
    SideEventScheduled,
    Speaker,
    Theme,
)
from shared.values import Aggregate, Instant, LongText, Text, Value

Told = TypeVar("Told", bound=SideEventFacts)


class Status(StrEnum):
    """How far a side event is; whether it needs a new slot is a flag beside it."""

    REQUESTED = "requested"
    SCHEDULED = "scheduled"
    CONFIRMED = "confirmed"
    PUBLISHED = "published"
    DECLINED = "declined"
    CANCELLED = "cancelled"


OVER = frozenset({Status.DECLINED, Status.CANCELLED})


class FlagKind(StrEnum):
    """Why the secretariat must look at a side event again."""

    NEEDS_NEW_SLOT = "needs_new_slot"
    SPEAKER_WITHDRAWN = "speaker_withdrawn"
    CONTACT_WITHDRAWN = "contact_withdrawn"
    PERHAPS_ERASED = "perhaps_erased"
    """Somebody of this name was erased; the name alone does not say whether it is the one here."""


class Flag(Value):
    """One thing to look at, since when, and what it is about: a reason or a person's name."""

    kind: FlagKind
    at: Instant
    about: str


class ChangeKind(StrEnum):
    """What happened to a side event after it was published."""

    MOVED = "moved"
    NEEDS_NEW_SLOT = "needs_new_slot"
    CANCELLED = "cancelled"


class Change(Value):
    """One change since publication, as everybody can read it (E7)."""

    at: Instant
    kind: ChangeKind
    previous_room: str
    previous_starts_at: Instant
    reason: str


class Placement(Slot):
    """The room and time of a side event in the venue's zone.

    `held` is the time with set-up and clear-out for which the `physical` rooms are booked; `despite` are the warnings
    that stood when it was placed, `override_reason` why it was placed all the same.
    """

    room_id: str
    room: str
    physical: tuple[str, ...]
    zone: str
    held: Slot
    despite: tuple[Warning, ...] = ()
    override_reason: str | None = None

    @property
    def slot(self) -> Slot:
        """The time alone."""
        return Slot(starts_at=self.starts_at, ends_at=self.ends_at)


class SideEvent(Aggregate):
    """One side event. `sole` marks a request by one organisation alone that still counts (E5)."""

    side_event_id: str
    meeting_id: str
    title: Text
    hosts: tuple[Host, ...]
    lead_host_id: str
    sole: bool
    contact: Contact
    description: LongText = ""
    theme: Theme | None = None
    preferences: tuple[Preference, ...] = ()
    expected_attendance: int
    format: Format = Format.IN_PERSON
    speakers: tuple[Speaker, ...] = ()
    needs: Needs = Needs()
    requested_at: Instant
    late: bool = False
    status: Status = Status.REQUESTED
    placement: Placement | None = None
    previous: Placement | None = None
    published_at: Instant | None = None
    flags: tuple[Flag, ...] = ()
    changes: tuple[Change, ...] = ()
    reason: str = ""

    @property
    def is_over(self) -> bool:
        """Tell whether it was declined or cancelled."""
        return self.status in OVER

    @property
    def needs_new_slot(self) -> bool:
        """Tell whether it lost its room and time and waits for new ones."""
        return any(flag.kind is FlagKind.NEEDS_NEW_SLOT for flag in self.flags)

    @property
    def needs_accessible_room(self) -> bool:
        """Tell whether E9 asks for a room that wheelchair users can use."""
        return self.theme is Theme.VICTIM_ASSISTANCE or bool(self.needs.accessibility)

    def requested(self) -> SideEventRequested:
        """Return the fact that it was asked for."""
        return self._told(SideEventRequested)

    def check_waiting(self) -> None:
        """Refuse when the request was decided before."""
        if self.status is not Status.REQUESTED:
            raise NotWaiting("This request was decided before.")

    def accept(self, placement: Placement) -> tuple[Self, SideEventScheduled]:
        """Give a request its room and time."""
        self.check_waiting()
        state = self.next(status=Status.SCHEDULED, placement=placement)
        return state, state._placed(SideEventScheduled)

    def decline(self, reason: str) -> tuple[Self, SideEventCancelled]:
        """Turn a request down; its organisation may ask again (E5)."""
        self.check_waiting()
        state = self.next(status=Status.DECLINED, reason=reason, sole=False)
        return state, state._told(SideEventCancelled, reason=reason)

    def confirm(self) -> Self:
        """Note that the host agrees to the room and time."""
        if self.status is not Status.SCHEDULED or self.placement is None:
            raise NotScheduled("Only a scheduled side event can be confirmed.")
        return self.next(status=Status.CONFIRMED)

    def publish(self, now: datetime) -> tuple[Self, SideEventPublished]:
        """Put it into the programme (E7)."""
        if self.status is not Status.CONFIRMED:
            raise NotConfirmed("Only a confirmed side event can be published.")
        self.placed()
        state = self.next(status=Status.PUBLISHED, published_at=now)
        return state, state._placed(SideEventPublished, description=self.description)

    def move(self, placement: Placement, reason: str, *, now: datetime) -> tuple[Self, SideEventMoved]:
        """Give it another room or time; the change of a published one stays visible (E7)."""
        before = self.placement or self.previous
        if self.is_over or before is None:
            raise NotScheduled("Only a scheduled side event can be moved.")
        flags = tuple(flag for flag in self.flags if flag.kind is not FlagKind.NEEDS_NEW_SLOT)
        changes = self._changed(ChangeKind.MOVED, before, reason=reason, now=now)
        state = self.next(placement=placement, previous=before, flags=flags, changes=changes)
        past = {"previous_room": before.room, "previous_starts_at": before.starts_at, "reason": reason}
        return state, state._placed(SideEventMoved, **past)

    def lose_place(self, reason: str, *, now: datetime) -> Self:
        """Give up its room and time and flag it until it gets new ones (E3)."""
        before = self.placed()
        flag = Flag(kind=FlagKind.NEEDS_NEW_SLOT, at=now, about=reason)
        changes = self._changed(ChangeKind.NEEDS_NEW_SLOT, before, reason=reason, now=now)
        return self.next(placement=None, previous=before, flags=(*self.flags, flag), changes=changes)

    def cancel(self, reason: str, *, now: datetime) -> tuple[Self, SideEventCancelled]:
        """Call it off; one that was published stays in the programme as cancelled (E7)."""
        if self.is_over:
            raise NotWaiting("This side event is off already.")
        before = self.placement or self.previous
        changes = self._changed(ChangeKind.CANCELLED, before, reason=reason, now=now) if before else self.changes
        state = self.next(
            status=Status.CANCELLED,
            reason=reason,
            sole=False,
            placement=None,
            previous=before,
            changes=changes,
            flags=self.questions,
        )
        return state, state._told(SideEventCancelled, reason=reason)

    def without(self, person: str, *, now: datetime) -> Self:
        """Flag it if the person who withdrew speaks at it or is its contact; the same state otherwise."""
        key = name_key(person)
        kinds = [FlagKind.SPEAKER_WITHDRAWN for one in self.speakers if name_key(one.name) == key]
        kinds += [FlagKind.CONTACT_WITHDRAWN] if name_key(self.contact.name) == key else []
        known = {(flag.kind, flag.about) for flag in self.flags}
        new = tuple(Flag(kind=kind, at=now, about=person) for kind in kinds if (kind, person) not in known)
        return self.next(flags=(*self.flags, *new)) if new and not self.is_over else self

    def without_host(self, delegation_id: str) -> Self:
        """Take a supporting host off; the same state where it is not one, or leads (E6)."""
        left = tuple(host for host in self.hosts if host.delegation_id != delegation_id)
        return self if delegation_id == self.lead_host_id or left == self.hosts else self.next(hosts=left)

    def with_again(self, person: str) -> Self:
        """Take the flags off that say this person does not come; the same state where there are none."""
        gone = {FlagKind.SPEAKER_WITHDRAWN, FlagKind.CONTACT_WITHDRAWN}
        key = name_key(person)
        left = tuple(flag for flag in self.flags if flag.kind not in gone or name_key(flag.about) != key)
        return self.next(flags=left) if left != self.flags else self

    @property
    def questions(self) -> tuple[Flag, ...]:
        """What people of the secretariat have yet to say of somebody who may be the one who was erased."""
        return tuple(flag for flag in self.flags if flag.kind is FlagKind.PERHAPS_ERASED)

    def without_questions(self) -> Self:
        """Return it as its host may read it: who asked to be erased is the secretariat's to know."""
        return self.model_copy(update={"flags": tuple(flag for flag in self.flags if flag not in self.questions)})

    def ask_whether_erased(self, person: str, *, now: datetime) -> Self:
        """Ask whether somebody here is the one of this name who was erased; the same state where that is asked."""
        if name_key(person) in {name_key(flag.about) for flag in self.questions}:
            return self
        return self.next(flags=(*self.flags, Flag(kind=FlagKind.PERHAPS_ERASED, at=now, about=person)))

    def answered(self, person: str) -> Self:
        """Return it without the question about a person, or refuse where there is none (any more)."""
        left = tuple(flag for flag in self.flags if flag not in self.questions or flag.about != person)
        if left == self.flags:
            raise NotWaiting("Nobody asks this about the person any more.")
        return self.next(flags=left)

    def spellings_of(self, person: str) -> frozenset[str]:
        """Return how panel, contact and flags spell a name."""
        written = {*(one.name for one in self.speakers), self.contact.name, *(flag.about for flag in self.flags)}
        return frozenset(name for name in written if name_key(name) == name_key(person))

    def forget(self, names: frozenset[str], *, contact: bool, nobody: Contact) -> Self:
        """Take people of these names off panel and flags, and the contact; the same state where nobody was there."""
        speakers = tuple(one for one in self.speakers if one.name not in names)
        flags = tuple(
            flag.model_copy(update={"about": nobody.name}) if flag.about in names else flag for flag in self.flags
        )
        who = nobody if contact else self.contact
        if (speakers, flags, who) == (self.speakers, self.flags, self.contact):
            return self
        return self.next(speakers=speakers, flags=flags, contact=who)

    def placed(self) -> Placement:
        """Return its room and time, or refuse."""
        if self.placement is None:
            raise NotScheduled("This side event has no room and time.")
        return self.placement

    def _changed(self, kind: ChangeKind, before: Placement, *, reason: str, now: datetime) -> tuple[Change, ...]:
        if self.published_at is None:
            return self.changes
        change = Change(
            at=now, kind=kind, previous_room=before.room, previous_starts_at=before.starts_at, reason=reason
        )
        return (*self.changes, change)

    def _placed(self, kind: type[Told], **more: object) -> Told:
        at = self.placed()
        where = {"room": at.room, "starts_at": at.starts_at, "ends_at": at.ends_at, "zone": at.zone}
        return self._told(kind, **where, **more)

    def _told(self, kind: type[Told], **more: object) -> Told:
        facts = {
            "side_event_id": self.side_event_id,
            "meeting_id": self.meeting_id,
            "title": self.title,
            "hosts": tuple(host.name for host in self.hosts),
            "theme": self.theme,
            "version": self.version,
        }
        return kind.model_validate({**facts, **more})

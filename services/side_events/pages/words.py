"""The words and the colours of side events, as the pages say them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from services.side_events.domain import (
    ChangeKind,
    Flag,
    FlagKind,
    Format,
    Gender,
    Room,
    SideEvent,
    Speaker,
    Status,
    Theme,
)
from shared.pages import Choice, Speech, State, Work, msg

STATUS = {
    Status.REQUESTED: (State.WAITING, msg("requested")),
    Status.SCHEDULED: (State.IN_HAND, msg("scheduled, host to confirm")),
    Status.CONFIRMED: (State.IN_HAND, msg("confirmed, to be published")),
    Status.PUBLISHED: (State.DONE, msg("published")),
    Status.DECLINED: (State.OFF, msg("declined")),
    Status.CANCELLED: (State.OFF, msg("cancelled")),
}
NEEDS_SLOT = (State.PROBLEM, msg("needs a new room or time"))
THEMES = {
    Theme.CLEARANCE: msg("Mine clearance"),
    Theme.VICTIM_ASSISTANCE: msg("Victim assistance"),
    Theme.RISK_EDUCATION: msg("Risk education"),
    Theme.STOCKPILE_DESTRUCTION: msg("Stockpile destruction"),
    Theme.UNIVERSALIZATION: msg("Universalization"),
    Theme.COOPERATION: msg("Cooperation and assistance"),
    Theme.IMPROVISED_MINES: msg("Improvised mines"),
    Theme.GENDER: msg("Gender and diversity"),
    Theme.MONITORING: msg("Monitoring and reporting"),
    Theme.OTHER: msg("Another theme"),
}
FORMATS = {
    Format.IN_PERSON: msg("In person"),
    Format.HYBRID: msg("In person and online"),
    Format.ONLINE: msg("Online only"),
}
GENDERS = {Gender.WOMAN: msg("Woman"), Gender.MAN: msg("Man"), Gender.OTHER: msg("Other")}
FLAGS = {
    FlagKind.NEEDS_NEW_SLOT: msg("Lost its room and time"),
    FlagKind.SPEAKER_WITHDRAWN: msg("A speaker withdrew"),
    FlagKind.CONTACT_WITHDRAWN: msg("The contact withdrew"),
    FlagKind.PERHAPS_ERASED: msg("Somebody of this name asked to be erased. Is it this person?"),
}
CHANGES = {
    ChangeKind.MOVED: msg("Moved"),
    ChangeKind.NEEDS_NEW_SLOT: msg("Waits for a new room or time"),
    ChangeKind.CANCELLED: msg("Cancelled"),
}


def choices(words: dict[Theme, str] | dict[Format, str] | dict[Gender, str]) -> tuple[Choice, ...]:
    """Return the values of an enumeration as a person chooses them."""
    return tuple(Choice(value.value, label) for value, label in words.items())


STATUS_CHOICES = tuple(Choice(status.value, word) for status, (_, word) in STATUS.items())


def standing(event: SideEvent) -> tuple[str, str]:
    """Return the colour and the word for where a side event stands."""
    return NEEDS_SLOT if event.needs_new_slot else STATUS[event.status]


def lines(event: SideEvent, speech: Speech) -> tuple[tuple[str, str], ...]:
    """Return what was asked for as label and value, where the value is no sentence of ours."""
    return (
        (msg("Hosts"), speech.listed(*(speech.named(one.name) for one in event.hosts))),
        (msg("Expected"), str(event.expected_attendance)),
        (msg("Speakers"), "; ".join(_speaker(one) for one in event.speakers)),
        (msg("Interpretation, by the host"), ", ".join(event.needs.interpretation)),
        (msg("Equipment"), ", ".join(event.needs.equipment)),
        (msg("Accessibility"), event.needs.accessibility),
        (msg("Description"), event.description),
    )


def _speaker(speaker: Speaker) -> str:
    return ", ".join(filter(None, (speaker.name, speaker.title, speaker.state)))


def hosts(event: SideEvent) -> str:
    """Return the hosts as one line, the lead first."""
    return ", ".join(host.name for host in event.hosts)


def address(event: SideEvent) -> str:
    """Return where a side event's page for the secretariat is."""
    return f"/side-events/events/{event.side_event_id}"


def room_choices(rooms: Iterable[Room]) -> tuple[Choice, ...]:
    """Return rooms to choose from, each with what it holds."""
    return tuple(
        Choice(room.room_id, f"{room.label} ({room.capacity})" if room.capacity else room.label) for room in rooms
    )


def wall_clock(at: datetime, zone: str) -> str:
    """Return an instant as a form's date and time field takes it."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None).isoformat(timespec="minutes")


def work(events: Sequence[SideEvent]) -> list[Work]:
    """Return what waits for the secretariat: what lost its place first, then requests, the oldest first."""
    flagged = [_flagged(one, flag) for one in events for flag in _to_see_to(one)]
    steps = (
        (Status.REQUESTED, msg("Place")),
        (Status.CONFIRMED, msg("Publish")),
        (Status.SCHEDULED, msg("Confirm")),
    )
    return flagged + [
        _next(one, action)
        for status, action in steps
        for one in events
        if one.status is status and not one.needs_new_slot
    ]


def _to_see_to(event: SideEvent) -> Iterable[Flag]:
    """Yield the first flag of one that is not over, and each question whether somebody was erased."""
    others = [flag for flag in event.flags if flag not in event.questions]
    yield from () if event.is_over else others[:1]
    yield from event.questions


def _flagged(event: SideEvent, flag: Flag) -> Work:
    return Work(
        title=event.title,
        href=address(event),
        action=msg("Give it a new place") if flag.kind is FlagKind.NEEDS_NEW_SLOT else msg("Look"),
        detail=flag.about,
        since=flag.at,
        state=State.PROBLEM,
        word=FLAGS[flag.kind],
        key=f"{event.side_event_id}.flag.{flag.kind}.{flag.about}",
    )


def _next(event: SideEvent, action: str) -> Work:
    state, word = standing(event)
    detail, since = hosts(event), event.requested_at
    return Work(
        title=event.title, href=address(event), action=action, detail=detail, since=since, state=state, word=word
    )

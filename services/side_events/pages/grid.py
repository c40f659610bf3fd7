"""One day as a grid: rooms across, time down; what is booked, what is official, what is proposed."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.side_events.domain import Room, SideEvent, Slot
from services.side_events.pages.words import address, standing
from services.side_events.ports import Proposal, Situation

FIRST_HOUR, LAST_HOUR = 8, 20


@dataclass(frozen=True, slots=True)
class Block:
    """Something that takes a room for a while; `kind` is event, official or proposal."""

    kind: str
    slot: Slot
    title: str
    hosts: tuple[str, ...] = ()
    href: str = ""
    state: str = ""
    word: str = ""
    proposal: Proposal | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid over some rows; without a block the room is free."""

    rows: int = 1
    block: Block | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the grid: when it begins, and the cells that begin with it."""

    at: datetime
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One day: the rooms with walls of their own, and the rows."""

    day: date
    rooms: tuple[Room, ...]
    lines: tuple[Line, ...]


def grid_of(day: date, situation: Situation, proposals: Iterable[Proposal]) -> Grid:
    """Return the grid of one day of the venue's zone."""
    zone = ZoneInfo(situation.meeting.zone)
    rooms = tuple(room for room in situation.rooms if not room.parts)
    begin = datetime.combine(day, time.min, zone)
    whole = Slot(starts_at=begin, ends_at=begin + timedelta(days=1))
    columns = [_column(room, whole, situation, proposals) for room in rooms]
    edges = _edges(begin, [block for column in columns for block in column])
    cells = [_cells(column, edges) for column in columns]
    lines = tuple(
        Line(at, tuple(cell for column in cells if (cell := column[row]) is not None))
        for row, at in enumerate(edges[:-1])
    )
    return Grid(day, rooms, lines)


def _column(room: Room, whole: Slot, situation: Situation, proposals: Iterable[Proposal]) -> list[Block]:
    blocks = [
        Block("official", Slot(starts_at=one.starts_at, ends_at=one.ends_at), one.title)
        for one in {
            session for day in situation.room_days if day.room_id == room.room_id for session in day.official_sessions
        }
    ]
    blocks += [_event(one) for one in situation.side_events if one.placement and room.room_id in one.placement.physical]
    blocks += _proposed(room, situation, proposals)
    return sorted((one for one in blocks if one.slot.overlaps(whole)), key=lambda one: one.slot.starts_at)


def _event(event: SideEvent) -> Block:
    state, word = standing(event)
    at = event.placed()
    return Block("event", at.slot, event.title, tuple(one.name for one in event.hosts), address(event), state, word)


def _proposed(room: Room, situation: Situation, proposals: Iterable[Proposal]) -> Iterable[Block]:
    rooms = {one.room_id: one for one in situation.rooms}
    events = {one.side_event_id: one for one in situation.side_events}
    for one in proposals:
        if one.slot and one.room_id and room.room_id in rooms[one.room_id].physical:
            event = events[one.side_event_id]
            yield Block(
                "proposal",
                one.slot,
                event.title,
                tuple(one.name for one in event.hosts),
                address(event),
                "waiting",
                "",
                one,
            )


def _edges(begin: datetime, blocks: Sequence[Block]) -> list[datetime]:
    """Return the instants at which a row begins: full hours of the working day, and whenever something changes."""
    end = begin + timedelta(days=1)
    hours = {begin + timedelta(hours=hour) for hour in range(FIRST_HOUR, LAST_HOUR + 1)}
    changes = {min(max(at, begin), end) for one in blocks for at in (one.slot.starts_at, one.slot.ends_at)}
    return sorted(hours | changes)


def _cells(blocks: Sequence[Block], edges: Sequence[datetime]) -> list[Cell | None]:
    """Return a column's cells by row; None where one from above reaches down."""
    cells: list[Cell | None] = [Cell() for _ in edges]
    for block in blocks:
        first = bisect_left(edges, max(block.slot.starts_at, edges[0]))
        last = bisect_left(edges, min(block.slot.ends_at, edges[-1]))
        while first < last and (cells[first] is None or cells[first] != Cell()):
            first += 1
        if first < last:
            cells[first] = Cell(last - first, block)
            cells[first + 1 : last] = [None] * (last - first - 1)
    return cells

"""The programme as it leaves the house for spreadsheets and other calendars."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from services.side_events.ports import ProgrammeEntry

HEADER = ("id", "title", "hosts", "theme", "room", "starts_at", "ends_at", "zone", "format", "state", "changed_at")


def programme_rows(entries: Iterable[ProgrammeEntry]) -> Iterable[Sequence[object]]:
    """Yield one row a side event under `HEADER`; times on the wall clock of the venue, with their offset (E8)."""
    for entry in entries:
        zone = ZoneInfo(entry.zone)
        starts, ends = (at.astimezone(zone) if at else None for at in (entry.starts_at, entry.ends_at))
        state = "cancelled" if entry.cancelled else "on" if starts else "waits for a new time"
        hosts, changed_at = "; ".join(entry.hosts), entry.changes[-1].at if entry.changes else None
        theme = entry.theme and entry.theme.value
        yield (
            entry.side_event_id,
            entry.title,
            hosts,
            theme,
            entry.room,
            starts,
            ends,
            entry.zone,
            entry.format.value,
            state,
            changed_at,
        )

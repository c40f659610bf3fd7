"""The doors now: people in zones, passages at gates, States present, devices; alerts and the scan log."""

from datetime import timedelta
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.passages import CloseDoorAlert, ReopenDoorAlert
from services.registration.domain import Meeting
from services.registration.handlers.passages import close_door_alert, reopen_door_alert
from services.registration.pages.door_alerts import alerts_waiting
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.pages.words import state_choices
from services.registration.pages.words_doors import OUTCOMES, DoorWords
from services.registration.ports.doorkeeping import Doorkeeping
from services.registration.ports.doors_now import DoorsSeen, PassagesAsked, PassageShown
from shared.errors import Refused
from shared.pages import (
    Choice,
    Column,
    Curve,
    Filter,
    Form,
    Listing,
    ListPlan,
    Shown,
    Tile,
    msg,
    read_form,
    read_listing,
)
from shared.pages.exports import Table, table_answer

SILENT = timedelta(minutes=2)
"""A device that told nothing for so long is looked for; it reports every quarter of a minute."""

COLUMNS = (
    Column("at", "When"),
    Column("name", "Name"),
    Column("gate", "Gate"),
    Column("direction", "Direction"),
    Column("outcome", "Verdict"),
    Column("device", "Device"),
)
EXPORTED = ("When", "Name", "Delegation", "Gate", "Zone", "Direction", "Verdict", "Reason", "Offline", "Device")


class DoorsNowPages:
    """What the secretariat sees of the doors."""

    def __init__(self, room: Room, doors: Doorkeeping) -> None:
        self._room = room
        self._doors = doors

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one, alert = "/meetings/{code}/doors", "/door-alerts/{alert_id}"
        router.get(one, dependencies=READERS)(self.doors)
        router.get(f"{one}/now", dependencies=READERS)(self.now)
        router.get(f"{one}/wall", dependencies=READERS)(self.wall)
        router.get(f"{one}/wall/now", dependencies=READERS)(self.wall_now)
        router.get(f"{one}/log", dependencies=READERS)(self.log)
        router.get(alert, dependencies=READERS)(self.alert)
        router.post(f"{alert}/close", dependencies=OFFICERS)(self.close)
        router.post(f"{alert}/reopen", dependencies=OFFICERS)(self.reopen)

    async def doors(self, request: Request, code: str) -> Response:
        """Show the doors as they are now."""
        meeting = await self._room.meeting(code)
        return self._room.page(request, "doors.html", meeting, status=200, **await self._seen(meeting))

    async def now(self, request: Request, code: str) -> Response:
        """Return what changes of that page, when something did."""
        meeting = await self._room.meeting(code)
        return self._room.piece(request, "doors_now.html", meeting, **await self._seen(meeting))

    async def wall(self, request: Request, code: str) -> Response:
        """Show the figures to be read from across the hall."""
        meeting = await self._room.meeting(code)
        return self._room.page(request, "doors_wall.html", meeting, status=200, **await self._seen(meeting))

    async def wall_now(self, request: Request, code: str) -> Response:
        """Return the figures of the wall alone."""
        meeting = await self._room.meeting(code)
        return self._room.piece(request, "doors_wall_now.html", meeting, **await self._seen(meeting))

    async def log(self, request: Request, code: str) -> Response:
        """Show the scan log, or give it as a file."""
        meeting = await self._room.meeting(code)
        gates = {one.gate_id: one.name for one in (await self._doors.views.doors(meeting.meeting_id)).gates}
        devices = {one.device.device_id: one.device.name for one in await self._doors.views.devices(meeting.meeting_id)}
        listing = _listing(request, gates)
        if listing.format != "html":
            every = self._doors.now.every_passage(meeting.meeting_id, _asked(listing))
            name, row = f"{meeting.address}-passages", partial(_row, gates=gates, devices=devices)
            return table_answer(listing.format, Table(name, EXPORTED, row), every)
        found = await self._doors.now.passages(meeting.meeting_id, _asked(listing))
        shown = Shown.behind(found.rows, total=found.total, last=found.after)
        about: dict[str, object] = {"listing": listing, "shown": shown, "gates": gates, "devices": devices}
        return self._room.page(request, "doors_log.html", meeting, status=200, door_words=DoorWords, **about)

    async def alert(self, request: Request, alert_id: str) -> Response:
        """Show an alert with both passages, and the form that closes it."""
        return await self._alert(request, alert_id, Form())

    async def close(self, request: Request, alert_id: str) -> Response:
        """Record what was found out."""
        form = await read_form(request)
        try:
            await self._room.ask(request, close_door_alert, form.command(CloseDoorAlert, alert_id=alert_id), form=form)
        except Refused as refused:
            return await self._alert(request, alert_id, form.refused(refused), status=refused.status)
        seen = await self._doors.now.alert(alert_id)
        meeting = await self._room.views.meeting(seen.alert.meeting_id)
        undo = f"/registration/door-alerts/{alert_id}/reopen"
        return self._room.pages.go(
            f"/registration/meetings/{meeting.address}/doors", said=msg("The alert is closed."), undo=undo
        )

    async def reopen(self, request: Request, alert_id: str) -> Response:
        """Undo the closing."""
        form = await read_form(request)
        await self._room.ask(request, reopen_door_alert, ReopenDoorAlert(alert_id=alert_id), form=form)
        return self._room.pages.go(f"/registration/door-alerts/{alert_id}", said=msg("The alert waits again."))

    async def _seen(self, meeting: Meeting) -> dict[str, object]:
        now = self._room.clock()
        seen = await self._doors.now.seen(meeting, now)
        alerts = await self._doors.now.alerts(meeting.meeting_id, state="open")
        return {
            "seen": seen,
            "work": alerts_waiting(alerts),
            "curve": _curve(seen),
            "tiles": _tiles(seen),
            "silent": [one for one in seen.devices if one.report and now - one.report.seen_at > SILENT],
            "silent_after": now - SILENT,
        }

    async def _alert(self, request: Request, alert_id: str, form: Form, *, status: int = 200) -> Response:
        shown = await self._doors.now.alert(alert_id)
        meeting = await self._room.views.meeting(shown.alert.meeting_id)
        gates = {one.gate_id: one.name for one in (await self._doors.views.doors(meeting.meeting_id)).gates}
        about: dict[str, object] = {"shown": shown, "form": form, "gates": gates, "door_words": DoorWords}
        about["happenings"] = await self._room.timeline(alert_id)
        return self._room.page(request, "door_alert.html", meeting, status=status, **about)


def _tiles(seen: DoorsSeen) -> list[Tile]:
    venue = next((one for one in seen.zones if not one.zone), None)
    tiles = [
        Tile(label="In the venue now", figure=venue.inside) if venue else None,
        Tile(label="Entered today", figure=venue.entered) if venue else None,
        Tile(label="States present now", figure=len(seen.states)),
        Tile(
            label="States Parties present now",
            figure=seen.parties_present,
            of=seen.parties,
            state=("done" if seen.quorum_reached else "waiting") if seen.quorum else "",
            detail=("Quorum reached" if seen.quorum_reached else "No quorum yet") if seen.quorum else "",
        ),
        Tile(label="Heads of delegation present now", figure=seen.heads),
    ]
    return [one for one in tiles if one]


def _curve(seen: DoorsSeen) -> Curve:
    return Curve(points=tuple((one.at, one.present) for one in seen.curve), until=seen.at)


def _listing(request: Request, gates: dict[str, str]) -> Listing:
    filters = (
        Filter("outcome", "Verdict", state_choices(OUTCOMES)),
        Filter("gate_id", "Gate", [Choice(id, name) for id, name in gates.items()]),
    )
    plan = ListPlan(columns=COLUMNS, filters=filters, order="-at")
    return read_listing(request.url.path, request.query_params.multi_items(), plan=plan)


def _asked(listing: Listing) -> PassagesAsked:
    after = listing.behind
    return PassagesAsked(**dict(listing.chosen), after=after, size=listing.limit)


def _row(row: PassageShown, gates: dict[str, str], devices: dict[str, str]) -> tuple[object, ...]:
    one = row.passage
    gate, device = gates.get(one.gate_id, one.gate_id), devices.get(one.device_id, one.device_id)
    verdict = (one.direction.value, one.outcome.value, one.reason.value if one.reason else "")
    return (one.at, row.name, row.delegation, gate, one.zone, *verdict, "yes" if one.offline else "", device)

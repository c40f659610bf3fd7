"""Setting up the doors: gates, rules of admission and double use, devices and the link that enrols each."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from secrets import token_urlsafe

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from services.registration.commands.doors import (
    AddDevice,
    AddGate,
    LinkDevice,
    RemoveGate,
    RevokeDevice,
    SetDoorRules,
)
from services.registration.domain import Meeting
from services.registration.domain.doors import AdmissionDay, Doors
from services.registration.handlers.doors import (
    add_device,
    add_gate,
    link_device,
    remove_gate,
    revoke_device,
    set_door_rules,
)
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.pages.words import choices
from services.registration.pages.words_doors import SEVERITIES, WAYS, DoorWords
from services.registration.ports.doorkeeping import Doorkeeping
from shared.errors import Refused
from shared.identity.links import hash_of
from shared.pages import LANGUAGES, Choice, Form, msg, read_form
from shared.web import origin_of

NEW_GATE = Form.of(way="both")
NEW_DEVICE = Form.of(may_search=True, may_check_in=True, language="en")


class DoorsSetup:
    """What officers set before the doors open, and the devices they hand out."""

    def __init__(self, room: Room, doors: Doorkeeping) -> None:
        self._room = room
        self._views = doors.views
        self._codes = doors.codes

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one, device = "/meetings/{code}/doors", "/devices/{device_id}"
        router.get(f"{one}/setup", dependencies=READERS)(self.setup)
        router.post(f"{one}/gates", dependencies=OFFICERS)(self.add_gate)
        router.post(f"{one}/gates/{{gate_id}}/remove", dependencies=OFFICERS)(self.remove_gate)
        router.post(f"{one}/rules", dependencies=OFFICERS)(self.set_rules)
        router.post(f"{one}/devices", dependencies=OFFICERS)(self.add_device)
        router.get(f"{device}", dependencies=READERS)(self.device)
        router.post(f"{device}/link", dependencies=OFFICERS)(self.link)
        router.get(f"{device}/revoke", dependencies=OFFICERS)(self.ask_revocation)
        router.post(f"{device}/revoke", dependencies=OFFICERS)(self.revoke)

    async def setup(self, request: Request, code: str) -> Response:
        """Show gates, rules and devices, each with its form."""
        return await self._setup(request, await self._room.meeting(code), {})

    async def add_gate(self, request: Request, code: str) -> Response:
        """Give the meeting one more gate."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = form.command(AddGate, meeting_id=meeting.meeting_id)
            await self._room.ask(request, add_gate, command, form=form)
        except Refused as refused:
            return await self._setup(request, meeting, {"gate_form": form.refused(refused)}, status=refused.status)
        return self._back(meeting, msg("The gate is there."))

    async def remove_gate(self, request: Request, code: str, gate_id: str) -> Response:
        """Take a gate away."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = RemoveGate(meeting_id=meeting.meeting_id, gate_id=gate_id)
            await self._room.ask(request, remove_gate, command, form=form)
        except Refused as refused:
            return await self._setup(request, meeting, {"trouble": refused}, status=refused.status)
        return self._back(meeting, msg("The gate is removed."))

    async def set_rules(self, request: Request, code: str) -> Response:
        """Set the rules of admission, double use and quorum."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = form.command(SetDoorRules, meeting_id=meeting.meeting_id)
            await self._room.ask(request, set_door_rules, command, form=form)
        except Refused as refused:
            return await self._setup(request, meeting, {"rules_form": form.refused(refused)}, status=refused.status)
        return self._back(
            meeting, msg("The rules hold from now on, for devices without a connection at their next one.")
        )

    async def add_device(self, request: Request, code: str) -> Response:
        """Give the meeting one more device, and lead to its link."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = form.command(AddDevice, meeting_id=meeting.meeting_id, name=form.text("device_name"))
            now = await self._room.ask(request, add_device, command, form=form)
        except Refused as refused:
            refilled = _beside_its_name(form.refused(refused))
            return await self._setup(request, meeting, {"device_form": refilled}, status=refused.status)
        return self._room.pages.go(f"/registration/devices/{now.device_id}", said=msg("Now make its link."))

    async def device(self, request: Request, device_id: str) -> Response:
        """Show a device: what it may do, what it last told, what was done to it."""
        return await self._device(request, device_id)

    async def link(self, request: Request, device_id: str) -> Response:
        """Make the one link that enrols the device and show it once, as a code to scan and as an address."""
        await read_form(request)
        token = token_urlsafe(24)
        command = LinkDevice(device_id=device_id, token_hash=hash_of(token))
        await self._room.units.run(link_device, command, origin_of(request))
        address = f"{request.state.public_url}/registration/door/enrol/{token}"
        picture = Markup(self._codes.picture(address))  # noqa: S704 - drawn by ourselves
        return await self._device(request, device_id, enrolment=address, picture=picture)

    async def ask_revocation(self, request: Request, device_id: str) -> Response:
        """Say what is lost when a device is taken back."""
        device = await self._views.device(device_id)
        meeting = await self._room.views.meeting(device.meeting_id)
        shown = next(one for one in await self._views.devices(meeting.meeting_id) if one.device == device)
        return self._room.page(request, "device_revoke.html", meeting, shown=shown)

    async def revoke(self, request: Request, device_id: str) -> Response:
        """Take a device back."""
        form = await read_form(request)
        await self._room.ask(request, revoke_device, RevokeDevice(device_id=device_id), form=form)
        said = msg("The device is taken back. It is refused from now on.")
        return self._room.pages.go(f"/registration/devices/{device_id}", said=said)

    async def _device(self, request: Request, device_id: str, **link: object) -> Response:
        device = await self._views.device(device_id)
        meeting = await self._room.views.meeting(device.meeting_id)
        shown = next(one for one in await self._views.devices(meeting.meeting_id) if one.device == device)
        about: dict[str, object] = {"enrolment": "", "picture": "", "shown": shown, "door_words": DoorWords, **link}
        about["gates"] = {one.gate_id: one for one in (await self._views.doors(meeting.meeting_id)).gates}
        about["happenings"] = await self._room.timeline(device_id)
        return self._room.page(request, "device.html", meeting, status=200, **about)

    async def _setup(
        self, request: Request, meeting: Meeting, tried: Mapping[str, object], *, status: int = 200
    ) -> Response:
        doors = await self._views.doors(meeting.meeting_id)
        plan = await self._room.badges.views.plan(meeting.meeting_id)
        shown: dict[str, object] = {
            "gate_form": NEW_GATE,
            "device_form": NEW_DEVICE,
            "rules_form": rules_form(doors, meeting),
            "trouble": None,
            "doors": doors,
            "door_words": DoorWords,
            "days": days_of(meeting),
            "devices": await self._views.devices(meeting.meeting_id),
            "zone_choices": tuple(Choice(one.code, f"{one.code}, {one.name}") for one in plan.zones),
            "gate_names": {one.gate_id: one.name for one in doors.gates},
            "gate_choices": tuple(Choice(one.gate_id, one.name) for one in doors.gates),
            "way_choices": choices(WAYS),
            "severity_choices": choices(SEVERITIES),
            "language_choices": choices(LANGUAGES),
            **tried,
        }
        return self._room.page(request, "doors_setup.html", meeting, status=status, **shown)

    def _back(self, meeting: Meeting, said: str) -> Response:
        return self._room.pages.go(f"/registration/meetings/{meeting.address}/doors/setup", said=said)


def _beside_its_name(form: Form) -> Form:
    """Return the form of a device with what is wrong with its name there: gates have names on the same page."""
    moved = tuple(replace(one, field="device_name") if one.field == "name" else one for one in form.errors)
    return replace(form, errors=moved)


def days_of(meeting: Meeting) -> list[date]:
    """Return the days of a meeting."""
    return [meeting.opens_on + timedelta(n) for n in range((meeting.closes_on - meeting.opens_on).days + 1)]


def rules_form(doors: Doors, meeting: Meeting) -> Form:
    """Return the rules as the form shows them: a row for every day of the meeting."""
    rules = {one.on: one for one in doors.days}
    fields: dict[str, object] = {}
    for n, on in enumerate(days_of(meeting)):
        rule = rules.get(on) or AdmissionDay(on=on)
        fields |= {f"days.{n}.{name}": getattr(rule, name) for name in AdmissionDay.model_fields}
    fields |= {name: getattr(doors.double_use, name) for name in type(doors.double_use).model_fields}
    if doors.quorum:
        fields |= {"quorum_parts": doors.quorum.parts, "quorum_of": doors.quorum.of}
    return Form.of(**fields)

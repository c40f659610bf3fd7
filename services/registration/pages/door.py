"""The page of a check-in device: enrolled by a link, then one page that scans, with or without a connection."""

from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from services.registration.commands.doors import EnrolDevice
from services.registration.domain.devices import Device
from services.registration.handlers.doors import enrol_device
from services.registration.pages.room import Room
from services.registration.ports.doors import DoorViews
from shared.errors import Refused
from shared.identity import PUBLIC, Identity, limited, permit
from shared.identity.links import hash_of
from shared.identity.sessions import start_session
from shared.pages import read_form
from shared.records import Origin
from shared.who import Role, Who

DEVICE_SESSION = timedelta(days=30)
"""A device stays signed in for the whole meeting; it is taken back by its state, not by its session."""


class Door:
    """What a device shows."""

    def __init__(self, room: Room, views: DoorViews, identity: Identity) -> None:
        self._room = room
        self._views = views
        self._identity = identity

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        anyone, link = [permit(PUBLIC)], [permit(PUBLIC), limited(self._identity.link_limit)]
        router.get("/door/enrol/{token}", dependencies=link)(self.button)
        router.post("/door/enrol/{token}", dependencies=link)(self.enrol)
        router.get("/door", dependencies=anyone)(self.door)

    async def button(self, request: Request, token: str) -> Response:
        """Show one button and change nothing: cameras open addresses before people do."""
        return self._room.pages.render(request, "door_enrol.html", token=token, trouble=None)

    async def enrol(self, request: Request, token: str) -> Response:
        """Use the link up, sign the device in for the whole meeting and lead to its page."""
        await read_form(request)
        try:
            person = await self._room.units.run(enrol_device, EnrolDevice(token_hash=hash_of(token)), Origin())
        except Refused as refused:
            return self._room.pages.render(request, "door_enrol.html", status=refused.status, token="", trouble=refused)
        answer = RedirectResponse("/registration/door", 303)
        session = self._identity.keys.session_token(person.who, lifetime=DEVICE_SESSION)
        start_session(answer, session, public_url=self._identity.public_url, lifetime=DEVICE_SESSION)
        return answer

    async def door(self, request: Request) -> Response:
        """Show the page of the device that asks."""
        device = await self._device(request.state.who)
        if device is None or device.revoked_at:
            return self._room.pages.render(request, "door_none.html", status=403, revoked=device is not None)
        meeting = await self._room.views.meeting(device.meeting_id)
        doors = await self._views.doors(device.meeting_id)
        return self._room.page(request, "door.html", meeting, device=device, gate=doors.gate(device.profile.gate_id))

    async def _device(self, who: Who | None) -> Device | None:
        scopes = who.scopes(Role.CHECK_IN_DEVICE) if who else []
        return await self._views.device(scopes[0]) if scopes else None

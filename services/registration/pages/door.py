"""The page of a check-in device: it scans, searches and lets in; with its script also without a connection."""

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, JSONResponse, RedirectResponse, Response

from services.registration.commands.doors import EnrolDevice
from services.registration.commands.passages import PassageNow, RecordPassage
from services.registration.domain import Delegation
from services.registration.domain.devices import LASTS, Device
from services.registration.handlers.doors import enrol_device
from services.registration.handlers.passages import PassageRecorder
from services.registration.pages.room import Room
from services.registration.pages.words_doors import DoorWords
from services.registration.ports.doorkeeping import Doorkeeping
from shared.clock import new_id
from shared.errors import Refused, SignInNeeded
from shared.identity import PUBLIC, Identity, permit
from shared.identity.link_pages import count_guess
from shared.identity.links import hash_of
from shared.identity.rates import allowed
from shared.identity.sessions import start_session
from shared.pages import Form, read_form
from shared.pages.files import STATIC, address_of
from shared.pages.languages import COOKIE
from shared.records import Origin
from shared.web import origin_of
from shared.who import Role, Who

WORKER = Path(__file__).parent.parent / "static" / "door-worker.js"
ANYONE = [permit(PUBLIC)]


class Door:
    """What a device shows."""

    def __init__(self, room: Room, doors: Doorkeeping) -> None:
        self._room = room
        self._doors = doors
        self._record = PassageRecorder(doors.signer)

    def join(self, router: APIRouter) -> None:
        """Add the routes; who asks is looked up in each, for a device is scoped to itself."""
        router.get("/door", dependencies=ANYONE)(self.door)
        router.post("/door", dependencies=ANYONE)(self.scan)
        router.post("/door/photo", dependencies=ANYONE)(self.photo)
        router.get("/door/worker.js", dependencies=ANYONE)(self.worker)
        router.get("/door/manifest.json", dependencies=ANYONE)(self.manifest)

    async def door(self, request: Request, q: str = "") -> Response:
        """Show the page of the device that asks; `q` finds people without a script."""
        device = await self._device(request.state.who)
        if device is None or device.revoked_at:
            return self._room.pages.render(request, "door_none.html", status=403, revoked=device is not None)
        return await self._door(request, device, q=q)

    async def scan(self, request: Request) -> Response:
        """Take a code that was typed or a person who was found, and show the verdict."""
        device, form = await self._working(request.state.who), await read_form(request)
        return await self._verdict(request, device, form, code=form.text("code"))

    async def photo(self, request: Request) -> Response:
        """Take a photo, read the code on it, and show the verdict."""
        device, form = await self._working(request.state.who), await read_form(request)
        sent = form.file("photo")
        try:
            code = await self._doors.codes.read(sent.content) if sent else ""
        except Refused as refused:
            return await self._door(request, device, trouble=refused, status=refused.status)
        return await self._verdict(request, device, form, code=code)

    async def worker(self) -> Response:
        """Return the script that keeps the page for when there is no connection."""
        headers = {"Service-Worker-Allowed": "/registration/door", "Cache-Control": "no-cache"}
        return FileResponse(WORKER, media_type="text/javascript", headers=headers)

    async def manifest(self, request: Request) -> Response:
        """Return what makes the page installable."""
        name = self._room.pages.speech(request).gettext("Door")
        icon = {"src": address_of("plenary.svg", own=STATIC), "sizes": "any", "type": "image/svg+xml"}
        door = "/registration/door"
        about = {"id": door, "name": f"Plenary · {name}", "short_name": name, "start_url": door, "scope": door}
        return JSONResponse({**about, "display": "standalone", "icons": [icon]}, media_type="application/manifest+json")

    async def _verdict(self, request: Request, device: Device, form: Form, *, code: str) -> Response:
        given = {"device_id": device.device_id, "code": code, "scanned_at": self._room.clock()}
        try:
            command = form.command(RecordPassage, **given)
            now = await self._room.units.run(self._record, command, origin_of(request))
        except Refused as refused:
            return await self._door(request, device, trouble=refused, status=refused.status)
        return await self._door(request, device, verdict=now)

    async def _door(
        self, request: Request, device: Device, *, q: str = "", status: int = 200, **shown: PassageNow | Refused
    ) -> Response:
        meeting = await self._room.views.meeting(device.meeting_id)
        doors = await self._doors.views.doors(device.meeting_id)
        if q:
            device.must_search()
        about: dict[str, object] = {
            "device": device,
            "gate": doors.gate(device.profile.gate_id),
            "keys": [one.model_dump() for one in self._doors.signer.public_keys()],
            "door_words": DoorWords,
            "q": q,
            "found": await self._doors.lists.found(device.meeting_id, q) if q else [],
            "passage_id": new_id("psg"),
            "states": self._states(request, await self._room.views.delegations(meeting.meeting_id)),
            "verdict": None,
            "trouble": None,
            **shown,
        }
        return self._room.page(request, "door.html", meeting, status=status, **about)

    def _states(self, request: Request, delegations: list[Delegation]) -> dict[str, str]:
        """Return the names by which the script says States in the language of the device."""
        speech = self._room.pages.speech(request)
        said = {one.name: speech.named(one.name) for one in delegations}
        return {written: name for written, name in said.items() if name != written}

    async def _working(self, who: Who | None) -> Device:
        device = await self._device(who)
        if device is None:
            raise SignInNeeded("This is no check-in device.", next_step="Ask the registration desk for its link.")
        device.must_work()
        return device

    async def _device(self, who: Who | None) -> Device | None:
        scopes = who.scopes(Role.CHECK_IN_DEVICE) if who else []
        return await self._doors.views.device(scopes[0]) if scopes else None


class Enrolment:
    """How a phone or tablet becomes a device."""

    def __init__(self, room: Room, identity: Identity) -> None:
        self._room = room
        self._identity = identity

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.get("/door/enrol/{token}", dependencies=ANYONE)(self.button)
        router.post("/door/enrol/{token}", dependencies=[*ANYONE, allowed(self._identity.guess_limit)])(self.enrol)

    async def button(self, request: Request, token: str) -> Response:
        """Show one button and change nothing: cameras open addresses before people do."""
        return self._room.pages.render(request, "door_enrol.html", token=token, trouble=None)

    async def enrol(self, request: Request, token: str) -> Response:
        """Use the link up, sign the device in for the whole meeting and lead to its page."""
        await read_form(request)
        try:
            link = await self._room.units.run(enrol_device, EnrolDevice(token_hash=hash_of(token)), Origin())
        except Refused as refused:
            count_guess(refused, request, identity=self._identity)
            return self._room.pages.render(request, "door_enrol.html", status=refused.status, token="", trouble=refused)
        answer = RedirectResponse("/registration/door", 303)
        person = link.person
        session = self._identity.keys.session_token(person.who, lifetime=LASTS, link_id=link.link_id)
        start_session(answer, session, public_url=self._identity.public_url, lifetime=LASTS)
        answer.set_cookie(COOKIE, person.language, max_age=int(LASTS.total_seconds()), samesite="lax")
        return answer

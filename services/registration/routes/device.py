"""The API of a check-in device: what it reports, its signed list, the scans it sends, the photos it has read."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from pydantic import Field

from services.registration.commands.doors import DeviceSays, EnrolDevice, ReportDevice
from services.registration.commands.passages import PassageNow, RecordPassage, ScansMade
from services.registration.domain.devices import LASTS, Device
from services.registration.handlers.doors import enrol_device, report_device
from services.registration.handlers.passages import PassageRecorder
from services.registration.ports import RegistrationUnit
from services.registration.ports.door_list import DeviceState, SealedList
from services.registration.ports.doorkeeping import Doorkeeping
from services.registration.routes.needs import Anyone
from shared.clock import Clock, utc_now
from shared.errors import NotFound, Refused
from shared.identity import Identity, Role, permit, scoped
from shared.identity.link_pages import count_guess
from shared.identity.links import hash_of
from shared.identity.rates import allowed
from shared.records import Origin
from shared.unit import Units
from shared.values import Value
from shared.web import asking, gives

LARGEST = 12_000_000
"""Bytes of a photo."""
PURPOSE = "plenary door list"

ITS_DEVICE = scoped(Role.CHECK_IN_DEVICE, "device_id")
ItsDevice = Annotated[Origin, Depends(asking(ITS_DEVICE))]


class PhotoTooLarge(Refused):
    """The photo is larger than any camera makes for this."""

    status = 413
    next_step = "Take the photo again, or search for the person by name."


class CodeRead(Value):
    """What a photo says; empty where no code was found on it."""

    code: str


class LinkOpened(Value):
    """The last part of the link that enrols a device, as it was made or shown."""

    token: str = Field(min_length=1, max_length=200)


class DeviceEnrolled(Value):
    """Answer: who the device is from now on, and the bearer token by which it asks until it is taken back."""

    device_id: str
    meeting_id: str
    access_token: str
    expires_at: datetime


class Enrolling:
    """How something that is no browser becomes a device."""

    def __init__(self, units: Units[RegistrationUnit], doors: Doorkeeping, identity: Identity) -> None:
        self._units = units
        self._doors = doors
        self._identity = identity

    def join(self, router: APIRouter) -> None:
        """Add the route."""
        limit = [allowed(self._identity.guess_limit)]
        router.post("/devices/enrol", status_code=201, dependencies=limit)(self.enrol)

    async def enrol(self, opened: LinkOpened, request: Request, response: Response, origin: Anyone) -> DeviceEnrolled:
        """Use up the link of a device; sent again under its key it is answered again."""
        try:
            link = await self._units.run(enrol_device, EnrolDevice(token_hash=hash_of(opened.token)), origin)
        except Refused as refused:
            count_guess(refused, request, identity=self._identity)
            raise
        device = await self._doors.views.device(link.subject.removeprefix("device:"))
        response.headers["Cache-Control"] = "no-store"
        return DeviceEnrolled(
            device_id=device.device_id,
            meeting_id=device.meeting_id,
            access_token=self._identity.keys.bearer_token(link.person.who, lifetime=LASTS),
            expires_at=utc_now() + LASTS,
        )


class DeviceRoutes:
    """What devices call; each call looks at the device again, so that one taken back is refused at once."""

    def __init__(self, units: Units[RegistrationUnit], doors: Doorkeeping, clock: Clock) -> None:
        self._units = units
        self._doors = doors
        self._clock = clock
        self._record = PassageRecorder(doors.signer)
        self._sealed: dict[str, SealedList] = {}

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/devices/{device_id}"
        router.post(f"{one}/passages")(self.record)
        router.post(f"{one}/report")(self.report)
        router.get(f"{one}/list", dependencies=[permit(ITS_DEVICE)])(self.signed_list)
        router.post(f"{one}/photo")(self.read_photo)
        router.get(f"{one}/people/{{holder_id}}/photo", dependencies=[permit(ITS_DEVICE)], **gives("image/jpeg"))(
            self.photo
        )

    async def record(self, device_id: str, sent: ScansMade, origin: ItsDevice) -> list[PassageNow]:
        """Take scans into the log, each in a unit of its own; one sent before changes nothing and is answered again."""
        once = origin.model_copy(update={"key": None})
        commands = [RecordPassage(device_id=device_id, **dict(scan)) for scan in sent.scans]
        return [await self._units.run(self._record, command, once) for command in commands]

    async def report(self, device_id: str, says: DeviceSays, origin: ItsDevice) -> DeviceState:
        """Note what a device tells of itself, and tell it the hour and whether its list is old."""
        once = origin.model_copy(update={"key": None})
        await self._units.run(report_device, ReportDevice(device_id=device_id, **dict(says)), once)
        device = await self._working(device_id)
        stamp = await self._doors.lists.stamp(device.meeting_id)
        profile = device.profile.model_dump(include={"gate_id", "may_search", "may_check_in", "may_see_photo"})
        return DeviceState(device_id=device_id, now=self._clock(), stamp=stamp, **profile)

    async def signed_list(self, device_id: str, have: str = "") -> SealedList:
        """The list of badges as the server signs it; empty where the device has it already."""
        device = await self._working(device_id)
        stamp = await self._doors.lists.stamp(device.meeting_id)
        if have == stamp:
            return SealedList(stamp=stamp)
        known = self._sealed.get(device.meeting_id)
        if known is None or known.stamp != stamp:
            known = await self._seal(device.meeting_id, stamp)
            self._sealed[device.meeting_id] = known
        return known

    async def read_photo(self, device_id: str, request: Request, origin: ItsDevice) -> CodeRead:
        """Read the code on a photo, for browsers that cannot."""
        await self._working(device_id)
        photo = bytearray()
        async for piece in request.stream():
            photo += piece
            if len(photo) > LARGEST:
                raise PhotoTooLarge("This photo is too large.", field="photo")
        return CodeRead(code=await self._doors.codes.read(bytes(photo)))

    async def photo(self, device_id: str, holder_id: str, request: Request) -> Response:
        """The photo of somebody this device has scanned, where its profile shows photos; the look is written down."""
        device = await self._working(device_id)
        device.must_see_photos()
        if not await self._doors.views.has_scanned(device_id, holder_id):
            raise NotFound("This device has not seen this person.", field="holder_id")
        photo = (await self._doors.photos.of([holder_id], by=request.state.who)).get(holder_id)
        private = {"Cache-Control": "no-store"}
        return Response(photo, media_type="image/jpeg", headers=private) if photo else Response(status_code=204)

    async def _working(self, device_id: str) -> Device:
        device = await self._doors.views.device(device_id)
        device.must_work()
        return device

    async def _seal(self, meeting_id: str, stamp: str) -> SealedList:
        listed = await self._doors.lists.door_list(meeting_id, stamp=stamp, at=self._clock())
        content = listed.model_dump_json()
        return SealedList(stamp=stamp, content=content, **dict(self._doors.signer.seal(PURPOSE, content)))

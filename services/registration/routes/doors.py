"""The API of the doors: gates, rules and devices for officers; what a device reports."""

from typing import Annotated

from fastapi import APIRouter, Depends

from services.registration.commands.doors import (
    AddDevice,
    AddGate,
    DeviceNow,
    DeviceSays,
    DeviceToAdd,
    DoorRules,
    DoorsNow,
    GateToAdd,
    LinkDevice,
    RemoveGate,
    ReportDevice,
    RevokeDevice,
    SetDoorRules,
)
from services.registration.commands.passages import (
    AlertNow,
    CloseDoorAlert,
    PassageNow,
    RecordPassage,
    ReopenDoorAlert,
    ScansMade,
)
from services.registration.domain.doors import Doors
from services.registration.handlers.doors import (
    add_device,
    add_gate,
    link_device,
    remove_gate,
    report_device,
    revoke_device,
    set_door_rules,
)
from services.registration.handlers.passages import PassageRecorder, close_door_alert, reopen_door_alert
from services.registration.ports import RegistrationUnit
from services.registration.ports.badges import Signer
from services.registration.ports.doors import DeviceShown, DoorViews
from services.registration.routes.needs import FOR_READERS, Officer
from shared.identity import Role, scoped
from shared.records import Origin
from shared.unit import Units
from shared.values import LongText, Value
from shared.web import asking

ItsDevice = Annotated[Origin, Depends(asking(scoped(Role.CHECK_IN_DEVICE, "device_id")))]


class TokenHash(Value):
    """The SHA-256 of the token of a link."""

    token_hash: str


class Remark(Value):
    """What was found out about an alert."""

    remark: LongText = ""


class DoorRoutes:
    """The doors over HTTP."""

    def __init__(self, units: Units[RegistrationUnit], views: DoorViews, signer: Signer) -> None:
        self._units = units
        self._views = views
        self._record = PassageRecorder(signer)

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        doors, device = "/meetings/{meeting_id}/doors", "/devices/{device_id}"
        router.get(doors, dependencies=FOR_READERS)(self.doors)
        router.post(f"{doors}/gates", status_code=201)(self.add_gate)
        router.post(f"{doors}/gates/{{gate_id}}/remove")(self.remove_gate)
        router.post(f"{doors}/rules")(self.set_rules)
        router.get(f"{doors}/devices", dependencies=FOR_READERS)(self.devices)
        router.post(f"{doors}/devices", status_code=201)(self.add_device)
        router.post(f"{device}/link")(self.link)
        router.post(f"{device}/revoke")(self.revoke)
        router.post(f"{device}/report")(self.report)
        router.post(f"{device}/passages")(self.record)
        router.post("/door-alerts/{alert_id}/close")(self.close)
        router.post("/door-alerts/{alert_id}/reopen")(self.reopen)

    async def doors(self, meeting_id: str) -> Doors:
        """The gates and rules of a meeting."""
        return await self._views.doors(meeting_id)

    async def devices(self, meeting_id: str) -> list[DeviceShown]:
        """The devices of a meeting with what they last told."""
        return await self._views.devices(meeting_id)

    async def add_gate(self, meeting_id: str, gate: GateToAdd, origin: Officer) -> DoorsNow:
        """Give the meeting one more gate."""
        return await self._units.run(add_gate, AddGate(meeting_id=meeting_id, **dict(gate)), origin)

    async def remove_gate(self, meeting_id: str, gate_id: str, origin: Officer) -> DoorsNow:
        """Take a gate away that no device stands at."""
        return await self._units.run(remove_gate, RemoveGate(meeting_id=meeting_id, gate_id=gate_id), origin)

    async def set_rules(self, meeting_id: str, rules: DoorRules, origin: Officer) -> DoorsNow:
        """Set who is admitted when, what counts as double use, and the quorum."""
        return await self._units.run(set_door_rules, SetDoorRules(meeting_id=meeting_id, **dict(rules)), origin)

    async def add_device(self, meeting_id: str, device: DeviceToAdd, origin: Officer) -> DeviceNow:
        """Give the meeting one more device."""
        return await self._units.run(add_device, AddDevice(meeting_id=meeting_id, **dict(device)), origin)

    async def link(self, device_id: str, token: TokenHash, origin: Officer) -> DeviceNow:
        """Make the one link that enrols a device; the one who asks keeps the token."""
        command = LinkDevice(device_id=device_id, token_hash=token.token_hash)
        return await self._units.run(link_device, command, origin)

    async def revoke(self, device_id: str, origin: Officer) -> DeviceNow:
        """Take a device back at once."""
        return await self._units.run(revoke_device, RevokeDevice(device_id=device_id), origin)

    async def report(self, device_id: str, says: DeviceSays, origin: ItsDevice) -> DeviceNow:
        """Note what a device tells of itself."""
        return await self._units.run(report_device, ReportDevice(device_id=device_id, **dict(says)), origin)

    async def record(self, device_id: str, sent: ScansMade, origin: ItsDevice) -> list[PassageNow]:
        """Take scans into the log, each in a unit of its own; one sent before changes nothing and is answered again."""
        once = origin.model_copy(update={"key": None})
        commands = [RecordPassage(device_id=device_id, **dict(scan)) for scan in sent.scans]
        return [await self._units.run(self._record, command, once) for command in commands]

    async def close(self, alert_id: str, origin: Officer, found: Remark) -> AlertNow:
        """Record what was found out about an alert."""
        return await self._units.run(close_door_alert, CloseDoorAlert(alert_id=alert_id, remark=found.remark), origin)

    async def reopen(self, alert_id: str, origin: Officer) -> AlertNow:
        """Undo the closing of an alert."""
        return await self._units.run(reopen_door_alert, ReopenDoorAlert(alert_id=alert_id), origin)


def door_routes(units: Units[RegistrationUnit], views: DoorViews, signer: Signer) -> APIRouter:
    """Return the doors under `/registration/api`."""
    router = APIRouter(prefix="/registration/api", tags=["doors"])
    DoorRoutes(units, views, signer).join(router)
    return router

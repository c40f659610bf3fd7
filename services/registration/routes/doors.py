"""The API of the doors: gates, rules and devices for officers; what a device reports."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.registration.commands.doors import (
    AddDevice,
    AddGate,
    DeviceNow,
    DeviceToAdd,
    DoorRules,
    DoorsNow,
    GateToAdd,
    LinkDevice,
    RemoveGate,
    RevokeDevice,
    SetDoorRules,
)
from services.registration.commands.passages import (
    AlertNow,
    CloseDoorAlert,
    ReopenDoorAlert,
)
from services.registration.domain.alerts import AlertState
from services.registration.domain.doors import Doors
from services.registration.handlers.doors import (
    add_device,
    add_gate,
    link_device,
    remove_gate,
    revoke_device,
    set_door_rules,
)
from services.registration.handlers.passages import close_door_alert, reopen_door_alert
from services.registration.ports import RegistrationUnit
from services.registration.ports.doorkeeping import Doorkeeping
from services.registration.ports.doors import DeviceShown
from services.registration.ports.doors_now import AlertShown, Passages, PassagesAsked
from services.registration.routes.device import DeviceRoutes, Enrolling
from services.registration.routes.needs import FOR_READERS, Officer
from shared.clock import Clock
from shared.identity import Identity
from shared.unit import Units
from shared.values import LongText, Value


class TokenHash(Value):
    """The SHA-256 of the token of a link."""

    token_hash: str


class Remark(Value):
    """What was found out about an alert."""

    remark: LongText = ""


class DoorRoutes:
    """The doors over HTTP."""

    def __init__(self, units: Units[RegistrationUnit], doors: Doorkeeping) -> None:
        self._units = units
        self._views = doors.views
        self._now = doors.now

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
        router.get(f"{doors}/passages", dependencies=FOR_READERS)(self.passages)
        router.get(f"{doors}/alerts", dependencies=FOR_READERS)(self.alerts)
        router.get("/participants/{participant_id}/days-present", dependencies=FOR_READERS)(self.days_present)
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

    async def passages(self, meeting_id: str, asked: Annotated[PassagesAsked, Query()]) -> Passages:
        """One page of the scan log, the last first."""
        return await self._now.passages(meeting_id, asked)

    async def alerts(self, meeting_id: str, state: AlertState = AlertState.OPEN) -> list[AlertShown]:
        """The alerts in one state, the last first."""
        return await self._now.alerts(meeting_id, state=state)

    async def days_present(self, participant_id: str) -> tuple[str, ...]:
        """The days at the venue on which somebody came through a gate."""
        return await self._now.days_present(participant_id)

    async def close(self, alert_id: str, origin: Officer, found: Remark) -> AlertNow:
        """Record what was found out about an alert."""
        return await self._units.run(close_door_alert, CloseDoorAlert(alert_id=alert_id, remark=found.remark), origin)

    async def reopen(self, alert_id: str, origin: Officer) -> AlertNow:
        """Undo the closing of an alert."""
        return await self._units.run(reopen_door_alert, ReopenDoorAlert(alert_id=alert_id), origin)


def door_routes(units: Units[RegistrationUnit], doors: Doorkeeping, *, identity: Identity, clock: Clock) -> APIRouter:
    """Return the doors under `/registration/api`."""
    router = APIRouter(prefix="/registration/api", tags=["doors"])
    Enrolling(units, doors, identity).join(router)
    DeviceRoutes(units, doors, clock).join(router)
    DoorRoutes(units, doors).join(router)
    return router

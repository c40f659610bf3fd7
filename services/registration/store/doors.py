"""The documents of the doors, and what pages and devices read of them."""

from services.registration.domain.alerts import DoorAlert
from services.registration.domain.devices import Device, DeviceReport
from services.registration.domain.doors import Doors
from services.registration.domain.passages import Passage, Presence
from services.registration.ports.doors import DeviceShown
from shared.errors import NotFound
from shared.kept import Kept
from shared.mongo import Database, find_all, find_one

DOORS = (
    Kept("doors", Doors, key="meeting_id"),
    Kept("devices", Device, key="device_id", indexes=(("meeting_id", "name"),)),
    Kept("device_reports", DeviceReport, key="device_id", indexes=(("at_meeting",),), copy=True),
    Kept(
        "passages",
        Passage,
        key="passage_id",
        indexes=(("holder_id", "at"), ("meeting_id", "at"), ("meeting_id", "received_at")),
    ),
    Kept("presences", Presence, key="holder_id", indexes=(("meeting_id", "inside"),)),
    Kept("door_alerts", DoorAlert, key="alert_id", indexes=(("holder_id",), ("meeting_id", "state", "at"))),
)
"""The presence of a person is written with each of their scans, so that two scans at once are judged one by one."""


class StoredDoors:
    """Reads gates, devices and their reports."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def doors(self, meeting_id: str) -> Doors:
        found = await find_one(self._database["doors"], {"_id": meeting_id}, Doors, key="meeting_id")
        return found or Doors(meeting_id=meeting_id)

    async def device(self, device_id: str) -> Device:
        found = await find_one(self._database["devices"], {"_id": device_id}, Device, key="device_id")
        if found is None:
            raise NotFound("There is no such device.", field="device_id")
        return found

    async def has_scanned(self, device_id: str, holder_id: str) -> bool:
        where = {"holder_id": holder_id, "device_id": device_id}
        return await self._database["passages"].find_one(where, {"_id": 1}) is not None

    async def devices(self, meeting_id: str) -> list[DeviceShown]:
        devices = await find_all(
            self._database["devices"], {"meeting_id": meeting_id}, Device, key="device_id", sort=(("name", 1),)
        )
        reports = await find_all(
            self._database["device_reports"], {"at_meeting": meeting_id}, DeviceReport, key="device_id"
        )
        by_id = {one.device_id: one for one in reports}
        return [DeviceShown(device=one, report=by_id.get(one.device_id)) for one in devices]

"""What pages and devices read of the doors."""

from typing import Protocol

from services.registration.domain.devices import Device, DeviceReport
from services.registration.domain.doors import Doors
from shared.values import Value


class DeviceShown(Value):
    """A device and what it last told of itself."""

    device: Device
    report: DeviceReport | None = None


class DoorViews(Protocol):
    """The read side of the doors."""

    async def doors(self, meeting_id: str) -> Doors:
        """Return the doors of a meeting, empty where nobody has set them."""

    async def device(self, device_id: str) -> Device:
        """Return a device, or refuse with NotFound."""

    async def devices(self, meeting_id: str) -> list[DeviceShown]:
        """Return the devices of a meeting by name, with what they last told."""

    async def has_scanned(self, device_id: str, holder_id: str) -> bool:
        """Tell whether somebody was scanned or found by this device."""


class Codes(Protocol):
    """Two-dimensional codes."""

    def picture(self, text: str) -> str:
        """Return a code as SVG to stand in a page."""

    async def read(self, photo: bytes) -> str:
        """Return the text of the first code in a photograph, or nothing; refuse what is no photograph."""

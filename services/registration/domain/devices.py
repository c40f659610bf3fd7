"""A check-in device: a phone or tablet at a gate, enrolled once by a link, taken back at once."""

from datetime import datetime, timedelta
from typing import Self

from shared.errors import NotAllowed, Refused
from shared.values import Aggregate, Value


class DeviceRevoked(NotAllowed):
    """The device was taken back; it has to forget what it holds."""

    next_step = "This device was taken back. Ask the registration desk for another link."


class RevokedAlready(Refused):
    """The device was taken back before."""

    status = 409
    next_step = "Nothing is left to do here."


class NotForThisDevice(NotAllowed):
    """The device's profile does not include this."""

    next_step = "Ask the registration desk to widen what this device may do."


class Profile(Value):
    """Where a device stands and what it may do there."""

    gate_id: str
    may_search: bool = True
    may_check_in: bool = True
    may_see_photo: bool = False
    language: str = "en"


LASTS = timedelta(days=30)
"""A device stays signed in for the whole meeting; it is taken back by its state, not by its session."""


class Device(Aggregate):
    """A device of one meeting; it works from the moment its link is opened until it is taken back."""

    device_id: str
    meeting_id: str
    name: str
    profile: Profile
    created_at: datetime
    enrolled_at: datetime | None = None
    revoked_at: datetime | None = None

    @property
    def subject(self) -> str:
        """Who the device is when it asks."""
        return f"device:{self.device_id}"

    def must_work(self) -> None:
        """Refuse once the device was taken back."""
        if self.revoked_at is not None:
            raise DeviceRevoked("This device was taken back.")

    def must_search(self) -> None:
        """Refuse a search where the profile does not include it."""
        self.must_work()
        if not self.profile.may_search:
            raise NotForThisDevice("This device may scan, but not search for people.")

    def must_check_in(self) -> None:
        """Refuse to let in without a badge where the profile does not include it."""
        self.must_work()
        if not self.profile.may_check_in:
            raise NotForThisDevice("This device may look people up, but not let them in without their badge.")

    def must_see_photos(self) -> None:
        """Refuse the photos of people where the profile does not include them."""
        self.must_work()
        if not self.profile.may_see_photo:
            raise NotForThisDevice("This device does not show photos.")

    def enrol(self, *, at: datetime) -> Self:
        """Note that the link of the device was opened."""
        self.must_work()
        return self.next(enrolled_at=at)

    def revoke(self, *, at: datetime) -> Self:
        """Take the device back; every later call of it is refused."""
        if self.revoked_at is not None:
            raise RevokedAlready("This device was taken back before.")
        return self.next(revoked_at=at)


class DeviceReport(Aggregate):
    """What a device last told of itself; `version` is that instant in milliseconds.

    The meeting stands under `at_meeting`, not `meeting_id`: that a device is alive is no news for whoever looks at
    the meeting.
    """

    device_id: str
    at_meeting: str
    seen_at: datetime
    pending: int = 0
    clock_off_ms: int = 0
    list_at: datetime | None = None


def report(device: Device, *, at: datetime, pending: int, clock_off_ms: int, list_at: datetime | None) -> DeviceReport:
    """Return what a device tells of itself now."""
    return DeviceReport(
        device_id=device.device_id,
        at_meeting=device.meeting_id,
        seen_at=at,
        pending=pending,
        clock_off_ms=clock_off_ms,
        list_at=list_at,
        version=int(at.timestamp() * 1000),
    )

"""What printing badges needs: a press, and the photos of those who gave one."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from services.registration.domain.badge_designs import Look
from shared.values import Value
from shared.who import Who


class ZonePrinted(Value):
    """A zone as badges print it."""

    code: str
    name: str


class Face(Value):
    """One badge as it is printed, in the language of the design."""

    name: str
    other_name: str = ""
    delegation: str = ""
    role: str = ""
    function: str = ""
    kind: str
    zones: tuple[ZonePrinted, ...] = ()
    days: str = ""
    number: int = 1
    token: str
    photo: bytes = b""


class MeetingPrinted(Value):
    """The meeting as badges print it."""

    title: str
    code: str
    convention: str = ""
    place: str = ""


class BadgeSheet(Value):
    """Badges of one design; no template means the shipped one."""

    template: str = ""
    look: Look
    meeting: MeetingPrinted
    words: Mapping[str, str] = {}
    logo: bytes = b""
    faces: tuple[Face, ...]


class Press(Protocol):
    """Prints badges."""

    def shipped_template(self) -> str:
        """Return the template of badges that have no own one."""

    async def pdf(self, sheet: BadgeSheet) -> bytes:
        """Return the badges of a sheet as PDF, or refuse with `TemplateBroken`."""

    async def pictures(self, sheet: BadgeSheet) -> list[bytes]:
        """Return the badges of a sheet as PNG, a page each, or refuse with `TemplateBroken`."""

    async def joined(self, parts: Sequence[bytes]) -> bytes:
        """Return several PDF as one."""

    def code(self, token: str) -> bytes:
        """Return the QR of a token as SVG."""


class Photos(Protocol):
    """The photos people gave for their badges."""

    async def of(self, holder_ids: Sequence[str], *, by: Who) -> Mapping[str, bytes]:
        """Return the photos there are, as JPEG or PNG, by holder; that somebody looked at them is written down."""

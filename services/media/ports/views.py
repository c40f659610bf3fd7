"""What pages and the API read of media: frozen values, never documents."""

from datetime import datetime
from typing import Literal, Protocol

from pydantic import Field

from services.media.domain.accredited import Accreditation, PressNotice
from services.media.domain.copies import MeetingCopy, Participation
from services.media.domain.press import EmbargoReading, Journalist, Representative
from services.media.domain.release import Edition, Release
from shared.contracts.media import ReleaseKind
from shared.errors import NotFound
from shared.values import Instant, Value


class Published(Value):
    """A release that went out: its editions, oldest first, and whether it was withdrawn."""

    release_id: str
    meeting_id: str | None
    kind: ReleaseKind
    zone: str
    editions: tuple[Edition, ...]
    withdrawn: bool = False
    withdrawal: str = ""

    @property
    def latest(self) -> Edition:
        """The edition that stands."""
        return self.editions[-1]

    def edition(self, text_version: int) -> Edition:
        """Return the edition of one text version; raises NotFound."""
        found = next((one for one in self.editions if one.text_version == text_version), None)
        if found is None:
            raise NotFound("There is no such version of this release.")
        return found


class InArchive(Value):
    """One line of the archive."""

    release_id: str
    kind: ReleaseKind
    headline: str
    datelines: tuple[str, ...]
    published_at: Instant
    changed_at: Instant
    zone: str
    corrected: bool
    withdrawn: bool


class Sent(Value):
    """One recipient of one edition, and what became of the mail: `queued`, `sent` or `failed`."""

    delivery_id: str
    text_version: int
    name: str
    outlet: str
    email: str
    channel: str
    state: str
    queued_at: Instant
    sent_at: Instant | None = None
    error: str = ""


class Counts(Value):
    """How many mails of a release wait, went out, or could not."""

    queued: int = 0
    sent: int = 0
    failed: int = 0
    preparing: int = 0
    """Recipients whose mails are not queued yet."""

    @property
    def total(self) -> int:
        """Everyone who gets this release."""
        return self.queued + self.sent + self.failed + self.preparing


class JournalistsAsked(Value):
    """One page of the list of journalists: searched, filtered, sorted, behind the row `after`."""

    q: str = ""
    subscription: str = ""
    embargo_access: bool | None = None
    sort: Literal["name", "outlet", "email", "changed_at"] = "name"
    descending: bool = False
    after: str | None = None
    size: int = Field(default=50, ge=1, le=100_000)


class Journalists(Value):
    """One page of journalists, how many match in all, and the id behind which the next page starts."""

    rows: tuple[Journalist, ...]
    total: int
    after: str | None = None


class ArchiveView(Protocol):
    """What everyone may read: what went out, and nothing else (P3)."""

    async def release(self, release_id: str) -> Published:
        """Return a release that went out; raises NotFound for every other, there or not."""

    async def years(self) -> list[int]:
        """Return the years in which something went out, latest first."""

    async def lines(self, *, year: int | None = None, meeting_id: str | None = None) -> list[InArchive]:
        """Return the archive, or one year or one meeting of it, latest first."""


class SendingView(Protocol):
    """How far the mails of a release are."""

    async def rows(self, release_id: str, *, text_version: int | None = None) -> list[Sent]:
        """Return every delivery of a release (or of one edition), by recipient."""

    async def counts(self, release_id: str) -> Counts:
        """Return how many mails of a release are in which state."""


class MediaReads(Protocol):
    """The read side of media."""

    @property
    def archive(self) -> ArchiveView:
        """What went out."""

    @property
    def sending(self) -> SendingView:
        """What is on its way."""

    async def meetings(self) -> list[MeetingCopy]:
        """Return all meetings."""

    async def meeting(self, code: str) -> MeetingCopy:
        """Return the meeting of a code; raises NotFound."""

    async def meeting_of(self, meeting_id: str | None) -> MeetingCopy | None:
        """Return the meeting a release belongs to, if it belongs to one that is known."""

    async def release(self, release_id: str) -> Release:
        """Return a release; raises NotFound."""

    async def releases(self, meeting_id: str | None = None) -> list[Release]:
        """Return the releases of a meeting (or all), last changed first."""

    async def asking(self, principal: str) -> list[Release]:
        """Return the releases that wait for a principal's clearance."""

    async def embargoed(self, now: datetime) -> list[Release]:
        """Return the scheduled releases whose instant lies ahead, the next one first."""

    async def readings(self, release_id: str) -> list[EmbargoReading]:
        """Return who read a release before its instant, first reader first (P3)."""

    async def journalist(self, journalist_id: str) -> Journalist:
        """Return a journalist; raises NotFound."""

    async def journalists(self, asked: JournalistsAsked) -> Journalists:
        """Return one page of the list of journalists."""

    async def representatives(self) -> list[Representative]:
        """Return who clears texts for whom."""

    async def participation(self, meeting_id: str) -> Participation | None:
        """Return the numbers of the latest list of participants of a meeting."""

    async def accredited(self, meeting_id: str) -> list[Accreditation]:
        """Return who of the press is accredited for a meeting, by name."""

    async def notices(self, meeting_id: str) -> list[PressNotice]:
        """Return what was written to all of them, latest first."""

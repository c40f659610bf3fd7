"""What the pages and the API of media read."""

from datetime import datetime

from services.media.domain.accredited import Accreditation, PressNotice
from services.media.domain.copies import MeetingCopy, Participation
from services.media.domain.press import EmbargoReading, Journalist, Representative
from services.media.domain.release import Release, Status
from services.media.ports import Journalists, JournalistsAsked
from services.media.store.archive import Archive
from services.media.store.sending import Sending
from shared.errors import NotFound
from shared.mongo import Database, find_all, find_one, read_page

_NEWEST = (("changed_at", -1), ("_id", 1))


class MediaViews:
    """The read side of media; every answer is a frozen value."""

    def __init__(self, database: Database) -> None:
        self._releases = database["releases"]
        self._journalists = database["journalists"]
        self._representatives = database["representatives"]
        self._readings = database["embargo_readings"]
        self._meetings = database["meetings"]
        self._participations = database["participations"]
        self._accreditations = database["accreditations"]
        self._notices = database["press_notices"]
        self.archive = Archive(database)
        self.sending = Sending(database)

    async def meetings(self) -> list[MeetingCopy]:
        return await find_all(self._meetings, {}, MeetingCopy, key="meeting_id")

    async def meeting(self, code: str) -> MeetingCopy:
        found = await self.meeting_of(f"mtg_{code.lower()}")
        if found is None:
            raise NotFound("There is no meeting of that code.")
        return found

    async def meeting_of(self, meeting_id: str | None) -> MeetingCopy | None:
        return (
            await find_one(self._meetings, {"_id": meeting_id}, MeetingCopy, key="meeting_id") if meeting_id else None
        )

    async def release(self, release_id: str) -> Release:
        found = await find_one(self._releases, {"_id": release_id}, Release, key="release_id")
        if found is None:
            raise NotFound("There is no such release.")
        return found

    async def releases(self, meeting_id: str | None = None) -> list[Release]:
        where = {"meeting_id": meeting_id} if meeting_id else {}
        return await find_all(self._releases, where, Release, key="release_id", sort=_NEWEST)

    async def asking(self, principal: str) -> list[Release]:
        where = {"status": Status.CLEARANCE_REQUESTED.value}
        found = await find_all(self._releases, where, Release, key="release_id", sort=_NEWEST)
        return [release for release in found if principal in release.missing_clearances]

    async def embargoed(self, now: datetime) -> list[Release]:
        where = {"status": Status.SCHEDULED.value, "embargo_until": {"$gt": now}}
        return await find_all(self._releases, where, Release, key="release_id", sort=(("embargo_until", 1), ("_id", 1)))

    async def readings(self, release_id: str) -> list[EmbargoReading]:
        where = {"release_id": release_id}
        return await find_all(self._readings, where, EmbargoReading, key="reading_id", sort=(("read_at", 1),))

    async def journalist(self, journalist_id: str) -> Journalist:
        found = await find_one(self._journalists, {"_id": journalist_id}, Journalist, key="journalist_id")
        if found is None:
            raise NotFound("There is no such journalist.")
        return found

    async def journalists(self, asked: JournalistsAsked) -> Journalists:
        where: dict[str, object] = {"subscription": asked.subscription} if asked.subscription else {}
        if asked.embargo_access is not None:
            where["embargo_access"] = asked.embargo_access
        rows, page = await read_page(
            self._journalists,
            where,
            Journalist,
            key="journalist_id",
            sort=asked.sort,
            descending=asked.descending,
            after=asked.after,
            size=asked.size,
            search=(("name", "email", "outlet"), asked.q),
        )
        return Journalists(rows=tuple(rows), total=page.total, after=page.after)

    async def representatives(self) -> list[Representative]:
        return await find_all(self._representatives, {}, Representative, key="principal")

    async def participation(self, meeting_id: str) -> Participation | None:
        where = {"meeting_id": meeting_id}
        sort = (("issue", -1),)
        found = await find_all(
            self._participations, where, Participation, key="list_of_participants_id", sort=sort, limit=1
        )
        return found[0] if found else None

    async def accredited(self, meeting_id: str) -> list[Accreditation]:
        where = {"meeting_id": meeting_id, "active": True}
        order = (("full_name", 1), ("_id", 1))
        return await find_all(self._accreditations, where, Accreditation, key="media_application_id", sort=order)

    async def notices(self, meeting_id: str) -> list[PressNotice]:
        order = (("sent_at", -1), ("_id", 1))
        return await find_all(self._notices, {"meeting_id": meeting_id}, PressNotice, key="notice_id", sort=order)

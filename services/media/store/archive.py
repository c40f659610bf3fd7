"""The archive as the public sees it: what went out, edition by edition; nothing before its instant (P3, P5)."""

from services.media.domain.release import Release, Status
from services.media.ports import InArchive, Published
from shared.errors import NotFound
from shared.mongo import Database, find_all, find_one

_OUT: dict[str, object] = {"editions.0": {"$exists": True}}


class Archive:
    """Reads what went out, and nothing else."""

    def __init__(self, database: Database) -> None:
        self._releases = database["releases"]

    async def release(self, release_id: str) -> Published:
        found = await find_one(self._releases, {"_id": release_id, **_OUT}, Release, key="release_id")
        if found is None:
            raise NotFound("There is no such release.")
        return _published(found)

    async def years(self) -> list[int]:
        return sorted({one.published_at.year for one in await self.lines()}, reverse=True)

    async def lines(self, *, year: int | None = None, meeting_id: str | None = None) -> list[InArchive]:
        where: dict[str, object] = {**_OUT, "meeting_id": meeting_id} if meeting_id else _OUT
        found = await find_all(self._releases, where, Release, key="release_id")
        lines = [_line(_published(release)) for release in found]
        kept = [line for line in lines if year in (None, line.published_at.year)]
        return sorted(kept, key=lambda line: (line.published_at, line.release_id), reverse=True)


def _published(release: Release) -> Published:
    return Published(
        release_id=release.release_id,
        meeting_id=release.meeting_id,
        kind=release.kind,
        zone=release.embargo_zone,
        editions=release.editions,
        withdrawn=release.status is Status.WITHDRAWN,
        withdrawal=release.withdrawal if release.status is Status.WITHDRAWN else "",
    )


def _line(release: Published) -> InArchive:
    latest = release.latest
    return InArchive(
        release_id=release.release_id,
        kind=release.kind,
        headline=latest.content.texts[0].headline,
        datelines=latest.content.datelines,
        published_at=release.editions[0].published_at,
        changed_at=latest.published_at,
        zone=release.zone,
        corrected=len(release.editions) > 1,
        withdrawn=release.withdrawn,
    )

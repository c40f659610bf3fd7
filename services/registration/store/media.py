"""Applications of the press in MongoDB: what is unique, what falls due, and how they are read."""

from services.registration.commands.media import PurgeMediaDocuments
from services.registration.domain.media import MediaApplication, MediaRules, MediaStatus
from services.registration.domain.media_refusals import AppliedAlready
from services.registration.ports.media import Press, PressAsked
from shared.errors import NotFound
from shared.kept import Kept, Unique
from shared.mongo import Database, find_all, find_one, read_page
from shared.values import Due

SORTS = frozenset({"applied_at", "full_name", "outlet", "status"})


def documents_due(application: MediaApplication) -> list[Due]:
    """Return when the documents are dropped; nothing where there are none, or none any more."""
    if application.purged_at or not application.documents:
        return []
    at = application.documents_until
    command = PurgeMediaDocuments(media_application_id=application.media_application_id, due_at=at)
    return [Due(at=at, command=command)]


MEDIA = (
    Kept(
        "media_applications",
        MediaApplication,
        key="media_application_id",
        unique=(
            Unique(
                ("meeting_id", "email"),
                AppliedAlready,
                "Somebody has applied with this address already.",
                where={"active": True},
            ),
        ),
        indexes=(("meeting_id", "status", "applied_at"), ("meeting_id", "applied_at")),
        due=documents_due,
    ),
    Kept("media_rules", MediaRules, key="meeting_id"),
)


class MediaReader:
    """Reads the applications of the press."""

    def __init__(self, database: Database) -> None:
        self._applications = database["media_applications"]
        self._rules = database["media_rules"]

    async def application(self, media_application_id: str) -> MediaApplication:
        where = {"_id": media_application_id}
        found = await find_one(self._applications, where, MediaApplication, key="media_application_id")
        if found is None:
            raise NotFound("There is no such application.", field="media_application_id")
        return found

    async def applications(self, meeting_id: str, asked: PressAsked) -> Press:
        rows, page = await read_page(
            self._applications,
            {"meeting_id": meeting_id, **({"status": asked.status} if asked.status else {})},
            MediaApplication,
            key="media_application_id",
            sort=asked.sort if asked.sort in SORTS else "applied_at",
            descending=asked.descending,
            after=asked.after,
            size=asked.size,
            search=(("full_name", "outlet", "email"), asked.q),
        )
        return Press(rows=tuple(rows), total=page.total, after=page.after)

    async def waiting(self, meeting_id: str) -> list[MediaApplication]:
        where = {"meeting_id": meeting_id, "status": MediaStatus.APPLIED.value}
        order = (("applied_at", 1), ("_id", 1))
        return await find_all(
            self._applications, where, MediaApplication, key="media_application_id", sort=order, limit=200
        )

    async def rules(self, meeting_id: str) -> MediaRules:
        found = await find_one(self._rules, {"_id": meeting_id}, MediaRules, key="meeting_id")
        return found or MediaRules(meeting_id=meeting_id)

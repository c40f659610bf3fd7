"""Forms in MongoDB: the form of each meeting with its draft, and every version ever published."""

from services.registration.domain.forms import FormVersion, MeetingForm, form_id_of, standard_form, version_id
from shared.errors import NotFound
from shared.kept import Kept, Unique
from shared.mongo import Database, find_all, find_one

FORMS = (
    Kept("forms", MeetingForm, key="form_id", indexes=(("meeting_id",),)),
    Kept("form_versions", FormVersion, key="form_version_id", unique=(Unique(("form_id", "number")),)),
)


class StoredForms:
    """Reads the forms of registration."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def registration_form(self, meeting_id: str) -> MeetingForm:
        return await self._find(form_id_of(meeting_id)) or standard_form(meeting_id)

    async def form(self, form_id: str) -> MeetingForm:
        found = await self._find(form_id)
        if found is None:
            raise NotFound("There is no such form.", field="form_id")
        return found

    async def versions(self, form_id: str) -> list[FormVersion]:
        return await find_all(
            self._database["form_versions"],
            {"form_id": form_id},
            FormVersion,
            key="form_version_id",
            sort=(("number", -1),),
        )

    async def version(self, form_id: str, number: int) -> FormVersion | None:
        where = {"_id": version_id(form_id, number)}
        return await find_one(self._database["form_versions"], where, FormVersion, key="form_version_id")

    async def answered(self, meeting_id: str) -> int:
        return await self._database["participants"].count_documents({"meeting_id": meeting_id, "active": True})

    async def _find(self, form_id: str) -> MeetingForm | None:
        return await find_one(self._database["forms"], {"_id": form_id}, MeetingForm, key="form_id")

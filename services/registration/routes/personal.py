"""The API of personal data: record, read (which is written down), remove, retention, erasure."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from services.registration.commands.personal import (
    AddPersonalDocument,
    PersonalFields,
    PersonalNow,
    ReadPersonalDocument,
    ReadPersonalFile,
    RecordPersonalData,
    RecordPhoto,
    RemovePersonalData,
    RemovePersonalDocument,
)
from services.registration.commands.privacy import (
    Declined,
    DeclineErasure,
    EraseParticipant,
    ErasureNow,
    RequestErasure,
    RetentionNow,
    SetRetention,
    WithdrawErasureRequest,
)
from services.registration.domain.personal import PersonalFile
from services.registration.domain.retention import Retention
from services.registration.handlers.intake import Intake
from services.registration.handlers.own_export import OwnExport
from services.registration.handlers.personal import (
    add_personal_document,
    read_personal_document,
    read_personal_file,
    record_personal_data,
    record_photo,
    remove_personal_data,
    remove_personal_document,
)
from services.registration.handlers.privacy import (
    decline_erasure,
    erase_participant,
    request_erasure,
    set_retention,
    withdraw_erasure_request,
)
from services.registration.ports import RegistrationUnit
from services.registration.ports.personal import PersonalViews
from services.registration.routes.needs import FOR_READERS, Anyone, Officer
from shared.contracts.registration.privacy import DocumentKind, PersonalKind, RetentionDays
from shared.files import file_answer
from shared.identity import Role, scoped
from shared.pages import download
from shared.records import Origin
from shared.unit import Units
from shared.uploads import read_file
from shared.web import asking, gives, takes_file

Reader = Annotated[Origin, Depends(asking(Role.PERSONAL_DATA_OFFICER, scoped(Role.PARTICIPANT, "participant_id")))]
Oneself = Annotated[Origin, Depends(asking(scoped(Role.PARTICIPANT, "participant_id")))]


def personal_routes(
    units: Units[RegistrationUnit], views: PersonalViews, intake: Intake, *, export: OwnExport
) -> APIRouter:
    """Return the part of the API that is about personal data."""
    router = APIRouter(prefix="/registration/api", tags=["personal data"])
    PersonalRoutes(units, intake).join(router)
    PrivacyRoutes(units, views, export).join(router)
    return router


class PersonalRoutes:
    """Personal data over HTTP; who may record is the handler's to say."""

    def __init__(self, units: Units[RegistrationUnit], intake: Intake) -> None:
        self._units = units
        self._intake = intake

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/participants/{participant_id}/personal"
        router.get(one)(self.read)
        router.post(one)(self.record)
        router.post(f"{one}/photo", openapi_extra=takes_file("photo"))(self.photo)
        router.post(f"{one}/documents", status_code=201, openapi_extra=takes_file("document"))(self.document)
        router.post(f"{one}/remove/{{kind}}")(self.remove)
        router.post(f"{one}/documents/{{file_id}}/remove")(self.remove_document)
        router.get(f"{one}/files/{{file_id}}", **gives("application/pdf", "image/jpeg", "image/png"))(self.file)

    async def read(self, participant_id: str, origin: Reader) -> PersonalFile:
        """Personal data of a participant; that they were read is written down."""
        return await self._units.run(read_personal_file, ReadPersonalFile(participant_id=participant_id), bare(origin))

    async def record(self, participant_id: str, fields: PersonalFields, origin: Anyone) -> PersonalNow:
        """Record what is given; what is left out stays as it is."""
        command = RecordPersonalData(participant_id=participant_id, **dict(fields))
        return await self._units.run(record_personal_data, command, origin)

    async def photo(self, participant_id: str, request: Request, origin: Anyone) -> PersonalNow:
        """Take the photo sent as the part `photo` of a form; it is cut to 3 by 4."""
        kept = await self._intake.picture(await read_file(request, "photo"), participant_id, origin)
        command = RecordPhoto(participant_id=participant_id, file_id=kept.file_id)
        return await self._units.run(record_photo, command, origin)

    async def document(
        self, participant_id: str, request: Request, origin: Anyone, kind: DocumentKind = DocumentKind.OTHER
    ) -> PersonalNow:
        """Add the document sent as the part `document` of a form."""
        kept = await self._intake.paper(await read_file(request, "document"), participant_id, origin)
        command = AddPersonalDocument(participant_id=participant_id, file_id=kept.file_id, kind=kind)
        return await self._units.run(add_personal_document, command, origin)

    async def remove_document(self, participant_id: str, file_id: str, origin: Anyone) -> PersonalNow:
        """Remove one document."""
        command = RemovePersonalDocument(participant_id=participant_id, file_id=file_id)
        return await self._units.run(remove_personal_document, command, origin)

    async def remove(self, participant_id: str, kind: PersonalKind, origin: Anyone) -> PersonalNow:
        """Remove one kind of data with its files."""
        command = RemovePersonalData(participant_id=participant_id, kind=kind)
        return await self._units.run(remove_personal_data, command, origin)

    async def file(self, participant_id: str, file_id: str, origin: Reader) -> Response:
        """The photo or a document; that it was read is written down."""
        command = ReadPersonalDocument(participant_id=participant_id, file_id=file_id)
        await self._units.run(read_personal_document, command, bare(origin))
        return file_answer(await self._intake.files.read(file_id))


class PrivacyRoutes:
    """Retention and erasure over HTTP."""

    def __init__(self, units: Units[RegistrationUnit], views: PersonalViews, export: OwnExport) -> None:
        self._units = units
        self._views = views
        self._export = export

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/participants/{participant_id}"
        router.get(f"{one}/personal/export", **gives("application/zip"))(self.export)
        router.get("/meetings/{meeting_id}/retention", dependencies=FOR_READERS)(self.retention)
        router.post("/meetings/{meeting_id}/retention")(self.set_retention)
        router.post(f"{one}/erasure")(self.request_erasure)
        router.post(f"{one}/erasure/withdraw")(self.withdraw_request)
        router.post(f"{one}/erasure/decline")(self.decline_erasure)
        router.post(f"{one}/erase")(self.erase)

    async def export(self, participant_id: str, origin: Oneself) -> Response:
        """Everything that is kept about oneself, as JSON with one's files in a ZIP; the reading is written down."""
        return download("my-data.zip", [await self._export.of(participant_id, bare(origin))], kind="application/zip")

    async def retention(self, meeting_id: str) -> Retention | None:
        """How long a meeting keeps what, and its purges; nothing before anything was recorded or set."""
        return await self._views.retention(meeting_id)

    async def set_retention(self, meeting_id: str, days: RetentionDays, origin: Officer) -> RetentionNow:
        """Set for how many days after the meeting each kind is kept."""
        command = SetRetention(meeting_id=meeting_id, **dict(days))
        return await self._units.run(set_retention, command, origin)

    async def request_erasure(self, participant_id: str, origin: Oneself) -> ErasureNow:
        """Ask to be erased."""
        return await self._units.run(request_erasure, RequestErasure(participant_id=participant_id), origin)

    async def withdraw_request(self, participant_id: str, origin: Oneself) -> ErasureNow:
        """Take the request back."""
        command = WithdrawErasureRequest(participant_id=participant_id)
        return await self._units.run(withdraw_erasure_request, command, origin)

    async def decline_erasure(self, participant_id: str, why: Declined, origin: Officer) -> ErasureNow:
        """Decline a request, with the reason the person reads."""
        command = DeclineErasure(participant_id=participant_id, reason=why.reason)
        return await self._units.run(decline_erasure, command, origin)

    async def erase(self, participant_id: str, origin: Officer) -> ErasureNow:
        """Erase a participant for good."""
        return await self._units.run(erase_participant, EraseParticipant(participant_id=participant_id), origin)


def bare(origin: Origin) -> Origin:
    """Return the origin without its key: an answer that holds personal data must not be kept for a repetition."""
    return origin.model_copy(update={"key": None})

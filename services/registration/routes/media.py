"""The API of accreditation: apply, send documents, check, decide."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from services.registration.commands.media import (
    AccreditApplicant,
    Application,
    ApplyForAccreditation,
    CheckMediaDocument,
    DocumentChecked,
    MediaApplicationNow,
    MediaReason,
    MediaTerms,
    ReadMediaDocument,
    RefuseAccreditation,
    ReopenApplication,
    RevokeAccreditation,
    SetMediaRules,
)
from services.registration.domain.media import MediaApplication
from services.registration.handlers.intake import Intake
from services.registration.handlers.media import (
    accredit_applicant,
    apply_for_accreditation,
    check_media_document,
    read_media_document,
    refuse_accreditation,
    reopen_application,
    revoke_accreditation,
    set_media_rules,
)
from services.registration.ports import RegistrationUnit
from services.registration.ports.media import MediaViews, Press, PressAsked
from services.registration.routes.needs import FOR_READERS, Anyone, Officer
from shared.contracts.registration import MediaDocumentKind
from shared.files import file_answer
from shared.identity import Role, scoped
from shared.records import Origin
from shared.unit import Units
from shared.uploads import read_file
from shared.web import asking, gives, takes_file

APPLICANT = scoped(Role.PRESS_APPLICANT, "media_application_id")
Applicant = Annotated[Origin, Depends(asking(Role.REGISTRATION_OFFICER, APPLICANT))]


def media_routes(units: Units[RegistrationUnit], views: MediaViews, intake: Intake) -> APIRouter:
    """Return what is about the press under `/registration/api`."""
    router = APIRouter(prefix="/registration/api", tags=["press"])
    MediaRoutes(units, views, intake).join(router)
    return router


class MediaRoutes:
    """Accreditation over HTTP; anyone may apply."""

    def __init__(self, units: Units[RegistrationUnit], views: MediaViews, intake: Intake) -> None:
        self._units = units
        self._intake = intake
        self._views = views

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one, meeting = "/media-applications/{media_application_id}", "/meetings/{meeting_id}"
        router.post(f"{meeting}/media-applications", status_code=201)(self.apply)
        router.get(f"{meeting}/media-applications", dependencies=FOR_READERS)(self.applications)
        router.post(f"{meeting}/media-rules", status_code=204)(self.set_rules)
        router.get(one, dependencies=FOR_READERS)(self.application)
        document, kinds = f"{one}/documents/{{kind}}", ("application/pdf", "image/jpeg", "image/png")
        router.post(document, openapi_extra=takes_file("document"))(self.send)
        router.get(document, **gives(*kinds))(self.document)
        router.post(f"{one}/check")(self.check)
        router.post(f"{one}/accredit")(self.accredit)
        router.post(f"{one}/refuse")(self.refuse)
        router.post(f"{one}/revoke")(self.revoke)
        router.post(f"{one}/reopen")(self.reopen)

    async def apply(self, meeting_id: str, application: Application, origin: Anyone) -> MediaApplicationNow:
        """Apply to report from a meeting."""
        command = ApplyForAccreditation(meeting_id=meeting_id, **dict(application))
        return await self._units.run(apply_for_accreditation, command, origin)

    async def applications(self, meeting_id: str, asked: Annotated[PressAsked, Query()]) -> Press:
        """One page of the applications of a meeting."""
        return await self._views.applications(meeting_id, asked)

    async def set_rules(self, meeting_id: str, terms: MediaTerms, origin: Officer) -> None:
        """Set how the press applies for one meeting."""
        await self._units.run(set_media_rules, SetMediaRules(meeting_id=meeting_id, **dict(terms)), origin)

    async def application(self, media_application_id: str) -> MediaApplication:
        """One application with its checklist."""
        return await self._views.application(media_application_id)

    async def send(
        self, media_application_id: str, kind: MediaDocumentKind, request: Request, origin: Applicant
    ) -> MediaApplicationNow:
        """Add the document sent as the part `document` of a form: a letter of assignment, a press card, a passport."""
        upload = await read_file(request, "document")
        return await self._intake.press_document(media_application_id, kind, upload, origin)

    async def document(self, media_application_id: str, kind: MediaDocumentKind, origin: Applicant) -> Response:
        """A document, for the applicant and for who checks it; that it was read is written down."""
        command = ReadMediaDocument(media_application_id=media_application_id, kind=kind)
        file_id = await self._units.run(read_media_document, command, origin.model_copy(update={"key": None}))
        return file_answer(await self._intake.files.read(file_id))

    async def check(self, media_application_id: str, checked: DocumentChecked, origin: Officer) -> MediaApplicationNow:
        """Say whether a document is in order."""
        command = CheckMediaDocument(media_application_id=media_application_id, **dict(checked))
        return await self._units.run(check_media_document, command, origin)

    async def accredit(self, media_application_id: str, origin: Officer) -> MediaApplicationNow:
        """Let the press in whose documents are in order."""
        command = AccreditApplicant(media_application_id=media_application_id)
        return await self._units.run(accredit_applicant, command, origin)

    async def refuse(self, media_application_id: str, why: MediaReason, origin: Officer) -> MediaApplicationNow:
        """Refuse an application."""
        command = RefuseAccreditation(media_application_id=media_application_id, reason=why.reason)
        return await self._units.run(refuse_accreditation, command, origin)

    async def revoke(self, media_application_id: str, why: MediaReason, origin: Officer) -> MediaApplicationNow:
        """Take an accreditation back."""
        command = RevokeAccreditation(media_application_id=media_application_id, reason=why.reason)
        return await self._units.run(revoke_accreditation, command, origin)

    async def reopen(self, media_application_id: str, origin: Officer) -> MediaApplicationNow:
        """Look at a refused or revoked application again."""
        command = ReopenApplication(media_application_id=media_application_id)
        return await self._units.run(reopen_application, command, origin)

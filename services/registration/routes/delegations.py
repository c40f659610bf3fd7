"""The API of delegations: notify, credentials, focal point, the files that go with them; their list."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from services.registration.commands import (
    CredentialsStep,
    DelegationNow,
    InviteFocalPoint,
    NoteVerbale,
    NotifyDelegation,
    PersonToAsk,
    RecordCredentials,
)
from services.registration.commands.credentials import Mistake, UndoCredentialsStep
from services.registration.commands.files import FileNow
from services.registration.domain import Delegation, name_key
from services.registration.handlers import invite_focal_point, notify_delegation, record_credentials
from services.registration.handlers.credentials import undo_credentials_step
from services.registration.handlers.intake import Intake
from services.registration.ports import RegistrationUnit, Views
from services.registration.routes.needs import FOR_READERS, FOR_THE_MISSION, Mission, Officer
from shared.contracts.registration import Category, CredentialsState
from shared.errors import NotFound
from shared.files import file_answer
from shared.unit import Units
from shared.uploads import read_file
from shared.values import Value
from shared.web import gives, takes_file


class DelegationsAsked(Value):
    """Which delegations of a meeting."""

    category: Category | None = None
    notified: bool | None = None
    late: bool | None = None
    credentials: CredentialsState | None = None
    q: str = ""

    def fits(self, delegation: Delegation) -> bool:
        """Tell whether a delegation is asked for."""
        return (
            self.category in {None, delegation.category}
            and self.notified in {None, bool(delegation.notes)}
            and self.late in {None, bool(delegation.notes) and delegation.notes[-1].late}
            and self.credentials in {None, delegation.credentials.state}
            and name_key(self.q) in name_key(delegation.name)
        )


class DelegationRoutes:
    """Delegations over HTTP; a focal point may notify its own."""

    def __init__(self, units: Units[RegistrationUnit], views: Views, intake: Intake) -> None:
        self._units = units
        self._intake = intake
        self._views = views

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/delegations/{delegation_id}"
        router.get("/meetings/{meeting_id}/delegations", dependencies=FOR_READERS)(self.delegations)
        router.get(one, dependencies=FOR_THE_MISSION)(self.delegation)
        router.post(f"{one}/notify")(self.notify)
        router.post(f"{one}/note-files", status_code=201, openapi_extra=takes_file("file"))(self.send_note)
        router.post(f"{one}/credentials")(self.record_credentials)
        router.post(f"{one}/credentials/undo")(self.undo_credentials)
        papers = f"{one}/credentials-files"
        router.post(papers, status_code=201, openapi_extra=takes_file("file"))(self.send_credentials)
        kinds = ("application/pdf", "image/jpeg", "image/png")
        router.get(f"{one}/credentials/file", dependencies=FOR_READERS, **gives(*kinds))(self.credentials_file)
        router.post(f"{one}/focal-point")(self.invite_focal_point)

    async def delegations(self, meeting_id: str, asked: Annotated[DelegationsAsked, Query()]) -> list[Delegation]:
        """The delegations of a meeting, by name."""
        return [one for one in await self._views.delegations(meeting_id) if asked.fits(one)]

    async def delegation(self, delegation_id: str) -> Delegation:
        """One delegation."""
        return await self._views.delegation(delegation_id)

    async def notify(self, delegation_id: str, note: NoteVerbale, origin: Mission) -> DelegationNow:
        """Take the names of a note verbale or letter (track 1)."""
        command = NotifyDelegation(delegation_id=delegation_id, **dict(note))
        return await self._units.run(notify_delegation, command, origin)

    async def send_note(
        self, delegation_id: str, request: Request, origin: Mission, nevertheless: bool = False
    ) -> FileNow:
        """Send the PDF of a note ahead; the note then names its `file_id`.

        One that speaks of another meeting is refused, unless somebody looked at it and sends it nevertheless.
        """
        upload = await read_file(request, "file")
        kept = await self._intake.note(upload, delegation_id, origin, nevertheless=nevertheless)
        return await self._intake.sent(kept, origin)

    async def send_credentials(self, delegation_id: str, request: Request, origin: Officer) -> FileNow:
        """Send the document of credentials ahead; the step that records them then names its `file_id`."""
        kept = await self._intake.credentials(await read_file(request, "file"), delegation_id, origin)
        return await self._intake.sent(kept, origin)

    async def credentials_file(self, delegation_id: str) -> Response:
        """The document of the credentials of a delegation."""
        delegation = await self._views.delegation(delegation_id)
        if delegation.credentials.file_id is None:
            raise NotFound("These credentials came without a document.", field="delegation_id")
        return file_answer(await self._intake.files.read(delegation.credentials.file_id))

    async def undo_credentials(self, delegation_id: str, mistake: Mistake, origin: Officer) -> DelegationNow:
        """Take the last step of a delegation's credentials back."""
        command = UndoCredentialsStep(delegation_id=delegation_id, reason=mistake.reason)
        return await self._units.run(undo_credentials_step, command, origin)

    async def record_credentials(self, delegation_id: str, step: CredentialsStep, origin: Officer) -> DelegationNow:
        """Record a step of a delegation's credentials (R6)."""
        command = RecordCredentials(delegation_id=delegation_id, **dict(step))
        return await self._units.run(record_credentials, command, origin)

    async def invite_focal_point(self, delegation_id: str, person: PersonToAsk, origin: Officer) -> DelegationNow:
        """Make someone the focal point and mail them a sign-in link."""
        command = InviteFocalPoint(delegation_id=delegation_id, **dict(person))
        return await self._units.run(invite_focal_point, command, origin)

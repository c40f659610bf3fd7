"""The page of one person's personal data: given by who may, seen by few, removed piece by piece."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.personal import (
    AddPersonalDocument,
    ReadPersonalDocument,
    RecordPersonalData,
    RecordPhoto,
    RemovePersonalData,
    RemovePersonalDocument,
)
from services.registration.domain import Participant
from services.registration.handlers.personal import (
    add_personal_document,
    read_personal_document,
    record_personal_data,
    record_photo,
    remove_personal_data,
    remove_personal_document,
)
from services.registration.pages.form_fields import countries
from services.registration.pages.personal_room import PersonalRoom, PersonalShown, who_asks
from services.registration.pages.uploads import crop_of, held
from services.registration.pages.words import choices
from services.registration.pages.words_personal import KINDS_OF_DOCUMENT
from shared.contracts.registration.privacy import DocumentKind
from shared.errors import Refused
from shared.files import file_answer
from shared.identity import PUBLIC, permit
from shared.pages import Form, msg, read_form
from shared.web import origin_of
from shared.who import Role


class Personal:
    """The page, its form, and the files behind it; who may is the handler's to say."""

    def __init__(self, personal: PersonalRoom) -> None:
        self._personal = personal
        self._room = personal.room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one, anyone = "/participants/{participant_id}/personal", [permit(PUBLIC)]
        router.get("/me/personal", dependencies=anyone)(self.mine)
        router.get(one, dependencies=anyone)(self.show)
        router.post(one, dependencies=anyone)(self.record)
        router.post(f"{one}/remove", dependencies=anyone)(self.remove)
        router.get(f"{one}/files/{{file_id}}", dependencies=anyone)(self.file)

    async def mine(self, request: Request) -> Response:
        """Lead a person to their own data."""
        scopes = who_asks(request).scopes(Role.PARTICIPANT)
        return self._room.pages.go(_at(scopes[0]) if len(scopes) == 1 else "/registration/me")

    async def show(self, request: Request, participant_id: str) -> Response:
        """Show of which kinds something is kept; to who may read, what it is."""
        participant = await self._personal.participant(request, participant_id)
        return self._page(request, await self._personal.shown(request, participant))

    async def record(self, request: Request, participant_id: str) -> Response:
        """Take what was typed and the files chosen; nothing is lost where one of them is refused."""
        participant, sent = await self._personal.participant(request, participant_id), await read_form(request)
        form, wrong = await self._held(request, sent, of=participant_id)
        try:
            if wrong:
                raise wrong
            await self._record(request, participant, form)
            await self._take(request, form, of=participant_id)
        except Refused as refused:
            shown = await self._personal.shown(request, participant, form.refused(refused))
            return self._page(request, shown, status=refused.status)
        return self._room.pages.go(_at(participant_id), said=msg("Kept, encrypted."))

    async def remove(self, request: Request, participant_id: str) -> Response:
        """Remove a kind of data, or one document."""
        await self._personal.participant(request, participant_id)
        form = await read_form(request)
        if form.text("file_id"):
            document = form.command(RemovePersonalDocument, participant_id=participant_id)
            await self._room.ask(request, remove_personal_document, document, form=form)
        else:
            data = form.command(RemovePersonalData, participant_id=participant_id)
            await self._room.ask(request, remove_personal_data, data, form=form)
        return self._room.pages.go(_at(participant_id), said=msg("Removed; it cannot be read any more."))

    async def file(self, request: Request, participant_id: str, file_id: str) -> Response:
        """Give out the photo or a document, once the reading is written down."""
        command = ReadPersonalDocument(participant_id=participant_id, file_id=file_id)
        await self._room.units.run(read_personal_document, command, origin_of(request))
        return file_answer(await self._room.intake.files.read(file_id), shown=True)

    async def _record(self, request: Request, participant: Participant, form: Form) -> None:
        command = form.command(RecordPersonalData, participant_id=participant.participant_id)
        if len(command.model_fields_set) > 1:
            await self._room.units.run(record_personal_data, command, origin_of(request))

    async def _held(self, request: Request, form: Form, *, of: str) -> tuple[Form, Refused | None]:
        intake, origin = self._room.intake, self._room.origin(request, form)
        photo = partial(intake.picture, participant_id=of, origin=origin, crop=crop_of(form, "photo"))
        return await held(form, {"photo": photo, "document": partial(intake.paper, participant_id=of, origin=origin)})

    async def _take(self, request: Request, form: Form, *, of: str) -> None:
        units, origin = self._room.units, self._room.origin(request, form)
        if form.text("photo"):
            photo = RecordPhoto(participant_id=of, file_id=form.text("photo"))
            await units.run(record_photo, photo, origin.part("photo"))
        if form.text("document"):
            kind = form.choice("document_kind", DocumentKind, otherwise=DocumentKind.OTHER)
            paper = AddPersonalDocument(participant_id=of, file_id=form.text("document"), kind=kind)
            await units.run(add_personal_document, paper, origin.part("document"))

    def _page(self, request: Request, shown: PersonalShown, *, status: int = 200) -> Response:
        return self._room.page(
            request,
            "personal.html",
            shown.meeting,
            status=status,
            shown=shown,
            form=shown.form,
            own=_at(shown.participant.participant_id),
            country_choices=countries(self._room.pages.speech(request).language),
            document_choices=choices(KINDS_OF_DOCUMENT),
        )


def _at(participant_id: str) -> str:
    return f"/registration/participants/{participant_id}/personal"

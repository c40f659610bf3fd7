"""The press: the public application, the applicant's own page with the checklist, and the documents sent there."""

from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.media import ApplyForAccreditation, ReadMediaDocument
from services.registration.domain import Meeting
from services.registration.domain.media import MediaApplication, latest
from services.registration.handlers.media import (
    apply_for_accreditation,
    read_media_document,
)
from services.registration.handlers.media_access import must_be_theirs
from services.registration.pages.room import Room
from services.registration.pages.words import choices
from services.registration.pages.words_media import MediaWords, kind_choices
from services.registration.ports.media import MediaViews
from shared.contracts.registration import ApplicantKind, MediaDocumentKind
from shared.errors import Refused
from shared.files import file_answer
from shared.identity import PUBLIC, permit
from shared.pages import LANGUAGES, Choice, Form, msg, read_form
from shared.pages.wording import Wording
from shared.web import origin_of
from shared.who import Role

ANYONE = [permit(PUBLIC)]


class PressPages:
    """What representatives of the media see of registration."""

    def __init__(self, room: Room, views: MediaViews) -> None:
        self._room = room
        self._views = views

    def join(self, router: APIRouter) -> None:
        """Add the routes; whose application it is is checked in each."""
        own = "/press/{media_application_id}"
        router.get("/meetings/{code}/press", dependencies=ANYONE)(self.form)
        router.post("/meetings/{code}/press", dependencies=ANYONE)(self.apply)
        router.get(own, dependencies=ANYONE)(self.show)
        router.post(f"{own}/documents", dependencies=ANYONE)(self.send)
        router.get(f"{own}/documents/{{kind}}", dependencies=ANYONE)(self.document)

    async def form(self, request: Request, code: str) -> Response:
        """Show the application form, with the last moment to apply."""
        language = self._room.pages.speech(request).language
        form = Form.of(language=language, kind=ApplicantKind.JOURNALIST)
        return await self._form(request, await self._room.meeting(code), form)

    async def apply(self, request: Request, code: str) -> Response:
        """Take an application and mail the link to its page."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = form.command(ApplyForAccreditation, meeting_id=meeting.meeting_id)
            now = await self._room.ask(request, apply_for_accreditation, command, form=form)
        except Refused as refused:
            return await self._form(request, meeting, form.refused(refused), status=refused.status)
        who = request.state.who
        if who and who.has(Role.REGISTRATION_OFFICER):
            address = f"/registration/accreditation/{now.media_application_id}"
            return self._room.pages.go(address, said=msg("Entered. The applicant is mailed a link."))
        return self._room.page(request, "press_applied.html", meeting, status=200, command=command)

    async def show(self, request: Request, media_application_id: str) -> Response:
        """Show an applicant how it stands and what is missing."""
        return await self._show(request, media_application_id, Form())

    async def send(self, request: Request, media_application_id: str) -> Response:
        """Keep a document and tick it off the list as received."""
        form = await read_form(request)
        application = await self._own(request, media_application_id)
        if application is None:
            return self._room.pages.go("/registration/link")
        try:
            kind = form.choice("kind", MediaDocumentKind)
            upload, origin = form.file(kind.value), self._room.origin(request, form)
            await self._room.intake.press_document(media_application_id, kind, upload, origin)
        except Refused as refused:
            return await self._show(request, media_application_id, form.refused(refused), status=refused.status)
        back = f"/registration/press/{media_application_id}"
        return self._room.pages.go(back, said=msg("The document was received. The press desk looks at it."))

    async def document(self, request: Request, media_application_id: str, kind: MediaDocumentKind) -> Response:
        """Give out a document to its owner or to who checks it; the reading is on record."""
        command = ReadMediaDocument(media_application_id=media_application_id, kind=kind)
        file_id = await self._room.units.run(read_media_document, command, origin_of(request))
        return file_answer(await self._room.intake.files.read(file_id), shown=True)

    async def _show(self, request: Request, media_application_id: str, form: Form, *, status: int = 200) -> Response:
        application = await self._own(request, media_application_id)
        if application is None:
            return self._room.pages.go("/registration/link")
        meeting = await self._room.views.meeting(application.meeting_id)
        shown: dict[str, object] = {"one": application, "form": form, "press": MediaWords}
        shown["rules"] = await self._views.rules(meeting.meeting_id)
        return self._room.page(request, "press_me.html", meeting, status=status, **shown)

    async def _own(self, request: Request, media_application_id: str) -> MediaApplication | None:
        """Return the application if it is the reader's; None leads to the sign-in link."""
        who = request.state.who
        if who is None:
            return None
        application = await self._views.application(media_application_id)
        must_be_theirs(application, who)
        return application

    async def _form(self, request: Request, meeting: Meeting, form: Form, *, status: int = 200) -> Response:
        rules = await self._views.rules(meeting.meeting_id)
        wording = Wording(self._room.pages.speech(request), self._room.clock)
        count = (meeting.closes_on - meeting.opens_on).days + 1
        days = [meeting.opens_on + timedelta(days=n) for n in range(count)]
        shown: dict[str, object] = {
            "form": form,
            "rules": rules,
            "latest": latest(meeting, meeting.opens_on, rules),
            "kind_choices": kind_choices(),
            "language_choices": choices(LANGUAGES),
            "day_choices": [Choice(day.isoformat(), wording.day(day).striptags()) for day in days],
        }
        return self._room.page(request, "press_apply.html", meeting, status=status, **shown)

"""Writing a release: a new draft, an edit that voids clearances, a correction of what is out."""

from fastapi import APIRouter, Request, Response

from services.media.commands import CorrectRelease, DraftRelease, EditRelease
from services.media.domain.copies import MeetingCopy
from services.media.domain.release import Release
from services.media.handlers import correct_release, draft_release, edit_release
from services.media.pages.room import Room
from services.media.pages.written import KINDS, Written, filled, principals, quote_rows
from shared.errors import Refused
from shared.identity import permit
from shared.pages import LANGUAGES, Choice, Form, msg, read_form
from shared.who import Role


class Writing:
    """The forms of the officer."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def routes(self) -> APIRouter:
        """Return the addresses of the forms."""
        router = APIRouter(prefix="/media", include_in_schema=False, dependencies=[permit(Role.MEDIA_OFFICER)])
        router.get("/meetings/{code}/draft")(self.new)
        router.post("/meetings/{code}/draft")(self.draft)
        router.get("/desk/{release_id}/edit")(self.open)
        router.post("/desk/{release_id}/edit")(self.edit)
        router.get("/desk/{release_id}/correct")(self.open)
        router.post("/desk/{release_id}/correct")(self.correct)
        return router

    async def new(self, request: Request, code: str) -> Response:
        """Show an empty form."""
        meeting = await self._room.views.meeting(code)
        form = Form.of(kind="press_release", language="en", datelines=meeting.city)
        return await self._form(request, form, meeting=meeting)

    async def draft(self, request: Request, code: str) -> Response:
        """Draft what was written."""
        meeting, form = await self._room.views.meeting(code), await read_form(request)
        try:
            written = form.command(Written)
            command = DraftRelease(kind=written.kind, meeting_id=meeting.meeting_id, content=written.content())
            answer = await self._room.ask(request, draft_release, command, form=form)
        except Refused as refused:
            return await self._form(request, form.refused(refused), meeting=meeting, status=refused.status)
        return self._room.pages.go(f"/media/desk/{answer.release_id}", said=msg("The draft was saved."))

    async def open(self, request: Request, release_id: str, language: str = "") -> Response:
        """Show the form with the text as it stands, in one of its languages."""
        release = await self._room.views.release(release_id)
        known = language if language in LANGUAGES else release.content.texts[0].language
        return await self._form(request, filled(release, known), release=release)

    async def edit(self, request: Request, release_id: str) -> Response:
        """Save an edit; every clearance is void (P1)."""
        release, form = await self._room.views.release(release_id), await read_form(request)
        try:
            content = form.command(Written).content(release.content)
            command = EditRelease(release_id=release_id, text_version=_seen(form), content=content)
            await self._room.ask(request, edit_release, command, form=form)
        except Refused as refused:
            return await self._form(request, form.refused(refused), release=release, status=refused.status)
        return self._room.pages.go(f"/media/desk/{release_id}", said=msg("The new version was saved."))

    async def correct(self, request: Request, release_id: str) -> Response:
        """Open a correction; what is out stays out (P5)."""
        release, form = await self._room.views.release(release_id), await read_form(request)
        try:
            written = form.command(Written)
            content = written.content(release.content)
            given = {"release_id": release_id, "text_version": _seen(form), "content": content}
            command = form.command(CorrectRelease, **given)
            await self._room.ask(request, correct_release, command, form=form)
        except Refused as refused:
            return await self._form(request, form.refused(refused), release=release, status=refused.status)
        return self._room.pages.go(f"/media/desk/{release_id}", said=msg("The correction was saved as a draft."))

    async def _form(
        self,
        request: Request,
        form: Form,
        *,
        release: Release | None = None,
        meeting: MeetingCopy | None = None,
        status: int = 200,
    ) -> Response:
        named = self._room.named(request)
        known = principals(await self._room.views.representatives(), release)
        return self._room.page(
            request,
            "write.html",
            status=status,
            form=form,
            release=release,
            meeting=meeting or await self._room.views.meeting_of(release.meeting_id if release else None),
            correcting=request.url.path.endswith("/correct"),
            kinds=KINDS,
            principals=[Choice(one, named(one)) for one in known],
            languages_offered=[Choice(code, name) for code, name in LANGUAGES.items()],
            quote_rows=quote_rows(form),
        )


def _seen(form: Form) -> int:
    typed = form.text("text_version")
    return int(typed) if typed.isdecimal() else 0

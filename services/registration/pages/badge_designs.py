"""The designer of badges: one form a kind, with samples of what it prints and every earlier version."""

import base64
from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from services.registration.commands.badge_designs import (
    DesignOfBadge,
    EditBadgeDesign,
    RestoreBadgeDesign,
)
from services.registration.domain import Meeting
from services.registration.domain.badge_designs import BadgeDesign, DesignVersion, TemplateBroken
from services.registration.handlers.badge_designs import (
    BadgeDesignEditor,
    preview,
    restore_badge_design,
    sample_paper,
    version_of,
)
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.pages.words import choices
from services.registration.pages.words_badges import BADGE_CATEGORIES, FIELDS, FORMATS
from shared.contracts.registration import BadgeCategory
from shared.errors import Refused
from shared.pages import LANGUAGES, Form, msg, read_form

LARGEST = 60_000


class BadgeDesigns:
    """The design of each kind of badge."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._edit = BadgeDesignEditor(room.badges)

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/meetings/{code}/badges/design/{category}"
        router.get("/meetings/{code}/badges/design", dependencies=READERS)(self.first)
        router.get("/badge-template.typ", dependencies=READERS)(self.shipped)
        router.get(one, dependencies=READERS)(self.show)
        router.get(f"{one}/template.typ", dependencies=READERS)(self.template)
        router.get(f"{one}/sample.pdf", dependencies=READERS)(self.paper)
        router.post(one, dependencies=OFFICERS)(self.edit)
        router.post(f"{one}/restore", dependencies=OFFICERS)(self.restore)

    async def first(self, request: Request, code: str) -> Response:
        """Show the first kind."""
        meeting = await self._room.meeting(code)
        return self._room.pages.go(f"/registration/meetings/{meeting.address}/badges/design/state_party")

    async def shipped(self) -> Response:
        """Give the shipped template, to begin an own one with."""
        return PlainTextResponse(self._room.badges.press.shipped_template())

    async def show(self, request: Request, code: str, category: BadgeCategory) -> Response:
        """Show the design of a kind as it is printed."""
        meeting = await self._room.meeting(code)
        design = await self._room.badges.views.design(meeting.meeting_id, category)
        return await self._show(request, meeting, design, form=_filled(design.current))

    async def template(self, code: str, category: BadgeCategory) -> Response:
        """Give the template of a kind as text."""
        meeting = await self._room.meeting(code)
        design = await self._room.badges.views.design(meeting.meeting_id, category)
        return PlainTextResponse(design.current.template or self._room.badges.press.shipped_template())

    async def paper(self, code: str, category: BadgeCategory) -> Response:
        """Give the samples of a kind as PDF."""
        meeting = await self._room.meeting(code)
        design = await self._room.badges.views.design(meeting.meeting_id, category)
        made = await sample_paper(self._room.badges, meeting, category, design.current)
        return Response(made, media_type="application/pdf", headers={"Cache-Control": "no-store"})

    async def edit(self, request: Request, code: str, category: BadgeCategory) -> Response:
        """Try what was typed; keep it if that was asked for."""
        meeting, form = await self._room.meeting(code), _with_file(await read_form(request))
        design = await self._room.badges.views.design(meeting.meeting_id, category)
        try:
            if form.text("try"):
                version = version_of(form.command(DesignOfBadge))
                return await self._show(request, meeting, design, form=form, trying=version)
            command = form.command(EditBadgeDesign, meeting_id=meeting.meeting_id, category=category)
            await self._room.ask(request, self._edit, command, form=form)
        except Refused as refused:
            return await self._show(request, meeting, design, form=form.refused(refused), refused=refused)
        return self._room.pages.go(_at(meeting, category), said=msg("Saved. It is printed like this from now on."))

    async def restore(self, request: Request, code: str, category: BadgeCategory) -> Response:
        """Print an earlier version again."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        command = form.command(RestoreBadgeDesign, meeting_id=meeting.meeting_id, category=category)
        await self._room.ask(request, restore_badge_design, command, form=form)
        return self._room.pages.go(_at(meeting, category), said=msg("The earlier version is printed again."))

    async def _show(
        self,
        request: Request,
        meeting: Meeting,
        design: BadgeDesign,
        *,
        form: Form,
        trying: DesignVersion | None = None,
        refused: Refused | None = None,
    ) -> Response:
        broken = refused if isinstance(refused, TemplateBroken) else None
        pictures: list[bytes] = []
        if refused is None:
            try:
                pictures = await preview(self._room.badges, meeting, design.category, trying or design.current)
            except TemplateBroken as failure:
                broken, form = failure, form.refused(failure)
        shown: dict[str, object] = {
            "design": design,
            "form": form,
            "broken": broken,
            "line": _line(form, broken),
            "pictures": [base64.b64encode(one).decode() for one in pictures],
            "trying": trying is not None,
            "kinds": BADGE_CATEGORIES,
            "formats": choices(FORMATS),
            "field_choices": choices(FIELDS),
            "languages_of_badges": choices(LANGUAGES),
        }
        status = 422 if broken else refused.status if refused else 200
        return self._room.page(request, "badge_design.html", meeting, status=status, **shown)


def _filled(version: DesignVersion) -> Form:
    return Form.of(**version.look.model_dump(), template=version.template)


def _with_file(form: Form) -> Form:
    """Return the form with the text of an uploaded file in place of what stands in the field."""
    upload = form.file("file")
    if upload is None or not upload.content:
        return form
    text = upload.content[: LARGEST + 1].decode("utf-8", errors="replace")
    return replace(form, values={**form.values, "template": (text,)})


def _line(form: Form, broken: TemplateBroken | None) -> str:
    if broken is None or broken.line is None:
        return ""
    lines = form.text("template").splitlines()
    return lines[broken.line - 1] if broken.line <= len(lines) else ""


def _at(meeting: Meeting, category: BadgeCategory) -> str:
    return f"/registration/meetings/{meeting.address}/badges/design/{category.value}"

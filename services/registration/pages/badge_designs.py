"""The designer of badges: one form a kind, with samples of what it prints and every earlier version."""

import base64
from dataclasses import dataclass, replace

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


@dataclass(frozen=True)
class Trial:
    """A form as the page shows it: what is tried without saving, or why it was refused."""

    form: Form
    version: DesignVersion | None = None
    refused: Refused | None = None


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
        return await self._show(request, meeting, design, Trial(_filled(design.current)))

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
                return await self._show(request, meeting, design, Trial(form, version))
            command = form.command(EditBadgeDesign, meeting_id=meeting.meeting_id, category=category)
            await self._room.ask(request, self._edit, command, form=form)
        except Refused as refused:
            return await self._show(request, meeting, design, Trial(form.refused(refused), refused=refused))
        return self._room.pages.go(_at(meeting, category), said=msg("Saved. It is printed like this from now on."))

    async def restore(self, request: Request, code: str, category: BadgeCategory) -> Response:
        """Print an earlier version again."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        command = form.command(RestoreBadgeDesign, meeting_id=meeting.meeting_id, category=category)
        await self._room.ask(request, restore_badge_design, command, form=form)
        return self._room.pages.go(_at(meeting, category), said=msg("The earlier version is printed again."))

    async def _show(self, request: Request, meeting: Meeting, design: BadgeDesign, trial: Trial) -> Response:
        trial, pictures = await self._tried(meeting, design, trial)
        broken = trial.refused if isinstance(trial.refused, TemplateBroken) else None
        shown: dict[str, object] = {
            "design": design,
            "form": trial.form,
            "broken": broken,
            "line": _line(trial.form, broken),
            "pictures": [base64.b64encode(one).decode() for one in pictures],
            "trying": trial.version is not None,
            "kinds": BADGE_CATEGORIES,
            "formats": choices(FORMATS),
            "field_choices": choices(FIELDS),
            "languages_of_badges": choices(LANGUAGES),
        }
        status = trial.refused.status if trial.refused else 200
        return self._room.page(request, "badge_design.html", meeting, status=status, **shown)

    async def _tried(self, meeting: Meeting, design: BadgeDesign, trial: Trial) -> tuple[Trial, list[bytes]]:
        """Return samples of what is tried; a template that cannot be set is a refusal of the form."""
        if trial.refused:
            return trial, []
        try:
            pictures = await preview(self._room.badges, meeting, design.category, trial.version or design.current)
        except TemplateBroken as broken:
            return replace(trial, form=trial.form.refused(broken), refused=broken), []
        return trial, pictures


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

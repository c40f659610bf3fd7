"""The accredited press of a meeting: listed, exported, written to, asked whether they want our releases."""

from operator import attrgetter

from fastapi import APIRouter, Request, Response

from services.media.commands import AddJournalist, MailAccredited
from services.media.domain.accredited import Accreditation
from services.media.handlers import add_journalist
from services.media.handlers.accredited import mail_accredited
from services.media.pages.newsroom import OFFICE
from services.media.pages.room import Room
from shared.errors import Refused
from shared.identity import permit
from shared.pages import Column, Form, ListPlan, msg, read_form, read_listing, select, table_answer
from shared.pages.exports import Table
from shared.who import Role

PLAN = ListPlan(
    columns=(
        Column("full_name", msg("Name"), sorts=True),
        Column("outlet", msg("Outlet"), sorts=True),
        Column("email", msg("Mail address")),
        Column("language", msg("Language")),
        Column("valid_from", msg("Days"), sorts=True),
    ),
    order="full_name",
)
EXPORTED = ("full_name", "outlet", "email", "language", "valid_from", "valid_to")


class Accredited:
    """Who of the press is accredited."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def routes(self) -> APIRouter:
        """Return `/media/meetings/{code}/accredited`."""
        router = APIRouter(prefix="/media/meetings/{code}/accredited", include_in_schema=False)
        officer = [permit(Role.MEDIA_OFFICER)]
        router.get("", dependencies=[permit(*OFFICE)])(self.list)
        router.post("", dependencies=officer)(self.write)
        router.post("/{media_application_id}/subscribe", dependencies=officer)(self.subscribe)
        return router

    async def list(self, request: Request, code: str) -> Response:
        """Show who is accredited, or give it as a file."""
        return await self._list(request, code, Form())

    async def write(self, request: Request, code: str) -> Response:
        """Write to all of them."""
        meeting, form = await self._room.views.meeting(code), await read_form(request)
        try:
            command = form.command(MailAccredited, meeting_id=meeting.meeting_id)
            await self._room.ask(request, mail_accredited, command, form=form)
        except Refused as refused:
            return await self._list(request, code, form.refused(refused), status=refused.status)
        return self._room.pages.go(request.url.path, said=msg("The mails are on their way."))

    async def subscribe(self, request: Request, code: str, media_application_id: str) -> Response:
        """Ask one of them by mail whether they want our releases."""
        meeting, form = await self._room.views.meeting(code), await read_form(request)
        one = next(
            each
            for each in await self._room.views.accredited(meeting.meeting_id)
            if each.media_application_id == media_application_id
        )
        asked = AddJournalist(name=one.full_name, email=one.email, outlet=one.outlet, language=one.language)
        try:
            await self._room.ask(request, add_journalist, asked, form=form)
        except Refused as refused:
            return await self._list(request, code, Form().refused(refused), status=refused.status)
        back = f"/media/meetings/{meeting.code.lower()}/accredited"
        return self._room.pages.go(back, said=msg("The journalist was asked by mail to confirm."))

    async def _list(self, request: Request, code: str, form: Form, *, status: int = 200) -> Response:
        meeting = await self._room.views.meeting(code)
        path = f"/media/meetings/{meeting.code.lower()}/accredited"
        listing = read_listing(path, request.query_params.multi_items(), plan=PLAN)
        shown = select(
            await self._room.views.accredited(meeting.meeting_id),
            listing,
            key=lambda one: one.media_application_id,
            text=lambda one: f"{one.full_name} {one.outlet} {one.email}",
            values={
                "full_name": _name,
                "outlet": lambda one: one.outlet,
                "valid_from": lambda one: str(one.valid_from),
            },
        )
        if listing.format != "html":
            return table_answer(listing.format, Table("accredited", EXPORTED, attrgetter(*EXPORTED)), shown.rows)
        notices = await self._room.views.notices(meeting.meeting_id)
        values: dict[str, object] = {"listing": listing, "shown": shown, "notices": notices, "form": form}
        return self._room.page(request, "accredited.html", status=status, meeting=meeting, path=path, **values)


def _name(one: Accreditation) -> str:
    return one.full_name

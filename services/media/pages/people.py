"""Whom the office works with: the list of journalists, and those who clear texts for a principal."""

from operator import attrgetter

from fastapi import APIRouter, Request, Response

from services.media.commands import AddJournalist, NameRepresentative
from services.media.domain.press import Journalist, Subscription
from services.media.handlers import add_journalist, name_representative
from services.media.pages.newsroom import OFFICE
from services.media.pages.room import Room
from services.media.ports import Journalists, JournalistsAsked
from shared.errors import Refused
from shared.identity import permit
from shared.pages import (
    LANGUAGES,
    Choice,
    Column,
    Filter,
    Form,
    Listing,
    ListPlan,
    Shown,
    Table,
    msg,
    read_form,
    read_listing,
    table_answer,
)
from shared.who import Role

SUBSCRIPTIONS = {
    Subscription.PENDING: msg("asked to confirm"),
    Subscription.CONFIRMED: msg("confirmed"),
    Subscription.UNSUBSCRIBED: msg("left the list"),
}
PLAN = ListPlan(
    columns=(
        Column("name", msg("Name"), sorts=True),
        Column("outlet", msg("Outlet"), sorts=True),
        Column("email", msg("Mail address"), sorts=True),
        Column("language", msg("Language")),
        Column("subscription", msg("Subscription")),
        Column("embargo_access", msg("Reads under embargo")),
    ),
    filters=(
        Filter("subscription", msg("Subscription"), [Choice(key, word) for key, word in SUBSCRIPTIONS.items()]),
        Filter("embargo", msg("Embargo"), (Choice("yes", msg("reads under embargo")),)),
    ),
    order="name",
)


class People:
    """The lists of the office."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def routes(self) -> APIRouter:
        """Return `/media/journalists` and `/media/representatives`."""
        router = APIRouter(prefix="/media", include_in_schema=False)
        office, officer = [permit(*OFFICE)], [permit(Role.MEDIA_OFFICER)]
        router.get("/journalists", dependencies=office)(self.list)
        router.get("/journalists/add", dependencies=officer)(self.form)
        router.post("/journalists/add", dependencies=officer)(self.add)
        router.get("/representatives", dependencies=office)(self.representatives)
        router.post("/representatives", dependencies=officer)(self.name)
        return router

    async def list(self, request: Request) -> Response:
        """Show the list of journalists, searched, filtered, sorted; or export exactly that."""
        listing = read_listing(request.url.path, request.query_params.multi_items(), plan=PLAN)
        found = await self._room.views.journalists(_asked(listing))
        if listing.format != "html":
            head = [column.key for column in PLAN.columns]
            return table_answer(listing.format, Table("journalists", head, attrgetter(*head)), found.rows)
        return self._room.page(
            request, "journalists.html", listing=listing, shown=_shown(found), subscriptions=SUBSCRIPTIONS
        )

    async def form(self, request: Request) -> Response:
        """Show the form."""
        return self._form(request, Form.of(language="en"))

    async def add(self, request: Request) -> Response:
        """Put a journalist on the list and mail them the link that confirms."""
        form = await read_form(request)
        try:
            await self._room.ask(request, add_journalist, form.command(AddJournalist), form=form)
        except Refused as refused:
            return self._form(request, form.refused(refused), status=refused.status)
        return self._room.pages.go("/media/journalists", said=msg("The journalist was asked by mail to confirm."))

    async def representatives(self, request: Request) -> Response:
        """Show who clears for whom, with the form that names someone."""
        return await self._named(request, Form.of(language="en"))

    async def name(self, request: Request) -> Response:
        """Name who clears for a principal."""
        form = await read_form(request)
        try:
            await self._room.ask(request, name_representative, form.command(NameRepresentative), form=form)
        except Refused as refused:
            return await self._named(request, form.refused(refused), status=refused.status)
        return self._room.pages.go("/media/representatives", said=msg("The representative was named."))

    def _form(self, request: Request, form: Form, *, status: int = 200) -> Response:
        return self._room.page(request, "journalist.html", status=status, form=form, languages_offered=_languages())

    async def _named(self, request: Request, form: Form, *, status: int = 200) -> Response:
        known = await self._room.views.representatives()
        return self._room.page(
            request, "representatives.html", status=status, form=form, known=known, languages_offered=_languages()
        )


def _asked(listing: Listing) -> JournalistsAsked:
    return JournalistsAsked.model_validate(
        {
            "q": listing.q,
            "subscription": listing.value("subscription"),
            "embargo_access": True if listing.value("embargo") else None,
            "sort": listing.sort,
            "descending": listing.descending,
            "after": listing.behind,
            "size": listing.limit,
        }
    )


def _shown(found: Journalists) -> Shown[Journalist]:
    return Shown.behind(found.rows, total=found.total, last=found.after)


def _languages() -> list[Choice]:
    return [Choice(code, name) for code, name in LANGUAGES.items()]

"""The pages of journalists: subscribe, confirm, leave, their own page, and texts under embargo (P3)."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from services.media.commands import ConfirmSubscription, ReadUnderEmbargo, Subscribe, Unsubscribe
from services.media.domain.press import Journalist, may_read_early
from services.media.domain.refusals import NotForYou
from services.media.handlers import confirm_subscription, read_under_embargo, subscribe, unsubscribe
from services.media.pages.room import Room
from shared.errors import NotFound, Refused
from shared.identity import PUBLIC, Limit, limited, permit
from shared.identity.permits import SignInFirst
from shared.pages import LANGUAGES, Choice, Form, read_form
from shared.records import Origin
from shared.web import asking
from shared.who import Role, Who

Reader = Annotated[Who, permit(PUBLIC)]


class Press:
    """What a journalist sees."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def routes(self) -> APIRouter:
        """Return the addresses of the press."""
        router = APIRouter(prefix="/media", include_in_schema=False)
        needs = [permit(PUBLIC), limited(Limit(30, 60))]
        router.get("/me")(self.me)
        router.get("/releases/{release_id}/embargoed")(self.embargoed)
        router.get("/subscribe", dependencies=needs)(self.form)
        router.post("/subscribe", dependencies=needs)(self.subscribe)
        router.get("/confirm/{key}", dependencies=needs)(self.confirm_button)
        router.post("/confirm/{key}", dependencies=needs)(self.confirm)
        router.get("/unsubscribe/{key}", dependencies=needs)(self.leave_button)
        router.post("/unsubscribe/{key}", dependencies=needs)(self.leave)
        return router

    async def me(self, request: Request, who: Reader) -> Response:
        """Show a journalist what is out, and what they may read early."""
        journalist = await self._journalist(who)
        if journalist is None:
            raise SignInFirst("/media/me")
        embargoed = await self._room.views.embargoed(self._room.now)
        early = [release for release in embargoed if may_read_early(journalist, release, now=self._room.now)]
        lines = (await self._room.views.archive.lines())[:20]
        return self._room.page(request, "me.html", journalist=journalist, early=early, lines=lines)

    async def embargoed(
        self, request: Request, release_id: str, origin: Annotated[Origin, Depends(asking(PUBLIC))]
    ) -> Response:
        """Show a text before its instant, on record (P3); once it is out, lead to it; else there is nothing here."""
        journalist = await self._journalist(origin.who)
        if journalist is None:
            raise NotFound("There is no such text.")
        command = ReadUnderEmbargo(release_id=release_id, journalist_id=journalist.journalist_id)
        try:
            shown = await self._room.units.run(read_under_embargo, command, origin)
        except NotForYou:
            await self._room.views.archive.release(release_id)
            return self._room.pages.go(f"/media/releases/{release_id}")
        return self._room.page(request, "embargoed.html", shown=shown, journalist=journalist)

    async def form(self, request: Request) -> Response:
        """Show the form."""
        return self._form(request, Form.of(language=self._room.pages.speech(request).language))

    async def subscribe(self, request: Request) -> Response:
        """Ask for the mails; the answer is the same for whoever is on the list already."""
        form = await read_form(request)
        try:
            command = form.command(Subscribe)
            await self._room.ask(request, subscribe, command, form=form)
        except Refused as refused:
            return self._form(request, form.refused(refused), status=refused.status)
        return self._room.page(request, "press_said.html", done="subscribed", email=command.email)

    async def confirm_button(self, request: Request, key: str) -> Response:
        """Show one button and change nothing: mail scanners open links before people do."""
        return self._room.page(request, "press_button.html", act="confirm", key=key)

    async def confirm(self, request: Request, key: str) -> Response:
        """Put them on the list from now on."""
        form = await read_form(request)
        await self._room.ask(request, confirm_subscription, ConfirmSubscription(letter_key=key), form=form)
        return self._room.page(request, "press_said.html", done="confirmed", email="")

    async def leave_button(self, request: Request, key: str) -> Response:
        """Show one button."""
        return self._room.page(request, "press_button.html", act="unsubscribe", key=key)

    async def leave(self, request: Request, key: str) -> Response:
        """Leave the list."""
        form = await read_form(request)
        await self._room.ask(request, unsubscribe, Unsubscribe(letter_key=key), form=form)
        return self._room.page(request, "press_said.html", done="left", email="")

    async def _journalist(self, who: Who) -> Journalist | None:
        mine = who.scopes(Role.JOURNALIST)
        try:
            return await self._room.views.journalist(mine[0]) if mine else None
        except NotFound:
            return None

    def _form(self, request: Request, form: Form, *, status: int = 200) -> Response:
        choices = [Choice(code, name) for code, name in LANGUAGES.items()]
        return self._room.page(request, "subscribe.html", status=status, form=form, languages_offered=choices)

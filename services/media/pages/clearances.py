"""The principal's page: read the text, clear this very version, or ask for changes (P1, P2)."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from services.media.commands import ClearRelease, RequestChanges
from services.media.handlers import clear_release, request_changes
from services.media.pages.board import STATUS, clearing
from services.media.pages.desk import seals
from services.media.pages.room import Room
from shared.errors import NotFound, Refused
from shared.identity import PUBLIC, permit, scoped
from shared.pages import Form, msg, read_form
from shared.who import Role, Who


class Clearances:
    """What a principal sees."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def routes(self) -> APIRouter:
        """Return `/media/clearances` and what lies under it."""
        router = APIRouter(prefix="/media/clearances", include_in_schema=False)
        needs = [permit(scoped(Role.PRINCIPAL, "principal"))]
        router.get("")(self.mine)
        router.get("/{principal}", dependencies=needs)(self.list)
        router.get("/{principal}/{release_id}", dependencies=needs)(self.read)
        router.post("/{principal}/{release_id}/clear", dependencies=needs)(self.clear)
        router.post("/{principal}/{release_id}/changes", dependencies=needs)(self.changes)
        return router

    async def mine(self, who: Annotated[Who, permit(PUBLIC)]) -> Response:
        """Lead to the principal's own list."""
        scopes = who.scopes(Role.PRINCIPAL) or (["president"] if who.has(Role.PRINCIPAL) else [])
        if not scopes:
            raise NotFound("Nobody has asked you to clear a text.")
        return self._room.pages.go(f"/media/clearances/{scopes[0]}")

    async def list(self, request: Request, principal: str) -> Response:
        """Show which texts wait for this principal."""
        work = clearing(await self._room.views.asking(principal), principal)
        others = [one.principal for one in await self._room.views.representatives()]
        return self._room.page(request, "clearances.html", principal=principal, work=work, others=others)

    async def read(self, request: Request, principal: str, release_id: str) -> Response:
        """Show the text with the two answers to it."""
        return await self._page(request, principal, release_id, form=Form())

    async def clear(self, request: Request, principal: str, release_id: str) -> Response:
        """Clear the version that was read."""
        form = await read_form(request)
        try:
            command = form.command(ClearRelease, release_id=release_id, principal=principal)
            await self._room.ask(request, clear_release, command, form=form)
        except Refused as refused:
            return await self._page(request, principal, release_id, form=form.refused(refused), status=refused.status)
        return self._room.pages.go(f"/media/clearances/{principal}/{release_id}", said=msg("You cleared this version."))

    async def changes(self, request: Request, principal: str, release_id: str) -> Response:
        """Ask for changes."""
        form = await read_form(request)
        try:
            command = form.command(RequestChanges, release_id=release_id, principal=principal)
            await self._room.ask(request, request_changes, command, form=form)
        except Refused as refused:
            return await self._page(request, principal, release_id, form=form.refused(refused), status=refused.status)
        return self._room.pages.go(f"/media/clearances/{principal}", said=msg("Your wishes were passed on."))

    async def _page(
        self, request: Request, principal: str, release_id: str, *, form: Form, status: int = 200
    ) -> Response:
        release = await self._room.views.release(release_id)
        if principal not in release.principals:
            raise NotFound("There is no such release.")
        state, word = STATUS[release.status]
        return self._room.page(
            request,
            "clearance.html",
            status=status,
            form=form,
            principal=principal,
            release=release,
            mine=release.clearance(principal),
            asked=release.status == "clearance_requested",
            seals=seals(release, self._room.named(request)),
            state=state,
            word=word,
        )

"""What every page of media is built from, and the steps all forms share."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from fastapi import Request, Response
from pydantic import BaseModel

from services.media.handlers.letters import principal_name
from services.media.ports import MediaReads, MediaUnit
from shared.clock import Clock
from shared.pages import Form, Happening, Pages
from shared.unit import Handler, Units
from shared.web import origin_of

M = TypeVar("M", bound=BaseModel)
R = TypeVar("R")


@dataclass(frozen=True)
class Room:
    """Pages, units, reads, clock and timeline of one running service."""

    pages: Pages
    units: Units[MediaUnit]
    views: MediaReads
    clock: Clock
    timeline: Callable[[str], Awaitable[list[Happening]]]

    @property
    def now(self) -> datetime:
        """The instant of this answer."""
        return self.clock()

    def named(self, request: Request) -> Callable[[str], str]:
        """Return the function that says a principal's name in the reader's language."""
        speech = self.pages.speech(request)
        return lambda principal: principal_name(principal, speech)

    def page(self, request: Request, template: str, *, status: int = 200, **values: object) -> Response:
        """Return a page that can name principals."""
        return self.pages.render(
            request,
            template,
            status=status,
            headers=None,
            named=self.named(request),
            **values,
        )

    def piece(self, request: Request, template: str, **values: object) -> Response:
        """Return a fragment that can name principals."""
        return self.pages.fragment(request, template, status=200, named=self.named(request), **values)

    async def ask(self, request: Request, handler: Handler[M, MediaUnit, R], command: M, *, form: Form) -> R:
        """Run a command for the one who sent this form; the form sent twice acts once."""
        return await self.units.run(handler, command, origin_of(request, key=form.key))

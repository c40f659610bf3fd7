"""The API of badges on paper: how each kind looks, one badge as PDF, and batches."""

from fastapi import APIRouter
from fastapi.responses import Response

from services.registration.commands.badge_batches import (
    BadgesToPrint,
    BatchNow,
    CancelBadgeBatch,
    ConfirmBadgesPrinted,
    RequestBadgeBatch,
    ResumeBadgeBatch,
)
from services.registration.commands.badge_designs import (
    DesignNow,
    DesignOfBadge,
    EditBadgeDesign,
    RestoreBadgeDesign,
    VersionOfDesign,
)
from services.registration.domain.badge_designs import BadgeDesign
from services.registration.handlers import badge_batches as handlers
from services.registration.handlers.badge_designs import BadgeDesignEditor, restore_badge_design
from services.registration.handlers.badge_press_room import PressRoom
from services.registration.handlers.badge_printing import BadgePrinter
from services.registration.ports import RegistrationUnit
from services.registration.routes.needs import FOR_READERS, Officer
from shared.contracts.registration import BadgeCategory
from shared.errors import NotFound
from shared.files import file_answer
from shared.unit import Units
from shared.web import gives


class BadgePaperRoutes:
    """Badges on paper over HTTP."""

    def __init__(self, units: Units[RegistrationUnit], printer: BadgePrinter, press_room: PressRoom) -> None:
        self._units = units
        self._printer = printer
        self._press_room = press_room
        self._edit = BadgeDesignEditor(printer)

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        design, batch = "/meetings/{meeting_id}/badge-designs/{category}", "/badge-batches/{batch_id}"
        router.get(design, dependencies=FOR_READERS)(self.design)
        router.post(design)(self.edit)
        router.post(f"{design}/restore")(self.restore)
        router.post("/meetings/{meeting_id}/badge-batches", status_code=202)(self.ask)
        router.get(batch, dependencies=FOR_READERS)(self.batch)
        router.get(f"{batch}/badges.pdf", **gives("application/pdf"))(self.paper)
        router.post(f"{batch}/printed")(self.confirm)
        router.post(f"{batch}/resume")(self.resume)
        router.post(f"{batch}/cancel")(self.cancel)

    async def design(self, meeting_id: str, category: BadgeCategory) -> BadgeDesign:
        """How a kind of badge looks, with its versions."""
        return await self._printer.views.design(meeting_id, category)

    async def edit(self, meeting_id: str, category: BadgeCategory, design: DesignOfBadge, origin: Officer) -> DesignNow:
        """Print a kind of badge in another way; a template that cannot be set is refused."""
        command = EditBadgeDesign(meeting_id=meeting_id, category=category, **dict(design))
        return await self._units.run(self._edit, command, origin)

    async def restore(
        self, meeting_id: str, category: BadgeCategory, version: VersionOfDesign, origin: Officer
    ) -> DesignNow:
        """Print a kind of badge as an earlier version had it."""
        command = RestoreBadgeDesign(meeting_id=meeting_id, category=category, number=version.number)
        return await self._units.run(restore_badge_design, command, origin)

    async def ask(self, meeting_id: str, badges: BadgesToPrint, origin: Officer) -> BatchNow:
        """Have badges set as one file."""
        command = RequestBadgeBatch(meeting_id=meeting_id, badge_ids=badges.badge_ids)
        now = await self._units.run(handlers.request_badge_batch, command, origin)
        self._press_room.asked.set()
        return now

    async def batch(self, batch_id: str) -> BatchNow:
        """How far a batch has come."""
        one = await self._printer.views.batch(batch_id)
        return BatchNow(batch_id=batch_id, state=one.state.value, done=one.done, total=one.total)

    async def paper(self, batch_id: str, origin: Officer) -> Response:
        """The whole file."""
        one = await self._printer.views.batch(batch_id)
        if one.file_id is None:
            raise NotFound("This file is not ready.", field="batch_id")
        return file_answer(await self._press_room.files.read(one.file_id))

    async def confirm(self, batch_id: str, origin: Officer) -> BatchNow:
        """Say that the badges came out of the printer: each is then ready to be collected."""
        now = await self._units.run(handlers.confirm_badges_printed, ConfirmBadgesPrinted(batch_id=batch_id), origin)
        self._press_room.asked.set()
        return now

    async def resume(self, batch_id: str, origin: Officer) -> BatchNow:
        """Go on after a failure."""
        now = await self._units.run(handlers.resume_badge_batch, ResumeBadgeBatch(batch_id=batch_id), origin)
        self._press_room.asked.set()
        return now

    async def cancel(self, batch_id: str, origin: Officer) -> BatchNow:
        """Give it up."""
        return await self._units.run(handlers.cancel_badge_batch, CancelBadgeBatch(batch_id=batch_id), origin)

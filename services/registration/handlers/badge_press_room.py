"""The duty that sets and marks batches of badges, a part at a time; whoever takes it over goes on where it stood."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from services.registration.commands.badge_batches import (
    AddBatchPart,
    BadgeSet,
    CheckOffBadges,
    CloseBadgeBatch,
    RecordBatchFailure,
)
from services.registration.domain.badge_batches import BadgeBatch, BatchState, printable
from services.registration.domain.badge_designs import TemplateBroken
from services.registration.handlers.badge_batches import (
    add_batch_part,
    check_off_badges,
    close_badge_batch,
    record_batch_failure,
)
from services.registration.handlers.badge_printing import BadgePrinter
from services.registration.ports import RegistrationUnit, Views
from shared.files import Accepted, Files, Kind
from shared.records import Origin
from shared.unit import Units
from shared.who import Who, the_service

LOOKS_AGAIN = 2.0
"""Seconds after which batches asked for in another process are seen."""


@dataclass(frozen=True)
class PressRoom:
    """Works off the batches that are under way."""

    units: Units[RegistrationUnit]
    views: Views
    printer: BadgePrinter
    files: Files
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def lead(self) -> None:
        """Work for ever, as the one who holds the lease."""
        while True:
            self.asked.clear()
            while await self.work():
                pass
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOKS_AGAIN):
                    await self.asked.wait()

    async def work(self) -> bool:
        """Take each batch under way one step on; tell whether there was any."""
        batches = await self.printer.views.batches_under_way()
        for batch in batches:
            await self._step(batch)
        return bool(batches)

    async def _step(self, batch: BadgeBatch) -> None:
        own = Origin(who=the_service(self.units.service))
        if batch.state is BatchState.MARKING:
            command = CheckOffBadges(batch_id=batch.batch_id, before=batch.marked)
            await self.units.run(check_off_badges, command, own)
            return
        try:
            if batch.next_part:
                await self._set_part(batch, own)
            else:
                await self._close(batch, own)
        except TemplateBroken as broken:
            line = f"line {broken.line}: " if broken.line else ""
            problem = f"{line}{broken.detail or broken.reason}"[:300]
            await self.units.run(
                record_batch_failure, RecordBatchFailure(batch_id=batch.batch_id, problem=problem), own
            )

    async def _set_part(self, batch: BadgeBatch, own: Origin) -> None:
        badges = printable(await self.printer.views.badges_of(batch.next_part))
        file_id = None
        if badges:
            meeting = await self.views.meeting(batch.meeting_id)
            made = await self.printer.pdf(badges, meeting, by=Who(subject=batch.asked_by, name=batch.asked_by_name))
            file_id = await self._kept(batch, made, purpose="badges, part")
        printed = tuple(BadgeSet(badge_id=one.badge_id, version=one.version) for one in badges)
        command = AddBatchPart(batch_id=batch.batch_id, before=batch.done, printed=printed, file_id=file_id)
        await self.units.run(add_batch_part, command, own)

    async def _close(self, batch: BadgeBatch, own: Origin) -> None:
        if not batch.parts:
            problem = "None of these badges can be printed any more."
            await self.units.run(
                record_batch_failure, RecordBatchFailure(batch_id=batch.batch_id, problem=problem), own
            )
            return
        whole = await self._whole(batch.parts)
        file_id = await self._kept(batch, whole, purpose="badges")
        await self.units.run(close_badge_batch, CloseBadgeBatch(batch_id=batch.batch_id, file_id=file_id), own)

    async def _whole(self, parts: Sequence[str]) -> bytes:
        made = [(await self.files.read(part)).content for part in parts]
        return made[0] if len(made) == 1 else await self.printer.press.joined(made)

    async def _kept(self, batch: BadgeBatch, content: bytes, *, purpose: str) -> str:
        accepted = Accepted(field="", name="badges.pdf", kind=Kind.PDF, content=content)
        return (await self.files.keep(accepted, owner=batch.batch_id, purpose=purpose)).file_id

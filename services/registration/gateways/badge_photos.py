"""The photos that are printed on badges: looked up by a command, so that it is known who looked at them."""

import asyncio
import io
from collections.abc import Mapping, Sequence

from PIL import Image

from services.registration.commands.badge_batches import PrintPhotos
from services.registration.handlers.badge_batches import print_photos
from services.registration.ports import RegistrationUnit
from shared.errors import NotFound
from shared.files import Files
from shared.records import Origin
from shared.unit import Units
from shared.who import Who

AT_ONCE = 4
"""Photos that are read and made smaller side by side; no more lie in memory whole."""
PIXELS = (450, 600)
"""At most so many: 300 dots an inch at 38 by 51 mm."""


class BadgePhotos:
    """Photos of participants from their personal files."""

    def __init__(self, units: Units[RegistrationUnit], files: Files) -> None:
        self._units = units
        self._files = files

    async def of(self, holder_ids: Sequence[str], *, by: Who) -> Mapping[str, bytes]:
        """Return the photos there are; a file that was removed meanwhile is passed over."""
        people = tuple(one for one in holder_ids if one.startswith("par_"))
        if not people:
            return {}
        found = await self._units.run(print_photos, PrintPhotos(participant_ids=people), Origin(who=by))
        turns = asyncio.Semaphore(AT_ONCE)
        photos = await asyncio.gather(*[self._content(file_id, turns) for file_id in found.values()])
        return {holder_id: photo for holder_id, photo in zip(found, photos, strict=True) if photo}

    async def _content(self, file_id: str, turns: asyncio.Semaphore) -> bytes:
        async with turns:
            try:
                content = (await self._files.read(file_id)).content
            except NotFound:
                return b""
            return await asyncio.to_thread(small, content)


def small(content: bytes) -> bytes:
    """Return a picture with as many pixels as a printer shows on a badge, so that a thousand fit into one file."""
    small = io.BytesIO()
    with Image.open(io.BytesIO(content)) as picture:
        picture.draft("RGB", PIXELS)
        picture.thumbnail(PIXELS)
        picture.convert("RGB").save(small, "JPEG", quality=85)
    return small.getvalue()

"""Photos for badges, from the personal data of those who gave one; the printing of the badge is the record of it."""

from collections.abc import Mapping, Sequence

from services.registration.ports.personal import PersonalViews
from shared.errors import NotFound
from shared.files import Files


class BadgePhotos:
    """Photos by holder."""

    def __init__(self, views: PersonalViews, files: Files) -> None:
        self._views = views
        self._files = files

    async def of(self, holder_ids: Sequence[str]) -> Mapping[str, bytes]:
        """Return the photos there are; one removed a moment ago is not."""
        found = {}
        for holder_id, file_id in (await self._views.photos(holder_ids)).items():
            try:
                found[holder_id] = (await self._files.read(file_id)).content
            except NotFound:
                continue
        return found

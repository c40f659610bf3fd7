"""The photos that are printed on badges."""

from collections.abc import Mapping, Sequence


class BadgePhotos:
    """Photos by holder."""

    async def of(self, holder_ids: Sequence[str]) -> Mapping[str, bytes]:
        """Return the photos there are."""
        return {}

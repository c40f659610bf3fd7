"""What media keeps in MongoDB, and how it is read."""

from services.media.store.kept import KEPT
from services.media.store.views import MediaViews

__all__ = ["KEPT", "MediaViews"]

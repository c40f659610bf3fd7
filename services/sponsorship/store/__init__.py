"""What sponsorship keeps in MongoDB, and how its pages and its API read it."""

from services.sponsorship.store.kept import KEPT
from services.sponsorship.store.views import MongoViews

__all__ = ["KEPT", "MongoViews"]

"""Registration in MongoDB: collections and indexes, and the views that pages and the API read."""

from services.registration.store.kept import KEPT
from services.registration.store.views import RegistrationViews

__all__ = ["KEPT", "RegistrationViews"]

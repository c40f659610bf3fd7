"""What registration needs: its unit with the stores, treaty facts, and its views."""

from services.registration.ports.unit import Conventions, RegistrationUnit
from services.registration.ports.views import (
    Counts,
    Expected,
    FocalPointView,
    NotRegistered,
    People,
    PeopleAsked,
    Recent,
    Tracks,
    Views,
)

__all__ = [
    "Conventions",
    "Counts",
    "Expected",
    "FocalPointView",
    "NotRegistered",
    "People",
    "PeopleAsked",
    "Recent",
    "RegistrationUnit",
    "Tracks",
    "Views",
]

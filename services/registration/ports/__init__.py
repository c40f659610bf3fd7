"""What registration needs: its unit with the stores, treaty facts, and its views."""

from services.registration.ports.unit import Conventions, RegistrationUnit

__all__ = ["Conventions", "RegistrationUnit"]

"""What registration reaches outside its database."""

from services.registration.gateways.conventions import PackagedConventions

__all__ = ["PackagedConventions"]

"""What registration reads and makes outside its database: treaty facts, signatures of badges."""

from services.registration.gateways.conventions import PackagedConventions
from services.registration.gateways.signing import BadgeSigner

__all__ = ["BadgeSigner", "PackagedConventions"]

"""What media reads from its environment."""

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """Environment of media, `PLENARY_...`; nothing beyond what every service reads."""

"""What catering reads from its environment."""

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """The environment of catering."""

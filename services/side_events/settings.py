"""What side events read from their environment."""

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """The environment of side events; their database has its own name."""

    mongo_database: str = "side_events"

"""What registration reads from its environment."""

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """Registration's environment; its database has its own name."""

    mongo_database: str = "registration"

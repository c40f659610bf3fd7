"""What registration reads from its environment."""

from pathlib import Path

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """Registration's environment; its database has its own name."""

    mongo_database: str = "registration"
    conventions: Path | None = None
    """A folder with more conventions, in files like those in `data/conventions/`."""
    badge_secret: str = ""
    """What badges are signed with, several separated by commas, the present one first; empty: the session's secret."""

"""The environment of sponsorship, read once."""

from shared.settings import ServiceSettings


class Settings(ServiceSettings):
    """What every service reads; sponsorship needs nothing else."""

"""The operator's addresses of the database: as its administrator, and as each service."""

import os

from deploy.commands.installation import credentials
from deploy.local.ports import ports_of
from deploy.mongo import admin_url, as_service, service_url


def admin_address() -> str:
    """Return the database for its administrator: `PLENARY_MONGO_URL`, or the stack on this machine."""
    return os.environ.get("PLENARY_MONGO_URL") or admin_url(_local(), credentials().mongo_admin_password)


def service_address(service: str) -> str:
    """Return the database of one service, for its own user."""
    elsewhere, password = os.environ.get("PLENARY_MONGO_URL"), credentials().mongo_password(service)
    if elsewhere:
        return as_service(elsewhere, service, password=password)
    return service_url(_local(), service, password=password)


def _local() -> str:
    return f"127.0.0.1:{ports_of().mongo}"

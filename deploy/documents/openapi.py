"""The OpenAPI 3.1 document of one service, as its app describes itself."""

import importlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from deploy.services import factory

SECRET = "PLENARY_SESSION_SECRET"  # noqa: S105 - the name of the setting, not a secret


def openapi_document(service: str) -> dict[str, object]:
    """Return the document; no server is needed, and no secret that means anything."""
    module, maker = factory(service).split(":")
    with _some_secret():
        document: dict[str, object] = getattr(importlib.import_module(module), maker)().openapi()
    return document


@contextmanager
def _some_secret() -> Iterator[None]:
    """Let an app be built where nobody set a session secret; it will never be asked anything."""
    if os.environ.get(SECRET):
        yield
        return
    os.environ[SECRET] = secrets.token_hex(32)
    try:
        yield
    finally:
        del os.environ[SECRET]

"""The documents of the system, made from its code: OpenAPI of each service, AsyncAPI of the bus."""

import json

from deploy.documents.asyncapi import asyncapi_document
from deploy.documents.openapi import openapi_document
from deploy.services import SERVICES, prefix

__all__ = ["asyncapi_document", "documents", "openapi_document", "text_of"]


def documents() -> dict[str, str]:
    """Return every document as it is kept below `docs/`: name to text."""
    services = {f"openapi/{prefix(service)}.json": text_of(openapi_document(service)) for service in SERVICES}
    return {"asyncapi.json": text_of(asyncapi_document())} | services


def text_of(document: object) -> str:
    """Return a document as it is written into a file."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"

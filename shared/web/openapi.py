"""The OpenAPI document of a service: beside its shapes, who may ask, how to ask twice, and how no is said."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.responses import Response
from fastapi.routing import iter_route_contexts

from shared.identity import SESSION_COOKIE
from shared.identity.permits import SAFE_METHODS, Need, Permit, Public, Scoped
from shared.uploads import MULTIPART

Document = dict[str, Any]  # JSON, as FastAPI makes it
Doors = Mapping[tuple[str, str], tuple[Need, ...]]

BEARER, SESSION = "bearer", "session"
PROBLEMS = {
    "401": ("SignInNeeded", "Nobody is signed in."),
    "403": ("NotAllowed", "The role does not allow it, or the request may come from another site."),
    "404": ("NotFound", "There is no such thing, or not for the one who asks."),
    "409": ("Conflict", "Others changed the same thing, or something that must be unique exists already."),
    "413": ("TooMuchSent", "The request is larger than anything that is taken here."),
    "422": ("Refused", "A rule says no, or the request cannot be read: `detail` says why, `errors` where."),
    "503": ("Unavailable", "Something the service depends on does not answer; nothing was changed."),
}
UNREAD = ("HTTPValidationError", "ValidationError")


class Described(FastAPI):
    """An app whose OpenAPI document says what the house adds to every route."""

    def openapi(self) -> Document:
        """Return the document; it is made once."""
        if self.openapi_schema is None:
            self.openapi_schema = described(super().openapi(), doors(self))
        return self.openapi_schema


def doors(app: FastAPI) -> Doors:
    """Return who may use each route: (path, method in lower case) to needs."""
    found: dict[tuple[str, str], tuple[Need, ...]] = {}
    for route in iter_route_contexts(list(app.routes)):
        dependant = getattr(route, "dependant", None)
        if isinstance(dependant, Dependant):
            for method in route.methods or ():
                found[(route.path or "", method.lower())] = tuple(_needs(dependant))
    return found


def described(document: Document, doors: Doors) -> Document:
    """Return FastAPI's document with problem answers, keys, correlation ids and security."""
    components = document.setdefault("components", {})
    schemas = {name: shape for name, shape in components.get("schemas", {}).items() if name not in UNREAD}
    operations = {
        (path, method): operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }
    for (path, method), operation in operations.items():
        if "/api/" in path or "/operations/" in path:
            _describe(operation, doors.get((path, method), ()), path=path, method=method)
        else:
            operation["security"] = []
    document["servers"] = [{"url": "/", "description": "The front door, or the service itself."}]
    document["components"] = _components() | {"schemas": {**schemas, "Problem": PROBLEM}}
    return document


def takes_file(field: str) -> Document:
    """Return what the document says of a route that reads the file in this part of a form by itself."""
    part = {"type": "string", "contentMediaType": "application/octet-stream"}
    form = {"type": "object", "required": [field], "properties": {field: part}}
    return {"requestBody": {"required": True, "content": {MULTIPART: {"schema": form}}}}


def gives(*media_types: str) -> Document:
    """Return what a route says of its answer where it is a file."""
    kinds = {one: {"schema": {"type": "string", "contentMediaType": one}} for one in media_types}
    return {"response_class": Response, "responses": {200: {"description": "The file.", "content": kinds}}}


def _describe(operation: Document, needs: tuple[Need, ...], *, path: str, method: str) -> None:
    public = any(isinstance(need, Public) for need in needs)
    operation["security"] = [*([{}] if public else []), {BEARER: []}, {SESSION: []}]
    words = " or ".join(_word(need) for need in needs)
    said = operation.get("description", "")
    operation["summary"] = said.partition("\n")[0].partition("; ")[0].removesuffix(".") or operation["summary"]
    operation["description"] = f"{said}\n\nOpen to {words}.".strip()
    operation["parameters"] = _parameters(operation.get("parameters", []), keyed=method.upper() not in SAFE_METHODS)
    statuses = {"422", "503"} if "422" in operation["responses"] or method not in ("get", "head") else {"503"}
    statuses |= set() if public else {"401", "403"}
    statuses |= {"404"} if "{" in path else set()
    statuses |= {"403", "409"} if method.upper() not in SAFE_METHODS else set()
    statuses |= {"413"} if MULTIPART in operation.get("requestBody", {}).get("content", {}) else set()
    answers = {status: one for status, one in operation["responses"].items() if status != "422"}
    for answer in answers.values():
        answer["headers"] = {"X-Correlation-ID": {"$ref": "#/components/headers/CorrelationId"}}
    problems = {status: {"$ref": f"#/components/responses/{PROBLEMS[status][0]}"} for status in sorted(statuses)}
    operation["responses"] = answers | problems


def _parameters(given: Sequence[Document], *, keyed: bool) -> list[Document]:
    """Return the parameters with ours by reference, a key only where something is done, a correlation id at the end."""
    own = [one for one in given if one.get("name") != "idempotency-key"]
    keys = [{"$ref": "#/components/parameters/IdempotencyKey"}] if keyed and len(own) < len(given) else []
    return [*own, *keys, {"$ref": "#/components/parameters/CorrelationId"}]


def _needs(dependant: Dependant) -> Iterable[Need]:
    if isinstance(dependant.call, Permit):
        yield from dependant.call.needs
    for inner in dependant.dependencies:
        yield from _needs(inner)


def _word(need: Need) -> str:
    if isinstance(need, Public):
        return "everyone"
    return f"{need.role} of this `{need.parameter}`" if isinstance(need, Scoped) else str(need)


TEXT: Document = {"type": "string"}
PROBLEM: Document = {
    "type": "object",
    "title": "Problem",
    "description": "Why not, and what to do next (RFC 9457, with fields of ours).",
    "required": ["type", "title", "status", "detail", "next_step", "instance", "correlation_id"],
    "properties": {
        "type": {"type": "string", "format": "uri", "examples": ["urn:plenary:problem:deadline-passed"]},
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "A sentence for the person who asked."},
        "next_step": {"type": "string", "description": "What to do now."},
        "instance": TEXT,
        "correlation_id": TEXT,
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "reason"],
                "properties": {"field": TEXT, "reason": TEXT},
            },
        },
    },
}
KEY_WORDS = "The same key, body and files: the answer kept for seven days. With another body or other files: 422."
CORRELATION: Document = {"type": "string", "pattern": "^[A-Za-z0-9._:-]{1,80}$"}


def _components() -> Document:
    return {
        "responses": {
            name: {
                "description": words,
                "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
            }
            for name, words in PROBLEMS.values()
        },
        "parameters": {
            "IdempotencyKey": _header("Idempotency-Key", KEY_WORDS, {"type": "string", "maxLength": 200}),
            "CorrelationId": _header("X-Correlation-ID", "The chain this request belongs to.", CORRELATION),
        },
        "headers": {"CorrelationId": {"description": "The chain this answer belongs to.", "schema": CORRELATION}},
        "securitySchemes": {
            BEARER: {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
            SESSION: {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE},
        },
    }


def _header(name: str, words: str, schema: Document) -> Document:
    return {"name": name, "in": "header", "required": False, "description": words, "schema": schema}

"""Every error answered once: a problem (RFC 9457) for programs, a page for people; never a trace, never a secret."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from shared.errors import Refused, TooManyRequests, Unavailable
from shared.logs import log
from shared.messages import snake
from shared.mongo import Away
from shared.pages import Pages

MEDIA_TYPE = "application/problem+json"
UNREADABLE = "What was sent cannot be read as this request."
NEXT_STEP = "Correct the fields named in `errors` and send it again."

Answer = Callable[[Request, Exception], Awaitable[Response]]


def answer_problems(app: FastAPI, pages: Pages) -> None:
    """Answer refusals, unreadable requests, unknown paths and failures of this app."""
    answers: dict[type[Exception], Answer] = {
        Refused: _refused(pages),
        RequestValidationError: _invalid(pages),
        ValidationError: _invalid(pages),
        HTTPException: _http(pages),
        Exception: _failed(pages),
        **dict.fromkeys(Away, _away(pages)),
    }
    for kind, answer in answers.items():
        app.add_exception_handler(kind, answer)


def _refused(pages: Pages) -> Answer:
    async def answer(request: Request, failure: Exception) -> Response:
        refusal = failure if isinstance(failure, Refused) else Unavailable("That did not work.")
        headers = {"Retry-After": str(refusal.retry_after)} if isinstance(refusal, TooManyRequests) else {}
        if wants_page(request):
            page = pages.problem(request, refusal)
            page.headers.update(headers)
            return page
        errors = [{"field": field, "reason": reason} for field, reason in refusal.concerns]
        said = Problem(snake(refusal.kind).replace("_", "-"), refusal.reason, refusal.next_step, errors)
        return problem(request, refusal.status, said, headers=headers)

    return answer


def _invalid(pages: Pages) -> Answer:
    async def answer(request: Request, failure: Exception) -> Response:
        found = failure.errors() if isinstance(failure, RequestValidationError | ValidationError) else []
        errors = [{"field": _field(one["loc"]), "reason": one["msg"]} for one in found]
        if wants_page(request):
            return pages.problem(request, Refused(UNREADABLE))
        return problem(request, 422, Problem("unreadable", UNREADABLE, NEXT_STEP, errors))

    return answer


def _http(pages: Pages) -> Answer:
    async def answer(request: Request, failure: Exception) -> Response:
        status = failure.status_code if isinstance(failure, HTTPException) else 500
        if wants_page(request):
            return pages.problem(request, status=status)
        title = HTTPStatus(status).phrase
        return problem(request, status, Problem(title.lower().replace(" ", "-"), title, "Check the address."))

    return answer


def _away(pages: Pages) -> Answer:
    answer_refusal = _refused(pages)

    async def answer(request: Request, failure: Exception) -> Response:
        log.error("the database does not answer", path=request.url.path)
        return await answer_refusal(request, Unavailable("The database does not answer now."))

    return answer


def _failed(pages: Pages) -> Answer:
    async def answer(request: Request, failure: Exception) -> Response:
        log.error("request failed", path=request.url.path, error=repr(failure))
        if wants_page(request):
            return pages.problem(request, status=500)
        return problem(request, 500, FAILURE)

    return answer


@dataclass(frozen=True)
class Problem:
    """What an answer says of why not: its kind, a sentence, what to do next, and the fields concerned."""

    kind: str
    detail: str
    next_step: str
    errors: Sequence[Mapping[str, str]] = ()


FAILURE = Problem(
    "failure",
    "Something failed on our side; nothing was changed by this request.",
    "Try again; if it fails again, tell us the correlation id.",
)


def problem(request: Request, status: int, said: Problem, *, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return a problem answer (RFC 9457) with the fields concerned and what to do next."""
    body = {
        "type": f"urn:plenary:problem:{said.kind}",
        "title": said.kind.replace("-", " ").capitalize(),
        "status": status,
        "detail": said.detail,
        "next_step": said.next_step,
        "instance": request.url.path,
        "correlation_id": getattr(request.state, "correlation_id", ""),
        **({"errors": said.errors} if said.errors else {}),
    }
    return JSONResponse(body, status, headers=headers, media_type=MEDIA_TYPE)


def wants_page(request: Request) -> bool:
    """Tell whether a person looks at this in a browser."""
    return "text/html" in request.headers.get("accept", "") and "/api/" not in request.url.path


def _field(place: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in place if part not in {"body", "query", "path", "header"}) or "body"

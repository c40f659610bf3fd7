"""`Pages`: one service's templates over the kit's, with everything a page needs to know about its reader."""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote, unquote

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from jinja2.runtime import Context, Macro
from jinja2.utils import pass_context
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from shared.clock import new_id, utc_now
from shared.errors import Refused, TooManyRequests
from shared.pages.files import address_of
from shared.pages.languages import COOKIE, LANGUAGES, Speech, choose_language, direction
from shared.pages.parts import State
from shared.pages.rooms import is_staff, rooms_of
from shared.pages.wording import Wording
from shared.who import Who

TEMPLATES = Path(__file__).parent / "templates"
KIT = ("marks", "page", "work", "table", "form", "chart")
FILTERS = (
    "when",
    "when_text",
    "clock",
    "day",
    "days",
    "ago",
    "money",
    "number",
    "total",
    "percent",
    "named",
    "in_order",
    "city",
    "country",
)

SAID_COOKIE = "plenary_said"


class Pages:
    """The pages of one service: its own `templates/` first, then the kit's."""

    def __init__(
        self,
        service: str,
        *,
        templates: Path | None = None,
        static: Path | None = None,
        now: Callable[[], datetime] = utc_now,
        development: bool = False,
    ) -> None:
        self.service = service
        self.prefix = "/" + service.replace("_", "-")
        self._static = static
        self._now = now
        self.environment = _environment(templates, auto_reload=development)

    def static(self, name: str) -> str:
        """Return the address of a static file with its content hash."""
        return address_of(name, prefix=self.prefix, own=self._static)

    def speech(self, request: Request) -> Speech:
        """Return the language of the reader: chosen here, else known of the person, else asked for by the browser."""
        who = who_reads(request)
        known = who.language if who and who.language != "en" else None
        return Speech(
            choose_language(request.cookies.get(COOKIE), known, accept=request.headers.get("accept-language", ""))
        )

    def render(
        self,
        request: Request,
        name: str,
        /,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **values: object,
    ) -> HTMLResponse:
        """Return a whole page; `meeting=` (with `code`, `title`, `zone`, `city`) sets the header and the navigation."""
        context = self._context(request, values)
        answer = HTMLResponse(self.environment.get_template(name).render(context), status, headers)
        _private(answer, context)
        if context["said"]:
            answer.delete_cookie(SAID_COOKIE)
        return answer

    def fragment(self, request: Request, name: str, /, *, status: int = 200, **values: object) -> HTMLResponse:
        """Return a piece of a page for the scripts; a browser that asks for it itself gets it in a bare page."""
        context = self._context(request, values)
        if request.headers.get("x-fragment"):
            text = self.environment.get_template(name).render(context)
        else:
            text = self.environment.get_template("bare.html").render(context, inside=name)
        answer = HTMLResponse(text, status)
        _private(answer, context)
        return answer

    def stream(self, request: Request, name: str, /, **values: object) -> StreamingResponse:
        """Return a whole page piece by piece, for lists too long to hold as one text."""
        context = self._context(request, values)
        parts = self.environment.get_template(name).stream(context)
        parts.enable_buffering(64)

        async def pieces() -> AsyncIterator[str]:
            for part in parts:
                yield part

        answer = StreamingResponse(pieces(), media_type="text/html; charset=utf-8")
        _private(answer, context)
        return answer

    def go(self, address: str, *, said: str = "", undo: str = "") -> RedirectResponse:
        """Return the redirect after a form: the next page shows `said` once, with a button that posts to `undo`."""
        answer = RedirectResponse(address, 303)
        if said:
            kept = f"{quote(said[:600])}|{quote(undo)}"
            answer.set_cookie(SAID_COOKIE, kept, max_age=60, httponly=True, samesite="lax")
        return answer

    def problem(
        self, request: Request, refused: Refused | None = None, *, status: int | None = None, correlation_id: str = ""
    ) -> HTMLResponse:
        """Return the page for a refusal, or for a `status` alone (500 for an unexpected failure)."""
        code = status or (refused.status if refused else 500)
        return self.render(
            request,
            "problem.html",
            status=code,
            code=code,
            refused=refused,
            again_at=self._again_at(refused),
            correlation_id=correlation_id or getattr(request.state, "correlation_id", ""),
        )

    def _again_at(self, refused: Refused | None) -> datetime | None:
        return self._now() + timedelta(seconds=refused.retry_after) if isinstance(refused, TooManyRequests) else None

    def _context(self, request: Request, values: Mapping[str, object]) -> dict[str, object]:
        query = f"?{request.url.query}" if request.url.query else ""
        context: dict[str, object] = {
            **self._of_reader(request),
            "request": request,
            "here": request.url.path,
            "address": request.url.path + query,
            "framed": request.headers.get("sec-fetch-dest") == "iframe",
            "csrf": getattr(request.state, "csrf", "") or "",
            "service": self.service,
            "prefix": self.prefix,
            "static": self.static,
            "now": self._now(),
            "meeting": None,
            "labels": {},
            **values,
        }
        context["c"] = self._components(context)
        return context

    def _of_reader(self, request: Request) -> dict[str, object]:
        speech, who = self.speech(request), who_reads(request)
        said, _, undo = (unquote(part) for part in request.cookies.get(SAID_COOKIE, "").partition("|"))
        return {
            "who": who,
            "is_staff": is_staff(who),
            "rooms": rooms_of(who),
            "language": speech.language,
            "languages": LANGUAGES,
            "direction": direction(speech.language),
            "_": speech.gettext,
            "gettext": speech.gettext,
            "ngettext": speech.ngettext,
            "wording": Wording(speech, self._now),
            "said": said,
            "undo": undo if undo.startswith("/") and not undo.startswith("//") else "",
        }

    def _components(self, context: Mapping[str, object]) -> SimpleNamespace:
        """Return the kit's macros, bound to this reader, as `c.<name>`."""
        found: dict[str, Macro] = {}
        for name in KIT:
            bound = {**context, "c": SimpleNamespace(**found)}
            module = self.environment.get_template(f"kit/{name}.html").make_module(bound)
            found |= {key: value for key, value in vars(module).items() if isinstance(value, Macro)}
        return SimpleNamespace(**found)


@cache
def _environment(templates: Path | None, *, auto_reload: bool) -> Environment:
    """Return what templates are compiled in: once for all the pages over the same folder."""
    folders = [folder for folder in (templates, TEMPLATES) if folder is not None]
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=auto_reload,
    )
    environment.filters |= {name: _filter(name) for name in FILTERS}
    environment.globals |= {"State": State, "new_key": lambda: new_id("form")}
    return environment


def who_reads(request: Request) -> Who | None:
    """Return who is signed in, or None."""
    who = getattr(request.state, "who", None)
    return who if isinstance(who, Who) and who.subject != "nobody" else None


def _private(answer: Response, context: Mapping[str, object]) -> None:
    answer.headers.setdefault("Cache-Control", "private, no-store" if context["who"] else "no-cache")
    answer.headers.setdefault("Vary", "Accept-Language, Cookie")
    answer.headers.setdefault("Content-Language", str(context["language"]))


def _filter(name: str) -> Callable[..., object]:
    """Return a template filter that writes for the reader of the page."""

    @pass_context
    def write(context: Context, value: object, *more: object) -> object:
        return getattr(context["wording"], name)(value, *more)

    return write

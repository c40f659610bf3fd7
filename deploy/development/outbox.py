"""The outbox: the mails of the sink as pages for people and as a list for programs."""

import re
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from deploy.development.mails import Caught, Sink

_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_HEADERS = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'"}


def make_outbox(sink: Sink) -> FastAPI:
    """Return the web application that shows the mails of `sink` under `/outbox`."""
    pages = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)
    pages.filters["linked"] = linked
    app = FastAPI(title="Outbox of a development stack", docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/outbox")
    async def mails(to: str = "") -> HTMLResponse:
        text = pages.get_template("mails.html").render(mails=sink.latest(to=to), to=to)
        return HTMLResponse(text, headers=_HEADERS)

    @app.get("/outbox/api/mails")
    async def mails_for_programs(to: str = "", limit: int = 200) -> list[Caught]:
        return sink.latest(to=to, limit=limit)

    @app.get("/outbox/{mail_id}")
    async def mail(mail_id: int) -> HTMLResponse:
        found = sink.find(mail_id)
        text = pages.get_template("mail.html").render(mail=found)
        return HTMLResponse(text, status_code=200 if found else 404, headers=_HEADERS)

    return app


def linked(text: str) -> Markup:
    """Return plain text as safe HTML in which web addresses can be followed."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = escape(found.group())
        parts += [escape(text[end : found.start()]), Markup('<a href="{0}">{0}</a>').format(address)]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])

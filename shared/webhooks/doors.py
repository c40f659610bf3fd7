"""The routes of webhooks of one service: pages and API under its prefix."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from fastapi import APIRouter

from shared.clock import Clock
from shared.pages import Happening, Pages
from shared.webhooks.joined import Webhooks
from shared.webhooks.pages import WebhookPages
from shared.webhooks.routes import WebhookRoutes

TEMPLATES = Path(__file__).parent / "templates"


def webhook_doors(
    webhooks: Webhooks, happened: Callable[[str], Awaitable[Sequence[Happening]]], clock: Clock
) -> list[APIRouter]:
    """Return the pages and the API."""
    service = webhooks.units.service
    pages = Pages(service, templates=TEMPLATES, now=clock)
    looks = APIRouter(prefix=pages.prefix, include_in_schema=False)
    WebhookPages(webhooks, pages, happened, clock).join(looks)
    asks = APIRouter(prefix=f"{pages.prefix}/api", tags=["webhooks"])
    WebhookRoutes(webhooks).join(asks)
    return [looks, asks]

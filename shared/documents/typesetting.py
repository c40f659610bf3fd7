"""Papers as PDF: a Typst template that lies in a file, set with data that never becomes markup."""

import asyncio
import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

import typst
from pydantic import BaseModel

from shared.documents.fonts import Lacking, lacking, usable
from shared.documents.papers import TEMPLATE, Paper
from shared.documents.word import docx
from shared.logs import Log

log = Log(__name__)

KIT = Path(__file__).parent / "plenary.typ"
EPOCH = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


class Unprintable(RuntimeError):
    """A template cannot be set: a fault of the house, never of who asks."""


class Typesetter:
    """Sets papers one after the other in a thread, so that requests are answered meanwhile."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(1)

    async def pdf(
        self,
        template: Path,
        data: BaseModel,
        *,
        files: Mapping[str, bytes] | None = None,
        made_at: datetime = EPOCH,
    ) -> bytes:
        """Return `template` set with `data` as PDF; the same data makes the same bytes.

        The template reads `json("/data.json")`, its page and fonts from `#import "/plenary.typ": *`, and pictures by
        their names in `files` (`image("/" + name)`). `made_at` is the date the PDF bears. Raises `Unprintable`.
        """
        pieces = {"data.json": data.model_dump_json().encode(), **(files or {})}
        async with self._turn:
            return await asyncio.to_thread(_set, template, pieces, made_at)

    async def paper(self, paper: Paper, *, made_at: datetime = EPOCH) -> bytes:
        """Return a paper of blocks as PDF."""
        return await self.pdf(TEMPLATE, paper, made_at=made_at)

    async def word(self, paper: Paper, *, made_at: datetime = EPOCH) -> bytes:
        """Return a paper of blocks as DOCX."""
        async with self._turn:
            return await asyncio.to_thread(docx, paper, made_at=made_at)


def _set(template: Path, given: dict[str, bytes], made_at: datetime) -> bytes:
    fonts, families = _fonts()
    kit = {
        "main.typ": template.read_bytes(),
        "plenary.typ": KIT.read_bytes(),
        "fonts.json": json.dumps(families).encode(),
    }
    try:
        made, warnings = typst.compile_with_warnings(  # type: ignore[call-overload]  # its stubs lack files in memory
            {**given, **kit}, font_paths=fonts, timestamp=int(made_at.timestamp()), format="pdf"
        )
    except typst.TypstError as failure:
        raise Unprintable(f"{template.name}: {failure.message} {failure.diagnostic}") from failure
    for warning in warnings:
        log.warning("paper set with a warning", template=template.name, warning=warning.message)
    return bytes(made)


def missing_fonts() -> tuple[Lacking, ...]:
    """Return the languages this machine has no letters for."""
    return lacking(typst.Fonts().families())


@cache
def _fonts() -> tuple[typst.Fonts, tuple[str, ...]]:
    """Read the fonts of this machine once; say which languages it cannot print."""
    fonts = typst.Fonts()
    families = fonts.families()
    for one in lacking(families):
        log.warning("no font for a language: its letters print as boxes", language=one.language, install=one.package)
    return fonts, usable(families)

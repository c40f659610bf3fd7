"""Prints badges: puts template, data and pictures together and has them set in a program of its own."""

import asyncio
import base64
import io
import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Literal

from pypdf import PdfWriter

from services.registration.domain.badge_designs import TemplateBroken
from services.registration.gateways import setting
from services.registration.gateways.apart import Broke, TooMuch, run_apart
from services.registration.gateways.codes import drawn
from services.registration.ports.printing import BadgeSheet, Face
from shared.documents import PREFERRED
from shared.errors import Unavailable

KIT = files("services.registration") / "data" / "badges"
SECONDS = 60
"""Processor time a template may take for one part of a print."""


class BadgePress:
    """Prints one part after the other, so that requests are answered meanwhile."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(1)

    def shipped_template(self) -> str:
        """Return the template of badges that have no own one."""
        return (KIT / "usual.typ").read_text(encoding="utf-8")

    async def pdf(self, sheet: BadgeSheet) -> bytes:
        """Return the badges of a sheet as PDF, or refuse with `TemplateBroken`."""
        (made,) = await self._made(sheet, "pdf")
        return made

    async def pictures(self, sheet: BadgeSheet) -> list[bytes]:
        """Return the badges of a sheet as PNG, a page each, or refuse with `TemplateBroken`."""
        return await self._made(sheet, "png")

    async def joined(self, parts: Sequence[bytes]) -> bytes:
        """Return several PDF as one."""
        return await asyncio.to_thread(_joined, parts)

    def code(self, token: str) -> bytes:
        """Return the QR of a token as SVG."""
        return drawn(token, quiet=2).encode()

    async def _made(self, sheet: BadgeSheet, kind: Literal["pdf", "png"]) -> list[bytes]:
        pieces = {name: base64.b64encode(piece).decode() for name, piece in self._pieces(sheet).items()}
        job = json.dumps({"format": kind, "seconds": SECONDS, "files": pieces}).encode()
        async with self._turn:
            made = json.loads(await _set(job))
        if "wrong" in made:
            raise TemplateBroken("The template cannot be set.", line=made["line"], detail=made["wrong"])
        return [base64.b64decode(page) for page in made["made"]]

    def _pieces(self, sheet: BadgeSheet) -> dict[str, bytes]:
        pieces = {
            "main.typ": (sheet.template or self.shipped_template()).encode(),
            "badge.typ": (KIT / "badge.typ").read_bytes(),
        }
        if sheet.logo:
            pieces["logo.svg"] = sheet.logo
        badges = []
        for number, face in enumerate(sheet.faces):
            pieces[f"code{number}.svg"] = self.code(face.token)
            photo = f"photo{number}.{_ending(face.photo)}" if face.photo else None
            if photo:
                pieces[photo] = face.photo
            badges.append({**_printed(face), "code": f"code{number}.svg", "photo": photo})
        about = sheet.model_dump(mode="json", include={"look", "meeting", "words"})
        about["look"]["on_band"] = sheet.look.on_band
        data = {**about, "fonts": PREFERRED, "logo": "logo.svg" if sheet.logo else None, "badges": badges}
        return {**pieces, "data.json": json.dumps(data).encode()}


def _printed(face: Face) -> Mapping[str, object]:
    return face.model_dump(mode="json", exclude={"token", "photo"})


def _ending(photo: bytes) -> str:
    return "png" if photo.startswith(b"\x89PNG") else "jpg"


async def _set(job: bytes) -> bytes:
    try:
        return await run_apart(setting, job, seconds=2 * SECONDS)
    except TooMuch as failure:
        raise TemplateBroken("The template takes too long or too much memory.") from failure
    except Broke as failure:
        raise Unavailable("Badges cannot be printed now.") from failure


def _joined(parts: Sequence[bytes]) -> bytes:
    writer, whole = PdfWriter(), io.BytesIO()
    for part in parts:
        writer.append(io.BytesIO(part))
    writer.write(whole)
    return whole.getvalue()

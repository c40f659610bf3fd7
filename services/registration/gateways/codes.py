"""Two-dimensional codes: drawn for links and badges, read from a photograph."""

import asyncio
import io

import segno
import zxingcpp
from PIL import Image, ImageOps

from shared.errors import Refused

LARGEST = 40_000_000
"""Pixels of a photograph that are still looked at."""
EDGE = 1600
"""Photographs are made smaller to this many pixels an edge before a code is looked for."""


class NoPicture(Refused):
    """What was sent is no picture a code could be found in."""

    next_step = "Take the photo again, or search for the person by name."


class PictureCodes:
    """Draws and reads codes."""

    def picture(self, text: str) -> str:
        """Return a code as SVG to stand in a page."""
        drawn = io.BytesIO()
        segno.make(text, error="m").save(drawn, kind="svg", scale=6, border=3, xmldecl=False, light="#fff", dark="#000")
        return drawn.getvalue().decode()

    async def read(self, photo: bytes) -> str:
        """Return the text of the first code in a photograph, or nothing; in a thread, for it takes a while."""
        return await asyncio.to_thread(_read, photo)


def _read(photo: bytes) -> str:
    try:
        with Image.open(io.BytesIO(photo)) as picture:
            if picture.width * picture.height > LARGEST:
                raise NoPicture("This photo is too large.", field="photo")
            upright = ImageOps.exif_transpose(picture).convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as failure:
        raise NoPicture("This is not a photo.", field="photo") from failure
    upright.thumbnail((EDGE, EDGE))
    found = zxingcpp.read_barcodes(upright)
    return next((one.text for one in found if one.text), "")

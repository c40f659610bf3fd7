"""Two-dimensional codes: drawn for links and badges, read from a photograph."""

import asyncio
import io
import math
import re

import zxingcpp
from PIL import Image, ImageOps

from shared.errors import Refused

LARGEST = 50_000_000
"""Pixels of a photograph that are still looked at; telephones make 48 million."""
CAMERAS = ("JPEG", "PNG", "WEBP")
"""What is opened at all: of the formats Pillow knows some start other programs."""
DARK = re.compile(rb"\x00+")
EDGE = 1600
"""Photographs are made smaller to this many pixels an edge before a code is looked for."""


class NoPicture(Refused):
    """What was sent is no picture a code could be found in."""

    next_step = "Take the photo again, or search for the person by name."


class PictureCodes:
    """Draws and reads codes."""

    def picture(self, text: str) -> str:
        """Return a code as SVG to stand in a page."""
        return drawn(text, quiet=3, scale=6)

    async def read(self, photo: bytes) -> str:
        """Return the text of the first code in a photograph, or nothing; in a thread, for it takes a while."""
        return await asyncio.to_thread(_read, photo)


def drawn(text: str, *, quiet: int, scale: int = 1) -> str:
    """Return a QR code as SVG, `quiet` modules of white around it, `scale` pixels a module."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture = zxingcpp.write_barcode_to_image(code, add_quiet_zones=False)
    modules = bytes(memoryview(picture))  # type: ignore[arg-type] # a buffer, which its stubs do not say
    edge = math.isqrt(len(modules))
    rows = [modules[edge * y : edge * (y + 1)] for y in range(edge)]
    bars = "".join(_bars(row, quiet, y + quiet) for y, row in enumerate(rows))
    whole = edge + 2 * quiet
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole * scale}" height="{whole * scale}"'
        f' viewBox="0 0 {whole} {whole}"><path fill="#fff" d="M0 0h{whole}v{whole}h-{whole}z"/>'
        f'<path fill="#000" d="{bars}"/></svg>'
    )


def _bars(row: bytes, left: int, top: int) -> str:
    """Return the dark modules of one row, those that touch each other as one bar."""
    spans = [(found.start() + left, len(found[0])) for found in DARK.finditer(row)]
    return "".join(f"M{start} {top}h{length}v1h-{length}z" for start, length in spans)


def _read(photo: bytes) -> str:
    try:
        with Image.open(io.BytesIO(photo), formats=CAMERAS) as picture:
            if picture.width * picture.height > LARGEST:
                raise NoPicture("This photo is too large.", field="photo")
            upright = ImageOps.exif_transpose(picture).convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as failure:
        raise NoPicture("This is not a photo.", field="photo") from failure
    upright.thumbnail((EDGE, EDGE))
    found = zxingcpp.read_barcodes(upright)
    return next((one.text for one in found if one.text), "")

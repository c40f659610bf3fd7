"""Pictures: decoded and encoded again, so that nothing but the picture is left; turned upright, cut, made smaller."""

import io

from PIL import Image, ImageOps, UnidentifiedImageError
from pydantic import Field

from shared.files.kinds import FileRefused, Kind
from shared.values import Value

MOST_PIXELS = 50_000_000
"""A picture of more is refused before it is decoded: few bytes can ask for any amount of memory."""

LONGEST_SIDE = 3_000
PORTRAIT = (900, 1_200)
SMALLEST_PORTRAIT = 300
"""Pixels across below which a face cannot be recognised on a badge of 25 mm."""

_FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP"}
_TOO_LARGE = "This picture has too many pixels."


class Crop(Value):
    """The part of an upright picture that is kept, 3 wide and 4 high: its top left corner and its width, as parts of
    the picture's width and height between 0 and 1. The default is as much as there is, from the middle."""

    left: float | None = Field(default=None, ge=0, le=1)
    top: float | None = Field(default=None, ge=0, le=1)
    width: float = Field(default=1.0, gt=0, le=1)


def clean_picture(content: bytes, field: str, *, portrait: Crop | None = None) -> tuple[bytes, Kind]:
    """Return a picture encoded anew, without EXIF or anything else beside it; works for a while: call it in a thread.

    A portrait comes back as 3 to 4. Raises FileRefused for what is no picture, cut off, or too large to decode.
    """
    try:
        with Image.open(io.BytesIO(content), formats=tuple(_FORMATS.values())) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise FileRefused(_TOO_LARGE, field=field)
            kind = Kind.PNG if opened.format == "PNG" and portrait is None else Kind.JPEG
            picture = ImageOps.exif_transpose(opened)
            picture = _opaque(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as failure:
        raise FileRefused(_TOO_LARGE, field=field) from failure
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as failure:
        raise FileRefused("This picture is damaged or not complete.", field=field) from failure
    if portrait is not None:
        picture = _portrait(picture, portrait, field)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _encoded(picture, kind), kind


def _opaque(picture: Image.Image) -> Image.Image:
    """Return the picture in plain colours, on white where it can be seen through."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        ground = Image.new("RGB", seen.size, "white")
        ground.paste(seen, mask=seen.getchannel("A"))
        return ground
    return picture.convert("RGB")


def _portrait(picture: Image.Image, crop: Crop, field: str) -> Image.Image:
    width, height = picture.size
    across = min(crop.width * width, width, height * 3 / 4)
    down = across * 4 / 3
    left = (width - across) / 2 if crop.left is None else min(crop.left * width, width - across)
    top = (height - down) / 3 if crop.top is None else min(crop.top * height, height - down)
    if across < SMALLEST_PORTRAIT:
        raise FileRefused(
            "This portrait is too small to be printed.", field=field, next_step="Take a picture with more pixels."
        )
    box = (round(left), round(top), round(left + across), round(top + down))
    cut = picture.crop(box)
    return cut.resize(PORTRAIT, Image.Resampling.LANCZOS) if across > PORTRAIT[0] else cut


def _encoded(picture: Image.Image, kind: Kind) -> bytes:
    picture.info.clear()
    out = io.BytesIO()
    if kind is Kind.PNG:
        picture.save(out, "PNG")
    else:
        picture.save(out, "JPEG", quality=88, optimize=True)
    return out.getvalue()

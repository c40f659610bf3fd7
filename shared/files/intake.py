"""Uploads taken in: size, type by content, pictures encoded anew; or refused beside their field."""

import asyncio
from collections.abc import Collection

from shared.errors import Refused
from shared.files.kinds import (
    DOCUMENTS,
    PICTURES,
    Accepted,
    FileRefused,
    Kind,
    kind_of,
    must_be_whole,
    named,
    safe_name,
)
from shared.files.pictures import Crop, clean_picture
from shared.uploads import LARGEST, Upload

LIMIT = 10_000_000
"""Bytes of a file where the field sets no other limit."""


class FileMissing(Refused):
    """No file was sent where one is needed."""

    next_step = "Choose a file."


async def accept(
    upload: Upload | None,
    *,
    field: str = "file",
    kinds: Collection[Kind] = DOCUMENTS,
    limit: int = LIMIT,
    portrait: Crop | None = None,
) -> Accepted:
    """Return an upload as it may be kept; refuse it beside its field.

    `kinds` are those the field asks for, `limit` its bytes (20 million at most). With `portrait` a picture is cut to
    3 by 4. Raises FileRefused or FileMissing.
    """
    if upload is None or not upload.size:
        raise FileMissing("No file was sent.", field=upload.field if upload else field)
    _must_fit(upload, min(limit, LARGEST))
    kind = await asyncio.to_thread(kind_of, upload.content)
    if kind is None or kind not in kinds:
        raise FileRefused(f"This is not a file of the kind {named(kinds)}.", field=upload.field)
    content = upload.content
    if kind in PICTURES:
        cleaned = await asyncio.to_thread(clean_picture, content, upload.field, portrait=portrait)
        return _accepted(upload, *cleaned)
    if kind is Kind.PDF:
        must_be_whole(content, upload.field)
    return _accepted(upload, content, kind)


async def accept_optional(
    upload: Upload | None,
    *,
    kinds: Collection[Kind] = DOCUMENTS,
    limit: int = LIMIT,
    portrait: Crop | None = None,
) -> Accepted | None:
    """Return an upload as `accept` does, or None where no file was chosen."""
    if upload is None:
        return None
    return await accept(upload, kinds=kinds, limit=limit, portrait=portrait)


def _accepted(upload: Upload, content: bytes, kind: Kind) -> Accepted:
    return Accepted(field=upload.field, name=safe_name(upload.name, kind), kind=kind, content=content)


def _must_fit(upload: Upload, limit: int) -> None:
    if upload.size > limit:
        sent, most = upload.size / 1_000_000, limit / 1_000_000
        raise FileRefused(
            f"This file has {sent:.0f} MB; {most:.0f} MB is the most that is taken.",
            field=upload.field,
            next_step="Make the file smaller, for instance by taking the picture again with a lower resolution.",
        )

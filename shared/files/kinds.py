"""Kinds of files by what is in them: neither their name nor what the browser says counts."""

import io
import unicodedata
import zipfile
from collections.abc import Collection
from enum import StrEnum

import puremagic

from shared.errors import Refused
from shared.values import Value

LONGEST_NAME = 120


class Kind(StrEnum):
    """A kind of file, by the ending its name gets."""

    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"

    @property
    def media_type(self) -> str:
        """The media type it is served with."""
        return _MEDIA_TYPES[self]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
    Kind.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Kind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    Kind.CSV: "text/csv",
}
_BY_MEDIA_TYPE = {media_type: kind for kind, media_type in _MEDIA_TYPES.items()}
_OFFICE_PARTS = {"word/document.xml": Kind.DOCX, "xl/workbook.xml": Kind.XLSX}

PICTURES = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP})
DOCUMENTS = PICTURES | {Kind.PDF}
"""What people send of a passport, a letter or a card."""


class FileRefused(Refused):
    """A file that cannot be taken as it is; the field says which."""

    next_step = "Choose another file, or save this one again in a form that is asked for."


class Accepted(Value):
    """A file that was looked at and may be kept: its content, its true type, a name that is safe to show."""

    field: str
    name: str
    kind: Kind
    content: bytes

    @property
    def media_type(self) -> str:
        """The media type of the content."""
        return self.kind.media_type


def kind_of(content: bytes) -> Kind | None:
    """Return what a file is by its first bytes and, where it is an archive, by the parts in it."""
    try:
        found = {match.mime_type for match in puremagic.magic_string(content)}
    except (puremagic.PureError, ValueError):
        found = set()
    kinds = {_BY_MEDIA_TYPE[one] for one in found if one in _BY_MEDIA_TYPE}
    if kinds & set(_OFFICE_PARTS.values()):
        return _office(content)
    return next(iter(kinds), Kind.CSV if not found and _is_text(content) else None)


def must_be_whole(content: bytes, field: str) -> None:
    """Refuse a PDF that was cut off: its last lines say where its table of contents begins (ISO 32000-1, 7.5.5)."""
    end = content[-2_048:]
    if b"startxref" not in end or b"%%EOF" not in end:
        raise FileRefused("This PDF is damaged or not complete.", field=field)


def safe_name(name: str, kind: Kind) -> str:
    """Return a name to show and to save under: no paths, nothing invisible, nothing that turns its direction."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = (one for one in unicodedata.normalize("NFC", last) if unicodedata.category(one)[0] != "C")
    plain = " ".join("".join(" " if unicodedata.category(one)[0] == "Z" else one for one in seen).split())
    stem = plain.rsplit(".", 1)[0].strip(". ")[:LONGEST_NAME].strip()
    return f"{stem or 'file'}.{kind.value}"


def named(kinds: Collection[Kind]) -> str:
    """Return the kinds as people call them: `JPG, PDF or PNG`."""
    words = sorted(kind.value.upper() for kind in kinds)
    return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _office(content: bytes) -> Kind | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    return next((kind for part, kind in _OFFICE_PARTS.items() if part in parts), None)


def _is_text(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return bool(content.strip()) and b"\0" not in content

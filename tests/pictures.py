"""Files as people send them: pictures, PDF documents and archives made in memory, and the uploads that carry them."""

import io
import struct
import zipfile
import zlib

from PIL import Image

from shared.uploads import Upload

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"


def a_picture(width: int = 600, height: int = 800, *, format: str = "JPEG", mode: str = "RGB") -> bytes:
    """Return a picture that is red on its left half and blue on its right."""
    picture = Image.new(mode, (width, height), "blue")
    picture.paste("red", (0, 0, width // 2, height))
    return _encoded(picture, format)


def a_photograph(width: int = 600, height: int = 800) -> bytes:
    """Return a picture taken with the camera on its side: where it was taken and how it was held is in its EXIF."""
    picture = Image.new("RGB", (width, height), "white")
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees to the right
    exif[0x010F] = "A camera"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif.tobytes())
    return out.getvalue()


def a_bomb(side: int = 30_000) -> bytes:
    """Return a PNG of a few hundred bytes that asks for gigabytes of memory."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"\0" * 99)) + _chunk(b"IEND")


def an_archive(*parts: str) -> bytes:
    """Return a ZIP archive with these parts, as office documents are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, "<x/>")
    return out.getvalue()


def an_upload(content: bytes, name: str = "photo.jpg", *, field: str = "photo", size: int | None = None) -> Upload:
    """Return an upload of a file for a field."""
    return Upload(field, name, content, len(content) if size is None else size)


def _encoded(picture: Image.Image, format: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, format)
    return out.getvalue()


def _chunk(kind: bytes, content: bytes = b"") -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

"""Files given out: under their true type, as a download unless a picture is shown, with nothing they could run."""

from urllib.parse import quote

from starlette.responses import Response

from shared.files.keeping import OpenFile

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}


def file_answer(opened: OpenFile, *, shown: bool = False) -> Response:
    """Return a file as an answer; `shown` lets a picture stand in a page instead of being downloaded."""
    way = "inline" if shown and opened.file.media_type.startswith("image/") else "attachment"
    disposition = content_disposition(opened.file.name, way)
    headers = {**HEADERS, "Content-Disposition": disposition}
    return Response(opened.content, media_type=opened.file.media_type, headers=headers)


def content_disposition(name: str, way: str = "attachment") -> str:
    """Return the header for a file name (RFC 6266): plain letters for old browsers, all of it for the others."""
    plain = "".join(one if one.isascii() and (one.isalnum() or one in " ._-") else "_" for one in name)
    whole = "" if plain == name else f"; filename*=UTF-8''{quote(name, safe='')}"
    return f'{way}; filename="{plain}"{whole}'

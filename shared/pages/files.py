"""Style sheet, scripts and pictures: addresses that change with the content, answers that are kept for a year."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC = Path(__file__).parent / "static"


class KeptFiles(StaticFiles):
    """Static files; one asked for by its content hash (`?v=`) never changes and may be kept."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file with how long it may be kept."""
        answer = await super().get_response(path, scope)
        kept = "public, max-age=31536000, immutable" if b"v=" in scope["query_string"] else "no-cache"
        answer.headers["Cache-Control"] = kept
        return answer


def static_app(folder: Path = STATIC) -> KeptFiles:
    """Return the app to mount at `/static`, or at `/<prefix>/static` for a service's own folder."""
    return KeptFiles(directory=folder)


@lru_cache
def content_hash(file: Path) -> str:
    """Return twelve hexadecimal digits that change with the file."""
    return sha256(file.read_bytes()).hexdigest()[:12]


def address_of(name: str, *, prefix: str = "", own: Path | None = None) -> str:
    """Return the address of a static file: a service's own if it has one of that name, the kit's otherwise."""
    if own is not None and (own / name).is_file():
        return f"{prefix}/static/{name}?v={content_hash(own / name)}"
    return f"/static/{name}?v={content_hash(STATIC / name)}"

"""Forms as browsers send them, read once a request: files stay in memory, and of each no byte beyond its limit."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field

from starlette.datastructures import FormData, Headers
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from shared.errors import Refused

LARGEST = 20_000_000
"""Bytes kept of one file; what is sent beyond them is counted and thrown away."""

WHOLE = 250_000_000
"""Bytes of a whole request after which nothing more of it is read."""

MULTIPART = "multipart/form-data"


class TooMuchSent(Refused):
    """A request is larger than anything that is asked for here."""

    status = 413
    next_step = "Make the file smaller, for instance by taking the picture again with a lower resolution."


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it was sent, for the field of a form; `size` counts also the bytes that were not kept.

    Neither its name nor the type the browser claims may be trusted: `shared.files.accept` looks at its content.
    """

    field: str
    name: str
    content: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Sent:
    """Every value of a form as text, and the files of each field."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, tuple[Upload, ...]] = field(default_factory=dict)


async def read_sent(request: Request) -> Sent:
    """Return the form in a request; whoever asks first reads it. Raises TooMuchSent, or HTTPException for rubbish."""
    known: Sent | None = getattr(request.state, "sent", None)
    if known is None:
        known = request.state.sent = await _read(request)
    return known


async def read_file(request: Request, field: str) -> Upload | None:
    """Return the file sent for one field, or None."""
    return next(iter((await read_sent(request)).files.get(field, ())), None)


async def _read(request: Request) -> Sent:
    read_before = getattr(request, "_form", None) is not None  # by FastAPI, for a route with `Form()` parameters
    if read_before or not request.headers.get("content-type", "").startswith(MULTIPART):
        return _sent(await request.form(), {})
    parser = _InMemory(request.headers, _bounded(request), max_files=50, max_fields=5_000)
    try:
        form = await parser.parse()
    except MultiPartException as failure:
        raise HTTPException(400, failure.message) from failure
    try:
        return _sent(form, parser.sizes)
    finally:
        await form.close()


def _sent(form: FormData, sizes: Mapping[int, int]) -> Sent:
    values: dict[str, tuple[str, ...]] = {}
    files: dict[str, tuple[Upload, ...]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            values[name] = (*values.get(name, ()), value)
        elif value.filename:
            upload = Upload(name, value.filename, value.file.read(), sizes.get(id(value), value.size or 0))
            files[name] = (*files.get(name, ()), upload)
    return Sent(values, files)


async def _bounded(request: Request) -> AsyncGenerator[bytes, None]:
    read = 0
    async for chunk in request.stream():
        read += len(chunk)
        if read > WHOLE:
            raise TooMuchSent(f"A request may have {WHOLE // 1_000_000} million bytes at most.")
        yield chunk


class _InMemory(MultiPartParser):
    """Starlette's parser, but no file ever touches the disk, and none takes more memory than its limit."""

    spool_max_size = LARGEST * 2

    def __init__(
        self, headers: Headers, stream: AsyncGenerator[bytes, None], *, max_files: int, max_fields: int
    ) -> None:
        super().__init__(headers, stream, max_files=max_files, max_fields=max_fields)
        self.sizes: dict[int, int] = {}

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        file = self._current_part.file
        if file is None:
            super().on_part_data(data, start, end)
            return
        known = self.sizes.get(id(file), 0)
        self.sizes[id(file)] = known + end - start
        if known < LARGEST:
            super().on_part_data(data, start, min(end, start + LARGEST - known))

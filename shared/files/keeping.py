"""Files of one service: encrypted before they leave the process, read back whole, swept when nothing needs them."""

import asyncio
import base64
import hashlib
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shared.clock import Clock
from shared.errors import NotFound
from shared.files.kinds import Accepted
from shared.files.stored import FileState, FilesUnit, KeepFile, StoredFile, SweepFile, gone, keep_file, sweep_file
from shared.logs import log
from shared.records import Origin
from shared.unit import Units
from shared.who import the_service

UNCLAIMED = timedelta(days=1)
"""How long a file waits for the unit that attaches it."""

SWEEP_SECONDS = 60.0
NOT_REPEATED = Origin()
_NONCE = 12


class Contents(Protocol):
    """Where encrypted contents lie, by the id of the file."""

    async def put(self, file_id: str, content: bytes) -> None:
        """Write the whole content."""

    async def get(self, file_id: str) -> bytes | None:
        """Return the whole content, or None."""

    async def remove(self, file_id: str) -> None:
        """Remove the content; harmless where there is none."""

    def sweepable(self, before: datetime) -> AsyncIterator[str]:
        """Yield the ids of files that were dropped, or wait since before an instant and were never attached."""


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file with its content."""

    file: StoredFile
    content: bytes


class Files:
    """The files of a service, as `house.files`."""

    def __init__(self, units: Units[FilesUnit], contents: Contents, clock: Clock) -> None:
        self._units = units
        self._contents = contents
        self._clock = clock

    async def keep(
        self, accepted: Accepted, *, owner: str = "", purpose: str, origin: Origin = NOT_REPEATED
    ) -> StoredFile:
        """Encrypt and keep a file for `owner`, the id of what it will belong to; a handler must `attach` it.

        Whoever has no id yet, such as a person about to register, is no owner: the file is for who attaches it. Where
        `origin` has an idempotency key, the same content sent again under it is the same file.
        """
        file = self._fresh(accepted, owner=owner, purpose=purpose)
        if origin.key:
            file_id = _id_under(origin, file, field=accepted.field)
            known = await self._kept_before(file_id)
            if known:
                return known
            file = file.model_copy(update={"file_id": file_id})
        if not await self._noted(file):  # at this very moment, or by a process that died over it
            file = file.model_copy(update={"file_id": self._units.ids("fil")})
            await self._noted(file)
        key = base64.b64decode(file.content_key)
        await self._contents.put(file.file_id, await asyncio.to_thread(_sealed, key, accepted.content, file.file_id))
        return file

    async def read(self, file_id: str) -> OpenFile:
        """Return an attached file with its content; refuse with NotFound what is not attached or dropped."""
        opened = await self._open(file_id)
        if opened is None or opened.file.state is not FileState.ATTACHED:
            raise NotFound("There is no such file.", field="file_id")
        return opened

    async def waiting(self, file_id: str, *, owner: str) -> OpenFile:
        """Return a file that was kept for `owner` with its content, whether it was attached already or not."""
        opened = await self._open(file_id)
        if opened is None or opened.file.owner != owner:
            raise gone()
        return opened

    async def _open(self, file_id: str) -> OpenFile | None:
        file, content = await self._units.run(_find, SweepFile(file_id=file_id), self._own()), None
        if file and file.state in {FileState.KEPT, FileState.ATTACHED}:
            content = await self._contents.get(file_id)
        if file is None or content is None:
            return None
        key = base64.b64decode(file.content_key)
        return OpenFile(file, await asyncio.to_thread(_opened, key, content, file_id))

    async def sweep(self) -> int:
        """Remove the contents of dropped and of unclaimed files; return how many."""
        swept = 0
        async for file_id in self._contents.sweepable(self._clock() - UNCLAIMED):
            if await self._units.run(sweep_file, SweepFile(file_id=file_id), self._own()):
                await self._contents.remove(file_id)
                await self._units.run(sweep_file, SweepFile(file_id=file_id, gone=True), self._own())
                swept += 1
        return swept

    async def lead(self) -> None:
        """Sweep now and again, as the one who holds the lease."""
        while True:
            swept = await self.sweep()
            if swept:
                log.info("files swept", files=swept)
            await asyncio.sleep(SWEEP_SECONDS)

    def _fresh(self, accepted: Accepted, *, owner: str, purpose: str) -> StoredFile:
        return StoredFile(
            file_id=self._units.ids("fil"),
            owner=owner,
            purpose=purpose,
            name=accepted.name,
            media_type=accepted.media_type,
            size=len(accepted.content),
            sha256=hashlib.sha256(accepted.content).hexdigest(),
            content_key=base64.b64encode(AESGCM.generate_key(256)).decode(),
            kept_at=self._clock(),
            version=1,
        )

    async def _kept_before(self, file_id: str) -> StoredFile | None:
        """Return the file of this id; one that is gone by now too, for what was done with it was answered once."""
        known = await self._units.run(_find, SweepFile(file_id=file_id), self._own())
        if known is None or known.state is not FileState.KEPT:
            return known
        return known if await self._contents.get(file_id) is not None else None

    async def _noted(self, file: StoredFile) -> bool:
        """Write down a file before its content lies there, so that no content is without it; tell whether it is new."""
        return await self._units.run(keep_file, KeepFile(file=file), self._own())

    def _own(self) -> Origin:
        return Origin(who=the_service(self._units.service))


async def _find(command: SweepFile, unit: FilesUnit) -> StoredFile | None:
    return await unit.files.find(command.file_id)


def _id_under(origin: Origin, file: StoredFile, *, field: str) -> str:
    """Return the id of what this person sends under this key: it changes with the content and with what it is for."""
    said = (origin.who.subject, origin.key or "", field, file.owner, file.purpose, file.sha256)
    return f"fil_{hashlib.sha256(chr(0).join(said).encode()).hexdigest()[:32]}"


def _sealed(key: bytes, content: bytes, file_id: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, file_id.encode())


def _opened(key: bytes, sealed: bytes, file_id: str) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], file_id.encode())
    except InvalidTag as failure:
        log.error("a file was changed where it lies", file_id=file_id)
        raise NotFound("This file cannot be read any more.", field="file_id") from failure
